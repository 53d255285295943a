#![doc = include_str!("company_missing.md")]

use crate::check::{Findings, words};
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::vocabulary::{OrganisationTrait, Requirement};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        let record = collaborative.record;
        let proposed = collaborative.stage.is_some_and(|stage| stage.value == Stage::Proposed);
        let Some(term) = collaborative.fields.model.as_ref().filter(|_| model.requires(collaborative, Requirement::Company)) else { continue };
        match &collaborative.fields.company {
            None if !proposed => {
                findings
                    .add(record, term.span, format!("“{}” is run through a company, and none is named", record.title()))
                    .label("members own a company together")
                    .hint("add `company`, and write the company among the organisations, with its `shareholders`");
            }
            None => {}
            Some(link) => {
                let Some(company) = model.get(record, link) else { continue };
                if !model.body_is(company, OrganisationTrait::LegalPerson) {
                    let (name, kind) = (company.record.title(), words::kind_of(model, company));
                    findings
                        .add(record, link.span, format!("“{name}” is {kind}, which members cannot own as a company"))
                        .label("not a legal person")
                        .related(company.record.place(company.fields.kind.span), "its kind in law")
                        .hint("name the company itself, or correct its `kind`");
                } else if company.shareholders.is_empty() {
                    findings
                        .about(company.record, format!("nobody is recorded as an owner of “{}”", company.record.title()))
                        .label("no `shareholders`")
                        .related(record.place(link.span), "the company that members own")
                        .hint("add `shareholders`: each owner with its `share`, such as \"1/4\"");
                }
            }
        }
    }
}
