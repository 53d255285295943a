//! Values that are one text or one word: read by their format, or chosen from those that may stand there.

use toml::de::DeValue;

use super::ways::{self, found, noun};
use super::{Target, Value, Walker};
use crate::diagnostic::Diagnostic;
use crate::record::schema::{Field, Shape};
use crate::record::suggest::nearest;
use crate::record::turning;
use crate::record::value::Format;
use crate::span::Span;

impl Walker<'_> {
    pub(super) fn text(&mut self, format: Format, text: &str, span: Span) -> Option<Value> {
        match format.check(text) {
            Ok(()) => {
                if format == Format::Attachment {
                    self.mention(Target::Attachment, text, span);
                }
                self.turned(text, span);
                Some(Value::Text(text.to_owned(), format))
            }
            Err(flaw) => {
                self.tell(Diagnostic::error("record/value", self.place(span), flaw.message).hint(flaw.hint));
                None
            }
        }
    }

    /// Reports a letter that turns others. The value stays: what is wrong with it is how it looks.
    fn turned(&mut self, text: &str, span: Span) {
        if let Some(letter) = turning::first(text).filter(|_| !self.is_doubtful(span)) {
            let what = format!("`{}`", self.trail.join("."));
            self.report.add(turning::finding(self.place(self.first_line(span)), letter, &what));
        }
    }

    /// A date written without quotation marks, or any single value where one may stand, as text.
    pub(super) fn scalar(&mut self, format: Format, field: &Field, value: &DeValue<'_>, span: Span) -> Option<String> {
        let text = match (format, value) {
            (_, DeValue::Datetime(date)) => date.to_string(),
            (Format::Scalar, DeValue::Integer(number)) => number.to_string(),
            (Format::Scalar, DeValue::Float(number)) => number.to_string(),
            (Format::Scalar, DeValue::Boolean(flag)) => flag.to_string(),
            (_, other) => {
                let shape = Shape::Text(format);
                let hint = ways::mend(self.schema, &shape, other).unwrap_or_else(|| format!("write {}", format.noun()));
                self.wrong(field, span, format!("`{}` must be {}, and this is {}", field.name, noun(&shape), found(other)), hint);
                return None;
            }
        };
        // A moment where a day is wanted: the time of day says nothing more about the day.
        let text = if format == Format::Date { text.get(..10).unwrap_or(&text).to_owned() } else { text };
        self.text(format, &text, span).map(|_| text)
    }

    pub(super) fn choice(&mut self, choices: &[(String, String)], field: &Field, word: &str, span: Span) -> Option<Value> {
        if choices.iter().any(|(known, _)| known == word) {
            return Some(Value::Choice(word.to_owned()));
        }
        let words: Vec<String> = choices.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let word = word.trim();
        let begins = || {
            let begins = |known: &&str| word.len() >= 4 && (known.starts_with(word) || word.starts_with(*known));
            choices.iter().map(|(known, _)| known.as_str()).find(begins)
        };
        let near = nearest(word, choices.iter().map(|(word, _)| word.as_str())).or_else(begins);
        let hint = match near {
            Some(near) => format!("did you mean \"{near}\"?"),
            None => format!("write one of {}", words.join(", ")),
        };
        self.wrong(field, span, format!("`{}` cannot be \"{word}\"", field.name), hint);
        None
    }
}
