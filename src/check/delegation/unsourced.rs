#![doc = include_str!("unsourced.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::arrangement::Given;
use crate::model::words::list;
use crate::record::kind::Delegations;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for scheme in model.all::<Delegations>().filter(|scheme| model.is_at_work(scheme.record)) {
        for given in model.rows_today(scheme) {
            let missing = missing(model, given);
            if missing.is_empty() {
                continue;
            }
            let message = format!("the delegation of “{}” has {}", model.function_title(given), list(&missing));
            findings
                .add(scheme.record, given.row.function.span, message)
                .label("stands alone")
                .hint("name under `basis` or `agreement` where it is written, under `valid` since when it holds, and under `review` or `valid` until when");
        }
    }
}

/// What a delegation lacks, itself and by its agreement or its scheme.
fn missing(model: &Model, given: Given<'_>) -> Vec<&'static str> {
    let row = given.row;
    let agreement = model.agreement_of(given);
    let control = given.scheme.fields.control.as_ref();
    let of_agreement = |is: fn(&crate::record::kind::agreement::Valid) -> bool| {
        agreement.and_then(|agreement| agreement.fields.valid.as_ref()).is_some_and(|valid| is(valid))
    };
    let own = |is: fn(&crate::record::kind::agreement::Valid) -> bool| row.valid.as_ref().is_some_and(|valid| is(valid));
    let reviewed = |control: Option<&crate::record::value::Sp<crate::record::kind::control::Control>>| {
        control.is_some_and(|control| control.review.is_some())
    };
    let source = !row.basis.is_empty() || row.agreement.is_some();
    let date = own(|valid| valid.from.is_some())
        || of_agreement(|valid| valid.from.is_some())
        || control.is_some_and(|control| control.effective.is_some());
    let end = row.review.is_some()
        || own(|valid| valid.to.is_some())
        || of_agreement(|valid| valid.to.is_some())
        || reviewed(control)
        || reviewed(agreement.and_then(|agreement| agreement.fields.control.as_ref()));
    let lacks = [(source, "no source"), (date, "no date since when it holds"), (end, "no end or review")];
    lacks.into_iter().filter(|(has, _)| !has).map(|(_, what)| what).collect()
}
