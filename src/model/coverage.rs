//! Which bodies take part in which collaboratives, and which that should take part in none.

use super::{Entry, Model, RecordId};
use crate::record::kind::vocabulary::{Expectation, OrganisationTrait};
use crate::record::kind::{Collaborative, Organisation};

/// Bodies by collaboratives, as of a day.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    /// The collaboratives of the day, in the order of their addresses.
    pub collaboratives: Vec<RecordId>,
    /// The bodies that take part in one, or should, in the order of their addresses.
    pub rows: Vec<Covered>,
}

/// One body's part in collaboratives.
#[derive(Clone, Debug)]
pub struct Covered {
    /// The body.
    pub organisation: RecordId,
    /// Whether policy says that it must or may be in a provider collaborative; `None` where it says nothing.
    pub expectation: Option<Expectation>,
    /// The collaboratives that it belongs to today.
    pub collaboratives: Vec<RecordId>,
}

impl Covered {
    /// Whether it must be in a collaborative and is in none.
    pub fn is_missing(&self) -> bool {
        self.expectation == Some(Expectation::Must) && self.collaboratives.is_empty()
    }
}

impl Model {
    /// Bodies by collaboratives today: all that take part in one, and all of which policy expects it.
    pub fn coverage(&self) -> Coverage {
        let collaboratives: Vec<RecordId> =
            self.all::<Collaborative>().filter(|entry| self.holds_today(entry.id)).map(|entry| entry.id).collect();
        let mut rows = Vec::new();
        for organisation in self.all::<Organisation>().filter(|entry| self.holds_today(entry.id)) {
            let expectation = self.expectation(organisation);
            let memberships = self.memberships_of(organisation.id);
            let today = memberships
                .iter()
                .filter(|membership| membership.during().holds_on(self.today))
                .map(|membership| membership.collaborative.id);
            let mut own: Vec<RecordId> = today.filter(|id| collaboratives.contains(id)).collect();
            own.sort_unstable();
            own.dedup();
            if expectation.is_some() || !own.is_empty() {
                rows.push(Covered { organisation: organisation.id, expectation, collaboratives: own });
            }
        }
        Coverage { collaboratives, rows }
    }

    /// Whether policy expects a trust of these sectors in a provider collaborative: the stronger where it has several.
    pub fn expectation(&self, organisation: Entry<'_, Organisation>) -> Option<Expectation> {
        if !self.body_is(organisation, OrganisationTrait::Trust) {
            return None;
        }
        let own = self.vocabulary(self.jurisdiction());
        let sectors = organisation.fields.sectors.iter().filter_map(|sector| own.row(sector)?.expectation);
        sectors.min_by_key(|expectation| *expectation != Expectation::Must)
    }
}
