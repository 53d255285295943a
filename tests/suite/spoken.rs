//! Every word that a page says comes from the theme's table or from a record: the fictional handbook is built with a table whose letters
//! are others, and what is still written in plain letters has to be somebody's words.

#![allow(
    clippy::disallowed_methods,
    reason = "these tests read the theme and the vocabulary as they stand in the program's own folder"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use handbook::model::Model;
use handbook::output::Route;
use handbook::project::{self, Edition};
use handbook::record::kind::Kind;
use handbook::record::value::Format;
use handbook::record::walk::{Fact, Value};
use handbook::source::{File, Sources, disk};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 11, 1);

/// The pseudo-language: English by its rules, so that plural categories are those of the table.
const LANGUAGE: &str = "en-XA";

/// A language that is not English, written with the same letters. What comes with the program in English is then to be marked.
const OTHER: &str = "de";

/// What stands in plain letters and is nobody's words, with the reason.
const ALLOWED: &[(&str, &str)] = &[
    ("CSV", "the name of a format"),
    ("JSON", "the name of a format"),
    ("The quorum is larger than the table", "the title of a check: checks speak English, to authors"),
];

/// Attributes that are shown or read aloud.
const SPOKEN: [&str; 8] = ["alt", "aria-label", "content", "data-copied", "data-copy", "data-select", "placeholder", "title"];

/// Elements within a sentence: what stands before, in and behind them belongs together.
const INLINE: [&str; 13] = ["a", "abbr", "b", "code", "del", "em", "i", "q", "span", "strong", "sub", "sup", "time"];

/// Where such an element begins or ends.
const EDGE: char = '\u{E000}';

/// Endings of the names of files that pages name.
const FILES: [&str; 4] = [".csv", ".ics", ".json", ".xml"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A letter as the pseudo-language writes it: one that no record has.
fn wide(letter: char) -> char {
    match letter {
        'A'..='Z' | 'a'..='z' => char::from_u32(letter as u32 + 0xFEE0).unwrap_or(letter),
        other => other,
    }
}

/// The English table with other letters, but for the names of places.
fn pseudo() -> String {
    let english = std::fs::read_to_string(root().join("themes/default/phrases/en.toml")).unwrap();
    let mut table = toml::Value::Table(english.parse().unwrap());
    spell(&mut table);
    toml::to_string(&table).unwrap()
}

fn spell(value: &mut toml::Value) {
    match value {
        toml::Value::String(text) => {
            let mut within = false;
            let letters = text.chars().map(|letter| {
                within = letter == '{' || within && letter != '}';
                if within { letter } else { wide(letter) }
            });
            *text = letters.collect();
        }
        toml::Value::Table(table) => table.iter_mut().for_each(|(_, value)| spell(value)),
        _ => {}
    }
}

fn edition(language: &str) -> Edition {
    let mut sources: Sources = disk::read(&root().join("tests/handbook")).unwrap();
    let handbook = sources.text("handbook.toml").replace("language = \"en-GB\"", &format!("language = \"{language}\""));
    assert!(handbook.contains(language), "the fictional handbook names its language");
    sources.files.insert("handbook.toml".into(), Arc::new(File::new("handbook.toml", handbook.as_bytes())));
    let path = format!("phrases/{language}.toml");
    sources.theme.insert(path.as_str().into(), Arc::new(File::new(&path, pseudo().as_bytes())));
    let edition = project::edition(sources, TODAY);
    let mistakes: Vec<&str> =
        edition.report.iter().filter(|finding| finding.check == "site/phrases").map(|finding| &*finding.message).collect();
    assert!(mistakes.is_empty(), "{mistakes:?}");
    edition
}

/// Words with single spaces between: in which punctuation, markup and numbers tell nothing apart.
fn plain(text: &str) -> String {
    let parts = text.split(|letter: char| !letter.is_alphanumeric());
    let is_word = |part: &&str| part.chars().any(|letter| !letter.is_ascii_digit());
    parts.filter(is_word).collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What records and the vocabulary say.
struct Written {
    /// All of it, each text between line ends.
    whole: String,
    /// Each text, and each piece of it that punctuation or markup sets apart, as it is written.
    pieces: BTreeSet<String>,
}

impl Written {
    /// What records say, and what else is told.
    fn of(edition: &Edition, others: Vec<String>) -> Written {
        let mut texts: Vec<String> = others;
        for (_, record) in edition.model.records() {
            let head = &record.head;
            texts.push(record.title());
            texts.extend(record.own_name().map(str::to_owned));
            texts.extend(record.short_name().map(str::to_owned));
            texts.extend(head.summary.clone());
            texts.extend(head.former_names.iter().map(|former| former.name.clone()));
            texts.extend(head.tags.clone());
            record.facts.iter().for_each(|fact| said(fact, &mut texts));
            texts.push(record.prose().to_owned());
            texts.extend(record.body.outline.iter().map(|heading| heading.title.clone()));
            texts.push(record.address.to_string());
            texts.push(record.path.to_string());
        }
        for path in edition.sources.attachments.keys() {
            texts.push(path.to_string());
        }
        own_words(&edition.model, &mut texts);
        let mut whole = String::from("\n");
        let mut pieces = BTreeSet::new();
        for text in &texts {
            whole.push_str(&format!(" {} \n", plain(text)));
            let set_apart = |letter: char| !letter.is_alphanumeric() && !" -’'&".contains(letter);
            let parts = text.lines().flat_map(|line| line.split(set_apart)).chain([text.as_str()]);
            pieces.extend(parts.map(plain));
        }
        Written { whole, pieces }
    }

    /// Whether somebody wrote this: a short one as a whole, a longer one within what they wrote.
    fn has(&self, text: &str) -> bool {
        let text = plain(text);
        let is_word = text.split(' ').any(|word| word.chars().filter(char::is_ascii_alphabetic).count() > 1);
        !is_word || self.pieces.contains(&text) || text.split(' ').count() > 2 && self.whole.contains(&format!(" {text} "))
    }
}

fn said(fact: &Fact, texts: &mut Vec<String>) {
    if fact.field == "extra" {
        names(&fact.value, texts);
    }
    value(&fact.value, texts);
}

/// What an author adds under a name of their own is said by that name.
fn names(own: &Value, texts: &mut Vec<String>) {
    match own {
        Value::Table(facts) => facts.iter().for_each(|fact| {
            texts.push(fact.label());
            names(&fact.value, texts);
        }),
        Value::List(values) => values.iter().for_each(|own| names(own, texts)),
        _ => {}
    }
}

fn value(own: &Value, texts: &mut Vec<String>) {
    match own {
        Value::Text(_, Format::Date | Format::Length | Format::Recurrence) => {}
        Value::Text(text, _) => texts.push(text.clone()),
        Value::List(values) => values.iter().for_each(|own| value(own, texts)),
        Value::Table(facts) => facts.iter().for_each(|fact| said(fact, texts)),
        _ => {}
    }
}

/// What the vocabularies that come with the program call and explain.
fn vocabularies() -> Vec<String> {
    let mut texts = Vec::new();
    let folder = root().join("src/vocabulary");
    for file in std::fs::read_dir(folder).unwrap().filter_map(Result::ok).map(|file| file.path()) {
        if file.extension().is_some_and(|ending| ending == "toml") {
            let table: toml::Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
            strings(&toml::Value::Table(table), &mut texts);
        }
    }
    texts
}

/// The plurals of what the handbook's own vocabulary calls.
fn own_words(model: &Model, texts: &mut Vec<String>) {
    for (_, own) in model.of_kind(Kind::Vocabulary) {
        let mut names = Vec::new();
        own.facts.iter().for_each(|fact| said(fact, &mut names));
        texts.extend(names.into_iter().map(|name| format!("{name}s")));
    }
}

fn strings(value: &toml::Value, texts: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => texts.push(text.clone()),
        toml::Value::Array(values) => values.iter().for_each(|value| strings(value, texts)),
        // An id is no name.
        toml::Value::Table(table) => {
            let name = table.get("name").and_then(toml::Value::as_str);
            // A name without a plural of its own has this one.
            texts.extend(name.filter(|_| !table.contains_key("plural")).map(|name| format!("{name}s")));
            let said = table.iter().filter(|(key, _)| *key != "id" && *key != "is");
            said.for_each(|(_, value)| strings(value, texts));
        }
        _ => {}
    }
}

/// Every text of a page that is shown or read aloud.
fn spoken(html: &str) -> Vec<String> {
    texts(html, &SPOKEN, &["script", "style"], &["en"])
}

/// Every text of a page that a mark can stand around: an attribute and the page's title have no room for one.
fn shown(html: &str) -> Vec<String> {
    let texts = texts(html, &[], &["script", "style", "svg", "title"], &["en", "fr", "cy", "ga"]);
    // Within a sentence of the page's there is no mark: only what stands by itself can be told apart.
    let is_wide = |text: &str| text.chars().any(|letter| ('\u{FF21}'..='\u{FF5A}').contains(&letter));
    let apart = |text: String| match is_wide(&text) {
        true => text.split(EDGE).filter(|part| !is_wide(part)).map(str::to_owned).collect(),
        false => vec![text],
    };
    let is_address = |text: &String| text.contains(['/', '.']) && !text.contains(' ');
    texts.into_iter().flat_map(apart).filter(|text| !is_address(text)).collect()
}

/// The texts of a page, with those of some attributes, but for those of some elements.
fn texts(html: &str, attributes: &[&str], silent: &[&str], marked: &[&str]) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        texts.last_mut().expect("there is a text").push_str(&rest[..at]);
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        // What is marked as English is: what checks tell authors.
        if marked.iter().any(|language| tag.contains(&format!(" lang=\"{language}\""))) {
            let name = tag[1..].split(' ').next().unwrap_or("");
            rest = rest[end..].split_once(&format!("</{name}>")).map_or("", |(_, rest)| rest);
            continue;
        }
        if attributes.iter().any(|name| tag.contains(&format!(" {name}=\"")))
            && !tag.contains("http-equiv")
            && !tag.contains("viewport")
            && !tag.contains("robots")
        {
            for name in attributes {
                let value = tag.split_once(&format!(" {name}=\"")).and_then(|(_, value)| value.split_once('"'));
                let at = texts.len() - 1;
                value.into_iter().for_each(|(value, _)| texts.insert(at, value.to_owned()));
            }
        }
        rest = &rest[end..];
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap_or("");
        match name {
            "tspan" => texts.last_mut().expect("there is a text").push(' '),
            name if INLINE.contains(&name) => texts.last_mut().expect("there is a text").push(EDGE),
            _ => texts.push(String::new()),
        }
        for raw in silent {
            if tag.starts_with(&format!("<{raw}"))
                && let Some(close) = rest.find(&format!("</{raw}"))
            {
                rest = &rest[close..];
            }
        }
    }
    // A feed names its entries by numbers.
    texts.retain(|text| !text.trim().is_empty() && !text.starts_with("urn:uuid:"));
    let unescaped = |text: String| {
        text.replace("&quot;", "\"")
            .replace("&#x27;", "'")
            .replace("&#39;", "'")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#x2F;", "/")
            .replace("&amp;", "&")
    };
    texts.into_iter().map(unescaped).collect()
}

/// The pieces of a text that are written in plain letters: between what the table says.
fn foreign(text: &str) -> Vec<String> {
    // Names of files and addresses are no words.
    let is_file = |word: &&str| word.contains("://") || FILES.iter().any(|ending| word.contains(ending));
    let words: Vec<&str> = text.split(' ').filter(|word| !is_file(word)).collect();
    let text = words.join(" ");
    let is_wide = |letter: char| ('\u{FF21}'..='\u{FF5A}').contains(&letter);
    let set_apart = |letter: char| !letter.is_alphanumeric() && !" -’'&".contains(letter);
    let pieces = text.split(is_wide).flat_map(|piece| piece.split(set_apart)).map(str::trim);
    pieces.filter(|piece| piece.bytes().any(|byte| byte.is_ascii_alphabetic())).map(str::to_owned).collect()
}

fn is_allowed(piece: &str) -> bool {
    ALLOWED.iter().any(|(own, _)| *own == piece.trim())
}

#[test]
fn every_word_of_a_page_is_the_tables_or_a_records() {
    let edition = edition(LANGUAGE);
    let lines = unspoken(&edition, &Written::of(&edition, vocabularies()), spoken);
    assert!(lines.is_empty(), "{} texts are neither the table's nor a record's:\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn a_word_of_the_vocabularies_is_marked_as_english_where_a_page_is_not() {
    let edition = edition(OTHER);
    let lines = unspoken(&edition, &Written::of(&edition, Vec::new()), shown);
    assert!(lines.is_empty(), "{} texts are English and not marked:\n{}", lines.len(), lines.join("\n"));
}

/// What of all pages somebody is told and nobody wrote, with where it stands.
fn unspoken(edition: &Edition, written: &Written, texts: fn(&str) -> Vec<String>) -> Vec<String> {
    let site = edition.site.as_ref().expect("the theme can be read");
    let mut said: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut judged: BTreeMap<String, bool> = BTreeMap::new();
    for route in site.planned().filter(|route| is_spoken(route)) {
        let content = site.render(route).expect("it is planned").unwrap_or_else(|error| panic!("{route}: {error}"));
        let html = String::from_utf8_lossy(&content.bytes);
        for text in texts(&html) {
            if written.has(&text.replace(EDGE, "")) {
                continue;
            }
            for piece in foreign(&text) {
                let whole = piece.replace(EDGE, "");
                let own = || written.has(&whole) || piece.split(EDGE).all(|part| is_allowed(part) || written.has(part));
                if !is_allowed(&whole) && !*judged.entry(piece.clone()).or_insert_with(own) {
                    said.entry(piece).or_default().insert(format!(
                        "{} in “{}”",
                        if route.as_str().is_empty() { "home" } else { route.as_str() },
                        text.trim()
                    ));
                }
            }
        }
    }
    let lines = said
        .iter()
        .map(|(piece, places)| format!("“{piece}” on {} pages: {}", places.len(), places.first().map_or("", String::as_str)));
    lines.collect()
}

/// Pages, feeds and calendars; not files for machines.
fn is_spoken(route: &Route) -> bool {
    let path = route.as_str();
    // What checks tell authors is English, and marked as such where a page is not.
    path != "findings/" && (path.is_empty() || path.ends_with('/') || path.ends_with(".html") || path.ends_with("feed.xml"))
}
