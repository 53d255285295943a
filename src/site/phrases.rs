//! The theme's words on a page: phrases whose places take links, dates and marks as well as text, and the functions of templates.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::page::sheet::Sheet;
use super::view::{Run, Words, words};
use super::viewpoint::Viewpoint;
use crate::phrases::{self, Phrases, Piece, Saying};
use crate::record::date::{During, PartialDate};

/// What a place of a phrase takes on a page.
#[derive(Clone, Debug)]
pub(in crate::site) enum Argument {
    /// Running text: a link, a date, a mark.
    Words(Words),
    /// Text or a number.
    Plain(phrases::Argument<'static>),
}

impl From<Run> for Argument {
    fn from(run: Run) -> Argument {
        Argument::Words(vec![run])
    }
}

impl From<Words> for Argument {
    fn from(words: Words) -> Argument {
        Argument::Words(words)
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Argument {
        Argument::Plain(text.into())
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Argument {
        Argument::Plain(text.to_owned().into())
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Argument {
        Argument::Plain(number.into())
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Argument {
        Argument::Plain(number.into())
    }
}

/// What a script of the theme says, as JSON: for each phrase of a family its texts by plural category.
pub(in crate::site) fn script_words(phrases: &Phrases, family: &str) -> String {
    let keys = phrases.keys().filter_map(|key| key.strip_prefix(family)?.strip_prefix('.'));
    let words: BTreeMap<&str, BTreeMap<&str, String>> =
        keys.map(|key| (key, phrases.forms(&format!("{family}.{key}")))).collect();
    serde_json::to_string(&words).unwrap_or_default()
}

/// A phrase as running text, each place filled with runs.
pub(in crate::site) fn runs(phrases: &Phrases, key: &str, values: &[(&str, Argument)]) -> Words {
    let numbers: Vec<(&str, phrases::Argument<'static>)> = values
        .iter()
        .filter_map(|(name, value)| match value {
            Argument::Plain(plain) => Some((*name, plain.clone())),
            Argument::Words(_) => None,
        })
        .collect();
    let mut words = Words::new();
    for piece in phrases.pieces(key, &numbers).iter() {
        match piece {
            Piece::Text(text) => words.push(Run::text(text.clone())),
            Piece::Place(name) => match values.iter().find(|(given, _)| given == name) {
                Some((_, Argument::Words(runs))) => words.extend(runs.iter().cloned()),
                Some((_, Argument::Plain(plain))) => words.push(Run::text(phrases.written(plain))),
                None => words.push(Run::text(format!("{{{name}}}"))),
            },
        }
    }
    words
}

impl<'s> Viewpoint<'s> {
    /// The words of the page's language.
    pub(in crate::site) fn phrases(&self) -> &'s Phrases {
        self.site.theme.phrases()
    }

    /// A phrase of the page's language, by its key.
    pub(in crate::site) fn say(&self, key: &str) -> String {
        self.phrases().say(key)
    }

    /// Several phrases, such as the headings of a table's columns.
    pub(in crate::site) fn say_each(&self, keys: &[&str]) -> Vec<String> {
        keys.iter().map(|key| self.say(key)).collect()
    }

    /// A phrase with text or numbers in its places; `count` chooses the plural category.
    pub(in crate::site) fn say_with(&self, key: &str, values: &[(&str, phrases::Argument<'_>)]) -> String {
        self.phrases().say_with(key, values)
    }

    /// A phrase as running text, with links, dates or marks in its places, in the order of the language.
    pub(in crate::site) fn runs(&self, key: &str, values: &[(&str, Argument)]) -> Words {
        runs(self.phrases(), key, values)
    }

    /// What the model says, in the page's language.
    pub(in crate::site) fn told(&self, saying: &Saying) -> String {
        self.phrases().told(saying)
    }

    /// The same as running text, with `run` at the place of this name; as text where what is said has no such place.
    pub(in crate::site) fn told_with(&self, saying: &Saying, place: &str, run: Run) -> Words {
        let Saying::Phrase(key, values) = saying else { return words(self.told(saying)) };
        let values = values.iter().map(|(name, value)| {
            let value = match value {
                _ if *name == place => Argument::from(run.clone()),
                Saying::Number(number) => Argument::from(*number),
                other => Argument::from(self.told(other)),
            };
            (*name, value)
        });
        self.runs(key, &values.collect::<Vec<_>>())
    }

    /// The mark of what is said in English whatever the page's language is; `None` where that is English.
    pub(in crate::site) fn english(&self) -> Option<String> {
        let base = self.phrases().language().split(['-', '_']).next().unwrap_or_default();
        (!base.eq_ignore_ascii_case("en")).then(|| "en".to_owned())
    }

    /// The mark of a word of the list `key` of the vocabulary: what comes with the program is English, what the handbook adds its own.
    pub(in crate::site) fn english_word(&self, key: &str, id: &str) -> Option<String> {
        self.english().filter(|_| !self.model().is_own_word(key, id))
    }

    /// A date as text.
    pub(in crate::site) fn date_text(&self, date: PartialDate) -> String {
        self.phrases().date(date)
    }

    /// A day as text.
    pub(in crate::site) fn day_text(&self, day: Date) -> String {
        self.phrases().day(day)
    }

    /// A time that something holds, as text; empty where nothing is known.
    pub(in crate::site) fn during_text(&self, during: During) -> String {
        self.phrases().during(during)
    }
}

impl Sheet<'_> {
    /// What the model says, in the page's language.
    pub(in crate::site) fn told(&self, saying: &Saying) -> String {
        self.point.told(saying)
    }

    /// A phrase of the page's language, by its key.
    pub(in crate::site) fn say(&self, key: &str) -> String {
        self.point.say(key)
    }

    /// Several phrases, such as the headings of a table's columns.
    pub(in crate::site) fn say_each(&self, keys: &[&str]) -> Vec<String> {
        self.point.say_each(keys)
    }

    /// A phrase with text or numbers in its places; `count` chooses the plural category.
    pub(in crate::site) fn say_with(&self, key: &str, values: &[(&str, phrases::Argument<'_>)]) -> String {
        self.point.say_with(key, values)
    }

    /// A phrase as running text, with links, dates or marks in its places, in the order of the language.
    pub(in crate::site) fn runs(&self, key: &str, values: &[(&str, Argument)]) -> Words {
        self.point.runs(key, values)
    }
}

/// Gives templates `turned(language=…)`, which is the attribute `dir` where a language is written the other way than the page’s, else nothing;
/// and `say(key="…", …)`, which is text, and `say_runs(key="…", …)`, which is running text for the component `words`: there
/// a place takes a list of runs, too.
pub(super) fn register(tera: &mut Tera, phrases: &Arc<Phrases>) {
    let direction = phrases.direction();
    tera.register_function("turned", move |given: Kwargs, _: &State| -> TeraResult<String> {
        let own = phrases::direction(given.must_get::<&str>("language")?);
        Ok(if own == direction { String::new() } else { format!(" dir=\"{own}\"") })
    });
    let own = Arc::clone(phrases);
    tera.register_function("say", move |given: Kwargs, _: &State| -> TeraResult<String> {
        let key = given.must_get::<&str>("key")?;
        let values = given.iter().filter_map(|(name, value)| Some((name.as_str()?, plain(value))));
        Ok(own.say_with(key, &values.collect::<Vec<_>>()))
    });
    let own = Arc::clone(phrases);
    tera.register_function("say_runs", move |given: Kwargs, _: &State| -> TeraResult<Value> {
        let key = given.must_get::<&str>("key")?;
        let values: Vec<(&str, &Value)> = given.iter().filter_map(|(name, value)| Some((name.as_str()?, value))).collect();
        let numbers: Vec<(&str, phrases::Argument<'_>)> = values.iter().map(|(name, value)| (*name, plain(value))).collect();
        let mut runs: Vec<Value> = Vec::new();
        let text = |text: &str| Value::from_serializable(&Run::text(text));
        for piece in own.pieces(key, &numbers).iter() {
            match piece {
                Piece::Text(words) => runs.push(text(words)),
                Piece::Place(name) => match values.iter().find(|(given, _)| given == name).map(|(_, value)| *value) {
                    Some(value) => match value.as_array() {
                        Some(list) => runs.extend(list.iter().cloned()),
                        None => runs.push(text(&own.written(&plain(value)))),
                    },
                    None => runs.push(text(&format!("{{{name}}}"))),
                },
            }
        }
        Ok(Value::from_serializable(&runs))
    });
}

fn plain(value: &Value) -> phrases::Argument<'static> {
    match value.as_u64() {
        Some(number) if value.is_number() => number.into(),
        _ => value.to_string().into(),
    }
}
