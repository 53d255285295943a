#![doc = include_str!("unequal.md")]

use crate::check::Findings;
use crate::model::forum::Place;
use crate::model::{Entry, Model, RecordId, words};
use crate::record::kind::vocabulary::SeatTrait;
use crate::record::kind::{Forum, Organisation};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let own_rule = forum.fields.limits.as_ref().is_some_and(|limits| limits.equal_seats == Some(true));
        let by_law = || {
            let provisions = model.provisions_of(forum).into_iter();
            provisions.filter(|provision| provision.equal_seats == Some(true)).map(|provision| format!("the {}", provision.name)).next()
        };
        let (rule, by_kind) = match own_rule {
            true => ("its own rule".to_owned(), false),
            false => match by_law() {
                Some(provision) => (provision, true),
                None => continue,
            },
        };
        let places = model.places(forum);
        let voting: Vec<&Place<'_>> = places.iter().filter(|place| place.votes()).collect();
        let of_nobody = |place: &&&Place<'_>| place.organisation.is_none() && !model.seat_is(forum, place.seat, SeatTrait::Outside);
        if voting.is_empty() || !model.table_is_known(forum) || voting.iter().any(|place| of_nobody(&place)) {
            continue;
        }
        let sides = sides(model, forum, &voting, by_kind);
        let number = |side: &Side| side.seats;
        let (Some(most), Some(fewest)) = (sides.iter().max_by_key(|side| number(side)), sides.iter().min_by_key(|side| number(side)))
        else {
            continue;
        };
        if most.seats > fewest.seats {
            let count = |side: &Side| words::count(side.seats, "seat", "seats");
            let message = format!(
                "“{}” has {} with a vote for {} and {} for {}, and {rule} asks for equal numbers",
                forum.record.title(),
                count(most),
                most.name,
                words::number(fewest.seats),
                fewest.name
            );
            findings
                .field(forum.record, "seats", message)
                .label("these are not equal")
                .hint("add or remove seats until both sides have as many");
        }
    }
}

/// A member, or all members of one kind, with its seats.
struct Side {
    name: String,
    seats: usize,
}

fn sides(model: &Model, forum: Entry<'_, Forum>, voting: &[&Place<'_>], by_kind: bool) -> Vec<Side> {
    let members = model.member_bodies(forum.record);
    let seats = |member: RecordId| voting.iter().filter(|place| place.organisation == Some(member)).count();
    let kind = |member: RecordId| {
        let body = model.entry::<Organisation>(member)?;
        let row = model.row(body.record, &body.fields.kind)?;
        Some(if row.plural.is_some() { row.plural.clone()? } else { format!("{}s", row.name) }.to_lowercase())
    };
    let kinds: std::collections::BTreeSet<Option<String>> = members.iter().map(|member| kind(*member)).collect();
    if !by_kind || kinds.len() < 2 {
        let side = |member: RecordId| Side { name: format!("“{}”", model.record(member).title()), seats: seats(member) };
        return members.into_iter().map(side).collect();
    }
    let side = |name: Option<String>| {
        let own = members.iter().copied().filter(|member| kind(*member) == name);
        let own: Vec<RecordId> = own.collect();
        let seats = own.iter().map(|member| seats(*member)).sum();
        match own[..] {
            [only] => Side { name: format!("“{}”", model.record(only).title()), seats },
            _ => Side { name: format!("the {}", name.unwrap_or_else(|| "others".to_owned())), seats },
        }
    };
    kinds.into_iter().map(side).collect()
}
