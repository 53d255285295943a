//! Ids for headings and clauses. Knows nothing of what they number.

use std::collections::{BTreeMap, BTreeSet};

/// Ids that belong to the page around the prose. Ids that begin with one of `PREFIXES` do too.
const RESERVED: [&str; 18] = [
    "breadcrumb",
    "contents",
    "diagram",
    "footer",
    "footnotes",
    "header",
    "main",
    "menu",
    "nav",
    "navigation",
    "page",
    "references",
    "results",
    "search",
    "sources",
    "title",
    "top",
    "theme",
];

/// `part-` begins the id of a placed part, `clause-` that of a clause, `note-` that of a footnote, `term-` that of a glossary term.
const PREFIXES: [&str; 4] = ["part-", "clause-", "note-", "term-"];

/// The longest id that follows from words alone.
pub const LONGEST: usize = 64;

/// The longest id: with the section that tells it from others of the same words.
pub const LONGEST_ID: usize = 128;

/// The ids of one page's prose.
#[derive(Default)]
pub struct Anchors {
    taken: BTreeSet<String>,
    next: BTreeMap<String, usize>,
}

impl Anchors {
    /// Takes exactly this id, with `section-` before one that is the page's own; `None` where it is taken.
    pub fn fix(&mut self, id: &str) -> Option<String> {
        let id = apart(id);
        self.taken.insert(id.clone()).then_some(id)
    }

    /// Takes this id or, where it is taken, the one that says also in which section it stands: so the same words elsewhere change
    /// no address when they come and go. Where that is taken too, the first of `id-1`, `id-2` … that is free.
    pub fn free(&mut self, id: &str, section: Option<&str>) -> String {
        if self.taken.insert(id.to_owned()) {
            return id.to_owned();
        }
        if let Some(id) = section.and_then(|section| within(id, section)).filter(|id| self.taken.insert(id.clone())) {
            return id;
        }
        let next = self.next.entry(id.to_owned()).or_insert(1);
        loop {
            let candidate = format!("{id}-{next}");
            *next += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}

/// The id that a heading's text stands for.
pub fn for_heading(title: &str) -> String {
    let slug = slug(title, usize::MAX);
    if slug.is_empty() { "section".into() } else { apart(&slug) }
}

/// The id that a clause's text stands for: its first words, so that it stays when other clauses come and go.
pub fn for_clause(text: &str) -> String {
    let slug = slug(text, 8);
    if slug.is_empty() { "clause".into() } else { format!("clause-{slug}") }
}

/// An id with that of the section in which it stands, or as much of it as there is room for; `None` where there is none.
fn within(id: &str, section: &str) -> Option<String> {
    let section = section.strip_prefix("clause-").unwrap_or(section);
    let room = LONGEST_ID.saturating_sub(id.len() + "-in-".len());
    let end = if section.len() <= room { section.len() } else { section[..section.floor_char_boundary(room)].rfind('-')? };
    Some(format!("{id}-in-{}", &section[..end]))
}

/// Whether `id` is written as ids are: lower-case letters and digits, joined by single hyphens.
pub fn is_id(id: &str) -> bool {
    id.len() <= LONGEST_ID
        && id
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

fn apart(id: &str) -> String {
    let is_the_pages = RESERVED.contains(&id) || PREFIXES.iter().any(|prefix| id.starts_with(prefix));
    if is_the_pages { format!("section-{id}") } else { id.to_owned() }
}

/// The first words of a text in lower case, joined by hyphens; letters of every script stay.
pub fn slug(text: &str, words: usize) -> String {
    let mut slug = String::new();
    let parts = text
        .split(|letter: char| !letter.is_alphanumeric() && !joins(letter))
        .filter(|part| part.chars().any(char::is_alphanumeric));
    for word in parts.take(words) {
        let word: String = word.chars().filter(|letter| !is_apostrophe(*letter)).flat_map(char::to_lowercase).collect();
        if slug.len() + 1 + word.len() > LONGEST {
            if slug.is_empty() {
                slug.push_str(&word[..word.floor_char_boundary(LONGEST)]);
            }
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(&word);
    }
    slug
}

/// What may stand inside a word: apostrophes, and marks that belong to the letter before them.
fn joins(letter: char) -> bool {
    is_apostrophe(letter) || matches!(letter, '\u{300}'..='\u{36f}')
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_words_and_letters() {
        assert_eq!(slug("The chair’s casting vote (2025)", 9), "the-chairs-casting-vote-2025");
        assert_eq!(slug("Pwyllgor Cydweithredol — Tŷ'r Cyngor", 9), "pwyllgor-cydweithredol-tŷr-cyngor");
        assert_eq!(slug("!?", 9), "");
        assert_eq!(slug(&"ŵ".repeat(100), 9).len(), 64);
        assert_eq!(for_clause("The committee may, at any time, ask for advice."), "clause-the-committee-may-at-any-time-ask-for");
    }

    #[test]
    fn the_pages_own_ids_are_left_to_it() {
        assert_eq!(for_heading("Search"), "section-search");
        assert_eq!(for_heading("Part members"), "section-part-members");
        assert_eq!(for_heading("Quorum"), "quorum");
        assert_eq!(for_heading("🙂"), "section");
    }

    #[test]
    fn the_same_heading_twice_is_counted() {
        let mut anchors = Anchors::default();
        assert_eq!(anchors.fix("x-1"), Some("x-1".into()));
        assert_eq!(anchors.fix("x-1"), None);
        let mut free = || anchors.free("x", None);
        assert_eq!([free(), free(), free()], ["x", "x-2", "x-3"]);
    }

    #[test]
    fn the_same_words_elsewhere_are_told_apart_by_their_section() {
        let mut anchors = Anchors::default();
        let long = format!("clause-{}", "word-".repeat(30));
        let mut free = |section| anchors.free("clause-it-reports", Some(section));
        assert_eq!(free("duties"), "clause-it-reports");
        assert_eq!(free("duties"), "clause-it-reports-in-duties");
        assert_eq!(free("duties"), "clause-it-reports-1");
        assert_eq!(free("clause-the-chair"), "clause-it-reports-in-the-chair");
        assert!(free(&long).ends_with("word") && free(&long).len() <= LONGEST_ID);
        assert_eq!(within(&"x".repeat(LONGEST_ID), "duties"), None);
    }
}
