#![doc = include_str!("unknown_seat.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::Forum;
use crate::record::kind::forum::Seat;
use crate::record::kind::quorum::{Asks, Rule};
use crate::record::kind::vocabulary::SeatKinds;
use crate::record::link::Term;
use crate::record::suggest::nearest;
use crate::record::value::Sp;
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "seats") {
            continue;
        }
        let Some(quorum) = &forum.fields.quorum else { continue };
        if !forum.fields.seats.is_empty() {
            rule(model, forum, &quorum.meeting(), findings);
            if let Some(decide) = &quorum.decide {
                rule(model, forum, &decide.value, findings);
            }
        }
    }
}

fn rule(model: &Model, forum: Entry<'_, Forum>, asked: &Rule, findings: &mut Findings<'_>) {
    match asked.asks() {
        Some(Asks::All(parts) | Asks::Any(parts)) => parts.iter().for_each(|part| rule(model, forum, &part.value, findings)),
        // Where nobody chairs, `terms/incomplete` and `terms/no-vice-chair` say so; a chair's seat that is not there is
        // `seat/unknown`'s subject.
        Some(Asks::Seat(seat)) if !matches!(seat.as_str(), "chair" | "vice") => {
            let known = forum.fields.seats.iter().filter_map(|seat| seat.id.as_ref()).any(|id| id.value == seat.value);
            if !known {
                seat_unknown(forum, seat.as_str(), seat.span, findings);
            }
        }
        Some(Asks::CountOfKind(count, kind)) if count > 0 && !kinds(forum).any(|own| own.text == kind.text) => {
            kind_unknown(model, forum, kind, findings);
        }
        _ => {}
    }
}

fn kind_unknown(model: &Model, forum: Entry<'_, Forum>, kind: &Term<SeatKinds>, findings: &mut Findings<'_>) {
    let name = model.row(forum.record, kind).map_or_else(|| kind.text.clone(), |row| row.name.to_lowercase());
    let hint = match nearest(&kind.text, kinds(forum).map(|own| own.text.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add such a seat with a vote, or give one that is of this kind `kind = \"{}\"`", kind.text),
    };
    findings
        .add(
            forum.record,
            kind.span,
            format!("the quorum of “{}” asks for a kind of seat that has none: {name}", forum.record.title()),
        )
        .label("no seat with a vote is of this kind")
        .related(forum.record.field("seats"), "the seats")
        .hint(hint);
}

fn seat_unknown(forum: Entry<'_, Forum>, seat: &str, span: Span, findings: &mut Findings<'_>) {
    let ids: Vec<&str> = forum.fields.seats.iter().filter_map(|seat| seat.id.as_ref()).map(|id| id.as_str()).collect();
    let hint = match (nearest(seat, ids.iter().copied()), ids.is_empty()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, true) => format!("no seat has an id: give the one that is meant `id = \"{seat}\"`"),
        (None, false) => format!("the seats are {}", ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ")),
    };
    findings
        .add(forum.record, span, format!("the quorum of “{}” asks for a seat `{seat}` that is not at its table", forum.record.title()))
        .label("no seat has this id")
        .related(forum.record.field("seats"), "the seats")
        .hint(hint);
}

/// The kinds of the seats with a vote.
fn kinds<'m>(forum: Entry<'m, Forum>) -> impl Iterator<Item = &'m Term<SeatKinds>> {
    let seats: &'m [Sp<Seat>] = &forum.fields.seats;
    seats.iter().filter(|seat| seat.voting.unwrap_or(true)).filter_map(|seat| seat.kind.as_ref())
}
