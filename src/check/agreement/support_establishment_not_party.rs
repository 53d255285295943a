#![doc = include_str!("support_establishment_not_party.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::vocabulary::{AgreementTrait, Requirement};
use crate::record::kind::{Agreement, Collaborative};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        if !model.requires(collaborative, Requirement::SupportEstablishment) {
            continue;
        }
        let Some(body) = model.support_establishment(collaborative) else { continue };
        let founding = model.parts::<Agreement>(collaborative).filter(|agreement| {
            model.stands(*agreement)
                && !agreement.parties.is_empty()
                && [AgreementTrait::Convention, AgreementTrait::Constitution].iter().all(|is| model.agreement_is(*agreement, *is))
        });
        for agreement in founding {
            if model.parties(agreement).any(|party| party.id == body.id) {
                continue;
            }
            let (name, title) = (body.record.title(), agreement.record.title());
            let named = if collaborative.lead.is_some() { "lead" } else { "host" };
            findings
                .field(agreement.record, "parties", format!("“{name}” is the support establishment and not party to “{title}”"))
                .label("all who are party")
                .related(collaborative.record.field(named), "the support establishment")
                .hint("add it to `parties`, or name the party that the convention makes support establishment");
        }
    }
}
