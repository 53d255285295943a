//! Decisions. Of a private one the published model holds only that it was taken, and the reason.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, date, day};
use super::{Columns, Day, Head, Link, Money, Row};
use crate::model::Entry;
use crate::record::kind::decision as kind;
use crate::record::kind::decision::Outcome;

/// What was decided on a day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Decision {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The collaborative in which it was taken.
    pub collaborative: Option<Link>,
    /// When.
    pub on: Day,
    /// What came of it.
    pub outcome: Outcome,
    /// Why it is private: then only where, when and with which outcome it was taken is published.
    pub private: Option<String>,
    /// Where it was taken.
    pub forum: Option<Link>,
    /// The body that took it, where it was no forum's.
    pub organisation: Option<Link>,
    /// What it was about.
    pub function: Option<Link>,
    /// What each member's own committee or board decided.
    pub results: Vec<OwnResult>,
    /// Who was there, by seat or by body, as written.
    pub present: Vec<String>,
    /// Interests that were declared, and what was done.
    pub interests_declared: Vec<String>,
    /// What it is worth.
    pub value: Option<Money>,
    /// From when it holds.
    pub effective: Option<Day>,
    /// The decision that it replaces.
    pub supersedes: Option<Link>,
    /// When it is looked at again.
    pub review: Option<Day>,
    /// Who carries it out.
    pub owner: Option<String>,
    /// How those concerned were asked.
    pub engagement: Option<String>,
    /// Which of the forum's kinds of decision it was.
    pub kind: Option<String>,
    /// The paper that it rests on.
    pub paper: Option<String>,
}

/// What one member's own committee or board decided.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct OwnResult {
    /// The member.
    pub organisation: Link,
    /// What came of it there.
    pub outcome: Outcome,
    /// When.
    pub on: Option<Day>,
}

impl Decision {
    /// What is published of a decision.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, entry: Entry<'_, kind::Decision>) -> Decision {
        let (record, fields) = (entry.record, entry.fields);
        let result = |result: &kind::OwnResult| {
            let organisation = writer.follow(record, &result.organisation)?;
            Some(OwnResult { organisation, outcome: result.outcome.value, on: day(result.on) })
        };
        Decision {
            head: writer.head(entry.id),
            collaborative: writer.whole(record),
            on: date(fields.on.date),
            outcome: fields.outcome.value,
            private: fields.private.as_ref().map(|reason| reason.value.clone()),
            forum: writer.follow_some(record, fields.forum.as_ref()),
            organisation: writer.follow_some(record, fields.organisation.as_ref()),
            function: writer.follow_some(record, fields.function.as_ref()),
            results: fields.results.iter().filter_map(|row| result(row)).collect(),
            present: fields.present.iter().map(|present| present.value.clone()).collect(),
            interests_declared: fields.declared.clone(),
            value: fields.value.map(|value| writer.money(value.value)),
            effective: day(fields.effective),
            supersedes: writer.follow_some(record, fields.supersedes.as_ref()),
            review: day(fields.review),
            owner: fields.owner.clone(),
            engagement: fields.engagement.clone(),
            kind: fields.kind.as_ref().map(|kind| kind.value.clone()),
            paper: fields.paper.as_ref().map(|url| url.to_string()),
        }
    }
}

impl Row for Decision {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Decision>().map(|entry| Decision::of(writer, entry)))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .link("collaborative", |row| row.collaborative.as_ref())
            .date("on", |row| Some(&row.on))
            .choice("outcome", |row| Some(row.outcome))
            .some("private", |row| row.private.as_deref())
            .link("forum", |row| row.forum.as_ref())
            .link("organisation", |row| row.organisation.as_ref())
            .link("function", |row| row.function.as_ref())
            .list("results", |row| {
                let word =
                    |outcome: Outcome| serde_json::to_value(outcome).ok().and_then(|value| value.as_str().map(str::to_owned));
                let result = |result: &OwnResult| Some(format!("{}={}", result.organisation.id, word(result.outcome)?));
                row.results.iter().filter_map(result).collect()
            })
            .list("present", |row| row.present.clone())
            .list("interests_declared", |row| row.interests_declared.clone())
            .money("value", |row| row.value.as_ref())
            .date("effective", |row| row.effective.as_ref())
            .link("supersedes", |row| row.supersedes.as_ref())
            .date("review", |row| row.review.as_ref())
            .some("owner", |row| row.owner.as_deref())
            .some("engagement", |row| row.engagement.as_deref())
            .some("kind", |row| row.kind.as_deref())
            .address("paper", |row| row.paper.as_deref())
    }
}
