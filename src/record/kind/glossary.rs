//! The words that a handbook explains.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::record::value::{Sp, Url};

/// The words that the handbook explains.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// The words.
    #[serde(default)]
    pub terms: Vec<Sp<GlossaryTerm>>,
}

/// One word and what it means.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GlossaryTerm {
    /// The word.
    pub term: Sp<String>,
    /// Its short form.
    pub short: Option<String>,
    /// What it means, in a sentence or two.
    pub definition: String,
    /// Other words that mean the same, for those who search.
    #[serde(default)]
    pub also: Vec<String>,
    /// Words to read next.
    #[serde(default)]
    pub see: Vec<Sp<String>>,
    /// Where the definition comes from.
    pub source: Option<Url>,
}
