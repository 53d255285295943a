#![doc = include_str!("no_conflicts_rule.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "conflicts") {
            continue;
        }
        let rules = model.rules(forum);
        let title = forum.record.title();
        match rules.conflicts() {
            None if rules.have_a_section_on(&["conflict", "interest"]) => {}
            None => {
                findings
                    .about(forum.record, format!("“{title}” has no rule for conflicts of interest"))
                    .label("nothing is said of interests")
                    .hint("add `[conflicts]` with `declared`, `register` and `handling`");
            }
            Some(conflicts) if conflicts.register.is_none() => {
                findings
                    .field(forum.record, "conflicts", format!("“{title}” does not say where interests are registered"))
                    .label("without a register")
                    .hint("add `register`: \"people\" for the records of this handbook, or the address of a register");
            }
            Some(conflicts) if conflicts.handling.is_none() => {
                findings
                    .field(forum.record, "conflicts", format!("“{title}” does not say what somebody with an interest may do"))
                    .label("without a way to handle them")
                    .hint("add `handling`, such as \"leaves the room and does not vote\"");
            }
            Some(_) => {}
        }
    }
}
