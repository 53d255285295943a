#![doc = include_str!("place_without_partnership.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::vocabulary::{CollaborativeTrait, OrganisationTrait};
use crate::record::kind::{Area, Collaborative, Forum, Kind, Organisation};
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let linked = linked_to_partnerships(model);
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id)) {
        let id = &*collaborative.record.address.id;
        let is_one = model.collaborative_is(collaborative, CollaborativeTrait::PlaceBased);
        if is_one || linked.contains(id) {
            continue;
        }
        let Some((place, what)) = works_at_place(model, collaborative) else { continue };
        let message = format!("“{}” works at the level of a place, and no place-based partnership is linked to it", collaborative.record.title());
        findings
            .about(collaborative.record, message)
            .label("with whom at the place?")
            .related(place, what)
            .hint("link to the partnership of the place: as a member, in `agreed_with`, in `reports_to`, or in the text on governance");
    }
}

/// Where a collaborative says that it works at a place.
fn works_at_place(model: &Model, collaborative: Entry<'_, Collaborative>) -> Option<(Place, String)> {
    let record = collaborative.record;
    let area = collaborative.fields.footprint.iter().find_map(|link| {
        let area = model.get::<Area>(record, link)?;
        let level = model.row(area.record, &area.fields.kind)?.level.clone()?;
        has_partnerships(model, record, &level).then(|| (record.place(link.span), format!("“{}” is a place", area.record.title())))
    });
    area.or_else(|| {
        model.parts::<Forum>(collaborative).filter(|forum| model.at_work(forum.id)).find_map(|forum| {
            let level = forum.fields.level.as_ref()?;
            let at_place = model.row(forum.record, level)?.partnership == Some(true);
            at_place.then(|| (forum.record.place(level.span), "this forum works there".to_owned()))
        })
    })
}

/// Whether bodies at a level act in place-based partnerships, as the vocabulary says.
fn has_partnerships(model: &Model, owner: &Record, level: &str) -> bool {
    let levels = &model.vocabulary_of(owner).levels;
    levels.iter().any(|row| row.id.value == level && row.partnership == Some(true))
}

/// The collaboratives in whose folders a place-based partnership is named, or that are named in the folder of one.
fn linked_to_partnerships(model: &Model) -> BTreeSet<String> {
    let bodies = model.all::<Organisation>().filter(|body| model.body_is(*body, OrganisationTrait::PlacePartnership));
    let collaboratives =
        model.all::<Collaborative>().filter(|one| model.collaborative_is(*one, CollaborativeTrait::PlaceBased));
    let partnerships: Vec<RecordId> = bodies.map(|body| body.id).chain(collaboratives.map(|one| one.id)).collect();
    let naming = partnerships.iter().flat_map(|partnership| model.backlinks(*partnership)).map(|link| model.record(link.from));
    let mut linked: BTreeSet<String> = naming.filter_map(|record| record.scope()).map(str::to_owned).collect();
    let scopes: BTreeSet<&str> = partnerships.iter().filter_map(|partnership| model.record(*partnership).scope()).collect();
    for (id, record) in model.of_kind(Kind::Collaborative) {
        let named = model.backlinks(id).iter().filter_map(|link| model.record(link.from).scope()).any(|scope| scopes.contains(scope));
        if named {
            linked.insert(record.address.id.to_string());
        }
    }
    linked
}
