#![doc = include_str!("version_not_in_history.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for document in model.controlled().filter(|document| !document.control.history.is_empty()) {
        let Some(version) = &document.control.version else { continue };
        if document.control.current().is_some() {
            continue;
        }
        let what = model.document(document.record);
        let latest = &document.control.history[0];
        findings
            .add(document.record, version.span, format!("version {} of {what} is not in its history", version.value))
            .label("the present version")
            .related(document.record.place(latest.version.span), "the latest in the history")
            .hint(format!(
                "add a `[[control.history]]` for version {}, or correct the number: readers cannot tell who approved it",
                version.value
            ));
    }
}
