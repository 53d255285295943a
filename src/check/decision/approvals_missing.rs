#![doc = include_str!("approvals_missing.md")]

use std::collections::HashSet;

use jiff::Span;

use crate::check::{Findings, words};
use crate::model::authority::Powers;
use crate::model::{Model, RecordId};
use crate::record::kind::decision::Outcome;
use crate::record::kind::{Decision, Forum};

/// After how many days an approval is missed.
const WITHIN: i32 = 90;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let powers = Powers::all(model);
    let superseded: HashSet<RecordId> = model
        .all::<Decision>()
        .filter_map(|decision| model.follow(decision.record, decision.fields.supersedes.as_ref()?))
        .collect();
    for decision in model.all::<Decision>().filter(|decision| !superseded.contains(&decision.id)) {
        let Some(forum) = decision.fields.forum.as_ref().and_then(|link| model.get::<Forum>(decision.record, link)) else { continue };
        let due = decision.fields.on.date.last_day().checked_add(Span::new().days(WITHIN));
        // Committees in common are the subject of `decision/own-outcomes-missing`.
        if model.decides_in_common(forum) || due.is_ok_and(|due| due >= model.today) {
            continue;
        }
        let approvals = powers.approvals(model, decision);
        let answered = |outcome: &Option<Outcome>| matches!(outcome, Some(Outcome::Approved | Outcome::Rejected));
        if approvals.iter().any(|(_, outcome)| *outcome == Some(Outcome::Rejected)) {
            continue;
        }
        let missing: Vec<RecordId> = approvals.iter().filter(|(_, outcome)| !answered(outcome)).map(|(body, _)| *body).collect();
        if missing.is_empty() {
            continue;
        }
        let names = words::titles(model, missing);
        let message = format!("“{}” needs each member’s approval, and that of {names} is not on record", decision.record.title());
        findings
            .add(decision.record, decision.fields.outcome.span, message)
            .label(format!("on {}, more than {WITHIN} days ago", decision.fields.on.date))
            .related(model.rules(forum).place("decisions"), "who has to approve")
            .hint("add each board’s own decision under `results`, with its day");
    }
}
