//! A forum's table as of a day, and what a rule asks of it.

use super::least;
use super::need::{Counted, Need};
use crate::model::forum::{Occupancy, Place};
use crate::model::rules::Rules;
use crate::model::{Entry, Model, RecordId};
use crate::phrases::Saying;
use crate::record::kind::Forum;
use crate::record::kind::quorum::{Asks, Base, Rule};
use crate::record::kind::vocabulary::{SeatKinds, SeatTrait};
use crate::record::link::Term;
use crate::record::value::{Fraction, Rounding};

/// A forum's table as of a day.
pub(super) struct Table<'m> {
    model: &'m Model,
    forum: Entry<'m, Forum>,
    rules: Rules<'m>,
    pub(super) places: Vec<Place<'m>>,
    /// The members with a voice.
    pub(super) members: Vec<RecordId>,
}

impl<'m> Table<'m> {
    /// How many places that the parts of a rule ask for are compared.
    pub(super) fn quorum_places(&self) -> usize {
        self.model.limits().quorum_places as usize
    }

    pub(super) fn new(model: &'m Model, forum: Entry<'m, Forum>) -> Table<'m> {
        let collaborative = model.collaborative_of(forum.record);
        let members = collaborative.into_iter().flat_map(|collaborative| model.voting_members(collaborative));
        let members = members.filter_map(|membership| membership.member).collect();
        Table { model, forum, rules: model.rules(forum), places: model.places(forum), members }
    }

    /// The table without a body or a person: their seats are empty, and a body is a member no more. A deputy stands in for a person,
    /// not for a body that is no more.
    pub(super) fn without(model: &'m Model, forum: Entry<'m, Forum>, gone: RecordId) -> Table<'m> {
        let mut table = Table::new(model, forum);
        for place in &mut table.places {
            if place.organisation == Some(gone) {
                *place = Place { holder: None, occupancy: Occupancy::Vacant, deputy: None, ..*place };
            } else if model.holds_place(forum, place, gone) {
                *place = Place { holder: None, occupancy: Occupancy::Vacant, ..*place };
            }
        }
        table.members.retain(|member| *member != gone);
        table
    }

    pub(super) fn voting(&self) -> impl Iterator<Item = &Place<'m>> {
        self.places.iter().filter(|place| place.votes())
    }

    /// Whether a place has been empty for so long that the rule leaves it out of the count.
    pub(super) fn is_inactive(&self, place: &Place<'_>) -> bool {
        let after = self.rules.quorum().and_then(|quorum| quorum.inactive_after);
        match (after, place.empty_since) {
            (Some(after), Some(since)) => place.occupancy == Occupancy::Vacant && after.after(since) < self.model.today,
            _ => false,
        }
    }

    /// The seats with a vote of which fractions are taken.
    fn counted(&self) -> usize {
        self.voting().filter(|place| !self.is_inactive(place)).count()
    }

    pub(super) fn need(&self, rule: &Rule) -> Option<Need> {
        Some(match rule.asks()? {
            Asks::All(parts) => {
                let parts: Vec<Need> = parts.iter().filter_map(|part| self.need(part)).collect();
                let most = parts.iter().map(|part| part.number).max().unwrap_or(0);
                let number = least::number(self, rule);
                let sum = match number > most {
                    true => Saying::new("quorum.together", [("number", number.into())]),
                    false => Saying::nothing(),
                };
                let need = self.seats(in_a_row(&parts, "quorum.all"), number, sum);
                Need { of: Counted::Parts, parts, ..need }
            }
            Asks::Any(parts) => {
                let parts: Vec<Need> = parts.iter().filter_map(|part| self.need(part)).collect();
                let words = in_a_row(&parts, "quorum.any");
                let need = self.seats(words, least::number(self, rule), Saying::nothing());
                Need { of: Counted::Parts, parts, any: true, ..need }
            }
            Asks::Fraction(fraction, Base::Members, rounding) => self.fraction_of_members(fraction, rounding),
            Asks::Fraction(fraction, base, rounding) => self.fraction(fraction, base, rounding),
            Asks::Count(count) => {
                let count = count as usize;
                self.seats(Saying::new("quorum.seats", [("count", Saying::spelled(count))]), count, Saying::nothing())
            }
            Asks::CountForEach(count) => self.for_each(count as usize),
            Asks::CountOfKind(count, kind) => self.of_kind(count as usize, kind),
            Asks::Seat(seat) => self.named(&seat.value),
            Asks::AllBut(but) => self.all_but(but as usize),
        })
    }

    /// A need for so many of all voting seats.
    fn seats(&self, words: Saying, number: usize, sum: Saying) -> Need {
        let available = self.voting().count();
        let filled = self.voting().filter(|place| place.can_be_filled()).count();
        Need {
            words,
            of: Counted::Seats,
            number,
            available,
            filled,
            sum,
            parts: Vec::new(),
            any: false,
            unknown: None,
            without_seat: Vec::new(),
            unfilled: Vec::new(),
        }
    }

    /// Of how many a fraction is taken.
    pub(super) fn base(&self, base: Base) -> usize {
        match base {
            Base::VotingSeats => self.counted(),
            Base::FilledSeats => self.voting().filter(|place| place.occupancy != Occupancy::Vacant).count(),
            Base::Members => self.members.len(),
        }
    }

    fn fraction(&self, fraction: Fraction, base: Base, rounding: Rounding) -> Need {
        let whole = self.base(base);
        let of = match base {
            Base::FilledSeats => Saying::plain("quorum.whole.filled-seats"),
            _ => Saying::plain("quorum.whole.seats"),
        };
        let number = fraction.of(whole, rounding);
        self.seats(part_of(fraction, of, rounding), number, sum_of(fraction, whole, rounding, number))
    }

    fn fraction_of_members(&self, fraction: Fraction, rounding: Rounding) -> Need {
        let whole = self.members.len();
        let number = fraction.of(whole, rounding);
        let need = self.seats(
            part_of(fraction, Saying::plain("quorum.whole.members"), rounding),
            number,
            sum_of(fraction, whole, rounding, number),
        );
        let with = |filled: bool| {
            let seated = self.members.iter().filter(|member| self.seats_of(**member, filled) > 0).count();
            whole.min(seated + self.seats_for_anybody(filled))
        };
        Need { of: Counted::Members, available: with(false), filled: with(true), ..need }
    }

    fn for_each(&self, count: usize) -> Need {
        let number = count * self.members.len();
        let values = [("each", count.into()), ("count", self.members.len().into()), ("number", number.into())];
        let sum = if count == 1 { Saying::nothing() } else { Saying::new("quorum.sum.each", values) };
        let need = self.seats(Saying::new("quorum.from-each", [("count", Saying::spelled(count))]), number, sum);
        let short = |filled: bool| -> Vec<RecordId> {
            let short: Vec<RecordId> =
                self.members.iter().copied().filter(|member| self.owes(*member, count, filled) > 0).collect();
            let owed: usize = short.iter().map(|member| self.owes(*member, count, filled)).sum();
            // A seat that is for nobody in particular may be anybody's: only what is certain is told.
            if owed > self.seats_for_anybody(filled) { short } else { Vec::new() }
        };
        let without_seat = short(false);
        let unfilled: Vec<RecordId> = short(true).into_iter().filter(|member| !without_seat.contains(member)).collect();
        let there = |filled: bool| {
            let own: usize = self.members.iter().map(|member| self.seats_of(*member, filled).min(count)).sum();
            number.min(own + self.seats_for_anybody(filled))
        };
        Need { of: Counted::EachMember, available: there(false), filled: there(true), without_seat, unfilled, ..need }
    }

    /// How many seats a member has too few; none where its seats have been empty for so long that they do not count.
    fn owes(&self, member: RecordId, count: usize, filled: bool) -> usize {
        let inactive = self.voting().filter(|place| place.organisation == Some(member) && self.is_inactive(place)).count();
        count.saturating_sub(self.seats_of(member, filled) + if filled { inactive } else { 0 })
    }

    fn seats_of(&self, member: RecordId, filled: bool) -> usize {
        let own = self.voting().filter(|place| place.organisation == Some(member));
        own.filter(|place| !filled || place.can_be_filled()).count()
    }

    /// How many seats may be any member's: those that are for nobody in particular, and not for outsiders.
    fn seats_for_anybody(&self, filled: bool) -> usize {
        let free = self.voting().filter(|place| place.organisation.is_none() && !self.is_for_outsiders(place));
        free.filter(|place| !filled || place.can_be_filled()).count()
    }

    fn is_for_outsiders(&self, place: &Place<'_>) -> bool {
        let outside = self.model.seat_is(self.forum, place.seat, SeatTrait::Outside);
        outside || self.rules.chair_is_independent() && self.is_seat(place, "chair")
    }

    fn of_kind(&self, count: usize, kind: &Term<SeatKinds>) -> Need {
        let row = self.model.row(self.forum.record, kind);
        let name = row.map_or_else(|| kind.text.clone(), |row| row.name.to_lowercase());
        let of: Vec<&Place<'_>> = self.voting().filter(|place| is_of_kind(place, kind)).collect();
        let words = Saying::new("quorum.seats-of-kind", [("count", Saying::spelled(count)), ("kind", name.into())]);
        let unknown = of.is_empty().then(|| kind.text.clone());
        let need = self.seats(words, count, Saying::nothing());
        Need { of: Counted::Kind, available: of.len(), filled: filled(&of), unknown, ..need }
    }

    fn named(&self, name: &str) -> Need {
        let of: Vec<&Place<'_>> = self.places.iter().filter(|place| self.is_seat(place, name)).collect();
        let words = match name {
            "chair" => Saying::plain("quorum.chair"),
            "vice" => Saying::plain("quorum.vice"),
            _ => {
                let title = of.first().map_or_else(|| name.replace('-', " "), |place| lower_first(&place.seat.title));
                Saying::new("quorum.named", [("seat", title.into())])
            }
        };
        let need = self.seats(words, 1, Saying::nothing());
        if of.is_empty() && self.presides_without_seat(name) {
            return Need { of: Counted::Named, available: 1, filled: 1, ..need };
        }
        let unknown = of.is_empty().then(|| name.to_owned());
        Need { of: Counted::Named, available: of.len(), filled: filled(&of), unknown, ..need }
    }

    /// Whether `name` means the chair or the vice chair, where it is said who that is but not on which seat.
    pub(super) fn presides_without_seat(&self, name: &str) -> bool {
        let chair = self.forum.fields.chair.as_ref();
        match name {
            "chair" => chair.is_some_and(|chair| chair.seat.is_none()),
            "vice" => chair.and_then(|chair| chair.vice.as_ref()).is_some_and(|vice| vice.seat.is_none()),
            _ => false,
        }
    }

    /// Whether a place is the seat that a rule calls `name`: by its id, as the chair's or the vice chair's, or by its kind.
    pub(super) fn is_seat(&self, place: &Place<'_>, name: &str) -> bool {
        let id = place.seat.id.as_ref().map(|id| id.value.as_str());
        let chair = self.forum.fields.chair.as_ref();
        let (named, kind) = match name {
            "chair" => (chair.and_then(|chair| chair.seat.as_ref()), Some(SeatTrait::Chair)),
            "vice" => {
                (chair.and_then(|chair| chair.vice.as_ref()).and_then(|vice| vice.seat.as_ref()), Some(SeatTrait::ViceChair))
            }
            _ => (None, None),
        };
        match named {
            Some(seat) => id == Some(seat.value.as_str()),
            None => id == Some(name) || kind.is_some_and(|kind| self.model.seat_is(self.forum, place.seat, kind)),
        }
    }

    fn all_but(&self, but: usize) -> Need {
        let whole = self.counted();
        let number = whole.saturating_sub(but);
        let words = Saying::new("quorum.all-but", [("count", Saying::spelled(but))]);
        let values = [("whole", whole.into()), ("but", but.into()), ("number", number.into())];
        self.seats(words, number, Saying::new("quorum.sum.all-but", values))
    }

    /// Whether a rule is met where all seats of one body are filled and no others.
    pub(super) fn is_met_by(&self, rule: &Rule, body: RecordId) -> bool {
        let own = || self.places.iter().filter(|place| place.organisation == Some(body));
        let seats = own().filter(|place| place.votes()).count();
        match rule.asks() {
            None => true,
            Some(Asks::All(parts)) => parts.iter().all(|part| self.is_met_by(part, body)),
            Some(Asks::Any(parts)) => parts.iter().any(|part| self.is_met_by(part, body)),
            Some(Asks::Fraction(fraction, Base::Members, rounding)) => {
                let there = usize::from(self.members.contains(&body) && seats > 0);
                fraction.of(self.members.len(), rounding) <= there
            }
            Some(Asks::Fraction(fraction, base, rounding)) => fraction.of(self.base(base), rounding) <= seats,
            Some(Asks::Count(count)) => count as usize <= seats,
            Some(Asks::CountForEach(count)) => {
                self.members.iter().all(|member| count == 0 || *member == body && count as usize <= seats)
            }
            Some(Asks::CountOfKind(count, kind)) => {
                count as usize <= own().filter(|place| place.votes() && is_of_kind(place, kind)).count()
            }
            Some(Asks::AllBut(but)) => self.counted().saturating_sub(but as usize) <= seats,
            Some(Asks::Seat(name)) => {
                own().any(|place| self.is_seat(place, name)) || self.presides_without_seat(name) && self.may_chair(name, body)
            }
        }
    }

    /// Whether the chair, or the vice chair, may come from a body, where no seat is named.
    fn may_chair(&self, name: &str, body: RecordId) -> bool {
        let Some(chair) = self.forum.fields.chair.as_ref() else { return false };
        let held_by = match name {
            "vice" => chair.vice.as_ref().and_then(|vice| vice.held_by.as_ref()),
            _ if self.rules.chair_is_independent() => return false,
            _ => chair.held_by.as_ref(),
        };
        held_by.is_none_or(|link| self.model.follow(self.forum.record, link) == Some(body))
    }
}

pub(super) fn is_of_kind(place: &Place<'_>, kind: &Term<SeatKinds>) -> bool {
    place.seat.kind.as_ref().is_some_and(|own| own.text == kind.text)
}

fn filled(places: &[&Place<'_>]) -> usize {
    places.iter().filter(|place| place.can_be_filled()).count()
}

/// Parts with “and” or “or” before the last, by the key of the phrase that says so.
fn in_a_row(parts: &[Need], key: &'static str) -> Saying {
    // A part that has parts of its own stands in brackets: “and” and “or” beside each other would leave open what belongs together.
    let inner = |part: &Need| match part.parts.len() > 1 {
        true => Saying::new("quorum.in-brackets", [("rule", part.words.clone())]),
        false => part.words.clone(),
    };
    let mut words: Vec<Saying> = parts.iter().map(inner).collect();
    let Some(last) = words.pop() else { return Saying::nothing() };
    if words.is_empty() {
        return last;
    }
    Saying::new(key, [("others", Saying::Row("lists.semicolon", words)), ("last", last)])
}

/// A title within a sentence: `Chief executive` as `chief executive`, `NHS lead` as it is.
fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

fn part_of(fraction: Fraction, whole: Saying, rounding: Rounding) -> Saying {
    let key = match rounding {
        Rounding::Up => "quorum.part-up",
        Rounding::Down => "quorum.part-down",
        Rounding::MoreThan => "quorum.part-more-than",
    };
    Saying::new(key, [("fraction", fraction_words(fraction)), ("whole", whole)])
}

fn fraction_words(fraction: Fraction) -> Saying {
    Saying::plain(match (fraction.numerator, fraction.denominator) {
        (1, 2) => "quorum.fractions.half",
        (1, 3) => "quorum.fractions.one-third",
        (2, 3) => "quorum.fractions.two-thirds",
        (1, 4) => "quorum.fractions.one-quarter",
        (3, 4) => "quorum.fractions.three-quarters",
        (one, other) if one == other => "quorum.fractions.all",
        _ => return fraction.to_string().into(),
    })
}

/// How a fraction comes to its number: `2/3 of 7 is 4.67, rounded up to 5`.
fn sum_of(fraction: Fraction, whole: usize, rounding: Rounding, number: usize) -> Saying {
    let parts = whole as u64 * u64::from(fraction.numerator);
    let denominator = u64::from(fraction.denominator);
    let values = [("fraction", fraction.to_string().into()), ("whole", whole.into()), ("number", number.into())];
    let (key, exact) = match rounding {
        Rounding::MoreThan => ("quorum.sum.more-than", None),
        _ if parts.is_multiple_of(denominator) => ("quorum.sum.even", None),
        Rounding::Up => ("quorum.sum.up", Some(exact(parts, denominator))),
        Rounding::Down => ("quorum.sum.down", Some(exact(parts, denominator))),
    };
    Saying::Phrase(key, values.into_iter().chain(exact.map(|exact| ("exact", exact))).collect())
}

/// A fraction of a number to two places.
fn exact(parts: u64, denominator: u64) -> Saying {
    Saying::Hundredths((parts as f64 * 100.0 / denominator as f64).round() as u64)
}
