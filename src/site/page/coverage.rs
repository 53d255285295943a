//! Bodies by collaboratives: is every trust that should be in one in one?

use super::super::address;
use super::super::view::{Block, Column, Notice, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::model::Model;
use crate::model::coverage::{Coverage, Covered};
use crate::record::kind::Kind;
use crate::record::kind::vocabulary::Expectation;

/// How many pages it takes.
pub(in crate::site) fn pages(model: &Model) -> usize {
    // Who is where is asked only where it could take several.
    let most = model.of_kind(Kind::Organisation).count();
    let rows = if most > model.limits().entries() { model.coverage().rows.len() } else { most };
    rows.div_ceil(model.limits().entries()).max(1)
}

/// One of its pages, from 1. What is missing stands on the first.
pub(super) fn fill(sheet: &mut Sheet<'_>, page: usize) {
    sheet.begin("coverage", sheet.say("coverage.title"), sheet.say("coverage.summary"));
    let coverage = sheet.model().coverage();
    let entries = sheet.model().limits().entries();
    let pages = coverage.rows.len().div_ceil(entries).max(1);
    sheet.numbered(page, pages, |page| address::numbered("coverage".to_owned(), page));
    let expected = coverage.rows.iter().filter(|row| row.expectation == Some(Expectation::Must)).count();
    if expected > 0 && page == 1 {
        let missing = coverage.rows.iter().filter(|row| row.is_missing());
        let missing: Vec<Words> = missing.map(|row| vec![sheet.point.link(row.organisation)]).collect();
        let count = missing.len();
        let (tone, title) = match count {
            0 => ("info", sheet.say("coverage.all-are")),
            _ => ("warning", sheet.say_with("coverage.some-are-not", &[("missing", count.into()), ("count", expected.into())])),
        };
        let mut paragraphs = Vec::new();
        if count > 0 {
            paragraphs.push(sheet.point.listed(shortened(sheet, missing)));
        }
        paragraphs.push(words(sheet.say("coverage.rule")));
        sheet.notice(Notice { tone, title, paragraphs });
    }
    let cells = coverage.rows.len() * coverage.collaboratives.len();
    let is_list = coverage.collaboratives.len() > MATRIX_UP_TO || cells > CELLS;
    let caption = caption(sheet, coverage);
    let rows: Vec<&Covered> = coverage.rows.iter().skip((page - 1) * entries).take(entries).collect();
    let table = if is_list { list(sheet, &rows, caption) } else { matrix(sheet, coverage, &rows, caption) };
    sheet.section("coverage", sheet.say("coverage.heading"), vec![Block::Table(table)]);
}

/// Up to how many collaboratives stand as columns beside each other: beyond, a reader finds nothing in them.
const MATRIX_UP_TO: usize = 24;

/// Up to how many cells: beyond, the page would be too heavy for a phone.
const CELLS: usize = 1_000;

/// How many of those that are missing are named.
const MISSING: usize = 40;

/// The first of many, and how many more there are.
fn shortened(sheet: &Sheet<'_>, mut missing: Vec<Words>) -> Vec<Words> {
    let rest = missing.len().saturating_sub(MISSING);
    missing.truncate(MISSING);
    if rest > 0 {
        missing.push(words(sheet.say_with("page.more", &[("count", rest.into())])));
    }
    missing
}

fn caption(sheet: &Sheet<'_>, coverage: &Coverage) -> String {
    let organisations = sheet.say_with("coverage.count-organisations", &[("count", coverage.rows.len().into())]);
    let collaboratives = sheet.say_with("coverage.count-collaboratives", &[("count", coverage.collaboratives.len().into())]);
    [organisations, collaboratives].join(&sheet.say("lists.comma"))
}

fn expectation(sheet: &Sheet<'_>, row: &Covered) -> Words {
    match row.expectation {
        Some(Expectation::Must) if row.is_missing() => vec![Run::label(sheet.say("coverage.must-be"), "warning")],
        Some(Expectation::Must) => words(sheet.say("coverage.must-be")),
        Some(Expectation::May) => words(sheet.say("coverage.may-be")),
        None => Words::new(),
    }
}

fn list(sheet: &Sheet<'_>, rows: &[&Covered], caption: String) -> Table {
    let columns = vec![
        Column::new(sheet.say("coverage.organisation")),
        Column::new(sheet.say("coverage.expected")),
        Column::new(sheet.say("coverage.collaboratives")),
        Column::number(sheet.say("coverage.in-all")),
    ];
    let row = |row: &&Covered| {
        let own = row.collaboratives.iter().map(|id| vec![sheet.point.link_short(*id)]).collect();
        vec![
            vec![sheet.point.link(row.organisation)],
            expectation(sheet, row),
            sheet.point.listed(own),
            words(row.collaboratives.len().to_string()),
        ]
    };
    let rows = rows.iter().map(row).collect();
    Table { id: "part-coverage-table".to_owned(), caption, columns, rows, matrix: false, ..Table::default() }
}

fn matrix(sheet: &Sheet<'_>, coverage: &Coverage, rows: &[&Covered], caption: String) -> Table {
    let mut columns = vec![Column::new(sheet.say("coverage.organisation")), Column::new(sheet.say("coverage.expected"))];
    columns.extend(coverage.collaboratives.iter().map(|id| {
        let run = sheet.point.link_short(*id);
        Column { title: run.text, href: run.href, align: "centre", ..Column::default() }
    }));
    columns.push(Column::number(sheet.say("coverage.in-all")));
    let row = |row: &&Covered| {
        let mut cells = vec![vec![sheet.point.link(row.organisation)], expectation(sheet, row)];
        cells.extend(coverage.collaboratives.iter().map(|id| {
            if row.collaboratives.contains(id) {
                words(sheet.say("coverage.yes"))
            } else {
                vec![Run::quiet(sheet.say("value.none"))]
            }
        }));
        cells.push(words(row.collaboratives.len().to_string()));
        cells
    };
    let rows = rows.iter().map(row).collect();
    Table { id: "part-coverage-table".to_owned(), caption, columns, rows, matrix: true, ..Table::default() }
}
