//! What `handbook check` looks for.

use super::markdown;
use crate::check::explanation::{self, Example};
use crate::check::{CHECKS, Check, Pack};
use crate::cli::terminal::{bold, faint, typed, wrap};
use crate::diagnostic::Severity;
use crate::record::walk::label;

/// All checks, by subject.
pub(super) fn list(width: usize) -> String {
    let mut text = format!("{}\n", bold("All that `handbook check` looks for"));
    let mut subject = "";
    for check in CHECKS {
        if subject_of(check) != subject {
            subject = subject_of(check);
            let title = if subject == "toml" { "TOML".to_owned() } else { label(subject) };
            text.push_str(&format!("\n{}\n", bold(title)));
        }
        text.push_str(&line(check, width));
    }
    text.push_str(&format!("\nMore of one: {}\n", typed("handbook explain quorum/out-of-reach")));
    text
}

/// The checks of one subject; `None` where there is none of that name.
pub(super) fn subject(name: &str, width: usize) -> Option<String> {
    let lines: String = CHECKS.iter().filter(|check| subject_of(check) == name).map(|check| line(check, width)).collect();
    (!lines.is_empty()).then(|| format!("{}\n\n{lines}", bold(format!("Checks about: {name}"))))
}

/// The one check whose name ends so, such as `out-of-reach`.
pub(super) fn by_last_part(name: &str) -> Option<&'static Check> {
    let mut found = CHECKS.iter().filter(|check| check.name.rsplit('/').next() == Some(name));
    found.next().filter(|_| found.next().is_none())
}

/// One check: what is wrong, why that matters, what to do, with examples.
pub(super) fn one(check: &Check, width: usize) -> String {
    let explanation = explanation::read(check.text);
    let mut text = format!("{}\n", bold(&explanation.title));
    text.push_str(&format!("{}\n\n", faint(format!("{}: {}, {}", check.name, matters(check), place(check.pack)))));
    text.push_str(&markdown::render(&explanation.prose, width));
    text.push_str(&examples("This is found", &explanation.finds, width));
    text.push_str(&examples("This is not", &explanation.passes, width));
    if check.run.is_none() {
        // What cannot be read cannot be accepted either.
        return text;
    }
    text.push_str(&format!("\n{}\n\n", bold("To accept it for a time, write in handbook.toml")));
    let until = "[[checks.allow]]\ncheck = \"{}\"\nsubject = \"…\"   # the record, such as forum:larkmoor/joint-committee\nreason = \"…\"\nuntil = 2027-03-31\n";
    text.push_str(&indented(&until.replace("{}", check.name)));
    text
}

fn examples(title: &str, examples: &[Example], width: usize) -> String {
    let mut text = String::new();
    for (number, example) in examples.iter().enumerate() {
        let heading = if number == 0 { format!("\n{}\n", bold(title)) } else { String::new() };
        text.push_str(&heading);
        if !example.caption.is_empty() {
            text.push('\n');
            text.push_str(&markdown::render(&example.caption, width));
        }
        for (path, file) in &example.files {
            text.push_str(&format!("\n  {}\n\n{}", faint(path), indented(file)));
        }
    }
    text
}

/// The lines of a file, set in.
pub(super) fn indented(file: &str) -> String {
    file.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

fn line(check: &Check, width: usize) -> String {
    let title = explanation::read(check.text).title;
    let about = format!("{title} ({})", check.severity.word());
    let gap = " ".repeat(34usize.saturating_sub(check.name.len()).max(2));
    wrap(&about, width, &format!("  {}{gap}", typed(check.name)), &" ".repeat(36))
}

/// How much a check's findings matter.
fn matters(check: &Check) -> &'static str {
    match check.severity {
        Severity::Error => "an error, which stops a build",
        Severity::Warning => "a warning",
        Severity::Advice => "advice",
    }
}

fn subject_of(check: &Check) -> &'static str {
    check.name.split('/').next().unwrap_or(check.name)
}

fn place(pack: Pack) -> String {
    match pack {
        Pack::Everywhere => "in every jurisdiction".to_owned(),
        Pack::Only(jurisdictions) => {
            let words: Vec<String> = jurisdictions.iter().map(|jurisdiction| label(jurisdiction.word())).collect();
            format!("in the law of {}", words.join(", "))
        }
    }
}
