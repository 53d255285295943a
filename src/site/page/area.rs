//! An area: what works there, across which borders, with which objectives.

use super::super::view::{Block, Fact, Notice, Register, RegisterEntry, Run, Words};
use super::index::entry;
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::record::kind::{Area, Collaborative, Organisation};

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
    let collaboratives: Vec<RecordId> = model
        .all::<Collaborative>()
        .filter(|collaborative| collaborative.fields.footprint.iter().any(|link| reaches(sheet, collaborative.record, link, id)))
        .map(|collaborative| collaborative.id)
        .collect();
    list(sheet, "collaboratives", sheet.say("area.collaboratives"), collaboratives);
    objectives(sheet, id);
    let bodies: Vec<RecordId> = model
        .all::<Organisation>()
        .filter(|body| body.fields.areas.iter().any(|link| model.follow(body.record, link) == Some(id)))
        .map(|body| body.id)
        .collect();
    let (today, ended): (Vec<RecordId>, Vec<RecordId>) = bodies.into_iter().partition(|body| model.holds_today(*body));
    list(sheet, "organisations", sheet.say("area.organisations"), today);
    list(sheet, "former-organisations", sheet.say("area.former-organisations"), ended);
    let within: Vec<RecordId> = model
        .all::<Area>()
        .filter(|other| other.fields.within.as_ref().and_then(|link| model.follow(other.record, link)) == Some(id))
        .map(|other| other.id)
        .collect();
    list(sheet, "areas", sheet.say("area.areas"), within);
    sheet.close(id, &["kind", "within", "population", "from", "to", "successors"]);
}

/// Whether a footprint takes in an area: it names it, or an area within it.
fn reaches(sheet: &Sheet<'_>, owner: &crate::record::Record, link: &crate::record::link::Link<Area>, id: RecordId) -> bool {
    let model = sheet.model();
    let mut at = model.follow(owner, link);
    // An area lies within few others; a cycle among them is another finding's, so the way up is short.
    for _ in 0..8 {
        match at {
            Some(found) if found == id => return true,
            Some(found) => {
                at = model.entry::<Area>(found).and_then(|area| model.follow(area.record, area.fields.within.as_ref()?))
            }
            None => return false,
        }
    }
    false
}

fn list(sheet: &mut Sheet<'_>, id: &str, title: String, records: Vec<RecordId>) {
    let entries: Vec<RegisterEntry> = records.into_iter().map(|id| entry(sheet, id)).collect();
    if !entries.is_empty() {
        sheet.section(id, title, vec![Block::Register(Register { entries, columns: false })]);
    }
}

/// Objectives that collaboratives have agreed with the bodies of this area.
fn objectives(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let mut lines = Vec::new();
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.holds_today(collaborative.id)) {
        for objective in &collaborative.fields.objectives {
            let here = objective
                .agreed_with
                .iter()
                .filter_map(|link| model.get(collaborative.record, link))
                .any(|body| body.fields.areas.iter().any(|link| model.follow(body.record, link) == Some(id)));
            if here {
                lines.push(sheet.runs(
                    "area.objective",
                    &[
                        ("collaborative", sheet.point.link_short(collaborative.id).into()),
                        ("objective", objective.text.clone().into()),
                    ],
                ));
            }
        }
    }
    if !lines.is_empty() {
        sheet.section("objectives", sheet.say("area.objectives"), vec![Block::List { lines }]);
    }
}
