//! What is due, as the page of that name lists it, and what it is told apart by: where it stands, its sort, its collaborative.
//! Reckoned once for a site, so that each value can have a page. Knows the model; knows no page and no address.

use std::collections::BTreeMap;

use jiff::ToSpan;

use crate::model::due::{Due, MATTERS, Matter, Standing};
use crate::model::{Model, RecordId};
use crate::phrases::{Phrases, Saying};
use crate::record::date::PartialDate;
use crate::record::kind::handbook::{Allow, Publish};
use crate::record::kind::{Handbook, Kind};

use super::facets::{Facet, Value};

/// How far ahead the pages look, in months.
pub(super) const MONTHS_AHEAD: i32 = 12;

/// From how much on it is worth narrowing.
const NARROWED_FROM: usize = 5;

/// Where things can stand, in the order in which pages show it.
pub(super) const STANDINGS: [Standing; 4] = [Standing::Overdue, Standing::Open, Standing::Coming, Standing::Conditional];

/// Something that is due.
pub(super) struct Listed {
    /// Where it stands.
    pub standing: Standing,
    /// Its day, as far as it is known; for what is open the day since which it is.
    pub day: Option<PartialDate>,
    /// What sort of thing it is.
    pub matter: Matter,
    /// The record that says so.
    pub id: RecordId,
    /// What is due, in words that begin small.
    pub words: Saying,
    /// Who sees to it.
    pub owner: Option<String>,
    /// The acceptance that runs out, where it is one.
    pub allow: Option<Allow>,
}

/// Everything that is due.
#[derive(Default)]
pub(super) struct Agenda {
    /// By where it stands, then by day.
    pub due: Vec<Listed>,
    /// What tells it apart; the values hold places in `due`.
    pub facets: Vec<Facet<usize>>,
}

impl Agenda {
    /// What is due of a handbook and may be read by everybody: which findings are accepted only where findings are published.
    pub(super) fn of(model: &Model, phrases: &Phrases) -> Agenda {
        let shows_findings = model.handbook().is_some_and(publishes_findings);
        let due = model.due(model.today.saturating_add(MONTHS_AHEAD.months()));
        let due = due.into_iter().filter(|due| due.matter != Matter::Acceptance || shows_findings);
        let due: Vec<Listed> = due.map(listed).collect();
        let facets = if due.len() < NARROWED_FROM { Vec::new() } else { facets(model, phrases, &due) };
        Agenda { due, facets }
    }

    /// One value; `None` where nothing has it.
    pub(super) fn value(&self, facet: &str, value: &str) -> Option<(&Facet<usize>, &Value<usize>)> {
        let facet = self.facets.iter().find(|own| own.name == facet)?;
        facet.values.iter().find(|own| own.value == value).map(|value| (facet, value))
    }

    /// What one thing that is due answers: to each question its values.
    pub(super) fn answers(&self, place: usize) -> Vec<(&'static str, Vec<&str>)> {
        let holds = |value: &&Value<usize>| value.records.binary_search(&place).is_ok();
        let of = |facet: &Facet<usize>| facet.values.iter().position(|value| holds(&value));
        let answered = self.facets.iter().filter_map(|facet| Some((facet, of(facet)?)));
        answered.map(|(facet, value)| (facet.name, vec![facet.values[value].value.as_str()])).collect()
    }
}

/// Whether a handbook publishes its findings.
pub(super) fn publishes_findings(handbook: &Handbook) -> bool {
    handbook.publish.as_ref().is_some_and(|Publish { findings, .. }| *findings == Some(true))
}

fn listed(due: Due<'_>) -> Listed {
    let (owner, allow) = (due.owner.map(str::to_owned), due.allow.cloned());
    Listed { standing: due.standing, day: due.day, matter: due.matter, id: due.id, words: due.words, owner, allow }
}

/// The questions that tell it apart: one whose every answer is the same tells nothing.
fn facets(model: &Model, phrases: &Phrases, due: &[Listed]) -> Vec<Facet<usize>> {
    let rank = |place: Option<usize>| place.unwrap_or_default();
    let standing = |due: &Listed| {
        let place = rank(STANDINGS.iter().position(|standing| *standing == due.standing));
        let word = due.standing.word();
        Some(((place, String::new()), word.to_owned(), phrases.one_of("due.standings", word).unwrap_or_default()))
    };
    let matter = |due: &Listed| {
        let place = rank(MATTERS.iter().position(|matter| *matter == due.matter));
        let word = due.matter.word();
        Some(((place, String::new()), word.to_owned(), phrases.one_of("matters", word).unwrap_or_default()))
    };
    let collaborative = |due: &Listed| {
        let record = model.record(due.id);
        let own = if record.kind == Kind::Collaborative { Some(record) } else { None };
        let of = own.or_else(|| model.collaborative_of(record).map(|entry| entry.record))?;
        let title = of.title();
        Some(((0, title.to_lowercase()), of.address.id.to_string(), title))
    };
    let title = |name: &str| phrases.one_of("lists.facets", name).unwrap_or_default();
    let facets = [
        facet(due, "standing", title("standing"), standing),
        facet(due, "matter", title("matter"), matter),
        facet(due, "collaborative", title("collaborative"), collaborative),
    ];
    facets.into_iter().filter(|facet| facet.values.len() > 1).collect()
}

/// By what a value is sorted, its name in addresses, and its name for readers.
type Answer = ((usize, String), String, String);

fn facet(due: &[Listed], name: &'static str, title: String, answer: impl Fn(&Listed) -> Option<Answer>) -> Facet<usize> {
    let mut values: BTreeMap<((usize, String), String), Value<usize>> = BTreeMap::new();
    for (place, due) in due.iter().enumerate() {
        if let Some((rank, value, title)) = answer(due) {
            let own = values.entry((rank, value.clone())).or_insert(Value { value, title, records: Vec::new() });
            own.records.push(place);
        }
    }
    Facet { name, title, values: values.into_values().collect() }
}
