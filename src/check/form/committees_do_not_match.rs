#![doc = include_str!("committees_do_not_match.md")]

use std::collections::BTreeSet;

use crate::check::{Findings, words};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::Forum;
use crate::record::kind::vocabulary::LegalFormTrait::InCommon;
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>().filter(|forum| in_common(model, *forum)) {
        let Some(committees) = committees(model, forum) else { continue };
        if committees.len() == 1 {
            alone(model, findings, forum, &committees);
        } else {
            compare(model, findings, forum, &committees);
        }
    }
}

fn in_common(model: &Model, forum: Entry<'_, Forum>) -> bool {
    model.form_is(forum, InCommon) && model.at_work(forum.id)
}

/// The bodies that have a committee in the meeting; `None` where that is not recorded, and for one of several committees that have a
/// record each.
fn committees(model: &Model, forum: Entry<'_, Forum>) -> Option<BTreeSet<RecordId>> {
    let own = makers(model, forum);
    let collaborative = model.collaborative_of(forum.record)?;
    let beside = |other: &Entry<'_, Forum>| other.id != forum.id && in_common(model, *other);
    let others: Vec<Entry<'_, Forum>> = model.parts::<Forum>(collaborative).filter(beside).collect();
    let whole = |one: Entry<'_, Forum>| one.fields.part_of.as_ref().and_then(|link| model.follow(one.record, link));
    if own.is_empty() || whole(forum).is_some_and(|whole| others.iter().any(|other| other.id == whole)) {
        return None;
    }
    let limbs = others.iter().filter(|other| whole(**other) == Some(forum.id)).flat_map(|limb| makers(model, *limb));
    let limbs: BTreeSet<RecordId> = limbs.collect();
    if !limbs.is_empty() {
        return Some(limbs);
    }
    // Committees with a record each and none for the meeting: each names its own parent, and is none alone.
    let of_one_other = |other: &Entry<'_, Forum>| {
        let makers = makers(model, *other);
        makers.len() == 1 && makers != own
    };
    (own.len() > 1 || !others.iter().any(of_one_other)).then_some(own)
}

fn makers(model: &Model, forum: Entry<'_, Forum>) -> BTreeSet<RecordId> {
    model.owners(forum).into_iter().collect()
}

fn alone(model: &Model, findings: &mut Findings<'_>, forum: Entry<'_, Forum>, committees: &BTreeSet<RecordId>) {
    let parent = words::titles(model, committees.iter().copied());
    let message = format!("“{}” meets in common and is a committee of {parent} alone", forum.record.title());
    findings
        .field(forum.record, parents_field(forum), message)
        .label("the only body whose committee it is")
        .hint("name under `established_by` each body that set up a committee of its own, or give each committee a record of its own");
}

/// Each body that gives the forum something decides there by a committee of its own, and by nobody else's.
fn compare(model: &Model, findings: &mut Findings<'_>, forum: Entry<'_, Forum>, committees: &BTreeSet<RecordId>) {
    let given = model.delegations_to(forum);
    let members_are_known = model.collaborative_of(forum.record).is_none_or(|whole| !model.may_say_more(whole.record, "members"));
    if !members_are_known || given.iter().any(|given| model.may_say_more(given.scheme.record, "delegations")) {
        return;
    }
    let giving = |given: &crate::model::arrangement::Given<'_>| model.bodies(given.scheme.record, &given.row.from);
    let givers: BTreeSet<RecordId> = given.iter().flat_map(giving).collect();
    let Some(first) = given.first().filter(|_| !givers.is_empty() && givers != *committees) else { return };
    let without: Vec<RecordId> = givers.difference(committees).copied().collect();
    let idle: Vec<RecordId> = committees.difference(&givers).copied().collect();
    let title = forum.record.title();
    let message = match without.is_empty() {
        false => format!(
            "{} {} to “{title}” and {} no committee in it",
            words::titles(model, without.iter().copied()),
            if without.len() == 1 { "delegates" } else { "delegate" },
            if without.len() == 1 { "has" } else { "have" },
        ),
        true => format!(
            "“{title}” has a committee of {}, which {} nothing to it",
            words::titles(model, idle.iter().copied()),
            if idle.len() == 1 { "delegates" } else { "delegate" },
        ),
    };
    let row: Place = first.scheme.record.place(first.row.span);
    let label = format!("committees of {}", words::titles(model, committees.iter().copied()));
    findings
        .field(forum.record, parents_field(forum), message)
        .label(label)
        .related(row, "what is delegated")
        .hint("each body that delegates needs a committee of its own here: correct `established_by`, or the delegations");
}

fn parents_field(forum: Entry<'_, Forum>) -> &'static str {
    if forum.established_by.is_empty() { "reports_to" } else { "established_by" }
}
