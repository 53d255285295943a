//! Seats as they are on a day: who sits where, for whom, and what is empty.

use jiff::civil::Date;

use super::membership::Membership;
use super::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::date::{During, PartialDate};
use crate::record::kind::forum::{Deputy, Holder, Seat};
use crate::record::kind::vocabulary::{LegalFormTrait, SeatTrait};
use crate::record::kind::{Collaborative, Forum, Kind};
use crate::record::value::Sp;

/// Whether somebody sits on a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupancy {
    /// Somebody does.
    Filled,
    /// Nobody does.
    Vacant,
    /// Who does is not recorded: seats go with posts, and posts are filled.
    NotRecorded,
}

/// One place at the table.
#[derive(Clone, Copy)]
pub struct Place<'m> {
    /// The seat's row: one row can be several places.
    pub seat: &'m Sp<Seat>,
    /// The body for which it is; `None` where it is for nobody in particular.
    pub organisation: Option<RecordId>,
    /// Who sits there today, where that is recorded.
    pub holder: Option<&'m Sp<Holder>>,
    /// Whether somebody does.
    pub occupancy: Occupancy,
    /// The last day on which somebody held it, where nobody does now and that day is recorded.
    pub empty_since: Option<Date>,
    /// Whether and how a deputy stands in: as the seat says, or the rules that the forum inherits.
    pub deputy: Option<&'m Deputy>,
}

impl Place<'_> {
    /// Whether it has a vote.
    pub fn votes(&self) -> bool {
        self.seat.voting.unwrap_or(true)
    }

    /// How many votes it has: 1 where nothing is said, 0 without a vote.
    pub fn weight(&self) -> u32 {
        if self.votes() { self.seat.votes.unwrap_or(1) } else { 0 }
    }

    /// Whether a deputy may stand in and counts towards the quorum.
    pub fn deputy_counts(&self) -> bool {
        self.deputy.is_some_and(|deputy| deputy.allowed && deputy.counts == Some(true))
    }

    /// Whether somebody can come for it who counts: it is not known to be empty, or a deputy named in advance stands in.
    pub fn can_be_filled(&self) -> bool {
        let named = self.deputy.is_some_and(|deputy| deputy.named.is_some());
        self.occupancy != Occupancy::Vacant || named && self.deputy_counts()
    }
}

impl Model {
    /// Whether a person holds a place today.
    pub fn holds_place(&self, forum: Entry<'_, Forum>, place: &Place<'_>, person: RecordId) -> bool {
        place.holder.and_then(|holder| self.holder_person(forum, holder)) == Some(person)
    }

    /// The forums of a collaborative, those that ended too.
    pub fn forums<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Entry<'m, Forum>> {
        let within = Some(&*collaborative.record.address.id);
        // Records stand in the order of their addresses, so a collaborative's forums stand together.
        let forums: Vec<(RecordId, &Record)> = self.of_kind_within(Kind::Forum, within).collect();
        forums.into_iter().filter_map(|(id, record)| Some(Entry { id, record, fields: record.of::<Forum>()? }))
    }

    /// Every place at a forum's table today.
    pub fn places<'m>(&'m self, forum: Entry<'m, Forum>) -> Vec<Place<'m>> {
        let rules = self.rules(forum);
        let seats: &'m [Sp<Seat>] = &forum.fields.seats;
        let sittings = self.memory.forum(forum.id).places.get_or_init(|| self.sittings(forum));
        let place = |sitting: &Sitting| {
            let seat = &seats[sitting.seat];
            Place {
                seat,
                organisation: sitting.organisation,
                holder: sitting.holder.map(|holder| &seat.holders[holder]),
                occupancy: sitting.occupancy,
                empty_since: sitting.empty_since,
                deputy: rules.deputy(seat),
            }
        };
        sittings.iter().map(place).collect()
    }

    /// Whether the whole of a forum's table could be read: its seats, and where it has one for each member also those.
    pub fn table_is_known(&self, forum: Entry<'_, Forum>) -> bool {
        let members = || match self.collaborative_of(forum.record) {
            Some(collaborative) => !self.may_say_more(collaborative.record, "members"),
            None => forum.record.scope().is_none(),
        };
        !self.may_say_more(forum.record, "seats") && (forum.seats.iter().all(|seat| seat.each.is_none()) || members())
    }

    fn sittings(&self, forum: Entry<'_, Forum>) -> Vec<Sitting> {
        let members: Vec<Membership<'_>> = match self.collaborative_of(forum.record) {
            Some(collaborative) if forum.seats.iter().any(|seat| seat.each.is_some()) => {
                self.voting_members(collaborative).collect()
            }
            _ => Vec::new(),
        };
        let rows = forum.fields.seats.iter().enumerate();
        rows.flat_map(|(number, seat)| self.sittings_of(forum, number, seat, &members))
            .take(self.limits().places as usize)
            .collect()
    }

    fn sittings_of(&self, forum: Entry<'_, Forum>, number: usize, seat: &Seat, members: &[Membership<'_>]) -> Vec<Sitting> {
        let count = seat.count.map_or(1, |count| count.value as usize).min(self.limits().places_of_a_seat as usize);
        let row = Row { number, seat, count, today: self.today };
        let all: Vec<usize> = (0..seat.holders.len()).collect();
        if seat.each.is_some() {
            let of = |membership: &Membership<'_>| {
                let own = all.iter().copied();
                let own = own.filter(|holder| self.holds_for(forum, &seat.holders[*holder], membership.member));
                row.sittings(own.collect(), |_| membership.member)
            };
            return members.iter().flat_map(of).collect();
        }
        let organisation = seat.organisation.as_ref().and_then(|link| self.follow(forum.record, link));
        row.sittings(all, |holder| organisation.or_else(|| holder.and_then(|holder| self.holder_organisation(forum, holder))))
    }

    /// Whether a holder sits for a member: comes from that body, or is that person.
    fn holds_for(&self, forum: Entry<'_, Forum>, holder: &Holder, member: Option<RecordId>) -> bool {
        member.is_some() && (self.holder_organisation(forum, holder) == member || self.holder_person(forum, holder) == member)
    }

    /// The body from which a holder comes: the one that the row names, else the one where the person's post is today.
    pub fn holder_organisation(&self, forum: Entry<'_, Forum>, holder: &Holder) -> Option<RecordId> {
        let named = holder.organisation.as_ref().and_then(|link| self.follow(forum.record, link));
        named.or_else(|| {
            let person = self.get(forum.record, holder.person.as_ref()?)?;
            let post = person.fields.posts.iter().find(|post| post.during().holds_on(self.today));
            let employer = post.map(|post| &post.organisation).or(person.fields.affiliation.as_ref())?;
            self.follow(person.record, employer)
        })
    }

    /// The person who holds a seat, where one is named.
    pub fn holder_person(&self, forum: Entry<'_, Forum>, holder: &Holder) -> Option<RecordId> {
        holder.person.as_ref().and_then(|link| self.follow(forum.record, link))
    }

    /// Whether a forum's legal form has a trait; not where its form is not said.
    pub fn form_is(&self, forum: Entry<'_, Forum>, is: LegalFormTrait) -> bool {
        let row = forum.fields.legal_form.as_ref().and_then(|form| self.row(forum.record, form));
        row.is_some_and(|form| form.is.contains(&is))
    }

    /// Whether a seat is of a kind with a trait; not where its kind is not said.
    pub fn seat_is(&self, forum: Entry<'_, Forum>, seat: &Seat, is: SeatTrait) -> bool {
        let row = seat.kind.as_ref().and_then(|kind| self.row(forum.record, kind));
        row.is_some_and(|kind| kind.is.contains(&is))
    }
}

/// A place as it is remembered: by the numbers of its seat's row and of the holder in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sitting {
    seat: usize,
    organisation: Option<RecordId>,
    holder: Option<usize>,
    occupancy: Occupancy,
    empty_since: Option<Date>,
}

/// A seat's row, where it is for one body or for nobody in particular.
struct Row<'m> {
    number: usize,
    seat: &'m Seat,
    count: usize,
    today: Date,
}

impl Row<'_> {
    /// Its places, with those of `holders` who hold one today. A place is empty where that is said, or where somebody left and
    /// nobody followed; that a row names fewer holders than it has places says nothing of the rest.
    fn sittings(&self, holders: Vec<usize>, organisation: impl Fn(Option<&Holder>) -> Option<RecordId>) -> Vec<Sitting> {
        let during = |holder: &usize| self.seat.holders[*holder].during();
        let left = left(holders.iter().map(during).collect(), self.today);
        let current: Vec<usize> = holders.into_iter().filter(|holder| during(holder).holds_on(self.today)).collect();
        let sitting = |number: usize| {
            let holder = current.get(number).copied();
            let empty_since = number.checked_sub(current.len()).and_then(|place| left.get(place).copied());
            let said = self.seat.vacant.is_some_and(|vacant| vacant.value);
            let occupancy = match holder {
                Some(_) => Occupancy::Filled,
                None if said || empty_since.is_some() => Occupancy::Vacant,
                None => Occupancy::NotRecorded,
            };
            let organisation = organisation(holder.map(|holder| &self.seat.holders[holder].value));
            Sitting { seat: self.number, organisation, holder, occupancy, empty_since }
        };
        (0..self.count).map(sitting).collect()
    }
}

/// The last days of those who left a row of seats and whom nobody followed, the latest first.
fn left(mut times: Vec<During>, today: Date) -> Vec<Date> {
    times.retain(|during| !during.begins_after(today));
    times.sort_by_key(|during| during.from.map(PartialDate::first_day));
    // The end of each line of holders who followed one another; `None` while the last of a line still holds the seat.
    let mut lines: Vec<Option<Date>> = Vec::new();
    for during in times {
        let end = during.to.map(PartialDate::last_day).filter(|_| during.ended_before(today));
        let follows = |ended: &&mut Option<Date>| {
            let begins = during.from.map(PartialDate::last_day);
            matches!((**ended, begins), (Some(ended), Some(begins)) if ended < begins)
        };
        match lines.iter_mut().filter(follows).max_by_key(|ended| **ended) {
            Some(line) => *line = end,
            None => lines.push(end),
        }
    }
    let mut left: Vec<Date> = lines.into_iter().flatten().collect();
    left.sort_unstable_by(|one, other| other.cmp(one));
    left
}
