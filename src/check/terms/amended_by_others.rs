#![doc = include_str!("amended_by_others.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::Forum;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::link::{Party, Who};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "reports_to") || model.may_say_more(forum.record, "established_by") {
            continue;
        }
        let parents = parents(model, forum);
        if parents.is_empty() || model.form_is(forum, LegalFormTrait::OwnBoard) {
            continue;
        }
        for party in &forum.fields.amended_by {
            let named = named(model, forum, &party.value);
            let Some(other) = named.iter().find(|named| !parents.contains(named)) else { continue };
            let title = forum.record.title();
            let message = match *other == forum.id {
                true => format!("“{title}” may change its own terms of reference"),
                false => format!("“{}” may change the terms of reference of “{title}”, which it did not make", model.record(*other).title()),
            };
            findings
                .add(forum.record, party.span, message)
                .label("not one of those who made it, or to whom it answers")
                .hint("leave the change to those who made it, or record in `established_by` who that is");
        }
    }
}

/// Those who may change terms of reference: who made the forum, to whom it answers, and its collaborative with its members.
fn parents(model: &Model, forum: Entry<'_, Forum>) -> BTreeSet<RecordId> {
    let established = forum.fields.established_by.iter();
    let made = established.filter_map(|established| model.follow(forum.record, &established.organisation));
    let above = forum.fields.reports_to.iter().flat_map(|party| named(model, forum, &party.value));
    let parts = model.forums_above(forum).into_iter().map(|above| above.forum).filter(|above| *above != forum.id);
    let mut parents: BTreeSet<RecordId> = made.chain(above).chain(parts).chain(model.member_bodies(forum.record)).collect();
    if !parents.is_empty() {
        parents.extend(model.collaborative_of(forum.record).map(|collaborative| collaborative.id));
    }
    parents
}

fn named(model: &Model, forum: Entry<'_, Forum>, party: &Party) -> Vec<RecordId> {
    match party.who() {
        Some(Who::Forum(link)) => model.follow(forum.record, link).into_iter().collect(),
        Some(Who::Collaborative(link)) => model.follow(forum.record, link).into_iter().collect(),
        _ => model.bodies_meant(forum, party),
    }
}
