//! Bodies by collaboratives: is every trust that should be in one in one?

use super::super::view::{Block, Column, Notice, Run, Table, Words, words};
use super::super::viewpoint::listed;
use super::sheet::Sheet;
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
    let mut columns = vec![Column::new("Organisation"), Column::new("Expected")];
    columns.extend(coverage.collaboratives.iter().map(|id| {
        let run = sheet.point.link_short(*id);
        Column { title: run.text, href: run.href, align: "centre" }
    }));
    columns.push(Column::number("In all"));
    let rows: Vec<Vec<Words>> = coverage
        .rows
        .iter()
        .map(|row| {
            let expectation = match row.expectation {
                Some(Expectation::Must) if row.is_missing() => vec![Run::label("must be", "warning")],
                Some(Expectation::Must) => words("must be"),
                Some(Expectation::May) => words("may be"),
                None => Words::new(),
            };
            let mut cells = vec![vec![sheet.point.link(row.organisation)], expectation];
            cells.extend(coverage.collaboratives.iter().map(|id| {
                if row.collaboratives.contains(id) { words("yes") } else { vec![Run { quiet: true, ..Run::text("–") }] }
            }));
            cells.push(words(row.collaboratives.len().to_string()));
            cells
        })
        .collect();
    let caption = format!("{} organisations, {} collaboratives", coverage.rows.len(), coverage.collaboratives.len());
    let table = Table { id: "part-coverage-table".to_owned(), caption, columns, rows, matrix: true };
    sheet.section("coverage", "Organisations by collaboratives", vec![Block::Table(table)]);
}
