//! One table of phrases as its file writes it, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::plural::{Category, Plurals};
use super::{Phrase, Piece};
use crate::span::{Lines, Span};

/// How alike two keys are, from 0 to 1, where one is suggested for the other.
const ALIKE: f64 = 0.75;

/// The values that choose a plural category: a form need not show them.
const CHOOSING: [&str; 2] = ["count", "ordinal"];

/// A mistake in a table of phrases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The table's path in the theme.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Mistake {
    pub(super) fn of_file(path: &str) -> Mistake {
        Mistake {
            path: path.to_owned(),
            line: 1,
            column: 1,
            message: "the file is not named after a language".to_owned(),
            hint: "name it as the language’s tag and `.toml`, such as `phrases/cy.toml` or `phrases/fr-CA.toml`".to_owned(),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}: {} ({})", self.path, self.line, self.column, self.message, self.hint)
    }
}

/// One text of a phrase.
#[derive(Debug)]
pub(super) struct Form {
    /// Its pieces, in order.
    pub(super) pieces: Vec<Piece>,
}

impl Form {
    /// Reads a text with places. `None` where a brace is open or closes nothing.
    fn read(text: &str) -> Option<Form> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            let (name, after) = from.strip_prefix('{')?.split_once('}')?;
            if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
                return None;
            }
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Place(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Some(Form { pieces })
    }

    fn places(&self) -> BTreeSet<&str> {
        let places = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Place(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        });
        places.collect()
    }
}

/// A table of phrases.
pub(super) struct Table {
    path: String,
    phrases: BTreeMap<String, Arc<Phrase>>,
    /// Where each key stands, as line and column.
    places: BTreeMap<String, (usize, usize)>,
}

impl Table {
    /// Reads the table of a language. What cannot be read is a mistake, and left out.
    pub(super) fn read(language: &str, path: &str, text: &str, mistakes: &mut Vec<Mistake>) -> Table {
        let (read, errors) = DeTable::parse_recoverable(text);
        let lines = Lines::new(text);
        let mut reading = Reading {
            path,
            lines: &lines,
            plurals: Arc::new(Plurals::of(language)),
            mistakes,
            table: Table { path: path.to_owned(), phrases: BTreeMap::new(), places: BTreeMap::new() },
        };
        for error in &errors {
            let at = error.span().unwrap_or_default();
            reading.mistake(Span::new(at), error.message().to_owned(), "mend it: the file is TOML");
        }
        reading.within("", read.get_ref());
        reading.table
    }

    pub(super) fn phrases(&self) -> impl Iterator<Item = (&String, &Arc<Phrase>)> {
        self.phrases.iter()
    }

    /// What does not agree with English, which is complete: keys that nothing says, places that nothing fills or that are left out.
    pub(super) fn compare(&self, english: &Table, mistakes: &mut Vec<Mistake>) {
        for (key, phrase) in &self.phrases {
            let (line, column) = self.places.get(key).copied().unwrap_or((1, 1));
            let mut add =
                |message: String, hint: String| mistakes.push(Mistake { path: self.path.clone(), line, column, message, hint });
            let Some(known) = english.phrases.get(key) else {
                let near = english.phrases.keys().map(|other| (strsim::jaro_winkler(key, other), other));
                let near = near.filter(|(alike, _)| *alike >= ALIKE).max_by(|one, other| one.0.total_cmp(&other.0));
                let hint = near.map_or_else(
                    || "remove it, or look for its key in the default theme’s `phrases/en.toml`".to_owned(),
                    |(_, near)| format!("did you mean `{near}`?"),
                );
                add(format!("there is no phrase `{key}`"), hint);
                continue;
            };
            let (own, known) = (places(phrase), places(known));
            let says: Vec<String> = known.iter().map(|place| format!("{{{place}}}")).collect();
            for place in own.iter().filter(|place| !known.contains(*place) && !CHOOSING.contains(place)) {
                let hint = match &says[..] {
                    [] => "it has no places: write it without braces".to_owned(),
                    _ => format!("its places are {}", says.join(", ")),
                };
                add(format!("`{key}` has no place `{{{place}}}`"), hint);
            }
            for place in known.iter().filter(|place| !own.contains(*place) && !CHOOSING.contains(place)) {
                add(format!("`{key}` leaves out `{{{place}}}`"), "put the place where your language has it".to_owned());
            }
        }
    }
}

pub(super) fn places(phrase: &Phrase) -> BTreeSet<&str> {
    phrase.forms.iter().flat_map(|(_, form)| form.places()).collect()
}

struct Reading<'r> {
    path: &'r str,
    lines: &'r Lines<'r>,
    plurals: Arc<Plurals>,
    mistakes: &'r mut Vec<Mistake>,
    table: Table,
}

impl Reading<'_> {
    fn mistake(&mut self, span: Span, message: String, hint: &str) {
        let position = self.lines.position(span.start);
        self.mistakes.push(Mistake {
            path: self.path.to_owned(),
            line: position.line,
            column: position.column,
            message,
            hint: hint.to_owned(),
        });
    }

    fn within(&mut self, prefix: &str, table: &DeTable<'_>) {
        for (name, value) in table {
            let key = if prefix.is_empty() { name.get_ref().to_string() } else { format!("{prefix}.{}", name.get_ref()) };
            let at = Span::new(name.span());
            match value.get_ref() {
                DeValue::String(text) => {
                    let form = self.form(&key, text, Span::new(value.span()));
                    self.put(key, at, form.map(|form| vec![(Category::Other, form)]));
                }
                DeValue::Table(inner) if is_plural(inner) => {
                    let forms = self.forms(&key, inner);
                    self.put(key, at, forms);
                }
                DeValue::Table(inner) => self.within(&key, inner),
                _ => self.mistake(Span::new(value.span()), format!("`{key}` is not text"), "write it in quotation marks"),
            }
        }
    }

    fn put(&mut self, key: String, at: Span, forms: Option<Vec<(Category, Form)>>) {
        let position = self.lines.position(at.start);
        self.table.places.insert(key.clone(), (position.line, position.column));
        if let Some(forms) = forms {
            self.table.phrases.insert(key, Arc::new(Phrase { forms, plurals: Arc::clone(&self.plurals) }));
        }
    }

    fn forms(&mut self, key: &str, table: &DeTable<'_>) -> Option<Vec<(Category, Form)>> {
        let mut forms = Vec::new();
        for (name, value) in table {
            match (Category::named(name.get_ref()), value.get_ref()) {
                (Some(category), DeValue::String(text)) => {
                    forms.extend(self.form(key, text, Span::new(value.span())).map(|form| (category, form)));
                }
                (Some(category), _) => {
                    let message = format!("`{key}.{}` is not text", category.name());
                    self.mistake(Span::new(value.span()), message, "write it in quotation marks");
                }
                (None, _) => {
                    let message = format!("`{}` is no plural category", name.get_ref());
                    self.mistake(Span::new(name.span()), message, "the categories are zero, one, two, few, many and other");
                }
            }
        }
        let has_other = forms.iter().any(|(category, _)| *category == Category::Other);
        if !has_other && let Some((name, _)) = table.iter().next() {
            self.mistake(
                Span::new(name.span()),
                format!("`{key}` has no `other`"),
                "every phrase needs `other`, for all numbers that have no form of their own",
            );
        }
        has_other.then_some(forms)
    }

    fn form(&mut self, key: &str, text: &str, span: Span) -> Option<Form> {
        let form = Form::read(text);
        if form.is_none() {
            let message = format!("a brace in `{key}` is no place for a value");
            self.mistake(span, message, "a place is a name in braces, such as {count}");
        }
        form
    }
}

/// Whether a table holds the forms of one phrase, rather than phrases: `other` says so, or that it has nothing but categories.
fn is_plural(table: &DeTable<'_>) -> bool {
    let is_other = |(name, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let name: &std::borrow::Cow<'_, str> = name.get_ref();
        name == "other" && matches!(value.get_ref(), DeValue::String(_))
    };
    table.iter().any(is_other) || (!table.is_empty() && table.iter().all(|(name, _)| Category::named(name.get_ref()).is_some()))
}
