#![doc = include_str!("tie.md")]

use crate::check::Findings;
use crate::model::{Model, words};
use crate::record::kind::forum::Method;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "decisions") || model.may_say_more(forum.record, "chair") {
            continue;
        }
        let rules = model.rules(forum);
        let settled = rules.tie().is_some() || rules.casting_vote() == Some(true);
        if rules.method() != Some(Method::Majority) || settled || rules.have_a_section_on(&["tie-break", "tied", "equal", "casting"]) {
            continue;
        }
        let Some(votes) = model.votes_of(forum).filter(|votes| votes.total > 0 && votes.total.is_multiple_of(2)) else {
            continue;
        };
        findings
            .add(
                forum.record,
                rules.place("decisions").span,
                format!(
                    "“{}” has {} votes and decides by majority, and nothing settles equal votes",
                    forum.record.title(),
                    words::number(votes.total as usize)
                ),
            )
            .label("no rule for equal votes")
            .related(forum.record.field("seats"), "the seats and their votes")
            .hint("add `tie` to `[decisions]`, such as \"The proposal falls.\", or give the chair a `casting_vote`");
    }
}
