#![doc = include_str!("review_before_approval.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for document in model.controlled() {
        let next = document.control.review.as_ref().and_then(|review| review.next);
        let (Some(next), Some(approved)) = (next, document.control.approved_on()) else { continue };
        if next.date.last_day() >= approved.date.first_day() {
            continue;
        }
        let what = model.document(document.record);
        let message = format!("the next review of {what} ({}) lies before the approval of its present version ({})", next.date, approved.date);
        findings
            .add(document.record, next.span, message)
            .label("the next review")
            .related(document.record.place(approved.span), "approved later")
            .hint("give the day of the review that follows this approval");
    }
}
