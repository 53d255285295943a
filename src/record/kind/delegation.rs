//! Who may decide what: delegations, reserved matters, and what nobody has been given.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::Valid;
use super::control::Control;
use super::vocabulary::Provisions;
use super::{Agreement, Function};
use crate::record::date::When;
use crate::record::link::{Link, Party, Term};
use crate::record::value::Sp;

/// The scheme of reservation and delegation of one collaborative.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delegations {
    /// What was given, by whom, to whom.
    #[serde(default)]
    pub delegations: Vec<Sp<Delegation>>,
    /// What was kept.
    #[serde(default)]
    pub reserved: Vec<Sp<Reserved>>,
    /// What belongs here and was given to nobody yet.
    #[serde(default)]
    pub undelegated: Vec<Sp<Undelegated>>,
    /// Whether the catalogue of functions is complete, so that a function nobody holds is an error.
    #[serde(default)]
    pub complete: bool,
    /// Version, approval and review of the scheme.
    pub control: Option<Sp<Control>>,
}

/// One function given by one party to another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// What may be decided.
    pub function: Link<Function>,
    /// Who gives it: the body that holds it by law, or one that was given it.
    pub from: Sp<Party>,
    /// Who receives it.
    pub to: Sp<Party>,
    /// The provisions that allow it.
    #[serde(default)]
    pub basis: Vec<Term<Provisions>>,
    /// The agreement in which it stands.
    pub agreement: Option<Link<Agreement>>,
    /// The clause of that agreement.
    pub clause: Option<String>,
    /// Up to what amount, in the handbook's currency; no limit where nothing is said.
    pub limit: Option<Sp<u64>>,
    /// Up to and including what amount, where there are bands.
    pub up_to: Option<Sp<u64>>,
    /// Only above what amount, where there are bands.
    pub above: Option<Sp<u64>>,
    /// Under which conditions.
    pub conditions: Option<String>,
    /// Whether it may be passed on; not where nothing is said.
    pub onward: Option<Sp<bool>>,
    /// Who bears liability.
    pub liability: Option<Sp<Liability>>,
    /// Whether giver and receiver decide it together.
    pub joint: Option<bool>,
    /// From when to when.
    pub valid: Option<Sp<Valid>>,
    /// When it is looked at again.
    pub review: Option<When>,
    /// Whom the receiver asks first.
    #[serde(default)]
    pub consult: Vec<Party>,
    /// Whether the giver's own scheme says so too, and since when.
    pub recorded: Option<When>,
}

/// Who bears liability for what is done under a delegation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Liability {
    /// The one that received the function.
    Delegate,
    /// The one that gave it.
    Delegator,
}

/// A function that stays where it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reserved {
    /// What.
    pub function: Link<Function>,
    /// To whom.
    pub to: Sp<Party>,
    /// Above what amount, in the handbook's currency; all of it where nothing is said.
    pub above: Option<Sp<u64>>,
    /// Why, or by which document.
    pub source: Option<String>,
    /// From when to when.
    pub valid: Option<Sp<Valid>>,
}

/// A function that is known to belong here and was given to nobody.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Undelegated {
    /// What.
    pub function: Link<Function>,
    /// Anything else that readers need.
    pub note: Option<String>,
}
