#![doc = include_str!("changed_since_approval.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::words::list;
use crate::record::digest;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for document in model.controlled() {
        let Some(changed) = model.changed_since_approval(document.record) else { continue };
        // What is no digest cannot tell whether anything changed.
        if changed.version.digest.as_ref().is_some_and(|written| !digest::is_digest(&written.value)) {
            continue;
        }
        let what = model.document(document.record);
        let version = &changed.version.version.value;
        let message = if document.record.digest().is_none() {
            format!("version {version} of {what} was approved, and its text is no longer here")
        } else {
            let parts = changed.words(document.record);
            let parts = if parts.is_empty() { String::new() } else { format!(": {}", list(&parts)) };
            format!("the text of {what} has changed since version {version} was approved{parts}")
        };
        findings.add(document.record, changed.span, message).label("the digest of the text approved").hint(
            "have the change approved as a version of its own, or restore the text; `handbook digest` prints the digest of a text",
        );
    }
}
