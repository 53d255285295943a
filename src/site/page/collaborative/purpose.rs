//! What a collaborative is for: its purpose, objectives, programmes and principles, with how far each has come.

use super::super::super::view::{Block, Fact, Facts, Register, RegisterEntry, Run, Words, words};
use super::super::super::viewpoint::shown_url;
use super::super::sheet::Sheet;
use super::super::table;
use super::not_recorded;
use crate::model::Entry;
use crate::record::Record;
use crate::record::kind::collaborative::Objective;
use crate::record::kind::{Collaborative, Kind, Purpose};
use crate::record::link::Evidence;

/// What it is for: its text, and what its fields say.
pub(in crate::site::page) fn purpose(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Vec<Block> {
    let id = &collaborative.record.address.id;
    let Some(purpose) = sheet.model().find(Kind::Purpose, &format!("{id}/purpose")) else { return Vec::new() };
    let record = sheet.model().record(purpose);
    let fields = record.of::<Purpose>();
    let mut rows = Vec::new();
    rows.extend(
        fields.and_then(|fields| fields.problem.clone()).map(|text| Fact::text(sheet.say("collaborative.problem"), text)),
    );
    rows.extend(
        fields.and_then(|fields| fields.benefit.clone()).map(|text| Fact::text(sheet.say("collaborative.benefit"), text)),
    );
    let mut blocks = sheet.prose_under(record, "purpose");
    if !rows.is_empty() {
        blocks.push(Block::Facts(Facts { rows, band: false }));
    }
    blocks
}

/// Holds what it aims at.
pub(in crate::site::page) fn hold_objectives(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let objectives = &collaborative.fields.objectives;
    if objectives.is_empty() {
        return;
    }
    let rows = objectives.iter().map(|objective| objective_row(sheet, collaborative.record, objective));
    let block = table("objectives", sheet.say("objectives.title"), &sheet.say_each(OBJECTIVES), rows.collect());
    sheet.hold("objectives", sheet.say("objectives.title"), vec![block]);
}

/// The headings of the table of objectives.
const OBJECTIVES: &[&str] =
    &["objectives.objective", "objectives.aims", "objectives.agreed-with", "objectives.measure", "objectives.due"];

fn objective_row(sheet: &Sheet<'_>, record: &Record, objective: &Objective) -> Vec<Words> {
    let or_not = |words: Words| if words.is_empty() { not_recorded(sheet) } else { words };
    let agreed = objective.agreed_with.iter().map(|body| vec![sheet.point.follow(record, body)]).collect();
    vec![
        words(objective.text.clone()),
        or_not(sheet.point.terms(record, &objective.aims)),
        or_not(sheet.point.listed(agreed)),
        objective.measure.clone().map_or_else(|| not_recorded(sheet), words),
        vec![sheet.point.when(objective.due)],
    ]
}

pub(super) fn programmes(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let entries: Vec<RegisterEntry> = collaborative
        .fields
        .programmes
        .iter()
        .map(|programme| {
            let function = programme
                .function
                .as_ref()
                .map(|function| sheet.point.follow(collaborative.record, function))
                .map(|function| sheet.runs("programmes.about", &[("function", function.into())]));
            let since = programme.from.map(|from| sheet.runs("dates.since", &[("from", sheet.point.date(from.date).into())]));
            let until = programme.to.map(|to| sheet.runs("dates.until", &[("to", sheet.point.date(to.date).into())]));
            let meta = [since, until, function].into_iter().flatten().collect();
            RegisterEntry {
                name: words(programme.name.clone()),
                meta,
                text: programme.summary.clone(),
                ..RegisterEntry::default()
            }
        })
        .collect();
    if !entries.is_empty() {
        sheet.section("programmes", sheet.say("programmes.title"), vec![Block::Register(Register { entries, columns: false })]);
    }
}

pub(super) fn principles(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let record = collaborative.record;
    let rows: Vec<Fact> = collaborative
        .fields
        .principles
        .iter()
        .map(|met| Fact::one(&sheet.point.term(record, &met.principle).text, evidence(sheet, record, &met.evidence)))
        .collect();
    if !rows.is_empty() {
        sheet.section("principles", sheet.say("collaborative.principles"), vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn evidence(sheet: &Sheet<'_>, record: &Record, evidence: &Evidence) -> Words {
    let point = &sheet.point;
    let links = [
        evidence.forum.as_ref().map(|link| point.follow(record, link)),
        evidence.agreement.as_ref().map(|link| point.follow(record, link)),
        evidence.document.as_ref().map(|link| point.follow(record, link)),
        evidence.policy.as_ref().map(|link| point.follow(record, link)),
        evidence.url.as_ref().map(|url| Run::outside(shown_url(url), url.to_string())),
        evidence.text.clone().map(Run::text),
    ];
    sheet.point.listed(links.into_iter().flatten().map(|run| vec![run]).collect())
}
