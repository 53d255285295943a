#![doc = include_str!("unknown.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::Forum;
use crate::record::suggest::nearest;
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today().filter(|forum| !forum.fields.seats.is_empty() && !model.may_say_more(forum.record, "seats")) {
        let Some(chair) = &forum.fields.chair else { continue };
        look_for(forum, "chair", chair.seat.as_ref(), findings);
        look_for(forum, "vice chair", chair.vice.as_ref().and_then(|vice| vice.seat.as_ref()), findings);
    }
}

fn look_for(forum: Entry<'_, Forum>, who: &str, seat: Option<&Sp<String>>, findings: &mut Findings<'_>) {
    let ids: Vec<&str> = forum.fields.seats.iter().filter_map(|seat| seat.id.as_ref()).map(|id| id.as_str()).collect();
    let Some(seat) = seat.filter(|seat| !ids.contains(&seat.as_str())) else { return };
    let hint = match nearest(seat, ids.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("give the seat that is meant `id = \"{}\"`", seat.value),
    };
    findings
        .add(forum.record, seat.span, format!("the {who} of “{}” holds a seat that is not there", forum.record.title()))
        .label("no seat has this id")
        .related(forum.record.field("seats"), "the seats")
        .hint(hint);
}
