//! Paragraphs, headings, clauses, lists, quotations, code and tables.

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag};

use super::super::super::html::{attribute, escape};
use super::super::{Piece, Section};
use super::{Writer, place};
use crate::record::body::events::Placed;
use crate::record::body::{Clause, Heading, raw, words};

impl<'w> Writer<'w, '_> {
    pub(super) fn paragraph(&mut self, events: &[Placed<'w>], at: usize) -> usize {
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
        let shown = clause.shown_number();
        // A paragraph with a letter of its own stands in no list that would set it in.
        match (is_numbered, clause.number.matches('(').count()) {
            (false, _) => {}
            (true, 0) => self.html.push_str(" class=\"clause\""),
            (true, depth) if depth > 1 && element == "p" => self.html.push_str(" class=\"clause clause--within clause--deeper\""),
            (true, _) => self.html.push_str(" class=\"clause clause--within\""),
        }
        attribute(&mut self.html, "id", &id);
        self.html.push('>');
        if !is_numbered {
            self.open.push(format!("</{element}>\n").into());
            return;
        }
        self.number(&clause.number, shown, &id);
        self.begin(&format!(" <{within}>"), format!("</{within}></{element}>\n"));
    }

    /// A number, which is the link to what it numbers.
    fn number(&mut self, number: &str, shown: &str, id: &str) {
        self.html.push_str("<a class=\"number\"");
        attribute(&mut self.html, "href", &format!("#{id}"));
        let name = self.options.phrases.say_with("prose.clause", &[("number", number.into())]);
        attribute(&mut self.html, "aria-label", &name);
        if shown != number {
            attribute(&mut self.html, "data-number", number);
        }
        self.html.push('>');
        escape(&mut self.html, shown);
        self.html.push_str("</a>");
    }

    pub(super) fn heading(&mut self, events: &[Placed<'w>], at: usize) -> usize {
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
        match number {
            Some(number) => {
                self.number(number, number, &id);
                self.begin(" <span>", format!("</span></h{level}>\n"));
            }
            None => {
                let mut end = String::from("</span> <a class=\"anchor\"");
                attribute(&mut end, "href", &format!("#{id}"));
                let name = self.options.phrases.say_with("prose.link-to", &[("title", heading.title.as_str().into())]);
                attribute(&mut end, "aria-label", &name);
                end.push_str(&format!("><span aria-hidden=\"true\">#</span></a></h{level}>\n"));
                self.begin("<span>", end);
            }
        }
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

    pub(super) fn quotation(&mut self, kind: Option<BlockQuoteKind>) {
        let (name, key) = match kind {
            None => return self.begin("<blockquote>\n", "</blockquote>\n"),
            Some(BlockQuoteKind::Note) => ("note", "prose.note"),
            Some(BlockQuoteKind::Tip) => ("tip", "prose.tip"),
            Some(BlockQuoteKind::Important) => ("important", "prose.important"),
            Some(BlockQuoteKind::Warning) => ("warning", "prose.warning"),
            Some(BlockQuoteKind::Caution) => ("caution", "prose.caution"),
        };
        self.begin(&format!("<div class=\"alert alert--{name}\">\n<p class=\"alert-title\">"), "</div>\n");
        escape(&mut self.html, &self.options.phrases.say(key));
        self.html.push_str("</p>\n");
    }

    pub(super) fn code_block(&mut self, kind: &CodeBlockKind<'_>) {
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').next().unwrap_or("")
            }
            CodeBlockKind::Indented => "",
        };
        self.html.push_str("<pre role=\"group\" tabindex=\"0\"");
        attribute(&mut self.html, "aria-label", &self.options.phrases.say("prose.code"));
        self.html.push_str("><code");
        if !language.is_empty() {
            attribute(&mut self.html, "class", &format!("language-{}", language.to_ascii_lowercase()));
        }
        self.begin(">", "</code></pre>\n");
        self.quiet += 1;
    }

    pub(super) fn html_block(&mut self, events: &[Placed<'w>], at: usize) -> usize {
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

    pub(super) fn list(&mut self, events: &[Placed<'w>], at: usize, first: Option<u64>) {
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

    pub(super) fn list_entry(&mut self, events: &[Placed<'w>], at: usize) {
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

    pub(super) fn task(&mut self, done: bool) {
        let (checked, key) = if done { (" checked", "prose.done") } else { ("", "prose.to-do") };
        self.html.push_str("<input type=\"checkbox\" disabled");
        self.html.push_str(checked);
        attribute(&mut self.html, "aria-label", &self.options.phrases.say(key));
        self.html.push_str("> ");
    }

    pub(super) fn begin_table(&mut self, events: &[Placed<'w>], at: usize) {
        let head = self.ends.get(at + 1).copied().unwrap_or(at);
        let columns = words::beginning(&words::plain(&events[at + 1..head]).replace('\n', ", "), 100);
        let columns = columns.trim_matches([',', ' ']);
        let name = self.tables.name(self.options.phrases.say_with("prose.table", &[("columns", columns.into())]));
        self.html.push_str("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\"");
        attribute(&mut self.html, "aria-label", name.trim_end_matches([':', ' ']));
        self.begin(">\n<table>\n", "</table>\n</div>\n");
    }
}

fn same_words(one: &str, other: &str) -> bool {
    one.split_whitespace().map(str::to_lowercase).eq(other.split_whitespace().map(str::to_lowercase))
}
