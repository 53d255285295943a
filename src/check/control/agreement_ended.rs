#![doc = include_str!("agreement_ended.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::lapsed::Bears;
use crate::model::words::count;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for lapsed in model.lapsed() {
        let (record, end) = (lapsed.agreement.record, lapsed.end);
        let ended = format!("“{}” ended on {}", record.title(), end.date);
        match lapsed.bears {
            Bears::Delegations(rows) => {
                let rest = if rows.len() == 1 { "rests" } else { "rest" };
                let rows_in_words = count(rows.len(), "delegation", "delegations");
                let mut finding = findings
                    .add(record, end.span, format!("{ended}, and {rows_in_words} still {rest} on it"))
                    .label("the last day")
                    .hint("agree on a longer time or on a new agreement, or end what rests on it with `valid = { to = … }`");
                for given in rows.iter().take(3) {
                    let place = given.scheme.record.place(given.row.function.span);
                    finding = finding.related(place, model.delegation(*given).to_string());
                }
            }
            Bears::Forums(collaborative, number) => {
                let short = collaborative.record.short_title();
                let meet = if number == 1 { "meets" } else { "meet" };
                let forums = count(number, "forum", "forums");
                findings
                    .add(record, end.span, format!("{ended}, no agreement of {short} is in force, and {forums} still {meet}"))
                    .label("the last day")
                    .related(collaborative.record.itself(), "it has no agreement in force")
                    .hint("record the agreement that took its place, with `supersedes`, or until when it was extended");
            }
        }
    }
}
