//! Writes the events of a text as HTML, one after the other.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::glossary::Terms;
use super::super::html::{Html, escape};
use super::footnotes::Footnotes;
use super::tables::{Names, Table};
use super::{Links, Options, Piece, Rendered};
use crate::record::body::events::Placed;
use crate::record::body::{Body, events, raw};

mod blocks;
mod links;
mod notes;

/// How much longer than the text its HTML may be.
const ALLOWANCE: usize = 1024 * 1024;

/// What is written so far.
pub struct Writer<'w, 'g> {
    events: Vec<Placed<'w>>,
    /// For each event that begins something, the event that ends it.
    ends: Vec<usize>,
    body: &'w Body,
    links: &'w dyn Links,
    terms: Option<&'w mut Terms<'g>>,
    options: &'w Options<'w>,
    html: String,
    /// What ends the elements that are open, from the outermost.
    open: Vec<Cow<'static, str>>,
    rendered: Rendered,
    /// How much was written in all, without `html`.
    written: usize,
    footnotes: Footnotes,
    tables: Names,
    table: Table,
    /// How many elements are open in which terms are not explained.
    quiet: usize,
    /// How many links are open: none may stand in another.
    linked: usize,
    limit: usize,
}

impl<'w, 'g> Writer<'w, 'g> {
    pub fn new(
        text: &'w str,
        body: &'w Body,
        links: &'w dyn Links,
        terms: Option<&'w mut Terms<'g>>,
        options: &'w Options<'w>,
    ) -> Writer<'w, 'g> {
        let events = events::read(text, body.prose).events;
        let ends = ends(&events);
        let footnotes = Footnotes::new(&events, &ends);
        Writer {
            events,
            ends,
            body,
            links,
            terms,
            options,
            html: String::new(),
            open: Vec::new(),
            rendered: Rendered::default(),
            written: 0,
            footnotes,
            tables: Names::default(),
            table: Table::default(),
            quiet: 0,
            linked: 0,
            limit: body.prose.range().len().saturating_mul(options.limits.text_growth as usize).saturating_add(ALLOWANCE),
        }
    }

    pub fn write(mut self) -> Rendered {
        self.walk(0..self.events.len());
        self.write_footnotes();
        if self.rendered.cut {
            self.html.push_str("<p class=\"unrecorded\">");
            escape(&mut self.html, &self.options.phrases.say("prose.cut"));
            self.html.push_str("</p>\n");
        }
        self.end_piece();
        self.rendered
    }

    /// Writes these events. Where the text expands too much, what is open is ended and the rest is left out.
    fn walk(&mut self, range: Range<usize>) {
        let outer = self.open.len();
        let mut at = range.start;
        while at < range.end {
            if self.rendered.cut || self.written + self.html.len() > self.limit {
                self.rendered.cut = true;
                while self.open.len() > outer {
                    self.end();
                }
                return;
            }
            at = self.event(at);
        }
    }

    /// Writes an event, and says which comes next.
    fn event(&mut self, at: usize) -> usize {
        // The events are left where they are: what is written from them is written elsewhere.
        let events = std::mem::take(&mut self.events);
        let next = match &events[at].0 {
            Event::Start(tag) => self.start(&events, at, tag),
            Event::End(tag) => self.finish(&events, at, *tag),
            event => {
                self.single(event);
                at + 1
            }
        };
        self.events = events;
        next
    }

    fn single(&mut self, event: &Event<'_>) {
        match event {
            Event::Text(text) => self.text(text),
            Event::Code(code) => {
                self.html.push_str("<code>");
                escape(&mut self.html, code);
                self.html.push_str("</code>");
            }
            Event::InlineHtml(html) | Event::Html(html) => escape(&mut self.html, &raw::read(html).shown),
            Event::FootnoteReference(name) => self.footnote(name),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(*done),
            // Soft breaks are part of texts; mathematics is not read.
            _ => {}
        }
    }

    fn start(&mut self, events: &[Placed<'w>], at: usize, tag: &Tag<'_>) -> usize {
        let is_empty = self.ends[at] == at + 1;
        match tag {
            Tag::Paragraph => return self.paragraph(events, at),
            Tag::Heading { .. } => return self.heading(events, at),
            Tag::BlockQuote(kind) => self.quotation(*kind),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::HtmlBlock => return self.html_block(events, at),
            Tag::List(first) => self.list(events, at, *first),
            Tag::Item => self.list_entry(events, at),
            // Footnotes are written at the end, as they are mentioned.
            Tag::FootnoteDefinition(_) => return self.ends[at] + 1,
            Tag::DefinitionList => self.begin("<dl>\n", "</dl>\n"),
            Tag::DefinitionListTitle => self.begin("<dt>", "</dt>\n"),
            Tag::DefinitionListDefinition => self.begin("<dd>", "</dd>\n"),
            Tag::Table(alignments) => {
                self.table = Table::new(alignments);
                self.begin_table(events, at);
            }
            Tag::TableHead => {
                self.table.begin_row();
                self.table.in_head = true;
                self.begin("<thead>\n<tr>", "</tr>\n</thead>\n");
            }
            Tag::TableRow => {
                self.table.begin_row();
                self.begin("<tr>", "</tr>\n");
            }
            Tag::TableCell => {
                let (start, end) = self.table.cell(is_empty);
                self.begin(&start, end);
            }
            Tag::Emphasis => self.begin("<em>", "</em>"),
            Tag::Strong => self.begin("<strong>", "</strong>"),
            Tag::Strikethrough => self.begin("<s>", "</s>"),
            Tag::Link { link_type, dest_url, .. } => return self.link(events, at, *link_type, dest_url),
            Tag::Image { title, .. } => return self.picture(events, at, title),
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => self.begin("", ""),
        }
        at + 1
    }

    fn finish(&mut self, events: &[Placed<'w>], at: usize, tag: TagEnd) -> usize {
        self.end();
        match tag {
            TagEnd::Heading(_) | TagEnd::CodeBlock => self.quiet -= 1,
            TagEnd::Link => {
                self.quiet -= 1;
                self.linked -= 1;
            }
            TagEnd::TableHead => {
                self.table.in_head = false;
                let has_rows = !matches!(events.get(at + 1), Some((Event::End(TagEnd::Table), _)));
                if has_rows {
                    self.begin("<tbody>\n", "</tbody>\n");
                }
            }
            // The body of the table was ended; now the table itself is, unless it had no body.
            TagEnd::Table if events.get(at.wrapping_sub(1)).is_some_and(|(event, _)| !ends_head(event)) => self.end(),
            _ => {}
        }
        at + 1
    }

    fn begin(&mut self, start: &str, end: impl Into<Cow<'static, str>>) {
        self.html.push_str(start);
        self.open.push(end.into());
    }

    fn end(&mut self) {
        if let Some(end) = self.open.pop() {
            self.html.push_str(&end);
        }
    }

    fn end_piece(&mut self) {
        if !self.html.trim().is_empty() {
            self.written += self.html.len();
            self.rendered.pieces.push(Piece::Html(Html::written(std::mem::take(&mut self.html))));
        }
        self.html.clear();
    }

    fn id(&self, id: &str) -> String {
        format!("{}{id}", self.options.prefix)
    }

    fn text(&mut self, text: &str) {
        match &mut self.terms {
            Some(terms) if self.quiet == 0 => terms.write(&mut self.html, text),
            _ => escape(&mut self.html, text),
        }
    }
}

fn place(events: &[Placed<'_>], at: usize) -> u32 {
    events.get(at).map_or(u32::MAX, |(_, range)| crate::span::Span::new(range.clone()).start)
}

fn ends_head(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::TableHead))
}

/// For each event that begins something, the event that ends it; for others, the event itself.
fn ends(events: &[Placed<'_>]) -> Vec<usize> {
    let mut ends: Vec<usize> = (0..events.len()).collect();
    let mut open = Vec::new();
    for (at, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(_) => open.push(at),
            Event::End(_) => drop(open.pop().map(|start: usize| ends[start] = at)),
            _ => {}
        }
    }
    ends
}
