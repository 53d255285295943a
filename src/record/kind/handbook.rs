//! The handbook as a whole: its title, its publisher, what it publishes, which rules it holds to.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::collaborative::Jurisdiction;
use super::vocabulary::Baselines;
use crate::limits::Limits;
use crate::record::date::When;
use crate::record::link::Term;
use crate::record::value::{Currency, Email, Language, Sp, Url, ZoneName};

/// The handbook as a whole.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Handbook {
    /// What it is called.
    pub title: String,
    /// What it is, in one sentence.
    pub summary: Option<String>,
    /// Where it will be published; used only where a complete address is needed, such as in the sitemap.
    pub base_url: Option<Url>,
    /// The language that it is written in.
    pub language: Option<Language>,
    /// The jurisdiction whose vocabulary and rules hold, unless a collaborative names another.
    pub jurisdiction: Option<Jurisdiction>,
    /// The time zone of meetings that name none.
    pub time_zone: Option<ZoneName>,
    /// The currency of all amounts, by its three letters.
    pub currency: Option<Currency>,
    /// Who publishes it.
    pub publisher: Option<Publisher>,
    /// Under which licence the content may be used.
    pub licence: Option<Licence>,
    /// The theme: "default", or a folder beside the content whose files replace the default theme's, one by one.
    pub theme: Option<Sp<String>>,
    /// Where a reader can propose a change; `{path}` stands for the record's file.
    pub edit_url: Option<Url>,
    /// Where a reader can report a mistake; `{title}` stands for the page.
    pub report_url: Option<Url>,
    /// What of the records is published.
    pub publish: Option<Publish>,
    /// Which findings count, and which are accepted.
    pub checks: Option<Checks>,
    /// How much is read, reckoned and shown at most, where that is to be more or less than usual.
    pub limits: Option<Limits>,
    /// What the publisher requires of every collaborative.
    #[serde(default)]
    pub baseline: Vec<Sp<Baseline>>,
    /// Sets of requirements that come with the vocabulary, by name.
    #[serde(default)]
    pub baselines: Vec<Term<Baselines>>,
}

/// Who publishes a handbook.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// The body.
    pub name: String,
    /// Its website.
    pub url: Option<Url>,
    /// Whom to write to about the handbook.
    pub contact: Option<Email>,
}

/// Under which licence the content of a handbook may be used.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// What it is called, such as "Open Government Licence v3.0".
    pub name: String,
    /// Where it can be read.
    pub url: Option<Url>,
}

/// What of the records is published.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publish {
    /// Which names of people.
    pub people: Option<People>,
    /// Which mailboxes.
    pub emails: Option<Emails>,
    /// Whether the findings are published as a page.
    pub findings: Option<bool>,
}

/// Which names of people are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum People {
    /// Names of those who hold a seat or a post on record.
    #[default]
    Posts,
    /// All.
    Full,
    /// None: posts only.
    None,
}

/// Which mailboxes are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Emails {
    /// Those of roles; personal ones are refused.
    #[default]
    RoleMailboxes,
    /// None.
    None,
}

/// Which findings count, and which are accepted.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// Findings that stop a build: checks by name, subjects such as "quorum", or "warnings" or "advice" for all of a level.
    #[serde(default)]
    pub deny: Vec<Sp<String>>,
    /// Another severity for a check, by its name.
    #[serde(default)]
    #[schemars(extend("x-keys" = "checks"))]
    pub levels: BTreeMap<String, Sp<Level>>,
    /// Findings that are accepted.
    #[serde(default)]
    pub allow: Vec<Sp<Allow>>,
}

/// How much a check's findings matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The site is not built while it stands.
    Error,
    /// To be mended.
    Warning,
    /// Worth knowing.
    Advice,
    /// Not looked for.
    Off,
}

/// A finding that is accepted, for a reason and for a time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The check, by its name.
    pub check: Sp<String>,
    /// The record, as "collaborative:barnsley-alliance".
    pub subject: Option<Sp<String>>,
    /// Why it is accepted.
    pub reason: String,
    /// The last day that it is.
    pub until: Option<When>,
}

/// Something that the publisher requires of every collaborative.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// A document, a field, a seat, a function held.
    pub requires: Sp<String>,
    /// Why.
    pub reason: Option<String>,
    /// Of which kinds of collaborative; of all where nothing is said.
    #[serde(default)]
    pub kinds: Vec<Sp<String>>,
}
