//! The words that the program says to readers: one table for each language. Knows no page and no record; what a table says is looked up by
//! key, and values take the places that it names.
//!
//! A table is `phrases/<language>.toml` of a theme. A phrase is a text with `{placeholders}`, or a table of such texts by CLDR plural
//! category, chosen by the value `count`. English is complete; any other table may be partial, and is completed key by key.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

mod lack;
mod locale;
mod plural;
mod saying;
mod table;

pub use lack::Lack;
pub use saying::{Saying, lowered};
pub use table::Mistake;

use plural::{Category, Plurals};
use table::{Form, Table};

static SHIPPED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default/phrases");

/// The tables that come with the program, by language in small letters: each is read once, however many handbooks ask.
static TABLES: LazyLock<BTreeMap<String, Table>> = LazyLock::new(|| {
    let read = |(language, text): (&str, &str)| (language.to_lowercase(), Table::read(language, "", text, &mut Vec::new()));
    shipped().into_iter().map(read).collect()
});

/// English as it comes with the program; a test holds that it is sound.
static ENGLISH: LazyLock<Arc<Phrases>> = LazyLock::new(|| Arc::new(Phrases::for_language("en-GB", &BTreeMap::new()).0));

/// How often a phrase's values may be longer than its text; only used to reserve room.
const ROOM: usize = 24;

/// The words of a language, complete: what its own table lacks is said as its base language has it, or in English.
pub struct Phrases {
    language: String,
    phrases: BTreeMap<String, Arc<Phrase>>,
}

/// What stands behind a key: one text, or one for each plural category that the language tells apart here.
pub struct Phrase {
    forms: Vec<(Category, Form)>,
    plurals: Arc<Plurals>,
}

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text of the phrase's own.
    Text(String),
    /// The place of the value of this name.
    Place(String),
}

/// A value for a place in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument<'a> {
    /// Text, as it is.
    Text(Cow<'a, str>),
    /// A number, written as the language writes it.
    Number(u64),
    /// A number, in words where the language has a word for it: “three”.
    Spelled(u64),
}

impl Argument<'_> {
    /// A number that prose writes in words, where the language has a word for it.
    pub fn spelled(number: usize) -> Argument<'static> {
        Argument::Spelled(number as u64)
    }

    fn number(&self) -> Option<u64> {
        match self {
            Argument::Number(number) | Argument::Spelled(number) => Some(*number),
            Argument::Text(_) => None,
        }
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Argument<'a> {
        Argument::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Argument<'a> {
        Argument::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Argument::Text(Cow::Owned(text))
    }
}

impl From<u64> for Argument<'_> {
    fn from(number: u64) -> Self {
        Argument::Number(number)
    }
}

impl From<u32> for Argument<'_> {
    fn from(number: u32) -> Self {
        Argument::Number(u64::from(number))
    }
}

impl From<usize> for Argument<'_> {
    fn from(number: usize) -> Self {
        Argument::Number(number as u64)
    }
}

impl Phrases {
    /// The words of a language, from a theme's own tables (`phrases/<language>.toml`, by path) and those that come with the program: the
    /// exact table, then its base language's, then English, key by key; of each, the theme's own first. With the mistakes in the
    /// theme's own tables; what is sound in them is used.
    pub fn for_language(language: &str, own: &BTreeMap<&str, &str>) -> (Phrases, Vec<Mistake>) {
        let mut mistakes = Vec::new();
        let mut tables: Vec<(String, Table)> = Vec::new();
        for (path, text) in own {
            let Some(name) = path.strip_prefix("phrases/") else { continue };
            match name.strip_suffix(".toml").filter(|language| plural::is_language(language)) {
                Some(named) => {
                    let table = Table::read(named, path, text, &mut mistakes);
                    if let Some(english) = TABLES.get("en") {
                        table.compare(english, &mut mistakes);
                    }
                    tables.push((named.to_lowercase(), table));
                }
                None => mistakes.push(Mistake::of_file(path)),
            }
        }
        mistakes.sort_by(|one, other| (&one.path, one.line, one.column).cmp(&(&other.path, other.line, other.column)));
        let mut phrases: BTreeMap<String, Arc<Phrase>> = BTreeMap::new();
        for tag in chain(language) {
            let own = tables.iter().filter(|(named, _)| *named == tag).map(|(_, table)| table);
            for table in own.chain(TABLES.get(&tag)) {
                for (key, phrase) in table.phrases() {
                    phrases.entry(key.clone()).or_insert_with(|| Arc::clone(phrase));
                }
            }
        }
        (Phrases { language: language.to_owned(), phrases }, mistakes)
    }

    /// What a theme's own tables (`phrases/<language>.toml`, by path) lack, each with those of its base languages. A table for English
    /// lacks nothing: it says some things otherwise.
    pub fn lacks<'t>(own: &BTreeMap<&'t str, &'t str>) -> Vec<Lack> {
        let named = |path: &&str| path.strip_prefix("phrases/")?.strip_suffix(".toml").map(str::to_lowercase);
        let read =
            |(path, text): (&&'t str, &&'t str)| Some((named(path)?, *path, Table::read("en", path, text, &mut Vec::new())));
        let tables: Vec<(String, &str, Table)> = own.iter().filter_map(read).collect();
        let all: BTreeSet<&str> = ENGLISH.keys().collect();
        let lack = |(language, path, _): &(String, &str, Table)| {
            let tags: Vec<String> = chain(language).into_iter().filter(|tag| tag != "en").collect();
            let own = tables.iter().filter(|(named, ..)| tags.contains(named)).map(|(.., table)| table);
            let said =
                own.chain(tags.iter().filter_map(|tag| TABLES.get(tag))).flat_map(|table| table.phrases().map(|(key, _)| &**key));
            let said: BTreeSet<&str> = said.collect();
            Lack::of(path, &all, &said)
        };
        let is_english = |language: &str| language == "en" || language.starts_with("en-");
        tables.iter().filter(|(language, ..)| plural::is_language(language) && !is_english(language)).filter_map(lack).collect()
    }

    /// English, as it comes with the program.
    pub fn english() -> &'static Phrases {
        &ENGLISH
    }

    /// The language, as a tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// `rtl` where the language is written from the right, else `ltr`.
    pub fn direction(&self) -> &'static str {
        direction(&self.language)
    }

    /// Every key that can be said, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.phrases.keys().map(String::as_str)
    }

    /// What stands behind a key. A key that is not there is said as it is: no page is lost for a word, and a test finds it.
    pub fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    /// A phrase with values in their places; `count` also chooses the plural category, and `ordinal` the one of ordinal numbers. A place
    /// without a value is shown by its name.
    pub fn say_with(&self, key: &str, values: &[(&str, Argument<'_>)]) -> String {
        let Some(phrase) = self.phrases.get(key) else { return key.to_owned() };
        let pieces = phrase.pieces(values);
        if let [Piece::Text(text)] = pieces {
            return text.clone();
        }
        let mut said = String::with_capacity(pieces.len() * ROOM);
        for piece in pieces {
            match piece {
                Piece::Text(text) => said.push_str(text),
                Piece::Place(name) => match values.iter().find(|(given, _)| given == name) {
                    Some((_, value)) => said.push_str(&self.written(value)),
                    None => said.push_str(&format!("{{{name}}}")),
                },
            }
        }
        said
    }

    /// What one of a family of keys says, such as `dates.months` and `may`; `None` where the family has no such word.
    pub fn one_of(&self, family: &str, word: &str) -> Option<String> {
        self.one_of_with(family, word, &[])
    }

    /// The same with values in its places.
    pub fn one_of_with(&self, family: &str, word: &str, values: &[(&str, Argument<'_>)]) -> Option<String> {
        let key = format!("{family}.{word}");
        self.phrases.contains_key(&key).then(|| self.say_with(&key, values))
    }

    /// The places of a phrase that values fill, in every form; empty where there is no such phrase.
    pub fn places(&self, key: &str) -> BTreeSet<&str> {
        self.phrases.get(key).map(|phrase| table::places(phrase)).unwrap_or_default()
    }

    /// The pieces of a phrase, for values that are more than text: each place is filled by the caller. The key itself where it is not there.
    pub fn pieces(&self, key: &str, values: &[(&str, Argument<'_>)]) -> Cow<'_, [Piece]> {
        match self.phrases.get(key) {
            Some(phrase) => Cow::Borrowed(phrase.pieces(values)),
            None => Cow::Owned(vec![Piece::Text(key.to_owned())]),
        }
    }

    /// The texts of a phrase by plural category, with the names of their places in braces: for a script, which chooses and fills in the
    /// reader's browser. Empty where there is no such phrase.
    pub fn forms(&self, key: &str) -> BTreeMap<&'static str, String> {
        let forms = self.phrases.get(key).map_or(&[][..], |phrase| &phrase.forms);
        let text = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Place(name) => format!("{{{name}}}"),
        };
        forms.iter().map(|(category, form)| (category.name(), form.pieces.iter().map(text).collect())).collect()
    }

    /// A value as the language writes it.
    pub fn written<'a>(&self, value: &'a Argument<'_>) -> Cow<'a, str> {
        match value {
            Argument::Text(text) => Cow::Borrowed(text),
            Argument::Number(number) => Cow::Owned(self.number(*number)),
            Argument::Spelled(number) => Cow::Owned(self.spelled(*number)),
        }
    }
}

impl Phrase {
    fn pieces(&self, values: &[(&str, Argument<'_>)]) -> &[Piece] {
        let other = || self.forms.iter().find(|(category, _)| *category == Category::Other).or(self.forms.first());
        let form = match &self.forms[..] {
            [] | [_] => other(),
            _ => {
                let value = |name: &str| values.iter().find(|(given, _)| *given == name).and_then(|(_, value)| value.number());
                let category = value("count")
                    .map(|count| self.plurals.cardinal(count))
                    .or_else(|| Some(self.plurals.ordinal(value("ordinal")?)));
                self.forms.iter().find(|(own, _)| Some(*own) == category).or_else(other)
            }
        };
        form.map_or(&[], |(_, form)| &form.pieces)
    }
}

/// A text that begins with a capital letter.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `rtl` where a language, given by its tag, is written from the right, else `ltr`.
pub fn direction(language: &str) -> &'static str {
    plural::direction(language)
}

/// The tables that come with the program, by language.
fn shipped() -> BTreeMap<&'static str, &'static str> {
    let named = |file: &'static include_dir::File<'static>| Some((file.path().file_stem()?.to_str()?, file.contents_utf8()?));
    SHIPPED.files().filter_map(named).collect()
}

/// The tables in which a language's words are looked for, the closest first: `cy-GB`, `cy`, `en`.
fn chain(language: &str) -> Vec<String> {
    let mut tag = language.to_lowercase().replace('_', "-");
    let mut tags = vec![tag.clone()];
    while let Some((base, _)) = tag.rsplit_once('-') {
        tag = base.to_owned();
        tags.push(tag.clone());
    }
    if !tags.iter().any(|tag| tag == "en") {
        tags.push("en".to_owned());
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(path: &str, text: &str, language: &str) -> (Phrases, Vec<String>) {
        let (phrases, mistakes) = Phrases::for_language(language, &BTreeMap::from([(path, text)]));
        (phrases, mistakes.into_iter().map(|mistake| mistake.to_string()).collect())
    }

    #[test]
    fn what_a_table_lacks_is_said_as_its_base_language_has_it_and_then_in_english() {
        let own = BTreeMap::from([
            ("phrases/cy.toml", "[page]\nskip = 'Neidio'\nmenu = 'Dewislen'"),
            ("phrases/cy-GB.toml", "[page]\nmenu = 'Bwydlen'"),
        ]);
        let (phrases, mistakes) = Phrases::for_language("cy-GB", &own);
        assert_eq!(mistakes, []);
        assert_eq!((phrases.say("page.menu"), phrases.say("page.skip")), ("Bwydlen".to_owned(), "Neidio".to_owned()));
        assert_eq!(phrases.say("page.contents"), "Contents");
        assert_eq!(phrases.say("no.such-key"), "no.such-key");
    }

    #[test]
    fn what_a_table_lacks_is_told_part_by_part() {
        let english = Phrases::english();
        let pages: Vec<&str> = english.keys().filter_map(|key| key.strip_prefix("page.")).collect();
        let all_but = |left_out: &str| -> String {
            let said = pages.iter().filter(|key| **key != left_out).map(|key| format!("{key} = 'x'\n"));
            std::iter::once("[page]\n".to_owned()).chain(said).collect()
        };
        let (whole, partly) = (all_but(""), all_but("menu"));
        let lack = |text: &str| Phrases::lacks(&BTreeMap::from([("phrases/cy.toml", text)])).pop().unwrap();
        assert_eq!((lack(&whole).count, lack(&partly).count), (english.keys().count() - pages.len(), lack(&whole).count + 1));
        assert!(lack(&partly).what.starts_with("all of `[") && lack(&partly).what.ends_with("; in `[page]` `menu`"));
        let shared = BTreeMap::from([("phrases/cy.toml", &*whole), ("phrases/cy-GB.toml", "[page]\nmenu = 'x'")]);
        let lacks = Phrases::lacks(&shared);
        assert_eq!(
            lacks.iter().map(|lack| lack.count).collect::<Vec<_>>(),
            [lack(&whole).count; 2],
            "a base language's table counts"
        );
        assert_eq!(Phrases::lacks(&BTreeMap::from([("phrases/en-GB.toml", "[page]\nmenu = 'x'")])), []);
    }

    #[test]
    fn the_count_chooses_the_category_of_the_table_that_has_the_phrase() {
        let text = "[page.more]\nzero = 'dim'\none = '{count} ci'\ntwo = '{count} gi'\nfew = '{count} chi'\nmany = '{count} chi m'\nother = '{count} ci o'";
        let (phrases, mistakes) = with("phrases/cy.toml", text, "cy");
        assert_eq!(mistakes, <Vec<String>>::new());
        let said = |count: usize| phrases.say_with("page.more", &[("count", count.into())]);
        let expected = ["dim", "1 ci", "2 gi", "3 chi", "4 ci o", "5 ci o", "6 chi m"];
        assert_eq!((0..7).map(said).collect::<Vec<_>>(), expected);
        assert_eq!(said(1234), "1,234 ci o");
    }

    #[test]
    fn a_script_is_given_every_form_with_its_places() {
        let forms = Phrases::english().forms("quorum.of-seats");
        assert_eq!(forms.keys().copied().collect::<Vec<_>>(), ["one", "other"]);
        assert_eq!(forms["one"], "of {count} seat with a vote, as reckoned for today");
        assert!(Phrases::english().forms("no.such-key").is_empty());
    }

    #[test]
    fn mistakes_have_a_place_and_a_way_out() {
        let text = "[page]\nmenuu = 'x'\nmore = 'and more'\nskip = 5\ncontents = { one = 'a' }\nstatus = '{what}'\nhome = '{'\n[page.report]\nfew = 'x'\nmost = 'x'\nother = 'y'";
        let (_, mistakes) = with("phrases/en.toml", text, "en");
        insta::assert_snapshot!(mistakes.join("\n"), @"
        phrases/en.toml:2:1: there is no phrase `page.menuu` (did you mean `page.menu`?)
        phrases/en.toml:4:8: `page.skip` is not text (write it in quotation marks)
        phrases/en.toml:5:14: `page.contents` has no `other` (every phrase needs `other`, for all numbers that have no form of their own)
        phrases/en.toml:6:1: `page.status` has no place `{what}` (it has no places: write it without braces)
        phrases/en.toml:7:8: a brace in `page.home` is no place for a value (a place is a name in braces, such as {count})
        phrases/en.toml:10:1: `most` is no plural category (the categories are zero, one, two, few, many and other)
        ");
    }

    #[test]
    fn english_is_sound() {
        let mut mistakes = Vec::new();
        let english = Table::read("en", "en.toml", shipped()["en"], &mut mistakes);
        english.compare(&english, &mut mistakes);
        assert_eq!(mistakes, []);
    }

    #[test]
    fn the_direction_follows_from_the_language() {
        assert_eq!(["ar", "he-IL", "ur", "en-GB", "cy", "fr"].map(direction), ["rtl", "rtl", "rtl", "ltr", "ltr", "ltr"]);
    }
}
