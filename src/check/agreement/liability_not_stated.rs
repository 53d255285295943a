#![doc = include_str!("liability_not_stated.md")]

use crate::check::Findings;
use crate::model::arrangement::Given;
use crate::model::{Entry, Model};
use crate::record::kind::vocabulary::{AgreementTrait, LegalFormTrait};
use crate::record::kind::{Agreement, Delegations, Forum, Kind};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for scheme in model.all::<Delegations>().filter(|scheme| model.at_work(scheme.id)) {
        let silent: Vec<Given<'_>> = model.rows_today(scheme).filter(|given| is_silent(model, *given)).collect();
        let Some(first) = silent.first() else { continue };
        let function = model.function_title(*first);
        let message = match silent.len() {
            1 => format!("the delegation of “{function}” does not say who bears liability"),
            2 => format!("the delegations of “{function}” and one other do not say who bears liability"),
            number => format!("the delegations of “{function}” and {} others do not say who bears liability", number - 1),
        };
        let mut finding = findings.add(scheme.record, first.row.span, message).label("no `liability`");
        for other in silent.iter().skip(1).take(3) {
            finding = finding.related(scheme.record.place(other.row.span), "nor does this one");
        }
        finding.hint("add `liability` to each, `delegate` or `delegator` as its provision has it, or say it once in the agreement");
    }
    for agreement in model.all::<Agreement>().filter(|agreement| model.stands(*agreement)) {
        if agreement.liability.is_none() && gives_functions(model, agreement) && !has_rows(model, agreement) {
            findings
                .about(agreement.record, format!("“{}” does not say who bears liability", agreement.record.title()))
                .label("no `liability`")
                .hint("add `liability` with what the agreement says on who answers for the functions that it gives");
        }
    }
}

/// Whether a row is an arrangement between bodies that leaves liability open.
fn is_silent(model: &Model, given: Given<'_>) -> bool {
    let row = given.row;
    let arranged = !row.basis.is_empty() || row.agreement.is_some();
    if row.liability.is_some() || !arranged {
        return false;
    }
    // An agreement without a record of its own may say it.
    let unknown = row.agreement.is_some() && model.agreement_of(given).is_none();
    let said = model.agreement_of(given).is_some_and(|agreement| agreement.liability.is_some());
    !unknown && !said && !stays_by_form(model, given) && !model.stays_within(given)
}

/// Whether the receiver's form leaves liability with the bodies that made it.
fn stays_by_form(model: &Model, given: Given<'_>) -> bool {
    let forum = model.receiver(given).and_then(|receiver| model.entry::<Forum>(receiver));
    forum.is_some_and(|forum| model.form_is(forum, LegalFormTrait::LiabilityWithBody))
}

fn gives_functions(model: &Model, agreement: Entry<'_, Agreement>) -> bool {
    let by_law = || model.provisions(agreement.record, &agreement.fields.basis).any(|(_, provision)| provision.liability.is_some());
    model.agreement_is(agreement, AgreementTrait::Delegation) || by_law()
}

/// Whether delegations rest on an agreement: they can say it, and are asked above.
fn has_rows(model: &Model, agreement: Entry<'_, Agreement>) -> bool {
    model.backlinks(agreement.id).iter().any(|link| model.record(link.from).kind == Kind::Delegations)
}
