//! The command line: one file per verb. Reads words, prints words, decides the exit code.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

mod check;

/// Publish how collaboratives are governed: who may decide what, up to what amount, and where that is written.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Look for mistakes and write nothing.
    Check(check::Arguments),
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
}

/// Runs the program with the words of the command line.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.verb {
        Verb::Check(arguments) => check::run(arguments),
    };
    let outcome = outcome.unwrap_or_else(|error| {
        complain(&error.to_string());
        Outcome::CouldNotRun
    });
    ExitCode::from(match outcome {
        Outcome::Done => 0,
        Outcome::Denied => 1,
        Outcome::CouldNotRun => 2,
    })
}

/// What a verb could not do, in words for the terminal.
type Trouble = Box<dyn std::error::Error>;

/// Prints to standard output; a reader that has left is no mistake.
fn print(text: &str) {
    let mut output = anstream::stdout().lock();
    let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}

/// Prints to standard error.
fn complain(text: &str) {
    let mut output = anstream::stderr().lock();
    let _ = writeln!(output, "error: {text}");
}

/// The content folder where none is named: `content`, or the folder we are in where that is a handbook itself.
fn content(named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| {
        let here = PathBuf::from(".");
        if here.join("handbook.toml").exists() { here } else { PathBuf::from("content") }
    })
}

/// The day for which to answer: the one asked for, that of `SOURCE_DATE_EPOCH`, or today.
#[allow(clippy::disallowed_methods, reason = "the one place where the clock is read")]
fn day(as_of: Option<Date>) -> Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let fixed =
        epoch.and_then(|seconds| Timestamp::from_second(seconds).ok()).map(|moment| TimeZone::UTC.to_datetime(moment).date());
    as_of.or(fixed).unwrap_or_else(|| TimeZone::system().to_datetime(Timestamp::now()).date())
}

fn terminal_style() -> crate::diagnostic::human::Style {
    let color = std::io::stdout().is_terminal();
    crate::diagnostic::human::Style { color, ..Default::default() }
}
