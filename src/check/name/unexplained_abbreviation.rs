#![doc = include_str!("unexplained_abbreviation.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Findings;
use crate::model::{Model, RecordId};
use crate::record::body::abbreviations::{find, singular};
use crate::record::kind::vocabulary::SETS;
use crate::record::kind::{Glossary, Organisation};
use crate::span::Span;
use crate::vocabulary::jurisdictions;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut used: BTreeMap<&str, Vec<(RecordId, Span)>> = BTreeMap::new();
    for (id, record) in model.records() {
        let unexplained = record.body.abbreviations.iter().filter(|abbreviation| !abbreviation.explained);
        unexplained.for_each(|abbreviation| used.entry(&abbreviation.text).or_default().push((id, abbreviation.span)));
        for word in record.head.summary.iter().flat_map(|summary| find(summary).into_iter().map(|place| &summary[place])) {
            let places = used.entry(singular(word)).or_default();
            if places.last().is_none_or(|(last, _)| *last != id) {
                places.push((id, record.field("summary").span));
            }
        }
    }
    if used.is_empty() {
        return;
    }
    let known = known(model);
    for (abbreviation, places) in used.into_iter().filter(|(abbreviation, _)| !known.contains(*abbreviation)) {
        let (first, span) = places[0];
        let others = match places.len() - 1 {
            0 => String::new(),
            1 => " and in one other record".to_owned(),
            others => format!(" and in {others} other records"),
        };
        findings
            .add(model.record(first), span, format!("“{abbreviation}” is used here{others}, and explained nowhere"))
            .label("what does it stand for?")
            .hint(format!("add it to `glossary.toml`: the words as `term`, \"{abbreviation}\" as `short`"))
            .hint("or write the words where it is used, with the abbreviation in brackets after them");
    }
}

/// The abbreviations that the glossary explains, and those that are part of names: of records, and of the vocabulary's words.
fn known(model: &Model) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let mut add = |name: &str| known.extend(find(name).into_iter().map(|place| singular(&name[place]).to_owned()));
    for (id, record) in model.records() {
        record.head.name.iter().for_each(|name| add(name));
        record.head.short_name.iter().for_each(|name| add(name));
        record.head.former_names.iter().for_each(|former| add(&former.name));
        let organisation = model.entry::<Organisation>(id);
        organisation.iter().flat_map(|organisation| &organisation.fields.sites).for_each(|site| add(&site.name));
        organisation.iter().flat_map(|organisation| organisation.fields.identifiers.values()).for_each(|code| add(code));
    }
    for term in model.all::<Glossary>().flat_map(|glossary| &glossary.fields.terms) {
        add(&term.term);
        term.short.iter().chain(&term.also).for_each(|word| add(word));
    }
    for vocabulary in jurisdictions().map(|(jurisdiction, _)| model.vocabulary(jurisdiction)) {
        SETS.iter().flat_map(|set| vocabulary.list(set)).for_each(|row| add(row.name()));
    }
    known
}
