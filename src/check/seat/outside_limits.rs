#![doc = include_str!("outside_limits.md")]

use crate::check::Findings;
use crate::model::{Model, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(range) = forum.fields.limits.as_ref().and_then(|limits| limits.seats.as_ref()) else { continue };
        let title = forum.record.title();
        let (least, most) = (range.min.map(|min| min as usize), range.max.map(|max| max as usize));
        if let (Some(least), Some(most)) = (least, most)
            && least > most
        {
            findings
                .add(forum.record, range.span, format!("“{title}” must have {least} seats at least and {most} at most"))
                .label("no number is both")
                .hint("exchange `min` and `max`, or correct one");
            continue;
        }
        let seats = model.places(forum).len();
        let bound = match (least, most) {
            (Some(least), _) if seats < least => format!("needs {} at least", words::number(least)),
            (_, Some(most)) if seats > most => format!("may have {} at most", words::number(most)),
            _ => continue,
        };
        if seats > 0 && model.table_is_known(forum) {
            findings
                .add(forum.record, range.span, format!("“{title}” has {}, and {bound}", words::count(seats, "seat", "seats")))
                .label("the limit")
                .related(forum.record.field("seats"), "the seats")
                .hint("add or remove seats, or agree on another limit");
        }
    }
}
