#![doc = include_str!("agreement_ended.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Findings;
use crate::model::words::count;
use crate::model::{Entry, Model, RecordId};
use crate::record::date::When;
use crate::record::kind::delegation::Delegation;
use crate::record::kind::{Agreement, Collaborative, Delegations};
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let relying = relying(model);
    let replaced: BTreeSet<RecordId> = model
        .all::<Agreement>()
        .filter(|agreement| in_force(model, *agreement))
        .filter_map(|agreement| model.follow(agreement.record, agreement.fields.supersedes.as_ref()?))
        .collect();
    for agreement in model.all::<Agreement>() {
        let Some(end) = ended(model, agreement) else { continue };
        match relying.get(&agreement.id) {
            Some(rows) => delegations_rest_on_it(model, findings, agreement, end, rows),
            None if !replaced.contains(&agreement.id) => nothing_took_its_place(model, findings, agreement, end),
            None => {}
        }
    }
}

/// The day on which an agreement ended, where it has.
fn ended(model: &Model, agreement: Entry<'_, Agreement>) -> Option<When> {
    let valid = agreement.fields.valid.as_ref()?;
    valid.to.filter(|_| valid.during().ended_before(model.today))
}

fn in_force(model: &Model, agreement: Entry<'_, Agreement>) -> bool {
    let over = agreement.fields.control.as_ref().is_some_and(|control| control.is_over());
    !over && agreement.fields.valid.as_ref().is_none_or(|valid| valid.during().holds_on(model.today))
}

type Row<'m> = (Entry<'m, Delegations>, &'m Sp<Delegation>);

/// The delegations of today, by the agreement in which they stand.
fn relying(model: &Model) -> BTreeMap<RecordId, Vec<Row<'_>>> {
    let mut relying: BTreeMap<RecordId, Vec<Row<'_>>> = BTreeMap::new();
    for scheme in model.all::<Delegations>().filter(|scheme| model.ownerless(scheme.id).is_none()) {
        let fields: &Delegations = scheme.fields;
        for row in fields.delegations.iter().filter(|row| model.delegation_holds(row)) {
            let agreement = row.agreement.as_ref().and_then(|link| model.follow(scheme.record, link));
            if let Some(agreement) = agreement {
                relying.entry(agreement).or_default().push((scheme, row));
            }
        }
    }
    relying
}

fn delegations_rest_on_it(
    model: &Model,
    findings: &mut Findings<'_>,
    agreement: Entry<'_, Agreement>,
    end: When,
    rows: &[Row<'_>],
) {
    let message = format!(
        "“{}” ended on {}, and {} still {} on it",
        agreement.record.title(),
        end.date,
        count(rows.len(), "delegation", "delegations"),
        if rows.len() == 1 { "rests" } else { "rest" }
    );
    let mut finding = findings
        .add(agreement.record, end.span, message)
        .label("the last day")
        .hint("agree on a longer time or on a new agreement, or end what rests on it with `valid = { to = … }`");
    for (scheme, row) in rows.iter().take(3) {
        finding = finding.related(scheme.record.place(row.function.span), model.delegation(scheme.record, row));
    }
}

/// A collaborative none of whose agreements holds any more, and whose forums meet all the same.
fn nothing_took_its_place(model: &Model, findings: &mut Findings<'_>, agreement: Entry<'_, Agreement>, end: When) {
    let Some(collaborative) = model.collaborative_of(agreement.record).filter(|one| model.holds_today(one.id)) else { return };
    let own = || agreements(model, collaborative);
    if own().any(|other| in_force(model, other)) {
        return;
    }
    // One message for the collaborative: at the agreement that ended last.
    let last = own().filter_map(|other| Some((ended(model, other)?.date.last_day(), other.id))).max();
    let meeting = model.forums_today().filter(|forum| forum.record.scope() == collaborative.record.scope()).count();
    if meeting == 0 || last.is_none_or(|(_, id)| id != agreement.id) {
        return;
    }
    let message = format!(
        "“{}” ended on {}, no agreement of {} is in force, and {} still {}",
        agreement.record.title(),
        end.date,
        collaborative.record.short_title(),
        count(meeting, "forum", "forums"),
        if meeting == 1 { "meets" } else { "meet" }
    );
    findings
        .add(agreement.record, end.span, message)
        .label("the last day")
        .related(collaborative.record.itself(), "it has no agreement in force")
        .hint("record the agreement that took its place, with `supersedes`, or until when it was extended");
}

fn agreements<'m>(model: &'m Model, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Entry<'m, Agreement>> {
    model
        .of_kind_within(crate::record::kind::Kind::Agreement, Some(&*collaborative.record.address.id))
        .filter_map(|(id, _)| model.entry::<Agreement>(id))
}
