//! A quorum, told in words and reckoned for a day.

use super::forum::{Occupancy, Place};
use super::{Entry, Model, RecordId};
use crate::record::kind::Forum;
use crate::record::kind::quorum::{Asks, Base, Rule};
use crate::record::kind::vocabulary::SeatKinds;
use crate::record::link::Term;
use crate::record::value::{Fraction, Rounding};

/// What a rule asks for on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Need {
    /// The rule in words.
    pub words: String,
    /// How many voting seats must be there at least, as far as the rule comes to a number.
    pub number: usize,
    /// How many there are to fulfil it: where that is less than the number, it cannot be met.
    pub available: usize,
    /// How many of these somebody holds, or may hold.
    pub filled: usize,
    /// How the number comes about, such as `2/3 of 7 = 4.67, rounded up to 5`; empty where it is the rule itself.
    pub sum: String,
    /// Whether all parts are needed or one of them; empty for a rule without parts.
    pub parts: Vec<Need>,
    /// Whether one part is enough.
    pub any: bool,
    /// What in the rule is not on the table: a seat or a kind of seat that nobody has.
    pub unknown: Option<String>,
}

/// A quorum as of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuorumToday {
    /// What meeting needs.
    pub meeting: Need,
    /// What deciding needs, where that is more.
    pub decide: Option<Need>,
    /// How many seats have a vote.
    pub voting_seats: usize,
    /// How many of these are known to be empty.
    pub vacant: usize,
}

impl Model {
    /// A forum's quorum as of today; `None` where it has none on record.
    pub fn quorum_today(&self, forum: Entry<'_, Forum>) -> Option<QuorumToday> {
        let quorum = forum.fields.quorum.as_ref()?;
        let table = Table { model: self, forum, places: self.places(forum) };
        let meeting = table.need(&quorum.meeting())?;
        let decide = quorum.decide.as_ref().and_then(|rule| table.need(rule));
        let voting: Vec<&Place<'_>> = table.voting().collect();
        let vacant = voting.iter().filter(|place| place.occupancy == Occupancy::Vacant).count();
        Some(QuorumToday { meeting, decide, voting_seats: voting.len(), vacant })
    }

    /// What a rule that stands elsewhere in a forum's record asks for today.
    pub fn need_today(&self, forum: Entry<'_, Forum>, rule: &Rule) -> Option<Need> {
        Table { model: self, forum, places: self.places(forum) }.need(rule)
    }
}

struct Table<'m> {
    model: &'m Model,
    forum: Entry<'m, Forum>,
    places: Vec<Place<'m>>,
}

impl Table<'_> {
    fn voting(&self) -> impl Iterator<Item = &Place<'_>> {
        self.places.iter().filter(|place| place.votes())
    }

    fn need(&self, rule: &Rule) -> Option<Need> {
        Some(match rule.asks()? {
            Asks::All(parts) => self.all(parts.iter().filter_map(|part| self.need(part)).collect()),
            Asks::Any(parts) => self.any(parts.iter().filter_map(|part| self.need(part)).collect()),
            Asks::Fraction(fraction, base, rounding) => self.fraction(fraction, base, rounding),
            Asks::Count(count) => self.count(count as usize),
            Asks::CountForEach(count) => self.for_each(count as usize),
            Asks::CountOfKind(count, kind) => self.of_kind(count as usize, kind),
            Asks::Seat(seat) => self.seat(&seat.value),
            Asks::AllBut(but) => self.all_but(but as usize),
        })
    }

    /// A need for so many of all voting seats.
    fn simple(&self, words: String, number: usize, sum: String) -> Need {
        let available = self.voting().count();
        let filled = self.voting().filter(|place| place.occupancy != Occupancy::Vacant).count();
        Need { words, number, available, filled, sum, parts: Vec::new(), any: false, unknown: None }
    }

    fn all(&self, parts: Vec<Need>) -> Need {
        let number = parts.iter().map(|part| part.number).max().unwrap_or(0);
        let words = join(&parts, "and");
        Need { parts, ..self.simple(words, number, String::new()) }
    }

    fn any(&self, parts: Vec<Need>) -> Need {
        let number = parts.iter().map(|part| part.number).min().unwrap_or(0);
        let words = join(&parts, "or");
        Need { parts, any: true, ..self.simple(words, number, String::new()) }
    }

    fn fraction(&self, fraction: Fraction, base: Base, rounding: Rounding) -> Need {
        let (whole, of) = match base {
            Base::VotingSeats => (self.voting().count(), "the seats with a vote"),
            Base::FilledSeats => (
                self.voting().filter(|place| place.occupancy != Occupancy::Vacant).count(),
                "the seats with a vote that are filled",
            ),
            Base::Members => (self.members().len(), "the members"),
        };
        let number = fraction.of(whole, rounding);
        let rounded = match rounding {
            Rounding::Up => ", rounded up",
            Rounding::Down => ", rounded down",
            Rounding::MoreThan => "",
        };
        let more = if rounding == Rounding::MoreThan { "more than " } else { "" };
        let words = format!("{more}{} of {of}{rounded}", fraction_words(fraction));
        self.simple(words, number, sum_of(fraction, whole, rounding, number))
    }

    fn count(&self, count: usize) -> Need {
        self.simple(format!("{} with a vote", seats(count)), count, String::new())
    }

    fn for_each(&self, count: usize) -> Need {
        let members = self.members();
        let of = |member: RecordId| self.voting().filter(move |place| place.organisation == Some(member));
        let filled = members
            .iter()
            .map(|member| of(*member).filter(|place| place.occupancy != Occupancy::Vacant).count().min(count))
            .sum();
        let available = members.iter().map(|member| of(*member).count().min(count)).sum();
        let number = count * members.len();
        let sum = if count == 1 { String::new() } else { format!("{count} × {} members = {number}", members.len()) };
        Need { available, filled, ..self.simple(format!("{} from each member", number_words(count)), number, sum) }
    }

    fn of_kind(&self, count: usize, kind: &Term<SeatKinds>) -> Need {
        let name = self.model.row(self.forum.record, kind).map_or_else(|| kind.text.clone(), |row| row.name.to_lowercase());
        let of: Vec<&Place<'_>> =
            self.voting().filter(|place| place.seat.kind.as_ref().is_some_and(|own| own.text == kind.text)).collect();
        let filled = of.iter().filter(|place| place.occupancy != Occupancy::Vacant).count();
        let words = format!("{} {name} {}", number_words(count), if count == 1 { "seat" } else { "seats" });
        let unknown = of.is_empty().then(|| kind.text.clone());
        Need { available: of.len(), filled, unknown, ..self.simple(words, count, String::new()) }
    }

    fn seat(&self, name: &str) -> Need {
        let of: Vec<&Place<'_>> = self.places.iter().filter(|place| self.is_seat(place, name)).collect();
        let title = of.first().map_or_else(|| name.replace('-', " "), |place| place.seat.title.to_lowercase());
        let filled = of.iter().filter(|place| place.occupancy != Occupancy::Vacant).count();
        let special = matches!(name, "chair" | "vice") && self.forum.fields.chair.is_some();
        let (available, filled) = if special && of.is_empty() { (1, 1) } else { (of.len(), filled) };
        let unknown = (of.is_empty() && !special).then(|| name.to_owned());
        let title = if name == "vice" { "vice chair".to_owned() } else { title };
        Need { available, filled, unknown, ..self.simple(format!("the {title}"), 1, String::new()) }
    }

    /// Whether a place is the seat that a rule calls `name`: by its id, or as the chair's or the vice chair's.
    fn is_seat(&self, place: &Place<'_>, name: &str) -> bool {
        let id = place.seat.id.as_ref().map(|id| id.value.as_str());
        let chair = self.forum.fields.chair.as_ref();
        let named = match name {
            "chair" => chair.and_then(|chair| chair.seat.as_ref()),
            "vice" => chair.and_then(|chair| chair.vice.as_ref()).and_then(|vice| vice.seat.as_ref()),
            _ => None,
        };
        id.is_some() && (id == Some(name) || id == named.map(|seat| seat.value.as_str()))
    }

    fn all_but(&self, but: usize) -> Need {
        let whole = self.voting().count();
        let number = whole.saturating_sub(but);
        self.simple(format!("all seats with a vote but {}", number_words(but)), number, format!("{whole} − {but} = {number}"))
    }

    fn members(&self) -> Vec<RecordId> {
        let collaborative = self.model.collaborative_of(self.forum.record);
        let members = collaborative.into_iter().flat_map(|collaborative| self.model.voting_members(collaborative));
        members.filter_map(|membership| membership.member).collect()
    }
}

fn join(parts: &[Need], word: &str) -> String {
    let words: Vec<&str> = parts.iter().map(|part| part.words.as_str()).collect();
    match &words[..] {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [rest @ .., last] => format!("{}; {word} {last}", rest.join("; ")),
    }
}

fn seats(count: usize) -> String {
    format!("{} {}", number_words(count), if count == 1 { "seat" } else { "seats" })
}

/// A small number in words, as prose writes it.
pub fn number_words(number: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
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
    format!("{fraction} of {whole} is {exact:.2}, rounded {} to {number}", if rounding == Rounding::Up { "up" } else { "down" })
}
