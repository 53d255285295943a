//! Words that messages share: lists of names, and kinds within a sentence.

use crate::model::{Entry, Model, RecordId};
use crate::record::kind::Organisation;
use crate::record::kind::vocabulary::Row;

/// Names in a row: `one`, `one and two`, `one, two and three`.
pub(super) fn listed<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> String {
    let names: Vec<S> = names.into_iter().collect();
    match &names[..] {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

/// The titles of records in a row, each in quotation marks.
pub(super) fn titles(model: &Model, records: impl IntoIterator<Item = RecordId>) -> String {
    listed(records.into_iter().map(|id| format!("“{}”", model.record(id).title())))
}

/// What a body is in law, within a sentence: `a company`, `an NHS trust`.
pub(super) fn kind_of(model: &Model, organisation: Entry<'_, Organisation>) -> String {
    model
        .row(organisation.record, &organisation.fields.kind)
        .map_or_else(|| "a body of unknown kind".to_owned(), |kind| one(kind))
}

/// A row of the vocabulary within a sentence: `a joint committee`, `an NHS trust`, `committees in common`.
pub(super) fn one(row: &dyn Row) -> String {
    let name = lower(row.name());
    if row.plural() == row.name() {
        return name;
    }
    // Abbreviations are spelt out when read aloud: an NHS trust, a GP federation.
    let abbreviation = name.starts_with(char::is_uppercase);
    let vowels: &[char] =
        if abbreviation { &['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'] } else { &['a', 'e', 'i', 'o'] };
    format!("{} {name}", if name.starts_with(vowels) { "an" } else { "a" })
}

/// A name as it stands within a sentence: its first letter small, unless it begins with an abbreviation.
fn lower(name: &str) -> String {
    let abbreviation = name.split_whitespace().next().is_some_and(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1);
    let mut letters = name.chars();
    match letters.next() {
        Some(first) if !abbreviation => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

/// Whether a word stands in a text, whatever the case.
pub(super) fn contains(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|own| own.eq_ignore_ascii_case(word))
}
