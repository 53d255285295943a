//! Document control: the same table on every controlled document.

use schemars::JsonSchema;
use serde::Deserialize;

use super::collaborative::Review;
use super::{Forum, Organisation};
use crate::record::date::When;
use crate::record::link::Link;
use crate::record::value::Sp;

/// Under which version, approval and review a text stands.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Control {
    /// The version that this text is.
    pub version: Option<Sp<String>>,
    /// Where it stands.
    pub status: Option<Sp<Status>>,
    /// A reference number of its own.
    pub reference: Option<String>,
    /// The day from which it holds.
    pub effective: Option<When>,
    /// When it is looked at again, and by whom.
    pub review: Option<Sp<Review>>,
    /// The post that answers for it.
    pub owner: Option<String>,
    /// The version that this one replaces.
    pub supersedes: Option<String>,
    /// Its versions, the latest first.
    #[serde(default)]
    pub history: Vec<Sp<Version>>,
}

/// Where a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written.
    Draft,
    /// With those who approve it.
    InApproval,
    /// In force.
    Approved,
    /// Replaced by another.
    Superseded,
    /// No longer in force, and not replaced.
    Withdrawn,
}

/// One version of a document.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Its number.
    pub version: Sp<String>,
    /// When it was made.
    pub on: Option<When>,
    /// What changed.
    pub summary: Option<String>,
    /// The post that wrote it.
    pub author: Option<String>,
    /// Whose comments it takes in.
    pub incorporates: Option<String>,
    /// Who approved it, in the order in which they did.
    #[serde(default)]
    pub approved_by: Vec<Sp<Approval>>,
    /// The digest of the text that was approved: a later edit shows as changed since approval.
    pub digest: Option<Sp<String>>,
}

/// An approval by one body.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The body.
    pub organisation: Option<Link<Organisation>>,
    /// The forum.
    pub forum: Option<Link<Forum>>,
    /// In words, where it has no record here.
    pub by: Option<String>,
    /// When.
    pub on: Option<When>,
    /// At which of its meetings.
    pub meeting: Option<String>,
    /// Whether it was given by silence, where the law counts that as approval.
    pub tacit: Option<bool>,
}
