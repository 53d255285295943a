#![doc = include_str!("schemes_disagree.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Findings, chains, words};
use crate::model::path::Path;
use crate::model::{Model, RecordId};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        if path.reserved.is_empty() || path.function.fields.joint.is_some_and(|joint| joint.value) {
            continue;
        }
        for ((kept, step), bodies) in contradictions(model, &path) {
            let (kept, step) = (&path.reserved[kept], &path.steps[step]);
            let title = path.function.record.title();
            let names = words::titles(model, bodies);
            let whole = |record| {
                let whole = model.collaborative_of(record);
                whole.map_or_else(|| "another collaborative".to_owned(), |whole| format!("“{}”", whole.record.title()))
            };
            let keep = if names.matches('“').count() == 1 { "keeps" } else { "keep" };
            let message = format!(
                "{names} gave “{title}” away, as the scheme of {} has it, and {keep} it, as that of {} has it",
                whole(step.scheme.record),
                whole(kept.scheme.record)
            );
            findings
                .add(step.scheme.record, step.row.function.span, message)
                .label(chains::words(model, step))
                .related(kept.scheme.record.place(kept.row.function.span), "kept here")
                .hint("ask the members what their own schemes say, and bring both to the same")
                .hint("where each is about another part of the matter, make two functions of it");
        }
    }
}

/// What one scheme says is kept and another says is given, with the bodies of which both say so.
fn contradictions(model: &Model, path: &Path<'_>) -> BTreeMap<(usize, usize), Vec<RecordId>> {
    let mut kept: BTreeMap<RecordId, BTreeSet<usize>> = BTreeMap::new();
    for (number, row) in path.reserved.iter().enumerate() {
        let bodies = model.bodies(row.scheme.record, &row.row.to);
        for body in bodies {
            kept.entry(body).or_default().insert(number);
        }
    }
    let mut found: BTreeMap<(usize, usize), Vec<RecordId>> = BTreeMap::new();
    for (body, steps) in path.first_hand(model) {
        let Some(kept) = kept.get(&body) else { continue };
        for step in steps.into_iter().filter(|step| path.steps[*step].row.conditions.is_none()) {
            let given = &path.steps[step];
            let elsewhere = kept.iter().copied().find(|kept| {
                let kept = &path.reserved[*kept];
                kept.scheme.id != given.scheme.id && kept.band.within(given.own).is_some()
            });
            if let Some(kept) = elsewhere {
                found.entry((kept, step)).or_default().push(body);
            }
        }
    }
    found
}
