#![doc = include_str!("out_of_reach_today.md")]

use crate::check::Findings;
use crate::model::forum::{Occupancy, Place};
use crate::model::{Model, words};
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(today) = model.quorum_today(forum) else { continue };
        let Some((short, purpose)) = today.beyond_filled_seats() else { continue };
        let title = forum.record.title();
        let filled = match short.filled {
            0 => "none is filled".to_owned(),
            1 => "only one is filled".to_owned(),
            several => format!("only {} are filled", words::number(several)),
        };
        let message = format!("“{title}” needs {} to {purpose}, and today {filled}", short.asked());
        let places = model.places(forum);
        let mut finding = findings
            .add(forum.record, model.rules(forum).quorum_place().span, message)
            .label(short.words.to_string())
            .hint("fill the seats, name deputies who count, or have the boards decide in the forum's place until then");
        for (seat, empty) in empty_rows(&places) {
            let label = if empty == 1 { "empty".to_owned() } else { format!("{} are empty", words::number(empty)) };
            finding = finding.related(forum.record.place(seat), label);
        }
    }
}

/// The rows of seats with empty places, and how many each.
fn empty_rows(places: &[Place<'_>]) -> Vec<(Span, usize)> {
    let mut rows: Vec<(Span, usize)> = Vec::new();
    for place in places.iter().filter(|place| place.occupancy == Occupancy::Vacant && place.votes()) {
        match rows.last_mut() {
            Some((span, empty)) if *span == place.seat.span => *empty += 1,
            _ => rows.push((place.seat.span, 1)),
        }
    }
    rows
}
