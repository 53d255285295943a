//! Memberships.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Link, Money, Row, Word};
use crate::model::membership as model;
use crate::record::kind::Collaborative;

/// That a body, a person or a collaborative belongs to a collaborative.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Membership {
    /// The collaborative.
    pub collaborative: Link,
    /// The member: a body, a person, or another collaborative.
    pub member: Link,
    /// With what voice.
    pub class: Option<Word>,
    /// Whether it has a vote.
    pub votes: bool,
    /// How many votes, where they are weighted.
    pub weight: Option<u64>,
    /// Since when.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// Whether it holds on the handbook's day.
    pub today: bool,
    /// Which of the member's bodies approved that it joined.
    pub approved_by: Option<String>,
    /// When it did.
    pub approved: Option<Day>,
    /// By which rule the member pays or gives.
    pub contribution_rule: Option<String>,
    /// How much in the period.
    pub contribution: Option<Money>,
    /// For which period.
    pub contribution_period: Option<String>,
    /// How long before leaving it must say so, in words.
    pub notice: Option<String>,
    /// Anything else that readers need.
    pub note: Option<String>,
}

impl Membership {
    /// What is published of a membership; `None` where the member is not published.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, membership: &model::Membership<'_>) -> Option<Membership> {
        let (row, owner) = (membership.row, membership.collaborative);
        let contribution = row.contribution.as_ref();
        Some(Membership {
            collaborative: writer.link(owner.id),
            member: writer.link(membership.member?),
            class: writer.word_some(owner.record, row.class.as_ref()),
            votes: writer.model().votes(membership),
            weight: row.votes.map(u64::from),
            from: day(row.from),
            to: day(row.to),
            today: membership.during().holds_on(writer.model().today),
            approved_by: row.approved.as_ref().map(|approved| approved.by.clone()),
            approved: row.approved.as_ref().and_then(|approved| day(approved.on)),
            contribution_rule: contribution.and_then(|contribution| contribution.rule.clone()),
            contribution: contribution.and_then(|contribution| contribution.amount).map(|amount| writer.money(amount)),
            contribution_period: contribution.and_then(|contribution| contribution.period.clone()),
            notice: row.notice.map(|notice| notice.to_string()),
            note: row.note.clone(),
        })
    }
}

impl Row for Membership {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        let model = writer.model();
        let memberships = model.all::<Collaborative>().flat_map(|collaborative| model.memberships(collaborative));
        Box::new(memberships.filter_map(|membership| Membership::of(writer, &membership)))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .link("collaborative", |row: &Self| Some(&row.collaborative))
            .link("member", |row| Some(&row.member))
            .word("class", |row| row.class.as_ref())
            .flag("votes", |row| row.votes)
            .number("weight", |row| row.weight)
            .date("from", |row| row.from.as_ref())
            .date("to", |row| row.to.as_ref())
            .flag("today", |row| row.today)
            .some("approved_by", |row| row.approved_by.as_deref())
            .date("approved", |row| row.approved.as_ref())
            .some("contribution_rule", |row| row.contribution_rule.as_deref())
            .money("contribution", |row| row.contribution.as_ref())
            .some("contribution_period", |row| row.contribution_period.as_deref())
            .some("notice", |row| row.notice.as_deref())
            .some("note", |row| row.note.as_deref())
    }
}
