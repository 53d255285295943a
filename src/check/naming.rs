//! How messages cut long lists of names, and when two names are the same and borne at the same time.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::words::list;
use crate::record::date::During;
use crate::record::id;

/// The first `most` of several words in a row, and how many more there are: `one, two and 3 more`.
pub(super) fn first_of(words: &[String], most: usize) -> String {
    if words.len() <= most + 1 {
        return list(words);
    }
    let rest = format!("{} more", words.len() - most);
    list(words[..most].iter().chain([&rest]))
}

/// A name without what writers vary: capitals, accents, punctuation, `&` for `and`, an article before it.
pub(super) fn key(name: &str) -> String {
    let name = name.replace('&', " and ");
    let words: Vec<String> = name.split_whitespace().map(id::suggestion).filter(|word| !word.is_empty()).collect();
    let words = words.strip_prefix(&["the".to_owned()]).unwrap_or(&words);
    // Names in letters that ids do not have are compared as they are.
    if words.is_empty() { name.to_lowercase() } else { words.join(" ") }
}

/// Where the words of a text stand, whatever is between them; `&` is one.
pub(super) fn words(text: &str) -> Words<'_> {
    words_from(text, 0)
}

/// Where the words of a text stand from a place on.
pub(super) fn words_from(text: &str, at: usize) -> Words<'_> {
    Words { text, at }
}

/// Goes from word to word.
#[derive(Clone)]
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl Words<'_> {
    /// The letter at a place, and its length; most are one byte, which is worth knowing in texts of megabytes.
    fn letter(&self, at: usize) -> Option<(char, usize)> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte.is_ascii() {
            return Some((char::from(byte), 1));
        }
        let letter = self.text[at..].chars().next()?;
        Some((letter, letter.len_utf8()))
    }

    fn skip(&mut self, passes: impl Fn(char) -> bool) {
        while let Some((_, length)) = self.letter(self.at).filter(|(letter, _)| passes(*letter)) {
            self.at += length;
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        self.skip(|letter| !letter.is_alphanumeric() && letter != '&');
        let start = self.at;
        let (letter, length) = self.letter(start)?;
        self.at += length;
        if letter != '&' {
            self.skip(|letter| letter.is_alphanumeric() || matches!(letter, '\'' | '’'));
        }
        Some(start..self.at)
    }
}

/// A word in the one form in which it is compared: as written, but `'` for `’` and `and` for `&`.
pub(super) fn plain(word: &str) -> Cow<'_, str> {
    match word {
        "&" => Cow::Borrowed("and"),
        word if word.is_ascii() => Cow::Borrowed(word),
        word => Cow::Owned(word.replace('’', "'")),
    }
}

/// Whether two times certainly have days in common: where dates are known in part, whatever they mean.
pub(super) fn at_the_same_time(one: During, other: During) -> bool {
    let may_end_before =
        |one: During, other: During| matches!((one.to, other.from), (Some(to), Some(from)) if to.first_day() <= from.last_day());
    !may_end_before(one, other) && !may_end_before(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_whatever_their_dress() {
        assert_eq!(key("The Hôpital of Rye & Hythe, NHS Trust"), key("Hopital of Rye and Hythe NHS trust"));
        assert_ne!(key("North NHS Trust"), key("North NHS Foundation Trust"));
        assert_eq!(key("Ἀσκληπιεῖον"), "ἀσκληπιεῖον");
    }

    #[test]
    fn words_are_found_whatever_is_between_them() {
        let text = "“St George’s” &\nRye-Hythe, é1";
        let found: Vec<Cow<'_, str>> = words(text).map(|word| plain(&text[word])).collect();
        assert_eq!(found, ["St", "George's", "and", "Rye", "Hythe", "é1"]);
        assert_eq!(words(" — ").next(), None);
    }

    #[test]
    fn long_lists_are_cut() {
        let words: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!(first_of(&words, 3), "a, b, c and 2 more");
        assert_eq!(first_of(&words[..4], 3), "a, b, c and d");
    }
}
