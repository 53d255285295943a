#![doc = include_str!("one_side_missing.md")]

use crate::check::Findings;
use crate::model::{Model, RecordId};
use crate::model::words::list;
use crate::record::Record;
use crate::record::kind::vocabulary::{Allows, OrganisationTrait, Provisions};
use crate::record::kind::{Agreement, Forum};
use crate::record::link::Term;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for agreement in model.all::<Agreement>().filter(|agreement| model.stands(*agreement)) {
        let parties: Vec<RecordId> = model.parties(agreement).map(|body| body.id).collect();
        // A party without a record of its own is another check's; who it is cannot be known.
        if parties.len() == agreement.parties.len() {
            sides(model, findings, agreement.record, &agreement.fields.basis, &parties);
        }
    }
    for forum in model.all::<Forum>().filter(|forum| model.at_work(forum.id)) {
        let makers = model.owners(forum);
        if !makers.is_empty() {
            sides(model, findings, forum.record, &forum.fields.basis, &makers);
        }
    }
    for given in model.delegations_today().filter(|given| given.row.agreement.is_none()) {
        let record = given.scheme.record;
        let (givers, receivers) = (model.bodies(record, &given.row.from), model.bodies(record, &given.row.to));
        if !givers.is_empty() && !receivers.is_empty() {
            let both: Vec<RecordId> = givers.into_iter().chain(receivers).collect();
            sides(model, findings, record, &given.row.basis, &both);
        }
    }
}

/// Reports a provision that asks for a health body and a council, where one of them is not there.
fn sides(model: &Model, findings: &mut Findings<'_>, record: &Record, basis: &[Term<Provisions>], bodies: &[RecordId]) {
    let partnership = model.provisions(record, basis).find(|(_, provision)| provision.allows.contains(&Allows::PartnershipWithCouncil));
    let Some((term, provision)) = partnership else { return };
    let there = |is| bodies.iter().any(|body| model.record_is(*body, is));
    let missing: Vec<&str> = [(OrganisationTrait::NhsBody, "NHS body"), (OrganisationTrait::LocalAuthority, "local authority")]
        .into_iter()
        .filter(|(is, _)| !there(*is))
        .map(|(_, name)| name)
        .collect();
    if missing.is_empty() {
        return;
    }
    let lacking = list(missing.iter().map(|name| format!("no {name}")));
    let law = provision.short.as_deref().unwrap_or(&provision.name);
    findings
        .add(record, term.span, format!("“{}” rests on {law}, and {lacking} takes part", record.title()))
        .label("between at least one NHS body and one local authority")
        .hint("name the missing party, or the provision on which the arrangement really rests");
}
