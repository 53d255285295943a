//! Collaboratives, and the terms of reference of forums, side by side.

use super::super::view::{Block, Column, Run, Table, Words};
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::model::compare::Comparison;
use crate::record::kind::Kind;

/// Fields that say nothing beside those of others: each record has its own page for them.
const LEFT_OUT: [&str; 12] = [
    "name",
    "short_name",
    "summary",
    "aliases",
    "sources",
    "tags",
    "events",
    "programmes",
    "language",
    "extra",
    "disputed",
    "draft",
];

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("compare", sheet.say("compare.title"), sheet.say("compare.summary"));
    let model = sheet.model();
    for (kind, id, key) in
        [(Kind::Collaborative, "collaboratives", "compare.collaboratives"), (Kind::Forum, "forums", "compare.forums")]
    {
        let records: Vec<RecordId> = model.of_kind(kind).map(|(id, _)| id).filter(|id| model.holds_today(*id)).collect();
        if records.len() < 2 {
            continue;
        }
        let caption = sheet
            .say_with("compare.caption", &[("count", records.len().into()), ("kinds", sheet.point.kinds_within(kind).into())]);
        let comparison = model.compare(kind, records);
        let table = table(sheet, id, caption, &comparison, kind);
        sheet.section(id, sheet.say(key), vec![table]);
    }
}

fn table(sheet: &Sheet<'_>, id: &str, caption: String, comparison: &Comparison, kind: Kind) -> Block {
    let mut columns = vec![Column::new(sheet.say("compare.what"))];
    columns.extend(comparison.records.iter().map(|id| {
        let run = sheet.point.link_short(*id);
        let collaborative = (kind == Kind::Forum).then(|| sheet.model().collaborative_of(sheet.model().record(*id))).flatten();
        let title = match collaborative.map(|collaborative| collaborative.record.short_title()) {
            Some(of) => sheet.say_with("lists.aside", &[("text", run.text.into()), ("aside", of.into())]),
            None => run.text,
        };
        Column { title, href: run.href, align: "" }
    }));
    let shown = comparison.rows.iter().filter(|row| !LEFT_OUT.contains(&row.field.split('.').next().unwrap_or("")));
    let rows = shown.map(|row| {
        let label = sheet.point.field_path(&row.field);
        let mut cells: Vec<Words> = vec![super::super::view::words(label)];
        for ((value, differs), id) in row.values.iter().zip(&row.differs).zip(&comparison.records) {
            cells.push(match value {
                None => vec![Run::quiet(sheet.say("value.none"))],
                Some(value) => {
                    let words = sheet.point.listed(sheet.point.value(sheet.model().record(*id), value));
                    words.into_iter().map(|run| Run { differs: *differs, ..run }).collect()
                }
            });
        }
        cells
    });
    Block::Table(Table {
        id: format!("part-{id}-table"),
        caption,
        columns,
        rows: rows.collect(),
        matrix: true,
        ..Table::default()
    })
}
