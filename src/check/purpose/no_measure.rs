#![doc = include_str!("no_measure.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id) && model.states_its_purpose(*one)) {
        let Some(purpose) = model.purpose_of(collaborative) else { continue };
        let measured = collaborative.fields.objectives.iter().any(|objective| objective.measure.is_some());
        if measured || purpose.fields.benefit.is_some() {
            continue;
        }
        let message = format!("“{}” does not say what will be better, or how one will know", collaborative.record.title());
        let place = if collaborative.fields.objectives.is_empty() { purpose.record } else { collaborative.record };
        findings
            .field(place, "objectives", message)
            .label("how will one know?")
            .hint("add `benefit` to the purpose, or a `measure` to an objective: a number that will change, and by when");
    }
}
