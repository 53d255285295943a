#![doc = include_str!("host_holds_everything.md")]

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::{Collaborative, Forum};
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        let record = collaborative.record;
        let fields = collaborative.fields;
        let (Some(host), Some(lead), Some(secretariat)) = (&fields.host, &fields.lead, &fields.secretariat) else { continue };
        let Some(body) = model.follow(record, host) else { continue };
        if model.follow(record, lead) != Some(body) || model.follow(record, secretariat) != Some(body) {
            continue;
        }
        let forums = model.parts::<Forum>(collaborative).filter(|forum| model.at_work(forum.id) && forum.part_of.is_none());
        let chaired = forums.into_iter().find_map(|forum| Some((forum, chaired_by(model, forum, body)?)));
        let Some((forum, chair)) = chaired else { continue };
        let (name, title) = (model.record(body).title(), record.title());
        let message = format!("“{name}” hosts “{title}”, leads it, serves it and chairs “{}”", forum.record.title());
        findings
            .add(record, host.span, message)
            .label("the host")
            .related(record.place(lead.span), "and the lead")
            .related(record.place(secretariat.span), "and the secretariat")
            .related(forum.record.place(chair), "and the chair")
            .hint("let another member take one of these parts, such as the chair");
    }
}

/// Where a forum's record says that a body holds its chair today.
fn chaired_by(model: &Model, forum: Entry<'_, Forum>, body: RecordId) -> Option<Span> {
    let chair = forum.fields.chair.as_ref()?;
    if let Some(held_by) = &chair.held_by {
        return (model.follow(forum.record, held_by) == Some(body)).then_some(held_by.span);
    }
    let seat = chair.seat.as_ref()?;
    let places = model.places(forum);
    let mut own = places.iter().filter(|place| place.seat.id.as_ref().is_some_and(|id| id.value == seat.value) && place.seat.each.is_none());
    own.any(|place| place.organisation == Some(body)).then_some(seat.span)
}
