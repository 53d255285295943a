//! Bodies by collaboratives: is every trust that should be in one in one?

use super::super::view::{Block, Column, Notice, Run, Table, Words, words};
use super::super::viewpoint::listed;
use super::sheet::Sheet;
use crate::model::coverage::{Coverage, Covered};
use crate::record::kind::vocabulary::Expectation;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "coverage",
        "Coverage",
        "Which organisations take part in which collaboratives today, and which that should take part in none.",
    );
    let coverage = sheet.model().coverage();
    let missing: Vec<Words> =
        coverage.rows.iter().filter(|row| row.is_missing()).map(|row| vec![sheet.point.link(row.organisation)]).collect();
    let expected = coverage.rows.iter().filter(|row| row.expectation == Some(Expectation::Must)).count();
    if expected > 0 {
        let count = missing.len();
        let (tone, title) = match count {
            0 => ("info", "Every trust that should be in a provider collaborative is in one".to_owned()),
            _ => (
                "warning",
                format!("{count} of {expected} trusts that must be in a collaborative are in none that is recorded here"),
            ),
        };
        let mut paragraphs = Vec::new();
        if count > 0 {
            paragraphs.push(listed(missing));
        }
        paragraphs.push(words("Each acute, mental-health and specialist trust is expected in at least one provider collaborative; community and ambulance trusts may be in one. Groups, alliances and shared services are other kinds of collaborative."));
        sheet.notice(Notice { tone, title, paragraphs });
    }
    let table = if coverage.collaboratives.len() > MATRIX_UP_TO { list(sheet, &coverage) } else { matrix(sheet, &coverage) };
    sheet.section("coverage", "Organisations by collaboratives", vec![Block::Table(table)]);
}

/// Up to how many collaboratives stand as columns beside each other: beyond, a reader finds nothing in them.
const MATRIX_UP_TO: usize = 24;

fn caption(coverage: &Coverage) -> String {
    format!("{} organisations, {} collaboratives", coverage.rows.len(), coverage.collaboratives.len())
}

fn expectation(row: &Covered) -> Words {
    match row.expectation {
        Some(Expectation::Must) if row.is_missing() => vec![Run::label("must be", "warning")],
        Some(Expectation::Must) => words("must be"),
        Some(Expectation::May) => words("may be"),
        None => Words::new(),
    }
}

fn list(sheet: &Sheet<'_>, coverage: &Coverage) -> Table {
    let columns =
        vec![Column::new("Organisation"), Column::new("Expected"), Column::new("Collaboratives"), Column::number("In all")];
    let row = |row: &Covered| {
        let own = row.collaboratives.iter().map(|id| vec![sheet.point.link_short(*id)]).collect();
        vec![vec![sheet.point.link(row.organisation)], expectation(row), listed(own), words(row.collaboratives.len().to_string())]
    };
    let rows = coverage.rows.iter().map(row).collect();
    Table { id: "part-coverage-table".to_owned(), caption: caption(coverage), columns, rows, matrix: false, ..Table::default() }
}

fn matrix(sheet: &Sheet<'_>, coverage: &Coverage) -> Table {
    let mut columns = vec![Column::new("Organisation"), Column::new("Expected")];
    columns.extend(coverage.collaboratives.iter().map(|id| {
        let run = sheet.point.link_short(*id);
        Column { title: run.text, href: run.href, align: "centre" }
    }));
    columns.push(Column::number("In all"));
    let row =
        |row: &Covered| {
            let mut cells = vec![vec![sheet.point.link(row.organisation)], expectation(row)];
            cells.extend(coverage.collaboratives.iter().map(|id| {
                if row.collaboratives.contains(id) { words("yes") } else { vec![Run { quiet: true, ..Run::text("–") }] }
            }));
            cells.push(words(row.collaboratives.len().to_string()));
            cells
        };
    let rows = coverage.rows.iter().map(row).collect();
    Table { id: "part-coverage-table".to_owned(), caption: caption(coverage), columns, rows, matrix: true, ..Table::default() }
}
