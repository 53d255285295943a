//! The home page: what this handbook is, and the ways into it.

use super::super::address::index;
use super::super::view::{Block, Register, RegisterEntry, Run, words};
use super::index::{entry, some};
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::record::kind::{Kind, Page};

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let summary = model.handbook().and_then(|handbook| handbook.summary.clone()).unwrap_or_default();
    sheet.begin("home", model.title(), &summary);
    sheet.page.breadcrumb = Vec::new();
    let search = sheet.point.href("search").map(|action| Block::SearchForm { action });
    sheet.blocks(search.into_iter().collect());
    if let Some((_, record)) = model.of_kind(Kind::Handbook).next() {
        sheet.prose(record, false);
    }
    questions(sheet);
    collaboratives(sheet);
    let new = super::changes::at_home(sheet);
    let title = sheet.say("changes.new");
    sheet.section("new", &title, new);
    let due = super::reviews::at_home(sheet);
    sheet.section("due", sheet.say("menu.reviews"), due);
    pages(sheet);
    kinds(sheet);
}

/// Readers come with a question: each leads to the pages that answer it.
fn questions(sheet: &mut Sheet<'_>) {
    let questions = [
        ("home.who-decides", index(Kind::Function), "home.who-decides-text"),
        ("home.organisation", index(Kind::Organisation), "home.organisation-text"),
        ("home.area", index(Kind::Area), "home.area-text"),
        ("home.meetings", "meetings", "home.meetings-text"),
        ("home.law", "legal-basis", "home.law-text"),
        ("home.word", "glossary", "home.word-text"),
    ];
    let entries = questions.iter().filter_map(|(question, path, text)| {
        let href = sheet.point.href(path)?;
        Some(RegisterEntry {
            name: vec![Run::link(sheet.say(question), href)],
            text: Some(sheet.say(text)),
            ..RegisterEntry::default()
        })
    });
    let entries: Vec<RegisterEntry> = entries.collect();
    if !entries.is_empty() {
        sheet.section("questions", sheet.say("home.questions"), vec![Block::Register(Register { entries, columns: true })]);
    }
}

fn collaboratives(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let all: Vec<RecordId> = model.of_kind(Kind::Collaborative).map(|(id, _)| id).collect();
    let (current, ended): (Vec<RecordId>, Vec<RecordId>) = all.into_iter().partition(|id| model.holds_today(*id));
    for (id, key, ids) in [("collaboratives", "home.collaboratives", current), ("ended", "home.ended", ended)] {
        let blocks = some(sheet, Kind::Collaborative, &ids, ("stage", ""));
        sheet.section(id, sheet.say(key), blocks);
    }
}

fn pages(sheet: &mut Sheet<'_>) {
    let mut pages: Vec<(i64, RecordId)> =
        sheet.model().all::<Page>().map(|page| (page.fields.menu.unwrap_or(i64::MAX), page.id)).collect();
    pages.sort_unstable();
    let entries: Vec<RegisterEntry> = pages.into_iter().map(|(_, id)| entry(sheet, id)).collect();
    if !entries.is_empty() {
        sheet.section("pages", sheet.say("home.pages"), vec![Block::Register(Register { entries, columns: true })]);
    }
}

/// How much there is of each kind, with the way to its list.
fn kinds(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let lines = super::super::address::INDEXED.iter().filter_map(|kind| {
        let count = model.of_kind(*kind).count();
        let href = sheet.point.href(index(*kind)).filter(|_| count > 0)?;
        let kinds = Run::link(sheet.point.kinds(*kind), href);
        Some(sheet.runs("lists.labelled", &[("label", kinds.into()), ("value", count.into())]))
    });
    let mut lines: Vec<_> = lines.collect();
    lines.extend(sheet.point.href("models-and-forms").map(|href| vec![Run::link(sheet.say("models.title"), href)]));
    if lines.is_empty() {
        lines.push(words(sheet.say("home.no-records")));
    }
    sheet.section("contents", sheet.say("home.all-records"), vec![Block::List { lines }]);
}
