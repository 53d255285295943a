#![doc = include_str!("host_missing.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::Collaborative;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::vocabulary::{AgreementTrait, CollaborativeTrait, Requirement};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        let proposed = collaborative.stage.is_some_and(|stage| stage.value == Stage::Proposed);
        let by_model = model.requires(collaborative, Requirement::Host);
        let by_kind = model.collaborative_is(collaborative, CollaborativeTrait::Hosted);
        if proposed || !(by_model || by_kind) || has_host(model, collaborative) {
            continue;
        }
        let span = match &collaborative.fields.model {
            Some(model) if by_model => model.span,
            _ => collaborative.fields.kind.span,
        };
        let title = collaborative.record.title();
        findings
            .add(collaborative.record, span, format!("nobody is named that employs and contracts for “{title}”"))
            .label("by itself it can neither employ nor sign")
            .hint("add `host` with the member that employs staff and signs contracts for all, or record the host agreement");
    }
}

fn has_host(model: &Model, collaborative: Entry<'_, Collaborative>) -> bool {
    let by_agreement = || {
        let mut agreements = model.agreements(collaborative);
        agreements.any(|agreement| {
            let in_role = |role: &String| crate::check::words::contains(role, "host");
            model.agreement_is(agreement, AgreementTrait::Host) || agreement.parties.iter().any(|party| party.role.as_ref().is_some_and(in_role))
        })
    };
    collaborative.host.is_some() || by_agreement()
}
