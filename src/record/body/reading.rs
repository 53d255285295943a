//! Goes through the prose once and notes where it leads, what it places, and what is wrong with it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::super::suggest::nearest;
use super::super::turning;
use super::abbreviations::Abbreviations;
use super::events;
use super::{Body, Contact, PARTS, PlacedPart, Remarks, anchors, contacts, fragments, outline, pasted, raw, span};
use crate::diagnostic::{Diagnostic, Report};
use crate::limits::Limits;
use crate::span::Span;

mod links;

pub use links::{is_picture, wiki_target};

/// What is known so far.
pub struct Reading<'r, 't> {
    text: &'t str,
    limits: Limits,
    remarks: Remarks<'r>,
    body: Body,
    /// All text so far, from which labels are cut.
    words: String,
    /// The links and pictures that are open.
    open: Vec<Open>,
    /// How many lists, quotations and the like are open.
    depth: usize,
    in_code: bool,
    /// Footnotes by their names in lower case: where they are defined, and the names that are used.
    footnotes: BTreeMap<String, Range<usize>>,
    noted: BTreeSet<String>,
    /// How many links lead to no heading of this text.
    lost: usize,
    abbreviations: Abbreviations,
}

/// A link or picture whose words are being read.
struct Open {
    range: Range<usize>,
    link_type: LinkType,
    destination: String,
    /// Where its words begin.
    words: usize,
}

impl<'r, 't> Reading<'r, 't> {
    pub fn new(path: &'r Arc<str>, text: &'t str, prose: Span, limits: Limits, report: &'r mut Report) -> Reading<'r, 't> {
        Reading {
            text,
            limits,
            remarks: Remarks { path, report },
            body: Body { prose, ..Body::default() },
            words: String::new(),
            open: Vec::new(),
            depth: 0,
            in_code: false,
            footnotes: BTreeMap::new(),
            noted: BTreeSet::new(),
            lost: 0,
            abbreviations: Abbreviations::default(),
        }
    }

    pub fn read(mut self) -> Body {
        let events = events::read(self.text, self.body.prose);
        (self.body.outline, self.body.clauses) = outline::read(self.text, &events, &mut self.remarks);
        self.body.fragments = fragments(&self.body);
        self.body.title = self
            .body
            .outline
            .first()
            .filter(|first| first.level == 1 && (first.depth == 0 || !first.number.is_empty()))
            .map(|first| first.title.clone());
        self.turned_headings();
        self.undefined(&events);
        for at in 0..events.events.len() {
            self.event(&events.events, at);
        }
        self.unused_footnotes();
        self.contacts();
        self.body.abbreviations = std::mem::take(&mut self.abbreviations).finish();
        self.body.has_words = !self.words.trim().is_empty();
        self.body.references.sort_by_key(|reference| reference.span);
        self.body.attachments.sort_by_key(|attachment| attachment.span);
        self.body
    }

    /// Headings stand in lists of contents and among what was found: there no letter may turn others. Those of running text are told with it.
    fn turned_headings(&mut self) {
        for heading in self.body.outline.iter().filter(|heading| turning::first_override(&heading.title).is_none()) {
            if let Some(letter) = turning::first(&heading.title) {
                self.remarks.add(turning::finding(
                    self.remarks.place(&self.trimmed(&heading.span.range())),
                    letter,
                    "this heading",
                ));
            }
        }
    }

    /// A letter that turns all that follows it, wherever it stands in the prose.
    fn turned(&mut self, text: &str, range: &Range<usize>) {
        if let Some(letter) = turning::first_override(text) {
            self.remarks.add(turning::finding(self.remarks.place(&self.trimmed(range)), letter, "this text"));
        }
    }

    fn contacts(&mut self) {
        let prose = self.body.prose.range();
        let found = contacts::find(self.text.get(prose.clone()).unwrap_or(""));
        let place = |range: Range<usize>| span(&(prose.start + range.start..prose.start + range.end));
        self.body.contacts = found.into_iter().map(|(way, range)| Contact { way, span: place(range) }).collect();
    }

    fn event(&mut self, events: &[(Event<'_>, Range<usize>)], at: usize) {
        let (event, range) = &events[at];
        match event {
            Event::Start(Tag::Paragraph) => {
                self.paragraph(&events[at..]);
                if let Some(remark) = pasted::remark(self.remarks.path, self.text, range) {
                    self.remarks.add(remark);
                }
            }
            Event::Start(Tag::HtmlBlock) => self.html_block(&events[at..]),
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::Start(Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. }) => {
                let words = self.words.len();
                self.open.push(Open { range: range.clone(), link_type: *link_type, destination: dest_url.to_string(), words });
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                self.depth += 1;
                self.footnotes.entry(name.to_lowercase()).or_insert(range.clone());
            }
            Event::Start(tag) if is_container(tag.to_end()) => self.depth += 1,
            Event::End(TagEnd::Link) => self.close_link(),
            Event::End(TagEnd::Image) => self.close_picture(),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => {
                self.text(text, range);
                self.part_astray(&events[..=at], &events[at..]);
            }
            Event::Code(text) => {
                self.words.push_str(text);
                self.turned(text, range);
            }
            Event::InlineHtml(html) => self.raw_html(html, range),
            Event::FootnoteReference(name) => drop(self.noted.insert(name.to_lowercase())),
            Event::HardBreak => self.words.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        self.in_code = false;
        if is_container(tag) || tag == TagEnd::FootnoteDefinition {
            self.depth = self.depth.saturating_sub(1);
        }
        if !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) {
            self.words.push('\n');
        }
    }

    fn text(&mut self, text: &CowStr<'_>, range: &Range<usize>) {
        let before = self.words.len();
        self.words.push_str(text);
        self.turned(text, range);
        if !self.in_code {
            self.abbreviations.read(&self.words[..before], text, range.start);
            self.lost_part(text, range);
            self.lost_footnote(text, range);
            self.lost_link(text, range);
        }
    }

    fn paragraph(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let [(_, range), (Event::Text(text), _), (Event::End(TagEnd::Paragraph), _), ..] = events else { return };
        let Some(name) = part_name(text) else { return };
        let place = self.remarks.place(&self.trimmed(range));
        if !PARTS.contains(&name) {
            let hint = match nearest(name, PARTS) {
                Some(part) => format!("did you mean `{{{{ {part} }}}}`?"),
                None => format!("the parts are {}", PARTS.join(", ")),
            };
            let message = format!("there is no part named `{name}`");
            self.remarks.add(Diagnostic::error("prose/unknown-part", place, message).hint(hint));
        } else if self.depth > 0 {
            let message = format!("the part `{name}` stands inside a list, a quotation or a footnote");
            let hint = "give it a paragraph of its own at the margin";
            self.remarks.add(Diagnostic::error("prose/part-inside", place, message).hint(hint));
        } else if let Some(first) = self.body.parts.iter().find(|part| part.name == name) {
            let message = format!("the part `{name}` is placed twice");
            let other = self.remarks.place(&first.span.range());
            let diagnostic = Diagnostic::error("prose/part-twice", place, message).related(other, "it stands here already");
            self.remarks.add(diagnostic.hint("keep one of the two"));
        } else {
            self.body.parts.push(PlacedPart { name: name.to_owned(), span: span(range) });
        }
    }

    /// A part that is all of a list's line, a heading or a cell: there is no room for it there either.
    fn part_astray(&mut self, before: &[(Event<'_>, Range<usize>)], after: &[(Event<'_>, Range<usize>)]) {
        let [(Event::Text(text), range), ..] = after else { return };
        let begins = before.iter().nth_back(1).map(|(event, _)| event);
        let ends = after.get(1).map(|(event, _)| event);
        let stands_alone = !matches!(begins, Some(Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak))
            && !matches!(ends, Some(Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak));
        let is_paragraph = matches!(begins, Some(Event::Start(Tag::Paragraph)));
        let Some(name) = part_name(text).filter(|name| PARTS.contains(name) || nearest(name, PARTS).is_some()) else { return };
        if self.in_code || is_paragraph || !stands_alone {
            return;
        }
        if let Some(part) = nearest(name, PARTS).filter(|_| !PARTS.contains(&name)) {
            let message = format!("there is no part named `{name}`");
            let hint = format!("did you mean `{{{{ {part} }}}}`?");
            self.remarks.add(Diagnostic::error("prose/unknown-part", self.remarks.place(range), message).hint(hint));
            return;
        }
        let message = format!("the part `{name}` stands inside a list, a heading or a table");
        let hint = "give it a paragraph of its own at the margin, with an empty line above and below";
        self.remarks.add(Diagnostic::error("prose/part-inside", self.remarks.place(range), message).hint(hint));
    }

    /// A part that is named within a sentence is only text, which is hardly what was meant.
    fn lost_part(&mut self, text: &str, range: &Range<usize>) {
        let is_alone = part_name(text).is_some();
        let named = |part: &str| text.contains(&format!("{{{{ {part} }}}}")) || text.contains(&format!("{{{{{part}}}}}"));
        if is_alone || !text.contains("{{") {
            return;
        }
        if let Some(part) = PARTS.iter().find(|part| named(part)) {
            let message = format!("the part `{part}` stands within a sentence and is shown as written");
            let hint = "give it a paragraph of its own, with an empty line above and below";
            self.remarks.add(Diagnostic::warning("prose/part-inside", self.remarks.place(range), message).hint(hint));
        }
    }

    fn html_block(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let lines = events[1..].iter().map_while(|(event, _)| match event {
            Event::Html(line) | Event::Text(line) => Some(line.as_ref()),
            _ => None,
        });
        let html: String = lines.collect();
        self.raw_html(&html, &events[0].1);
    }

    fn raw_html(&mut self, html: &str, range: &Range<usize>) {
        let raw = raw::read(html);
        self.turned(&raw.shown, range);
        let place = self.remarks.place(&self.trimmed(range));
        if raw.is_open {
            let message = "this comment never ends, and hides all that follows it";
            let diagnostic = Diagnostic::error("prose/open-comment", place.clone(), message);
            self.remarks.add(diagnostic.hint("end it with `-->`"));
        }
        if !raw.shown.trim().is_empty() && !raw.shown.starts_with("</") {
            let diagnostic = Diagnostic::warning("prose/raw-html", place, "this HTML is shown as it is typed");
            self.remarks.add(diagnostic.hint(raw::instead_of(&raw::tag_name(&raw.shown))));
        }
    }

    fn lost_footnote(&mut self, text: &str, range: &Range<usize>) {
        let Some((name, _)) = text.split_once("[^").and_then(|(_, rest)| rest.split_once(']')) else { return };
        if name.is_empty() || name.len() > 100 || name.contains(char::is_whitespace) {
            return;
        }
        let message = format!("the footnote `{name}` is not defined");
        let hint = format!("write its text in a paragraph that begins with `[^{name}]:`");
        self.remarks.add(Diagnostic::warning("prose/footnote-undefined", self.remarks.place(range), message).hint(hint));
    }

    fn unused_footnotes(&mut self) {
        for (name, range) in std::mem::take(&mut self.footnotes) {
            if !self.noted.contains(&name) {
                let message = format!("nothing refers to the footnote `{name}`, so it is not shown");
                let hint = format!("write `[^{name}]` where it belongs, or leave it out");
                let place = self.remarks.place(&self.trimmed(&range));
                self.remarks.add(Diagnostic::warning("prose/footnote-unused", place, message).hint(hint));
            }
        }
    }

    /// Where in a link its target stands; the whole link where that is not to be seen.
    fn target_range(&self, open: &Open, target: &str) -> Range<usize> {
        let found = self.text.get(open.range.clone()).filter(|_| !target.is_empty()).and_then(|link| match open.link_type {
            LinkType::WikiLink { .. } => link.find(target),
            _ => link.rfind(target),
        });
        found.map_or(open.range.clone(), |at| open.range.start + at..open.range.start + at + target.len())
    }

    /// A block's range without the line break at its end.
    fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        let length = self.text.get(range.clone()).map_or(range.len(), |block| block.trim_end().len());
        range.start..range.start + length
    }
}

/// The name in `{{ name }}`, where a text is nothing else.
pub fn part_name(text: &str) -> Option<&str> {
    let name = text.trim().strip_prefix("{{")?.strip_suffix("}}")?.trim();
    let is_name = (1..=anchors::LONGEST).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'_'));
    is_name.then_some(name)
}

fn is_container(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::DefinitionList | TagEnd::Table)
}
