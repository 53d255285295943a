#![doc = include_str!("support_establishment_missing.md")]

use crate::check::{Findings, words};
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::vocabulary::{OrganisationTrait, Requirement};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        let record = collaborative.record;
        let fields = collaborative.fields;
        let Some(term) = fields.model.as_ref().filter(|_| model.requires(collaborative, Requirement::SupportEstablishment)) else { continue };
        let Some(link) = fields.lead.as_ref().or(fields.host.as_ref()) else {
            findings
                .add(record, term.span, format!("“{}” names no support establishment", record.title()))
                .label("one hospital exercises the pooled functions for all")
                .hint("add `lead` with the support establishment that the convention names");
            continue;
        };
        let Some(body) = model.support_establishment(collaborative) else { continue };
        if !model.body_is(body, OrganisationTrait::SupportEstablishmentEligible) {
            let (name, kind) = (body.record.title(), words::kind_of(model, body));
            findings
                .add(record, link.span, format!("“{name}” is {kind}, which cannot be the support establishment of “{}”", record.title()))
                .label("the support establishment")
                .related(body.record.place(body.fields.kind.span), "its kind in law")
                .hint("name the public hospital that exercises the pooled functions");
        }
    }
}
