//! What the publisher requires of every collaborative, and who has it.

use super::super::view::{Block, Column, Fact, Facts, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::model::baseline::{Baseline, Met};

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("baseline", sheet.say("baseline.title"), sheet.say("baseline.summary"));
    for baseline in sheet.model().baselines() {
        let mut blocks = Vec::new();
        if !baseline.definition.is_empty() {
            blocks.push(Block::Text { paragraphs: vec![words(baseline.definition.clone())] });
        }
        let reasons = baseline.requirements.iter().filter(|requirement| !requirement.reason.is_empty());
        let rows: Vec<Fact> =
            reasons.map(|requirement| Fact::text(sheet.told(&requirement.name), requirement.reason.clone())).collect();
        if !rows.is_empty() {
            blocks.push(Block::Facts(Facts { rows, band: false }));
        }
        blocks.push(matrix(sheet, &baseline));
        sheet.section(&baseline.id, sheet.told(&baseline.name), blocks);
    }
}

fn matrix(sheet: &Sheet<'_>, baseline: &Baseline) -> Block {
    let mut columns = vec![Column::new(sheet.say("baseline.collaborative"))];
    columns.extend(baseline.requirements.iter().map(|requirement| Column::new(sheet.told(&requirement.name))));
    columns.push(Column::number(sheet.say("baseline.met")));
    let rows = baseline.rows.iter().map(|row| {
        let mut cells: Vec<Words> = vec![vec![sheet.point.link(row.collaborative)]];
        cells.extend(row.met.iter().map(|met| match met {
            Met::By(id) => vec![sheet.point.link(*id)],
            Met::Stated => words(sheet.say("baseline.yes")),
            Met::Not => vec![Run::label(sheet.say("value.unrecorded"), "warning")],
            Met::NotAsked => vec![Run { quiet: true, ..Run::text(sheet.say("baseline.not-asked")) }],
            Met::NotUnderstood => vec![Run { quiet: true, ..Run::text(sheet.say("baseline.not-understood")) }],
        }));
        let asked = row.met.iter().filter(|met| !matches!(met, Met::NotAsked | Met::NotUnderstood)).count();
        let met = row.met.iter().filter(|met| matches!(met, Met::By(_) | Met::Stated)).count();
        cells.push(words(sheet.say_with("baseline.met-of", &[("met", met.into()), ("asked", asked.into())])));
        cells
    });
    let count = baseline.requirements.len();
    let requirements = sheet.say_with("baseline.count-requirements", &[("count", count.into())]);
    let collaboratives = sheet.say_with("baseline.count-collaboratives", &[("count", baseline.rows.len().into())]);
    let caption = [requirements, collaboratives].join(&sheet.say("lists.comma"));
    Block::Table(Table {
        id: format!("part-{}-table", baseline.id),
        caption,
        columns,
        rows: rows.collect(),
        matrix: true,
        ..Table::default()
    })
}
