#![doc = include_str!("reach_unlike_kind.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::model::words::list;
use crate::record::kind::vocabulary::{CollaborativeTrait, Levels, Vocabulary};
use crate::record::kind::{Area, Collaborative};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        let at_scale = model.kind_has(collaborative, CollaborativeTrait::NeedsTwoTrusts);
        let for_one_place = model.kind_has(collaborative, CollaborativeTrait::PlaceBased);
        let Some(reach) = reach(model, collaborative).filter(|_| at_scale != for_one_place) else { continue };
        let (message, hint) = match (for_one_place, reach) {
            (false, Reach::OnePlace(area)) => (
                format!("“{}” works in one place, {area}", model.record(collaborative.id).title()),
                "a place-based partnership joins up services in one place: record that as `kind`, or add the other places to `footprint`",
            ),
            (true, Reach::More(areas)) => (
                format!("“{}” works across {areas}", model.record(collaborative.id).title()),
                "a provider collaborative works at scale across places: record that as `kind`, or the one place as `footprint`",
            ),
            _ => continue,
        };
        let kind = &collaborative.fields.kind;
        let name = model.row(collaborative.record, kind).map_or(kind.text.clone(), |row| row.name.to_lowercase());
        findings
            .add(collaborative.record, kind.span, format!("{message}, and is recorded as a {name}"))
            .label(if for_one_place { "for one place" } else { "across several places" })
            .related(collaborative.record.field("footprint"), "its footprint")
            .hint(hint);
    }
}

/// How far a collaborative reaches.
enum Reach {
    /// One area of the lowest level, by its name.
    OnePlace(String),
    /// Several areas, or a larger one, by their names.
    More(String),
}

fn reach(model: &Model, collaborative: Entry<'_, Collaborative>) -> Option<Reach> {
    let vocabulary = model.vocabulary_of(collaborative.record);
    let lowest = vocabulary.area_kinds.iter().filter_map(|kind| rank(vocabulary, kind.level.as_deref()?)).max()?;
    let fields: &Collaborative = collaborative.fields;
    let links = fields.footprint.iter().filter_map(|link| model.follow(collaborative.record, link));
    let areas: BTreeSet<RecordId> = links.filter(|area| model.holds_today(*area)).collect();
    let ranks: Option<Vec<u32>> = areas.iter().map(|area| rank_of(model, *area)).collect();
    let ranks = ranks.filter(|ranks| !ranks.is_empty())?;
    let names: Vec<String> = areas.iter().map(|area| model.record(*area).title()).collect();
    let names = list(&names);
    Some(if ranks == [lowest] { Reach::OnePlace(names) } else { Reach::More(names) })
}

fn rank_of(model: &Model, area: RecordId) -> Option<u32> {
    let area = model.entry::<Area>(area)?;
    let kind = model.row(area.record, &area.fields.kind)?;
    rank(model.vocabulary_of(area.record), kind.level.as_deref()?)
}

fn rank(vocabulary: &Vocabulary, level: &str) -> Option<u32> {
    vocabulary.row_named::<Levels>(level)?.rank
}
