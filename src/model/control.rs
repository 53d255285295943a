//! Documents under control: whose approval they need and lack, whether their text is still the approved one, when they are reviewed,
//! and whether anybody is left to review them.

use super::membership::Membership;
use super::{Entry, Model, RecordId};
use crate::phrases::Saying;
use crate::record::Record;
use crate::record::date::{PartialDate, When};
use crate::record::kind::collaborative::Review;
use crate::record::kind::control::{Control, Version};
use crate::record::kind::{Agreement, Collaborative, Delegations, Document, Forum, Governance, Kind, Organisation, Page, Policy};
use crate::record::value::Sp;
use crate::span::Span;

/// A record with its document control.
#[derive(Clone, Copy)]
pub struct Controlled<'m> {
    /// The record's number.
    pub id: RecordId,
    /// The record.
    pub record: &'m Record,
    /// Its version, approval and review.
    pub control: &'m Sp<Control>,
}

/// A text that is no longer the one approved.
#[derive(Clone, Debug)]
pub struct Changed<'m> {
    /// The version that was approved.
    pub version: &'m Sp<Version>,
    /// Where its digest stands.
    pub span: Span,
    /// The sections whose text is another, or new, by their addresses; empty where their digests were not kept.
    pub sections: Vec<String>,
    /// The sections that are gone.
    pub gone: Vec<String>,
    /// The fields whose rules are others.
    pub rules: Vec<String>,
}

/// The day on which something is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextReview {
    /// The day, as far as it is known.
    pub date: PartialDate,
    /// Where that is said.
    pub span: Span,
    /// Whether it is reckoned from the last approval and how often there is a review, rather than said.
    pub reckoned: bool,
}

/// What there was of a document's owners, where none of them is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownerless {
    /// The owner that ended last.
    pub owner: RecordId,
    /// Its last day.
    pub ended: PartialDate,
}

impl Control {
    /// When it is reviewed next: as is said, or as follows from the last approval and how often there is a review.
    pub fn next_review(&self) -> Option<NextReview> {
        let review = self.review.as_ref()?;
        review_day(review, self.approved_on().or(self.effective))
    }
}

/// When something is reviewed next: as is said, or so long after the last time.
pub fn review_day(review: &Review, last: Option<When>) -> Option<NextReview> {
    if let Some(next) = review.next {
        return Some(NextReview { date: next.date, span: next.span, reckoned: false });
    }
    let (every, last) = (review.every.filter(|_| review.when.is_none())?, last?);
    Some(NextReview { date: PartialDate::Day(every.after(last.date.last_day())), span: last.span, reckoned: true })
}

impl Model {
    /// The document control of a record; `None` where it has none.
    pub fn control_of<'r>(&self, record: &'r Record) -> Option<&'r Sp<Control>> {
        let control = match record.kind {
            Kind::Forum => record.of::<Forum>().map(|fields| &fields.control),
            Kind::Agreement => record.of::<Agreement>().map(|fields| &fields.control),
            Kind::Delegations => record.of::<Delegations>().map(|fields| &fields.control),
            Kind::Document => record.of::<Document>().map(|fields| &fields.control),
            Kind::Governance => record.of::<Governance>().map(|fields| &fields.control),
            Kind::Policy => record.of::<Policy>().map(|fields| &fields.control),
            Kind::Page => record.of::<Page>().map(|fields| &fields.control),
            _ => None,
        };
        control?.as_ref()
    }

    /// Every record with document control.
    pub fn controlled(&self) -> impl Iterator<Item = Controlled<'_>> {
        self.records().filter_map(|(id, record)| Some(Controlled { id, record, control: self.control_of(record)? }))
    }

    /// What of a text differs from the one approved; `None` where nothing does, or no digest says what was approved. A text that is
    /// not approved yet, or no longer in force, is free to change.
    pub fn changed_since_approval<'m>(&self, record: &'m Record) -> Option<Changed<'m>> {
        let control = self.control_of(record).filter(|control| !control.is_over() && !control.is_pending())?;
        let version = control.current()?;
        let written = version.digest.as_ref()?;
        let Some(digest) = record.digest() else {
            let gone = version.sections.keys().cloned().collect();
            return Some(Changed { version, span: written.span, sections: Vec::new(), gone, rules: Vec::new() });
        };
        if digest.is(&written.value) != Some(false) {
            return None;
        }
        let (kept_sections, kept_rules) = (!version.sections.is_empty(), !version.rules.is_empty());
        let differs = |approved: Option<&Sp<String>>, now: &String| approved.is_none_or(|approved| approved.value != *now);
        let in_order = record.body.outline.iter().map(|heading| &heading.id);
        let sections = std::iter::once(&"text".to_owned())
            .chain(in_order)
            .filter(|id| digest.sections.get(*id).is_some_and(|now| kept_sections && differs(version.sections.get(*id), now)))
            .cloned()
            .collect();
        let gone = version.sections.keys().filter(|id| !digest.sections.contains_key(*id)).cloned().collect();
        let rules = digest.rules.iter().filter(|(field, now)| kept_rules && differs(version.rules.get(*field), now));
        let mut rules: Vec<String> = rules.map(|(field, _)| field.clone()).collect();
        rules.extend(version.rules.keys().filter(|field| !digest.rules.contains_key(*field)).cloned());
        Some(Changed { version, span: written.span, sections, gone, rules })
    }

    /// The bodies that approve a forum's terms of reference: those that made it or to which it answers, but no member without a voice.
    fn approvers(&self, forum: Entry<'_, Forum>) -> Vec<RecordId> {
        let collaborative = self.collaborative_of(forum.record);
        let members: Vec<Membership<'_>> = collaborative.into_iter().flat_map(|whole| self.members(whole)).collect();
        let without_voice = |body: RecordId| members.iter().any(|it| it.member == Some(body) && !self.votes(it));
        self.owners(forum).into_iter().filter(|body| self.holds_today(*body) && !without_voice(*body)).collect()
    }

    /// The bodies whose approval of a forum's terms of reference is not on record, though that of others is: only where its text is
    /// said to be approved. A body that joined after the last approval did not have to give it.
    pub fn approvals_missing(&self, forum: Entry<'_, Forum>) -> Vec<RecordId> {
        let Some(control) = forum.control.as_ref().filter(|control| !control.is_over() && !control.is_pending()) else {
            return Vec::new();
        };
        let Some(version) = control.current().filter(|version| !version.approved_by.is_empty()) else { return Vec::new() };
        let given: Vec<RecordId> = version
            .approved_by
            .iter()
            .filter_map(|approval| approval.organisation.as_ref())
            .filter_map(|link| self.follow(forum.record, link))
            .collect();
        // Where no body's own approval is on record, it is not a text that bodies approve one by one.
        if given.is_empty() {
            return Vec::new();
        }
        let approved = control.approved_on().map(|on| on.date.last_day());
        let joined_later = |body: RecordId| {
            self.collaborative_of(forum.record).is_some_and(|collaborative| {
                let mut own = self.memberships(collaborative).filter(|membership| membership.member == Some(body)).peekable();
                own.peek().is_some()
                    && own.all(|membership| approved.is_some_and(|approved| membership.during().begins_after(approved)))
            })
        };
        self.approvers(forum).into_iter().filter(|body| !given.contains(body) && !joined_later(*body)).collect()
    }

    /// Whether nobody is left to look after a record: its forum or its collaborative has ended, or every body to which it applies.
    /// `None` while one is there, or none is on record.
    pub fn ownerless(&self, id: RecordId) -> Option<Ownerless> {
        let record = self.record(id);
        let own = matches!(record.kind, Kind::Forum | Kind::Collaborative).then_some(id);
        let around = self.collaborative_of(record).map(|collaborative| collaborative.id);
        let above = [own, around].into_iter().flatten().find_map(|owner| self.ended(owner));
        above.or_else(|| {
            let ended: Vec<Option<Ownerless>> = self.applies_to(record).into_iter().map(|owner| self.ended(owner)).collect();
            let all = !ended.is_empty() && ended.iter().all(Option::is_some);
            ended.into_iter().flatten().filter(|_| all).max_by_key(|owner| owner.ended.last_day())
        })
    }

    fn ended(&self, owner: RecordId) -> Option<Ownerless> {
        let during = self.during_of(owner);
        during.to.filter(|_| during.ended_before(self.today)).map(|ended| Ownerless { owner, ended })
    }

    /// The bodies and collaboratives to which a policy applies; for any other document those that approved it.
    fn applies_to(&self, record: &Record) -> Vec<RecordId> {
        if let Some(policy) = record.of::<Policy>() {
            let bodies = policy.applies_to.iter().filter_map(|link| self.follow::<Organisation>(record, link));
            let collaboratives = policy.collaboratives.iter().filter_map(|link| self.follow::<Collaborative>(record, link));
            let all: Vec<RecordId> = bodies.chain(collaboratives).collect();
            if !all.is_empty() {
                return all;
            }
        }
        let version = self.control_of(record).and_then(|control| control.current());
        let approvals = version.into_iter().flat_map(|version| &version.approved_by);
        let bodies = approvals.filter_map(|approval| approval.organisation.as_ref());
        bodies.filter_map(|link| self.follow::<Organisation>(record, link)).collect()
    }
}

impl Changed<'_> {
    /// What of the text differs: its sections and rules; empty where their digests were not kept.
    pub fn words(&self, record: &Record) -> Vec<Saying> {
        let title = |id: &String| {
            let heading = record.body.outline.iter().find(|heading| heading.id == *id);
            heading.map_or_else(
                || if id == "text" { Saying::plain("changed.before-headings") } else { quoted(id.clone()) },
                |heading| {
                    let number = if heading.written { format!("{} ", heading.number) } else { String::new() };
                    quoted(format!("{number}{}", heading.title))
                },
            )
        };
        let sections = self.sections.iter().map(title);
        let gone = self.gone.iter().map(|id| Saying::new("changed.gone", [("section", id.into())]));
        let rules = self.rules.iter().map(|field| Saying::new("changed.rule", [("field", field.into())]));
        sections.chain(gone).chain(rules).collect()
    }
}

fn quoted(text: String) -> Saying {
    Saying::new("lists.quoted", [("text", text.into())])
}
