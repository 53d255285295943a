//! What is due, as the page of that name lists it.

use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, date};
use super::{Columns, Day, Link, Row};
use crate::model::due::Matter;
use crate::site::agenda::MONTHS_AHEAD;

/// Something that is due.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Review {
    /// Where it stands: `overdue`, `open`, `coming` or `conditional`.
    pub standing: String,
    /// The day, as far as it is known; for what is open the day since which it is.
    pub day: Option<Day>,
    /// What sort of thing it is: `review`, `end`, `approval`, `change`, `vacancy` or `term`.
    pub matter: String,
    /// The record that says so.
    pub record: Link,
    /// The collaborative in whose folder that stands.
    pub collaborative: Option<Link>,
    /// What is due, in words.
    pub what: String,
    /// Who sees to it.
    pub owner: Option<String>,
}

impl Row for Review {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        let model = writer.model();
        let due = model.due(model.today.saturating_add(MONTHS_AHEAD.months()));
        // Which findings a publisher accepts is told on the page of findings, where that is public, and nowhere else.
        let due = due.into_iter().filter(|due| due.matter != Matter::Acceptance);
        Box::new(due.map(|due| Review {
            standing: due.standing.word().to_owned(),
            day: due.day.map(date),
            matter: due.matter.word().to_owned(),
            record: writer.link(due.id),
            collaborative: writer.whole(due.record),
            what: writer.point.told(&due.words),
            owner: due.owner.map(str::to_owned),
        }))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .text("standing", |row: &Self| &row.standing)
            .date("day", |row| row.day.as_ref())
            .text("matter", |row| &row.matter)
            .link("record", |row| Some(&row.record))
            .link("collaborative", |row| row.collaborative.as_ref())
            .text("what", |row| &row.what)
            .some("owner", |row| row.owner.as_deref())
    }
}
