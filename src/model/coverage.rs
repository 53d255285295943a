//! Who is in which collaborative, against what is expected: live collaboratives, full members, trusts, areas served.

use std::collections::BTreeSet;

use super::membership::Membership;
use super::{Entry, Model, RecordId};
use crate::record::kind::collaborative::Stage;
use crate::record::kind::vocabulary::{CollaborativeTrait, Expectation, OrganisationTrait};
use crate::record::kind::{Area, Collaborative, Kind, Organisation};

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
    /// Whether it is a full member of a provider collaborative that is at work.
    pub is_in_one: bool,
    /// The collaboratives that it belongs to today.
    pub collaboratives: Vec<RecordId>,
}

impl Covered {
    /// Whether it must be in a provider collaborative and is in none.
    pub fn is_missing(&self) -> bool {
        self.expectation == Some(Expectation::Must) && !self.is_in_one
    }
}

/// How many areas within each other are followed: a neighbourhood lies in a place, that in a system, a region and a country. Each is told of
/// all around it, so that without an end a long chain of areas would make pages without end.
pub const AREAS_DEEP: usize = 32;

impl Model {
    /// Bodies by collaboratives today: all that take part in one, and all of which policy expects it.
    pub fn coverage(&self) -> &Coverage {
        self.memory.coverage.get_or_init(|| self.reckoned_coverage())
    }

    fn reckoned_coverage(&self) -> Coverage {
        let collaboratives: Vec<RecordId> =
            self.all::<Collaborative>().filter(|entry| self.holds_today(entry.id)).map(|entry| entry.id).collect();
        let mut rows = Vec::new();
        for organisation in self.all::<Organisation>().filter(|entry| self.holds_today(entry.id)) {
            let expectation = self.expectation_of(organisation);
            let memberships = self.memberships_of(organisation.id);
            let today = memberships
                .iter()
                .filter(|membership| membership.during().holds_on(self.today))
                .map(|membership| membership.collaborative.id);
            let mut own: Vec<RecordId> = today.filter(|id| collaboratives.binary_search(id).is_ok()).collect();
            own.sort_unstable();
            own.dedup();
            if expectation.is_some() || !own.is_empty() {
                rows.push(Covered {
                    organisation: organisation.id,
                    expectation,
                    is_in_one: self.provider_collaboratives_of(organisation.id).next().is_some(),
                    collaboratives: own,
                });
            }
        }
        Coverage { collaboratives, rows }
    }

    /// Whether a collaborative is at work today: it exists, and is neither only proposed nor paused nor at an end.
    pub fn is_live(&self, collaborative: Entry<'_, Collaborative>) -> bool {
        let stage = collaborative.fields.stage.map(|stage| stage.value);
        let idle = matches!(stage, Some(Stage::Proposed | Stage::Suspended | Stage::Closed));
        !idle && self.holds_today(collaborative.id)
    }

    /// Whether something follows from the definition of a collaborative's kind.
    pub fn kind_has(&self, collaborative: Entry<'_, Collaborative>, is: CollaborativeTrait) -> bool {
        self.row(collaborative.record, &collaborative.fields.kind).is_some_and(|kind| kind.is.contains(&is))
    }

    /// The memberships of today that are in full.
    pub fn full_members<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Membership<'m>> {
        self.members(collaborative).filter(move |membership| self.is_full(membership))
    }

    /// The bodies that are full members today.
    pub fn full_bodies<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Entry<'m, Organisation>> {
        self.full_members(collaborative).filter_map(|membership| self.entry::<Organisation>(membership.member?))
    }

    /// Whether it is expected of a body today that it belongs to a provider collaborative: of a trust that exists, by its services, and
    /// not before the day from which policy expects it.
    pub fn expectation_of(&self, organisation: Entry<'_, Organisation>) -> Option<Expectation> {
        if !self.holds_today(organisation.id) || !self.body_is(organisation, OrganisationTrait::Trust) {
            return None;
        }
        let sectors = organisation.fields.sectors.iter().filter_map(|sector| self.row(organisation.record, sector));
        let holds = sectors.filter(|sector| sector.expected_from.is_none_or(|from| from.date.first_day() <= self.today));
        let expected: Vec<Expectation> = holds.filter_map(|sector| sector.expectation).collect();
        let must = expected.iter().find(|expectation| **expectation == Expectation::Must);
        must.or(expected.first()).copied()
    }

    /// The bodies of which that is expected and that are in no live provider collaborative. None where a member of any collaborative is
    /// not known: it may be any of them.
    pub fn in_no_provider_collaborative(&self, expectation: Expectation) -> impl Iterator<Item = Entry<'_, Organisation>> {
        let known = !self.lacks(Kind::Collaborative, None)
            && self.of_kind(Kind::Collaborative).all(|(_, record)| !self.may_say_more(record, "members"));
        let all = self.all::<Organisation>().filter(move |_| known);
        let expected = all.filter(move |organisation| self.expectation_of(*organisation) == Some(expectation));
        expected.filter(|organisation| self.provider_collaboratives_of(organisation.id).next().is_none())
    }

    /// The services of a body for which that is expected, in small letters.
    pub fn sectors_expected(&self, organisation: Entry<'_, Organisation>, expectation: Expectation) -> Vec<String> {
        let rows = organisation.fields.sectors.iter().filter_map(|sector| self.row(organisation.record, sector));
        rows.filter(|row| row.expectation == Some(expectation)).map(|row| row.name.to_lowercase()).collect()
    }

    /// The live provider collaboratives of which a body is a full member today.
    pub fn provider_collaboratives_of(&self, organisation: RecordId) -> impl Iterator<Item = Entry<'_, Collaborative>> {
        let memberships = self.memberships_of(organisation).into_iter();
        let full = memberships.filter(|membership| membership.during().holds_on(self.today) && self.is_full(membership));
        full.map(|membership| membership.collaborative).filter(|collaborative| self.is_provider_collaborative(*collaborative))
    }

    fn is_provider_collaborative(&self, collaborative: Entry<'_, Collaborative>) -> bool {
        use CollaborativeTrait::{NeedsTwoTrusts, NhsLead};
        self.is_live(collaborative) && [NeedsTwoTrusts, NhsLead].iter().any(|is| self.kind_has(collaborative, *is))
    }

    /// An area, those that it lies in, and those that took their places, as far as [`AREAS_DEEP`].
    pub fn areas_around(&self, area: RecordId) -> BTreeSet<RecordId> {
        self.areas_reached(area, |area| {
            let successors = area.fields.successors.iter().map(|successor| &successor.area);
            area.fields.within.iter().chain(successors).filter_map(|link| self.follow(area.record, link)).collect()
        })
    }

    /// An area, and all that lie within it, as far as [`AREAS_DEEP`].
    pub fn areas_within(&self, area: RecordId) -> BTreeSet<RecordId> {
        self.areas_reached(area, |area| self.referring::<Area>(area.id, "within").map(|within| within.id).collect())
    }

    /// An area, and those to which the steps from it lead.
    fn areas_reached(&self, area: RecordId, step: impl Fn(Entry<'_, Area>) -> Vec<RecordId>) -> BTreeSet<RecordId> {
        let mut reached = BTreeSet::from([area]);
        let mut rank = vec![area];
        for _ in 1..AREAS_DEEP {
            let next = rank.iter().filter_map(|id| self.entry::<Area>(*id)).flat_map(&step);
            rank = next.filter(|id| reached.insert(*id)).collect();
        }
        reached
    }
}
