#![doc = include_str!("other_kind.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::words::choice;
use crate::record::kind::Person;
use crate::record::kind::vocabulary::InterestKind;
use crate::vocabulary::built_in;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for person in model.all::<Person>() {
        let guidance: &[InterestKind] = &built_in(model.jurisdiction_of(person.record)).interest_kinds;
        for interest in &person.fields.interests {
            let kind = &interest.kind;
            // A word that no list has is the subject of `vocabulary/unknown-word`.
            let Some(own) = model.row(person.record, kind) else { continue };
            if guidance.iter().any(|row| row.id.value == kind.text) {
                continue;
            }
            let names: Vec<String> = guidance.iter().map(|row| format!("`{}`", row.id.value)).collect();
            findings
                .add(person.record, kind.span, format!("“{}” is not one of the kinds of interest in the guidance", own.name))
                .label("a kind of this handbook’s own")
                .hint(format!("choose {}", choice(&names)));
        }
    }
}
