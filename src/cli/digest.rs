//! `handbook digest`: the digest of a text as it stands, to write beside the version that was approved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use super::terminal::{Trouble, faint, print, typed};
use super::words::{kind, list};
use super::{Outcome, content, day};
use crate::model::{Model, RecordId};
use crate::project::Project;
use crate::record::Record;
use crate::record::digest::Digest;
use crate::record::kind::control::Control;
use crate::record::suggest::nearest;
use crate::record::value::Sp;
use crate::site::Settings;

/// Print the digest of a text, to bind its approval to it
///
/// A digest is a short number that belongs to one text only. Written beside the version that was approved, it lets
/// `handbook check` find any later edit, and the site say that the text has changed since approval. It covers the prose
/// and the rules in fields, such as seats and quorum; who holds a seat may change without it.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook digest forum:larkmoor/joint-committee     of the terms of reference of a committee
  handbook digest content/policies/standing-orders.md
  handbook digest standing-orders")]
pub(super) struct Arguments {
    /// Whose: a record as kind:name, its name alone where no other record has it, or its file
    record: String,
    /// The folder with the records [default: `content`, or this folder where it holds handbook.toml]
    content: Option<PathBuf>,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let root = content(arguments.content);
    let edition = Project::new(&root, day(None), Settings::default()).edition()?;
    let record = edition.model.record(find(&edition.model, &arguments.record, &root)?);
    let Some(digest) = record.digest() else { return Err(no_text(record)) };
    print(&shown(&edition.model, record, digest))?;
    Ok(Outcome::Done)
}

/// The record that a word means, among those that have a text to approve.
fn find(model: &Model, word: &str, root: &Path) -> Result<RecordId, Trouble> {
    let path = Path::new(word).strip_prefix(root).unwrap_or(Path::new(word)).to_string_lossy().into_owned();
    if let Some(id) = model.at_path(&path) {
        return Ok(id);
    }
    let bare = word.trim_end_matches('/');
    if let Some((name, address)) = bare.split_once(':') {
        let found = kind(name).and_then(|kind| {
            model
                .find(kind, address)
                .or_else(|| model.of_kind(kind).find(|(_, record)| *record.address.id == *address).map(|it| it.0))
        });
        return found.ok_or_else(|| unknown(model, word));
    }
    let named = |record: &Record| record.address.to_string() == bare || *record.address.id == *bare;
    let found: Vec<(RecordId, &Record)> =
        model.records().filter(|(_, record)| record.digest().is_some() && named(record)).collect();
    match found[..] {
        [(id, _)] => Ok(id),
        [] => Err(unknown(model, word)),
        _ => {
            let subjects: Vec<String> = found.iter().map(|(_, record)| record.subject()).collect();
            let trouble = Trouble::new(format!("`{word}` can mean several records"));
            Err(trouble.way_out(format!("write one of {}", list(subjects.iter().map(String::as_str)))))
        }
    }
}

fn unknown(model: &Model, word: &str) -> Trouble {
    let trouble = Trouble::new(format!("there is no record `{word}` in this handbook"));
    let subjects: Vec<String> =
        model.records().filter(|(_, record)| record.digest().is_some()).map(|(_, record)| record.subject()).collect();
    let near = nearest(word, subjects.iter().map(String::as_str)).or_else(|| {
        subjects.iter().map(String::as_str).find(|subject| subject.rsplit(['/', ':']).next() == word.rsplit(['/', ':']).next())
    });
    match near {
        Some(near) => trouble.way_out(format!("did you mean `{near}`?")),
        None => trouble.way_out("name its kind and its address, such as forum:larkmoor/joint-committee, or its file"),
    }
}

fn no_text(record: &Record) -> Trouble {
    Trouble::new(format!("`{}` has no text that anybody approves", record.subject()))
        .way_out("digests are of terms of reference, agreements, schemes of delegation, policies, documents and pages")
}

/// The lines to copy, and in notes what they say of the version in force.
fn shown(model: &Model, record: &Record, digest: &Digest) -> String {
    let control = model.control_of(record);
    let mut text = format!("{}\n", faint(format!("# {}, {}", record.title(), record.path)));
    for note in notes(model, record, control, digest) {
        text.push_str(&format!("{}\n", faint(format!("# {note}"))));
    }
    text.push_str(&format!("{}\n", typed(format!("digest = \"{}\"", digest.shown()))));
    for (key, parts) in [("sections", &digest.sections), ("rules", &digest.rules)] {
        if !parts.is_empty() {
            text.push_str(&format!("{key} = {}\n", table(parts)));
        }
    }
    text
}

/// Where the lines belong, and whether the text is still the one approved.
fn notes(model: &Model, record: &Record, control: Option<&Sp<Control>>, digest: &Digest) -> Vec<String> {
    let Some(version) = control.and_then(|control| control.current()) else {
        return vec!["Copy the lines below into a [[control.history]] with the version that was approved.".to_owned()];
    };
    let number = &version.version.value;
    match version.digest.as_ref().map(|written| digest.is(&written.value)) {
        None => vec![format!("Copy the lines below into the [[control.history]] of version {number}, once it is approved.")],
        Some(Some(true)) => vec![format!("This is the text whose digest stands beside version {number}.")],
        Some(None) => vec![format!("What stands beside version {number} is no digest.")],
        Some(Some(false)) => {
            let parts = model.changed_since_approval(record).map(|changed| changed.words(record)).unwrap_or_default();
            let parts =
                if parts.is_empty() { String::new() } else { format!(" What differs: {}.", crate::model::words::list(&parts)) };
            vec![format!("This is not the text whose digest stands beside version {number}.{parts}")]
        }
    }
}

/// A table in one line, as TOML.
fn table(parts: &BTreeMap<String, String>) -> String {
    let bare = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    let key = |key: &str| if bare(key) { key.to_owned() } else { format!("\"{key}\"") };
    let fields: Vec<String> = parts.iter().map(|(name, digits)| format!("{} = \"{digits}\"", key(name))).collect();
    format!("{{ {} }}", fields.join(", "))
}
