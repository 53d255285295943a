#![doc = include_str!("not_a_director.md")]

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::forum::{Holder, Seat};
use crate::record::kind::vocabulary::LegalFormTrait::{InCommon, Individual};
use crate::record::kind::vocabulary::{OrganisationTrait, SeatTrait};
use crate::record::kind::{Forum, Kind};
use crate::record::value::Sp;
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>().filter(|forum| model.at_work(forum.id)) {
        let wanted = match (model.form_is(forum, InCommon), model.form_is(forum, Individual)) {
            (true, _) => SeatTrait::Director,
            (_, true) => SeatTrait::Executive,
            _ => continue,
        };
        for seat in forum.fields.seats.iter().filter(|seat| seat.voting.unwrap_or(true)) {
            let bodies = bodies(model, forum, seat);
            let Some(body) = bodies.first() else { continue };
            if is_other_kind(model, forum, seat, wanted) {
                let span = seat.kind.as_ref().map_or(seat.span, |kind| kind.span);
                report(model, findings, forum, (seat, span), *body, wanted);
            } else if let Some((holder, body)) = stranger(model, forum, seat, &bodies) {
                report(model, findings, forum, (seat, holder.span), body, wanted);
            }
        }
    }
}

/// The bodies for which a seat is, as far as the law asks that directors sit on it for them.
fn bodies(model: &Model, forum: Entry<'_, Forum>, seat: &Seat) -> Vec<RecordId> {
    let own = seat.organisation.as_ref().and_then(|link| model.follow(forum.record, link));
    let members = seat.each.map(|_| model.member_bodies(forum.record)).unwrap_or_default();
    let bodies = own.into_iter().chain(members);
    bodies.filter(|body| model.record_is(*body, OrganisationTrait::CommitteesOfDirectors)).collect()
}

/// Whether a seat is of a kind that is not the wanted one. Those who preside, and those whose title calls them directors, may be.
fn is_other_kind(model: &Model, forum: Entry<'_, Forum>, seat: &Seat, wanted: SeatTrait) -> bool {
    let Some(kind) = seat.kind.as_ref().and_then(|kind| model.row(forum.record, kind)) else { return false };
    let presides = kind.is.iter().any(|is| matches!(is, SeatTrait::Chair | SeatTrait::ViceChair));
    let said = !kind.is.contains(&SeatTrait::Director) && seat.title.to_lowercase().contains("director");
    !kind.is.contains(&wanted) && !presides && !said
}

/// Somebody who holds a seat of one of these bodies today and is recorded as another body's.
fn stranger<'m>(
    model: &'m Model,
    forum: Entry<'m, Forum>,
    seat: &'m Seat,
    bodies: &[RecordId],
) -> Option<(&'m Sp<Holder>, RecordId)> {
    let [body] = bodies else { return None };
    let today = seat.holders.iter().filter(|holder| holder.during().holds_on(model.today));
    let elsewhere = |holder: &&Sp<Holder>| {
        let from = model.holder_organisation(forum, holder);
        from.is_some_and(|from| from != *body && model.record(from).kind == Kind::Organisation) && !has_post(model, forum, holder, *body)
    };
    seat.organisation.as_ref()?;
    today.into_iter().find(elsewhere).map(|holder| (holder, *body))
}

fn has_post(model: &Model, forum: Entry<'_, Forum>, holder: &Holder, body: RecordId) -> bool {
    let person = holder.person.as_ref().and_then(|link| model.get(forum.record, link));
    person.is_some_and(|person| {
        let mut posts = person.fields.posts.iter().filter(|post| post.during().holds_on(model.today));
        posts.any(|post| model.follow(person.record, &post.organisation) == Some(body))
    })
}

fn report(
    model: &Model,
    findings: &mut Findings<'_>,
    forum: Entry<'_, Forum>,
    (seat, span): (&Seat, Span),
    body: RecordId,
    wanted: SeatTrait,
) {
    let (forum_title, body) = (forum.record.title(), model.record(body).title());
    let who = if wanted == SeatTrait::Executive { "an executive director" } else { "a director" };
    let what = match wanted {
        SeatTrait::Executive => format!("“{}” decides for “{body}” in “{forum_title}” and is not {who} of it", seat.title),
        _ => format!("“{}” votes for “{body}” in “{forum_title}” and is not {who} of it", seat.title),
    };
    findings
        .add(forum.record, span, what)
        .label(format!("not {who}"))
        .hint(format!("give the seat to {who} of “{body}”, or let its holder attend without a vote"));
}
