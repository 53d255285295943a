//! Mailboxes and telephone numbers in a text. Knows nothing of whose they are.

use std::ops::Range;

/// A way to reach somebody, where a text gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A mailbox, as written.
    Mailbox(String),
    /// A telephone number: its digits, after `+` where it begins with that.
    Telephone(String),
}

/// The fewest and the most digits of a telephone number.
pub const DIGITS: std::ops::RangeInclusive<usize> = 9..=15;

/// The ways that a text gives, with where in it each stands, in their order.
pub fn find(text: &str) -> Vec<(Way, Range<usize>)> {
    let mut found: Vec<(Way, Range<usize>)> = Vec::new();
    for (at, _) in text.match_indices('@') {
        found.extend(mailbox(text, at).map(|range| (Way::Mailbox(text[range.clone()].to_owned()), range)));
    }
    found.extend(telephones(text));
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// The mailbox around an `@`.
fn mailbox(text: &str, at: usize) -> Option<Range<usize>> {
    let is_local = |letter: char| letter.is_alphanumeric() || "._%+-".contains(letter);
    let is_domain = |letter: char| letter.is_alphanumeric() || ".-".contains(letter);
    let start = text[..at]
        .rfind(|letter| !is_local(letter))
        .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
    let after = &text[at + 1..];
    let length = after.find(|letter| !is_domain(letter)).unwrap_or(after.len());
    let domain = after[..length].trim_end_matches(['.', '-']);
    (start < at && domain.contains('.')).then(|| start..at + 1 + domain.len())
}

fn telephones(text: &str) -> Vec<(Way, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = 0;
    // What begins one is one byte, and so is looked for among bytes.
    let begins = |byte: &u8| *byte == b'+' || byte.is_ascii_digit();
    while let Some(start) = text.as_bytes()[at..].iter().position(begins).map(|next| at + next) {
        let part = |letter: char| letter.is_ascii_digit() || " ().-\u{a0}".contains(letter);
        let first = text[start..].chars().next().map_or(1, char::len_utf8);
        let length = first + text[start + first..].find(|letter| !part(letter)).unwrap_or(text.len() - start - first);
        let written = text[start..start + length].trim_end_matches(|letter: char| !letter.is_ascii_digit());
        let digits: String = written.chars().filter(|letter| letter.is_ascii_digit() || *letter == '+').collect();
        let within =
            text[..start].chars().next_back().is_some_and(|letter| letter.is_alphanumeric() || "/=_-#.".contains(letter));
        let begins = digits.starts_with('+') || digits.starts_with('0');
        if begins && !within && DIGITS.contains(&digits.trim_start_matches('+').len()) {
            found.push((Way::Telephone(digits), start..start + written.len()));
        }
        at = start + length;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mailboxes_and_numbers_are_found_where_they_stand() {
        let text = "Write to <a.b@example.org>, or call (020) 7946 0000 or +44 7700 900123. Version 2025-04-01, £10,000, files/07700900123.pdf";
        let found: Vec<String> = find(text).into_iter().map(|(_, range)| text[range].to_owned()).collect();
        assert_eq!(found, ["a.b@example.org", "020) 7946 0000", "+44 7700 900123"]);
        assert!(find("@handle, a@b, Kâ@").is_empty());
    }
}
