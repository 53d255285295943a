#![doc = include_str!("aims_not_served.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::Model;
use crate::model::words::list;
use crate::record::kind::Collaborative;
use crate::record::kind::vocabulary::Row;
use crate::record::walk::label;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id)) {
        let (record, objectives) = (collaborative.record, &collaborative.fields.objectives);
        let Some(kind) = model.row(record, &collaborative.fields.kind).filter(|_| !objectives.is_empty()) else { continue };
        let aims = objectives.iter().flat_map(|objective| &objective.aims);
        let served: BTreeSet<&str> = aims.filter_map(|aim| model.row(record, aim)?.set.as_deref()).collect();
        let missed: Vec<String> = kind.aims.iter().filter(|set| !served.contains(set.as_str())).map(|set| quoted(set)).collect();
        if missed.is_empty() {
            continue;
        }
        let message = format!("no objective of “{}” serves an aim of {}", record.title(), list(&missed));
        let hint = hint(model, record, kind.aims.iter().filter(|set| !served.contains(set.as_str())));
        findings.field(record, "objectives", message).label("which aims do they serve?").hint(hint);
    }
}

/// The words that `aims` can have.
fn hint<'s>(model: &Model, record: &crate::record::Record, sets: impl Iterator<Item = &'s String>) -> String {
    let rows = &model.vocabulary_of(record).aims;
    let sets: Vec<&String> = sets.collect();
    let words = rows.iter().filter(|row| row.set.as_ref().is_some_and(|set| sets.contains(&set)));
    let words: Vec<String> = words.map(|row| format!("`{}`", row.id().value)).collect();
    format!("add to each objective the `aims` that it serves, such as {}", list(&words))
}

/// A set’s name in quotation marks, as readers see it.
fn quoted(set: &str) -> String {
    format!("“{}”", label(set).to_lowercase())
}
