#![doc = include_str!("no_basis.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::model::words::list;
use crate::record::kind::Agreement;
use crate::record::kind::vocabulary::{AgreementTrait, Allows};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for agreement in model.all::<Agreement>().filter(|agreement| model.stands(*agreement)) {
        let fields = agreement.fields;
        let span = match &fields.pooled_fund {
            Some(fund) => fund.span,
            None if is_for_a_fund(model, agreement) => fields.kind.span,
            None => continue,
        };
        let mut basis = model.provisions(agreement.record, &fields.basis);
        if basis.any(|(_, provision)| provision.allows.contains(&Allows::PooledFund)) {
            continue;
        }
        let vocabulary = model.vocabulary_of(agreement.record);
        let allowing = vocabulary.provisions.iter().filter(|provision| provision.allows.contains(&Allows::PooledFund));
        let allowing = list(allowing.map(|provision| format!("`{}`", provision.id.value)));
        findings
            .add(agreement.record, span, format!("“{}” pools money, and names no provision that allows it", agreement.record.title()))
            .label("money put together")
            .hint(format!("add to `basis` the provision on which the fund rests; those that allow one are {allowing}"));
    }
}

/// Whether an agreement's kind is about a fund and nothing else.
fn is_for_a_fund(model: &Model, agreement: Entry<'_, Agreement>) -> bool {
    model.row(agreement.record, &agreement.fields.kind).is_some_and(|kind| kind.is == [AgreementTrait::PooledFund])
}
