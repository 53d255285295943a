//! What is looked at again, and when: documents, arrangements, delegations, decisions.

use std::collections::BTreeSet;

use super::arrangement::Given;
use super::control::{NextReview, Ownerless, review_day};
use super::{Model, RecordId};
use crate::phrases::Saying;
use crate::record::Record;
use crate::record::date::When;
use crate::record::kind::collaborative::Review;
use crate::record::kind::{Collaborative, Decision, Kind};
use crate::record::value::Sp;

/// Something that is looked at again on a day.
#[derive(Clone)]
pub struct Reviewed<'m> {
    /// The number of the record that says so.
    pub id: RecordId,
    /// The record that says so.
    pub record: &'m Record,
    /// What it is, in words that follow on a verb: “the terms of reference of …”.
    pub what: Saying,
    /// When.
    pub next: NextReview,
    /// The post that sees to it.
    pub owner: Option<&'m str>,
    /// That nobody is left to see to it.
    pub ownerless: Option<Ownerless>,
}

/// Something that is looked at again once a condition is met, and on no day.
#[derive(Clone)]
pub struct ReviewedWhen<'m> {
    /// The number of the record that says so.
    pub id: RecordId,
    /// The record that says so.
    pub record: &'m Record,
    /// What it is.
    pub what: Saying,
    /// The condition, and where it stands.
    pub review: &'m Sp<Review>,
}

impl Model {
    /// Everything that is looked at again on a day, past days too: of documents those that are in force or will be, of all else what
    /// holds today.
    pub fn reviews(&self) -> Vec<Reviewed<'_>> {
        let mut reviews = self.document_reviews();
        reviews.extend(self.arrangement_reviews());
        reviews.extend(self.delegation_reviews());
        reviews.extend(self.decision_reviews());
        reviews
    }

    /// Everything that is looked at again once a condition is met.
    pub fn reviews_on_a_condition(&self) -> Vec<ReviewedWhen<'_>> {
        let of = |id: RecordId, record, what, review: Option<_>| {
            let review: &Sp<Review> = review?;
            (review.next.is_none() && review.when.is_some()).then_some(ReviewedWhen { id, record, what, review })
        };
        let documents = self.controlled().filter(|one| !one.control.is_over() && self.ownerless(one.id).is_none());
        let documents =
            documents.filter_map(|one| of(one.id, one.record, self.document(one.record), one.control.review.as_ref()));
        let collaboratives = self.all::<Collaborative>().filter(|one| one.during().holds_on(self.today));
        let arrangements =
            collaboratives.filter_map(|one| of(one.id, one.record, arrangements(one.record), one.fields.review.as_ref()));
        let forums = self.forums_today().filter_map(|one| of(one.id, one.record, work(one.record), one.fields.review.as_ref()));
        documents.chain(arrangements).chain(forums).collect()
    }

    fn document_reviews(&self) -> Vec<Reviewed<'_>> {
        let documents = self.controlled().filter(|one| !one.control.is_over());
        let reviewed = documents.filter_map(|one| {
            let next = one.control.next_review()?;
            let review = one.control.review.as_ref();
            let owner = review.and_then(|review| review.owner.as_deref()).or(one.control.owner.as_deref());
            let (what, ownerless) = (self.document(one.record), self.ownerless(one.id));
            Some(Reviewed { id: one.id, record: one.record, what, next, owner, ownerless })
        });
        reviewed.collect()
    }

    fn arrangement_reviews(&self) -> Vec<Reviewed<'_>> {
        let of = |id: RecordId, record, what, review: Option<_>, last: Option<When>| {
            let review: &Sp<Review> = review?;
            let next = review_day(review, last)?;
            Some(Reviewed { id, record, what, next, owner: review.owner.as_deref(), ownerless: None })
        };
        let collaboratives = self.all::<Collaborative>().filter(|one| one.during().holds_on(self.today));
        let collaboratives =
            collaboratives.filter_map(|one| of(one.id, one.record, arrangements(one.record), one.fields.review.as_ref(), None));
        let forums = self.forums_today().filter_map(|one| {
            let own = of(one.id, one.record, work(one.record), one.fields.review.as_ref(), None)?;
            // One date for both is one review.
            let document = one.fields.control.as_ref().and_then(|control| control.next_review());
            document.is_none_or(|document| document.date != own.next.date).then_some(own)
        });
        collaboratives.chain(forums).collect()
    }

    fn delegation_reviews(&self) -> Vec<Reviewed<'_>> {
        let reviewed = self.delegations_today().filter_map(|given| {
            let review = given.row.review?;
            let next = NextReview { date: review.date, span: review.span, reckoned: false };
            let (id, record, what) = (given.scheme.id, given.scheme.record, self.delegation(given));
            Some(Reviewed { id, record, what, next, owner: None, ownerless: None })
        });
        reviewed.collect()
    }

    fn decision_reviews(&self) -> Vec<Reviewed<'_>> {
        let replaced: BTreeSet<RecordId> = self
            .all::<Decision>()
            .filter_map(|decision| self.follow(decision.record, decision.fields.supersedes.as_ref()?))
            .collect();
        let current = self.all::<Decision>().filter(|decision| !replaced.contains(&decision.id));
        let reviewed = current.filter_map(|decision| {
            let review = decision.fields.review.filter(|_| self.ownerless(decision.id).is_none())?;
            let next = NextReview { date: review.date, span: review.span, reckoned: false };
            let what = Saying::new("documents.decision", [("title", decision.record.title().into())]);
            let owner = decision.fields.owner.as_deref();
            Some(Reviewed { id: decision.id, record: decision.record, what, next, owner, ownerless: None })
        });
        reviewed.collect()
    }

    /// A delegation: what is delegated, and where.
    pub fn delegation(&self, given: Given<'_>) -> Saying {
        let matter = self.function(given).map(|function| self.record(function).title());
        // Its id is not told where it has no record: that may be a draft's.
        let matter = matter.map_or_else(|| Saying::plain("party.matter-without-record"), Saying::from);
        let function = self.function(given);
        let alike = self.rows_today(given.scheme).filter(|other| self.function(*other) == function).count();
        let (owner, matter) = (given.scheme.record, ("matter", matter));
        let words = match alike {
            0 | 1 => Saying::new("documents.delegation", [matter]),
            // The same matter given by several, or to several, is told apart by who gave it to whom.
            _ => {
                let from = ("giver", self.party_words(owner, &given.row.from));
                let to = ("receiver", self.party_words(owner, &given.row.to));
                Saying::new("documents.delegation-between", [matter, from, to])
            }
        };
        self.within("documents.in", owner, words)
    }

    /// A controlled document, within a sentence.
    pub fn document(&self, record: &Record) -> Saying {
        let what = match record.kind {
            Kind::Forum => Saying::new("documents.terms", [("title", record.title().into())]),
            Kind::Delegations => Saying::plain("documents.scheme"),
            Kind::Governance => Saying::plain("documents.governance"),
            _ => Saying::new("lists.quoted", [("text", record.title().into())]),
        };
        self.within("documents.of", record, what)
    }

    /// Something of a record with its collaborative, by the key that says how they belong together; alone where it stands in none.
    pub(super) fn within(&self, key: &'static str, record: &Record, what: Saying) -> Saying {
        let collaborative = self.collaborative_of(record).filter(|_| record.kind != Kind::Collaborative);
        match collaborative {
            Some(collaborative) => {
                Saying::new(key, [("what", what), ("collaborative", collaborative.record.short_title().into())])
            }
            None => what,
        }
    }
}

fn arrangements(collaborative: &Record) -> Saying {
    Saying::new("documents.arrangements", [("title", collaborative.title().into())])
}

fn work(forum: &Record) -> Saying {
    Saying::new("documents.work", [("title", forum.title().into())])
}
