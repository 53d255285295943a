//! Agreements that have ended, and what goes on under them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Entry, Model, RecordId};
use crate::record::date::When;
use crate::record::kind::delegation::Delegation;
use crate::record::kind::{Agreement, Collaborative, Delegations, Kind};
use crate::record::value::Sp;

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
    /// Delegations of today, each with the scheme in which it stands.
    Delegations(Vec<(Entry<'m, Delegations>, &'m Sp<Delegation>)>),
    /// A collaborative that has no other agreement, with so many forums that still meet.
    Forums(Entry<'m, Collaborative>, usize),
}

impl Model {
    /// The agreements that have ended while something still stands on them, in the order of their addresses.
    pub fn lapsed(&self) -> Vec<Lapsed<'_>> {
        let mut relying = self.relying();
        let replaced: BTreeSet<RecordId> = self
            .all::<Agreement>()
            .filter(|agreement| self.is_in_force(*agreement))
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

    /// Whether an agreement holds today.
    pub fn is_in_force(&self, agreement: Entry<'_, Agreement>) -> bool {
        let over = agreement.fields.control.as_ref().is_some_and(|control| control.is_over());
        !over && agreement.fields.valid.as_ref().is_none_or(|valid| valid.during().holds_on(self.today))
    }

    /// The last day of an agreement that has ended.
    fn end_of(&self, agreement: Entry<'_, Agreement>) -> Option<When> {
        let valid = agreement.fields.valid.as_ref()?;
        valid.to.filter(|_| valid.during().ended_before(self.today))
    }

    /// The delegations of today, by the agreement in which they stand.
    fn relying(&self) -> BTreeMap<RecordId, Vec<(Entry<'_, Delegations>, &Sp<Delegation>)>> {
        let mut relying: BTreeMap<RecordId, Vec<(Entry<'_, Delegations>, &Sp<Delegation>)>> = BTreeMap::new();
        for scheme in self.all::<Delegations>().filter(|scheme| self.ownerless(scheme.id).is_none()) {
            for row in scheme.fields.delegations.iter().filter(|row| self.delegation_holds(row)) {
                let agreement = row.agreement.as_ref().and_then(|link| self.follow(scheme.record, link));
                if let Some(agreement) = agreement {
                    relying.entry(agreement).or_default().push((scheme, row));
                }
            }
        }
        relying
    }

    /// A collaborative none of whose agreements holds any more, and whose forums meet all the same; told once, of the agreement that
    /// ended last.
    fn without_agreement(&self, agreement: Entry<'_, Agreement>) -> Option<Bears<'_>> {
        let collaborative = self.collaborative_of(agreement.record).filter(|one| self.holds_today(one.id))?;
        let id = collaborative.record.address.id.as_ref();
        let own = || self.of_kind_within(Kind::Agreement, Some(id)).filter_map(|(id, _)| self.entry::<Agreement>(id));
        let last = own().filter_map(|other| Some((self.end_of(other)?.date.last_day(), other.id))).max();
        if own().any(|other| self.is_in_force(other)) || last.is_none_or(|(_, last)| last != agreement.id) {
            return None;
        }
        let forums = self.of_kind_within(Kind::Forum, Some(id)).filter(|(id, _)| self.holds_today(*id)).count();
        (forums > 0).then_some(Bears::Forums(collaborative, forums))
    }
}
