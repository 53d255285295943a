#![doc = include_str!("no_deputies_rule.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "seats") {
            continue;
        }
        let rules = model.rules(forum);
        let seats = &forum.fields.seats;
        let stated = seats.iter().any(|seat| {
            rules.deputy(&seat.value).is_some() || seat.holders.iter().any(|holder| holder.deputy.is_some())
        });
        if seats.is_empty() || stated || rules.have_a_section_on(&["deput", "substitut", "alternate"]) {
            continue;
        }
        findings
            .field(forum.record, "seats", format!("“{}” has no rule for deputies", forum.record.title()))
            .label("no seat says whether somebody may stand in")
            .hint("add `deputy = { allowed = true, counts = true, votes = true }` to each seat where somebody may, or `{ allowed = false }`");
    }
}
