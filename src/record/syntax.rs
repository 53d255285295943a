//! What is wrong with TOML as such, in words for people who never heard of it.

use std::sync::Arc;

use super::date::PartialDate;
use crate::diagnostic::{Diagnostic, Report};
use crate::span::{Place, Span};

/// Reports syntax errors and returns their places.
pub fn report(errors: &[toml::de::Error], path: &Arc<str>, text: &str, report: &mut Report) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut lines: Vec<usize> = Vec::new();
    for error in errors {
        let span = Span::new(error.span().unwrap_or_default());
        let line = text.get(..text.floor_char_boundary(span.start as usize)).unwrap_or("").matches('\n').count();
        // A line that cannot be read often yields several errors: the first says it.
        let repeated = lines.contains(&line) && !error.message().contains("duplicate");
        spans.push(span);
        lines.push(line);
        if repeated {
            continue;
        }
        let (message, hint) = words(error.message(), line_at(text, span));
        report.add(Diagnostic::error("toml/syntax", Place::new(path, span), message).maybe_hint(hint));
    }
    spans
}

fn line_at(text: &str, span: Span) -> &str {
    let offset = text.floor_char_boundary(span.start as usize);
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap_or("")
}

fn words(message: &str, line: &str) -> (String, Option<String>) {
    if line.starts_with("<<<<<<<") || line.starts_with("=======") || line.starts_with(">>>>>>>") {
        return (
            "this file holds two versions that were never brought together".to_owned(),
            Some("keep the lines of one version, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`".to_owned()),
        );
    }
    if message.contains("duplicate key") {
        return (
            "this field is written twice".to_owned(),
            Some("keep one of the two; for several entries of the same sort use `[[…]]`".to_owned()),
        );
    }
    if message.contains("string") && line.matches('"').count() % 2 == 1 {
        return (
            "a quotation mark is missing".to_owned(),
            Some("text stands between two quotation marks on one line; for several lines use three of them".to_owned()),
        );
    }
    if message.contains("invalid date") || message.contains("invalid month") {
        let value = line.split_once('=').map_or("", |(_, value)| value.split('#').next().unwrap_or(value).trim());
        if let Err(flaw) = PartialDate::read(value) {
            return (flaw.message, Some(flaw.hint));
        }
    }
    if line.contains(['“', '”', '‘', '’']) {
        return (
            "these are typographic quotation marks, as word processors write them".to_owned(),
            Some("use straight ones: \"…\"".to_owned()),
        );
    }
    let bare = line.split_once('=').map(|(_, value)| value.trim());
    let quote = bare.filter(|value| !value.is_empty() && value.starts_with(|letter: char| letter.is_alphabetic()));
    let hint = match quote {
        Some(value) => Some(format!("text needs quotation marks: \"{}\"", value.trim_end_matches('"'))),
        None if line.contains(':') && !line.contains('=') => {
            Some("a field is written with an equals sign: `name = \"…\"`".to_owned())
        }
        None if bare == Some("") => Some("write a value after the equals sign, or remove the line".to_owned()),
        None if line.trim_start().starts_with('[') => {
            Some("a table begins with `[name]`, an entry of a list with `[[name]]`".to_owned())
        }
        None => None,
    };
    (format!("this line is not TOML: {message}"), hint)
}
