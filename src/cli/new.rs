//! `handbook new`: a commented record in its place.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::terminal::{Trouble, print, typed};
use super::words::{self, Misnamed, list};
use super::{Outcome, content, day, has_file, named_content, schema, shell_word};
use crate::output::create::{CreateError, create_file};
use crate::project::{Edition, Project};
use crate::record::Address;
use crate::record::kind::{HeadRule, Home, Kind};
use crate::record::locate::path_of;
use crate::record::suggest::nearest;
use crate::site::Settings;
use template::Template;

mod template;

/// Begin a new record: a file in its place, with every field explained
///
/// Writes a file with the fields that a record of this kind must have, and with all others as notes beside what they
/// mean. Nothing is ever written over. The new record is a draft: it is not published before you take out the line
/// `draft = true`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook new organisation leeds-teaching-hospitals
  handbook new forum larkmoor/quality-committee          the terms of reference of a committee
  handbook new decision larkmoor/2026-04-14-vascular     a decision of that day
  handbook explain                                       lists all kinds of record")]
pub(super) struct Arguments {
    /// What kind of record it is, such as organisation, collaborative, forum or decision
    kind: String,
    /// The name of the new file: lower-case letters, digits and hyphens, after the collaborative's name where it belongs to one
    id: Option<String>,
    /// The folder with the records [default: `content`, or this folder where it holds handbook.toml]
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// With room for text below the fields, for a kind that needs none
    #[arg(long)]
    prose: bool,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let kind = words::kind_or_why(&arguments.kind)?;
    let root = content(arguments.content);
    let today = day(None);
    let edition = Project::new(&root, today, Settings::default()).edition()?;
    let address = address(kind, arguments.id.as_deref().unwrap_or(""), &edition)?;
    let with_prose = arguments.prose || is_text(kind);
    let path = path_of(kind, &address, with_prose);
    refuse_other(kind, &address, &root)?;
    let text = text(kind, &address, &path, with_prose, &edition, &root, today);
    create_file(&root.join(&path), &text).map_err(|error| match error {
        CreateError::Exists(path) => taken(&path),
        error => error.into(),
    })?;
    print(&next(kind, &root, &path))?;
    Ok(Outcome::Done)
}

/// Whether records of this kind are texts, rather than lists of fields.
fn is_text(kind: Kind) -> bool {
    match kind {
        Kind::Purpose
        | Kind::Governance
        | Kind::Forum
        | Kind::Agreement
        | Kind::Decision
        | Kind::Document
        | Kind::Policy
        | Kind::Page => true,
        Kind::Handbook
        | Kind::Collaborative
        | Kind::Delegations
        | Kind::Meetings
        | Kind::Organisation
        | Kind::Area
        | Kind::Person
        | Kind::Function
        | Kind::Glossary
        | Kind::Vocabulary => false,
    }
}

fn address(kind: Kind, word: &str, edition: &Edition) -> Result<Address, Trouble> {
    let address = words::address(kind, word).map_err(|misnamed| match misnamed {
        Misnamed::Form => wrong_form(kind, word, edition),
        Misnamed::Id { why, way_out, better } if better.is_empty() => Trouble::new(why).way_out(way_out),
        Misnamed::Id { why, better, .. } => Trouble::new(why).way_out(format!("type: handbook new {kind} {better}")),
    })?;
    let Some(collaborative) = &address.collaborative else { return Ok(address) };
    let known = collaboratives(edition);
    if known.iter().any(|known| known == &**collaborative) {
        return Ok(address);
    }
    let trouble = Trouble::new(format!("there is no collaborative `{collaborative}` in this handbook"));
    Err(match nearest(collaborative, known.iter().map(String::as_str)) {
        Some(near) => {
            let meant = word.replacen(&**collaborative, near, 1);
            trouble.way_out(format!("did you mean `{near}`? Then type: handbook new {kind} {meant}"))
        }
        None => trouble.way_out(format!("begin it first: handbook new collaborative {collaborative}")),
    })
}

fn wrong_form(kind: Kind, word: &str, edition: &Edition) -> Trouble {
    let known = collaboratives(edition);
    let only = known.first().map_or("larkmoor", String::as_str);
    let last = word.rsplit('/').next().filter(|last| !last.is_empty());
    let (what, example) = match kind.home() {
        Home::Root(name) => (format!("there is one {name} in a handbook, so it has no name of its own"), String::new()),
        Home::Part(_) if kind == Kind::Collaborative => {
            ("a collaborative needs one name, for its folder".to_owned(), last.unwrap_or("larkmoor").to_owned())
        }
        Home::Part(name) => {
            (format!("a collaborative has one file `{name}`: name the collaborative that it belongs to"), only.to_owned())
        }
        Home::PartFolder(_) => (
            format!("{} belongs to a collaborative: name both, with a slash between them", kind.with_article()),
            format!("{only}/{}", last.unwrap_or(example_id(kind))),
        ),
        Home::Folder(_) => {
            (format!("{} needs one name, for its file", kind.with_article()), last.unwrap_or(example_id(kind)).to_owned())
        }
    };
    let trouble = Trouble::new(what).way_out(format!("type it like this: handbook new {kind} {example}").trim_end().to_owned());
    match kind.home() {
        Home::Part(_) | Home::PartFolder(_) if kind != Kind::Collaborative && known.len() > 1 => {
            trouble.way_out(format!("the collaboratives of this handbook are {}", list(known.iter().map(String::as_str))))
        }
        _ => trouble,
    }
}

fn example_id(kind: Kind) -> &'static str {
    match kind {
        Kind::Forum => "quality-committee",
        Kind::Agreement => "memorandum-of-understanding",
        Kind::Decision => "2026-04-14-vascular-services",
        Kind::Document => "work-programme",
        Kind::Organisation => "leeds-teaching-hospitals",
        Kind::Area => "west-yorkshire",
        Kind::Person => "alex-example",
        Kind::Function => "vascular-services",
        Kind::Policy => "standing-orders",
        _ => "contact",
    }
}

fn collaboratives(edition: &Edition) -> Vec<String> {
    edition.model.of_kind(Kind::Collaborative).map(|(_, record)| record.address.id.to_string()).collect()
}

/// A record stands once, as `.toml` or as `.md`.
fn refuse_other(kind: Kind, address: &Address, root: &Path) -> Result<(), Trouble> {
    let standing = [false, true].into_iter().map(|prose| root.join(path_of(kind, address, prose))).find(|path| has_file(path));
    standing.map_or(Ok(()), |path| Err(taken(&path)))
}

fn taken(path: &Path) -> Trouble {
    Trouble::new(format!("`{}` is there already, and nothing is written over it", path.display()))
        .way_out("open that file, or choose another name")
}

fn text(kind: Kind, address: &Address, path: &str, prose: bool, edition: &Edition, root: &Path, today: Date) -> String {
    let model = &edition.model;
    let collaborative = address.collaborative.as_deref().and_then(|id| model.find(Kind::Collaborative, id));
    let jurisdiction = collaborative.map_or(model.jurisdiction(), |id| model.jurisdiction_of(model.record(id)));
    let vocabulary = model.vocabulary(jurisdiction);
    let template = Template::new(kind, address, vocabulary, today);
    if prose {
        return template.with_prose();
    }
    let has_schema = has_file(&root.join(schema::FOLDER).join(schema::file_name(kind)));
    let first = if has_schema { format!("{}\n", schema::line(kind, path)) } else { String::new() };
    format!("{first}{}", template.fields())
}

fn next(kind: Kind, root: &Path, path: &str) -> String {
    let named = named_content(root);
    let path = shell_word(&root.join(path));
    let path = path.trim_start_matches("./");
    let show = match kind.head() {
        HeadRule::None => ("", "shows what changes by it"),
        HeadRule::Named | HeadRule::Unnamed => {
            (" --drafts", "shows it: it is a draft, and published once you take out `draft = true`")
        }
    };
    let commands =
        [(format!("handbook check{named}"), "looks for mistakes"), (format!("handbook serve{named}{}", show.0), show.1)];
    let longest = commands.iter().map(|(command, _)| command.len()).max().unwrap_or(0);
    let lines =
        commands.iter().map(|(command, does)| format!("  {}{}   {does}\n", typed(command), " ".repeat(longest - command.len())));
    format!("Wrote {path}\n\nOpen it in a text editor and fill in what you know. Then:\n{}", lines.collect::<String>())
}
