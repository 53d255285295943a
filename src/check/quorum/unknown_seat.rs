#![doc = include_str!("unknown_seat.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::Forum;
use crate::record::kind::quorum::{Asks, Rule};
use crate::record::suggest::nearest;
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
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
        Some(Asks::Seat(seat)) if is_unknown(model, forum, asked) => {
            // Where nobody chairs, `terms/incomplete` and `terms/no-vice-chair` say so; a chair's seat that is not there is
            // `seat/unknown`'s subject.
            if !matches!(seat.as_str(), "chair" | "vice") {
                seat_unknown(forum, seat.as_str(), seat.span, findings);
            }
        }
        Some(Asks::CountOfKind(count, kind)) if count > 0 && is_unknown(model, forum, asked) => {
            let name = model.row(forum.record, kind).map_or_else(|| kind.text.clone(), |row| row.name.to_lowercase());
            let message = format!("the quorum of “{}” asks for a kind of seat that has none: {name}", forum.record.title());
            let own = kinds(forum);
            let hint = match nearest(&kind.text, own.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("add such a seat with a vote, or give one that is of this kind `kind = \"{}\"`", kind.text),
            };
            findings
                .add(forum.record, kind.span, message)
                .label("no seat with a vote is of this kind")
                .related(forum.record.field("seats"), "the seats")
                .hint(hint);
        }
        _ => {}
    }
}

fn is_unknown(model: &Model, forum: Entry<'_, Forum>, rule: &Rule) -> bool {
    model.need_today(forum, rule).is_some_and(|need| need.unknown.is_some())
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

/// The kinds of seats with a vote.
fn kinds(forum: Entry<'_, Forum>) -> Vec<String> {
    let voting = forum.fields.seats.iter().filter(|seat| seat.voting.unwrap_or(true));
    voting.filter_map(|seat| seat.kind.as_ref()).map(|kind| kind.text.clone()).collect()
}
