#![doc = include_str!("limit_above_giver.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::Flaw;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            let Flaw::AboveGiver { step: before, limit } = flaw else { continue };
            let bound = step.row.up_to.or(step.row.limit).map_or(step.row.span, |bound| bound.span);
            let mut steps = chains::before(&path, *before);
            steps.push(*before);
            let finding = findings
                .add(step.scheme.record, bound, path.flaw_words(model, number, flaw))
                .label("more than its giver has")
                .hint(format!("give no more than {}, or let those who gave it raise their limit first", model.money(*limit)));
            chains::along(finding, model, &path, steps);
        }
    }
}
