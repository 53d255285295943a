//! Explains the terms of the glossary where a page first uses them. Knows no record and no page but the glossary's address.
//!
//! A term becomes a link to its entry, with the definition as its description: a link works by touch, by keyboard, in print and
//! without a script, and stays part of the sentence when it is copied. Bubbles that open on hover cannot be closed without one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::html::{attribute, escape};
use crate::record::body::abbreviations::words;
use crate::record::body::anchors::slug;
use crate::record::body::words::beginning;

/// How much of a definition a term carries, in bytes; the entry has the rest.
const LONGEST: usize = 300;

/// A term of the glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// The term, such as "Integrated care board".
    pub term: String,
    /// Its short forms, such as "ICB".
    pub short: Vec<String>,
    /// What it means, in plain text.
    pub definition: String,
    /// The id of its entry on the glossary's page.
    pub anchor: String,
}

/// The id of a term's entry on the glossary's page.
pub fn anchor(term: &str) -> String {
    format!("term-{}", slug(term, usize::MAX))
}

/// All terms, made ready for finding them in one pass over a text.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    terms: Vec<Term>,
    /// Terms by their words in lower case.
    spelled: Branch,
    /// Short forms and other words whose capitals count, by their words as they are.
    exact: Branch,
}

/// What may follow, word by word.
#[derive(Clone, Debug, Default)]
struct Branch {
    branches: BTreeMap<String, Branch>,
    /// The term that ends here.
    term: Option<usize>,
}

impl Glossary {
    /// Its terms, as they were given.
    pub(in crate::site) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter()
    }

    /// The terms in a text, by their anchors.
    pub(in crate::site) fn mentioned(&self, text: &str) -> BTreeSet<&str> {
        self.find(text).into_iter().map(|(_, term)| self.terms[term].anchor.as_str()).collect()
    }

    /// A glossary of these terms; of two that read the same, the first counts.
    pub fn new(terms: Vec<Term>) -> Glossary {
        let mut glossary = Glossary::default();
        for (index, term) in terms.iter().enumerate() {
            for name in std::iter::once(&term.term).chain(&term.short) {
                glossary.add(name, index, name != &term.term);
            }
        }
        glossary.terms = terms;
        glossary
    }

    /// Where terms stand in a text: the longest at each place, none within another.
    fn find(&self, text: &str) -> Vec<(Range<usize>, usize)> {
        let words: Vec<Range<usize>> = words(text).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let spelled = longest(&self.spelled, text, &words[at..], |word| word.to_lowercase().into());
            let exact = longest(&self.exact, text, &words[at..], Cow::Borrowed);
            match spelled.max(exact) {
                Some((length, term)) => {
                    found.push((words[at].start..words[at + length - 1].end, term));
                    at += length;
                }
                None => at += 1,
            }
        }
        found
    }

    /// Capitals count in short forms, and in terms with one inside a word: "SoRD" is not "sord".
    fn add(&mut self, name: &str, term: usize, is_short: bool) {
        let capitals_count = is_short || words(name).any(|word| name[word].chars().skip(1).any(char::is_uppercase));
        let mut branch = if capitals_count { &mut self.exact } else { &mut self.spelled };
        for word in words(name) {
            let word = &name[word];
            let key = if capitals_count { word.to_owned() } else { word.to_lowercase() };
            branch = branch.branches.entry(key).or_default();
        }
        if words(name).next().is_some() {
            branch.term.get_or_insert(term);
        }
    }
}

/// The terms of a page: each is explained once.
#[derive(Clone, Debug)]
pub struct Terms<'g> {
    glossary: &'g Glossary,
    /// How the page links to the glossary's.
    href: Cow<'g, str>,
    seen: BTreeSet<usize>,
}

impl<'g> Terms<'g> {
    /// The terms of a page that links to the glossary's page as `href`.
    pub fn new(glossary: &'g Glossary, href: impl Into<Cow<'g, str>>) -> Terms<'g> {
        Terms { glossary, href: href.into(), seen: BTreeSet::new() }
    }

    /// Adds a text to HTML, with the terms in it that were not yet explained.
    pub(in crate::site) fn write(&mut self, html: &mut String, text: &str) {
        let mut written = 0;
        for (place, term) in self.glossary.find(text) {
            if self.seen.insert(term) {
                escape(html, &text[written..place.start]);
                self.write_term(html, &text[place.clone()], term);
                written = place.end;
            }
        }
        escape(html, &text[written..]);
    }

    /// The terms that were explained so far.
    pub(in crate::site) fn explained(&self) -> impl Iterator<Item = &Term> {
        self.seen.iter().filter_map(|term| self.glossary.terms.get(*term))
    }

    fn write_term(&self, html: &mut String, words: &str, term: usize) {
        let term = &self.glossary.terms[term];
        html.push_str("<a class=\"term\"");
        attribute(html, "href", &format!("{}#{}", self.href, term.anchor));
        attribute(html, "title", &description(term, words));
        html.push('>');
        escape(html, words);
        html.push_str("</a>");
    }
}

/// The most words from the first on that are a term, and which.
fn longest<'t>(
    root: &Branch,
    text: &'t str,
    words: &[Range<usize>],
    fold: impl Fn(&'t str) -> Cow<'t, str>,
) -> Option<(usize, usize)> {
    let mut branch = root;
    let mut best = None;
    for (index, word) in words.iter().enumerate() {
        if branch.branches.is_empty() || (index > 0 && !joins(&text[words[index - 1].end..word.start])) {
            break;
        }
        let word = fold(&text[word.clone()]);
        // A plural is the same term, but no longer term goes on after it.
        let plural = word.strip_suffix('s').and_then(|singular| branch.branches.get(singular)).and_then(|branch| branch.term);
        best = plural.map(|term| (index + 1, term)).or(best);
        let Some(next) = branch.branches.get(word.as_ref()) else { break };
        best = next.term.map(|term| (index + 1, term)).or(best);
        branch = next;
    }
    best
}

/// Whether what stands between two words keeps them together.
fn joins(gap: &str) -> bool {
    matches!(gap, "-" | "‑" | "–" | "/" | "'" | "’" | "&" | " & ") || gap.chars().all(char::is_whitespace)
}

/// What a term means, with its full name where its short form is used.
fn description(term: &Term, words: &str) -> String {
    let is_full = words.to_lowercase().starts_with(&term.term.to_lowercase());
    let definition = beginning(&term.definition, LONGEST);
    match (is_full, definition.is_empty()) {
        (true, false) => definition,
        (false, false) => format!("{}: {definition}", term.term),
        (_, true) => term.term.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glossary() -> Glossary {
        let term = |term: &str, short: &[&str], definition: &str| Term {
            term: term.into(),
            short: short.iter().map(|short| (*short).to_owned()).collect(),
            definition: definition.into(),
            anchor: anchor(term),
        };
        Glossary::new(vec![
            term("Integrated care board", &["ICB"], "Plans and pays for <care>."),
            term("Care", &[], "Help."),
            term("Memorandum of understanding", &["MoU"], ""),
            term("SoRD", &[], "Who decides."),
            term("Lead-provider contract", &[], "One contract."),
        ])
    }

    fn found(text: &str) -> Vec<String> {
        glossary().find(text).into_iter().map(|(place, _)| text[place].to_owned()).collect()
    }

    #[test]
    fn the_longest_whole_words_are_found() {
        assert_eq!(found("An integrated care\nboard gives care"), ["integrated care\nboard", "care"]);
        assert_eq!(found("Integrated care. Board; careful, scare"), ["care"]);
        assert_eq!(found("Two ICBs and the ICB's MoUs, no icb or mou"), ["ICBs", "ICB", "MoUs"]);
        assert_eq!(found("A SoRD, not a sord; a lead provider contract"), ["SoRD", "lead provider contract"]);
        assert_eq!(found("MEMORANDUM OF UNDERSTANDING"), ["MEMORANDUM OF UNDERSTANDING"]);
        assert_eq!(found(""), [""; 0]);
    }

    #[test]
    fn a_term_is_explained_once() {
        let glossary = glossary();
        let mut terms = Terms::new(&glossary, "../glossary/index.html");
        let mut html = String::new();
        terms.write(&mut html, "The ICB <b> & the Integrated care board");
        let link = "<a class=\"term\" href=\"../glossary/index.html#term-integrated-care-board\" \
                    title=\"Integrated care board: Plans and pays for &lt;care&gt;.\">ICB</a>";
        assert_eq!(html, format!("The {link} &lt;b&gt; &amp; the Integrated care board"));
        let mut html = String::new();
        terms.write(&mut html, "ICB and MoU");
        let link = "<a class=\"term\" href=\"../glossary/index.html#term-memorandum-of-understanding\" title=\"Memorandum of understanding\">MoU</a>";
        assert_eq!(html, format!("ICB and {link}"));
    }

    #[test]
    fn terms_without_words_are_never_found() {
        let glossary = Glossary::new(vec![Term { term: "—".into(), short: vec![String::new()], ..Term::default() }]);
        assert_eq!(glossary.find("— a b"), []);
    }
}
