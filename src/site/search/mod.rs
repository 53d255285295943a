//! The search index: what a reader's browser needs to find a page by the words that people use, in many small files of which a question
//! needs few. It is made of the records' words, which are remembered for each state of a file, and of what the model knows about them.
//!
//! ```text
//! model ─ entries ─▶ Entry ─ numbers ─▶ Number ─┬─▶ search/entries/… (what stands in a result)
//!                                               └─ postings, split ─▶ search/words/… (which entries have a word)
//! ```
//!
//! Every file is a script that hands JSON to `handbookSearch`, so that it also works from a folder on a disk, where a page may not read
//! files in any other way. `search/index.js` says which parts there are; `themes/default/static/search.js` asks.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde_json::{Value, json};

use super::Site;
use crate::model::{Model, RecordId};
use crate::output::{Content, Route};
use crate::phrases::Phrases;
use crate::record::kind::Area;
use crate::record::spelling;

mod entries;
mod group;
mod numbers;
mod postings;
mod split;
#[cfg(test)]
mod tests;

use entries::Entry;
use group::{GROUPS, Group};
use numbers::{BLOCK_BITS, Number, PLACE_BITS};
use postings::Weight;

/// How large a part is, in bytes.
const PART: usize = 30_000;

/// The search index of a site: its files.
#[derive(Debug)]
pub struct Index {
    files: BTreeMap<Route, Content>,
    /// How many things can be found.
    pub entries: usize,
}

impl Index {
    /// The index of a site.
    pub(super) fn new(site: &Site) -> Index {
        let entries = entries::entries(site);
        let homes: Vec<(Group, &str)> = entries.iter().map(|entry| (entry.group, entry.home.as_str())).collect();
        let numbers = numbers::number(&homes);
        let mut files = Files::default();
        let parts = files.words(invert(&entries, &numbers), &entries::synonyms(&site.model));
        files.entries(&entries, &numbers);
        files.filters(&site.model, &entries, &numbers);
        files.manifest(site.theme.phrases(), &entries, &parts);
        Index { files: files.files, entries: entries.len() }
    }

    /// The addresses of its files, in order.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.files.keys()
    }

    /// The file at an address; `None` where it has none there.
    pub fn file(&self, route: &Route) -> Option<&Content> {
        self.files.get(route)
    }
}

/// Whether an address is one of a file of an index, if there is such a file.
pub fn is_part(route: &Route) -> bool {
    route.as_str().starts_with("search/") && route.as_str().ends_with(".js")
}

/// Where each word stands.
type Postings = HashMap<String, Vec<(Weight, Number)>>;

/// Turns entries with their words into words with their entries, sorted by the words.
fn invert(entries: &[Entry<'_>], numbers: &[Number]) -> Vec<(String, Vec<(Weight, Number)>)> {
    // A few large shares: each makes a map of its own, and the maps are then brought together.
    let share = entries.len().div_ceil(rayon::current_num_threads() * 2).max(1);
    let shares = entries.par_chunks(share).zip(numbers.par_chunks(share));
    let postings = shares.map(|(entries, numbers)| invert_share(entries, numbers)).reduce(HashMap::new, merge);
    let mut postings: Vec<(String, Vec<(Weight, Number)>)> = postings.into_iter().collect();
    postings.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    postings
}

fn invert_share(entries: &[Entry<'_>], numbers: &[Number]) -> Postings {
    let mut postings = Postings::new();
    for (entry, number) in entries.iter().zip(numbers) {
        for (weight, text) in &entry.texts {
            spelling::each_word(text, |word| add(&mut postings, word, *weight, *number));
        }
        for part in &entry.said {
            for (word, often) in part.words() {
                add(&mut postings, word, if often { Weight::Often } else { Weight::Text }, *number);
            }
        }
    }
    postings
}

fn add(postings: &mut Postings, word: &str, weight: Weight, number: Number) {
    match postings.get_mut(word) {
        // The same word of the same entry comes again and again.
        Some(own) if own.last() == Some(&(weight, number)) => {}
        Some(own) => own.push((weight, number)),
        None => drop(postings.insert(word.to_owned(), vec![(weight, number)])),
    }
}

fn merge(one: Postings, other: Postings) -> Postings {
    let (mut large, small) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    small.into_iter().for_each(|(word, own)| large.entry(word).or_default().extend(own));
    large
}

/// The files, while they are made.
#[derive(Default)]
struct Files {
    files: BTreeMap<Route, Content>,
}

impl Files {
    /// Adds a file; `value` is JSON.
    fn add(&mut self, name: &str, value: &str) {
        let path = format!("search/{name}.js");
        if let Some(route) = Route::file(&path) {
            let text = format!("handbookSearch({},{value});\n", Value::from(name));
            self.files.insert(route, Content::file(&path, text.into_bytes()));
        }
    }

    /// The parts with the words; returns their bounds.
    fn words(&mut self, postings: Vec<(String, Vec<(Weight, Number)>)>, synonyms: &[Vec<String>]) -> Vec<String> {
        let mut same: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for names in synonyms {
            for first in names.iter().filter_map(|name| name.split(' ').next()) {
                let lines = same.entry(first).or_default();
                let line = names.join("|");
                if !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        let told: Vec<(String, String)> = postings
            .into_par_iter()
            .map(|(word, own)| {
                let encoded = postings::encode(&postings::heaviest(own));
                let value = match same.get(word.as_str()) {
                    Some(lines) => json!(std::iter::once(&encoded).chain(lines).collect::<Vec<_>>()),
                    None => Value::from(encoded),
                };
                let line = format!("{}:{value}", Value::from(word.as_str()));
                (word, line)
            })
            .collect();
        let sizes: Vec<(&str, usize)> = told.iter().map(|(word, line)| (word.as_str(), line.len() + 2)).collect();
        let parts = split::split(&sizes, PART);
        for part in &parts {
            let lines: Vec<&str> = told[part.words.clone()].iter().map(|(_, line)| line.as_str()).collect();
            self.add(&format!("words/{}", split::name(&part.bound)), &format!("{{\n{}\n}}", lines.join(",\n")));
        }
        parts.into_iter().map(|part| part.bound).collect()
    }

    /// The blocks with what stands in results.
    fn entries(&mut self, entries: &[Entry<'_>], numbers: &[Number]) {
        let mut blocks: BTreeMap<u32, BTreeMap<u32, &Entry<'_>>> = BTreeMap::new();
        for (entry, number) in entries.iter().zip(numbers) {
            blocks.entry(number.block()).or_default().insert(number.within_block(), entry);
        }
        let told: Vec<(u32, String)> = blocks
            .into_par_iter()
            .map(|(block, own)| {
                let lines: Vec<String> = own.iter().map(|(place, entry)| format!("\"{place}\":{}", shown(entry))).collect();
                (block, format!("{{\n{}\n}}", lines.join(",\n")))
            })
            .collect();
        for (block, value) in told {
            self.add(&format!("entries/{}", block_name(block)), &value);
        }
    }

    /// What can be chosen to see less, and which entries each choice leaves.
    fn filters(&mut self, model: &Model, entries: &[Entry<'_>], numbers: &[Number]) {
        let mut collaboratives: BTreeMap<RecordId, Vec<Number>> = BTreeMap::new();
        let mut areas: BTreeMap<RecordId, Vec<Number>> = BTreeMap::new();
        for (entry, number) in entries.iter().zip(numbers) {
            if let Some(id) = entry.collaborative {
                collaboratives.entry(id).or_default().push(*number);
            }
            entry.areas.iter().for_each(|id| areas.entry(*id).or_default().push(*number));
        }
        let collaboratives = self.choices(model, "collaborative", collaboratives, entries.len());
        let areas = self.choices(model, "area", areas, entries.len());
        self.add("filters", &json!({ "collaboratives": collaboratives, "areas": areas }).to_string());
    }

    fn choices(&mut self, model: &Model, of: &str, lists: BTreeMap<RecordId, Vec<Number>>, all: usize) -> Vec<Value> {
        let mut choices = Vec::new();
        for (id, mut own) in lists {
            own.sort_unstable();
            let mut text = String::new();
            postings::encode_numbers(&mut text, own.iter().copied());
            // A choice that leaves most of what there is is none, and its list would be long.
            if text.len() > PART && own.len() * 2 > all {
                continue;
            }
            let record = model.record(id);
            let name = record.address.id.to_string();
            self.add(&format!("filters/{of}-{name}"), &Value::from(text).to_string());
            let within = model.entry::<Area>(id).and_then(|area| Some((area, area.fields.within.as_ref()?)));
            let within = within.and_then(|(area, link)| model.follow(area.record, link));
            let within = within.map(|within| model.record(within).address.id.to_string());
            choices.push((record.title(), name, within));
        }
        choices.sort();
        let told = choices.into_iter().map(|(title, name, within)| match within {
            Some(within) => json!([name, title, within]),
            None => json!([name, title]),
        });
        told.collect()
    }

    fn manifest(&mut self, phrases: &Phrases, entries: &[Entry<'_>], parts: &[String]) {
        let count = |group: Group| entries.iter().filter(|entry| entry.group == group).count();
        let title = |group: Group| phrases.one_of("search.groups", group.name()).unwrap_or_default();
        let groups: Vec<Value> = GROUPS.into_iter().map(|group| json!([group.name(), title(group), count(group)])).collect();
        let value = json!({
            "placeBits": PLACE_BITS,
            "blockBits": BLOCK_BITS,
            "idle": spelling::IDLE,
            "longest": spelling::LONGEST,
            "groups": groups,
            "parts": parts,
        });
        self.add("index", &value.to_string());
    }
}

/// The name of a block's file: the group, and which of its blocks.
fn block_name(block: u32) -> String {
    let bits = PLACE_BITS - BLOCK_BITS;
    let group = GROUPS.get((block >> bits) as usize).map_or("", |group| group.name());
    format!("{group}-{}", block & ((1 << bits) - 1))
}

/// What stands in a result, as JSON: the title, the address, and what else there is, without what is empty at the end.
fn shown(entry: &Entry<'_>) -> Value {
    let mut fields = vec![&entry.title, &entry.address, &entry.note, &entry.line, &entry.short, &entry.language];
    while fields.last().is_some_and(|field| field.is_empty()) {
        fields.pop();
    }
    json!(fields)
}
