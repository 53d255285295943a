//! What taking part costs each body: forums, seats, meetings and hours a year, against the decisions taken.
//!
//! It has a page of its own, because its question is another than that of what is due: a board member or a regulator asks whether
//! governance is in proportion, and asks it of all bodies side by side.

use super::super::address;
use super::super::view::{Block, Column, Fact, Facts, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::model::load::{Load, Loads};
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
    (model.loads().bodies.len() + model.of_kind(Kind::Collaborative).count()).div_ceil(ROWS).max(1)
}

/// One of its pages, from 1: organisations first, then collaboratives.
pub(super) fn fill(sheet: &mut Sheet<'_>, page: usize) {
    sheet.begin("load", sheet.say("load.title"), sheet.say("load.summary"));
    let model = sheet.model();
    sheet.numbered(page, pages(model), |page| address::numbered("load".to_owned(), page));
    let Loads { bodies, collaboratives, .. } = model.loads();
    let first = (page - 1) * ROWS;
    let count = bodies.len();
    let here = bodies.iter().skip(first).take(ROWS);
    let rows: Vec<Vec<Words>> = here.map(|(id, load)| row(sheet, vec![sheet.point.link(*id)], load)).collect();
    let left = ROWS - rows.len();
    show(sheet, "organisations", ["load.organisations", "load.organisation", "load.organisations-caption"], rows);
    let here = collaboratives.iter().skip(first.saturating_sub(count)).take(left);
    let rows = here.map(|(id, load)| row(sheet, vec![sheet.point.link(*id)], load)).collect();
    show(sheet, "collaboratives", ["load.collaboratives", "load.collaborative", "load.collaboratives-caption"], rows);
    let paragraphs = vec![words(sheet.say("load.how-counted")), words(sheet.say("load.how-decisions"))];
    sheet.section("how", sheet.say("load.how"), vec![Block::Text { paragraphs }]);
}

/// A table of loads; `keys` are those of its title, of what each row is, and of its caption.
fn show(sheet: &mut Sheet<'_>, id: &str, keys: [&str; 3], rows: Vec<Vec<Words>>) {
    if rows.is_empty() {
        return;
    }
    let numbers = sheet.say_each(&["load.forums", "load.seats", "load.meetings", "load.hours", "load.decisions"]);
    let [title, row, caption] = keys.map(|key| sheet.say(key));
    let mut columns = vec![Column::new(row)];
    columns.extend(numbers.into_iter().map(Column::number));
    let table = Table { id: format!("part-{id}-table"), caption, columns, rows, matrix: false, ..Table::default() };
    sheet.section(id, title, vec![Block::Table(table)]);
}

fn row(sheet: &Sheet<'_>, name: Words, load: &Load) -> Vec<Words> {
    let number = |number: usize| words(sheet.point.phrases().number(number as u64));
    vec![name, number(load.forums), number(load.seats), meetings(sheet, load), hours(sheet, load), number(load.decisions)]
}

fn meetings(sheet: &Sheet<'_>, load: &Load) -> Words {
    match (load.meetings >= 0.5, load.unknown) {
        (false, _) => vec![sheet.point.unrecorded()],
        (true, 0) => words(format!("{:.0}", load.meetings)),
        (true, _) => words(sheet.say_with("load.at-least", &[("number", format!("{:.0}", load.meetings).into())])),
    }
}

fn hours(sheet: &Sheet<'_>, load: &Load) -> Words {
    if load.hours >= 0.5 { words(format!("{:.0}", load.hours)) } else { vec![sheet.point.unrecorded()] }
}

/// What taking part costs one body, for its own page; none where it has no seat.
pub(super) fn of_organisation(sheet: &mut Sheet<'_>, id: RecordId) {
    let Some(load) = sheet.model().load_of(id) else { return };
    let mut meetings = meetings(sheet, &load);
    if load.meetings >= 0.5 && load.unknown > 0 {
        let unknown = sheet.say_with("load.unknown", &[("count", load.unknown.into())]);
        meetings = sheet.runs("lists.aside", &[("text", meetings.into()), ("aside", unknown.into())]);
    }
    let mut rows = vec![
        Fact::text(sheet.say("load.forums"), load.forums.to_string()),
        Fact::text(sheet.say("load.seats"), load.seats.to_string()),
        Fact::one(sheet.say("load.meetings"), meetings),
    ];
    if load.hours >= 0.5 {
        rows.push(Fact::text(
            sheet.say("load.own-hours"),
            sheet.say_with("load.all-seats", &[("number", format!("{:.0}", load.hours).into())]),
        ));
    }
    rows.push(Fact::text(sheet.say("load.own-decisions"), load.decisions.to_string()));
    let mut blocks = vec![Block::Facts(Facts { rows, band: false })];
    if let Some(href) = sheet.point.href("load") {
        blocks.push(Block::Text { paragraphs: vec![vec![Run::link(sheet.say("load.all"), href)]] });
    }
    sheet.section("load", sheet.say("load.title"), blocks);
}
