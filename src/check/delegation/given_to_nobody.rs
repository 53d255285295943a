#![doc = include_str!("given_to_nobody.md")]

use crate::check::Findings;
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::path::Path;
use crate::record::kind::{Delegations, Forum};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let complete = model.all::<Delegations>().find(|scheme| scheme.fields.complete && model.is_at_work(scheme.record));
    for path in model.paths() {
        let title = path.function.record.title();
        for ungiven in &path.undelegated {
            let whole = model.collaborative_of(ungiven.scheme.record);
            let name = whole.map_or_else(|| "this collaborative".to_owned(), |whole| format!("“{}”", whole.record.title()));
            let mut finding = findings
                .add(ungiven.scheme.record, ungiven.row.function.span, format!("“{title}” belongs to {name} and was given to nobody"))
                .severity(level(ungiven.scheme.fields.complete))
                .label("known, and nobody’s")
                .hint("agree who decides it, and move it to `delegations` or `reserved`");
            for forum in claims(model, &path) {
                finding = finding.related(model.record(forum).field("responsibilities"), "who has it in its remit");
            }
        }
        if path.undelegated.is_empty() && is_nobodys(model, &path) {
            let mut finding = findings
                .about(path.function.record, format!("nobody is known to decide “{title}”"))
                .severity(level(complete.is_some()))
                .label("no holder by law, no delegation, no forum that decides it")
                .hint("name under `holder` who holds it by law, or give or reserve it in the scheme of the collaborative that it belongs to");
            if let Some(complete) = complete {
                finding.related(complete.record.field("complete"), "says that every function is accounted for");
            } else {
                for forum in claims(model, &path) {
                    finding = finding.related(model.record(forum).field("responsibilities"), "who has it in its remit");
                }
            }
        }
    }
}

fn level(complete: bool) -> Severity {
    if complete { Severity::Error } else { Severity::Warning }
}

/// Whether no record says of anybody that they hold, receive, keep or decide a function.
fn is_nobodys(model: &Model, path: &Path<'_>) -> bool {
    let decides = |forum| model.entry::<Forum>(forum).is_some_and(|forum| model.decides(forum));
    let held = !path.function.fields.holder.is_empty() || !path.steps.is_empty() || !path.reserved.is_empty();
    !held && !claims(model, path).into_iter().any(decides)
}

/// The forums that have a function in their remit today.
fn claims(model: &Model, path: &Path<'_>) -> Vec<crate::model::RecordId> {
    let links = model.backlinks(path.function.id).iter();
    let named = links.filter(|link| link.field.as_deref() == Some("responsibilities")).map(|link| link.from);
    named.filter(|forum| model.at_work(*forum)).collect()
}
