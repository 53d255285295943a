//! `handbook explain`: what a kind of record, a field, a check or a word means.

use clap::Args;

use super::Outcome;
use super::terminal::{Trouble, bold, print, prose_width, typed, wrap};
use super::words;
use crate::check::{self, CHECKS, Check};
use crate::record::kind::vocabulary::{SETS, Vocabulary};
use crate::record::kind::{KINDS, Kind};
use crate::record::suggest::nearest;
use crate::vocabulary::built_in;

mod checks;
mod fields;
mod folders;
mod markdown;
mod vocabulary;

/// Explain a kind of record, a field, a check or a word
///
/// Tells what can be written, where, and what it means: for a kind of record its fields, where its file stands, and an
/// example; for a finding of `handbook check` what is wrong, why that matters, and what to do; for a word its
/// definition and where that comes from.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook explain                        what can be explained
  handbook explain forum                  the terms of reference of a committee or board
  handbook explain forum.quorum           one of its fields
  handbook explain quorum/out-of-reach    a check
  handbook explain legal_forms            the words that a field can have
  handbook explain joint-committee        one of these words
  handbook explain folders                where files stand")]
pub(super) struct Arguments {
    /// What to explain
    word: Option<String>,
    /// Whose words to explain: those of a country's law, or those that hold anywhere
    #[arg(long, value_name = "PLACE", default_value = "england", value_parser = words::places())]
    jurisdiction: String,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let words = built_in(words::jurisdiction(&arguments.jurisdiction));
    let explained = match arguments.word.as_deref().map(str::trim) {
        None | Some("") => overview(),
        Some(word) => explain(word, words).ok_or_else(|| unknown(word, words))?,
    };
    print(&explained)?;
    Ok(Outcome::Done)
}

/// The explanation of a check as it is printed, without colours, for those who read a report in another program.
pub(super) fn plain(check: &Check) -> String {
    anstream::adapter::strip_str(&checks::one(check, 100)).to_string()
}

fn explain(word: &str, words: &Vocabulary) -> Option<String> {
    let width = prose_width();
    match word.to_lowercase().as_str() {
        "checks" | "check" => return Some(checks::list(width)),
        "folders" | "folder" | "files" => return Some(folders::tree(width)),
        _ => {}
    }
    let key = word.to_lowercase().replace(['-', ' '], "_");
    let id = word.to_lowercase().replace(['_', ' '], "-");
    words::kind(word)
        .map(|kind| fields::kind(kind, width))
        .or_else(|| fields::path(word, words, width))
        .or_else(|| check::named(&id).map(|check| checks::one(check, width)))
        .or_else(|| SETS.contains(&key.as_str()).then(|| vocabulary::list(&key, words, width)))
        .or_else(|| checks::subject(&id, width).map(|checks| format!("{checks}{}", fields_named(word, width))))
        .or_else(|| vocabulary::word(&id, words, width))
        .or_else(|| checks::by_last_part(&id).map(|check| checks::one(check, width)))
        .or_else(|| Some(fields_named(word, width).trim_start().to_owned()).filter(|fields| !fields.is_empty()))
}

/// The fields of this name, one line each, each to be explained on its own; empty where there are none.
fn fields_named(word: &str, width: usize) -> String {
    let fields = fields::of_name(word, width);
    if fields.is_empty() { fields } else { format!("\n{}\n\n{fields}", bold(format!("Fields called {word}"))) }
}

fn unknown(word: &str, words: &Vocabulary) -> Trouble {
    let trouble = Trouble::new(format!("there is nothing called `{word}` to explain"));
    match near(word, words) {
        Some(near) => trouble.way_out(format!("did you mean `{near}`? Then type: handbook explain {near}")),
        None => trouble.way_out("to see what can be explained, type: handbook explain"),
    }
}

fn near(word: &str, words: &Vocabulary) -> Option<String> {
    if let Some((kind, rest)) = word.split_once('.') {
        return fields::nearest_path(kind, rest);
    }
    let kinds = KINDS.iter().map(|kind| kind.name());
    let checks = CHECKS.iter().map(|check| check.name);
    let rows = SETS.iter().flat_map(|key| words.list(key)).map(|row| row.id().value.as_str());
    let subjects = checks.clone().filter_map(|name| name.split('/').next());
    let known = ["checks", "folders"].into_iter().chain(kinds).chain(subjects).chain(checks).chain(SETS.iter().copied());
    nearest(word, known).or_else(|| nearest(word, rows)).map(str::to_owned)
}

fn overview() -> String {
    let width = prose_width();
    let mut text = format!("{}\n", bold("Kinds of record"));
    for kind in KINDS {
        text.push_str(&entry(kind.name(), &first_sentence(&kind.schema().root().doc), width));
    }
    text.push_str(&format!("\n{}\n", bold("Fields")));
    text.push_str(&entry("forum.quorum", "A field of a kind of record, and what it can hold.", width));
    text.push_str(&format!("\n{}\n", bold("Where files stand, and what is looked for")));
    text.push_str(&entry("folders", "The folders of a handbook, and what is in each.", width));
    text.push_str(&entry("checks", "All that `handbook check` looks for, each with its own explanation.", width));
    text.push_str(&format!("\n{}\n", bold("Lists of words that fields can have")));
    for key in SETS {
        text.push_str(&entry(key, &vocabulary::about(key), width));
    }
    text.push_str(&format!("\nType one of these after {}, or any word of a list.\n", typed("handbook explain")));
    text
}

/// How wide the column of names is.
const NAMES: usize = 24;

/// A name, and beside it what it is.
fn entry(name: &str, about: &str, width: usize) -> String {
    let gap = " ".repeat(NAMES.saturating_sub(name.chars().count()).max(2));
    wrap(about, width, &format!("  {}{gap}", typed(name)), &" ".repeat(2 + NAMES))
}

/// The first sentence of some words.
fn first_sentence(words: &str) -> String {
    words.split_once(". ").map_or_else(|| words.to_owned(), |(first, _)| format!("{first}."))
}

/// The command that begins a record of a kind.
fn new_command(kind: Kind) -> String {
    format!("handbook new {kind} {}", words::form(kind)).trim_end().to_owned()
}
