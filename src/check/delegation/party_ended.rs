#![doc = include_str!("party_ended.md")]

use crate::check::{Findings, chains};
use crate::model::Model;
use crate::model::path::Flaw;
use crate::record::kind::Organisation;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for (number, step, flaw) in chains::flaws(&path) {
            let Flaw::Gone(gone) = flaw else { continue };
            let record = step.scheme.record;
            let party = if step.to.record() == Some(*gone) { &step.row.to } else { &step.row.from };
            let does = if step.to.record() == Some(*gone) { "is given to it" } else { "is given by it" };
            let title = path.function.record.title();
            let successors: Vec<String> = model.entry::<Organisation>(*gone).map_or_else(Vec::new, |body| {
                model.successors_of(body).into_iter().map(|name| format!("“{name}”")).collect()
            });
            let hint = if successors.is_empty() {
                "end the delegation with `valid = { to = … }`, and record who has the function now".to_owned()
            } else {
                let after = crate::model::words::list(&successors);
                format!("end the delegation with `valid = {{ to = … }}`, and record what {after} agreed since")
            };
            findings
                .add(record, party.span, format!("{}, and “{title}” {does}", path.flaw_words(model, number, flaw)))
                .label("not there today")
                .related(model.record(*gone).field("to"), "until when it existed")
                .hint(hint);
        }
    }
}
