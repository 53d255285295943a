#![doc = include_str!("outcomes_differ.md")]

use std::collections::{HashMap, HashSet};

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::decision::{Outcome, OwnResult};
use crate::record::kind::{Decision, Forum};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let superseded: HashSet<RecordId> = model
        .all::<Decision>()
        .filter_map(|decision| model.follow(decision.record, decision.fields.supersedes.as_ref()?))
        .collect();
    let latest = latest(model);
    for decision in model.all::<Decision>() {
        let Some(first) = decision.fields.results.first() else { continue };
        let Some(other) = decision.fields.results.iter().find(|other| other.outcome.value != first.outcome.value) else { continue };
        let followed = decision.fields.review.is_some()
            || superseded.contains(&decision.id)
            || matter(model, decision).and_then(|matter| latest.get(&matter)).is_some_and(|last| *last != decision.id);
        let in_common = decision.fields.forum.as_ref().and_then(|link| model.get::<Forum>(decision.record, link));
        if followed || !in_common.is_some_and(|forum| model.decides_in_common(forum)) {
            continue;
        }
        let said = |result: &OwnResult| {
            let body = model.follow(decision.record, &result.organisation);
            let name = body.map_or_else(|| result.organisation.text.clone(), |body| model.record(body).title());
            format!("“{name}” {}", word(result.outcome.value))
        };
        let title = decision.record.title();
        let message = format!("{} and {} “{title}”, and nothing says what follows", said(first), said(other));
        findings
            .add(decision.record, other.outcome.span, message)
            .label("differs from the others")
            .related(decision.record.place(first.outcome.span), "the other outcome")
            .hint("write when it comes back under `review`, or record the decision that follows, with `supersedes`");
    }
}

/// The forum and the matter of a decision.
fn matter(model: &Model, decision: Entry<'_, Decision>) -> Option<(RecordId, RecordId)> {
    let forum = model.follow(decision.record, decision.fields.forum.as_ref()?)?;
    Some((forum, model.follow(decision.record, decision.fields.function.as_ref()?)?))
}

/// The latest decision of each forum on each matter.
fn latest(model: &Model) -> HashMap<(RecordId, RecordId), RecordId> {
    let mut decisions: Vec<Entry<'_, Decision>> = model.all::<Decision>().collect();
    decisions.sort_by_key(|decision| (decision.fields.on.date.last_day(), decision.id));
    decisions.into_iter().filter_map(|decision| Some((matter(model, decision)?, decision.id))).collect()
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Recommended => "recommended",
        Outcome::Approved => "approved",
        Outcome::Rejected => "rejected",
        Outcome::Deferred => "put off",
        Outcome::Noted => "took note of",
    }
}
