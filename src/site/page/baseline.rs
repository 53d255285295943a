//! What the publisher requires of every collaborative, and who has it.

use super::super::view::{Block, Column, Fact, Facts, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::model::baseline::{Baseline, Met};

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("baseline", "Baseline", "What is required of every collaborative in this handbook, and who has it.");
    for baseline in sheet.model().baselines() {
        let mut blocks = Vec::new();
        if !baseline.definition.is_empty() {
            blocks.push(Block::Text { paragraphs: vec![words(baseline.definition.clone())] });
        }
        let reasons = baseline.requirements.iter().filter(|requirement| !requirement.reason.is_empty());
        let rows: Vec<Fact> = reasons.map(|requirement| Fact::text(&requirement.name, requirement.reason.clone())).collect();
        if !rows.is_empty() {
            blocks.push(Block::Facts(Facts { rows, band: false }));
        }
        blocks.push(matrix(sheet, &baseline));
        sheet.section(&baseline.id, &baseline.name, blocks);
    }
}

fn matrix(sheet: &Sheet<'_>, baseline: &Baseline) -> Block {
    let mut columns = vec![Column::new("Collaborative")];
    columns.extend(baseline.requirements.iter().map(|requirement| Column::new(&requirement.name)));
    columns.push(Column::number("Met"));
    let rows = baseline.rows.iter().map(|row| {
        let mut cells: Vec<Words> = vec![vec![sheet.point.link(row.collaborative)]];
        cells.extend(row.met.iter().map(|met| match met {
            Met::By(id) => vec![sheet.point.link(*id)],
            Met::Stated => words("yes"),
            Met::Not => vec![Run::label("not recorded", "warning")],
            Met::NotAsked => vec![Run { quiet: true, ..Run::text("not asked") }],
            Met::NotUnderstood => vec![Run { quiet: true, ..Run::text("cannot be looked for") }],
        }));
        let asked = row.met.iter().filter(|met| !matches!(met, Met::NotAsked | Met::NotUnderstood)).count();
        let met = row.met.iter().filter(|met| matches!(met, Met::By(_) | Met::Stated)).count();
        cells.push(words(format!("{met} of {asked}")));
        cells
    });
    let count = baseline.requirements.len();
    let caption =
        format!("{count} {}, {} collaboratives", if count == 1 { "requirement" } else { "requirements" }, baseline.rows.len());
    Block::Table(Table {
        id: format!("part-{}-table", baseline.id),
        caption,
        columns,
        rows: rows.collect(),
        matrix: true,
        ..Table::default()
    })
}
