//! Collaboratives, and the terms of reference of forums, side by side.

use super::super::view::{Block, Column, Run, Table, Words};
use super::super::viewpoint::listed;
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::model::compare::Comparison;
use crate::record::kind::Kind;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "compare",
        "Compare",
        "Collaboratives side by side, field by field, and their forums’ terms of reference likewise. What differs from most of the others is marked.",
    );
    let model = sheet.model();
    for (kind, id, title) in
        [(Kind::Collaborative, "collaboratives", "Collaboratives"), (Kind::Forum, "forums", "Terms of reference")]
    {
        let records: Vec<RecordId> = model.of_kind(kind).map(|(id, _)| id).filter(|id| model.holds_today(*id)).collect();
        if records.len() < 2 {
            continue;
        }
        let caption = format!("{} {}, side by side", records.len(), kind.plural().to_lowercase());
        let comparison = model.compare(kind, records);
        let table = table(sheet, id, caption, &comparison, kind);
        sheet.section(id, title, vec![table]);
    }
}

fn table(sheet: &Sheet<'_>, id: &str, caption: String, comparison: &Comparison, kind: Kind) -> Block {
    let mut columns = vec![Column::new("What")];
    columns.extend(comparison.records.iter().map(|id| {
        let run = sheet.point.link_short(*id);
        let collaborative = (kind == Kind::Forum).then(|| sheet.model().collaborative_of(sheet.model().record(*id))).flatten();
        let of = collaborative.map(|collaborative| format!(" ({})", collaborative.record.short_title())).unwrap_or_default();
        Column { title: format!("{}{of}", run.text), href: run.href, align: "" }
    }));
    let shown = comparison.rows.iter().filter(|row| !row.is_aside());
    let rows = shown.map(|row| {
        let label = row.field.split('.').map(super::super::label).collect::<Vec<_>>().join(": ");
        let mut cells: Vec<Words> = vec![super::super::view::words(label)];
        for ((value, differs), id) in row.values.iter().zip(&row.differs).zip(&comparison.records) {
            cells.push(match value {
                None => vec![Run { quiet: true, ..Run::text("–") }],
                Some(value) => {
                    let words = listed(sheet.point.value(sheet.model().record(*id), value));
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
