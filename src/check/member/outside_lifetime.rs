#![doc = include_str!("outside_lifetime.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::membership::Membership;
use crate::record::Record;
use crate::record::date::{During, PartialDate, When};
use crate::record::kind::Collaborative;
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>() {
        for membership in model.memberships(collaborative) {
            // Which of its own two days is wrong is asked elsewhere, and the other may be right.
            let (from, to) = (membership.row.from, membership.row.to);
            if from.zip(to).is_some_and(|(from, to)| from.date.first_day() > to.date.last_day()) {
                continue;
            }
            let whole = (collaborative.record, collaborative.during());
            let member = membership.member.map(|member| (model.record(member), model.during_of(member)));
            for (record, lifetime) in [Some(whole), member].into_iter().flatten() {
                question(&membership, record, lifetime, findings);
            }
        }
    }
}

fn question(membership: &Membership<'_>, record: &Record, lifetime: During, findings: &mut Findings<'_>) {
    let title = record.title();
    let of_itself = record.path == membership.collaborative.record.path;
    let title = if of_itself { title } else { format!("{title}” in “{}", membership.collaborative.record.title()) };
    let mut add = |when: When, message: String, key: &str, place: Place| {
        findings
            .add(membership.collaborative.record, when.span, message)
            .label(format!("{}", when.date))
            .related(place, format!("its {key} day"))
            .hint("correct whichever of the two dates is wrong");
    };
    for (when, word) in [(membership.row.from, "begins"), (membership.row.to, "ends")] {
        let Some(when) = when else { continue };
        let first = lifetime.from.filter(|from| when.date.last_day() < from.first_day());
        let last = lifetime.to.filter(|to| when.date.first_day() > to.last_day());
        let what = if of_itself { "a membership of" } else { "the membership of" };
        if let Some(from) = first {
            let message = format!("{what} “{title}” {word} {}, before it came into being {}", on(when.date), on(from));
            add(when, message, "first", record.field("from"));
        } else if let Some(to) = last {
            let message = format!("{what} “{title}” {word} {}, after it came to an end {}", on(when.date), on(to));
            add(when, message, "last", record.field("to"));
        }
    }
}

/// `on 1 April 2016`, `in 2016`.
fn on(date: PartialDate) -> String {
    match date {
        PartialDate::Day(_) => format!("on {date}"),
        _ => format!("in {date}"),
    }
}
