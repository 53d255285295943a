//! Abbreviations in a text, and whether the text itself says what they stand for. Knows no glossary.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Abbreviation, span};

/// The longest that is taken for an abbreviation, in letters.
const LONGEST: usize = 8;

/// How far from an abbreviation its explanation is looked for, in bytes: so that no text takes long, whatever it holds.
const REACH: usize = 200;

/// What every reader knows, and words that are written large to stress them.
const EVERYDAY: [&str; 23] = [
    "AD", "ALL", "AM", "AND", "BC", "COVID", "EU", "IF", "MAY", "MUST", "NO", "NOT", "OK", "OR", "PDF", "PM", "SHALL", "SHOULD",
    "TV", "UK", "UN", "US", "USA",
];

/// Words behind which letters are a label and stand for nothing: the code RRD, level AA.
const LABELLED: [&str; 8] = ["band", "class", "code", "codes", "grade", "level", "type", "under"];

/// What is known of a text so far.
#[derive(Default)]
pub struct Abbreviations {
    found: BTreeMap<String, Abbreviation>,
}

impl Abbreviations {
    /// Reads a piece of text that begins at `start`, after the words `before`.
    pub fn read(&mut self, before: &str, text: &str, start: usize) {
        for range in find(text) {
            let word = singular(&text[range.clone()]);
            let before = [end(before), end(&text[..range.start])].concat();
            let explained = is_explained(word, &before, beginning(&text[range.end..]));
            let place = span(&(start + range.start..start + range.end));
            let known =
                self.found.entry(word.to_owned()).or_insert(Abbreviation { text: word.to_owned(), span: place, explained });
            known.explained |= explained;
        }
    }

    /// All, in the order of their first uses.
    pub fn finish(self) -> Vec<Abbreviation> {
        let mut found: Vec<Abbreviation> = self.found.into_values().collect();
        found.sort_by_key(|abbreviation| abbreviation.span);
        found
    }
}

/// As much of a text's end as an explanation can take.
fn end(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(REACH))..]
}

/// As much of a text's beginning as an explanation can take.
fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(REACH)]
}

/// Where abbreviations stand in a text, a plural's s included.
pub fn find(text: &str) -> Vec<Range<usize>> {
    // Most texts have none: two capitals in one word are rare.
    if !text.as_bytes().windows(2).any(|pair| pair[1].is_ascii_uppercase() && pair[0].is_ascii_alphabetic()) {
        return Vec::new();
    }
    let words: Vec<Range<usize>> = words(text).collect();
    let loud = |at: usize| words.get(at).is_some_and(|word| text[word.clone()].chars().all(char::is_uppercase) && word.len() > 1);
    let shouted = |at: usize| {
        let (before, after) = (at > 0 && loud(at - 1), loud(at + 1));
        before && after || before && at > 1 && loud(at - 2) || after && loud(at + 2)
    };
    let label = |at: usize| {
        let numbered =
            text[words[at].end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()));
        numbered || is_labelled(text, &words[..=at])
    };
    let is_one = |at: &usize| is_abbreviation(singular(&text[words[*at].clone()])) && !shouted(*at) && !label(*at);
    (0..words.len()).filter(is_one).map(|at| words[at].clone()).collect()
}

/// Whether the last of these words is a label behind a word that says so, or in a row of such: the codes RRD and RWN.
fn is_labelled(text: &str, words: &[Range<usize>]) -> bool {
    for pair in words.windows(2).rev().take(6) {
        let lead = &text[pair[0].clone()];
        if text[pair[0].end..pair[1].start].contains(['(', '.', ';', ':']) {
            return false;
        }
        if LABELLED.contains(&lead.to_lowercase().as_str()) {
            return true;
        }
        if !matches!(lead, "and" | "or") && !is_abbreviation(lead) {
            return false;
        }
    }
    false
}

/// Where the words of a text stand: unbroken letters and digits.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let length = text[start..].find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
}

/// `ICBs` as `ICB`.
pub fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|rest| rest.ends_with(char::is_uppercase)).unwrap_or(word)
}

/// Two capitals at least, and as many capitals as small letters: `ICB`, `SoRD`, `MoU`; not `GitHub`, not `RM3`, not `IV`.
fn is_abbreviation(word: &str) -> bool {
    let (letters, capitals) = (word.chars().count(), word.chars().filter(|letter| letter.is_uppercase()).count());
    (2..=LONGEST).contains(&letters)
        && capitals >= 2
        && capitals * 2 >= letters
        && word.starts_with(char::is_uppercase)
        && word.chars().all(char::is_alphabetic)
        && !word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'))
        && !EVERYDAY.contains(&word)
}

/// Whether its words stand before it, as in `integrated care board (ICB)`, or behind it, as in `ICB (integrated care board)`.
fn is_explained(word: &str, before: &str, after: &str) -> bool {
    let initial = word.chars().next().map(|letter| letter.to_lowercase().to_string()).unwrap_or_default();
    let begins = |other: &str| other.to_lowercase().starts_with(&initial);
    let in_brackets = after.strip_prefix('s').unwrap_or(after).starts_with([')', ',']);
    if let Some(explained) = before.strip_suffix('(').filter(|_| in_brackets) {
        let reach = word.chars().count() + 3;
        return words(explained).collect::<Vec<_>>().iter().rev().take(reach).any(|range| begins(&explained[range.clone()]));
    }
    let behind = after.strip_prefix(" (").and_then(|rest| rest.split_once(')')).map_or("", |(words, _)| words);
    words(behind).count() > 1 && begins(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|range| &text[range]).collect()
    }

    fn read(text: &str) -> Vec<(String, bool)> {
        let mut abbreviations = Abbreviations::default();
        abbreviations.read("", text, 0);
        abbreviations.finish().into_iter().map(|one| (one.text, one.explained)).collect()
    }

    #[test]
    fn abbreviations_are_told_from_names_numbers_and_stressed_words() {
        assert_eq!(found("The ICBs, a SoRD and a MoU; ToR of the CiC"), ["ICBs", "SoRD", "MoU", "ToR", "CiC"]);
        assert_eq!(found("GitHub, McKinsey, RM3, Part IV, the UK, AND so on; Leeds"), [""; 0]);
        assert_eq!(found("TERMS OF REFERENCE FOR ALL"), [""; 0]);
        assert_eq!(found("É CHU Nantes"), ["CHU"]);
        assert_eq!(found("SI 2022/642; the codes RRD and RWN; level AA"), [""; 0]);
    }

    #[test]
    fn a_text_can_explain_its_abbreviations() {
        assert_eq!(read("The integrated care board (ICB) pays. ICBs plan."), [("ICB".into(), true)]);
        assert_eq!(read("An ICB (integrated care board) pays."), [("ICB".into(), true)]);
        assert_eq!(
            read("The groupement hospitalier de territoire (GHT), and OPEL levels"),
            [("GHT".into(), true), ("OPEL".into(), false)]
        );
        assert_eq!(read("Officers of the system (ICB officers)"), [("ICB".into(), false)]);
    }
}
