//! Which bodies take part in which collaboratives, and of which policy expects it.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::Writer;
use super::{Columns, Link, Row};
use crate::record::kind::vocabulary;

/// Whether policy expects a body in a collaborative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::site) enum Expectation {
    /// It must be in at least one.
    Must,
    /// It may be.
    May,
}

/// One body's part in collaboratives.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Covered {
    /// The body.
    pub organisation: Link,
    /// Whether policy expects it in one; `null` where it says nothing.
    pub expectation: Option<Expectation>,
    /// Whether it is a full member of a provider collaborative that is at work.
    pub is_in_one: bool,
    /// Whether it must be in one and is in none.
    pub missing: bool,
    /// The collaboratives that it belongs to today.
    pub collaboratives: Vec<Link>,
}

impl Row for Covered {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        let rows = &writer.model().coverage().rows;
        Box::new(rows.iter().map(|row| Covered {
            organisation: writer.link(row.organisation),
            expectation: row.expectation.map(|expectation| match expectation {
                vocabulary::Expectation::Must => Expectation::Must,
                vocabulary::Expectation::May => Expectation::May,
            }),
            is_in_one: row.is_in_one,
            missing: row.is_missing(),
            collaboratives: row.collaboratives.iter().map(|id| writer.link(*id)).collect(),
        }))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .link("organisation", |row: &Self| Some(&row.organisation))
            .choice("expectation", |row| row.expectation)
            .flag("is_in_one", |row| row.is_in_one)
            .flag("missing", |row| row.missing)
            .links("collaboratives", |row| &row.collaboratives)
    }
}
