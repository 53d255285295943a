//! Where one looks for a word: the box, which needs a script, and the lists of everything for readers without one.

use super::super::address::{INDEXED, index};
use super::super::phrases::script_words;
use super::super::view::{Block, Register, RegisterEntry, Run, Words};
use super::sheet::Sheet;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    let (title, summary) = (sheet.say("search.title"), sheet.say("search.summary"));
    sheet.begin("search", &title, &summary);
    let (root, words) = (sheet.page.root.clone(), script_words(sheet.point.phrases(), "search.say"));
    sheet.blocks(vec![Block::Search { root, words }]);
    let model = sheet.model();
    let lists = INDEXED.iter().filter_map(|kind| {
        let count = model.of_kind(*kind).count();
        let list = Run::link(sheet.point.kinds(*kind), sheet.point.href(index(*kind)).filter(|_| count > 0)?);
        Some(sheet.runs("search.counted", &[("list", list.into()), ("count", count.into())]))
    });
    let others = [("menu.legal-basis", "legal-basis"), ("menu.glossary", "glossary"), ("menu.models", "models-and-forms")];
    let others = others.into_iter().filter_map(|(key, path)| Some(vec![Run::link(sheet.say(key), sheet.point.href(path)?)]));
    let entries = lists.chain(others).map(|name: Words| RegisterEntry { name, ..RegisterEntry::default() });
    let entries: Vec<RegisterEntry> = entries.collect();
    let title = sheet.say("search.lists");
    sheet.section("lists", &title, vec![Block::Register(Register { entries, columns: true })]);
}
