//! An area: nation, region, system, place.

use schemars::JsonSchema;
use serde::Deserialize;

use super::vocabulary::AreaKinds;
use crate::record::date::{During, When};
use crate::record::link::{Link, Term};

/// An area at which things are decided: a nation, region, system or place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// Which level it is.
    pub kind: Term<AreaKinds>,
    /// The larger area that it lies in.
    pub within: Option<Link<Area>>,
    /// How many people live there, and in which year that was said in the sources.
    pub population: Option<u64>,
    /// Since when it is used as an area.
    pub from: Option<When>,
    /// The last day that it was.
    pub to: Option<When>,
    /// The areas that took its place.
    #[serde(default)]
    pub successors: Vec<AreaSuccessor>,
}

impl Area {
    /// When it is used.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// An area that took another's place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaSuccessor {
    /// Which area.
    pub area: Link<Area>,
    /// From which day.
    pub on: Option<When>,
    /// What went where, in words.
    pub note: Option<String>,
}
