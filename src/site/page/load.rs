//! What taking part costs each body: forums, seats, meetings and hours a year, against the decisions taken.
//!
//! It has a page of its own, because its question is another than that of what is due: a board member or a regulator asks whether
//! governance is in proportion, and asks it of all bodies side by side.

use super::super::address;
use super::super::view::{Block, Column, Fact, Facts, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::model::load::{self, Load};
use crate::model::{Model, RecordId};
use crate::record::kind::Kind;

/// The most rows of a page: each is heavy, since on a phone it says its columns itself.
const ROWS: usize = 150;

/// How many pages it takes.
pub(in crate::site) fn pages(model: &Model) -> usize {
    // What it costs is reckoned only where it could take several.
    let most = model.of_kind(Kind::Organisation).count() + model.of_kind(Kind::Collaborative).count();
    if most <= ROWS {
        return 1;
    }
    (model.loads().len() + model.of_kind(Kind::Collaborative).count()).div_ceil(ROWS).max(1)
}

/// One of its pages, from 1: organisations first, then collaboratives.
pub(super) fn fill(sheet: &mut Sheet<'_>, page: usize) {
    sheet.begin(
        "load",
        "What taking part costs",
        "Forums, seats, meetings and hours a year for each organisation and collaborative, against the decisions taken.",
    );
    let model = sheet.model();
    sheet.numbered(page, pages(model), |page| address::numbered("load".to_owned(), page));
    let mut bodies: Vec<(RecordId, Load)> = model.loads().iter().map(|(id, load)| (*id, *load)).collect();
    bodies.sort_by_cached_key(|(id, load)| (std::cmp::Reverse(load.seats), model.record(*id).title()));
    let first = (page - 1) * ROWS;
    let count = bodies.len();
    let here = bodies.iter().skip(first).take(ROWS);
    let rows: Vec<Vec<Words>> = here.map(|(id, load)| row(vec![sheet.point.link(*id)], load)).collect();
    let left = ROWS - rows.len();
    show(
        sheet,
        "organisations",
        "Organisations",
        "What the forums of today ask of each organisation, the most seats first",
        rows,
    );
    let loads = model.forum_loads();
    let collaboratives = load::by_collaborative(&loads);
    let named = collaboratives.iter().filter_map(|(id, load)| Some((model.find(Kind::Collaborative, id)?, load)));
    let here = named.skip(first.saturating_sub(count)).take(left);
    let rows = here.map(|(id, load)| row(vec![sheet.point.link(id)], load)).collect();
    show(sheet, "collaboratives", "Collaboratives", "What the forums of each collaborative ask of all who sit on them", rows);
    let paragraphs = vec![
        words(
            "A seat counts where it is for a body, or somebody from it holds it. How often a forum meets follows from its dates, or from its terms of reference; hours are meetings times their length times seats. Preparing, and reading papers, is not in them.",
        ),
        words("Decisions are those on record in the last twelve months. What was only noted or put off is none."),
    ];
    sheet.section("how", "How this is reckoned", vec![Block::Text { paragraphs }]);
}

fn show(sheet: &mut Sheet<'_>, id: &str, title: &str, caption: &str, rows: Vec<Vec<Words>>) {
    if rows.is_empty() {
        return;
    }
    let numbers = ["Forums", "Seats", "Meetings a year", "Hours a year", "Decisions in a year"];
    let mut columns = vec![Column::new(title.trim_end_matches('s'))];
    columns.extend(numbers.map(Column::number));
    let table =
        Table { id: format!("part-{id}-table"), caption: caption.to_owned(), columns, rows, matrix: false, ..Table::default() };
    sheet.section(id, title, vec![Block::Table(table)]);
}

fn row(name: Words, load: &Load) -> Vec<Words> {
    let number = |number: usize| words(number.to_string());
    vec![name, number(load.forums), number(load.seats), meetings(load), hours(load), number(load.decisions)]
}

fn meetings(load: &Load) -> Words {
    match (load.meetings >= 0.5, load.unknown) {
        (false, _) => vec![Run::unrecorded()],
        (true, 0) => words(format!("{:.0}", load.meetings)),
        (true, _) => words(format!("at least {:.0}", load.meetings)),
    }
}

fn hours(load: &Load) -> Words {
    if load.hours >= 0.5 { words(format!("{:.0}", load.hours)) } else { vec![Run::unrecorded()] }
}

/// What taking part costs one body, for its own page; none where it has no seat.
pub(super) fn of_organisation(sheet: &mut Sheet<'_>, id: RecordId) {
    let Some(load) = sheet.model().load_of(id) else { return };
    let unknown = match load.unknown {
        0 => Words::new(),
        1 => words(" (for one forum it is not recorded)"),
        several => words(format!(" (for {several} forums it is not recorded)")),
    };
    let mut meetings = meetings(&load);
    if load.meetings >= 0.5 {
        meetings.extend(unknown);
    }
    let mut rows = vec![
        Fact::text("Forums", load.forums.to_string()),
        Fact::text("Seats", load.seats.to_string()),
        Fact::one("Meetings a year", meetings),
    ];
    if load.hours >= 0.5 {
        rows.push(Fact::text("Hours in them a year", format!("{:.0}, all its seats together", load.hours)));
    }
    rows.push(Fact::text("Decisions taken there in the last twelve months", load.decisions.to_string()));
    let mut blocks = vec![Block::Facts(Facts { rows, band: false })];
    if let Some(href) = sheet.point.href("load") {
        blocks.push(Block::Text { paragraphs: vec![vec![Run::link("The same for every organisation", href)]] });
    }
    sheet.section("load", "What taking part costs", blocks);
}
