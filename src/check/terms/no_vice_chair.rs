#![doc = include_str!("no_vice_chair.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::vocabulary::SeatTrait;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "chair") {
            continue;
        }
        let Some(chair) = &forum.fields.chair else { continue };
        let seat = || forum.fields.seats.iter().any(|seat| model.seat_is(forum, &seat.value, SeatTrait::ViceChair));
        if model.rules(forum).says_who_replaces_the_chair() || seat() {
            continue;
        }
        findings
            .add(forum.record, chair.span, format!("“{}” does not say who presides while the chair is away", forum.record.title()))
            .label("no vice chair, and no rule")
            .hint("add `vice` to the chair: a `seat`, or a `rule` in words such as \"those present choose one of them\"");
    }
}
