#![doc = include_str!("not_stated.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::{Collaborative, Kind};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>() {
        // A kind of which no account of governance is expected is too light to have a model.
        let kind = model.row(collaborative.record, &collaborative.fields.kind);
        let light = kind.is_some_and(|kind| !kind.expects.iter().any(|document| document == Kind::Governance.name()));
        // What is only proposed may have its model still to choose.
        let proposed = collaborative.stage.is_some_and(|stage| stage.value == Stage::Proposed);
        if collaborative.model.is_none() && !light && !proposed && model.at_work(collaborative.id) {
            findings
                .about(collaborative.record, format!("“{}” does not say by which model it is governed", collaborative.record.title()))
                .label("no `model`")
                .hint("add `model` with one of the words that `handbook explain models` lists");
        }
    }
}
