//! Areas.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Head, Link, Row, Word};
use crate::record::kind;

/// An area at which things are decided.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Area {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// Which level it is.
    pub kind: Word,
    /// The larger area that it lies in.
    pub within: Option<Link>,
    /// How many people live there.
    pub population: Option<u64>,
    /// Since when it is used as an area.
    pub from: Option<Day>,
    /// The last day that it was.
    pub to: Option<Day>,
    /// The areas that took its place.
    pub successors: Vec<AreaSuccessor>,
}

/// An area that took another's place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct AreaSuccessor {
    /// Which area.
    pub area: Link,
    /// From which day.
    pub on: Option<Day>,
    /// What went where, in words.
    pub note: Option<String>,
}

impl Row for Area {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Area>().map(|entry| {
            let (record, fields) = (entry.record, entry.fields);
            let successor = |successor: &kind::area::AreaSuccessor| {
                let area = writer.follow(record, &successor.area)?;
                Some(AreaSuccessor { area, on: day(successor.on), note: successor.note.clone() })
            };
            Area {
                head: writer.head(entry.id),
                kind: writer.word(record, &fields.kind),
                within: writer.follow_some(record, fields.within.as_ref()),
                population: fields.population,
                from: day(fields.from),
                to: day(fields.to),
                successors: fields.successors.iter().filter_map(successor).collect(),
            }
        }))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .word("kind", |row| Some(&row.kind))
            .link("within", |row| row.within.as_ref())
            .number("population", |row| row.population)
            .date("from", |row| row.from.as_ref())
            .date("to", |row| row.to.as_ref())
            .list("successors", |row| row.successors.iter().map(|successor| successor.area.id.clone()).collect())
    }
}
