//! `handbook schema`: the form of the records, for editors.

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::terminal::{Trouble, count, print, tell, typed};
use super::words::{jurisdiction, kind_or_why, places, rows};
use super::{Outcome, shell_word};
use crate::output::create::{CreateError, create_files};
use crate::record::Address;
use crate::record::kind::vocabulary::Vocabulary;
use crate::record::kind::{KINDS, Kind};
use crate::record::locate::path_of;
use crate::vocabulary::built_in;

/// The folder beside `handbook.toml` in which schemas stand.
pub(super) const FOLDER: &str = ".schema";

/// Let your editor complete field names as you type
///
/// Writes files that list the fields of each kind of record, and what each means, as JSON Schema. An editor that
/// understands TOML (such as Visual Studio Code with the extension Even Better TOML) then completes names and words,
/// explains them, and underlines mistakes. `handbook init` has written these files already.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook schema --output content/.schema   writes one file for each kind of record
  handbook schema collaborative              shows the schema of collaboratives

An editor uses a schema where the first line of a record names it. In organisations/leeds.toml:
  #:schema ../.schema/organisation.json")]
pub(super) struct Arguments {
    /// The kind of record, such as collaborative [default: all, which needs --output]
    kind: Option<String>,
    /// The folder to write to; nothing is written over
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Whose words to complete: those of a country's law, or those that hold anywhere
    #[arg(long, value_name = "PLACE", default_value = "england", value_parser = places())]
    jurisdiction: String,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let kinds = match &arguments.kind {
        Some(word) => vec![kind_or_why(word)?],
        None => KINDS.to_vec(),
    };
    let words = built_in(jurisdiction(&arguments.jurisdiction));
    match (arguments.output, &kinds[..]) {
        (Some(folder), _) => write(&folder, &kinds, words)?,
        (None, [kind]) => {
            print(&text(*kind, words))?;
            tell(&format!("An editor uses this where the first line of a record names the file: {}\n", typed(line_of(*kind))));
        }
        (None, _) => {
            let trouble = Trouble::new("all schemas at once are several files, and no folder is named for them");
            return Err(trouble
                .way_out("type: handbook schema --output content/.schema")
                .way_out("or name one kind: handbook schema collaborative"));
        }
    }
    Ok(Outcome::Done)
}

fn write(folder: &Path, kinds: &[Kind], words: &Vocabulary) -> Result<(), Trouble> {
    let files: Vec<(String, String)> = kinds.iter().map(|kind| (file_name(*kind), text(*kind, words))).collect();
    let files = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    create_files(folder, files).map_err(|error| match error {
        CreateError::Exists(_) => Trouble::new(error.to_string())
            .way_out(format!("remove the schemas in `{}` first, or name another folder", folder.display())),
        error => error.into(),
    })?;
    print(&format!(
        "Wrote {} into `{}`.\nAn editor uses one where the first line of a record names it, such as {}\n",
        count(kinds.len(), "schema", "schemas"),
        shell_word(folder),
        typed(line_of(kinds.first().copied().filter(|_| kinds.len() == 1).unwrap_or(Kind::Organisation)))
    ))
}

/// The schema of a kind, as a file, with the words that its fields can have.
pub(super) fn text(kind: Kind, words: &Vocabulary) -> String {
    let mut schema = kind.schema().json.clone();
    with_words(&mut schema, words);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Lists the words of the vocabulary wherever one is asked for. A handbook has words of its own too, so no other is refused.
fn with_words(schema: &mut Value, vocabulary: &Vocabulary) {
    match schema {
        Value::Object(object) => {
            if let Some(key) = object.remove("x-term").and_then(|key| key.as_str().map(str::to_owned)) {
                let rows = rows(vocabulary, &key);
                let words: Vec<&str> = rows.iter().map(|row| row.id().value.as_str()).collect();
                let names: Vec<&str> = rows.iter().map(|row| row.name()).collect();
                let known = json!({ "enum": words, "x-taplo": { "docs": { "enumValues": names } } });
                object.remove("type");
                object.insert("anyOf".to_owned(), json!([known, { "type": "string" }]));
                return;
            }
            object.remove("x-link");
            object.values_mut().for_each(|inner| with_words(inner, vocabulary));
        }
        Value::Array(values) => values.iter_mut().for_each(|inner| with_words(inner, vocabulary)),
        _ => {}
    }
}

/// The name of a kind's schema below its folder.
pub(super) fn file_name(kind: Kind) -> String {
    format!("{kind}.json")
}

/// The line by which the record at `path` names its schema to editors.
pub(super) fn line(kind: Kind, path: &str) -> String {
    let up = "../".repeat(path.matches('/').count());
    format!("#:schema {up}{FOLDER}/{}", file_name(kind))
}

/// The same for any record of a kind.
pub(super) fn line_of(kind: Kind) -> String {
    let any = Address { collaborative: Some("any".into()), id: "any".into() };
    line(kind, &path_of(kind, &any, false))
}
