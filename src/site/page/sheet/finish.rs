//! What is settled once a page is written: its address, its contents, the order of its tables, the edges of its sheets of paper.

use super::super::super::view::{Block, ContentsEntry, Page, Running};
use super::Sheet;
use crate::phrases::Piece;

/// From how many sections on a page has a table of contents.
const CONTENTS_FROM: usize = 4;

impl Sheet<'_> {
    /// The finished page.
    pub(in crate::site::page) fn finish(mut self) -> Page {
        self.release();
        self.page.canonical = self.address().filter(|_| self.page.kind != "not-found");
        self.page.unlisted |= self.point.site.settings.drafts;
        self.page.running = self.running();
        // A document for paper stays in the order in which it is read.
        if self.page.kind != "handbook" {
            self.put_in_order();
        }
        let contents = self.contents();
        if contents.len() >= CONTENTS_FROM && self.page.kind != "home" {
            self.page.contents = contents;
        }
        self.point.site.foreign.mark(&mut self.page);
        self.page
    }

    /// What stands at the edges of each sheet of paper.
    fn running(&self) -> Running {
        let site = self.point.site;
        let whole = self.page.sections_menu.as_ref().map_or_else(|| self.model().title().to_owned(), |menu| menu.title.clone());
        let version = self.version.as_ref().map(|version| self.say_with("citation.version", &[("version", version.into())]));
        let title = Some(self.page.header.title.clone()).filter(|title| *title != whole);
        let mut text = vec![String::new()];
        for piece in site.theme.phrases().pieces("paper.page", &[]).iter() {
            match (piece, text.last_mut()) {
                (Piece::Text(words), Some(last)) => last.push_str(words),
                _ => text.push(String::new()),
            }
        }
        let mut text = text.into_iter();
        Running {
            whole,
            part: title.into_iter().chain(version).collect::<Vec<_>>().join(", "),
            as_of: self.say_with("paper.as-of", &[("date", self.point.day_text(self.model().today).into())]),
            page: text.next().unwrap_or_default(),
            of: text.next().unwrap_or_default(),
            after: text.next().unwrap_or_default(),
            parts: self.page.running.parts.clone(),
        }
    }

    /// Gives tables what a script needs to put them in another order. Matrices have theirs from where they are made: the rows of most
    /// are fields, whose order says something.
    fn put_in_order(&mut self) {
        let mut lists = false;
        for block in self.page.sections.iter_mut().flat_map(|section| &mut section.blocks) {
            match block {
                Block::Table(table) => {
                    if !table.matrix {
                        table.sorted();
                    }
                    lists |= table.matrix || !table.sorts.is_empty();
                }
                Block::Filters(_) => lists = true,
                _ => {}
            }
        }
        self.page.lists = lists;
    }

    pub(super) fn contents(&self) -> Vec<ContentsEntry> {
        let mut entries = Vec::new();
        for (number, section) in self.page.sections.iter().enumerate() {
            if !section.title.is_empty() {
                entries.push(ContentsEntry { id: section.id.clone(), title: section.title.clone(), ..ContentsEntry::default() });
                continue;
            }
            let outline = self.outlines.iter().find(|(held, _)| *held == number).map_or(&[][..], |(_, outline)| outline);
            for heading in outline {
                let entry = ContentsEntry {
                    language: None,
                    id: heading.id.clone(),
                    title: heading.title.clone(),
                    number: heading.number.clone(),
                    children: Vec::new(),
                };
                match entries.last_mut() {
                    Some(last) if heading.level > self.level => last.children.push(entry),
                    _ => entries.push(entry),
                }
            }
        }
        entries
    }
}
