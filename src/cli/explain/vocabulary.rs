//! The words that fields can have.

use super::{NAMES, first_sentence};
use crate::cli::terminal::{bold, faint, typed, wrap};
use crate::cli::words::rows;
use crate::record::kind::Kind;
use crate::record::kind::vocabulary::{Row, SETS, Vocabulary};
use crate::record::walk::label;

/// What a list of words is a list of, in a sentence.
pub(super) fn about(key: &str) -> String {
    let field = Kind::Vocabulary.schema().root().field(key);
    field.map_or_else(String::new, |field| first_sentence(&field.doc))
}

/// The words of a list, with what each means.
pub(super) fn list(key: &str, words: &Vocabulary, width: usize) -> String {
    let place = words.name.as_deref().unwrap_or("Generic");
    let mut text = format!("{} {}\n{}\n", bold(label(key)), faint(format!("({place})")), about(key));
    for row in rows(words, key) {
        text.push('\n');
        text.push_str(&heading(row));
        let summary = summary(key, row, words);
        if !summary.is_empty() {
            text.push_str(&wrap(summary, width, "    ", "    "));
        }
    }
    text.push_str(&format!(
        "\nMore of one: {}\nWords of your own: {}\n",
        typed(format!("handbook explain {}", rows(words, key).first().map_or("", |row| row.id().value.as_str()))),
        typed("handbook explain vocabulary")
    ));
    text
}

/// The words of a list on a few lines, for a field that takes one of them.
pub(super) fn brief(key: &str, words: &Vocabulary, width: usize) -> String {
    let rows = rows(words, key);
    let line = |row: &&dyn Row| {
        let id = &row.id().value;
        let gap = " ".repeat(NAMES.saturating_sub(id.chars().count()).max(2));
        wrap(row.name(), width, &format!("  {}{gap}", typed(id)), &" ".repeat(2 + NAMES))
    };
    rows.iter().map(line).collect()
}

/// A word of any list; `None` where none has it.
pub(super) fn word(id: &str, words: &Vocabulary, width: usize) -> Option<String> {
    let found: Vec<(&str, &dyn Row)> = SETS
        .iter()
        .flat_map(|key| words.list(key).into_iter().map(move |row| (*key, row)))
        .filter(|(_, row)| row.id().value == id)
        .collect();
    let parts: Vec<String> = found.into_iter().map(|(key, row)| one(key, row, words, width)).collect();
    (!parts.is_empty()).then(|| parts.join("\n"))
}

fn one(key: &str, row: &dyn Row, words: &Vocabulary, width: usize) -> String {
    let place = words.name.as_deref().unwrap_or("Generic");
    let mut text = heading(row);
    text.push_str(&wrap(&faint(format!("{} Words of {place}.", about(key))), width, "", ""));
    let summary =
        words.provision(&row.id().value).filter(|_| key == "provisions").and_then(|provision| provision.summary.as_deref());
    for paragraph in [row.definition(), summary.unwrap_or("")] {
        if !paragraph.is_empty() {
            text.push('\n');
            text.push_str(&wrap(paragraph, width, "", ""));
        }
    }
    if let Some(native) = row.native() {
        text.push_str(&wrap(&format!("In its own language: {native}."), width, "", ""));
    }
    if let Some(source) = row.source() {
        text.push_str(&wrap(&format!("Source: {source}."), width, "", ""));
    }
    if let Some(url) = row.url() {
        text.push_str(&format!("{url}\n"));
    }
    text.push_str(&format!("\nAll words of this list: {}\n", typed(format!("handbook explain {key}"))));
    text
}

/// What a word means; what a provision does.
fn summary<'w>(key: &str, row: &'w dyn Row, words: &'w Vocabulary) -> &'w str {
    let provision = words.provision(&row.id().value).filter(|_| key == "provisions");
    provision.and_then(|provision| provision.summary.as_deref()).unwrap_or(row.definition())
}

fn heading(row: &dyn Row) -> String {
    let short = row.short().map_or(String::new(), |short| format!(" ({short})"));
    format!("{}  {}{short}\n", typed(&row.id().value), bold(row.name()))
}
