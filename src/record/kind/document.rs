//! Texts: policies, documents, free pages, and the prose of a collaborative.

use schemars::JsonSchema;
use serde::Deserialize;

use super::control::Control;
use super::forum::{Conflicts, Decisions, Deputy, MeetingRules};
use super::quorum::Quorum;
use super::{Collaborative, Organisation};
use crate::record::link::Link;
use crate::record::value::{Attachment, Sp};

/// A policy of the whole handbook, such as standing orders.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// What sort of text it is, in words.
    pub category: Option<String>,
    /// To which bodies it applies.
    #[serde(default)]
    pub applies_to: Vec<Link<Organisation>>,
    /// To which collaboratives it applies.
    #[serde(default)]
    pub collaboratives: Vec<Link<Collaborative>>,
    /// The policy that it replaces.
    pub supersedes: Option<Link<Policy>>,
    /// The rules that hold in every forum that inherits this policy, unless the forum says otherwise.
    pub rules: Option<Sp<StandingRules>>,
    /// The signed copy.
    pub file: Option<Sp<Attachment>>,
    /// Version, approval and review of the text.
    pub control: Option<Sp<Control>>,
}

/// Rules that hold in every forum under them, unless its own terms of reference say otherwise.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StandingRules {
    /// How many must be there.
    pub quorum: Option<Sp<Quorum>>,
    /// How decisions are taken.
    pub decisions: Option<Sp<Decisions>>,
    /// How often and how forums meet.
    pub meetings: Option<Sp<MeetingRules>>,
    /// How interests are handled.
    pub conflicts: Option<Sp<Conflicts>>,
    /// Whether and how a deputy stands in.
    pub deputy: Option<Sp<Deputy>>,
    /// Whether the chair may decide where votes are equal.
    pub casting_vote: Option<Sp<bool>>,
    /// Who presides while the chair is away, in words.
    pub chair_absent: Option<Sp<String>>,
}

/// A document of one collaborative under document control.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// What sort of text it is, in words.
    pub category: Option<String>,
    /// The document that it replaces.
    pub supersedes: Option<Link<Document>>,
    /// The signed copy.
    pub file: Option<Sp<Attachment>>,
    /// Version, approval and review of the text.
    pub control: Option<Sp<Control>>,
}

/// A free page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Where it stands among the pages in the menu; it is not in the menu where nothing is said.
    pub menu: Option<i64>,
    /// Version, approval and review of the text.
    pub control: Option<Sp<Control>>,
}

/// Why a collaborative exists. Its prose is shown on the collaborative's first page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// The problem that it is to solve, in a sentence.
    pub problem: Option<String>,
    /// What will be better, and how one will know.
    pub benefit: Option<String>,
}

/// A collaborative's governance model in words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Governance {
    /// Version, approval and review of the text.
    pub control: Option<Sp<Control>>,
}
