//! What taking part costs: forums, seats, meetings and hours a year, against the decisions taken.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;

use super::{Entry, Model, RecordId};
use crate::record::kind::decision::Outcome;
use crate::record::kind::{Decision, Forum, Kind};

/// How much one forum asks of those who sit on it.
pub struct ForumLoad<'m> {
    /// The forum.
    pub forum: Entry<'m, Forum>,
    /// For each seat the body whose it is, where that is known.
    pub seats: Vec<Option<RecordId>>,
    /// About how many times a year it meets; `None` where that is not on record.
    pub meetings: Option<f64>,
    /// How long one meeting lasts, in hours.
    pub hours: Option<f64>,
    /// How many decisions it took in the last twelve months.
    pub decisions: usize,
}

/// How much several forums ask, of one body or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Load {
    /// How many forums.
    pub forums: usize,
    /// How many seats at their tables.
    pub seats: usize,
    /// About how many meetings a year, of the forums of which that is on record.
    pub meetings: f64,
    /// In how many forums it is not on record how often they meet.
    pub unknown: usize,
    /// About how many hours a year its holders of seats spend in these meetings, as far as their length is on record.
    pub hours: f64,
    /// How many decisions these forums took in the last twelve months.
    pub decisions: usize,
}

/// How much the forums of today ask of each body and in each collaborative.
#[derive(Clone, Debug, Default)]
pub struct Loads {
    /// Each body that has a seat on one: those with most seats first, then by their titles.
    pub bodies: Vec<(RecordId, Load)>,
    /// Each collaborative that has one, of all who sit on its forums together; in the order of their addresses.
    pub collaboratives: Vec<(RecordId, Load)>,
    /// Where each body stands among them, in the order of addresses.
    by_id: Vec<usize>,
}

impl Load {
    /// Adds what a forum asks of whoever has so many of its seats.
    fn add(&mut self, forum: &ForumLoad<'_>, seats: usize) {
        self.forums += 1;
        self.seats += seats;
        self.decisions += forum.decisions;
        match forum.meetings {
            Some(meetings) => {
                self.meetings += meetings;
                self.hours += meetings * forum.hours.unwrap_or(0.0) * seats as f64;
            }
            None => self.unknown += 1,
        }
    }
}

impl Model {
    /// How much each forum that meets today asks.
    pub fn forum_loads(&self) -> Vec<ForumLoad<'_>> {
        let schedules = self.schedules();
        let decisions = self.decisions_by_forum();
        let loads = self.forums_today().map(|forum| {
            let schedule = schedules.get(&forum.id);
            let series = schedule.and_then(|schedule| schedule.series.first()).and_then(|series| series.duration);
            let minutes = series.or_else(|| self.rules(forum).duration());
            ForumLoad {
                forum,
                seats: self.places(forum).iter().map(|place| place.organisation).collect(),
                meetings: self.meetings_a_year(forum, schedule),
                hours: minutes.map(|minutes| f64::from(minutes) / 60.0),
                decisions: decisions.get(&forum.id).copied().unwrap_or(0),
            }
        });
        loads.collect()
    }

    /// How much the forums of today ask of a body; `None` where it has no seat.
    pub fn load_of(&self, body: RecordId) -> Option<Load> {
        let Loads { bodies, by_id, .. } = self.loads();
        let number = by_id.binary_search_by_key(&body, |number| bodies[*number].0).ok()?;
        Some(bodies[by_id[number]].1)
    }

    /// How much the forums of today ask.
    pub fn loads(&self) -> &Loads {
        self.memory.loads.get_or_init(|| self.reckoned_loads(&self.forum_loads()))
    }

    fn reckoned_loads(&self, forums: &[ForumLoad<'_>]) -> Loads {
        let mut bodies: Vec<(RecordId, Load)> = by_body(forums).into_iter().collect();
        bodies.sort_by_cached_key(|(id, load)| (Reverse(load.seats), self.record(*id).title()));
        let mut by_id: Vec<usize> = (0..bodies.len()).collect();
        by_id.sort_unstable_by_key(|number| bodies[*number].0);
        let collaboratives = by_collaborative(forums);
        let collaboratives =
            collaboratives.into_iter().filter_map(|(id, load)| Some((self.find(Kind::Collaborative, id)?, load)));
        Loads { bodies, collaboratives: collaboratives.collect(), by_id }
    }

    /// How many decisions each forum took in the last twelve months; what was only noted or put off is none.
    fn decisions_by_forum(&self) -> BTreeMap<RecordId, usize> {
        let since = self.today.saturating_sub(1.years());
        let mut decisions = BTreeMap::new();
        for decision in self.all::<Decision>() {
            let day = decision.fields.on.date;
            let taken = !matches!(decision.fields.outcome.value, Outcome::Noted | Outcome::Deferred);
            let forum = decision.fields.forum.as_ref().and_then(|link| self.follow(decision.record, link));
            if let Some(forum) = forum.filter(|_| taken && day.last_day() > since && day.first_day() <= self.today) {
                *decisions.entry(forum).or_default() += 1;
            }
        }
        decisions
    }
}

fn by_body(loads: &[ForumLoad<'_>]) -> BTreeMap<RecordId, Load> {
    let mut bodies: BTreeMap<RecordId, Load> = BTreeMap::new();
    for forum in loads {
        let present: BTreeSet<RecordId> = forum.seats.iter().flatten().copied().collect();
        for body in present {
            let seats = forum.seats.iter().filter(|seat| **seat == Some(body)).count();
            bodies.entry(body).or_default().add(forum, seats);
        }
    }
    bodies
}

/// How much the forums of each collaborative ask of all who sit on them, by the collaborative's id.
fn by_collaborative<'m>(loads: &[ForumLoad<'m>]) -> BTreeMap<&'m str, Load> {
    let mut collaboratives: BTreeMap<&str, Load> = BTreeMap::new();
    for forum in loads {
        if let Some(collaborative) = forum.forum.record.scope() {
            collaboratives.entry(collaborative).or_default().add(forum, forum.seats.len());
        }
    }
    collaboratives
}
