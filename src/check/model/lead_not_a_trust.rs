#![doc = include_str!("lead_not_a_trust.md")]

use crate::check::{Findings, words};
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::vocabulary::{CollaborativeTrait, OrganisationTrait, Requirement};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        let record = collaborative.record;
        if !model.collaborative_is(collaborative, CollaborativeTrait::NhsLead) {
            continue;
        }
        let kind = &collaborative.fields.kind;
        match &collaborative.fields.lead {
            // Where its model asks for a lead as well, that is another check's.
            None if !model.requires(collaborative, Requirement::Lead) => {
                findings
                    .add(record, kind.span, format!("“{}” is led by an NHS provider, and none is named", record.title()))
                    .label("led by an NHS trust or foundation trust")
                    .hint("add `lead` with the trust that holds the budget");
            }
            None => {}
            Some(link) => {
                let Some(lead) = model.get(record, link).filter(|lead| !model.body_is(*lead, OrganisationTrait::Trust)) else { continue };
                let (name, what) = (lead.record.title(), words::kind_of(model, lead));
                findings
                    .add(record, link.span, format!("“{name}” leads “{}” and is {what}, not an NHS trust", record.title()))
                    .label("the lead")
                    .related(record.place(kind.span), "a kind that an NHS provider leads")
                    .related(lead.record.place(lead.fields.kind.span), "its kind in law")
                    .hint("name the trust that holds the budget, or give the collaborative another kind");
            }
        }
    }
}
