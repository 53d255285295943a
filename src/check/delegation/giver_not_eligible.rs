#![doc = include_str!("giver_not_eligible.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::{Flaw, Somebody, Step, Unfit};
use crate::record::kind::Forum;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            let Flaw::Giver(Unfit::NotOpen { who, .. }) = flaw else { continue };
            // Who may be party to a committee is the subject of `form/party-not-eligible`; who does not hold the function, of
            // `delegation/not-held`.
            if asks_who_is_party(model, step) || step.flaws.iter().any(|flaw| matches!(flaw, Flaw::NotHeld { .. })) {
                continue;
            }
            findings
                .add(step.scheme.record, step.row.from.span, path.flaw_words(model, number, flaw).to_string())
                .label("who gives it")
                .related(model.record(*who).field("kind"), "what it is in law")
                .hint("name the members that may give it, each in a delegation of its own, or the provision that lets all of them");
        }
    }
}

/// Whether the receiver is a forum whose form says who may be party to it.
fn asks_who_is_party(model: &Model, step: &Step<'_>) -> bool {
    let Somebody::Forum(forum) = step.to else { return false };
    let Some(forum) = model.entry::<Forum>(*forum) else { return false };
    let form = forum.fields.legal_form.as_ref().and_then(|form| model.row(forum.record, form));
    form.is_some_and(|form| form.parties.is_some())
}
