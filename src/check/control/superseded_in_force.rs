#![doc = include_str!("superseded_in_force.md")]

use std::collections::BTreeMap;

use crate::check::Findings;
use crate::model::{Model, RecordId};
use crate::record::Record;
use crate::record::kind::{Agreement, Document, Policy};
use crate::span::{Place, Span};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut by_old: BTreeMap<RecordId, Vec<(RecordId, Span)>> = BTreeMap::new();
    for (id, record) in model.records() {
        if let Some((old, span)) = superseded(model, record).filter(|(old, _)| *old != id) {
            by_old.entry(old).or_default().push((id, span));
        }
    }
    for (old, successors) in by_old {
        let in_force = successors.into_iter().filter(|(id, _)| is_in_force(model, *id));
        let in_force: Vec<(RecordId, Span)> = in_force.collect();
        let old = model.record(old);
        match in_force[..] {
            [] => {}
            [(new, span)] => still_stands(model, findings, old, model.record(new).place(span)),
            [(one, _), (other, span), ..] => two_successors(model, findings, old, one, (other, span)),
        }
    }
}

/// What a record replaces, and where it says so.
fn superseded(model: &Model, record: &Record) -> Option<(RecordId, Span)> {
    let policy = || record.of::<Policy>().and_then(|policy| policy.supersedes.as_ref());
    let document = || record.of::<Document>().and_then(|document| document.supersedes.as_ref());
    let agreement = || record.of::<Agreement>().and_then(|agreement| agreement.supersedes.as_ref());
    let of_policy = policy().and_then(|link| Some((model.follow(record, link)?, link.span)));
    let of_document = || document().and_then(|link| Some((model.follow(record, link)?, link.span)));
    let of_agreement = || agreement().and_then(|link| Some((model.follow(record, link)?, link.span)));
    of_policy.or_else(of_document).or_else(of_agreement)
}

/// Whether a text holds today: approved or without a status, not over, and valid.
fn is_in_force(model: &Model, id: RecordId) -> bool {
    let record = model.record(id);
    let control = model.control_of(record);
    let set_aside = control.is_some_and(|control| {
        let later = control.effective.is_some_and(|effective| effective.date.first_day() > model.today);
        control.is_over() || control.is_pending() || later
    });
    let valid = record.of::<Agreement>().and_then(|agreement| agreement.valid.as_ref());
    !set_aside && valid.is_none_or(|valid| valid.during().holds_on(model.today))
}

/// A text that another replaced, and that still says of itself that it holds.
fn still_stands(model: &Model, findings: &mut Findings<'_>, old: &Record, successor: Place) {
    let status = model.control_of(old).and_then(|control| control.status).filter(|_| says_it_holds(model, old));
    let open = old.of::<Agreement>().and_then(|agreement| agreement.valid.as_ref()).filter(|valid| valid.to.is_none());
    let span = match (status, open) {
        (Some(status), _) => status.span,
        (None, Some(valid)) if model.control_of(old).is_none() => valid.span,
        _ => return,
    };
    findings
        .add(old, span, format!("“{}” was replaced, and still stands as if it were in force", old.title()))
        .label("not marked as replaced")
        .related(successor, "it was replaced here")
        .hint("set `status = \"superseded\"` in its `[control]`, or for an agreement its last day in `valid`");
}

fn says_it_holds(model: &Model, old: &Record) -> bool {
    model.control_of(old).is_some_and(|control| !control.is_over() && !control.is_pending())
}

fn two_successors(model: &Model, findings: &mut Findings<'_>, old: &Record, one: RecordId, other: (RecordId, Span)) {
    let (first, second) = (model.record(one), model.record(other.0));
    let message = format!("both “{}” and “{}” replace “{}”, and both are in force", first.title(), second.title(), old.title());
    findings
        .add(second, other.1, message)
        .label("it replaces the same text")
        .related(first.itself(), "the other one")
        .hint("keep one in force, or let one of them replace the other");
}
