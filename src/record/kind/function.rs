//! Something that can be decided or done.

use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::{FunctionCategories, Levels, OrganisationKinds, Provisions};
use crate::record::link::{Link, Term};
use crate::record::value::Sp;

use super::Area;

/// Something that can be decided or done, which somebody holds by law.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Function {
    /// What sort of matter it is.
    pub category: Option<Term<FunctionCategories>>,
    /// The kind of body, or kinds, that hold it by law.
    #[serde(default)]
    #[schemars(extend("x-single" = true))]
    pub holder: Vec<Term<OrganisationKinds>>,
    /// The provisions that give it to them.
    #[serde(default)]
    pub basis: Vec<Term<Provisions>>,
    /// The level at which it is decided, where that is settled.
    pub level: Option<Term<Levels>>,
    /// Other words by which people look for it.
    #[serde(default)]
    pub also: Vec<String>,
    /// Where it matters only for some areas, which.
    #[serde(default)]
    pub areas: Vec<Link<Area>>,
    /// Whether deciding it together with others is meant: then two that decide it are no mistake.
    #[serde(default)]
    pub joint: Option<Sp<bool>>,
}
