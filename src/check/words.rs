//! Words that messages share: titles of records, and kinds within a sentence.

use crate::model::words::list;
pub(super) use crate::model::words::one;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::Organisation;

/// The titles of records in a row, each in quotation marks.
pub(super) fn titles(model: &Model, records: impl IntoIterator<Item = RecordId>) -> String {
    list(records.into_iter().map(|id| format!("“{}”", model.record(id).title())))
}

/// What a body is in law, within a sentence: `a company`, `an NHS trust`.
pub(super) fn kind_of(model: &Model, organisation: Entry<'_, Organisation>) -> String {
    model
        .row(organisation.record, &organisation.fields.kind)
        .map_or_else(|| "a body of unknown kind".to_owned(), |kind| one(kind).to_string())
}

/// Whether a word stands in a text, whatever the case.
pub(super) fn contains(text: &str, word: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|own| own.eq_ignore_ascii_case(word))
}
