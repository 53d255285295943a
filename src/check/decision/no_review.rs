#![doc = include_str!("no_review.md")]

use std::collections::HashSet;

use crate::check::Findings;
use crate::model::{Model, RecordId};
use crate::record::kind::decision::Outcome;
use crate::record::kind::{Decision, Function};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let superseded: HashSet<RecordId> = model
        .all::<Decision>()
        .filter_map(|decision| model.follow(decision.record, decision.fields.supersedes.as_ref()?))
        .collect();
    for decision in model.all::<Decision>() {
        let approved = decision.fields.outcome.value == Outcome::Approved;
        if !approved || decision.fields.review.is_some() || superseded.contains(&decision.id) {
            continue;
        }
        let Some(function) = decision.fields.function.as_ref().and_then(|link| model.get::<Function>(decision.record, link)) else {
            continue;
        };
        let category = function.fields.category.as_ref().and_then(|category| model.row(function.record, category));
        let Some(category) = category.filter(|category| category.sets_course == Some(true)) else { continue };
        let message = format!("“{}” sets a course, and nothing says when it is looked at again", decision.record.title());
        findings
            .add(decision.record, decision.fields.outcome.span, message)
            .label(format!("a matter of {}", category.name.to_lowercase()))
            .hint("write under `review` when the forum asks whether it brought what it was meant to");
    }
}
