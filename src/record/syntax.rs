//! What is wrong with TOML as such, in words for people who never heard of it.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Report};
use crate::span::{Place, Span};

mod case;
mod readings;

use case::Case;
use readings::READINGS;

/// What is told of a syntax error.
#[derive(Debug, Default)]
struct Told {
    /// What to mark; the error's own place where nothing is said.
    place: Option<Span>,
    /// What is wrong.
    message: String,
    /// The way out.
    hint: String,
    /// Another place that belongs to it.
    related: Option<(Span, &'static str)>,
    /// What cannot be relied on because of it: its line where nothing is said, nothing where the span is empty.
    doubtful: Option<Span>,
}

impl Told {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Told {
        Told { message: message.into(), hint: hint.into(), ..Told::default() }
    }

    fn at(self, place: Span) -> Told {
        Told { place: Some(place), ..self }
    }

    fn related(self, place: Option<Span>, label: &'static str) -> Told {
        Told { related: place.map(|place| (place, label)), ..self }
    }

    fn doubting(self, doubtful: Span) -> Told {
        Told { doubtful: Some(doubtful), ..self }
    }
}

/// How many mistakes of one file are told: whoever has mended these looks again, and a file with more of them is none of ours.
const MOST: usize = 100;

/// Reports syntax errors and returns what cannot be relied on because of them: whatever else is found there would only follow from
/// the error.
pub fn report(errors: &[toml::de::Error], path: &Arc<str>, text: &str, report: &mut Report) -> Vec<Span> {
    let mut doubtful: Vec<Span> = Vec::new();
    // Bytes that are no text, and fields that are not told from prose, were said before: what they lead to is not.
    let said = |check: &str| report.iter().any(|finding| finding.check == check && finding.place.path == *path);
    let (is_not_text, is_unclosed) = (said("file/not-utf8"), said("file/front-matter"));
    let mut conflicts = false;
    let mut told = 0;
    for error in errors {
        let span = within(text, error.span().unwrap_or_default());
        let case = Case::new(text, path, span, error.message());
        if told >= MOST || doubtful.len() >= MOST {
            let rest = Span::new(case.line_start()..text.len());
            if !is_not_text {
                report.add(
                    Diagnostic::error("toml/syntax", Place::new(path, case.line_span()), "from here on this file was not read")
                        .hint(format!("mend the {MOST} places above first")),
                );
            }
            doubtful.push(rest);
            break;
        }
        if doubtful.iter().any(|doubt| touches(*doubt, case.line_span())) {
            continue;
        }
        if is_not_text && case.line().contains([char::REPLACEMENT_CHARACTER, '\0']) {
            doubtful.push(case.line_span());
            continue;
        }
        if is_unclosed && !case.line().contains('=') {
            doubtful.push(Span::new(case.line_start()..text.len()));
            continue;
        }
        if case.is_conflict_mark() && std::mem::replace(&mut conflicts, true) {
            doubtful.push(case.line_span());
            continue;
        }
        let reading = READINGS.iter().find_map(|reading| reading(&case)).unwrap_or_else(|| readings::unknown(&case));
        told += 1;
        doubtful.extend(Some(reading.doubtful.unwrap_or(case.line_span())).filter(|doubt| doubt.start < doubt.end));
        let place = Place::new(path, reading.place.unwrap_or(span));
        let mut finding = Diagnostic::error("toml/syntax", place, reading.message).hint(reading.hint);
        if let Some((place, label)) = reading.related {
            finding = finding.related(Place::new(path, place), label);
        }
        report.add(finding);
    }
    doubtful
}

/// A place in the text: an error at its very end is told at the last line that says something.
fn within(text: &str, range: std::ops::Range<usize>) -> Span {
    let start = text.floor_char_boundary(range.start.min(text.trim_end().len()));
    Span::new(start..range.end.clamp(start, text.len()))
}

/// Whether two places share a line's end or more.
fn touches(one: Span, other: Span) -> bool {
    one.start <= other.end && other.start <= one.end
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    fn read(path: &str, text: &str) -> Vec<String> {
        let mut findings = Report::default();
        report(&DeTable::parse_recoverable(text).1, &path.into(), text, &mut findings);
        findings.sorted().into_iter().map(|finding| format!("{} [{}]", finding.message, finding.hints.join(" | "))).collect()
    }

    #[test]
    fn mistakes_are_told_in_words_of_their_own() {
        let told = |text: &str| read("a.toml", text).join("\n");
        assert_eq!(told("name = Marl Hospitals\n"), "text stands between quotation marks [write `name = \"Marl Hospitals\"`]");
        assert_eq!(told("from = 2025-02-30\n"), "there is no day 2025-02-30 [that month has 28 days]");
        assert_eq!(told("a = [{ from = 2025-13-01 }]\n"), "there is no month 13 in `2025-13-01` [months are 01 to 12]");
        assert!(told("limit = £500,000\n").contains("write `limit = 500_000`"), "{}", told("limit = £500,000\n"));
        assert!(told("name: \"Marl\"\n").contains("write `name = \"Marl\"`"));
        assert!(told("a = [\"b\"\nc = 1\n").contains("the list that begins here is not closed"));
        assert!(told("a = \"\"\"\nb = 1\n").contains("never ends"));
    }

    #[test]
    fn of_very_many_mistakes_the_first_are_told_and_where_reading_ended() {
        for line in ["= \n", "a = 1\n", "[a.b]\n"] {
            let told = read("a.toml", &line.repeat(5_000));
            assert_eq!(told.len(), MOST + 1, "{line}");
            assert!(told.iter().any(|told| told.contains("from here on this file was not read")), "{told:?}");
        }
    }

    #[test]
    fn no_message_is_the_parsers_and_each_has_a_way_out() {
        let lines = [
            "=",
            "a.b.c",
            "a = {",
            "a = [,]",
            "[[a]",
            "a = '",
            "\"a\" b",
            "a = 1e",
            "a = 0x",
            "a = \"\\q\"",
            "[]",
            "a = 1979-",
            "é = 1",
        ];
        for line in lines {
            for told in read("a.toml", &format!("x = 1\n{line}\ny = 2\n")) {
                assert!(!told.contains("expected") && !told.ends_with("[]"), "{line}: {told}");
            }
        }
    }
}
