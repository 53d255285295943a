//! Writes the events of a text as HTML, one after the other.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::super::glossary::Terms;
use super::super::html::{Html, attribute, escape};
use super::footnotes::{self, Footnotes};
use super::tables::{Names, Table};
use super::{Links, Options, Piece, Rendered, Section};
use crate::record::body::destination::Destination;
use crate::record::body::events::Placed;
use crate::record::body::{Attachment, Body, Clause, Heading, Reference, events, is_picture, raw, words};

/// How much longer than the text its HTML may be.
const TIMES: usize = 20;
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
            limit: body.prose.range().len().saturating_mul(TIMES).saturating_add(ALLOWANCE),
        }
    }

    pub fn write(mut self) -> Rendered {
        self.walk(0..self.events.len());
        self.write_footnotes();
        if self.rendered.cut {
            self.html.push_str("<p class=\"unrecorded\">");
            escape(&mut self.html, &self.options.words.cut);
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

    // Blocks.

    fn paragraph(&mut self, events: &[Placed<'w>], at: usize) -> usize {
        let start = place(events, at);
        if let Ok(part) = self.body.parts.binary_search_by_key(&start, |part| part.span.start) {
            self.end_piece();
            self.rendered.pieces.push(Piece::Part(self.body.parts[part].name.clone()));
            return self.ends[at] + 1;
        }
        if let Some(next) = self.figure(events, at) {
            return next;
        }
        match self.clause(start).filter(|_| self.open.is_empty()) {
            Some(clause) => self.begin_clause("p", clause, "span"),
            None => self.begin("<p>", "</p>\n"),
        }
        at + 1
    }

    fn clause(&self, start: u32) -> Option<&'w Clause> {
        let found = self.body.clauses.binary_search_by_key(&start, |clause| clause.span.start).ok()?;
        Some(&self.body.clauses[found])
    }

    /// A clause's number is the link to it, so that its address can be copied.
    fn begin_clause(&mut self, element: &str, clause: &Clause, within: &str) {
        let id = self.id(&clause.id);
        let is_numbered = !clause.number.is_empty() && (self.options.numbered || clause.written);
        self.html.push('<');
        self.html.push_str(element);
        if is_numbered {
            self.html.push_str(" class=\"clause\"");
        }
        attribute(&mut self.html, "id", &id);
        self.html.push('>');
        if !is_numbered {
            self.open.push(format!("</{element}>\n").into());
            return;
        }
        self.html.push_str("<a class=\"number\"");
        attribute(&mut self.html, "href", &format!("#{id}"));
        attribute(&mut self.html, "aria-label", &self.options.words.clause.replace("{}", &clause.number));
        self.html.push('>');
        escape(&mut self.html, &clause.number);
        self.begin(&format!("</a> <{within}>"), format!("</{within}></{element}>\n"));
    }

    fn heading(&mut self, events: &[Placed<'w>], at: usize) -> usize {
        let start = place(events, at);
        let found = self.body.outline.binary_search_by_key(&start, |heading| heading.span.start);
        let Ok(heading) = found.map(|found| &self.body.outline[found]) else {
            return self.ends[at] + 1;
        };
        if heading.depth == 0 && same_words(&heading.title, self.options.title) {
            let id = self.id(&heading.id);
            self.html.push_str("<span");
            attribute(&mut self.html, "id", &id);
            self.html.push_str("></span>\n");
            return self.ends[at] + 1;
        }
        if heading.title.is_empty() {
            return self.ends[at] + 1;
        }
        self.begin_heading(heading);
        self.quiet += 1;
        at + 1
    }

    fn begin_heading(&mut self, heading: &Heading) {
        let level = self.level(heading);
        let id = self.id(&heading.id);
        let number = Some(&heading.number).filter(|number| !number.is_empty() && (self.options.numbered || heading.written));
        self.html.push_str(&format!("<h{level}{}", if number.is_some() { " class=\"clause\"" } else { "" }));
        attribute(&mut self.html, "id", &id);
        self.html.push('>');
        if let Some(number) = number {
            self.html.push_str("<span class=\"number\">");
            escape(&mut self.html, number);
            self.html.push_str("</span> ");
        }
        let name = number.map_or(heading.title.clone(), |number| format!("{number} {}", heading.title));
        let mut end = String::from("</span> <a class=\"anchor\"");
        attribute(&mut end, "href", &format!("#{id}"));
        attribute(&mut end, "aria-label", &self.options.words.link_to.replace("{}", &name));
        end.push_str(&format!("><span aria-hidden=\"true\">#</span></a></h{level}>\n"));
        self.begin("<span>", end);
        if heading.depth == 0 || !heading.number.is_empty() {
            let section = Section { level, id, number: number.cloned(), title: heading.title.clone() };
            self.rendered.outline.push(section);
        }
    }

    /// The level follows from how deep a heading lies, so that the page's outline has no gaps whatever its author wrote.
    fn level(&self, heading: &Heading) -> u8 {
        let title = self.body.outline.first().filter(|first| first.depth == 0);
        let below_title = u8::from(title.is_some_and(|title| !same_words(&title.title, self.options.title)));
        let depth = if heading.depth == 0 { 0 } else { heading.depth - 1 + below_title };
        self.options.level.saturating_add(depth).clamp(1, 6)
    }

    fn quotation(&mut self, kind: Option<BlockQuoteKind>) {
        let words = self.options.words;
        let (name, word) = match kind {
            None => return self.begin("<blockquote>\n", "</blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", &words.note),
            Some(BlockQuoteKind::Tip) => ("tip", &words.tip),
            Some(BlockQuoteKind::Important) => ("important", &words.important),
            Some(BlockQuoteKind::Warning) => ("warning", &words.warning),
            Some(BlockQuoteKind::Caution) => ("caution", &words.caution),
        };
        self.begin(&format!("<div class=\"alert alert--{name}\">\n<p class=\"alert-title\">"), "</div>\n");
        escape(&mut self.html, word);
        self.html.push_str("</p>\n");
    }

    fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').next().unwrap_or("")
            }
            CodeBlockKind::Indented => "",
        };
        self.html.push_str("<pre role=\"group\" tabindex=\"0\"");
        attribute(&mut self.html, "aria-label", &self.options.words.code);
        self.html.push_str("><code");
        if !language.is_empty() {
            attribute(&mut self.html, "class", &format!("language-{}", language.to_ascii_lowercase()));
        }
        self.begin(">", "</code></pre>\n");
        self.quiet += 1;
    }

    fn html_block(&mut self, events: &[Placed<'w>], at: usize) -> usize {
        let end = self.ends[at];
        let lines = events[at + 1..end].iter().map(|(event, _)| match event {
            Event::Html(line) | Event::Text(line) => line.as_ref(),
            _ => "",
        });
        let shown = raw::read(&lines.collect::<String>()).shown;
        if !shown.trim().is_empty() {
            self.html.push_str("<p>");
            escape(&mut self.html, shown.trim());
            self.html.push_str("</p>\n");
        }
        end + 1
    }

    // Lists.

    fn list(&mut self, events: &[Placed<'w>], at: usize, first: Option<u64>) {
        let is_numbered = |at: usize| self.clause(place(events, at)).is_some_and(|clause| !clause.number.is_empty());
        let is_task = |at: usize| self.is_task(events, at);
        match first {
            Some(_) if self.options.numbered && is_numbered(at + 1) => {
                self.begin("<ol class=\"clause-list\" role=\"list\">\n", "</ol>\n")
            }
            Some(1) => self.begin("<ol>\n", "</ol>\n"),
            Some(first) => self.begin(&format!("<ol start=\"{first}\">\n"), "</ol>\n"),
            None if is_task(at + 1) => self.begin("<ul class=\"tasks\" role=\"list\">\n", "</ul>\n"),
            None => self.begin("<ul>\n", "</ul>\n"),
        }
    }

    fn list_entry(&mut self, events: &[Placed<'w>], at: usize) {
        match self.clause(place(events, at)) {
            Some(clause) => self.begin_clause("li", clause, "div"),
            _ if self.is_task(events, at) => self.begin("<li class=\"task\">", "</li>\n"),
            _ => self.begin("<li>", "</li>\n"),
        }
    }

    fn is_task(&self, events: &[Placed<'w>], at: usize) -> bool {
        let is_marker = |at: usize| matches!(events.get(at), Some((Event::TaskListMarker(_), _)));
        let is_paragraph = matches!(events.get(at + 1), Some((Event::Start(Tag::Paragraph), _)));
        is_marker(at + 1) || (is_paragraph && is_marker(at + 2))
    }

    fn task(&mut self, done: bool) {
        let (checked, word) = if done { (" checked", &self.options.words.done) } else { ("", &self.options.words.to_do) };
        self.html.push_str("<input type=\"checkbox\" disabled");
        self.html.push_str(checked);
        attribute(&mut self.html, "aria-label", word);
        self.html.push_str("> ");
    }

    // Tables.

    fn begin_table(&mut self, events: &[Placed<'w>], at: usize) {
        let head = self.ends.get(at + 1).copied().unwrap_or(at);
        let columns = words::beginning(&words::plain(&events[at + 1..head]).replace('\n', ", "), 100);
        let columns = columns.trim_matches([',', ' ']);
        let name = self.tables.name(self.options.words.table.replace("{}", columns));
        self.html.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\"");
        attribute(&mut self.html, "aria-label", name.trim_end_matches([':', ' ']));
        self.begin(">\n<table>\n", "</table>\n</div>\n");
    }

    // Links and pictures.

    fn link(&mut self, events: &[Placed<'w>], at: usize, link_type: LinkType, destination: &str) -> usize {
        let start = place(events, at);
        if let Some(reference) = found(&self.body.references, start, |reference| reference.span.start) {
            return self.reference(reference, at);
        }
        let is_bare = words::plain(&events[at + 1..self.ends[at]]).trim().is_empty();
        let is_bare =
            is_bare && !events[at + 1..self.ends[at]].iter().any(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })));
        match self.anchor(start, link_type, destination) {
            Some(anchor) => self.begin_link(&anchor),
            None => self.begin_without_link(),
        }
        if is_bare {
            escape(&mut self.html, destination);
        }
        at + 1
    }

    /// The opening tag of a link that is not to a record; `None` where there is nothing to link to.
    fn anchor(&self, start: u32, link_type: LinkType, destination: &str) -> Option<String> {
        let mut anchor = String::from("<a");
        if let Some(attachment) = found(&self.body.attachments, start, |attachment| attachment.span.start) {
            attribute(&mut anchor, "href", &self.attachment(attachment)?);
            return Some(anchor + ">");
        }
        let read = match link_type {
            LinkType::Email => Destination::email(destination),
            LinkType::WikiLink { .. } => Destination::read(crate::record::body::wiki_target(destination), ""),
            _ => Destination::read(destination, ""),
        };
        match read {
            Destination::Outside(address) => {
                attribute(&mut anchor, "href", &address);
                if address.starts_with("http") {
                    anchor.push_str(" class=\"external\" rel=\"noopener noreferrer\"");
                }
            }
            Destination::Here(fragment) => {
                let id = self.body.anchor(&fragment).unwrap_or(&fragment);
                attribute(&mut anchor, "href", &format!("#{}", self.id(id)));
            }
            _ => return None,
        }
        Some(anchor + ">")
    }

    fn attachment(&self, attachment: &Attachment) -> Option<String> {
        let href = self.links.attachment(&attachment.path)?;
        Some(attachment.fragment.as_ref().map_or(href.clone(), |fragment| format!("{href}#{fragment}")))
    }

    /// Where the record is not published, not even its id may show.
    fn reference(&mut self, reference: &Reference, at: usize) -> usize {
        let target = self.links.reference(reference);
        match &target {
            Some(target) => {
                let mut anchor = String::from("<a");
                attribute(&mut anchor, "href", &target.href);
                if let Some(summary) = target.summary.as_ref().filter(|summary| !summary.is_empty()) {
                    attribute(&mut anchor, "title", summary);
                }
                self.begin_link(&(anchor + ">"));
            }
            None => self.begin_without_link(),
        }
        if reference.label.is_some() {
            return at + 1;
        }
        let shown = target.map_or_else(|| self.options.words.not_published.clone(), |target| target.title);
        escape(&mut self.html, &shown);
        self.ends[at]
    }

    fn begin_link(&mut self, anchor: &str) {
        if self.linked > 0 {
            return self.begin_without_link();
        }
        self.begin(anchor, "</a>");
        self.quiet += 1;
        self.linked += 1;
    }

    fn begin_without_link(&mut self) {
        self.begin("", "");
        self.quiet += 1;
        self.linked += 1;
    }

    /// A picture alone in its paragraph that has a title is shown with it as a caption.
    fn figure(&mut self, events: &[Placed<'w>], at: usize) -> Option<usize> {
        let Some((Event::Start(Tag::Image { title, .. }), _)) = events.get(at + 1) else { return None };
        let is_alone = self.ends[at + 1] + 1 == self.ends[at];
        if title.is_empty() || !is_alone || !self.is_shown(place(events, at + 1)) {
            return None;
        }
        self.html.push_str("<figure>\n");
        self.picture(events, at + 1, "");
        self.html.push_str("\n<figcaption>");
        escape(&mut self.html, title);
        self.html.push_str("</figcaption>\n</figure>\n");
        Some(self.ends[at] + 1)
    }

    fn is_shown(&self, start: u32) -> bool {
        self.shown(start).is_some()
    }

    fn shown(&self, start: u32) -> Option<String> {
        let attachment = found(&self.body.attachments, start, |attachment| attachment.span.start)?;
        if attachment.shown && is_picture(&attachment.path) { self.links.attachment(&attachment.path) } else { None }
    }

    /// A picture, or its words where it cannot be shown.
    fn picture(&mut self, events: &[Placed<'w>], at: usize, title: &str) -> usize {
        let end = self.ends[at];
        let words = words::one_line(&words::plain(&events[at + 1..end]));
        match self.shown(place(events, at)) {
            Some(href) => {
                self.html.push_str("<img");
                attribute(&mut self.html, "src", &href);
                attribute(&mut self.html, "alt", &words);
                if !title.is_empty() {
                    attribute(&mut self.html, "title", title);
                }
                self.html.push_str(" loading=\"lazy\">");
            }
            None => escape(&mut self.html, &words),
        }
        end + 1
    }

    // Footnotes.

    fn footnote(&mut self, name: &str) {
        let Some((number, mention)) = self.footnotes.mention(name) else {
            return escape(&mut self.html, &format!("[^{name}]"));
        };
        let prefix = self.options.prefix;
        self.html.push_str("<sup class=\"footnote\"");
        attribute(&mut self.html, "id", &footnotes::mention_id(prefix, number, mention));
        if self.linked > 0 {
            self.html.push_str(&format!(">{number}</sup>"));
            return;
        }
        self.html.push_str("><a");
        attribute(&mut self.html, "href", &format!("#{}", footnotes::id(prefix, number)));
        attribute(&mut self.html, "aria-label", &self.options.words.footnote.replace("{}", &number.to_string()));
        self.html.push_str(&format!(">{number}</a></sup>"));
    }

    /// Footnotes may mention others, which then follow; the ways back are known when all are written.
    fn write_footnotes(&mut self) {
        let outer = std::mem::take(&mut self.html);
        self.written += outer.len();
        let mut texts = Vec::new();
        while let Some(definition) = self.footnotes.definition(texts.len() + 1).filter(|_| !self.rendered.cut) {
            self.walk(definition);
            self.written += self.html.len();
            texts.push(std::mem::take(&mut self.html));
        }
        self.html = outer;
        if !texts.is_empty() {
            self.place_footnotes(&texts);
        }
    }

    fn place_footnotes(&mut self, texts: &[String]) {
        self.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\"");
        attribute(&mut self.html, "aria-label", &self.options.words.footnotes);
        self.html.push_str(">\n<ol>\n");
        for (index, text) in texts.iter().enumerate() {
            let number = index + 1;
            self.html.push_str("<li");
            attribute(&mut self.html, "id", &footnotes::id(self.options.prefix, number));
            self.html.push('>');
            let ways_back = self.footnotes.ways_back(number, self.options);
            match text.trim_end().strip_suffix("</p>") {
                Some(text) => self.html.push_str(&format!("{text}{ways_back}</p>")),
                None => self.html.push_str(&format!("{text}{ways_back}")),
            }
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ol>\n</section>\n");
    }
}

fn place(events: &[Placed<'_>], at: usize) -> u32 {
    events.get(at).map_or(u32::MAX, |(_, range)| crate::span::Span::new(range.clone()).start)
}

fn found<T>(sorted: &[T], start: u32, key: impl Fn(&T) -> u32) -> Option<&T> {
    sorted.binary_search_by_key(&start, key).ok().map(|found| &sorted[found])
}

fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().map(str::to_lowercase).eq(other.split_whitespace().map(str::to_lowercase))
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
