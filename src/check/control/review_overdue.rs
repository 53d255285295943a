#![doc = include_str!("review_overdue.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::reviews::Reviewed;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for review in model.reviews() {
        let is_past = review.next.date.last_day() < model.today;
        if !is_past || precedes_approval(model, &review) {
            continue;
        }
        match &review.ownerless {
            Some(ownerless) => {
                let owner = model.record(ownerless.owner);
                let message = format!(
                    "{} should have been reviewed on {}, and “{}” ended on {}: nobody is left to review it",
                    review.what,
                    review.next.date,
                    owner.title(),
                    ownerless.ended
                );
                findings
                    .add(review.record, review.next.span, message)
                    .label("due here")
                    .related(owner.field("to"), "it ended here")
                    .hint("archive it: set `status = \"withdrawn\"`, or `\"superseded\"` where a successor’s document took its place");
            }
            None => {
                let by = review.owner.map_or_else(String::new, |owner| format!(" by the {}", lower_first(owner)));
                let message = format!("the review of {}{by} was due on {}", review.what, review.next.date);
                let label = if review.next.reckoned { "the last approval, from which it is reckoned" } else { "overdue" };
                findings
                    .add(review.record, review.next.span, message)
                    .label(label)
                    .hint("review it, then give the day of the next review, and a new version where something changed");
            }
        }
    }
}

/// Whether the day is wrong rather than past, which is another check’s.
fn precedes_approval(model: &Model, review: &Reviewed<'_>) -> bool {
    let approved = model.control_of(review.record).and_then(|control| control.approved_on());
    approved.is_some_and(|approved| review.next.date.last_day() < approved.date.first_day())
}

fn lower_first(text: &str) -> String {
    let is_short_form = text.chars().nth(1).is_some_and(char::is_uppercase);
    let mut letters = text.chars();
    let first = letters.next().filter(|_| !is_short_form);
    first.map_or_else(|| text.to_owned(), |first| first.to_lowercase().chain(letters).collect())
}
