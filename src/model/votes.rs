//! How many votes a forum has, and whether they can be equal.

use super::forum::Place;
use super::{Entry, Model, RecordId};
use crate::record::kind::Forum;

/// The votes of a forum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    /// How many there are in all.
    pub total: u32,
    /// How many each row of votes adds: a seat's title or a member's name, and the number.
    pub rows: Vec<(String, u32)>,
}

impl Model {
    /// The votes at a forum's table, empty seats included; `None` where no seat with a vote is recorded, or one could not be read. They are weighted as the seats
    /// say; where no seat says anything, as the members of the collaborative do.
    pub fn votes_of(&self, forum: Entry<'_, Forum>) -> Option<Votes> {
        let places = self.places(forum);
        let voting: Vec<&Place<'_>> = places.iter().filter(|place| place.votes()).collect();
        if voting.is_empty() || !self.table_is_known(forum) {
            return None;
        }
        let weighted_by_seat = forum.fields.seats.iter().any(|seat| seat.votes.is_some());
        let members = if weighted_by_seat { Vec::new() } else { self.weighted_members(forum) };
        let of_member = |place: &&&Place<'_>| members.iter().any(|(member, _)| Some(*member) == place.organisation);
        let mut rows: Vec<(String, u32)> = Vec::new();
        for (member, votes) in &members {
            // A member that has no seat here has no vote here.
            if voting.iter().any(|place| place.organisation == Some(*member)) {
                rows.push((self.record(*member).title(), *votes));
            }
        }
        for place in voting.iter().filter(|place| !of_member(place)) {
            match rows.iter_mut().find(|(title, _)| *title == place.seat.title) {
                Some((_, votes)) => *votes += place.weight(),
                None => rows.push((place.seat.title.clone(), place.weight())),
            }
        }
        Some(Votes { total: rows.iter().map(|(_, votes)| votes).sum(), rows })
    }

    /// The members of a forum's collaborative with the votes that each has, where any is said to have other than one.
    fn weighted_members(&self, forum: Entry<'_, Forum>) -> Vec<(RecordId, u32)> {
        let Some(collaborative) = self.collaborative_of(forum.record) else { return Vec::new() };
        let members: Vec<_> = self.voting_members(collaborative).collect();
        if members.iter().all(|membership| membership.row.votes.is_none()) {
            return Vec::new();
        }
        members.iter().filter_map(|membership| Some((membership.member?, membership.row.votes.unwrap_or(1)))).collect()
    }

    /// Whether votes are equal where all vote and half of them are for something.
    pub fn votes_can_be_equal(&self, forum: Entry<'_, Forum>) -> bool {
        self.votes_of(forum).is_some_and(|votes| votes.total > 0 && votes.total.is_multiple_of(2))
    }
}
