//! The command line: one file per verb. Reads words, prints words, decides the exit code.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::record::date::PartialDate;
use crate::source::HANDBOOK;
use crate::source::disk::DiskError;
use terminal::Trouble;

mod asked;
mod baseline;
mod build;
mod check;
mod compare;
mod completions;
mod coverage;
mod digest;
mod due;
mod explain;
mod impact;
mod init;
mod interruption;
mod load;
mod new;
mod organisation;
mod schema;
mod serve;
mod starter;
mod terminal;
mod who;
mod words;

/// Publish how collaboratives are governed: who may decide what, up to what amount, and where that is written.
///
/// You keep a folder of text files, one for each thing: a collaborative, a member, a committee's terms of reference, a
/// decision. handbook reads them, points out mistakes in plain words, and makes a website of them: pages that link to
/// each other, which any browser opens and any web server can publish. Your files stay as they are, and nothing leaves
/// this computer.
#[derive(Debug, Parser)]
#[command(name = "handbook", version, max_term_width = 100, after_help = FIRST_STEPS)]
#[command(arg_required_else_help = true, subcommand_required = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

const FIRST_STEPS: &str = "\
First steps:
  1. handbook init content     writes a small handbook into a new folder `content`
  2. handbook serve --open     shows it in your browser, and every change as you save it
  3. Open content/handbook.toml in any text editor and give the handbook your own title.
  4. handbook check            points out mistakes, and says how to mend each
  5. handbook build            makes the website, in the folder `public`

`handbook <COMMAND> --help` tells more of each command, with an example.";

#[derive(Debug, Subcommand)]
enum Verb {
    Init(init::Arguments),
    New(new::Arguments),
    Check(check::Arguments),
    Who(who::Arguments),
    Due(due::Arguments),
    Digest(digest::Arguments),
    Organisation(organisation::Arguments),
    Impact(impact::Arguments),
    Load(load::Arguments),
    Coverage(coverage::Arguments),
    Compare(compare::Arguments),
    Baseline(baseline::Arguments),
    Build(build::Arguments),
    Serve(serve::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// What was asked for is done.
    Done,
    /// There are findings that deny it.
    Denied,
    /// It could not run.
    CouldNotRun,
    /// It was interrupted by the signal of this number.
    Interrupted(u8),
}

/// Runs the program with the words of the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = start_threads().and_then(|()| run_verb(arguments.verb)).unwrap_or_else(|trouble| {
        trouble.tell();
        Outcome::CouldNotRun
    });
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Denied => 1,
        Outcome::CouldNotRun => 2,
        Outcome::Interrupted(signal) => interrupted(signal),
    })
}

/// The threads that reading and rendering are shared among. Begun by themselves, they would panic where the system refuses them.
fn start_threads() -> Result<(), Trouble> {
    let started = rayon::ThreadPoolBuilder::new().build_global();
    started.map_err(|error| Trouble::new(format!("cannot start: {error}")).way_out("end other programs, then try again"))
}

fn run_verb(verb: Verb) -> Result<Outcome, Trouble> {
    match verb {
        Verb::Init(arguments) => init::run(arguments),
        Verb::New(arguments) => new::run(arguments),
        Verb::Check(arguments) => check::run(arguments),
        Verb::Who(arguments) => who::run(arguments),
        Verb::Due(arguments) => due::run(arguments),
        Verb::Digest(arguments) => digest::run(arguments),
        Verb::Organisation(arguments) => organisation::run(arguments),
        Verb::Impact(arguments) => impact::run(arguments),
        Verb::Load(arguments) => load::run(arguments),
        Verb::Coverage(arguments) => coverage::run(arguments),
        Verb::Compare(arguments) => compare::run(arguments),
        Verb::Baseline(arguments) => baseline::run(arguments),
        Verb::Build(arguments) => build::run(arguments),
        Verb::Serve(arguments) => serve::run(arguments),
        Verb::Explain(arguments) => explain::run(arguments),
        Verb::Schema(arguments) => schema::run(arguments),
        Verb::Completions(arguments) => completions::run(arguments),
    }
}

/// The exit code of what a signal ended, as shells have it: 130 for Ctrl+C, 143 for a request to end.
fn interrupted(signal: u8) -> u8 {
    signal.saturating_add(128)
}

/// The content folder where none is named: this folder or one above it that holds a handbook, or else `content`.
fn content(named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| {
        let likely = [Path::new("."), Path::new("content"), Path::new(".."), Path::new("../.."), Path::new("../../..")];
        let found = likely.into_iter().find(|folder| holds_handbook(folder));
        found.unwrap_or(Path::new("content")).to_owned()
    })
}

/// Whether a handbook begins in a folder.
fn holds_handbook(folder: &Path) -> bool {
    HANDBOOK.iter().any(|name| has_file(&folder.join(name)))
}

/// Whether a file stands at `path`.
#[allow(clippy::disallowed_methods, reason = "only asks which folder is meant; what stands in it is read by src/source/disk.rs")]
fn has_file(path: &Path) -> bool {
    path.is_file()
}

/// How the content folder is named in a command for the author to type: empty where it need not be named.
fn named_content(folder: &Path) -> String {
    if content(None) == folder { String::new() } else { format!(" {}", shell_word(folder)) }
}

/// Why there is no handbook to work on; where none was named and one is near, that one is told.
fn no_handbook(error: DiskError, verb: &str) -> Trouble {
    let trouble = Trouble::new(error.to_string());
    match (&error, handbooks_here().as_slice()) {
        (DiskError::Missing(folder), [only]) if folder == Path::new("content") => {
            trouble.way_out(format!("or name the handbook that is here: handbook {verb} {}", shell_word(only)))
        }
        _ => trouble,
    }
}

/// The folders in this folder that hold a handbook.
#[allow(
    clippy::disallowed_methods,
    reason = "only asks which folder may be meant; what stands in it is read by src/source/disk.rs"
)]
fn handbooks_here() -> Vec<PathBuf> {
    let listed = std::fs::read_dir(".").into_iter().flatten().flatten();
    let folders = listed.map(|entry| PathBuf::from(entry.file_name()));
    let mut found: Vec<PathBuf> = folders.filter(|folder| holds_handbook(folder)).collect();
    found.sort();
    found
}

/// A path as one word of a command line.
fn shell_word(path: &Path) -> String {
    let word = path.to_string_lossy();
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./\\:~+@".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) { word.into_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// The day for which to answer: the one asked for, that of `SOURCE_DATE_EPOCH`, or today.
#[allow(clippy::disallowed_methods, reason = "the one place where the clock and the environment are read")]
fn day(as_of: Option<Date>) -> Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let fixed =
        epoch.and_then(|seconds| Timestamp::from_second(seconds).ok()).map(|moment| TimeZone::UTC.to_datetime(moment).date());
    as_of.or(fixed).unwrap_or_else(|| TimeZone::system().to_datetime(Timestamp::now()).date())
}

/// Reads a day as typed after `--as-of`.
fn read_day(text: &str) -> Result<Date, String> {
    match PartialDate::read(text) {
        Ok(PartialDate::Day(day)) => Ok(day),
        Ok(_) => Err("name one day, such as 2026-04-01".to_owned()),
        Err(flaw) if flaw.message.starts_with("there is no") => Err(format!("{}: {}", flaw.message, flaw.hint)),
        Err(_) => Err("write a day as 2026-04-01: year, month, day".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_day_is_read_or_the_way_to_write_it_is_said() {
        assert_eq!(read_day("2026-04-01"), Ok(Date::constant(2026, 4, 1)));
        assert_eq!(read_day("2026-02-30").unwrap_err(), "there is no day 2026-02-30: that month has 28 days");
        assert!(read_day("2026-04").is_err() && read_day("1 April").is_err());
    }

    #[test]
    fn a_path_is_one_word() {
        assert_eq!(shell_word(Path::new("my-handbook/content")), "my-handbook/content");
        assert_eq!(shell_word(Path::new("my handbook")), "'my handbook'");
    }
}
