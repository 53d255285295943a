#![doc = include_str!("passed_on.md")]

use crate::check::{Findings, chains};
use crate::diagnostic::Severity;
use crate::model::Model;
use crate::model::path::{Flaw, Path};
use crate::record::Record;
use crate::record::kind::Agreement;
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            let (before, forbidden) = match flaw {
                Flaw::Forbidden { step, by_agreement } => (*step, Some(*by_agreement)),
                Flaw::NotSaid { step } => (*step, None),
                _ => continue,
            };
            let mut finding = findings.add(step.scheme.record, step.row.from.span, path.flaw_words(model, number, flaw).to_string());
            finding = match forbidden {
                Some(by_agreement) => finding
                    .label("received it, and may not give it further")
                    .related(said(model, &path, before, by_agreement), "not to be passed on")
                    .hint("let the bodies that hold the function delegate it themselves, or change the terms with all who agreed them"),
                None => finding
                    .severity(Severity::Warning)
                    .label("received it from others")
                    .hint("where the terms allow it, write `onward = true` in the first delegation"),
            };
            let mut steps = chains::before(&path, before);
            steps.push(before);
            chains::along(finding, model, &path, steps);
        }
    }
}

/// Where it is said that a function may not be passed on: in the delegation, or in its agreement.
fn said(model: &Model, path: &Path<'_>, step: usize, by_agreement: bool) -> Place {
    let step = &path.steps[step];
    let record: &Record = step.scheme.record;
    let agreement = step.row.agreement.as_ref().filter(|_| by_agreement).and_then(|link| model.get::<Agreement>(record, link));
    match (agreement, step.row.onward) {
        (Some(agreement), _) => agreement.record.field("onward_delegation"),
        (None, Some(onward)) => record.place(onward.span),
        (None, None) => record.place(step.row.span),
    }
}
