//! Which number each entry has. A number says the group, and so the count of each group is known before any entry is read; and a record
//! that is added or changed leaves the numbers of nearly all others as they are, so that few files of the index change with it.
//!
//! Within its group an entry takes the place that the hash of its home points at, or the next that is free: what belongs together stands
//! together. There is room for many times as many; only where a group has doubled are all its numbers new.

use std::collections::BTreeMap;

use super::group::Group;

/// How many bits of a number are the place within its group.
pub const PLACE_BITS: u32 = 26;

/// How many bits of a place are the place within a block of entries.
pub const BLOCK_BITS: u32 = 9;

/// How much room there is for each entry: places stay free, so that additions move few.
const ROOM: usize = 8;

/// The number of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number(pub u32);

impl Number {
    /// Its block among all: entries of a block stand in one file.
    pub fn block(self) -> u32 {
        self.0 >> BLOCK_BITS
    }

    /// Its place within its block.
    pub fn within_block(self) -> u32 {
        self.0 & ((1 << BLOCK_BITS) - 1)
    }
}

/// Numbers entries, each told by its group and its home; entries of one home come one after the other, in their order.
pub fn number(entries: &[(Group, &str)]) -> Vec<Number> {
    let mut homes: BTreeMap<(Group, &str), Vec<usize>> = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        homes.entry(*entry).or_default().push(index);
    }
    let mut counts: BTreeMap<Group, usize> = BTreeMap::new();
    for ((group, _), own) in &homes {
        *counts.entry(*group).or_default() += own.len();
    }
    let mut numbers = vec![Number(0); entries.len()];
    let mut places = Places::default();
    for ((group, home), own) in homes {
        let size = size(counts[&group]);
        let mut place = hash(home) & (size - 1);
        if places.group != Some(group) {
            places = Places { group: Some(group), taken: vec![false; size as usize] };
        }
        for index in own {
            while places.taken[place as usize] {
                place = (place + 1) & (size - 1);
            }
            places.taken[place as usize] = true;
            numbers[index] = Number(group.number() << PLACE_BITS | place);
        }
    }
    numbers
}

/// Which places of one group are taken.
#[derive(Default)]
struct Places {
    group: Option<Group>,
    taken: Vec<bool>,
}

/// How many places a group of so many entries has.
fn size(count: usize) -> u32 {
    (count * ROOM).next_power_of_two().clamp(1 << BLOCK_BITS, 1 << PLACE_BITS) as u32
}

/// A hash that is the same on every machine and in every year (FNV-1a, with its bits stirred once more).
fn hash(text: &str) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash.wrapping_mul(0x2c1b_3c6d) >> 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbered(homes: &[String]) -> BTreeMap<String, Number> {
        let entries: Vec<(Group, &str)> = homes.iter().map(|home| (Group::Organisation, home.as_str())).collect();
        homes.iter().cloned().zip(number(&entries)).collect()
    }

    #[test]
    fn an_addition_moves_few_numbers() {
        let homes: Vec<String> = (0..700).map(|number| format!("organisations/trust-{number}")).collect();
        let before = numbered(&homes);
        let mut more = homes.clone();
        more.insert(3, "organisations/a-new-one".to_owned());
        let after = numbered(&more);
        let moved = homes.iter().filter(|home| before[*home] != after[*home]).count();
        assert!(moved <= 2, "{moved} numbers moved");
    }

    #[test]
    fn numbers_differ_and_say_the_group() {
        let homes: Vec<String> = (0..3000).map(|number| format!("home-{}", number / 40)).collect();
        let entries: Vec<(Group, &str)> = homes.iter().map(|home| (Group::Clause, home.as_str())).collect();
        let numbers = number(&entries);
        let distinct: std::collections::BTreeSet<u32> = numbers.iter().map(|number| number.0).collect();
        assert_eq!(distinct.len(), numbers.len());
        assert!(numbers.iter().all(|number| number.0 >> PLACE_BITS == Group::Clause.number()));
        // What belongs together stands together: one home of forty is in few blocks.
        let blocks: std::collections::BTreeSet<u32> = numbers[..40].iter().map(|number| number.block()).collect();
        assert!(blocks.len() <= 2, "{blocks:?}");
    }
}
