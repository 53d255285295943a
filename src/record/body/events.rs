//! Markdown as a list of events with their places in the file. Knows what is a clause, and nothing about its address.
//!
//! Two things are ours to read. `{#id}` at the end of a heading or a clause: the parser's own reading of it panics on some input.
//! And numbers: those that the author wrote stay, the others follow from where a heading or a clause stands.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::numbers::{Numbers, is_below, own_mark, own_number};
use crate::span::Span;

/// A file's prose, read.
pub struct Events<'t> {
    /// All events and their places in the file; neighbouring texts and soft breaks are one text.
    pub events: Vec<(Event<'t>, Range<usize>)>,
    /// Headings and clauses, in the order of their events.
    pub marks: Vec<Mark>,
    /// Where `[text][name]` names a link that is not defined.
    pub undefined: Vec<(Range<usize>, String)>,
    /// Paragraphs that begin like clauses, and are none.
    pub astray: Vec<Astray>,
}

/// A paragraph whose number is not one of its section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Astray {
    /// The number, in the file.
    pub place: Range<usize>,
    /// The number.
    pub number: String,
    /// The section's number.
    pub section: String,
}

/// What begins at an event: a heading or a clause. Its number and its anchor no longer stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The event that begins it.
    pub event: usize,
    /// How deep it lies; 0 for the title.
    pub depth: u8,
    /// What it is called in citations, such as `3.2`; empty for the title.
    pub number: String,
    /// Whether its author wrote the number.
    pub written: bool,
    /// The id in `{#id}`, as written.
    pub anchor: Option<String>,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
        | Options::ENABLE_WIKILINKS
}

/// The events of the prose that stands at `prose` in `text`.
pub fn read(text: &str, prose: Span) -> Events<'_> {
    let start = prose.range().start;
    let mut undefined = Vec::new();
    let callback = |broken: BrokenLink<'_>| {
        if matches!(broken.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push((start + broken.span.start..start + broken.span.end, broken.reference.to_string()));
        }
        None::<(CowStr<'_>, CowStr<'_>)>
    };
    let prose = text.get(prose.range()).unwrap_or("");
    let parser = Parser::new_with_broken_link_callback(prose, options(), Some(callback));
    let placed = parser.into_offset_iter().map(|(event, range)| (event, start + range.start..start + range.end));
    let mut events = merge(placed);
    let Marking { marks, astray, .. } = Marking::new(&events).mark(&mut events);
    Events { events, marks, undefined, astray }
}

/// Neighbouring texts and soft breaks as one text each, so that a term broken over two lines is one term.
fn merge<'t>(events: impl Iterator<Item = (Event<'t>, Range<usize>)>) -> Vec<(Event<'t>, Range<usize>)> {
    let mut merged: Vec<(Event<'t>, Range<usize>)> = Vec::new();
    // A text that stands alone, as most do, stays a piece of the file.
    let mut open: Option<(Cow<'t, str>, Range<usize>)> = None;
    for (event, range) in events {
        let words = match event {
            Event::Text(words) => Cow::from(words),
            Event::SoftBreak => Cow::Borrowed("\n"),
            other => {
                merged.extend(open.take().map(|(text, range)| (Event::Text(text.into()), range)));
                merged.push((other, range));
                continue;
            }
        };
        match &mut open {
            None => open = Some((words, range)),
            Some((text, place)) => {
                text.to_mut().push_str(&words);
                place.end = range.end;
            }
        }
    }
    merged.extend(open.map(|(text, range)| (Event::Text(text.into()), range)));
    merged
}

/// Finds headings and clauses, and takes their numbers and anchors out of the text.
struct Marking {
    numbers: Numbers,
    /// Whether the first heading, the only one of level 1, is the title.
    has_title: bool,
    marks: Vec<Mark>,
    astray: Vec<Astray>,
    /// For each open container, whether clauses may stand in it: in ordered lists at the margin, and in those within their clauses.
    open: Vec<bool>,
}

/// How deep lists of clauses are numbered; no document cites deeper, and numbers would grow without end.
const DEEPEST: u8 = 8;

/// An event and its place in the file.
pub type Placed<'t> = (Event<'t>, Range<usize>);

impl Marking {
    fn new(events: &[Placed<'_>]) -> Marking {
        let levels = levels_at_margin(events);
        let has_title = levels.first() == Some(&1) && levels.iter().filter(|level| **level == 1).count() == 1;
        Marking { numbers: Numbers::default(), has_title, marks: Vec::new(), astray: Vec::new(), open: Vec::new() }
    }

    fn mark(mut self, events: &mut [Placed<'_>]) -> Marking {
        for at in 0..events.len() {
            let takes_clauses = self.open.last().copied();
            match events[at].0 {
                Event::Start(Tag::Heading { level, .. }) => self.heading(events, at, level as u8),
                Event::Start(Tag::Paragraph) if takes_clauses.is_none() => self.paragraph(events, at),
                Event::Start(Tag::List(Some(first))) => self.ordered_list(first, takes_clauses.unwrap_or(true)),
                Event::Start(Tag::Item) => {
                    let takes_clauses = takes_clauses == Some(true);
                    if takes_clauses {
                        self.list_clause(events, at);
                    }
                    self.open.push(takes_clauses);
                }
                Event::Start(ref tag) if is_container(tag) => self.open.push(false),
                Event::End(tag) if is_container_end(tag) => self.end(tag),
                _ => {}
            }
        }
        self
    }

    fn end(&mut self, container: TagEnd) {
        let took_clauses = self.open.pop() == Some(true);
        if took_clauses && container == TagEnd::Item {
            self.numbers.close_clause();
        }
    }

    fn heading(&mut self, events: &mut [Placed<'_>], at: usize, level: u8) {
        let run = run(events, at);
        let anchor = take_anchor(events, &run);
        let (depth, number, written) = if !self.open.is_empty() {
            // A heading inside a quotation or a list belongs to what it stands in, and does not count.
            (self.numbers.depth() + 1, String::new(), false)
        } else if self.has_title && level == 1 {
            (0, String::new(), false)
        } else {
            let expected = self.numbers.next_heading(level);
            let own = first_text(events, &run).and_then(|text| own_number(text, &expected));
            let own = own.map(|(number, length)| (number.to_owned(), length));
            cut(events, &run, own.as_ref().map_or(0, |(_, length)| *length));
            let written = own.is_some();
            let number = own.map_or(expected, |(number, _)| number);
            self.numbers.open_heading(level, &number);
            (self.numbers.depth(), number, written)
        };
        self.marks.push(Mark { event: at, depth, number, written, anchor });
    }

    /// A paragraph at the margin is a clause where it begins with a number of its section, such as `3.1`, or has an anchor.
    /// "1.5 million" begins with a number too: a clause goes on with a capital.
    fn paragraph(&mut self, events: &mut [Placed<'_>], at: usize) {
        let run = run(events, at);
        let own = self.clause_number(events, &run, at).inspect(|(number, _)| self.numbers.open_paragraph(number));
        let own = own.or_else(|| self.clause_mark(events, &run));
        let anchor = take_anchor(events, &run);
        if own.is_none() && anchor.is_none() {
            return;
        }
        let number = own.map_or(String::new(), |(number, length)| {
            cut(events, &run, length);
            number
        });
        let written = !number.is_empty();
        self.marks.push(Mark { event: at, depth: self.numbers.depth(), number, written, anchor });
    }

    /// The number of a clause that a paragraph begins with, and its length. One that is not its section's is noted.
    fn clause_number(&mut self, events: &[Placed<'_>], run: &Range<usize>, at: usize) -> Option<(String, usize)> {
        let text = first_text(events, run)?;
        let (number, length) = own_number(text, "")?;
        let rest = &text[length..];
        let section = self.numbers.section();
        if is_below(number, section) {
            return (!rest.starts_with(char::is_lowercase)).then(|| (number.to_owned(), length));
        }
        if rest.starts_with(char::is_uppercase) {
            let place = events[at].1.start..events[at].1.start + number.len();
            self.astray.push(Astray { place, number: number.to_owned(), section: section.to_owned() });
        }
        None
    }

    /// The number that follows from the mark, such as `(a)`, with which a paragraph within a clause begins, and the mark's length.
    fn clause_mark(&mut self, events: &[Placed<'_>], run: &Range<usize>) -> Option<(String, usize)> {
        let (mark, length) = own_mark(first_text(events, run)?)?;
        Some((self.numbers.open_marked(mark)?, length))
    }

    fn ordered_list(&mut self, first: u64, takes_clauses: bool) {
        let takes_clauses = takes_clauses && self.numbers.depth() < DEEPEST;
        if takes_clauses {
            self.numbers.begin_list(first);
        }
        self.open.push(takes_clauses);
    }

    fn list_clause(&mut self, events: &mut [Placed<'_>], at: usize) {
        let run = run(events, at);
        let anchor = take_anchor(events, &run);
        let number = self.numbers.open_clause();
        self.marks.push(Mark { event: at, depth: self.numbers.depth(), number, written: false, anchor });
    }
}

/// The levels of the headings that stand in no quotation and no list.
fn levels_at_margin(events: &[Placed<'_>]) -> Vec<u8> {
    let mut depth = 0usize;
    let mut levels = Vec::new();
    for (event, _) in events {
        match event {
            Event::Start(Tag::Heading { level, .. }) if depth == 0 => levels.push(*level as u8),
            Event::Start(tag) if is_container(tag) => depth += 1,
            Event::End(tag) if is_container_end(*tag) => depth -= 1,
            _ => {}
        }
    }
    levels
}

fn is_container(tag: &Tag<'_>) -> bool {
    is_container_end(tag.to_end())
}

fn is_container_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table
    )
}

/// The events of the words right inside the block that begins at `at`; those of its first paragraph for a list's entry.
pub fn run(events: &[Placed<'_>], at: usize) -> Range<usize> {
    let within = |index: &usize| matches!(events.get(*index), Some((Event::Start(Tag::Paragraph), _)));
    let start = Some(at + 1).filter(|index| !within(index)).unwrap_or(at + 2);
    let ends = |event: &Event<'_>| match event {
        Event::Start(tag) => {
            is_container(tag) || matches!(tag, Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock)
        }
        Event::End(tag) => is_container_end(*tag) || matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_)),
        Event::Rule => true,
        _ => false,
    };
    let length = events[start..].iter().position(|(event, _)| ends(event)).unwrap_or(0);
    start..start + length
}

fn first_text<'e>(events: &'e [Placed<'_>], run: &Range<usize>) -> Option<&'e str> {
    match events[run.clone()].first() {
        Some((Event::Text(text), _)) => Some(text),
        _ => None,
    }
}

/// Takes `length` bytes off the beginning of a run that begins with text.
fn cut(events: &mut [Placed<'_>], run: &Range<usize>, length: usize) {
    if let Some((Event::Text(text), _)) = events[run.clone()].first_mut().filter(|_| length > 0) {
        *text = text.get(length..).unwrap_or("").to_owned().into();
    }
}

/// Takes `{#id}` off the end of a run.
fn take_anchor(events: &mut [Placed<'_>], run: &Range<usize>) -> Option<String> {
    let Some((Event::Text(text), _)) = events[run.clone()].last_mut() else { return None };
    let (before, anchor) = text.trim_end().strip_suffix('}')?.rsplit_once("{#")?;
    if anchor.contains(['{', '}', '\n']) {
        return None;
    }
    let anchor = anchor.to_owned();
    *text = before.trim_end().to_owned().into();
    Some(anchor)
}
