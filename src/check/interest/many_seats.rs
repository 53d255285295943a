#![doc = include_str!("many_seats.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::words::number;
use crate::model::{Model, RecordId};

/// More seats than so many are told.
const SEATS: usize = 5;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for (person, seats) in model.seats_by_person() {
        if seats.len() <= SEATS {
            continue;
        }
        let mut counted: BTreeSet<RecordId> = BTreeSet::new();
        let once: Vec<_> = seats.iter().filter(|seat| counted.insert(seat.forum.id)).collect();
        let meetings: f64 = once.iter().filter_map(|seat| model.rules(seat.forum).meetings_a_year()).sum();
        let load = if meetings >= 1.0 { format!(", with about {meetings:.0} meetings a year") } else { String::new() };
        let record = model.record(person);
        let forums = if once.len() == 1 { "one forum".to_owned() } else { format!("{} forums", number(once.len())) };
        let message = format!("“{}” holds {} seats on {forums}{load}", record.title(), number(seats.len()));
        let mut finding = findings.about(record, message).label(format!("more than {}", number(SEATS)));
        for seat in once.iter().take(8) {
            finding = finding.related(seat.forum.record.place(seat.holder.span), seat.forum.record.title());
        }
        finding.hint("ask whether a deputy or another director can take some of them");
    }
}
