//! What a rule asks for on a day.

use crate::model::RecordId;
use crate::phrases::Saying;

/// What a rule asks for on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The rule, as a sentence has it.
    pub words: Saying,
    /// What is counted.
    pub of: Counted,
    /// How many must be there at least: for a rule with parts the smallest meeting that fulfils it.
    pub number: usize,
    /// How many there are to fulfil it: where that is less than the number, it cannot be met.
    pub available: usize,
    /// How many of these somebody holds, or may hold, or stands in for.
    pub filled: usize,
    /// How the number comes about, such as `2/3 of 7 is 4.67, rounded up to 5`; empty where it is the rule itself.
    pub sum: Saying,
    /// Whether all parts are needed or one of them; empty for a rule without parts.
    pub parts: Vec<Need>,
    /// Whether one part is enough.
    pub any: bool,
    /// What in the rule is not on the table: a seat or a kind of seat that nobody has.
    pub unknown: Option<String>,
    /// The members that have fewer seats than a rule asks of each.
    pub without_seat: Vec<RecordId>,
    /// The members of whose seats fewer are filled than a rule asks of each; those without a seat are not among them.
    pub unfilled: Vec<RecordId>,
}

/// What a rule counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Seats with a vote, whoever's.
    Seats,
    /// Members of whom somebody is there.
    Members,
    /// Seats of every member.
    EachMember,
    /// Seats of one kind.
    Kind,
    /// A named seat.
    Named,
    /// What its parts count.
    Parts,
}

impl Need {
    /// The first part that `fails`; of parts of which one is enough, only where all fail. Itself where it has no parts.
    pub fn failing<'n>(&'n self, fails: &impl Fn(&Need) -> bool) -> Option<&'n Need> {
        if self.parts.is_empty() {
            return fails(self).then_some(self);
        }
        let mut parts = self.parts.iter().map(|part| part.failing(fails));
        if !self.any {
            return parts.find_map(|part| part);
        }
        let parts: Vec<Option<&Need>> = parts.collect();
        parts.iter().all(Option::is_some).then(|| parts.first().copied().flatten()).flatten()
    }

    /// The part that no meeting could fulfil, were every seat filled. Seats that are not on the table at all, and members without one,
    /// are not told here.
    pub fn beyond_all_seats(&self) -> Option<&Need> {
        self.failing(&|need: &Need| need.has_its_seats() && need.number > need.available)
    }

    /// The part that no meeting can fulfil with the seats that are filled today.
    pub fn beyond_filled_seats(&self) -> Option<&Need> {
        self.failing(&|need: &Need| need.has_its_seats() && need.number > need.filled)
    }

    fn has_its_seats(&self) -> bool {
        self.unknown.is_none() && self.of != Counted::EachMember
    }

    /// What it asks for as a number of what it counts, such as “four seats with a vote”.
    pub fn asked(&self) -> Saying {
        let count = Saying::spelled(self.number);
        match self.of {
            Counted::Members => Saying::new("quorum.members", [("count", count)]),
            Counted::Kind | Counted::Named => self.words.clone(),
            Counted::Seats | Counted::EachMember | Counted::Parts => Saying::new("quorum.seats", [("count", count)]),
        }
    }

    /// Whether it asks for so many of all seats, alone or among its parts: only such rules can be compared by their numbers.
    pub fn counts_seats(&self) -> bool {
        matches!(self.of, Counted::Seats | Counted::Members) || self.parts.iter().any(Need::counts_seats)
    }
}
