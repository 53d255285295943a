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
    questions(sheet);
    collaboratives(sheet);
    let new = super::changes::at_home(sheet);
    let title = sheet.say("changes.new");
    sheet.section("new", &title, new);
    let due = super::reviews::at_home(sheet);
    sheet.section("due", "What is due", due);
    pages(sheet);
    kinds(sheet);
}

/// Readers come with a question: each leads to the pages that answer it.
fn questions(sheet: &mut Sheet<'_>) {
    let questions = [
        (
            "Who decides?",
            index(Kind::Function),
            "For every function: who holds it by law, to whom it was given, within which limits, and where that is written.",
        ),
        (
            "What does an organisation take part in?",
            index(Kind::Organisation),
            "One page for each body: its collaboratives, seats, delegations, agreements, and what became of it.",
        ),
        (
            "What works in my area?",
            index(Kind::Area),
            "Nations, regions, systems and places, with the collaboratives and bodies that serve them.",
        ),
        ("When do they meet?", "meetings", "The next meetings of every forum, and where their papers are."),
        ("On which law does it rest?", "legal-basis", "Provisions in plain words, with everything here that cites them."),
        ("What does that word mean?", "glossary", "Every term and short form that this handbook uses."),
    ];
    let entries = questions.iter().filter_map(|(question, path, text)| {
        let href = sheet.point.href(path)?;
        Some(RegisterEntry { name: vec![Run::link(*question, href)], text: Some((*text).to_owned()), ..RegisterEntry::default() })
    });
    let entries: Vec<RegisterEntry> = entries.collect();
    if !entries.is_empty() {
        sheet.section("questions", "Find an answer", vec![Block::Register(Register { entries, columns: true })]);
    }
}

fn collaboratives(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let all: Vec<RecordId> = model.of_kind(Kind::Collaborative).map(|(id, _)| id).collect();
    let (current, ended): (Vec<RecordId>, Vec<RecordId>) = all.into_iter().partition(|id| model.holds_today(*id));
    for (id, title, ids) in [("collaboratives", "Collaboratives", current), ("ended", "Earlier collaboratives", ended)] {
        let blocks = some(sheet, Kind::Collaborative, &ids, ("stage", ""));
        sheet.section(id, title, blocks);
    }
}

fn pages(sheet: &mut Sheet<'_>) {
    let mut pages: Vec<(i64, RecordId)> =
        sheet.model().all::<Page>().map(|page| (page.fields.menu.unwrap_or(i64::MAX), page.id)).collect();
    pages.sort_unstable();
    let entries: Vec<RegisterEntry> = pages.into_iter().map(|(_, id)| entry(sheet, id)).collect();
    if !entries.is_empty() {
        sheet.section("pages", "Read about it", vec![Block::Register(Register { entries, columns: true })]);
    }
}

/// How much there is of each kind, with the way to its list.
fn kinds(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let lines = super::super::address::INDEXED.iter().filter_map(|kind| {
        let count = model.of_kind(*kind).count();
        let href = sheet.point.href(index(*kind)).filter(|_| count > 0)?;
        Some(vec![Run::link(kind.plural(), href), Run::text(format!(": {count}"))])
    });
    let mut lines: Vec<_> = lines.collect();
    lines.extend(sheet.point.href("models-and-forms").map(|href| vec![Run::link("Governance models and legal forms", href)]));
    if lines.is_empty() {
        lines.push(words("This handbook has no records yet."));
    }
    sheet.section("contents", "All records", vec![Block::List { lines }]);
}
