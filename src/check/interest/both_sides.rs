#![doc = include_str!("both_sides.md")]

use crate::check::{Findings, words};
use crate::model::seats::SeatHeld;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::person::Post;
use crate::record::kind::vocabulary::OrganisationTrait;
use crate::record::kind::{Organisation, Person};
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for person in model.all::<Person>() {
        posts(model, findings, person);
    }
    let seats = model.seats_by_person();
    for (person, seats) in &seats {
        for below in seats.iter().filter(|seat| seat.votes()) {
            let above = seats.iter().filter(|seat| seat.votes()).find(|above| answers_to(model, below, above));
            let Some(above) = above.filter(|above| !is_handled(model, below) && !is_handled(model, above)) else { continue };
            let name = model.record(*person).title();
            let (first, second) = (below.forum.record.title(), above.forum.record.title());
            findings
                .add(below.forum.record, below.holder.span, format!("“{name}” votes on “{first}” and on “{second}”, to which it answers"))
                .label("on the one")
                .related(above.forum.record.place(above.holder.span), "and on the other")
                .hint("say under `conflicts.handling` what they do when the work of the one comes to the other, such as leaving the vote to others");
        }
    }
}

/// Whether one seat’s forum answers directly to the other’s, or is part of it.
fn answers_to(model: &Model, below: &SeatHeld<'_>, above: &SeatHeld<'_>) -> bool {
    model.forums_above(below.forum).iter().any(|forum| forum.forum == above.forum.id)
}

/// Whether the terms of reference say what somebody with an interest does.
fn is_handled(model: &Model, seat: &SeatHeld<'_>) -> bool {
    model.rules(seat.forum).conflicts().is_some_and(|conflicts| conflicts.handling.is_some())
}

/// Posts on the side of those who commission and of those who provide.
fn posts(model: &Model, findings: &mut Findings<'_>, person: Entry<'_, Person>) {
    let today: Vec<(&Sp<Post>, Entry<'_, Organisation>)> = person
        .fields
        .posts
        .iter()
        .filter(|post| post.during().holds_on(model.today))
        .filter_map(|post| Some((post, model.get(person.record, &post.organisation)?)))
        .collect();
    let commissions = |body: Entry<'_, Organisation>| {
        model.body_is(body, OrganisationTrait::Commissioner) && !model.body_is(body, OrganisationTrait::Provider)
    };
    let buyer = today.iter().find(|(_, body)| commissions(*body));
    let seller = today.iter().find(|(_, body)| model.body_is(*body, OrganisationTrait::Provider));
    let (Some((one, buyer)), Some((other, seller))) = (buyer, seller) else { return };
    // Posts in two members of one collaborative are the subject of `model/shared-post-without-plan`.
    if one.conflicts.is_some() || other.conflicts.is_some() || are_members_together(model, buyer.id, seller.id) {
        return;
    }
    let name = person.record.title();
    let message = format!("“{name}” holds posts on both sides: in {} and in {}", title(model, buyer.id), title(model, seller.id));
    findings
        .add(person.record, other.span, message)
        .label("with a body that provides")
        .related(person.record.place(one.span), "with a body that commissions")
        .hint("write under `conflicts` of one of the posts for whom they act when interests differ, and what is done about it");
}

fn title(model: &Model, id: RecordId) -> String {
    words::titles(model, [id])
}

fn are_members_together(model: &Model, one: RecordId, other: RecordId) -> bool {
    let of = |body: RecordId| -> Vec<RecordId> {
        let today = model.memberships_of(body).into_iter().filter(|membership| membership.during().holds_on(model.today));
        today.map(|membership| membership.collaborative.id).collect()
    };
    let others = of(other);
    of(one).iter().any(|whole| others.contains(whole))
}
