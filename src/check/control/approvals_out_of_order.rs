#![doc = include_str!("approvals_out_of_order.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::date::When;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for document in model.controlled() {
        for version in &document.control.history {
            let days: Vec<When> = version.approved_by.iter().filter_map(|approval| approval.on).collect();
            let early = days.windows(2).find(|pair| pair[1].date.last_day() < pair[0].date.first_day());
            let Some([before, after]) = early else { continue };
            let message = format!(
                "an approval of version {} of {} was given on {}, and the one above it later, on {}",
                version.version.value,
                model.document(document.record),
                after.date,
                before.date
            );
            findings
                .add(document.record, after.span, message)
                .label("given before the one above it")
                .related(document.record.place(before.span), "listed first, given later")
                .hint("list approvals in the order in which they were given, or correct the day");
        }
    }
}
