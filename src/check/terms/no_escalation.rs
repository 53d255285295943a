#![doc = include_str!("no_escalation.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::forum::Method;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let rules = model.rules(forum);
        let by_vote = matches!(rules.method(), Some(Method::Majority | Method::Supermajority));
        let said = rules.tie().is_some() || rules.fallback().is_some() || rules.casting_vote() == Some(true);
        // Equal votes at a full table are `vote/tie`'s subject, consensus without a way out is `vote/deadlock`'s.
        let left_to_others = rules.method() == Some(Method::Majority) && model.votes_can_be_equal(forum);
        if !by_vote || said || left_to_others || rules.have_a_section_on(&["dispute", "deadlock", "escalat"]) {
            continue;
        }
        let record = forum.record;
        let diagnostic = format!("“{}” does not say what happens where its vote settles nothing", record.title());
        let place = rules.place("decisions");
        findings
            .add(record, place.span, diagnostic)
            .label("neither a rule for equal votes nor a way to go on")
            .hint("add `tie` or `fallback` to `[decisions]`: who decides then, or that the proposal falls");
    }
}
