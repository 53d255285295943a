#![doc = include_str!("no_escalation.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::forum::Method;

/// How headings begin over a section that says what follows.
const HEADINGS: [&str; 7] = ["dispute", "deadlock", "escalat", "tie-break", "tied", "equal", "casting"];

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "decisions") || model.may_say_more(forum.record, "chair") {
            continue;
        }
        let rules = model.rules(forum);
        let by_vote = match rules.method() {
            // Equal votes at a full table are `vote/tie`'s subject.
            Some(Method::Majority) => !model.votes_can_be_equal(forum),
            Some(Method::Supermajority) => true,
            // And consensus without a way out is `vote/deadlock`'s.
            Some(Method::Consensus | Method::Consent | Method::Unanimity) | None => false,
        };
        let said = rules.tie().is_some() || rules.fallback().is_some() || rules.casting_vote() == Some(true);
        if !by_vote || said || rules.have_a_section_on(&HEADINGS) {
            continue;
        }
        findings
            .add(
                forum.record,
                rules.place("decisions").span,
                format!("“{}” does not say what happens where its vote settles nothing", forum.record.title()),
            )
            .label("neither a rule for equal votes nor a way to go on")
            .hint("add `tie` or `fallback` to `[decisions]`: who decides then, or that the proposal falls");
    }
}
