//! Collaboratives, and the terms of reference of forums, side by side.

use super::super::address;
use super::super::view::{Block, Column, Run, Table, Words};
use super::sheet::Sheet;
use crate::model::compare::{Comparison, differing};
use crate::model::{Model, RecordId};
use crate::record::kind::{Collaborative, Forum, Kind};

/// Up to how many records stand on one page, all together.
const TOGETHER: usize = 24;

/// How many stand beside each other where there are more.
const BESIDE: usize = 12;

/// What one page compares.
pub(in crate::site) type Compared = Vec<(Kind, Vec<RecordId>)>;

/// What each page compares: all on one, or those that are alike beside each other on as many as it takes.
pub(in crate::site) fn compared(model: &Model) -> Vec<Compared> {
    let today =
        |kind: Kind| -> Vec<RecordId> { model.of_kind(kind).map(|(id, _)| id).filter(|id| model.holds_today(*id)).collect() };
    let kinds = [(Kind::Collaborative, today(Kind::Collaborative)), (Kind::Forum, today(Kind::Forum))];
    let kinds = kinds.into_iter().filter(|(_, records)| records.len() > 1);
    let kinds: Compared = kinds.collect();
    if kinds.iter().map(|(_, records)| records.len()).sum::<usize>() <= TOGETHER {
        return vec![kinds];
    }
    let pages = kinds.into_iter().flat_map(|(kind, mut records)| {
        records.sort_by_cached_key(|id| (alike(model, *id), model.record(*id).title()));
        let pages = records.len().div_ceil(BESIDE);
        let each = records.len().div_ceil(pages);
        records.chunks(each).map(|records| vec![(kind, records.to_vec())]).collect::<Vec<Compared>>()
    });
    pages.collect()
}

/// What those that are compared have in common: the model, or the form in law.
fn alike(model: &Model, id: RecordId) -> Option<&str> {
    let whole = || model.entry::<Collaborative>(id)?.fields.model.as_ref().map(|term| &*term.text);
    let forum = || model.entry::<Forum>(id)?.fields.legal_form.as_ref().map(|term| &*term.text);
    whole().or_else(forum)
}

/// One of its pages, from 1.
pub(super) fn fill(sheet: &mut Sheet<'_>, page: usize) {
    sheet.begin("compare", sheet.say("compare.title"), sheet.say("compare.summary"));
    let model = sheet.model();
    let all = &sheet.point.site.compared;
    sheet.numbered(page, all.len(), |page| address::numbered("compare".to_owned(), page));
    for (kind, records) in all.get(page - 1).into_iter().flatten() {
        let (id, key) = match kind {
            Kind::Forum => ("forums", "compare.forums"),
            _ => ("collaboratives", "compare.collaboratives"),
        };
        let caption = sheet
            .say_with("compare.caption", &[("count", records.len().into()), ("kinds", sheet.point.kinds_within(*kind).into())]);
        let comparison = model.compare(*kind, records.clone());
        let table = table(sheet, id, caption, &comparison, *kind);
        sheet.section(id, sheet.say(key), vec![table]);
    }
    if all.len() > 1 && page == 1 {
        let lines = all.iter().enumerate().filter_map(|(number, page)| line(sheet, number + 1, page.first()?)).collect();
        sheet.section("pages", sheet.say("lists.where"), vec![Block::List { lines }]);
    }
}

/// Which records a page compares, linked.
fn line(sheet: &Sheet<'_>, page: usize, (kind, records): &(Kind, Vec<RecordId>)) -> Option<Words> {
    let model = sheet.model();
    let name = |id: &RecordId| model.record(*id).short_title();
    let names = [
        ("list", sheet.point.kinds(*kind).into()),
        ("first", name(records.first()?).into()),
        ("last", name(records.last()?).into()),
    ];
    let href = sheet.point.href(&address::numbered("compare".to_owned(), page));
    Some(vec![Run { href, ..Run::text(sheet.say_with("lists.from-to", &names)) }])
}

/// What a cell says, as it is read; `None` where it says that nothing is recorded or published.
fn read(cell: &[Run]) -> Option<String> {
    let silent = matches!(cell, [only] if only.quiet);
    (!silent).then(|| cell.iter().map(|run| run.text.as_str()).collect())
}

fn table(sheet: &Sheet<'_>, id: &'static str, caption: String, comparison: &Comparison, kind: Kind) -> Block {
    let mut columns = vec![Column::new(sheet.say("compare.what"))];
    columns.extend(comparison.records.iter().map(|id| {
        let run = sheet.point.link_short(*id);
        let collaborative = (kind == Kind::Forum).then(|| sheet.model().collaborative_of(sheet.model().record(*id))).flatten();
        let title = match collaborative.map(|collaborative| collaborative.record.short_title()) {
            Some(of) => sheet.say_with("lists.aside", &[("text", run.text.into()), ("aside", of.into())]),
            None => run.text,
        };
        Column { title, href: run.href, name: Some(sheet.model().record(*id).address.to_string()), ..Column::default() }
    }));
    let shown = comparison.rows.iter().filter(|row| !row.is_aside());
    let rows = shown.map(|row| {
        let label = sheet.point.field_path(&row.field);
        let said = row.values.iter().zip(&comparison.records).map(|(value, id)| match value {
            None => vec![Run::quiet(sheet.say("value.none"))],
            Some(value) => sheet.point.listed(sheet.point.value(sheet.model().record(*id), value)),
        });
        let said: Vec<Words> = said.collect();
        // What differs is asked of what the page shows: it keeps back some of what a verb tells, and the script sees only the page.
        let differs = differing(&said.iter().map(|cell| read(cell)).collect::<Vec<_>>());
        let marked = said.into_iter().zip(differs);
        let marked = marked.map(|(cell, differs)| cell.into_iter().map(|run| Run { differs, ..run }).collect::<Words>());
        [vec![Run::text(label)]].into_iter().chain(marked).collect()
    });
    Block::Table(Table {
        id: format!("part-{id}-table"),
        caption,
        columns,
        rows: rows.collect(),
        matrix: true,
        // Two are beside each other already.
        choice: (comparison.records.len() > 2).then_some(id),
        ..Table::default()
    })
}
