//! The smallest meeting that fulfils a rule with parts.
//!
//! Parts overlap: one person can be the non-executive that one part asks for and the one from a member that another does. So
//! neither the largest part nor the sum of all is the answer.

use std::collections::BTreeMap;

use super::table::{Table, is_of_kind};
use crate::record::kind::quorum::{Asks, Base, Rule};

/// How many ways to fulfil a rule are compared: no rule that people wrote has nearly so many.
const WAYS: usize = 64;

/// How many parts of a rule, are compared for what overlaps: more add up. How many places they ask for is limited by the handbook.
const PARTS: usize = 64;

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
            of: self.of.iter().chain(&other.of).take(PARTS).cloned().collect(),
        }
    }

    fn number(&self, table: &Table<'_>) -> usize {
        let (units, beyond) = units(&self.of, table.quorum_places());
        let (outside, units): (Vec<_>, Vec<_>) =
            units.into_iter().partition(|unit| unit.iter().all(|place| !table.places[*place].votes()));
        let (each, wanted) =
            if self.each > 0 { (self.each, self.each * table.members.len()) } else { (1, self.members.min(table.members.len())) };
        let overlap = Overlap::new(table, each).most(&units).min(wanted);
        outside.len() + self.seats.max(units.len() + beyond + wanted - overlap)
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

/// The places that must be filled, each by one of a set: what a narrow demand takes, a wider one need not take again. Then how many more
/// there are than are compared.
fn units(demands: &[(Vec<usize>, usize)], most: usize) -> (Vec<&[usize]>, usize) {
    let mut demands: Vec<&(Vec<usize>, usize)> = demands.iter().collect();
    demands.sort_by_key(|(places, count)| (places.len(), *count));
    let mut taken: Vec<(&[usize], usize)> = Vec::new();
    for (places, count) in demands {
        // Places stand in their order.
        let is_within = |unit: &[usize]| unit.iter().all(|place| places.binary_search(place).is_ok());
        let within = taken.iter().filter(|(unit, _)| is_within(unit)).map(|(_, count)| count).sum();
        taken.push((places, count.saturating_sub(within)));
    }
    let all: usize = taken.iter().map(|(_, count)| count).sum();
    let units = taken.into_iter().flat_map(|(places, count)| std::iter::repeat_n(places, count)).take(most);
    let units: Vec<&[usize]> = units.collect();
    let beyond = all - units.len();
    (units, beyond)
}

/// How many of the places that must be filled can count for a member as well: a flow from demands through places to members.
struct Overlap {
    /// For each place the member that it is for, by its number.
    member_of: Vec<Option<usize>>,
    /// The places that are for each member.
    places_of: Vec<Vec<usize>>,
    /// How many of them are taken.
    taken_of: Vec<usize>,
    /// So many places count for one member.
    each: usize,
    /// For each place the demand that takes it.
    taken_by: Vec<Option<usize>>,
}

/// What was looked at already while a place is looked for.
struct Seen {
    places: Vec<bool>,
    members: Vec<bool>,
}

impl Overlap {
    fn new(table: &Table<'_>, each: usize) -> Overlap {
        let numbers: BTreeMap<_, _> = table.members.iter().enumerate().map(|(number, member)| (*member, number)).collect();
        let number = |member| numbers.get(&member).copied();
        let member_of: Vec<Option<usize>> =
            table.places.iter().map(|place| place.organisation.filter(|_| place.votes()).and_then(number)).collect();
        let mut places_of = vec![Vec::new(); table.members.len()];
        for (place, member) in member_of.iter().enumerate() {
            member.iter().for_each(|member| places_of[*member].push(place));
        }
        let (taken_of, taken_by) = (vec![0; table.members.len()], vec![None; table.places.len()]);
        Overlap { member_of, places_of, taken_of, each, taken_by }
    }

    fn most(mut self, units: &[&[usize]]) -> usize {
        let places = self.member_of.len();
        let fits = |unit: &usize| {
            let mut seen = Seen { places: vec![false; places], members: vec![false; self.places_of.len()] };
            self.find(*unit, units, &mut seen)
        };
        (0..units.len()).filter(fits).count()
    }

    /// Finds a place for a demand, where need be by moving others.
    fn find(&mut self, unit: usize, units: &[&[usize]], seen: &mut Seen) -> bool {
        for place in units[unit].iter().copied() {
            let Some(member) = self.member_of[place] else { continue };
            if std::mem::replace(&mut seen.places[place], true) {
                continue;
            }
            let free = match self.taken_by[place] {
                Some(other) => self.find(other, units, seen),
                None => self.taken_of[member] < self.each || self.make_room(member, units, seen),
            };
            if free {
                self.take(place, member, unit);
                return true;
            }
        }
        false
    }

    fn take(&mut self, place: usize, member: usize, unit: usize) {
        if self.taken_by[place].replace(unit).is_none() {
            self.taken_of[member] += 1;
        }
    }

    /// Moves one of the demands that count for a member elsewhere.
    fn make_room(&mut self, member: usize, units: &[&[usize]], seen: &mut Seen) -> bool {
        if std::mem::replace(&mut seen.members[member], true) {
            return false;
        }
        for number in 0..self.places_of[member].len() {
            let place = self.places_of[member][number];
            let Some(other) = self.taken_by[place] else { continue };
            if !std::mem::replace(&mut seen.places[place], true) && self.find(other, units, seen) {
                self.taken_by[place] = None;
                self.taken_of[member] -= 1;
                return true;
            }
        }
        false
    }
}
