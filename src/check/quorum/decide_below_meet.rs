#![doc = include_str!("decide_below_meet.md")]

use crate::check::Findings;
use crate::model::{Model, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(quorum) = &forum.fields.quorum else { continue };
        let (Some(rule), Some(today)) = (&quorum.decide, model.quorum_today(forum)) else { continue };
        let Some(decide) = &today.decide else { continue };
        if !decide.counts_seats() || decide.number >= today.meeting.number || model.places(forum).is_empty() {
            continue;
        }
        let message = format!(
            "“{}” needs {} to meet and only {} to decide",
            forum.record.title(),
            words::number(today.meeting.number),
            words::number(decide.number)
        );
        findings
            .add(forum.record, rule.span, message)
            .label(decide.words.to_string())
            .related(forum.record.place(quorum.span), today.meeting.words.to_string())
            .hint("take `decide` out, or ask for more there than for meeting");
    }
}
