#![doc = include_str!("not_stated.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::collaborative::Stage;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>() {
        // What is only proposed may have its model still to choose.
        let proposed = collaborative.stage.is_some_and(|stage| stage.value == Stage::Proposed);
        if collaborative.model.is_none() && !proposed && model.at_work(collaborative.id) {
            findings
                .about(collaborative.record, format!("“{}” does not say by which model it is governed", collaborative.record.title()))
                .label("no `model`")
                .hint("add `model` with one of the words that `handbook explain models` lists");
        }
    }
}
