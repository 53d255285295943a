#![doc = include_str!("nothing_out_of_scope.md")]

use crate::check::Findings;
use crate::model::Model;

/// How headings over such a section begin or what they hold.
const HEADINGS: [&str; 5] = ["scope", "does not", "may not", "outside", "exclu"];

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "out_of_scope") {
            continue;
        }
        if !forum.fields.out_of_scope.is_empty() || model.rules(forum).have_a_section_on(&HEADINGS) {
            continue;
        }
        let message = format!("“{}” does not say what it leaves to others", forum.record.title());
        findings
            .field(forum.record, "responsibilities", message)
            .label("and what not?")
            .hint("name in `out_of_scope` the functions that one might think are its own, or add a section “Out of scope”");
    }
}
