#![doc = include_str!("not_a_digest.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::digest::is_digest;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for document in model.controlled() {
        for version in &document.control.history {
            let Some(written) = version.digest.as_ref().filter(|written| !is_digest(&written.value)) else { continue };
            let message = format!("`{}` is not the digest of a text", written.value);
            findings
                .add(document.record, written.span, message)
                .label("`sha256:` and sixteen digits or more")
                .hint("copy the line that `handbook digest` prints for this record, with its quotation marks");
        }
    }
}
