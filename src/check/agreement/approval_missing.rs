#![doc = include_str!("approval_missing.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::control::Approval;
use crate::record::kind::vocabulary::{AgreementTrait, OrganisationTrait, Requirement};
use crate::record::kind::{Agreement, Collaborative};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        if !model.requires(collaborative, Requirement::AuthorityApproval) {
            continue;
        }
        let founding = model.parts::<Agreement>(collaborative).filter(|agreement| {
            model.stands(*agreement)
                && [AgreementTrait::Convention, AgreementTrait::Constitution].iter().all(|is| model.agreement_is(*agreement, *is))
        });
        for agreement in founding.filter(|agreement| !is_approved(model, *agreement)) {
            findings
                .about(agreement.record, format!("“{}” has no recorded approval by the authority", agreement.record.title()))
                .label("approved by the regional health agency, or by its silence")
                .hint("add the approval to `control.history`, under `approved_by`: the agency, the day, or `tacit = true` where it was silent");
        }
    }
}

fn is_approved(model: &Model, agreement: Entry<'_, Agreement>) -> bool {
    let by_authority = |approval: &Approval| match &approval.organisation {
        Some(link) => model.get(agreement.record, link).is_some_and(|body| model.body_is(body, OrganisationTrait::RegionalHealthAgency)),
        None => approval.by.is_some(),
    };
    let history = agreement.fields.control.iter().flat_map(|control| &control.history);
    let mut approvals = history.flat_map(|version| &version.approved_by);
    approvals.any(|approval| by_authority(approval) && (approval.on.is_some() || approval.tacit == Some(true)))
}
