#![doc = include_str!("not_binding.md")]

use crate::check::Findings;
use crate::model::arrangement::Given;
use crate::model::{Entry, Model};
use crate::record::kind::vocabulary::Binding;
use crate::record::kind::{Agreement, Decision};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for given in model.delegations_today().filter(|given| given.row.basis.is_empty()) {
        let Some(link) = &given.row.agreement else { continue };
        let Some(agreement) = model.agreement_of(given).filter(|agreement| binds_nobody(model, *agreement)) else { continue };
        let (function, title) = (model.function_title(given), agreement.record.title());
        let own = agreement.fields.binding.map(|binding| binding.span);
        let why = agreement.record.place(own.unwrap_or(agreement.fields.kind.span));
        let mut finding = findings
            .add(given.scheme.record, link.span, format!("the delegation of “{function}” rests only on “{title}”, which binds nobody"))
            .label("where it stands")
            .related(why, "not binding in law");
        for decision in decisions(model, given) {
            finding = finding.related(decision.record.itself(), "a decision that rests on it");
        }
        finding
            .hint("name under `basis` the provision that allows the delegation, and the resolution or agreement by which each body gave it")
            .hint("or, if nothing was delegated, list the function under `reserved`");
    }
}

fn binds_nobody(model: &Model, agreement: Entry<'_, Agreement>) -> bool {
    model.binding(agreement) == Some(Binding::No) && agreement.basis.is_empty()
}

/// The first decisions that the receiver took on the matter.
fn decisions<'m>(model: &'m Model, given: Given<'m>) -> Vec<Entry<'m, Decision>> {
    let Some(receiver) = model.receiver(given) else { return Vec::new() };
    let function = model.follow(given.scheme.record, &given.row.function);
    let about = |decision: &Entry<'m, Decision>| {
        let own = decision.fields.function.as_ref().and_then(|link| model.follow(decision.record, link));
        own.is_some() && own == function
    };
    let from = model.backlinks(receiver).iter().filter_map(|link| model.entry::<Decision>(link.from));
    let mut decisions: Vec<Entry<'m, Decision>> = from.filter(about).collect();
    decisions.dedup_by_key(|decision| decision.id);
    decisions.truncate(3);
    decisions
}
