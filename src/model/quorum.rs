//! A quorum, told in words and reckoned for a day.

use super::forum::{Occupancy, Place};
use super::{Entry, Model, RecordId};
use crate::record::kind::Forum;
use crate::record::kind::quorum::Rule;

mod attendance;
mod least;
mod need;
mod table;
#[cfg(test)]
mod tests;

pub use attendance::Attendance;
pub use least::Way;
pub use need::{Counted, Need};
use table::Table;

/// A quorum as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuorumToday {
    /// What meeting needs.
    pub meeting: Need,
    /// What deciding needs, where that is more.
    pub decide: Option<Need>,
    /// How many seats have a vote.
    pub voting_seats: usize,
    /// How many of these are known to be empty.
    pub vacant: usize,
    /// How many of these have been empty for so long that the rule leaves them out of the count.
    pub inactive: usize,
}

impl QuorumToday {
    /// How many must be there for a decision: what deciding needs, and what meeting needs before it.
    pub fn to_decide(&self) -> usize {
        self.decide.as_ref().map_or(0, |decide| decide.number).max(self.meeting.number)
    }

    /// The rules, each with what it is for: to meet, to decide.
    pub fn rules(&self) -> impl Iterator<Item = (&Need, &'static str)> {
        std::iter::once((&self.meeting, "meet")).chain(self.decide.as_ref().map(|decide| (decide, "decide")))
    }

    /// What cannot be met today only because seats are empty, and what it is for.
    pub fn beyond_filled_seats(&self) -> Option<(&Need, &'static str)> {
        let possible = self.rules().filter(|(need, _)| need.beyond_all_seats().is_none());
        possible.filter_map(|(need, purpose)| Some((need.beyond_filled_seats()?, purpose))).next()
    }
}

/// The part of a need that no meeting can fulfil with whoever is left: seats, or members of whom nobody could come.
fn failing(need: &Need) -> Option<&Need> {
    need.failing(&|part: &Need| match part.of {
        Counted::EachMember => !part.unfilled.is_empty() || !part.without_seat.is_empty(),
        _ => part.unknown.is_none() && part.number > part.filled,
    })
}

fn cannot_be_met(need: &Need) -> bool {
    failing(need).is_some()
}

impl Model {
    /// A forum's quorum as of today, inherited or its own; `None` where it has none on record, or where it or a seat could not be read.
    pub fn quorum_today(&self, forum: Entry<'_, Forum>) -> Option<&QuorumToday> {
        let reckon = || self.entry(forum.id).and_then(|forum| self.reckon_quorum(forum));
        self.memory.forum(forum.id).quorum.get_or_init(reckon).as_ref()
    }

    fn reckon_quorum(&self, forum: Entry<'_, Forum>) -> Option<QuorumToday> {
        let quorum = self.rules(forum).quorum()?;
        if forum.record.may_say_more("quorum") || !self.table_is_known(forum) {
            return None;
        }
        let table = Table::new(self, forum);
        let meeting = table.need(&quorum.meeting())?;
        let decide = quorum.decide.as_ref().and_then(|rule| table.need(rule));
        let voting: Vec<&Place<'_>> = table.voting().collect();
        let vacant = voting.iter().filter(|place| place.occupancy == Occupancy::Vacant).count();
        let inactive = voting.iter().filter(|place| table.is_inactive(place)).count();
        Some(QuorumToday { meeting, decide, voting_seats: voting.len(), vacant, inactive })
    }

    /// What of a forum's quorum could not be met without a body or a person, with what it is for; `None` where it still could, where it
    /// cannot be met anyhow, or where it is not known.
    pub fn quorum_lost(&self, forum: Entry<'_, Forum>, gone: RecordId) -> Option<(Need, &'static str)> {
        let today = self.quorum_today(forum)?;
        if today.rules().any(|(need, _)| cannot_be_met(need)) {
            return None;
        }
        let quorum = self.rules(forum).quorum()?;
        let table = Table::without(self, forum, gone);
        let needs = [table.need(&quorum.meeting()), quorum.decide.as_ref().and_then(|rule| table.need(rule))];
        let rules = needs.into_iter().flatten().zip(["meet", "decide"]);
        rules.filter_map(|(need, purpose)| Some((failing(&need)?.clone(), purpose))).next()
    }

    /// The ways in which a meeting of the forum can be quorate today, to meet and to decide; none where there is no quorum on record.
    pub fn ways_to_be_quorate(&self, forum: Entry<'_, Forum>) -> Vec<Way> {
        let Some(quorum) = self.rules(forum).quorum().filter(|_| self.quorum_today(forum).is_some()) else { return Vec::new() };
        least::ways(&Table::new(self, forum), &quorum.meeting())
    }

    /// What a rule that stands elsewhere in a forum's record asks for today.
    pub fn need_today(&self, forum: Entry<'_, Forum>, rule: &Rule) -> Option<Need> {
        Table::new(self, forum).need(rule)
    }

    /// The bodies each of which could make up the quorum for a decision with its own seats alone.
    pub fn bodies_that_are_a_quorum(&self, forum: Entry<'_, Forum>) -> Vec<RecordId> {
        let Some(quorum) = self.rules(forum).quorum().filter(|_| self.quorum_today(forum).is_some()) else { return Vec::new() };
        let table = Table::new(self, forum);
        let meeting = quorum.meeting();
        let mut bodies: Vec<RecordId> = table.voting().filter_map(|place| place.organisation).collect();
        bodies.sort_unstable();
        bodies.dedup();
        bodies.retain(|body| {
            table.is_met_by(&meeting, *body) && quorum.decide.as_ref().is_none_or(|decide| table.is_met_by(decide, *body))
        });
        bodies
    }
}
