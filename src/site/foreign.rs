//! What comes with the program in a language other than the page's: words of the vocabularies, and titles of checks. They are marked with
//! their language, wherever they stand on a page. Knows the view of a page, and no record.

use std::collections::BTreeMap;

use super::view::{Block, Facet, Fact, Page, Run, Section, Words};
use crate::check::{self, explanation};
use crate::model::Model;
use crate::phrases::Phrases;
use crate::vocabulary;

/// Texts that are not in the language of the site, each with its own.
#[derive(Default)]
pub(super) struct Foreign {
    texts: BTreeMap<String, &'static str>,
}

impl Foreign {
    /// What is foreign to the language of these phrases. What a handbook itself calls a word of the vocabulary is its own.
    pub(super) fn to(phrases: &Phrases, model: &Model) -> Foreign {
        let base = phrases.language().split(['-', '_']).next().unwrap_or_default().to_lowercase();
        let mut texts = vocabulary::texts();
        if base != "en" {
            texts.extend(check::CHECKS.iter().map(|check| (explanation::read(check.text).title, "en")));
        }
        let own = model.own_words();
        texts.retain(|text, language| *language != base && !text.is_empty() && !own.contains(text));
        Foreign { texts }
    }

    /// The language of a text; `None` where it is the page's, as far as is known.
    pub(super) fn language(&self, text: &str) -> Option<String> {
        self.texts.get(text.trim().trim_end_matches('.')).or_else(|| self.texts.get(text.trim())).map(|own| (*own).to_owned())
    }

    /// Marks all of them on a page.
    pub(super) fn mark(&self, page: &mut Page) {
        if self.texts.is_empty() {
            return;
        }
        let header = &mut page.header;
        if header.language.is_none() {
            header.language = self.language(&header.title);
        }
        header.labels.iter_mut().for_each(|label| label.language = self.language(&label.text));
        page.breadcrumb.iter_mut().for_each(|crumb| crumb.language = self.language(&crumb.title));
        self.words(&mut header.kind);
        header.control.iter_mut().for_each(|line| self.words(line));
        header.notices.iter_mut().flat_map(|notice| &mut notice.paragraphs).for_each(|line| self.words(line));
        page.contents.iter_mut().for_each(|entry| entry.language = self.language(&entry.title));
        page.sections.iter_mut().for_each(|section| self.section(section));
    }

    fn section(&self, section: &mut Section) {
        section.language = self.language(&section.title);
        section.blocks.iter_mut().for_each(|block| self.block(block));
    }

    fn block(&self, block: &mut Block) {
        match block {
            Block::Text { paragraphs: lines }
            | Block::List { lines }
            | Block::Folded { lines, .. }
            | Block::Sources { sources: lines }
            | Block::Diagram { lines, .. } => lines.iter_mut().for_each(|line| self.words(line)),
            Block::Facts(facts) => facts.rows.iter_mut().for_each(|row| self.fact(row)),
            Block::Table(table) => {
                table.language = self.language(&table.caption);
                table.columns.iter_mut().for_each(|column| column.language = self.language(&column.title));
                table.rows.iter_mut().flatten().for_each(|cell| self.words(cell));
            }
            Block::Register(register) => {
                for entry in &mut register.entries {
                    self.words(&mut entry.name);
                    entry.meta.iter_mut().for_each(|line| self.words(line));
                    if entry.language.is_none() {
                        entry.language = entry.text.as_deref().and_then(|text| self.language(text));
                    }
                }
            }
            Block::Notice(notice) => notice.paragraphs.iter_mut().for_each(|line| self.words(line)),
            Block::Steps { steps } => {
                for step in steps {
                    self.words(&mut step.title);
                    step.meta.iter_mut().for_each(|line| self.words(line));
                }
            }
            Block::Timeline { events } => events.iter_mut().for_each(|event| self.words(&mut event.text)),
            Block::Quorum(quorum) => self.words(&mut quorum.decide),
            Block::Filters(filters) => filters.facets.iter_mut().for_each(|facet| self.facet(facet)),
            Block::Terms { terms } => {
                for term in terms {
                    term.language = self.language(&term.term);
                    term.definition.iter_mut().for_each(|line| self.words(line));
                    term.facts.iter_mut().for_each(|fact| self.fact(fact));
                }
            }
            Block::Control { kind, labels, control } => {
                labels.iter_mut().for_each(|label| label.language = self.language(&label.text));
                self.words(kind);
                control.iter_mut().for_each(|line| self.words(line));
            }
            Block::Contents { entries } => entries.iter_mut().for_each(|entry| entry.language = self.language(&entry.title)),
            Block::Heading { title, language, .. } => *language = self.language(title),
            Block::Prose { .. }
            | Block::Disputed(_)
            | Block::Pages { .. }
            | Block::Letters { .. }
            | Block::Search { .. }
            | Block::SearchForm { .. } => {}
        }
    }

    fn fact(&self, fact: &mut Fact) {
        fact.language = self.language(&fact.label);
        fact.values.iter_mut().for_each(|line| self.words(line));
    }

    fn facet(&self, facet: &mut Facet) {
        facet.values.iter_mut().for_each(|value| value.language = self.language(&value.title));
    }

    fn words(&self, words: &mut Words) {
        words.iter_mut().filter(|run| run.language.is_none()).for_each(|run| self.run(run));
    }

    fn run(&self, run: &mut Run) {
        run.language = self.language(&run.text);
    }
}
