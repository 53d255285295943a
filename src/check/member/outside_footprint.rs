#![doc = include_str!("outside_footprint.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::model::words::list;
use crate::record::kind::{Area, Collaborative, Organisation};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let around: BTreeMap<RecordId, BTreeSet<RecordId>> =
        model.all::<Area>().map(|area| (area.id, model.areas_around(area.id))).collect();
    let touch = |one: &RecordId, other: &RecordId| {
        let lies_in = |one, other| around.get(one).is_some_and(|around| around.contains(other));
        lies_in(one, other) || lies_in(other, one)
    };
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        let footprint = footprint(model, collaborative);
        if footprint.is_empty() {
            continue;
        }
        for membership in model.full_members(collaborative) {
            let Some(body) = membership.member.and_then(|member| model.entry::<Organisation>(member)) else { continue };
            let areas = areas(model, body);
            let inside = areas.iter().any(|area| footprint.iter().any(|served| touch(area, served)));
            if areas.is_empty() || inside {
                continue;
            }
            let names: Vec<String> = areas.iter().map(|area| model.record(*area).title()).collect();
            let (title, whole) = (model.record(body.id).title(), model.record(collaborative.id).title());
            let span = membership.row.organisation.as_ref().map_or(membership.row.span, |link| link.span);
            findings
                .add(
                    collaborative.record,
                    span,
                    format!("“{title}” serves {}, outside the footprint of “{whole}”", list(&names)),
                )
                .label("a member from another area")
                .related(collaborative.record.field("footprint"), "the footprint")
                .related(body.record.field("areas"), "the areas that it serves")
                .hint("where that is meant, nothing need be done; otherwise add the area to `footprint`, or correct the areas of the member");
        }
    }
}

fn footprint(model: &Model, collaborative: Entry<'_, Collaborative>) -> Vec<RecordId> {
    let fields: &Collaborative = collaborative.fields;
    fields.footprint.iter().filter_map(|link| model.follow(collaborative.record, link)).collect()
}

fn areas(model: &Model, body: Entry<'_, Organisation>) -> Vec<RecordId> {
    let fields: &Organisation = body.fields;
    fields.areas.iter().filter_map(|link| model.follow(body.record, link)).collect()
}
