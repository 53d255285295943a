#![doc = include_str!("not_held.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::Flaw;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            let Flaw::NotHeld { past } = flaw else { continue };
            let record = step.scheme.record;
            let mut finding = findings
                .add(record, step.row.from.span, path.flaw_words(model, number, flaw).to_string())
                .label("the chain breaks here")
                .related(record.place(step.row.to.span), chains::words(model, step));
            if let Some(past) = past.map(|past| &path.past[past]) {
                let valid = past.row.valid.as_ref().map_or(past.row.span, |valid| valid.span);
                finding = finding.related(past.scheme.record.place(valid), "how it had it");
            }
            let holders = path.function.record.field("holder");
            finding
                .related(holders, "who holds it by law")
                .hint("record the delegation by which the giver has it, or let those who hold it give it themselves");
        }
    }
}
