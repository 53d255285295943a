//! What every record with a page has: its names, its sources, what is disputed about it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::date::{During, When};
use super::value::{Alias, Extra, Language, Scalar, Sp, Url};

/// What every record with a page has.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The name, as its own documents write it.
    pub name: Option<Sp<String>>,
    /// A short form of the name, such as "WYAAT".
    pub short_name: Option<Sp<String>>,
    /// What it is, in one plain sentence.
    pub summary: Option<String>,
    /// Earlier addresses of its page on this site, which lead here.
    #[serde(default)]
    pub aliases: Vec<Sp<Alias>>,
    /// Names that it bore before.
    #[serde(default)]
    pub former_names: Vec<Sp<FormerName>>,
    /// Where its facts come from.
    #[serde(default)]
    pub sources: Vec<Sp<Source>>,
    /// Facts on which another source says otherwise: both are shown, the record's own is the preferred one.
    #[serde(default)]
    pub disputed: Vec<Sp<Disputed>>,
    /// The language that it is written in, where that is not the handbook's.
    pub language: Option<Sp<Language>>,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether it is not to be published yet.
    #[serde(default)]
    pub draft: bool,
    /// The day from which it may be published: until then it is a draft.
    pub publish_from: Option<When>,
    /// Your own values: shown on the record's page and exported.
    #[serde(default)]
    pub extra: Extra,
}

/// A name borne before.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// Since when.
    pub from: Option<When>,
    /// The last day.
    pub to: Option<When>,
}

impl FormerName {
    /// When it was borne.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// Where facts come from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Where it can be read.
    pub url: Option<Sp<Url>>,
    /// When it was read.
    pub accessed: Option<When>,
    /// Where a copy is kept that stays as it was read, such as in a web archive.
    pub archived: Option<Sp<Url>>,
    /// What it says, or how far it was read.
    pub note: Option<String>,
}

/// A fact on which another source says otherwise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disputed {
    /// The field, by its key.
    pub field: Sp<String>,
    /// What the other source says.
    pub value: Scalar,
    /// Which source: the title of one of `sources`, or in words.
    pub source: Option<String>,
    /// Why they differ.
    pub note: Option<String>,
}
