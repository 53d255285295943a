#![doc = include_str!("draft_in_force.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::control::Controlled;
use crate::model::{Model, RecordId};
use crate::record::date::long_date;
use crate::record::kind::{Agreement, Kind};
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let forums = forums_that_hold_power(model);
    let pending = model.controlled().filter(|document| document.control.is_pending() && !document.record.head.draft);
    for document in pending.filter(|document| model.ownerless(document.id).is_none()) {
        let Some((why, span)) = in_force(model, document, &forums) else { continue };
        let status = document.control.status.map_or(span, |status| status.span);
        let message = format!("no approval of {} is given yet, and {why}", model.document(document.record));
        findings
            .add(document.record, status, message)
            .label("not approved")
            .related(document.record.place(span), "in force all the same")
            .hint("set `status = \"approved\"` and record who approved it, or `draft = true` to keep it from readers until then");
    }
}

/// Why a document that is not approved works as if it were.
fn in_force(model: &Model, document: Controlled<'_>, forums: &BTreeSet<RecordId>) -> Option<(String, Span)> {
    let effective = document.control.effective.filter(|effective| effective.date.last_day() <= model.today);
    if let Some(effective) = effective {
        return Some((format!("the text is in force since {}", effective.date), effective.span));
    }
    let signed = document.record.of::<Agreement>().and_then(|agreement| agreement.valid.as_ref()).and_then(|valid| valid.from);
    if let Some(from) = signed.filter(|from| from.date.last_day() <= model.today) {
        return Some((format!("the agreement is valid since {}", from.date), from.span));
    }
    let holds = document.record.kind == Kind::Forum && forums.contains(&document.id);
    holds.then(|| (format!("the forum holds delegations as of {}", long_date(model.today)), document.record.start))
}

/// The forums to which something is delegated today.
fn forums_that_hold_power(model: &Model) -> BTreeSet<RecordId> {
    let receivers = model.delegations_today().filter_map(|given| model.receiver(given));
    receivers.filter(|receiver| model.record(*receiver).kind == Kind::Forum).collect()
}
