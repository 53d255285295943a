#![doc = include_str!("deadlock.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::forum::Method;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "decisions") {
            continue;
        }
        let rules = model.rules(forum);
        let way = match rules.method() {
            Some(Method::Consensus) => "consensus",
            Some(Method::Consent) => "consent",
            Some(Method::Unanimity) => "unanimity",
            Some(Method::Majority | Method::Supermajority) | None => continue,
        };
        if rules.fallback().is_some() || rules.have_a_section_on(&["dispute", "deadlock", "escalat"]) {
            continue;
        }
        let message = format!("“{}” decides by {way} and does not say what happens without it", forum.record.title());
        let own = forum.fields.decisions.as_ref().and_then(|decisions| decisions.method);
        let span = own.map_or_else(|| rules.place("decisions").span, |method| method.span);
        findings.add(forum.record, span, message).label("one objection stops everything").hint(
            "add `fallback` to `[decisions]`: a vote, the members' boards, mediation; or say that there is none, where that is meant",
        );
    }
}
