//! What the floors below the pages say: facts with the key of the phrase that tells them, so that a page, a list and a terminal each say
//! the same in their own language.

use std::fmt;

use super::{Argument, Phrases};
use crate::record::date::PartialDate;
use crate::record::walk;

/// Something to be said in whichever language is asked for. Its `Display` is English, for messages to authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saying {
    /// Text as it is written in a record, or in the vocabulary.
    Text(String),
    /// A number, in digits.
    Number(u64),
    /// A number to two places, in hundredths.
    Hundredths(u64),
    /// A number, in words where the language has a word for it.
    Spelled(u64),
    /// A date as far as it is known.
    Date(PartialDate),
    /// An amount of money: the currency by its letters, and how much.
    Money(String, u64),
    /// The key of a field, as readers call it; within a sentence where that is said.
    Field {
        /// The field’s key.
        key: String,
        /// Whether it stands within a sentence.
        within: bool,
    },
    /// One of the words that a field may take.
    Choice(String),
    /// A phrase by its key, and what takes its places.
    Phrase(&'static str, Vec<(&'static str, Saying)>),
    /// Several as prose lists them: “one, two and three”.
    List(Vec<Saying>),
    /// Several, with the phrase of a key between any two.
    Row(&'static str, Vec<Saying>),
}

impl Saying {
    /// A phrase by its key, and what takes its places.
    pub fn new<const PLACES: usize>(key: &'static str, values: [(&'static str, Saying); PLACES]) -> Saying {
        Saying::Phrase(key, values.into())
    }

    /// A phrase that has no places.
    pub fn plain(key: &'static str) -> Saying {
        Saying::Phrase(key, Vec::new())
    }

    /// A number that prose writes in words, where the language has a word for it.
    pub fn spelled(number: usize) -> Saying {
        Saying::Spelled(number as u64)
    }

    /// Nothing to say.
    pub fn nothing() -> Saying {
        Saying::Text(String::new())
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        match self {
            Saying::Text(text) => text.is_empty(),
            Saying::List(parts) | Saying::Row(_, parts) => parts.iter().all(Saying::is_empty),
            _ => false,
        }
    }
}

impl From<String> for Saying {
    fn from(text: String) -> Saying {
        Saying::Text(text)
    }
}

impl From<&str> for Saying {
    fn from(text: &str) -> Saying {
        Saying::Text(text.to_owned())
    }
}

impl From<&String> for Saying {
    fn from(text: &String) -> Saying {
        Saying::Text(text.clone())
    }
}

impl From<usize> for Saying {
    fn from(number: usize) -> Saying {
        Saying::Number(number as u64)
    }
}

impl From<PartialDate> for Saying {
    fn from(date: PartialDate) -> Saying {
        Saying::Date(date)
    }
}

/// In English.
impl fmt::Display for Saying {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&Phrases::english().told(self))
    }
}

impl Phrases {
    /// What is to be said, in this language.
    pub fn told(&self, saying: &Saying) -> String {
        match saying {
            Saying::Text(text) => text.clone(),
            Saying::Number(number) => self.number(*number),
            Saying::Hundredths(number) => self.hundredths(*number),
            Saying::Spelled(number) => self.spelled(*number),
            Saying::Date(date) => self.date(*date),
            Saying::Money(currency, amount) => self.money(currency, *amount),
            Saying::Field { key, within: false } => self.field(key),
            Saying::Field { key, within: true } => lowered(&self.field(key)),
            Saying::Choice(word) => self.word(word),
            Saying::Phrase(key, values) => self.say_with(key, &self.arguments(values)),
            Saying::List(parts) => self.list(&parts.iter().map(|part| self.told(part)).collect::<Vec<_>>()),
            Saying::Row(between, parts) => parts.iter().map(|part| self.told(part)).collect::<Vec<_>>().join(&self.say(between)),
        }
    }

    /// What takes the places of a phrase, said in this language.
    pub fn arguments<'a>(&self, values: &'a [(&'static str, Saying)]) -> Vec<(&'static str, Argument<'a>)> {
        let argument = |value: &'a Saying| match value {
            Saying::Text(text) => Argument::from(text),
            Saying::Number(number) => Argument::Number(*number),
            Saying::Spelled(number) => Argument::Spelled(*number),
            other => Argument::from(self.told(other)),
        };
        values.iter().map(|(place, value)| (*place, argument(value))).collect()
    }

    /// The key of a field as readers see it. A field of a record's own is said as its author calls it.
    pub fn field(&self, key: &str) -> String {
        self.one_of("fields", key).unwrap_or_else(|| walk::label(key))
    }

    /// One of the words that a field may take, as readers see it.
    pub fn word(&self, word: &str) -> String {
        self.one_of("choices", word).unwrap_or_else(|| walk::label(word))
    }
}

/// A text whose first letter is small, unless it begins with an abbreviation.
pub fn lowered(text: &str) -> String {
    let abbreviation = text.split_whitespace().next().is_some_and(|word| word.chars().filter(|c| c.is_uppercase()).count() > 1);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if !abbreviation => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}
