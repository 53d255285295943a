//! Who belongs to what, on a day.

use std::collections::{HashMap, HashSet};

use super::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::date::During;
use crate::record::kind::collaborative::Member;
use crate::record::kind::vocabulary::OrganisationTrait;
use crate::record::kind::{Collaborative, Kind, Organisation};
use crate::record::value::Sp;

/// A membership, with who the member is.
#[derive(Clone, Copy)]
pub struct Membership<'m> {
    /// The row in the collaborative's record.
    pub row: &'m Sp<Member>,
    /// The collaborative.
    pub collaborative: Entry<'m, Collaborative>,
    /// The member: a body, a person or a collaborative; `None` where the reference leads nowhere.
    pub member: Option<RecordId>,
}

impl Membership<'_> {
    /// When it holds.
    pub fn during(&self) -> During {
        self.row.during()
    }
}

impl Model {
    /// All memberships of a collaborative, of whatever time.
    pub fn memberships<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Membership<'m>> {
        let fields: &'m Collaborative = collaborative.fields;
        fields.members.iter().map(move |row| Membership { row, collaborative, member: self.member_of(collaborative.record, row) })
    }

    fn member_of(&self, owner: &Record, row: &Member) -> Option<RecordId> {
        let organisation = row.organisation.as_ref().and_then(|link| self.follow(owner, link));
        let person = || row.person.as_ref().and_then(|link| self.follow(owner, link));
        let collaborative = || row.collaborative.as_ref().and_then(|link| self.follow(owner, link));
        organisation.or_else(person).or_else(collaborative)
    }

    /// The memberships of a collaborative that hold today. Whoever is listed twice is a member once.
    pub fn members<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Membership<'m>> {
        let mut seen = HashSet::new();
        let today = self.memberships(collaborative).filter(|membership| membership.during().holds_on(self.today));
        today.filter(move |membership| membership.member.is_none_or(|member| seen.insert(member)))
    }

    /// The members of today that have a voice: all whose class says nothing else.
    pub fn voting_members<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Membership<'m>> {
        self.members(collaborative).filter(move |membership| self.votes(membership))
    }

    /// The members of today, with a voice, of the collaborative in whose folder `owner` stands, as far as they are bodies or
    /// collaboratives, and not people.
    pub fn member_bodies(&self, owner: &Record) -> Vec<RecordId> {
        let collaborative = self.collaborative_of(owner);
        let members = collaborative.into_iter().flat_map(|collaborative| self.voting_members(collaborative));
        let is_body = |id: &RecordId| matches!(self.record(*id).kind, Kind::Organisation | Kind::Collaborative);
        members.filter_map(|membership| membership.member).filter(is_body).collect()
    }

    /// Whether a membership comes with a vote; it does where its class is not said or says nothing of votes.
    pub fn votes(&self, membership: &Membership<'_>) -> bool {
        let class = membership.row.class.as_ref();
        let row = class.and_then(|class| self.row(membership.collaborative.record, class));
        row.and_then(|row| row.votes).unwrap_or(true)
    }

    /// Whether a membership is in full; it is where its class is not said or says nothing of that.
    pub fn is_full(&self, membership: &Membership<'_>) -> bool {
        let class = membership.row.class.as_ref();
        let row = class.and_then(|class| self.row(membership.collaborative.record, class));
        row.and_then(|row| row.full).unwrap_or(true)
    }

    /// The memberships of a body, person or collaborative, of whatever time, in the order of the collaboratives.
    pub fn memberships_of(&self, member: RecordId) -> Vec<Membership<'_>> {
        let own = self.memory.memberships.get_or_init(|| self.memberships_by_member()).get(&member);
        let membership = |(collaborative, number): &(RecordId, usize)| {
            let collaborative = self.entry::<Collaborative>(*collaborative)?;
            Some(Membership { row: collaborative.fields.members.get(*number)?, collaborative, member: Some(member) })
        };
        own.into_iter().flatten().filter_map(membership).collect()
    }

    /// Of each member, the rows in which it is one. All are looked through once: to look for each member would take the square of that.
    fn memberships_by_member(&self) -> HashMap<RecordId, Vec<(RecordId, usize)>> {
        let mut by_member: HashMap<RecordId, Vec<(RecordId, usize)>> = HashMap::new();
        for collaborative in self.all::<Collaborative>() {
            for (number, membership) in self.memberships(collaborative).enumerate() {
                if let Some(member) = membership.member {
                    by_member.entry(member).or_default().push((collaborative.id, number));
                }
            }
        }
        by_member
    }

    /// Whether a body's kind has a trait in law.
    pub fn body_is(&self, organisation: Entry<'_, Organisation>, is: OrganisationTrait) -> bool {
        self.row(organisation.record, &organisation.fields.kind).is_some_and(|kind| kind.is.contains(&is))
    }

    /// Whether a body's kind is a word of the vocabulary: of one that is not, nothing is known in law.
    pub fn has_known_kind(&self, organisation: Entry<'_, Organisation>) -> bool {
        self.row(organisation.record, &organisation.fields.kind).is_some()
    }

    /// Whether a record holds today: a body that exists, a collaborative that is not at an end, a forum that still meets.
    /// Records without a time always do.
    pub fn holds_today(&self, id: RecordId) -> bool {
        self.during_of(id).holds_on(self.today)
    }

    /// The time of a record: of a body, an area, a collaborative or a forum; open for all others.
    pub fn during_of(&self, id: RecordId) -> During {
        let organisation = || self.entry::<Organisation>(id).map(|entry| entry.during());
        let collaborative = || self.entry::<Collaborative>(id).map(|entry| entry.during());
        let forum = || self.entry::<crate::record::kind::Forum>(id).map(|entry| entry.during());
        let area = || self.entry::<crate::record::kind::Area>(id).map(|entry| entry.during());
        organisation().or_else(collaborative).or_else(forum).or_else(area).unwrap_or_default()
    }
}
