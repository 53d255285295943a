#![doc = include_str!("small.md")]

use crate::check::Findings;
use crate::model::{Model, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today().filter(|forum| model.decides(*forum)) {
        let Some(today) = model.quorum_today(forum) else { continue };
        let counted = today.voting_seats - today.inactive;
        if today.to_decide() * 2 >= counted {
            continue;
        }
        let message = format!(
            "“{}” can decide with {} of {} there",
            forum.record.title(),
            words::number(today.to_decide()),
            words::count(counted, "seat with a vote", "seats with a vote")
        );
        let need = today.decide.as_ref().unwrap_or(&today.meeting);
        findings
            .add(forum.record, model.rules(forum).quorum_place().span, message)
            .label(need.words.to_string())
            .hint("ask for half of the seats at least, for decisions if not for every meeting");
    }
}
