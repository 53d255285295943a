#![doc = include_str!("in_force_before_approval.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for document in model.controlled() {
        let (Some(effective), Some(approved)) = (document.control.effective, document.control.approved_on()) else { continue };
        if effective.date.last_day() >= approved.date.first_day() {
            continue;
        }
        let what = model.document(document.record);
        let message = format!("the present version of {what} is in force from {}, and was approved only on {}", effective.date, approved.date);
        findings
            .add(document.record, effective.span, message)
            .label("in force from here")
            .related(document.record.place(approved.span), "the last approval")
            .hint("let it hold from the last approval on, or correct the day that is wrong");
    }
}
