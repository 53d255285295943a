//! Agreements that have ended, and what goes on under them.

use std::collections::{BTreeMap, BTreeSet};

use super::arrangement::Given;
use super::{Entry, Model, RecordId};
use crate::record::date::When;
use crate::record::kind::{Agreement, Collaborative, Forum};

/// An agreement that has ended, though something still stands on it.
pub struct Lapsed<'m> {
    /// The agreement.
    pub agreement: Entry<'m, Agreement>,
    /// Its last day.
    pub end: When,
    /// What stands on it.
    pub bears: Bears<'m>,
}

/// What stands on an agreement that has ended.
pub enum Bears<'m> {
    /// Delegations of today.
    Delegations(Vec<Given<'m>>),
    /// A collaborative that has no other agreement, with so many forums that still meet.
    Forums(Entry<'m, Collaborative>, usize),
}

impl Model {
    /// The agreements that have ended while something still stands on them, in the order of their addresses.
    pub fn lapsed(&self) -> Vec<Lapsed<'_>> {
        let mut relying = self.relying();
        let replaced: BTreeSet<RecordId> = self
            .all::<Agreement>()
            .filter(|agreement| self.in_force(*agreement))
            .filter_map(|agreement| self.follow(agreement.record, agreement.fields.supersedes.as_ref()?))
            .collect();
        let lapsed = self.all::<Agreement>().filter_map(|agreement| {
            let end = self.end_of(agreement)?;
            let bears = match relying.remove(&agreement.id) {
                Some(rows) => Bears::Delegations(rows),
                None if replaced.contains(&agreement.id) => return None,
                None => self.without_agreement(agreement)?,
            };
            Some(Lapsed { agreement, end, bears })
        });
        lapsed.collect()
    }

    /// The last day of an agreement that has ended.
    fn end_of(&self, agreement: Entry<'_, Agreement>) -> Option<When> {
        let valid = agreement.fields.valid.as_ref()?;
        valid.to.filter(|_| valid.during().ended_before(self.today))
    }

    /// The delegations of today, by the agreement in which they stand.
    fn relying(&self) -> BTreeMap<RecordId, Vec<Given<'_>>> {
        let mut relying: BTreeMap<RecordId, Vec<Given<'_>>> = BTreeMap::new();
        for given in self.delegations_today() {
            if let Some(agreement) = self.agreement_of(given) {
                relying.entry(agreement.id).or_default().push(given);
            }
        }
        relying
    }

    /// A collaborative none of whose agreements holds any more, and whose forums meet all the same; told once, of the agreement that
    /// ended last.
    fn without_agreement(&self, agreement: Entry<'_, Agreement>) -> Option<Bears<'_>> {
        let collaborative = self.collaborative_of(agreement.record).filter(|one| self.at_work(one.id))?;
        let own = || self.parts::<Agreement>(collaborative);
        let last = own().filter_map(|other| Some((self.end_of(other)?.date.last_day(), other.id))).max();
        if own().any(|other| self.in_force(other)) || last.is_none_or(|(_, last)| last != agreement.id) {
            return None;
        }
        let forums = self.parts::<Forum>(collaborative).filter(|forum| self.at_work(forum.id)).count();
        (forums > 0).then_some(Bears::Forums(collaborative, forums))
    }
}
