#![doc = include_str!("passed_on.md")]

use std::collections::HashMap;

use crate::check::Findings;
use crate::diagnostic::Severity;
use crate::model::arrangement::Given;
use crate::model::{Model, RecordId};
use crate::record::kind::{Function, Organisation};
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut received: HashMap<(RecordId, RecordId), Vec<Given<'_>>> = HashMap::new();
    for given in model.delegations_today() {
        if let (Some(function), Some(receiver)) = (function(model, given), model.receiver(given)) {
            received.entry((function, receiver)).or_default().push(given);
        }
    }
    for given in model.delegations_today() {
        let Some(function) = function(model, given) else { continue };
        let Some(giver) = model.party_record(given.scheme.record, &given.row.from) else { continue };
        let Some(first) = received.get(&(function, giver)) else { continue };
        let before: Vec<Given<'_>> = first
            .iter()
            .copied()
            .filter(|before| !std::ptr::eq(before.row, given.row) && !goes_back(model, *before, given))
            .collect();
        if !model.stays_within(given) {
            report(model, findings, (given, giver), &before);
        }
    }
}

fn function(model: &Model, given: Given<'_>) -> Option<RecordId> {
    model.follow(given.scheme.record, &given.row.function)
}

/// Whether the receiver gives a function back to those from whom it came.
fn goes_back(model: &Model, before: Given<'_>, given: Given<'_>) -> bool {
    let from = model.bodies(before.scheme.record, &before.row.from);
    let to = model.bodies(given.scheme.record, &given.row.to);
    !to.is_empty() && to.iter().all(|body| from.contains(body))
}

/// What a delegation says of passing on.
enum Said {
    Allowed,
    Forbidden(Place, String),
    Nothing,
}

fn said(model: &Model, given: Given<'_>) -> Said {
    let agreement = model.agreement_of(given);
    let forbidden = agreement.and_then(|agreement| {
        let onward = agreement.fields.onward_delegation.filter(|onward| !onward.value)?;
        Some((agreement.record.place(onward.span), format!("“{}”", agreement.record.title())))
    });
    match (given.row.onward, forbidden) {
        (_, Some((place, title))) => Said::Forbidden(place, title),
        (Some(onward), None) if !onward.value => {
            Said::Forbidden(given.scheme.record.place(onward.span), "the delegation to it".to_owned())
        }
        (Some(_), None) => Said::Allowed,
        (None, None) if agreement.is_some_and(|agreement| agreement.onward_delegation.is_some()) => Said::Allowed,
        (None, None) => Said::Nothing,
    }
}

fn report(model: &Model, findings: &mut Findings<'_>, (given, giver): (Given<'_>, RecordId), before: &[Given<'_>]) {
    let record = given.scheme.record;
    let (name, function) = (model.record(giver).title(), model.function_title(given));
    let all: Vec<(Said, Given<'_>)> = before.iter().map(|before| (said(model, *before), *before)).collect();
    let forbidden = all.iter().find_map(|(said, _)| match said {
        Said::Forbidden(place, by) => Some((place, by)),
        Said::Allowed | Said::Nothing => None,
    });
    if let Some((place, by)) = forbidden {
        findings
            .add(record, given.row.from.span, format!("“{name}” passes on “{function}”, and {by} forbids it"))
            .label("received it, and may not give it further")
            .related(place.clone(), "not to be passed on")
            .hint("let the bodies that hold the function delegate it themselves, or change the terms with all who agreed them");
        return;
    }
    let allowed = all.iter().any(|(said, _)| matches!(said, Said::Allowed));
    let Some((_, silent)) = all.first().filter(|_| !allowed && !holds_by_law(model, giver, given)) else { return };
    findings
        .add(record, given.row.from.span, format!("“{name}” passes on “{function}”, and nothing says that it may"))
        .severity(Severity::Warning)
        .label("received it from others")
        .related(silent.scheme.record.place(silent.row.span), "how it came there")
        .hint("where the terms allow it, write `onward = true` in the first delegation");
}

/// Whether a body holds the function itself, so that it may be its own that it gives.
fn holds_by_law(model: &Model, giver: RecordId, given: Given<'_>) -> bool {
    let Some(body) = model.entry::<Organisation>(giver) else { return false };
    let Some(function) = model.get::<Function>(given.scheme.record, &given.row.function) else { return true };
    function.holder.is_empty() || function.holder.iter().any(|kind| kind.text == body.kind.text)
}
