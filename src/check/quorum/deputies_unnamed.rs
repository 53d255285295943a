#![doc = include_str!("deputies_unnamed.md")]

use crate::check::Findings;
use crate::model::forum::{Occupancy, Place};
use crate::model::{Model, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.rules(forum).quorum().is_none() {
            continue;
        }
        let places = model.places(forum);
        let mut rows: Vec<&Place<'_>> = places.iter().filter(|place| is_unnamed(place)).collect();
        rows.dedup_by_key(|place| place.seat.span);
        let Some(first) = rows.first() else { continue };
        let titles: Vec<String> = rows.iter().map(|place| format!("“{}”", place.seat.title)).collect();
        let message = format!(
            "deputies count towards the quorum of “{}”, and nobody is named for {}",
            forum.record.title(),
            words::list(&titles)
        );
        let mut finding = findings.add(forum.record, first.seat.span, message).label("whose deputy is not named");
        for place in &rows[1..] {
            finding = finding.related(forum.record.place(place.seat.span), "nor is this one's");
        }
        finding.hint("add `named` to the deputy, or `deputy` to the holder: a post is enough");
    }
}

fn is_unnamed(place: &Place<'_>) -> bool {
    let by_seat = place.deputy.is_some_and(|deputy| deputy.named.is_some());
    let by_holder = place.holder.is_some_and(|holder| holder.deputy.is_some());
    // An empty seat has nobody to stand in for: that it is empty is told elsewhere.
    place.deputy_counts() && !by_seat && !by_holder && place.occupancy != Occupancy::Vacant
}
