#![doc = include_str!("receiver_not_eligible.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::{Flaw, Unfit};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            let Flaw::Receiver(unfit) = flaw else { continue };
            // A forum that can hold no power at all is the subject of `form/advisory-group-decides`.
            let (who, field, hint) = match unfit {
                Unfit::Powerless(_) => continue,
                Unfit::Contractual(forum) => (
                    *forum,
                    "legal_form",
                    "what a contract settles is no function of a public body: describe that matter, or name the body that decides",
                ),
                Unfit::NotOpen { who, .. } => {
                    (*who, "kind", "name the provision on which it really rests, or give the function to a body that may hold it")
                }
            };
            let finding = findings
                .add(step.scheme.record, step.row.to.span, path.flaw_words(model, number, flaw).to_string())
                .label("may not hold it")
                .related(model.record(who).field(field), "what it is in law")
                .hint(hint);
            chains::along(finding, model, &path, chains::before(&path, number));
        }
    }
}
