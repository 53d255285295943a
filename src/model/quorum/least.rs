//! The smallest meeting that fulfils a rule with parts.
//!
//! Parts overlap: one person can be the non-executive that one part asks for and the one from a member that another does. So
//! neither the largest part nor the sum of all is the answer.

use super::table::{Table, is_of_kind};
use crate::record::kind::quorum::{Asks, Base, Rule};

/// How many ways to fulfil a rule are compared: no rule that people wrote has nearly so many.
const WAYS: usize = 64;

/// The smallest number of seats that fulfils a rule.
pub(super) fn number(table: &Table<'_>, rule: &Rule) -> usize {
    ways(table, rule).iter().map(|way| way.number(table)).min().unwrap_or(0)
}

/// What one way to fulfil a rule demands: it is fulfilled where all of this is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// So many seats with a vote in all.
    pub seats: usize,
    /// So many from every member.
    pub each: usize,
    /// So many members of whom somebody is there.
    pub members: usize,
    /// So many of these places, by their numbers in [`Model::places`](crate::model::Model::places).
    pub of: Vec<(Vec<usize>, usize)>,
}

impl Way {
    fn and(&self, other: &Way) -> Way {
        Way {
            seats: self.seats.max(other.seats),
            each: self.each.max(other.each),
            members: self.members.max(other.members),
            of: self.of.iter().chain(&other.of).cloned().collect(),
        }
    }

    fn number(&self, table: &Table<'_>) -> usize {
        let units = units(&self.of);
        let (outside, units): (Vec<_>, Vec<_>) =
            units.into_iter().partition(|unit| unit.iter().all(|place| !table.places[*place].votes()));
        let (each, wanted) =
            if self.each > 0 { (self.each, self.each * table.members.len()) } else { (1, self.members.min(table.members.len())) };
        let overlap = Overlap::new(table, each).most(&units).min(wanted);
        outside.len() + self.seats.max(units.len() + wanted - overlap)
    }
}

/// The ways to fulfil a rule: one is enough.
pub(super) fn ways(table: &Table<'_>, rule: &Rule) -> Vec<Way> {
    let one = |way: Way| vec![way];
    let places = |wanted: &dyn Fn(usize) -> bool| (0..table.places.len()).filter(|place| wanted(*place)).collect();
    match rule.asks() {
        None => one(Way::default()),
        Some(Asks::All(parts)) => parts.iter().fold(one(Way::default()), |so_far, part| {
            let next = ways(table, part);
            so_far.iter().flat_map(|way| next.iter().map(|other| way.and(other))).take(WAYS).collect()
        }),
        Some(Asks::Any(parts)) => parts.iter().flat_map(|part| ways(table, part)).take(WAYS).collect(),
        Some(Asks::Fraction(fraction, Base::Members, rounding)) => {
            one(Way { members: fraction.of(table.members.len(), rounding), ..Way::default() })
        }
        Some(Asks::CountForEach(count)) => one(Way { each: count as usize, ..Way::default() }),
        Some(Asks::CountOfKind(count, kind)) => {
            let of_kind = |place: usize| table.places[place].votes() && is_of_kind(&table.places[place], kind);
            one(Way { of: vec![(places(&of_kind), count as usize)], ..Way::default() })
        }
        Some(Asks::Seat(name)) if table.presides_without_seat(name) => one(Way { seats: 1, ..Way::default() }),
        Some(Asks::Seat(name)) => {
            let is_seat = |place: usize| table.is_seat(&table.places[place], name);
            one(Way { of: vec![(places(&is_seat), 1)], ..Way::default() })
        }
        Some(Asks::Fraction(..) | Asks::Count(_) | Asks::AllBut(_)) => {
            one(Way { seats: table.need(rule).map_or(0, |need| need.number), ..Way::default() })
        }
    }
}

/// The places that must be filled, each by one of a set: what a narrow demand takes, a wider one need not take again.
fn units(demands: &[(Vec<usize>, usize)]) -> Vec<Vec<usize>> {
    let mut demands: Vec<&(Vec<usize>, usize)> = demands.iter().collect();
    demands.sort_by_key(|(places, count)| (places.len(), *count));
    let mut units: Vec<Vec<usize>> = Vec::new();
    for (places, count) in demands {
        let within = units.iter().filter(|unit| unit.iter().all(|place| places.contains(place))).count();
        units.extend(std::iter::repeat_n(places.clone(), count.saturating_sub(within)));
    }
    units
}

/// How many of the places that must be filled can count for a member as well: a flow from demands through places to members.
struct Overlap {
    /// For each place the member that it is for, by its number.
    member_of: Vec<Option<usize>>,
    /// So many places count for one member.
    each: usize,
    /// For each place the demand that takes it.
    taken_by: Vec<Option<usize>>,
}

impl Overlap {
    fn new(table: &Table<'_>, each: usize) -> Overlap {
        let number = |member| table.members.iter().position(|other| *other == member);
        let member_of = table.places.iter().map(|place| place.organisation.filter(|_| place.votes()).and_then(number)).collect();
        Overlap { member_of, each, taken_by: vec![None; table.places.len()] }
    }

    fn most(mut self, units: &[Vec<usize>]) -> usize {
        (0..units.len()).filter(|unit| self.find(*unit, units, &mut vec![false; self.member_of.len()])).count()
    }

    /// Finds a place for a demand, where need be by moving others.
    fn find(&mut self, unit: usize, units: &[Vec<usize>], seen: &mut [bool]) -> bool {
        for place in units[unit].iter().copied() {
            let Some(member) = self.member_of[place] else { continue };
            if std::mem::replace(&mut seen[place], true) {
                continue;
            }
            let free = match self.taken_by[place] {
                Some(other) => self.find(other, units, seen),
                None => self.has_room(member) || self.make_room(member, units, seen),
            };
            if free {
                self.taken_by[place] = Some(unit);
                return true;
            }
        }
        false
    }

    fn has_room(&self, member: usize) -> bool {
        self.places_of(member).filter(|place| self.taken_by[*place].is_some()).count() < self.each
    }

    fn make_room(&mut self, member: usize, units: &[Vec<usize>], seen: &mut [bool]) -> bool {
        let places: Vec<usize> = self.places_of(member).collect();
        for place in places {
            let Some(other) = self.taken_by[place] else { continue };
            if !std::mem::replace(&mut seen[place], true) && self.find(other, units, seen) {
                self.taken_by[place] = None;
                return true;
            }
        }
        false
    }

    fn places_of(&self, member: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.member_of.len()).filter(move |place| self.member_of[*place] == Some(member))
    }
}
