//! Where one looks for a word: the box, which needs a script, and the lists of everything for readers without one.

use super::super::address::{INDEXED, index};
use super::super::view::{Block, Register, RegisterEntry, Run};
use super::sheet::Sheet;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "search",
        "Search",
        "Finds bodies, forums, people by their posts, decisions, clauses and words, also by short forms and former names.",
    );
    let root = sheet.page.root.clone();
    sheet.blocks(vec![Block::Search { root, words: words().to_string() }]);
    let model = sheet.model();
    let lists = INDEXED.iter().filter_map(|kind| {
        let count = model.of_kind(*kind).count();
        let href = sheet.point.href(index(*kind)).filter(|_| count > 0)?;
        Some((kind.plural(), href, Some(count.to_string())))
    });
    let others = [("Legal basis", "legal-basis"), ("Glossary", "glossary"), ("Models and legal forms", "models-and-forms")];
    let others = others.into_iter().filter_map(|(title, path)| Some((title, sheet.point.href(path)?, None)));
    let entries = lists.chain(others).map(|(title, href, count)| RegisterEntry {
        name: std::iter::once(Run::link(title, href)).chain(count.map(|count| Run::text(format!(" ({count})")))).collect(),
        ..RegisterEntry::default()
    });
    let entries: Vec<RegisterEntry> = entries.collect();
    sheet.section("lists", "Lists of everything", vec![Block::Register(Register { entries, columns: true })]);
}

/// What `static/search.js` says. `{}` stands for a number or a word that it knows; `one` is the form for a single thing.
fn words() -> serde_json::Value {
    serde_json::json!({
        "results": { "one": "{} result for “{}”", "other": "{} results for “{}”" },
        "more": "More than {} results for “{}”",
        "none": "Nothing was found for “{}”.",
        "none-filtered": "Nothing was found for “{}” among what is chosen below.",
        "idle": "“{}” says too little to look for. Add a word.",
        "meant": "Did you mean “{}”?",
        "meant-results": "These are the results for it.",
        "failed": "The search index could not be read. The lists below lead to everything.",
        "all": "Everything",
        "show-all": "Show all {}",
        "show-more": "Show more",
        "back": "Back to all sorts",
        "start": "Type a name, a post, a matter or a word from a document.",
    })
}
