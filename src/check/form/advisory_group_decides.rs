#![doc = include_str!("advisory_group_decides.md")]

use crate::check::{Findings, words};
use crate::model::{Entry, Model};
use crate::record::kind::decision::Outcome;
use crate::record::kind::vocabulary::LegalForm;
use crate::record::kind::{Decision, Forum};
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for given in model.delegations_today() {
        let Some((forum, form)) = model.receiver(given).and_then(|id| powerless(model, model.entry(id)?)) else { continue };
        let function = model.function_title(given);
        let message = format!("“{function}” is delegated to “{}”, which is {}", forum.record.title(), words::one(form));
        findings
            .add(given.scheme.record, given.row.to.span, message)
            .label("can hold no power")
            .related(form_place(forum), "what it is in law")
            .hint("delegate to a committee or a post of each body, or agree on a form for the forum that can hold a delegation");
    }
    for decision in model.all::<Decision>().filter(|decision| decision.outcome.value == Outcome::Approved) {
        // Where each member's own outcome is logged, it is they who approved.
        if !decision.results.is_empty() {
            continue;
        }
        let forum = decision.fields.forum.as_ref().and_then(|link| model.get(decision.record, link));
        let Some((forum, form)) = forum.and_then(|forum| powerless(model, forum)) else { continue };
        let (title, name) = (decision.record.title(), forum.record.title());
        findings
            .add(decision.record, decision.outcome.span, format!("“{title}” is approved by “{name}”, which is {}", words::one(form)))
            .label("it can only recommend")
            .related(form_place(forum), "what it is in law")
            .hint("write `recommended`, and what each body decided under `results`");
    }
}

/// A forum with its form, where it can neither decide nor hold a delegation.
fn powerless<'m>(model: &'m Model, forum: Entry<'m, Forum>) -> Option<(Entry<'m, Forum>, &'m LegalForm)> {
    Some((forum, model.form(forum).filter(|form| form.binds_nobody())?))
}

fn form_place(forum: Entry<'_, Forum>) -> Place {
    forum.fields.legal_form.as_ref().map_or_else(|| forum.record.itself(), |term| forum.record.place(term.span))
}
