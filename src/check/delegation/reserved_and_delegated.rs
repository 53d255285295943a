#![doc = include_str!("reserved_and_delegated.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::Flaw;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            if let Flaw::KeptByOwnScheme(own) = flaw
                && let own = &path.own[*own]
                && own.row.above.is_none()
            {
                findings
                    .add(step.scheme.record, step.row.function.span, path.flaw_words(model, number, flaw).to_string())
                    .label(chains::words(model, step))
                    .related(own.body.record.place(own.row.function.span), "kept here, by its own scheme")
                    .hint("ask that body what its own scheme says today, and end the delegation or bring its record up to date");
            }
            let Flaw::Reserved(kept) = flaw else { continue };
            let kept = &path.reserved[*kept];
            findings
                .add(step.scheme.record, step.row.function.span, path.flaw_words(model, number, flaw).to_string())
                .label(chains::words(model, step))
                .related(kept.scheme.record.place(kept.row.function.span), "kept here")
                .hint("keep the one that was agreed, or draw the line between them with `up_to` and `above`");
        }
    }
}
