//! Document control: the same table on every controlled document.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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

impl Control {
    /// The version that this text is: the row of its number, or the latest where no number is said.
    pub fn current(&self) -> Option<&Sp<Version>> {
        match &self.version {
            Some(version) => self.history.iter().find(|row| row.version.value == version.value),
            None => self.history.first(),
        }
    }

    /// When the last of those who approved the present version did.
    pub fn approved_on(&self) -> Option<When> {
        let approvals = self.current()?.approved_by.iter().filter_map(|approval| approval.on);
        approvals.max_by_key(|on| on.date.last_day())
    }

    /// Whether it was replaced, or withdrawn without being replaced.
    pub fn is_over(&self) -> bool {
        self.is(Status::Superseded) || self.is(Status::Withdrawn)
    }

    /// Whether it is not approved yet.
    pub fn is_pending(&self) -> bool {
        self.is(Status::Draft) || self.is(Status::InApproval)
    }

    fn is(&self, status: Status) -> bool {
        self.status.is_some_and(|own| own.value == status)
    }
}

/// Where a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
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
    /// The digest of the text that was approved, its prose and its rules, as `handbook digest` prints it: a later edit then shows as
    /// changed since approval.
    pub digest: Option<Sp<String>>,
    /// The digests of that text's sections, by their addresses: they tell which of them a later edit changed.
    #[serde(default)]
    pub sections: BTreeMap<String, Sp<String>>,
    /// The digests of the rules that its fields stated then, by their keys.
    #[serde(default)]
    pub rules: BTreeMap<String, Sp<String>>,
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
