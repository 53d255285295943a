#![doc = include_str!("approval_missing.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::words::list;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let missing = model.approvals_missing(forum);
        let version = forum.fields.control.as_ref().and_then(|control| control.current());
        let (Some(version), false) = (version, missing.is_empty()) else { continue };
        let names: Vec<String> = missing.iter().map(|body| format!("“{}”", model.record(*body).title())).collect();
        let message = format!(
            "the terms of reference of “{}” are approved, and no approval of {} is on record",
            forum.record.title(),
            list(&names)
        );
        let mut finding = findings
            .add(forum.record, version.version.span, message)
            .label(format!("approved by {} so far", count(version.approved_by.len())))
            .hint("add each approval to `approved_by` with its day, or set `status = \"in-approval\"` until all have given it");
        for body in missing.iter().take(3) {
            finding = finding.related(model.record(*body).itself(), "its approval is missing");
        }
    }
}

fn count(number: usize) -> String {
    crate::model::words::number(number)
}
