//! How messages list what they name, and when two names are the same and borne at the same time.

use std::ops::Range;

use crate::record::date::During;
use crate::record::id;

/// Words in a row: `one`, `one and two`, `one, two and three`.
pub(super) fn listed<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

/// The first `most` of several words in a row, and how many more there are: `one, two and 3 more`.
pub(super) fn first_of(words: &[String], most: usize) -> String {
    if words.len() <= most + 1 {
        return listed(words);
    }
    let rest = format!("{} more", words.len() - most);
    listed(&[&words[..most], &[rest]].concat())
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
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(|letter: char| letter.is_alphanumeric() || letter == '&')?;
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '\'' | '’');
        let length = text[start..].find(|letter: char| !is_part(letter)).unwrap_or(text.len() - start);
        at = start + length.max(1);
        Some(start..at)
    })
}

/// Whether two words are the same: as written, but for the form of an apostrophe, and `&` for `and`.
pub(super) fn is_same_word(one: &str, other: &str) -> bool {
    let form = |word| match word {
        '’' => '\'',
        letter => letter,
    };
    let and = |word| if word == "&" { "and" } else { word };
    one == other || and(one).chars().map(form).eq(and(other).chars().map(form))
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
    fn long_lists_are_cut() {
        let words: Vec<String> = ["a", "b", "c", "d", "e"].map(str::to_owned).to_vec();
        assert_eq!(first_of(&words, 3), "a, b, c and 2 more");
        assert_eq!(first_of(&words[..4], 3), "a, b, c and d");
    }
}
