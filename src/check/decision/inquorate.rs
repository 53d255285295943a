#![doc = include_str!("inquorate.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::authority::{Powers, is_decided};
use crate::phrases::Saying;
use crate::record::kind::{Decision, Forum};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let powers = Powers::all(model);
    for decision in model.all::<Decision>().filter(|decision| is_decided(decision.fields.outcome.value)) {
        let Some(attendance) = powers.attendance(model, decision).filter(|attendance| attendance.quorate == Some(false)) else { continue };
        let Some(forum) = decision.fields.forum.as_ref().and_then(|link| model.get::<Forum>(decision.record, link)) else { continue };
        if !model.table_is_known(forum) {
            continue;
        }
        let title = decision.record.title();
        let short = attendance.short.unwrap_or_else(Saying::nothing);
        let message = format!("“{title}” was decided without a quorum: {short} did not come together");
        let place = decision.fields.present.first().map_or(decision.fields.on.span, |present| present.span);
        let seats = if attendance.there == 1 { "one seat was".to_owned() } else { format!("{} seats were", attendance.there) };
        findings
            .add(decision.record, place, message)
            .label(format!("at most {seats} there, of {} with a vote", attendance.of))
            .related(model.rules(forum).quorum_place(), "the quorum")
            .hint("let the next quorate meeting ratify it, or add to `present` who else was there");
    }
}
