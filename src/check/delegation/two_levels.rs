#![doc = include_str!("two_levels.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Findings;
use crate::model::path::{Path, Somebody};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::vocabulary::{Levels, Row};
use crate::record::kind::{Area, Forum};
use crate::record::link::Term;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        if path.function.fields.joint.is_some_and(|joint| joint.value) {
            continue;
        }
        let claims: Vec<Claim<'_>> = forums(model, &path).into_iter().filter_map(|forum| claim(model, forum)).collect();
        // Who claims it in an area, one for each level: more would tell nothing new.
        let mut there: BTreeMap<(RecordId, &str), usize> = BTreeMap::new();
        for (number, claim) in claims.iter().enumerate() {
            for area in &claim.areas {
                there.entry((*area, claim.level.text.as_str())).or_insert(number);
            }
        }
        let mut told = BTreeSet::new();
        for (number, claim) in claims.iter().enumerate() {
            let larger: BTreeSet<RecordId> = claim.areas.iter().flat_map(|area| around(model, *area)).collect();
            let others = larger.iter().flat_map(|area| there.range((*area, "")..).take_while(move |(key, _)| key.0 == *area));
            let rivals = others.map(|(_, other)| *other).filter(|other| claims[*other].level.text != claim.level.text);
            for other in rivals {
                let pair = (number.min(other), number.max(other));
                if told.insert(pair) && !are_related(model, claim.forum, claims[other].forum) {
                    report(model, findings, &path, claim, &claims[other]);
                    break;
                }
            }
        }
    }
}

/// A forum that claims a matter, its level, and where it works.
struct Claim<'m> {
    forum: Entry<'m, Forum>,
    level: &'m Term<Levels>,
    areas: Vec<RecordId>,
}

/// The forums that have a function in their remit or were given it.
fn forums<'m>(model: &'m Model, path: &Path<'m>) -> Vec<Entry<'m, Forum>> {
    let links = model.backlinks(path.function.id).iter();
    let named = links.filter(|link| link.field.as_deref() == Some("responsibilities")).map(|link| link.from);
    let given = path.steps.iter().filter_map(|step| if let Somebody::Forum(forum) = step.to { Some(*forum) } else { None });
    let all: BTreeSet<RecordId> = named.chain(given).filter(|forum| model.at_work(*forum)).collect();
    all.into_iter().filter_map(|forum| model.entry::<Forum>(forum)).filter(|forum| model.decides(*forum)).collect()
}

fn claim<'m>(model: &'m Model, forum: Entry<'m, Forum>) -> Option<Claim<'m>> {
    let fields: &'m Forum = forum.fields;
    let level = fields.level.as_ref()?;
    let own: Vec<RecordId> = fields.areas.iter().filter_map(|link| model.follow(forum.record, link)).collect();
    let whole = model.collaborative_of(forum.record);
    let footprint = whole.into_iter().flat_map(|whole| {
        let links = whole.fields.footprint.iter();
        links.filter_map(move |link| model.follow(whole.record, link)).collect::<Vec<_>>()
    });
    let areas = if own.is_empty() { footprint.collect() } else { own };
    Some(Claim { forum, level, areas })
}

/// An area and those that it lies in.
fn around(model: &Model, area: RecordId) -> Vec<RecordId> {
    let mut areas = vec![area];
    while let Some(area) = areas.last().and_then(|area| model.entry::<Area>(*area)) {
        let within = area.fields.within.as_ref().and_then(|link| model.follow(area.record, link));
        match within.filter(|within| !areas.contains(within)) {
            Some(within) => areas.push(within),
            None => break,
        }
    }
    areas
}

/// Whether one forum is part of the other or answers to it, at whatever distance.
fn are_related(model: &Model, one: Entry<'_, Forum>, other: Entry<'_, Forum>) -> bool {
    is_below(model, one, other.id) || is_below(model, other, one.id)
}

fn is_below(model: &Model, forum: Entry<'_, Forum>, above: RecordId) -> bool {
    let mut seen = BTreeSet::from([forum.id]);
    let mut open = vec![forum];
    while let Some(forum) = open.pop() {
        for next in model.forums_above(forum) {
            if next.forum == above {
                return true;
            }
            if seen.insert(next.forum) {
                open.extend(model.entry::<Forum>(next.forum));
            }
        }
    }
    false
}

fn report(model: &Model, findings: &mut Findings<'_>, path: &Path<'_>, one: &Claim<'_>, other: &Claim<'_>) {
    let named = |claim: &Claim<'_>| {
        let level = model.row(claim.forum.record, claim.level).map_or_else(|| claim.level.text.clone(), |row| row.name().to_lowercase());
        (claim.forum.record.title(), level)
    };
    let ((first, low), (second, high)) = (named(one), named(other));
    let title = path.function.record.title();
    findings
        .add(one.forum.record, one.level.span, format!("“{title}” is decided twice: by “{first}” at the level of {low}, and by “{second}” at that of {high}"))
        .label(format!("the level of {low}"))
        .related(other.forum.record.place(other.level.span), format!("the level of {high}"))
        .hint("agree at which level it is decided, and take it from the `responsibilities` of the other")
        .hint("or, where one decides within what the other sets, make two functions of it, or let one answer to the other");
}
