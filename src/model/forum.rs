//! Seats as they are on a day: who sits where, for whom, and what is empty.

use super::membership::Membership;
use super::{Entry, Model, RecordId};
use crate::record::kind::forum::{Holder, Seat};
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Collaborative, Forum};
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
}

impl Model {
    /// The forums of a collaborative, those that ended too.
    pub fn forums<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Entry<'m, Forum>> {
        let id = collaborative.record.address.id.clone();
        self.all::<Forum>().filter(move |forum| forum.record.address.collaborative.as_deref() == Some(&*id))
    }

    /// Every place at a forum's table today.
    pub fn places<'m>(&'m self, forum: Entry<'m, Forum>) -> Vec<Place<'m>> {
        let members: Vec<Membership<'m>> = match self.collaborative_of(forum.record) {
            Some(collaborative) => self.voting_members(collaborative).collect(),
            None => Vec::new(),
        };
        let seats: &'m [Sp<Seat>] = &forum.fields.seats;
        seats.iter().flat_map(|seat| self.places_of(forum, seat, &members)).collect()
    }

    fn places_of<'m>(&'m self, forum: Entry<'m, Forum>, seat: &'m Sp<Seat>, members: &[Membership<'m>]) -> Vec<Place<'m>> {
        let holders: Vec<&'m Sp<Holder>> = seat.holders.iter().filter(|holder| holder.during().holds_on(self.today)).collect();
        if seat.each.is_some() {
            return members.iter().map(|membership| self.place_for(forum, seat, membership.member, &holders)).collect();
        }
        let organisation = seat.organisation.as_ref().and_then(|link| self.follow(forum.record, link));
        let count = seat.count.map_or(1, |count| count.value).min(1000) as usize;
        (0..count)
            .map(|number| {
                let holder = holders.get(number).copied();
                let from_holder = || holder.and_then(|holder| self.holder_organisation(forum, holder));
                Place { seat, organisation: organisation.or_else(from_holder), holder, occupancy: occupancy(seat, holder) }
            })
            .collect()
    }

    fn place_for<'m>(
        &'m self,
        forum: Entry<'m, Forum>,
        seat: &'m Sp<Seat>,
        member: Option<RecordId>,
        holders: &[&'m Sp<Holder>],
    ) -> Place<'m> {
        let own = |holder: &&&Sp<Holder>| {
            member.is_some() && (self.holder_organisation(forum, holder) == member || self.holder_person(forum, holder) == member)
        };
        let holder = holders.iter().find(own).copied();
        let occupancy = match holder {
            Some(_) => Occupancy::Filled,
            // A seat for each member is filled by the member's post: only what is said to be empty is.
            None if seat.vacant.is_some_and(|vacant| vacant.value) => Occupancy::Vacant,
            None if self.left(forum, seat, member) => Occupancy::Vacant,
            None => Occupancy::NotRecorded,
        };
        Place { seat, organisation: member, holder, occupancy }
    }

    /// Whether somebody held a member's seat and nobody followed.
    fn left(&self, forum: Entry<'_, Forum>, seat: &Seat, member: Option<RecordId>) -> bool {
        member.is_some() && seat.holders.iter().any(|holder| self.holder_organisation(forum, holder) == member)
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

    fn holder_person(&self, forum: Entry<'_, Forum>, holder: &Holder) -> Option<RecordId> {
        holder.person.as_ref().and_then(|link| self.follow(forum.record, link))
    }

    /// Whether a forum's legal form has a trait; not where its form is not said.
    pub fn form_is(&self, forum: Entry<'_, Forum>, is: LegalFormTrait) -> bool {
        let row = forum.fields.legal_form.as_ref().and_then(|form| self.row(forum.record, form));
        row.is_some_and(|form| form.is.contains(&is))
    }
}

fn occupancy(seat: &Seat, holder: Option<&Sp<Holder>>) -> Occupancy {
    match holder {
        Some(_) => Occupancy::Filled,
        None if seat.vacant.is_some_and(|vacant| vacant.value) || !seat.holders.is_empty() => Occupancy::Vacant,
        None => Occupancy::NotRecorded,
    }
}
