#![doc = include_str!("goes_round.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::Flaw;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            // A round is told once, at its first step.
            let Flaw::Round(round) = flaw else { continue };
            if round.first() != Some(&number) {
                continue;
            }
            let finding = findings
                .add(step.scheme.record, step.row.to.span, path.flaw_words(model, number, flaw).to_string())
                .label(chains::words(model, step))
                .hint("remove the delegation that leads back, or give a part of the matter only and say which under `conditions`");
            chains::along(finding, model, &path, round[1..].iter().copied());
        }
    }
}
