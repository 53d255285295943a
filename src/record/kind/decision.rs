//! A decision: what was decided, where, when, by what right.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Forum, Function, Organisation};
use crate::record::date::When;
use crate::record::link::Link;
use crate::record::value::{Sp, Url};

/// What a forum decided on a day.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Where it was taken.
    pub forum: Option<Link<Forum>>,
    /// The body that took it, where it was no forum's.
    pub organisation: Option<Link<Organisation>>,
    /// When.
    pub on: When,
    /// What it was about.
    pub function: Option<Link<Function>>,
    /// What came of it.
    pub outcome: Sp<Outcome>,
    /// What each member's own committee or board decided.
    #[serde(default)]
    pub results: Vec<Sp<OwnResult>>,
    /// Who was there, by seat or by body.
    #[serde(default)]
    pub present: Vec<Sp<String>>,
    /// Interests that were declared, and what was done.
    #[serde(default)]
    pub declared: Vec<String>,
    /// What it is worth, in the handbook's currency.
    pub value: Option<Sp<u64>>,
    /// From when it holds.
    pub effective: Option<When>,
    /// The decision that it replaces.
    pub supersedes: Option<Link<Decision>>,
    /// When it is looked at again.
    pub review: Option<When>,
    /// Who carries it out.
    pub owner: Option<String>,
    /// How those concerned were asked.
    pub engagement: Option<String>,
    /// Which of the forum's kinds of decision it was.
    pub kind: Option<Sp<String>>,
    /// The paper that it rests on.
    pub paper: Option<Url>,
    /// Whether it belongs to the part that is not public: then only that it was taken is shown, with this reason.
    pub private: Option<Sp<String>>,
}

/// What came of a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Supported, for others to decide.
    Recommended,
    /// Decided.
    Approved,
    /// Refused.
    Rejected,
    /// Put off.
    Deferred,
    /// Taken note of.
    Noted,
}

/// What one member's own committee or board decided.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnResult {
    /// The member.
    pub organisation: Link<Organisation>,
    /// What came of it there.
    pub outcome: Sp<Outcome>,
    /// When.
    pub on: Option<When>,
}
