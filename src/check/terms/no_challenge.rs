#![doc = include_str!("no_challenge.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::vocabulary::SeatTrait;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "seats") || model.may_say_more(forum.record, "assurance") {
            continue;
        }
        let seats = &forum.fields.seats;
        if seats.is_empty() || !model.decides(forum) {
            continue;
        }
        let rules = model.rules(forum);
        let challenged = rules.chair_is_independent()
            || seats.iter().any(|seat| model.seat_is(forum, &seat.value, SeatTrait::Challenge))
            || forum.fields.assurance.is_some()
            || rules.have_a_section_on(&["assurance", "scrutiny"]);
        if !challenged {
            findings
                .field(forum.record, "seats", format!("nobody at the table of “{}” is there to challenge it", forum.record.title()))
                .label("no seat is non-executive, independent or lay")
                .hint("add such a seat with its `kind`, or say in `assurance` how its decisions are scrutinised");
        }
    }
}
