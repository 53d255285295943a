#![doc = include_str!("reporting_gap.md")]

use crate::check::Findings;
use crate::model::{Entry, Model, words};
use crate::record::kind::Collaborative;
use crate::record::kind::vocabulary::LegalFormTrait;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let whole = model.collaborative_of(forum.record);
        let is_known = |whole: Entry<'_, Collaborative>| !model.may_say_more(whole.record, "members");
        if !whole.map_or(forum.record.scope().is_none(), is_known) {
            continue;
        }
        if model.may_say_more(forum.record, "reports_to") || model.may_say_more(forum.record, "established_by") {
            continue;
        }
        let reports_to = &forum.fields.reports_to;
        let own_board = model.form_is(forum, LegalFormTrait::OwnBoard);
        if reports_to.is_empty() || own_board || forum.fields.assurance.is_some() {
            continue;
        }
        let reached = model.bodies_above(forum);
        let missing = model.makers(forum).into_iter().filter(|maker| !reached.contains(maker));
        let missing: Vec<String> = missing.map(|maker| format!("“{}”", model.record(maker).title())).collect();
        if missing.is_empty() {
            continue;
        }
        let several = if missing.len() == 1 { "it" } else { "they" };
        findings
            .field(
                forum.record,
                "reports_to",
                format!("“{}” does not report to {}", forum.record.title(), words::choice(&missing)),
            )
            .label(format!("{several} made it, and no line leads there"))
            .hint("add `{ each = \"member\" }` or the body, or say in `assurance` by which route its board is assured");
    }
}
