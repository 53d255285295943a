#![doc = include_str!("stated_otherwise.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(quorum) = &forum.fields.quorum else { continue };
        let (Some(stated), Some(today)) = (quorum.stated, model.quorum_today(forum)) else { continue };
        let meeting = &today.meeting;
        if stated.value as usize == meeting.number || model.places(forum).is_empty() {
            continue;
        }
        let sum = if meeting.sum.is_empty() { String::new() } else { format!(": {}", meeting.sum) };
        let message = format!(
            "“{}” states a quorum of {}, and its rule comes to {}{sum}",
            forum.record.title(),
            stated.value,
            meeting.number
        );
        findings
            .add(forum.record, stated.span, message)
            .label("what the text says")
            .related(forum.record.place(quorum.span), meeting.words.to_string())
            .hint(format!("write {} in the text, or correct the rule or the seats", meeting.number));
    }
}
