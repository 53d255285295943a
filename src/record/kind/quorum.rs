//! Rules that say how many, and who, must be there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::SeatKinds;
use crate::record::date::Length;
use crate::record::link::{Each, Term};
use crate::record::value::{Fraction, Rounding, Sp};

/// How many, and who, must be there for a meeting to count.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = ["all", "any", "fraction", "count", "seat", "all_but"], "x-needs" = { "each": "count", "kind": "count" }))]
pub struct Quorum {
    /// All of these must be met.
    pub all: Option<Vec<Sp<Rule>>>,
    /// One of these must be met.
    pub any: Option<Vec<Sp<Rule>>>,
    /// A fraction, such as "2/3".
    pub fraction: Option<Sp<Fraction>>,
    /// Of what the fraction is taken; of the voting seats where nothing is said.
    pub of: Option<Base>,
    /// What becomes of the rest; rounded up where nothing is said.
    pub round: Option<Rounding>,
    /// A number.
    pub count: Option<Sp<u32>>,
    /// The number is for each of these.
    pub each: Option<Each>,
    /// The number is of seats of this kind.
    pub kind: Option<Term<SeatKinds>>,
    /// A seat, by its id, or "chair" or "vice".
    pub seat: Option<Sp<String>>,
    /// All voting seats but so many.
    pub all_but: Option<Sp<u32>>,
    /// What happens where it is not met.
    pub inquorate: Option<Sp<Inquorate>>,
    /// After how long an unrepresented seat leaves the count.
    pub inactive_after: Option<Length>,
    /// What deciding needs, where that is more than meeting.
    pub decide: Option<Sp<Rule>>,
    /// The number that the text states, where it states one: it is compared with the number that the rule comes to.
    pub stated: Option<Sp<u32>>,
}

/// One part of a quorum; parts nest freely.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = ["all", "any", "fraction", "count", "seat", "all_but"], "x-needs" = { "each": "count", "kind": "count" }))]
pub struct Rule {
    /// All of these must be met.
    pub all: Option<Vec<Sp<Rule>>>,
    /// One of these must be met.
    pub any: Option<Vec<Sp<Rule>>>,
    /// A fraction, such as "2/3".
    pub fraction: Option<Sp<Fraction>>,
    /// Of what the fraction is taken; of the voting seats where nothing is said.
    pub of: Option<Base>,
    /// What becomes of the rest; rounded up where nothing is said.
    pub round: Option<Rounding>,
    /// A number.
    pub count: Option<Sp<u32>>,
    /// The number is for each of these.
    pub each: Option<Each>,
    /// The number is of seats of this kind.
    pub kind: Option<Term<SeatKinds>>,
    /// A seat, by its id, or "chair" or "vice".
    pub seat: Option<Sp<String>>,
    /// All voting seats but so many.
    pub all_but: Option<Sp<u32>>,
}

impl Quorum {
    /// The rule for meeting, without what stands beside it.
    pub fn meeting(&self) -> Rule {
        Rule {
            all: self.all.clone(),
            any: self.any.clone(),
            fraction: self.fraction,
            of: self.of,
            round: self.round,
            count: self.count,
            each: self.each,
            kind: self.kind.clone(),
            seat: self.seat.clone(),
            all_but: self.all_but,
        }
    }
}

/// What a rule asks for, one way or another.
#[derive(Clone, Copy, Debug)]
pub enum Asks<'r> {
    /// Every part.
    All(&'r [Sp<Rule>]),
    /// One part.
    Any(&'r [Sp<Rule>]),
    /// A part of a whole.
    Fraction(Fraction, Base, Rounding),
    /// So many voting seats.
    Count(u32),
    /// So many for each member.
    CountForEach(u32),
    /// So many of a kind of seat.
    CountOfKind(u32, &'r Term<SeatKinds>),
    /// A named seat.
    Seat(&'r Sp<String>),
    /// All voting seats but so many.
    AllBut(u32),
}

impl Rule {
    /// What it asks for; `None` where it says nothing, which reading has reported.
    pub fn asks(&self) -> Option<Asks<'_>> {
        if let Some(parts) = &self.all {
            return Some(Asks::All(parts));
        }
        if let Some(parts) = &self.any {
            return Some(Asks::Any(parts));
        }
        if let Some(fraction) = self.fraction {
            return Some(Asks::Fraction(fraction.value, self.of.unwrap_or_default(), self.round.unwrap_or_default()));
        }
        if let Some(seat) = &self.seat {
            return Some(Asks::Seat(seat));
        }
        if let Some(but) = self.all_but {
            return Some(Asks::AllBut(but.value));
        }
        let count = self.count?.value;
        Some(match (&self.kind, self.each) {
            (Some(kind), _) => Asks::CountOfKind(count, kind),
            (None, Some(Each::Member)) => Asks::CountForEach(count),
            (None, None) => Asks::Count(count),
        })
    }
}

/// Of what a fraction is taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// All seats with a vote, filled or not.
    #[default]
    VotingSeats,
    /// The seats with a vote that somebody holds.
    FilledSeats,
    /// The members of the collaborative.
    Members,
}

/// What happens at a meeting that is not quorate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Inquorate {
    /// It is put off.
    Adjourn,
    /// It may advise, not decide.
    Advise,
    /// What it decides must be ratified.
    Ratify,
}
