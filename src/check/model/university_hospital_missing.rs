#![doc = include_str!("university_hospital_missing.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::vocabulary::{OrganisationTrait, Requirement};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        let record = collaborative.record;
        let asked = model.requires(collaborative, Requirement::UniversityHospital);
        let Some(term) = collaborative.fields.model.as_ref().filter(|_| asked) else { continue };
        let mut members = model.members(collaborative).filter_map(|membership| membership.member);
        if members.any(|member| model.record_is(member, OrganisationTrait::UniversityHospital)) {
            continue;
        }
        findings
            .add(record, term.span, format!("“{}” is associated with no university hospital", record.title()))
            .label("every group is associated with one")
            .hint("add the university hospital to `members`, as a party or with the class of those who are only associated");
    }
}
