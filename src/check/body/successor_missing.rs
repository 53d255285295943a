#![doc = include_str!("successor_missing.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Organisation;
use crate::record::kind::organisation::Succession;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for body in model.all::<Organisation>() {
        let nameless = body.fields.successors.iter().filter(|successor| successor.organisation.is_none());
        for successor in nameless.filter(|successor| successor.how.value != Succession::Closure) {
            findings
                .add(body.record, successor.how.span, format!("a successor of “{}” is not named", body.record.title()))
                .label("which body?")
                .hint("name it under `organisation`; a body whose work ended with it has `how = \"closure\"`");
        }
    }
}
