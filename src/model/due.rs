//! What is due: reviews, ends, approvals, empty seats, terms, and findings whose acceptance runs out; by the day.

use jiff::civil::Date;

use super::control::Controlled;
use super::forum::{Occupancy, Place as SeatPlace};
use super::lapsed::Bears;
use super::{Entry, Model, RecordId};
use crate::phrases::Saying;
use crate::record::Record;
use crate::record::date::{During, PartialDate, When};
use crate::record::kind::control::Status;
use crate::record::kind::handbook::Allow;
use crate::record::kind::{Agreement, Collaborative, Forum, Handbook, Kind};
use crate::span::Place;

/// What sort of thing is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    /// Something is to be looked at again.
    Review,
    /// An agreement, a delegation or a membership ends.
    End,
    /// A text lacks approvals.
    Approval,
    /// A text is no longer the one approved.
    Change,
    /// A seat is empty.
    Vacancy,
    /// Somebody's time on a seat, or in the chair, is over.
    Term,
    /// A finding is accepted until then.
    Acceptance,
}

/// All sorts, in the order in which they are listed.
pub const MATTERS: [Matter; 7] =
    [Matter::Review, Matter::End, Matter::Approval, Matter::Change, Matter::Vacancy, Matter::Term, Matter::Acceptance];

impl Matter {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Matter::Review => "review",
            Matter::End => "end",
            Matter::Approval => "approval",
            Matter::Change => "change",
            Matter::Vacancy => "vacancy",
            Matter::Term => "term",
            Matter::Acceptance => "acceptance",
        }
    }
}

/// Where a matter stands on the model's day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its day has passed.
    Overdue,
    /// It waits to be done, on no particular day.
    Open,
    /// Its day is still to come.
    Coming,
    /// Its day depends on a condition.
    Conditional,
}

impl Standing {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Overdue => "overdue",
            Standing::Open => "open",
            Standing::Coming => "coming",
            Standing::Conditional => "conditional",
        }
    }
}

/// Something that is due.
#[derive(Clone, Debug)]
pub struct Due<'m> {
    /// Where it stands.
    pub standing: Standing,
    /// The day, as far as it is known: for what is open the day since which it is.
    pub day: Option<PartialDate>,
    /// What sort of thing it is.
    pub matter: Matter,
    /// The number of the record that says so.
    pub id: RecordId,
    /// The record that says so.
    pub record: &'m Record,
    /// Where in its file.
    pub place: Place,
    /// What is due: begins lower-case, without a full stop.
    pub words: Saying,
    /// Who sees to it, where that is on record.
    pub owner: Option<&'m str>,
    /// The acceptance that runs out, where it is one.
    pub allow: Option<&'m Allow>,
}

impl Model {
    /// What is due as of today: what is overdue or open, and what comes until `last`; by where it stands, then by day.
    pub fn due(&self, last: Date) -> Vec<Due<'_>> {
        let mut list = Listing { model: self, last, due: Vec::new() };
        list.reviews();
        list.agreements();
        list.delegations();
        list.collaboratives();
        list.documents();
        list.seats();
        list.acceptances();
        let mut due = list.due;
        due.sort_by_cached_key(|due| {
            let day = due.day.map(PartialDate::last_day);
            (due.standing, day, due.matter, due.place.path.clone(), due.place.span, due.words.to_string())
        });
        due
    }
}

struct Listing<'m> {
    model: &'m Model,
    last: Date,
    due: Vec<Due<'m>>,
}

impl<'m> Listing<'m> {
    /// Lists what has a day: past ones are overdue, and those after the last asked for are left out.
    fn dated(&mut self, day: PartialDate, matter: Matter, (id, record): (RecordId, &'m Record), place: Place, words: Saying) {
        let standing = if day.last_day() < self.model.today { Standing::Overdue } else { Standing::Coming };
        if day.first_day() <= self.last {
            self.due.push(Due { standing, day: Some(day), matter, id, record, place, words, owner: None, allow: None });
        }
    }

    fn open(
        &mut self,
        since: Option<PartialDate>,
        matter: Matter,
        (id, record): (RecordId, &'m Record),
        place: Place,
        words: Saying,
    ) {
        self.due.push(Due { standing: Standing::Open, day: since, matter, id, record, place, words, owner: None, allow: None });
    }

    fn reviews(&mut self) {
        for review in self.model.reviews() {
            let what = ("what", review.what.clone());
            let words = match &review.ownerless {
                Some(ownerless) => {
                    let owner = ("owner", self.model.record(ownerless.owner).title().into());
                    Saying::new("due.told.to-be-archived", [what, owner, ("date", ownerless.ended.into())])
                }
                None => Saying::new("due.told.review", [what]),
            };
            let listed = self.due.len();
            let place = review.record.place(review.next.span);
            self.dated(review.next.date, Matter::Review, (review.id, review.record), place, words);
            if let Some(due) = self.due.get_mut(listed) {
                due.owner = review.owner;
            }
        }
        for review in self.model.reviews_on_a_condition() {
            let condition = ("condition", review.review.when.as_deref().unwrap_or_default().into());
            self.due.push(Due {
                standing: Standing::Conditional,
                day: None,
                matter: Matter::Review,
                id: review.id,
                record: review.record,
                place: review.record.place(review.review.span),
                words: Saying::new("due.told.review-when", [("what", review.what), condition]),
                owner: review.review.owner.as_deref(),
                allow: None,
            });
        }
    }

    fn agreements(&mut self) {
        for lapsed in self.model.lapsed() {
            let (agreement, end) = (lapsed.agreement, lapsed.end);
            let work = match &lapsed.bears {
                Bears::Delegations(rows) => Saying::new("due.told.delegations", [("count", Saying::spelled(rows.len()))]),
                Bears::Forums(_, number) => Saying::new("due.told.forums", [("count", Saying::spelled(*number))]),
            };
            let words = Saying::new("due.told.lapsed", [("what", self.model.document(agreement.record)), ("work", work)]);
            self.dated(end.date, Matter::End, (agreement.id, agreement.record), agreement.record.place(end.span), words);
        }
        for agreement in self.model.all::<Agreement>().filter(|agreement| self.model.stands(*agreement)) {
            let valid = agreement.fields.valid.as_ref().map(|valid| valid.during());
            let end = agreement.fields.valid.as_ref().and_then(|valid| valid.to);
            let words = Saying::new("due.told.ends", [("what", self.model.document(agreement.record))]);
            self.ends(valid, end, (agreement.id, agreement.record), words);
        }
    }

    /// Something that ends on a day still to come.
    fn ends(&mut self, during: Option<During>, end: Option<When>, of: (RecordId, &'m Record), words: Saying) {
        let holds = during.is_some_and(|during| during.holds_on(self.model.today));
        if let Some(end) = end.filter(|_| holds) {
            self.dated(end.date, Matter::End, of, of.1.place(end.span), words);
        }
    }

    fn delegations(&mut self) {
        for given in self.model.delegations_today() {
            let valid = given.row.valid.as_ref();
            let (during, end) = (valid.map(|valid| valid.during()), valid.and_then(|valid| valid.to));
            let words = Saying::new("due.told.ends", [("what", self.model.delegation(given))]);
            self.ends(during, end, (given.scheme.id, given.scheme.record), words);
        }
    }

    fn collaboratives(&mut self) {
        let model = self.model;
        for collaborative in model.all::<Collaborative>() {
            let of = (collaborative.id, collaborative.record);
            let what = Saying::new("lists.quoted", [("text", collaborative.record.title().into())]);
            let words = Saying::new("due.told.ends", [("what", what)]);
            self.ends(Some(collaborative.during()), collaborative.fields.to, of, words);
            if !collaborative.during().holds_on(model.today) {
                continue;
            }
            for membership in model.memberships(collaborative) {
                let Some(member) = membership.member else { continue };
                let member = ("member", Saying::Text(model.record(member).title()));
                let whole = ("collaborative", collaborative.record.short_title().into());
                let words = Saying::new("due.told.leaves", [member, whole]);
                self.ends(Some(membership.during()), membership.row.to, of, words);
            }
        }
    }

    fn documents(&mut self) {
        let model = self.model;
        for document in model.controlled().filter(|document| !document.control.is_over()) {
            if model.ownerless(document.id).is_some() {
                continue;
            }
            self.approval(document);
            if let Some(changed) = model.changed_since_approval(document.record) {
                let parts = changed.words(document.record);
                let what = ("what", model.document(document.record));
                let version = ("version", Saying::Text(changed.version.version.value.to_string()));
                let words = match parts.is_empty() {
                    true => Saying::new("due.told.changed", [what, version]),
                    false => Saying::new("due.told.changed-parts", [what, version, ("parts", Saying::List(parts))]),
                };
                let place = document.record.place(changed.span);
                self.open(None, Matter::Change, (document.id, document.record), place, words);
            }
        }
    }

    fn approval(&mut self, document: Controlled<'m>) {
        let model = self.model;
        let what = ("what", model.document(document.record));
        let of = (document.id, document.record);
        let status = document.control.status;
        if let Some(status) = status.filter(|_| document.control.is_pending()) {
            let words = match status.value {
                Status::Draft => Saying::new("due.told.draft", [what]),
                _ => Saying::new("due.told.in-approval", [what]),
            };
            self.open(None, Matter::Approval, of, document.record.place(status.span), words);
            return;
        }
        let Some(forum) = model.entry::<Forum>(document.id) else { return };
        let missing = model.approvals_missing(forum);
        if let (Some(version), false) = (document.control.current(), missing.is_empty()) {
            let names = missing.iter().map(|body| model.record(*body).title().into()).collect();
            let words = Saying::new("due.told.approval-missing", [what, ("bodies", Saying::List(names))]);
            self.open(None, Matter::Approval, of, document.record.place(version.version.span), words);
        }
    }

    fn seats(&mut self) {
        let model = self.model;
        for forum in model.forums_today() {
            let places = model.places(forum);
            let vacant: Vec<&SeatPlace<'m>> = places.iter().filter(|place| place.occupancy == Occupancy::Vacant).collect();
            for place in &vacant {
                let since = place.empty_since.map(PartialDate::Day);
                let words = Saying::new("due.told.vacant", [("seat", self.seat(place)), ("forum", self.named(forum))]);
                self.open(since, Matter::Vacancy, (forum.id, forum.record), forum.record.place(place.seat.span), words);
            }
            for place in &places {
                self.term(forum, place);
            }
            self.chair(forum);
        }
    }

    /// A forum with its collaborative.
    fn named(&self, forum: Entry<'m, Forum>) -> Saying {
        let name = Saying::new("lists.quoted", [("text", forum.record.title().into())]);
        self.model.within("documents.of", forum.record, name)
    }

    /// A seat's title, with the body whose seat it is.
    fn seat(&self, place: &SeatPlace<'m>) -> Saying {
        let title = Saying::from(&place.seat.title);
        match place.organisation.filter(|_| place.seat.each.is_some()) {
            Some(body) => Saying::new("party.post", [("post", title), ("body", self.model.record(body).short_title().into())]),
            None => title,
        }
    }

    /// The end of a holder's time: as said, or as long after they came as a term lasts.
    fn term(&mut self, forum: Entry<'m, Forum>, place: &SeatPlace<'m>) {
        let Some(holder) = place.holder else { return };
        let length = place.seat.term.as_ref().and_then(|term| term.length);
        let reckoned = || {
            let (length, from) = (length?, holder.from?);
            Some(When { date: PartialDate::Day(length.after(from.date.last_day())), span: from.span })
        };
        let Some(end) = holder.to.or_else(reckoned) else { return };
        let words = Saying::new("due.told.term-ends", [("holder", self.holder(forum, place)), ("forum", self.named(forum))]);
        self.dated(end.date, Matter::Term, (forum.id, forum.record), forum.record.place(end.span), words);
    }

    /// Who holds a seat, and which.
    fn holder(&self, forum: Entry<'m, Forum>, place: &SeatPlace<'m>) -> Saying {
        let person = place.holder.and_then(|holder| self.model.holder_person(forum, holder));
        let name = person.map(|person| self.model.record(person).title());
        let post = || place.holder.and_then(|holder| holder.post.clone());
        match name.or_else(post) {
            Some(name) => Saying::new("due.told.holder", [("name", name.into()), ("seat", self.seat(place))]),
            None => Saying::new("due.told.seat", [("seat", self.seat(place))]),
        }
    }

    fn chair(&mut self, forum: Entry<'m, Forum>) {
        let Some(chair) = &forum.fields.chair else { return };
        let (Some(term), Some(since)) = (chair.term, chair.since) else { return };
        let end = PartialDate::Day(term.after(since.date.last_day()));
        let by = chair.held_by.as_ref().and_then(|link| self.model.follow(forum.record, link));
        let forum_named = ("forum", self.named(forum));
        let words = match by {
            Some(body) => {
                Saying::new("due.told.chair-held-by", [forum_named, ("body", self.model.record(body).short_title().into())])
            }
            None => Saying::new("due.told.chair", [forum_named]),
        };
        self.dated(end, Matter::Term, (forum.id, forum.record), forum.record.place(since.span), words);
    }

    fn acceptances(&mut self) {
        let model = self.model;
        let Some((id, record)) = model.of_kind(Kind::Handbook).next() else { return };
        let Some(checks) = record.of::<Handbook>().and_then(|handbook| handbook.checks.as_ref()) else { return };
        for allow in &checks.allow {
            let Some(until) = allow.until else { continue };
            let check = ("check", Saying::Text(allow.check.value.to_string()));
            let reason = ("reason", Saying::Text(allow.reason.to_string()));
            let words = match &allow.subject {
                Some(subject) => {
                    Saying::new("due.told.accepted-of", [check, reason, ("record", subject.value.to_string().into())])
                }
                None => Saying::new("due.told.accepted", [check, reason]),
            };
            let listed = self.due.len();
            self.dated(until.date, Matter::Acceptance, (id, record), record.place(until.span), words);
            if let Some(due) = self.due.get_mut(listed) {
                due.allow = Some(allow);
            }
        }
    }
}
