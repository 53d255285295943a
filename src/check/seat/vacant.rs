#![doc = include_str!("vacant.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::forum::{Occupancy, Place};
use crate::model::{Entry, Model, RecordId, words};
use crate::record::date::long_date;
use crate::record::kind::Forum;
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let places = model.places(forum);
        if places.iter().all(|place| place.occupancy != Occupancy::Vacant) {
            continue;
        }
        let told = told_elsewhere(model, forum);
        for row in places.chunk_by(|one, other| one.seat.span == other.seat.span) {
            let empty = row.iter().filter(|place| place.occupancy == Occupancy::Vacant && !told.tells(place));
            report(model, forum, &empty.collect::<Vec<_>>(), row.len(), findings);
        }
    }
}

fn report(model: &Model, forum: Entry<'_, Forum>, row: &[&Place<'_>], of_row: usize, findings: &mut Findings<'_>) {
    let Some(first) = row.first() else { return };
    let (title, seat) = (forum.record.title(), &first.seat.title);
    let bodies: Vec<String> = match first.seat.each {
        Some(_) => row.iter().filter_map(|place| place.organisation).map(|body| format!("“{}”", model.record(body).title())).collect(),
        None => Vec::new(),
    };
    let for_bodies = if bodies.is_empty() { String::new() } else { format!(" for {}", words::list(&bodies)) };
    let since = row.iter().filter_map(|place| place.empty_since).min().and_then(|last| last.tomorrow().ok());
    let since = since.map_or(String::new(), |day| format!(" since {}", long_date(day)));
    let message = match (row.len(), of_row) {
        (1, 1) => format!("the seat “{seat}” of “{title}” is empty{since}"),
        (empty, all) if bodies.is_empty() => {
            let verb = if empty == 1 { "is" } else { "are" };
            format!("{} of the {} seats “{seat}” of “{title}” {verb} empty{since}", words::number(empty), words::number(all))
        }
        _ => format!("the seat “{seat}” of “{title}” is empty{for_bodies}{since}"),
    };
    findings.add(forum.record, place_of(first), message).label("nobody holds it").hint(
        "add who holds it now to `holders`; or take the seat out, where it is not to be filled",
    );
}

/// Where it is said that a seat is empty: `vacant`, or the last day of whoever left.
fn place_of(place: &Place<'_>) -> Span {
    let said = place.seat.vacant.filter(|vacant| vacant.value).map(|vacant| vacant.span);
    let left = || {
        let ends = place.seat.holders.iter().filter_map(|holder| holder.to);
        ends.into_iter().find(|to| Some(to.date.last_day()) == place.empty_since).map(|to| to.span)
    };
    said.or_else(left).unwrap_or(place.seat.span)
}

/// What the quorum's own checks say of empty seats.
struct Told {
    /// All seats with a vote: because they are empty no meeting can be quorate.
    with_a_vote: bool,
    /// Those of bodies that must be there.
    of: BTreeSet<RecordId>,
}

impl Told {
    fn tells(&self, place: &Place<'_>) -> bool {
        place.votes() && (self.with_a_vote || place.organisation.is_some_and(|body| self.of.contains(&body)))
    }
}

fn told_elsewhere(model: &Model, forum: Entry<'_, Forum>) -> Told {
    let Some(today) = model.quorum_today(forum) else { return Told { with_a_vote: false, of: BTreeSet::new() } };
    let unfilled = today.rules().filter_map(|(need, _)| need.failing(&|need| !need.unfilled.is_empty()));
    let of = unfilled.flat_map(|need| need.unfilled.iter().copied()).collect();
    Told { with_a_vote: today.beyond_filled_seats().is_some(), of }
}
