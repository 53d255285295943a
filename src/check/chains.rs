//! Chains of delegations as findings tell them: every step by its names, at its place.

use super::finding::Finding;
use crate::model::Model;
use crate::model::path::{Flaw, Path, Step};

/// Every flaw of every path, with the number of its step.
pub(super) fn flaws<'p, 'm>(path: &'p Path<'m>) -> impl Iterator<Item = (usize, &'p Step<'m>, &'p Flaw)> {
    let steps = path.steps.iter().enumerate();
    steps.flat_map(|(number, step)| step.flaws.iter().map(move |flaw| (number, step, flaw)))
}

/// The steps by which a function came to the giver of a step, from the first on.
pub(super) fn before(path: &Path<'_>, step: usize) -> Vec<usize> {
    let mut steps = Vec::new();
    let mut at = step;
    while let Some(before) = path.steps[at].before.first().copied() {
        if before == step || steps.contains(&before) {
            break;
        }
        steps.push(before);
        at = before;
    }
    steps.reverse();
    steps
}

/// Adds steps to a finding, each as a place of its own.
pub(super) fn along<'f, 'm>(
    mut finding: Finding<'f, 'm>,
    model: &Model,
    path: &Path<'_>,
    steps: impl IntoIterator<Item = usize>,
) -> Finding<'f, 'm> {
    for step in steps {
        let step = &path.steps[step];
        finding = finding.related(step.scheme.record.place(step.row.to.span), words(model, step));
    }
    finding
}

/// Who gives to whom, in words.
pub(super) fn words(model: &Model, step: &Step<'_>) -> String {
    format!("{} gives it to {}", step.giver(model), step.receiver(model))
}
