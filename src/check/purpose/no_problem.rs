#![doc = include_str!("no_problem.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;

/// Words of a heading under which a text says which problem it is about.
const HEADINGS: [&str; 6] = ["problem", "challenge", "why", "need", "case for", "context"];

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id) && model.states_its_purpose(*one)) {
        let Some(purpose) = model.purpose_of(collaborative).filter(|purpose| purpose.fields.problem.is_none()) else { continue };
        let titles = purpose.record.body.outline.iter().map(|heading| heading.title.to_lowercase());
        let in_prose = titles.into_iter().any(|title| HEADINGS.iter().any(|word| title.contains(word)));
        if in_prose {
            continue;
        }
        let message = format!("“{}” does not say which problem it is to solve", collaborative.record.title());
        findings
            .about(purpose.record, message)
            .label("which problem?")
            .hint("add `problem` with one sentence that all members would sign, or a section of the text headed “The problem”");
    }
}
