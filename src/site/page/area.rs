//! An area: what works there, across which borders, with which objectives.

use std::collections::BTreeSet;

use super::super::diagram;
use super::super::view::{Block, Fact, Notice, Run, Words};
use super::index::some;
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::record::Record;
use crate::record::kind::{Area, Collaborative, Kind, Organisation};

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let model = sheet.model();
    let Some(area) = model.entry::<Area>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = vec![sheet.point.term(record, &area.fields.kind)];
    sheet.lifetime_said(area.during(), "area.not-used-since");
    let point = &sheet.point;
    let followed: Vec<Words> = area
        .fields
        .successors
        .iter()
        .map(|successor| {
            let area = point.follow(record, &successor.area);
            let mut line = match successor.on {
                Some(on) => sheet.runs("area.now-part-of-since", &[("area", area.into()), ("date", point.date(on.date).into())]),
                None => sheet.runs("area.now-part-of", &[("area", area.into())]),
            };
            line.extend(successor.note.as_ref().map(|note| Run::text(format!(". {note}"))));
            line
        })
        .collect();
    let mut rows = Vec::new();
    rows.extend(
        area.fields.within.as_ref().map(|within| Fact::one(sheet.say("area.lies-in"), vec![point.follow(record, within)])),
    );
    rows.extend(
        area.fields.population.map(|population| Fact::text(sheet.say("area.people"), point.phrases().number(population))),
    );
    if area.fields.from.is_some() || area.fields.to.is_some() {
        rows.push(Fact::text(sheet.say("area.used"), point.during_text(area.during())));
    }
    rows.extend(sheet.former_names(record));
    if !followed.is_empty() {
        sheet.notice(Notice { tone: "ended", title: sheet.say("record.successors"), paragraphs: followed });
    }
    sheet.facts(rows, true);
    sheet.prose(record, false);
    // A footprint that names an area within it reaches it.
    let mut collaboratives: Vec<RecordId> = model
        .areas_within(id)
        .into_iter()
        .flat_map(|area| model.referring::<Collaborative>(area, "footprint"))
        .map(|collaborative| collaborative.id)
        .collect();
    collaboratives.sort_unstable();
    collaboratives.dedup();
    let bodies: Vec<RecordId> = model.referring::<Organisation>(id, "areas").map(|body| body.id).collect();
    let (today, ended): (Vec<RecordId>, Vec<RecordId>) = bodies.into_iter().partition(|body| model.holds_today(*body));
    let current: Vec<RecordId> = collaboratives.iter().copied().filter(|whole| model.holds_today(*whole)).collect();
    let picture = diagram::area(&sheet.point, id, &today, &current).parts(&sheet.point);
    sheet.section("diagram", sheet.say("collaborative.diagram"), picture);
    list(sheet, "collaboratives", sheet.say("area.collaboratives"), Kind::Collaborative, &collaboratives, record);
    objectives(sheet, id);
    list(sheet, "organisations", sheet.say("area.organisations"), Kind::Organisation, &today, record);
    list(sheet, "former-organisations", sheet.say("area.former-organisations"), Kind::Organisation, &ended, record);
    let within: Vec<RecordId> = model.referring::<Area>(id, "within").map(|other| other.id).collect();
    list(sheet, "areas", sheet.say("area.areas"), Kind::Area, &within, record);
    sheet.close(id, &["kind", "within", "population", "from", "to", "successors"]);
}

fn list(sheet: &mut Sheet<'_>, id: &str, title: String, kind: Kind, records: &[RecordId], area: &Record) {
    let facet = if kind == Kind::Area { "within" } else { "area" };
    let blocks = some(sheet, kind, records, (facet, &area.address.id));
    sheet.section(id, title, blocks);
}

/// Objectives that collaboratives have agreed with the bodies of this area.
fn objectives(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let mut lines = Vec::new();
    let bodies: BTreeSet<RecordId> = model.referring::<Organisation>(id, "areas").map(|body| body.id).collect();
    let agreed = bodies.iter().flat_map(|body| model.referring::<Collaborative>(*body, "objectives.agreed_with"));
    let agreed: BTreeSet<RecordId> = agreed.map(|collaborative| collaborative.id).filter(|id| model.holds_today(*id)).collect();
    for collaborative in agreed.into_iter().filter_map(|id| model.entry::<Collaborative>(id)) {
        for objective in &collaborative.fields.objectives {
            let mut with = objective.agreed_with.iter().filter_map(|link| model.follow(collaborative.record, link));
            if with.any(|body| bodies.contains(&body)) {
                let whole = sheet.point.link_short(collaborative.id);
                let values = [("collaborative", whole.into()), ("objective", objective.text.clone().into())];
                lines.push(sheet.runs("area.objective", &values));
            }
        }
    }
    if !lines.is_empty() {
        sheet.section("objectives", sheet.say("area.objectives"), vec![Block::List { lines }]);
    }
}
