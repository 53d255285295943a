//! A forum's table as of a day, and what a rule asks of it.

use super::least;
use super::need::{Counted, Need};
use crate::model::forum::{Occupancy, Place};
use crate::model::rules::Rules;
use crate::model::{Entry, Model, RecordId, words};
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
                let sum = if number > most { format!("together {number} at least") } else { String::new() };
                let need = self.seats(in_a_row(&parts, "and"), number, sum);
                Need { of: Counted::Parts, parts, ..need }
            }
            Asks::Any(parts) => {
                let parts: Vec<Need> = parts.iter().filter_map(|part| self.need(part)).collect();
                let words = in_a_row(&parts, "or");
                let need = self.seats(words, least::number(self, rule), String::new());
                Need { of: Counted::Parts, parts, any: true, ..need }
            }
            Asks::Fraction(fraction, Base::Members, rounding) => self.fraction_of_members(fraction, rounding),
            Asks::Fraction(fraction, base, rounding) => self.fraction(fraction, base, rounding),
            Asks::Count(count) => {
                let count = count as usize;
                self.seats(format!("{} with a vote", words::count(count, "seat", "seats")), count, String::new())
            }
            Asks::CountForEach(count) => self.for_each(count as usize),
            Asks::CountOfKind(count, kind) => self.of_kind(count as usize, kind),
            Asks::Seat(seat) => self.named(&seat.value),
            Asks::AllBut(but) => self.all_but(but as usize),
        })
    }

    /// A need for so many of all voting seats.
    fn seats(&self, words: String, number: usize, sum: String) -> Need {
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
            Base::FilledSeats => "the seats with a vote that are filled",
            _ => "the seats with a vote",
        };
        let number = fraction.of(whole, rounding);
        self.seats(part_of(fraction, of, rounding), number, sum_of(fraction, whole, rounding, number))
    }

    fn fraction_of_members(&self, fraction: Fraction, rounding: Rounding) -> Need {
        let whole = self.members.len();
        let number = fraction.of(whole, rounding);
        let need = self.seats(part_of(fraction, "the members", rounding), number, sum_of(fraction, whole, rounding, number));
        let with = |filled: bool| {
            let seated = self.members.iter().filter(|member| self.seats_of(**member, filled) > 0).count();
            whole.min(seated + self.seats_for_anybody(filled))
        };
        Need { of: Counted::Members, available: with(false), filled: with(true), ..need }
    }

    fn for_each(&self, count: usize) -> Need {
        let number = count * self.members.len();
        let sum = if count == 1 { String::new() } else { format!("{count} × {} members = {number}", self.members.len()) };
        let need = self.seats(format!("{} from each member", words::number(count)), number, sum);
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
        let words = format!("{} {name} {}", words::number(count), if count == 1 { "seat" } else { "seats" });
        let unknown = of.is_empty().then(|| kind.text.clone());
        let need = self.seats(words, count, String::new());
        Need { of: Counted::Kind, available: of.len(), filled: filled(&of), unknown, ..need }
    }

    fn named(&self, name: &str) -> Need {
        let of: Vec<&Place<'_>> = self.places.iter().filter(|place| self.is_seat(place, name)).collect();
        let title = match name {
            "chair" => "chair".to_owned(),
            "vice" => "vice chair".to_owned(),
            _ => of.first().map_or_else(|| name.replace('-', " "), |place| lower_first(&place.seat.title)),
        };
        let need = self.seats(format!("the {title}"), 1, String::new());
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
        let words = format!("all seats with a vote but {}", words::number(but));
        self.seats(words, number, format!("{whole} − {but} = {number}"))
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

fn in_a_row(parts: &[Need], word: &str) -> String {
    // A part that has parts of its own stands in brackets: “and” and “or” beside each other would leave open what belongs together.
    let inner = |part: &Need| if part.parts.len() > 1 { format!("({})", part.words) } else { part.words.clone() };
    let words: Vec<String> = parts.iter().map(inner).collect();
    match &words[..] {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{}; {word} {last}", rest.join("; ")),
    }
}

/// A title within a sentence: `Chief executive` as `chief executive`, `NHS lead` as it is.
fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => title.to_owned(),
    }
}

fn part_of(fraction: Fraction, of: &str, rounding: Rounding) -> String {
    let (more, rounded) = match rounding {
        Rounding::Up => ("", ", rounded up"),
        Rounding::Down => ("", ", rounded down"),
        Rounding::MoreThan => ("more than ", ""),
    };
    format!("{more}{} of {of}{rounded}", fraction_words(fraction))
}

fn fraction_words(fraction: Fraction) -> String {
    match (fraction.numerator, fraction.denominator) {
        (1, 2) => "half".to_owned(),
        (1, 3) => "one third".to_owned(),
        (2, 3) => "two thirds".to_owned(),
        (1, 4) => "one quarter".to_owned(),
        (3, 4) => "three quarters".to_owned(),
        (one, other) if one == other => "all".to_owned(),
        _ => fraction.to_string(),
    }
}

/// How a fraction comes to its number: `2/3 of 7 is 4.67, rounded up to 5`.
fn sum_of(fraction: Fraction, whole: usize, rounding: Rounding, number: usize) -> String {
    let parts = whole as u64 * u64::from(fraction.numerator);
    let denominator = u64::from(fraction.denominator);
    if rounding == Rounding::MoreThan {
        return format!("more than {fraction} of {whole} is {number}");
    }
    if parts.is_multiple_of(denominator) {
        return format!("{fraction} of {whole} is {number}");
    }
    let exact = parts as f64 / denominator as f64;
    let exact = format!("{exact:.2}");
    let exact = exact.trim_end_matches('0').trim_end_matches('.');
    format!("{fraction} of {whole} is {exact}, rounded {} to {number}", if rounding == Rounding::Up { "up" } else { "down" })
}
