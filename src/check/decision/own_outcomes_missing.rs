#![doc = include_str!("own_outcomes_missing.md")]

use std::collections::BTreeSet;

use crate::check::{Findings, words};
use crate::model::authority::is_decided;
use crate::model::words::one;
use crate::model::{Model, RecordId};
use crate::record::kind::{Decision, Forum};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for decision in model.all::<Decision>().filter(|decision| is_decided(decision.fields.outcome.value)) {
        let then = model.at(decision.fields.on.date.last_day());
        let Some(forum) = decision.fields.forum.as_ref().and_then(|link| then.get::<Forum>(decision.record, link)) else { continue };
        let Some(form) = then.form(forum).filter(|_| then.decides_in_common(forum)) else { continue };
        let logged = decision.fields.results.iter().filter_map(|result| then.follow(decision.record, &result.organisation));
        let logged: BTreeSet<RecordId> = logged.collect();
        let mut limbs = then.owners(forum);
        if limbs.is_empty() {
            limbs = then.member_bodies(forum.record);
        }
        let missing: Vec<RecordId> = limbs.iter().copied().filter(|limb| !logged.contains(limb)).collect();
        if missing.is_empty() || limbs.len() < 2 {
            continue;
        }
        let (title, name) = (decision.record.title(), forum.record.title());
        let message = if logged.is_empty() {
            format!("“{title}” is logged as one decision, and “{name}” decides as {}: one for each body", one(form))
        } else {
            format!("“{title}” has no outcome of {}", words::titles(model, missing))
        };
        findings
            .add(decision.record, decision.fields.outcome.span, message)
            .label("one outcome for all")
            .related(forum.record.field("legal_form"), "what it is in law")
            .hint("add what each committee decided under `results`: `{ organisation = …, outcome = …, on = … }`");
    }
}
