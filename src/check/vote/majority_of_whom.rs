#![doc = include_str!("majority_of_whom.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::forum::Method;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "decisions") {
            continue;
        }
        let rules = model.rules(forum);
        if !matches!(rules.method(), Some(Method::Majority | Method::Supermajority)) || rules.majority_of().is_some() {
            continue;
        }
        let message = format!("“{}” decides by majority and does not say of whom", forum.record.title());
        let own = forum.fields.decisions.as_ref().and_then(|decisions| decisions.method);
        let span = own.map_or_else(|| rules.place("decisions").span, |method| method.span);
        findings
            .add(forum.record, span, message)
            .label("a majority of what?")
            .hint("add `of` to `[decisions]`: \"members\", \"voting-seats\", \"present\" or \"voting\"");
    }
}
