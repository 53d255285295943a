//! What those who gave a matter keep by their own schemes, as of the day of a decision: nobody can give away what they keep.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Lack, Powers, Right, valid};
use crate::model::arrangement::Given;
use crate::model::path::{Band, OwnKept};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::{Decision, Forum, Organisation};
use crate::record::link::Who;

impl<'m> Powers<'m> {
    /// Puts what a body keeps with the matters of which it is.
    pub(super) fn keep(&mut self, model: &'m Model, body: Entry<'m, Organisation>) {
        let fields: &'m Organisation = body.fields;
        for row in &fields.reserved {
            if let Some(function) = model.follow(body.record, &row.function) {
                self.own.entry(function).or_default().push(OwnKept { row, body, band: Band::kept_by(row) });
            }
        }
    }

    /// The right that comes from delegations of a matter which hold on the day and at the amount of a decision: whole, or without those of
    /// the givers who keep the matter themselves. The first of `given` stands for all.
    pub(super) fn right_from_givers(
        &self,
        model: &'m Model,
        decision: Entry<'m, Decision>,
        (function, first): (RecordId, Given<'m>),
        given: impl Iterator<Item = Given<'m>>,
    ) -> Right<'m> {
        let Some(own) = self.own.get(&function) else { return Right::Given(first) };
        let on = decision.fields.on.date.last_day();
        let value = decision.fields.value.map(|value| value.value);
        let then = model.at(on);
        let mut givers =
            Givers { then: &then, powers: self, function, on, forums: BTreeSet::new(), bodies: BTreeSet::new(), known: true };
        given.for_each(|given| givers.add(given));
        // Without a value it is not known to be above an amount.
        let keeps = |own: &&OwnKept<'m>| match value {
            Some(value) => own.band.holds(value),
            None => own.row.above.is_none(),
        };
        let timely = |own: &&OwnKept<'m>| valid(own.row.valid.as_ref()).holds_on(on);
        let kept: Vec<OwnKept<'m>> = givers
            .bodies
            .iter()
            .filter_map(|body| own.iter().filter(|own| own.body.id == *body).filter(timely).find(keeps))
            .copied()
            .collect();
        match kept.len() {
            0 => Right::Given(first),
            all if givers.known && all == givers.bodies.len() => Right::None(Lack::KeptByGivers(kept)),
            _ => Right::InPart(first, kept),
        }
    }
}

/// The bodies from which a matter came to a forum, through whichever forums.
struct Givers<'a, 'm> {
    then: &'a Model,
    powers: &'a Powers<'m>,
    function: RecordId,
    on: Date,
    forums: BTreeSet<RecordId>,
    bodies: BTreeSet<RecordId>,
    /// Whether all of them are known.
    known: bool,
}

impl<'m> Givers<'_, 'm> {
    fn add(&mut self, given: Given<'m>) {
        let owner = given.scheme.record;
        match given.row.from.who() {
            Some(Who::Organisation(link) | Who::Post(_, link)) => match self.then.follow(owner, link) {
                Some(body) => _ = self.bodies.insert(body),
                None => self.known = false,
            },
            Some(Who::EachMember(_)) => self.bodies.extend(self.then.member_bodies(owner)),
            Some(Who::Collaborative(link)) => match self.then.follow(owner, link) {
                Some(whole) => self.bodies.extend(self.then.member_bodies(self.then.record(whole))),
                None => self.known = false,
            },
            Some(Who::Forum(link)) => self.add_forum(self.then.get::<Forum>(owner, link).map(|forum| forum.id)),
            Some(Who::Person(_)) | None => self.known = false,
        }
    }

    /// Adds those who gave the matter to a forum that passed it on.
    fn add_forum(&mut self, forum: Option<RecordId>) {
        let Some(forum) = forum else {
            self.known = false;
            return;
        };
        if !self.forums.insert(forum) {
            return;
        }
        let before = self.powers.given(self.function, forum).iter().copied();
        let mut timely = before.filter(|given| valid(given.row.valid.as_ref()).holds_on(self.on)).peekable();
        if timely.peek().is_none() {
            self.known = false;
        }
        let timely: Vec<Given<'m>> = timely.collect();
        timely.into_iter().for_each(|given| self.add(given));
    }
}
