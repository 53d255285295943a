//! Where a sorted list of words is cut into parts. Cuts stand at fixed places of the alphabet, so that a word that comes or goes changes
//! one part: a part that has grown too large becomes two, and the others stay as they are.

use std::ops::Range;

/// A part: the words of a range, and the bound below which none of them lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The first word that could stand in it; empty for the first part.
    pub bound: String,
    /// Which of the words stand in it.
    pub words: Range<usize>,
}

/// Cuts sorted words, each with its size in bytes, into parts of at most `most` bytes; a single larger word is a part of its own.
pub fn split(words: &[(&str, usize)], most: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let cutter = Cutter { words, most };
    cutter.cut(0..words.len(), &Prefix { letters: String::new(), depth: 0, from: 0, size: LETTERS }, &mut parts);
    parts
}

/// The name of a part's file: the bound, with letters beyond ASCII as numbers.
pub fn name(bound: &str) -> String {
    let mut name = String::new();
    for letter in bound.chars() {
        if letter.is_ascii_alphanumeric() {
            name.push(letter);
        } else {
            name.push_str(&format!("-{:x}-", u32::from(letter)));
        }
    }
    if name.is_empty() { "0".to_owned() } else { name }
}

/// So many letters there are, and a little more: a power of two.
const LETTERS: u32 = 1 << 21;

struct Cutter<'w> {
    words: &'w [(&'w str, usize)],
    most: usize,
}

/// Words that begin alike, and then with one of `size` letters from `from` on. No letter counts as the first of all.
struct Prefix {
    letters: String,
    depth: usize,
    from: u32,
    size: u32,
}

impl Cutter<'_> {
    fn cut(&self, range: Range<usize>, prefix: &Prefix, parts: &mut Vec<Part>) {
        if range.is_empty() {
            return;
        }
        let bytes: usize = self.words[range.clone()].iter().map(|(_, size)| size).sum();
        let only_end = prefix.size == 1 && prefix.from == 0;
        if bytes <= self.most || range.len() == 1 || only_end {
            parts.push(Part { bound: prefix.bound(), words: range });
            return;
        }
        if prefix.size == 1 {
            let next = char::from_u32(prefix.from).map(String::from).unwrap_or_default();
            let letters = format!("{}{next}", prefix.letters);
            return self.cut(range, &Prefix { letters, depth: prefix.depth + 1, from: 0, size: LETTERS }, parts);
        }
        let half = prefix.size / 2;
        let middle = prefix.from + half;
        let words = &self.words[range.clone()];
        let at = range.start + words.partition_point(|(word, _)| letter(word, prefix.depth) < middle);
        let halves = [(range.start..at, prefix.from), (at..range.end, middle)];
        for (range, from) in halves {
            self.cut(range, &Prefix { letters: prefix.letters.clone(), depth: prefix.depth, from, size: half }, parts);
        }
    }
}

impl Prefix {
    /// The first word that could stand here. Words are made of digits and small letters where they are of ASCII, so that a cut between
    /// those stands before the first of them.
    fn bound(&self) -> String {
        let first = match self.from {
            0 => return self.letters.clone(),
            1..=0x30 => '0',
            0x3a..=0x61 => 'a',
            other => char::from_u32(other).unwrap_or('\u{fffd}'),
        };
        format!("{}{first}", self.letters)
    }
}

/// The letter of a word at a place, as a number; 0 where it has ended.
fn letter(word: &str, at: usize) -> u32 {
    word.chars().nth(at).map_or(0, u32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(words: &[&str], most: usize) -> Vec<(String, Vec<String>)> {
        let sized: Vec<(&str, usize)> = words.iter().map(|word| (*word, 10)).collect();
        let owned = |part: Part| (part.bound, words[part.words].iter().map(|word| (*word).to_owned()).collect());
        split(&sized, most).into_iter().map(owned).collect()
    }

    /// The part in which the reader's browser looks for a word: the last whose bound is not after it.
    fn looked_up(parts: &[(String, Vec<String>)], word: &str) -> Vec<String> {
        parts.iter().rfind(|(bound, _)| bound.as_str() <= word).map(|(_, words)| words.clone()).unwrap_or_default()
    }

    #[test]
    fn a_small_list_is_one_part() {
        assert_eq!(parts(&["a", "b"], 100), [(String::new(), vec!["a".to_owned(), "b".to_owned()])]);
        assert_eq!(parts(&[], 100), []);
    }

    #[test]
    fn every_word_is_in_the_part_where_it_is_looked_for() {
        let mut words: Vec<String> =
            ["", "0", "2006", "65z5", "é", "правление", "委員会", "𝔟oard", "zz"].map(str::to_owned).to_vec();
        for first in ["b", "bo", "boa", "c", "com", "comm", "t", "tr"] {
            words.extend(('a'..='z').map(|letter| format!("{first}{letter}")));
            words.push(first.to_owned());
        }
        words.sort();
        words.dedup();
        let words: Vec<&str> = words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        for most in [10, 25, 60, 200] {
            let parts = parts(&words, most);
            for word in &words {
                assert!(looked_up(&parts, word).iter().any(|own| own == word), "{word} at {most}: {parts:?}");
            }
            assert!(parts.iter().all(|(_, own)| own.len() * 10 <= most), "{parts:?}");
            let names: std::collections::BTreeSet<String> = parts.iter().map(|(bound, _)| name(bound)).collect();
            assert_eq!(names.len(), parts.len(), "{parts:?}");
        }
    }

    #[test]
    fn a_word_that_comes_changes_one_part() {
        let words: Vec<String> = ('a'..='z').flat_map(|one| ('a'..='z').map(move |two| format!("{one}{two}"))).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let before = parts(&words, 300);
        let mut more = words.clone();
        more.push("boa");
        more.sort_unstable();
        let after = parts(&more, 300);
        let changed = after.iter().filter(|part| !before.contains(part)).count();
        assert!(changed <= 2, "{changed} of {} parts changed", after.len());
    }
}
