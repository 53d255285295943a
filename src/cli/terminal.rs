//! Words for the terminal: the only place that prints. A reader that has left, or a disk that is full, is never a panic.

use std::borrow::Cow;
use std::fmt::Display;
use std::io::{self, Write};

use crate::diagnostic;

/// Begins bold letters; without effect where the output is no terminal.
pub(super) const BOLD: &str = "\u{1b}[1m";
/// Begins fainter letters.
pub(super) const FAINT: &str = "\u{1b}[2m";
/// Begins letters in the colour of a word that is typed as it is.
pub(super) const TYPED: &str = "\u{1b}[36m";
/// Begins letters in the colour of an error.
pub(super) const RED: &str = "\u{1b}[1;31m";
/// Ends any of them.
pub(super) const PLAIN: &str = "\u{1b}[0m";

/// The widest that prose is set: longer lines are tiring to read.
const WIDEST_PROSE: usize = 100;

/// Prints what was asked for to standard output.
///
/// # Errors
/// Where it could not be written. A reader that has left, as `head` does, has all that it wanted.
pub(super) fn print(text: &str) -> Result<(), Trouble> {
    let mut output = anstream::stdout().lock();
    match output.write_all(harmless(text).as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Trouble::new(format!("cannot print the answer: {error}"))),
        _ => Ok(()),
    }
}

/// Tells of something beside what was asked for, on standard error. That it cannot be told stops nothing.
pub(super) fn tell(text: &str) {
    let mut output = anstream::stderr().lock();
    let _ = output.write_all(harmless(text).as_bytes()).and_then(|()| output.flush());
}

/// What a terminal may be told: of what it obeys, only colours are left as they are, since those are ours. All else that came with
/// somebody's words becomes visible.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_obeyed = |letter: char| !matches!(letter, '\n' | '\t') && diagnostic::is_treacherous(letter);
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_obeyed) {
        told.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match color(rest) {
            Some(end) => {
                told.push_str(&rest[..end]);
                end
            }
            None => {
                let letter = rest.chars().next().unwrap_or_default();
                told.extend(letter.escape_unicode());
                letter.len_utf8()
            }
        };
        rest = &rest[end..];
    }
    told.push_str(rest);
    Cow::Owned(told)
}

/// How long the colour is with which `text` begins; `None` where it begins with none.
fn color(text: &str) -> Option<usize> {
    let numbers = text.strip_prefix("\u{1b}[")?;
    let end = numbers.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    numbers[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
}

/// How many letters fit on a line of the terminal; `None` where there is no terminal.
pub(super) fn width() -> Option<usize> {
    terminal_size::terminal_size().map(|(terminal_size::Width(width), _)| usize::from(width).max(40))
}

/// How many letters of prose to set on a line.
pub(super) fn prose_width() -> usize {
    width().unwrap_or(WIDEST_PROSE).min(WIDEST_PROSE)
}

/// Why a verb could not do what was asked, with ways out.
#[derive(Debug)]
pub(super) struct Trouble {
    what: String,
    ways_out: Vec<String>,
}

impl Trouble {
    /// What could not be done: begins lower-case, ends without a full stop.
    pub(super) fn new(what: impl Into<String>) -> Trouble {
        Trouble { what: what.into(), ways_out: Vec::new() }
    }

    /// With a way out.
    pub(super) fn way_out(mut self, way_out: impl Into<String>) -> Trouble {
        self.ways_out.push(way_out.into());
        self
    }

    /// Tells it on standard error.
    pub(super) fn tell(&self) {
        let ways_out = self.ways_out.iter().map(|way_out| format!("{BOLD}hint{PLAIN}: {way_out}\n"));
        tell(&format!("{RED}error{PLAIN}: {}\n{}", self.what, ways_out.collect::<String>()));
    }
}

/// Everything that the edge cannot do says itself what to do about it.
impl<E: Display> From<E> for Trouble {
    fn from(error: E) -> Trouble {
        Trouble::new(error.to_string())
    }
}

/// `word` in the colour of what is typed as it is.
pub(super) fn typed(word: impl Display) -> String {
    format!("{TYPED}{word}{PLAIN}")
}

/// `words` in bold letters.
pub(super) fn bold(words: impl Display) -> String {
    format!("{BOLD}{words}{PLAIN}")
}

/// `words` in fainter letters.
pub(super) fn faint(words: impl Display) -> String {
    format!("{FAINT}{words}{PLAIN}")
}

/// `words` on lines of at most `width` letters, the first after `first` and the others after `other`.
pub(super) fn wrap(words: &str, width: usize, first: &str, other: &str) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    let mut is_empty = true;
    for word in words.split_whitespace() {
        if !is_empty && letters(&line) + 1 + letters(word) > width {
            lines.push_str(line.trim_end());
            lines.push('\n');
            line = other.to_owned();
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    lines.push_str(line.trim_end());
    lines.push('\n');
    lines
}

/// How many letters are seen, colours left out.
pub(super) fn letters(text: &str) -> usize {
    let mut count = 0;
    let mut is_escape = false;
    for letter in text.chars() {
        match (is_escape, letter) {
            (false, '\u{1b}') => is_escape = true,
            (false, _) => count += 1,
            (true, 'm') => is_escape = false,
            (true, _) => {}
        }
    }
    count
}

/// `1 record`, `2 records`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_wrapped_by_what_is_seen_of_them() {
        let words = format!("a {} long {}", bold("rather"), typed("line"));
        assert_eq!(letters(&words), "a rather long line".len());
        assert_eq!(wrap("one two three", 9, "- ", "  "), "- one two\n  three\n");
        assert_eq!(wrap("", 9, "", ""), "\n");
    }

    #[test]
    fn a_terminal_obeys_nothing_but_colours() {
        let told = harmless("\u{1b}[1;31mred\u{1b}[0m \u{1b}]0;title\u{7} \u{9b}2J \u{1b}[2J a\u{202e}b\tc\n");
        assert_eq!(told, "\u{1b}[1;31mred\u{1b}[0m \\u{1b}]0;title\\u{7} \\u{9b}2J \\u{1b}[2J a\\u{202e}b\tc\n");
        assert_eq!(harmless(&bold("é")), bold("é"));
        assert_eq!(harmless("\u{1b}["), "\\u{1b}[");
    }
}
