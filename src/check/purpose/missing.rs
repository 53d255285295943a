#![doc = include_str!("missing.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id)) {
        if model.states_its_purpose(collaborative) {
            continue;
        }
        let message = format!("“{}” does not say why it exists", collaborative.record.title());
        findings
            .about(collaborative.record, message)
            .label("what is it for?")
            .hint("write `purpose.md` beside this file: the problem, what will be better, and how one will know");
    }
}
