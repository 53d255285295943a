#![doc = include_str!("missing.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::collaborative::Stage;
use crate::record::kind::{Collaborative, Purpose};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id)) {
        if is_stated(model, collaborative) {
            continue;
        }
        let message = format!("“{}” does not say why it exists", collaborative.record.title());
        findings
            .about(collaborative.record, message)
            .label("what is it for?")
            .hint("write `purpose.md` beside this file: the problem, what will be better, and how one will know");
    }
}

/// Whether a collaborative states its purpose, in prose or in fields.
pub(super) fn is_stated(model: &Model, collaborative: Entry<'_, Collaborative>) -> bool {
    purpose(model, collaborative).is_some_and(|purpose| {
        purpose.record.body.words > 0 || purpose.fields.problem.is_some() || purpose.fields.benefit.is_some()
    })
}

/// Whether a collaborative is not agreed yet: what it has not settled is then no mistake.
pub(super) fn is_proposed(collaborative: &Collaborative) -> bool {
    collaborative.stage.is_some_and(|stage| stage.value == Stage::Proposed)
}

/// A collaborative's purpose.
pub(super) fn purpose<'m>(model: &'m Model, collaborative: Entry<'m, Collaborative>) -> Option<Entry<'m, Purpose>> {
    model.parts::<Purpose>(collaborative).next()
}
