//! What lists are told apart by: for each kind a few questions that readers ask (`questions`), and the records by what they answer.
//! Knows the model; knows no page and no address.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::limits::Limits;
use crate::model::authority::Powers;
use crate::model::coverage::AREAS_DEEP;
use crate::model::{Entry, Model, RecordId};
use crate::phrases::Phrases;
use crate::record::Record;
use crate::record::kind::{Area, Fields, Kind};
use crate::record::link::Link;

mod questions;

pub(super) use questions::{letter, sort_key};

use questions::{LETTER, WITHIN, questions};

/// From how many records on a list is worth narrowing.
const NARROWED_FROM: usize = 5;

/// The most values that a list shows of one question; all of them stand on a page of their own.
pub(super) const VALUES: usize = 60;

/// How many of them it shows where there are more.
pub(super) const VALUES_OF_LONG: usize = 24;

/// The name of the letters under which a long list stands.
const LETTER_NAME: &str = "letter";

/// The value of records that do not answer a question which all could.
const NOT_RECORDED: &str = "not-recorded";

/// A question with all its answers; what gives them are records, or something else by its place in a list.
pub(super) struct Facet<T = RecordId> {
    /// Its name in addresses, such as `model`.
    pub name: &'static str,
    /// Its name for readers, such as “Model”.
    pub title: String,
    /// The answers, in order.
    pub values: Vec<Value<T>>,
}

/// One answer, with the records that give it.
pub(super) struct Value<T = RecordId> {
    /// Its name in addresses, such as `lead-provider`; with slashes where it names a record within another.
    pub value: String,
    /// Its name for readers.
    pub title: String,
    /// The records, in the order of their addresses; the places of something else in the order of its list.
    pub records: Vec<T>,
}

impl<T> Facet<T> {
    /// Whether it has more values than a list can show.
    pub(super) fn is_long(&self) -> bool {
        self.values.len() > VALUES
    }
}

impl Facet {
    /// Whether its values have pages here: what stands in a collaborative's folder is listed by the collaborative.
    pub(super) fn has_pages(&self) -> bool {
        self.name != WITHIN.name
    }

    /// Whether it tells so many records apart: it has two answers, and one of them is given by some but not by all.
    fn tells_apart(&self, records: usize) -> bool {
        self.values.len() > 1 && self.values.iter().any(|value| (2..records).contains(&value.records.len()))
    }
}

/// By what a list is split where it is too long: decisions by their years, all else by letters.
pub(super) fn way_in(kind: Kind) -> &'static str {
    if kind == Kind::Decision { "year" } else { LETTER_NAME }
}

/// The numbers of the pages that so many entries need: at least one. A page lists as many as the handbook's limits say, by default so many
/// that it stays under 100 kB with long names too.
pub(super) fn pages(entries: usize, limits: Limits) -> std::ops::RangeInclusive<usize> {
    1..=entries.div_ceil(limits.entries()).max(1)
}

/// The answers of one record: for each question its number and those of the answers.
type Answers = Vec<(usize, Vec<usize>)>;

/// What the lists of a site are told apart by.
#[derive(Default)]
pub(super) struct Facets {
    kinds: BTreeMap<Kind, (Vec<Facet>, BTreeMap<RecordId, Answers>)>,
}

impl Facets {
    /// For each of these kinds, the questions whose answers tell its records apart.
    pub(super) fn of(model: &Model, phrases: &Phrases, kinds: &[Kind]) -> Facets {
        let asked = Asked { model, phrases, powers: OnceLock::new() };
        let told = |kind: &Kind| (*kind, asked.told_apart(*kind));
        Facets { kinds: kinds.iter().map(told).collect() }
    }

    /// The questions of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> &[Facet] {
        self.kinds.get(&kind).map_or(&[], |(facets, _)| facets)
    }

    /// One answer; `None` where nobody gives it.
    pub(super) fn value(&self, kind: Kind, facet: &str, value: &str) -> Option<(&Facet, &Value)> {
        let facet = self.of_kind(kind).iter().find(|own| own.name == facet)?;
        facet.values.iter().find(|own| own.value == value).map(|value| (facet, value))
    }

    /// What a record answers: to each question the values.
    pub(super) fn answers(&self, kind: Kind, id: RecordId) -> Vec<(&'static str, Vec<&str>)> {
        let Some((facets, answers)) = self.kinds.get(&kind) else { return Vec::new() };
        let answered = answers.get(&id).into_iter().flatten();
        let answer = answered.map(|(facet, values)| {
            let facet = &facets[*facet];
            (facet.name, values.iter().map(|value| facet.values[*value].value.as_str()).collect())
        });
        answer.collect()
    }
}

/// What is asked of every record of a kind.
struct Question {
    name: &'static str,
    /// The values of a record, by their names in addresses.
    values: fn(&Asked<'_>, RecordId) -> BTreeSet<String>,
    /// A value for readers, as the first record that has it says it, with its rank among the others.
    says: fn(&Asked<'_>, &Record, &str) -> (u32, String),
}

/// A model that is asked, with what is looked up once.
struct Asked<'m> {
    model: &'m Model,
    phrases: &'m Phrases,
    powers: OnceLock<Powers<'m>>,
}

impl<'m> Asked<'m> {
    fn told_apart(&self, kind: Kind) -> (Vec<Facet>, BTreeMap<RecordId, Answers>) {
        let records: Vec<RecordId> = self.model.of_kind(kind).map(|(id, _)| id).collect();
        let letter = (records.len() > self.model.limits().entries() && kind != Kind::Decision).then_some(&LETTER);
        let asked = questions(kind).iter().filter(|_| records.len() >= NARROWED_FROM).chain(letter);
        let facets: Vec<Facet> = asked
            .map(|question| self.facet(question, &records))
            .filter(|facet| {
                let is_way_in = records.len() > self.model.limits().entries() && facet.name == way_in(kind);
                is_way_in || facet.tells_apart(records.len())
            })
            .collect();
        let mut answers: BTreeMap<RecordId, Answers> = BTreeMap::new();
        for (number, facet) in facets.iter().enumerate() {
            for (value, record) in
                facet.values.iter().enumerate().flat_map(|(value, own)| own.records.iter().map(move |id| (value, id)))
            {
                let own = answers.entry(*record).or_default();
                match own.last_mut() {
                    Some((facet, values)) if *facet == number => values.push(value),
                    _ => own.push((number, vec![value])),
                }
            }
        }
        (facets, answers)
    }

    fn facet(&self, question: &Question, records: &[RecordId]) -> Facet {
        let mut values: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
        for id in records {
            for value in (question.values)(self, *id) {
                values.entry(value).or_default().push(*id);
            }
        }
        let said = values.into_iter().map(|(value, records)| {
            let (rank, title) = if value == NOT_RECORDED {
                (u32::MAX, self.phrases.say("lists.not-recorded"))
            } else {
                (question.says)(self, self.model.record(records[0]), &value)
            };
            ((rank, title.to_lowercase()), Value { value, title, records })
        });
        let mut values: Vec<((u32, String), Value)> = said.collect();
        values.sort_by(|(one, _), (other, _)| one.cmp(other));
        let title = self.phrases.one_of("lists.facets", question.name).unwrap_or_default();
        Facet { name: question.name, title, values: values.into_iter().map(|(_, value)| value).collect() }
    }

    fn entry<K: Fields>(&self, id: RecordId) -> Option<Entry<'m, K>> {
        self.model.entry::<K>(id)
    }

    /// Areas by their ids, with those in which they lie, as far as areas are followed.
    fn areas(&self, owner: &Record, links: &[Link<Area>]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for link in links {
            let mut next = self.model.follow(owner, link);
            for _ in 0..AREAS_DEEP {
                let Some(area) = next.and_then(|id| self.entry::<Area>(id)) else { break };
                if !found.insert(area.record.address.id.to_string()) {
                    break;
                }
                next = area.fields.within.as_ref().and_then(|link| self.model.follow(area.record, link));
            }
        }
        found
    }

    fn titled(&self, kind: Kind, address: &str) -> String {
        self.model.find(kind, address).map_or_else(|| address.to_owned(), |id| self.model.record(id).title())
    }
}
