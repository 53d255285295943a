#![doc = include_str!("two_deciders.md")]

use std::collections::BTreeMap;

use crate::check::{Findings, chains, words};
use crate::model::path::{Path, Somebody, Step};
use crate::model::{Model, RecordId};
use crate::record::kind::Forum;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::link::Link;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        if path.function.fields.joint.is_some_and(|joint| joint.value) || path.has_unread_rows() {
            continue;
        }
        delegations(model, findings, &path);
        reservations(model, findings, &path);
    }
}

/// Bodies that give the same matter to two.
fn delegations(model: &Model, findings: &mut Findings<'_>, path: &Path<'_>) {
    let mut pairs: BTreeMap<(usize, usize), Vec<RecordId>> = BTreeMap::new();
    for (body, steps) in path.first_hand(model) {
        for (index, one) in steps.iter().copied().enumerate() {
            let other = steps[index + 1..].iter().copied().find(|other| are_rivals(model, &path.steps[one], &path.steps[*other]));
            if let Some(other) = other {
                pairs.entry((one, other)).or_default().push(body);
            }
        }
    }
    for ((one, other), bodies) in pairs {
        let (one, other) = (&path.steps[one], &path.steps[other]);
        let title = path.function.record.title();
        let givers = words::titles(model, bodies);
        let message = format!("{givers} gave “{title}” both to {} and to {}", one.receiver(model), other.receiver(model));
        findings
            .add(other.scheme.record, other.row.to.span, message)
            .label(chains::words(model, other))
            .related(one.scheme.record.place(one.row.to.span), chains::words(model, one))
            .hint("end one of the two, or say with `up_to` and `above` where one ends and the other begins")
            .hint("where they decide it together, write `joint = true` in both");
    }
}

/// Whether two delegations of one giver let two decide the same, each alone.
fn are_rivals(model: &Model, one: &Step<'_>, other: &Step<'_>) -> bool {
    let joint = |step: &Step<'_>| step.row.joint == Some(true);
    let apart = |step: &Step<'_>| step.row.conditions.is_some() || step.breaks();
    let same = one.to == other.to || one.own != other.own;
    !(same || joint(one) && joint(other) || apart(one) || apart(other) || is_its_voice(model, one, other) || are_elsewhere(model, one, other))
}

/// Whether one gives to a post of the body itself and the other to a group in which such posts decide.
fn is_its_voice(model: &Model, one: &Step<'_>, other: &Step<'_>) -> bool {
    let post = |step: &Step<'_>| matches!(step.to, Somebody::Post(..) | Somebody::Person(_));
    let group = |step: &Step<'_>| {
        let Somebody::Forum(forum) = step.to else { return false };
        model.entry::<Forum>(*forum).is_some_and(|forum| model.form_is(forum, LegalFormTrait::Individual))
    };
    post(one) && group(other) || group(one) && post(other)
}

/// Whether two forums work for areas that have nothing in common.
fn are_elsewhere(model: &Model, one: &Step<'_>, other: &Step<'_>) -> bool {
    let areas = |step: &Step<'_>| -> Vec<RecordId> {
        let Somebody::Forum(forum) = step.to else { return Vec::new() };
        let Some(forum) = model.entry::<Forum>(*forum) else { return Vec::new() };
        let follow = |link: &Link<crate::record::kind::Area>| model.follow(forum.record, link);
        forum.fields.areas.iter().filter_map(follow).collect()
    };
    let (one, other) = (areas(one), areas(other));
    !one.is_empty() && !other.is_empty() && !one.iter().any(|area| other.contains(area))
}

/// A scheme that reserves a matter to one and reserves or gives it to another.
fn reservations(model: &Model, findings: &mut Findings<'_>, path: &Path<'_>) {
    let title = path.function.record.title();
    for (index, kept) in path.reserved.iter().enumerate() {
        let record = kept.scheme.record;
        let keeper = model.party_words(record, &kept.row.to);
        let later = path.reserved[index + 1..].iter();
        let rival = later
            .filter(|other| other.scheme.id == kept.scheme.id && other.to != kept.to)
            .find(|other| other.band == kept.band);
        if let Some(other) = rival {
            let message = format!("“{title}” is reserved both to {keeper} and to {}", model.party_words(record, &other.row.to));
            findings
                .add(record, other.row.to.span, message)
                .label("the second that keeps it")
                .related(record.place(kept.row.to.span), "the first")
                .hint("keep the one that was agreed, or make two functions of what each decides")
                .hint("where they decide it together, write `joint = true` in the function’s record");
        }
        let steps = path.steps.iter().filter(|step| step.scheme.id == kept.scheme.id && step.from != kept.to && step.to != kept.to);
        let given = steps
            .filter(|step| step.row.joint != Some(true) && step.row.conditions.is_none() && step.before.is_empty())
            .find(|step| step.own.within(kept.band).is_some_and(|both| both == step.own || both == kept.band));
        if let Some(step) = given.filter(|step| !step.breaks()) {
            let message = format!("“{title}” is reserved to {keeper} and given to {}", step.receiver(model));
            findings
                .add(record, step.row.to.span, message)
                .label(chains::words(model, step))
                .related(record.place(kept.row.to.span), "who keeps it")
                .hint("keep the one that was agreed, or say with `up_to` and `above` where one ends and the other begins")
                .hint("where they decide it together, write `joint = true` in the delegation");
        }
    }
}
