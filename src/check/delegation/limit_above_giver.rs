#![doc = include_str!("limit_above_giver.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::Flaw;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            let bound = step.row.up_to.or(step.row.limit).map_or(step.row.span, |bound| bound.span);
            if let Flaw::KeptByOwnScheme(own) = flaw
                && let own = &path.own[*own]
                && let Some(limit) = own.row.above
            {
                let limit_words = model.money(limit.value);
                findings
                    .add(step.scheme.record, bound, path.flaw_words(model, number, flaw).to_string())
                    .label("more than its giver may give")
                    .related(own.body.record.place(limit.span), "its own scheme keeps what is above")
                    .hint(format!("give no more than {limit_words}, or let its board raise the amount in its own scheme first"));
            }
            let Flaw::AboveGiver { step: before, limit } = flaw else { continue };
            let mut steps = chains::before(&path, *before);
            steps.push(*before);
            let finding = findings
                .add(step.scheme.record, bound, path.flaw_words(model, number, flaw).to_string())
                .label("more than its giver has")
                .hint(format!("give no more than {}, or let those who gave it raise their limit first", model.money(*limit)));
            chains::along(finding, model, &path, steps);
        }
    }
}
