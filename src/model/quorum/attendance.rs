//! Who was at a meeting, and whether that was a quorum.

use std::collections::BTreeSet;

use super::table::{Table, is_of_kind};
use crate::model::forum::Place;
use crate::model::{Entry, Model, RecordId};
use crate::phrases::Saying;
use crate::record::kind::quorum::{Asks, Base, Rule};
use crate::record::kind::{Forum, Kind};

/// Who was at a meeting, read as widely as the record allows: a seat that several hold counts as all of them, a body as all its seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attendance {
    /// How many seats with a vote were there at most.
    pub there: usize,
    /// How many seats have a vote.
    pub of: usize,
    /// What is written that is neither a seat nor a body with one.
    pub unknown: Vec<String>,
    /// Whether that was enough to meet and to decide; `None` where it cannot be known.
    pub quorate: Option<bool>,
    /// How many must be there, as reckoned for that day.
    pub needed: Option<usize>,
    /// The first part of the rule that was not met, in words.
    pub short: Option<Saying>,
}

impl Model {
    /// Who of `present` sat at a forum's table today, and whether that is a quorum.
    pub fn attendance<'p>(&self, forum: Entry<'_, Forum>, present: impl IntoIterator<Item = &'p str>) -> Attendance {
        let table = Table::new(self, forum);
        let mut there = BTreeSet::new();
        let mut unknown = Vec::new();
        for name in present {
            let found = places_named(self, &table, forum, name);
            let attends = forum.fields.attendees.iter().any(|attendee| attendee.title.eq_ignore_ascii_case(name));
            if found.is_empty() && !attends && !table.presides_without_seat(name) {
                unknown.push(name.to_owned());
            }
            there.extend(found);
        }
        let votes = |place: &&usize| table.places[**place].votes();
        let count = there.iter().filter(votes).count();
        let quorum = self.rules(forum).quorum().filter(|_| !forum.fields.seats.is_empty());
        let room = Room { table: &table, there: &there };
        let rules = quorum.map(|quorum| [Some(quorum.meeting()), quorum.decide.as_ref().map(|rule| rule.value.clone())]);
        let short = rules.as_ref().and_then(|rules| rules.iter().flatten().find_map(|rule| room.short_of(rule)));
        let known = unknown.is_empty() && rules.is_some();
        Attendance {
            there: count,
            of: table.voting().count(),
            unknown,
            quorate: known.then_some(short.is_none()),
            needed: self.quorum_today(forum).map(|today| today.to_decide()),
            short: short.filter(|_| known),
        }
    }
}

/// The places that a name means: a seat by its id, its title, its office or whoever holds it, or all places of a body.
fn places_named(model: &Model, table: &Table<'_>, forum: Entry<'_, Forum>, name: &str) -> Vec<usize> {
    let all = || table.places.iter().enumerate();
    let same = |title: &str| title.eq_ignore_ascii_case(name);
    let seats: Vec<usize> = all()
        .filter(|(_, place)| place.seat.id.as_ref().is_some_and(|id| id.value == name) || same(&place.seat.title))
        .map(|(number, _)| number)
        .collect();
    if !seats.is_empty() {
        return seats;
    }
    let office: Vec<usize> = all().filter(|(_, place)| table.is_seat(place, name)).map(|(number, _)| number).collect();
    if !office.is_empty() {
        return office;
    }
    let is_named = |body: RecordId| {
        let record = model.record(body);
        let own = record.own_name().into_iter().chain(record.head.short_name.as_ref().map(|short| short.value.as_str()));
        *record.address.id == *name || same(&record.title()) || own.into_iter().any(same)
    };
    let held: Vec<usize> = all().filter(|(_, place)| is_held_by(model, forum, place, name)).map(|(number, _)| number).collect();
    if !held.is_empty() {
        return held;
    }
    let body = model.resolve(forum.record.scope(), Kind::Organisation, name);
    all()
        .filter(|(_, place)| place.organisation.is_some_and(|own| Some(own) == body || is_named(own)))
        .map(|(number, _)| number)
        .collect()
}

/// Whether a person who is named holds a place.
fn is_held_by(model: &Model, forum: Entry<'_, Forum>, place: &Place<'_>, name: &str) -> bool {
    let link = place.holder.and_then(|holder| holder.person.as_ref());
    link.is_some_and(|link| {
        let title = model.follow(forum.record, link).map(|person| model.record(person).title());
        link.text == name || title.is_some_and(|title| title.eq_ignore_ascii_case(name))
    })
}

/// A table with some of its places taken.
struct Room<'t, 'm> {
    table: &'t Table<'m>,
    there: &'t BTreeSet<usize>,
}

impl Room<'_, '_> {
    /// The first part of a rule that is not met, in words.
    fn short_of(&self, rule: &Rule) -> Option<Saying> {
        match rule.asks()? {
            Asks::All(parts) => parts.iter().find_map(|part| self.short_of(part)),
            Asks::Any(parts) => {
                let met = parts.is_empty() || parts.iter().any(|part| self.short_of(part).is_none());
                (!met).then(|| self.words(rule))
            }
            _ => (!self.is_met(rule)).then(|| self.words(rule)),
        }
    }

    fn words(&self, rule: &Rule) -> Saying {
        self.table.need(rule).map_or_else(Saying::nothing, |need| need.words)
    }

    fn is_met(&self, rule: &Rule) -> bool {
        let votes = self.votes(|_| true);
        match rule.asks() {
            None | Some(Asks::All(_) | Asks::Any(_)) => true,
            Some(Asks::Fraction(fraction, Base::Members, rounding)) => {
                let there = self.table.members.iter().filter(|member| self.of_body(**member) > 0).count();
                fraction.of(self.table.members.len(), rounding) <= there + self.of_nobody()
            }
            Some(Asks::Fraction(fraction, base, rounding)) => fraction.of(self.table.base(base), rounding) <= votes,
            Some(Asks::Count(count)) => count as usize <= votes,
            Some(Asks::CountForEach(count)) => {
                let missing = |member: &RecordId| (count as usize).saturating_sub(self.of_body(*member));
                self.table.members.iter().map(missing).sum::<usize>() <= self.of_nobody()
            }
            Some(Asks::CountOfKind(count, kind)) => {
                count as usize <= self.votes(|place| is_of_kind(&self.table.places[place], kind))
            }
            Some(Asks::AllBut(_)) => self.table.need(rule).is_none_or(|need| need.number <= votes),
            Some(Asks::Seat(name)) => {
                // Where no seat is named, whoever presides is not written down as such.
                self.table.presides_without_seat(name)
                    || self.there.iter().any(|place| self.table.is_seat(&self.table.places[*place], name))
            }
        }
    }

    fn votes(&self, counts: impl Fn(usize) -> bool) -> usize {
        self.there.iter().copied().filter(|place| self.table.places[*place].votes() && counts(*place)).count()
    }

    fn of_body(&self, body: RecordId) -> usize {
        self.votes(|place| self.table.places[place].organisation == Some(body))
    }

    /// Those who were there for nobody in particular: they may have been any member's.
    fn of_nobody(&self) -> usize {
        self.votes(|place| self.table.places[place].organisation.is_none())
    }
}
