#![doc = include_str!("same_members.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Findings, naming};
use crate::model::{Entry, Model, RecordId};
use crate::model::words::list;
use crate::record::kind::vocabulary::Sectors;
use crate::record::kind::{Collaborative, Delegations, Kind};
use crate::record::link::Set;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut alike: BTreeMap<Vec<RecordId>, Vec<Entry<'_, Collaborative>>> = BTreeMap::new();
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        let members: Option<BTreeSet<RecordId>> = model.full_members(collaborative).map(|membership| membership.member).collect();
        if let Some(members) = members.filter(|members| members.len() > 1) {
            alike.entry(members.into_iter().collect()).or_default().push(collaborative);
        }
    }
    for collaboratives in alike.into_values() {
        for (number, collaborative) in collaboratives.iter().enumerate() {
            let other = collaboratives[..number].iter().find_map(|other| Some((other, shared(model, *other, *collaborative)?)));
            let Some((other, shared)) = other else { continue };
            let (title, other_title) = (model.record(collaborative.id).title(), model.record(other.id).title());
            findings
                .about(collaborative.record, format!("“{title}” has the same members as “{other_title}”, and both are about {shared}"))
                .label("the same members, the same matters")
                .related(other.record.itself(), "the other one")
                .hint("say in what they differ, bring them together, or record one as the `parent` of the other");
        }
    }
}

/// What two collaboratives are both about, unless one sits inside the other.
fn shared(model: &Model, one: Entry<'_, Collaborative>, other: Entry<'_, Collaborative>) -> Option<String> {
    let inside = |part: Entry<'_, Collaborative>, whole: Entry<'_, Collaborative>| {
        part.fields.parent.as_ref().is_some_and(|parent| model.follow(part.record, parent) == Some(whole.id))
    };
    if inside(one, other) || inside(other, one) {
        return None;
    }
    let functions: Vec<String> =
        functions(model, one).intersection(&functions(model, other)).map(|id| format!("“{}”", model.record(*id).title())).collect();
    if !functions.is_empty() {
        return Some(naming::first_of(&functions, 3));
    }
    let names = |whole: Entry<'_, Collaborative>| -> BTreeSet<String> {
        whole.fields.sectors.iter().map(|sector| model.word(whole.record, Sectors::KEY, &sector.text).to_lowercase()).collect()
    };
    let sectors: Vec<String> = names(one).intersection(&names(other)).cloned().collect();
    (!sectors.is_empty()).then(|| format!("{} services", list(&sectors)))
}

/// The functions of a collaborative: those of its programmes, its forums and its scheme of delegation.
fn functions(model: &Model, collaborative: Entry<'_, Collaborative>) -> BTreeSet<RecordId> {
    let record = collaborative.record;
    let programmes = collaborative.fields.programmes.iter().filter_map(|programme| programme.function.as_ref());
    let mut found: BTreeSet<RecordId> = programmes.filter_map(|link| model.follow(record, link)).collect();
    for forum in model.forums(collaborative).filter(|forum| model.holds_today(forum.id)) {
        found.extend(forum.fields.responsibilities.iter().filter_map(|link| model.follow(forum.record, link)));
    }
    let scheme = model.find(Kind::Delegations, &format!("{}/delegations", record.address.id));
    if let Some(scheme) = scheme.and_then(|scheme| model.entry::<Delegations>(scheme)) {
        found.extend(scheme.fields.delegations.iter().filter_map(|row| model.follow(scheme.record, &row.function)));
    }
    found
}
