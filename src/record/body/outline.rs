//! Headings and clauses with their addresses, and what is wrong with them.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::anchors::{self, Anchors};
use super::events::{Astray, Events, Mark, run};
use super::{Clause, Heading, Remarks, span, words};
use crate::diagnostic::{Diagnostic, Severity};

/// How much of a clause is kept to know it by, in bytes.
const BEGINNING: usize = 120;

/// The headings and the clauses of a text.
pub fn read(text: &str, events: &Events<'_>, remarks: &mut Remarks<'_>) -> (Vec<Heading>, Vec<Clause>) {
    let mut anchors = Anchors::default();
    // Ids that authors chose come first: a heading that is added later must not take one away.
    let fixed: Vec<Option<String>> =
        events.marks.iter().map(|mark| fixed(text, mark, place(events, mark), &mut anchors, remarks)).collect();
    let mut outline: Vec<Heading> = Vec::new();
    let mut clauses: Vec<Clause> = Vec::new();
    // The sections and clauses that are open, with how deep each lies.
    let mut around: Vec<(u8, String)> = Vec::new();
    for (mark, fixed) in events.marks.iter().zip(fixed) {
        let is_section = mark.depth > 0 && !mark.number.is_empty();
        around.retain(|(depth, _)| !is_section || *depth < mark.depth);
        let section = around.last().map(|(_, id)| id.as_str());
        // A clause is known by its own words: those of clauses in it may change without it.
        let words = words::one_line(&words::plain(&events.events[run(&events.events, mark.event)]));
        let is_fixed = fixed.is_some();
        let id = match &events.events[mark.event].0 {
            Event::Start(Tag::Heading { level, .. }) => {
                let id = fixed.unwrap_or_else(|| anchors.free(&anchors::for_heading(&words), section));
                outline.push(heading(mark, *level as u8, words, place(events, mark), id.clone(), is_fixed));
                id
            }
            _ => {
                let id = fixed.unwrap_or_else(|| anchors.free(&anchors::for_clause(&words), section));
                clauses.push(clause(mark, &words, place(events, mark), id.clone(), is_fixed));
                id
            }
        };
        if is_section {
            around.push((mark.depth, id));
        }
    }
    question_headings(&outline, remarks);
    for Astray { place, number, section } in &events.astray {
        let message =
            format!("the number {number} does not belong to section {section}, so this paragraph is not numbered as a clause");
        let hint = "write the number of its section into the heading too, as in `## 3. Quorum`, or correct this one";
        remarks.add(Diagnostic::new(Severity::Advice, "prose/number-astray", remarks.place(place), message).hint(hint));
    }
    question_numbers(&outline, &clauses, remarks);
    (outline, clauses)
}

fn place<'e>(events: &'e Events<'_>, mark: &Mark) -> &'e Range<usize> {
    &events.events[mark.event].1
}

fn heading(mark: &Mark, level: u8, title: String, place: &Range<usize>, id: String, fixed: bool) -> Heading {
    Heading { level, depth: mark.depth, id, number: mark.number.clone(), written: mark.written, title, span: span(place), fixed }
}

fn clause(mark: &Mark, words: &str, place: &Range<usize>, id: String, fixed: bool) -> Clause {
    let beginning = words::beginning(words, BEGINNING);
    Clause { number: mark.number.clone(), written: mark.written, id, beginning, span: span(place), fixed }
}

/// The id that an author chose, where it can be one.
fn fixed(text: &str, mark: &Mark, place: &Range<usize>, anchors: &mut Anchors, remarks: &mut Remarks<'_>) -> Option<String> {
    let anchor = mark.anchor.as_deref()?;
    let written = format!("{{#{anchor}}}");
    let place = text.get(place.clone()).and_then(|block| block.find(&written)).map_or(place.clone(), |at| {
        let start = place.start + at;
        start..start + written.len()
    });
    if !anchors::is_id(anchor) {
        let slug = anchors::slug(anchor, usize::MAX);
        let sound = Some(format!("write it as `{{#{slug}}}`")).filter(|_| anchors::is_id(&slug));
        let hint = sound.unwrap_or_else(|| "give it a name, as in `{#quorum}`, or leave it out".to_owned());
        let message = format!("`{anchor}` cannot be an anchor");
        let label = "lower-case letters and digits, joined by single hyphens";
        remarks.add(Diagnostic::error("prose/anchor", remarks.place(&place), message).label(label).hint(hint));
        return None;
    }
    let id = anchors.fix(anchor);
    match &id {
        None => {
            let message = format!("the anchor `{anchor}` is given twice in this text");
            let hint = "choose another, so that a link to it has one place to lead to";
            remarks.add(Diagnostic::error("prose/anchor-twice", remarks.place(&place), message).hint(hint));
        }
        Some(id) if id != anchor => {
            let message = format!("the anchor `{anchor}` belongs to the page around the text");
            let hint = format!("it becomes `{id}`; choose another to have it as written");
            remarks.add(Diagnostic::warning("prose/anchor-reserved", remarks.place(&place), message).hint(hint));
        }
        Some(_) => {}
    }
    id
}

fn question_headings(outline: &[Heading], remarks: &mut Remarks<'_>) {
    let mut titles = 0;
    let mut last = 1;
    for heading in outline {
        let is_quoted = heading.depth > 0 && heading.number.is_empty();
        let place = remarks.place(&heading.span.range());
        let advice = |check, message: String| Diagnostic::new(Severity::Advice, check, place.clone(), message);
        if heading.title.is_empty() {
            let message = "this heading has no words";
            let hint = "give it some, or leave it out: readers who move from heading to heading would land on nothing";
            remarks.add(Diagnostic::warning("prose/heading-empty", place.clone(), message).hint(hint));
        }
        if is_quoted {
            continue;
        }
        titles += usize::from(heading.level == 1);
        if heading.level == 1 && titles == 2 {
            let hint = "write the headings of sections with two signs: `## `";
            remarks
                .add(advice("prose/several-titles", "this text has more than one heading of the first level".into()).hint(hint));
        }
        if heading.level > last + 1 {
            let message = format!("this heading is of level {} and stands below one of level {last}", heading.level);
            let hint =
                format!("write it with `{} `: it is shown one level below the one before", "#".repeat(usize::from(last) + 1));
            remarks.add(advice("prose/heading-skips", message).hint(hint));
        }
        last = heading.level;
    }
}

fn question_numbers(outline: &[Heading], clauses: &[Clause], remarks: &mut Remarks<'_>) {
    let headings = outline.iter().map(|heading| (heading.span, &heading.number));
    let mut numbers: Vec<_> = headings.chain(clauses.iter().map(|clause| (clause.span, &clause.number))).collect();
    numbers.sort();
    let mut first = BTreeMap::new();
    for (span, number) in numbers.into_iter().filter(|(_, number)| !number.is_empty()) {
        if let Some(first) = first.insert(number, span) {
            let message = format!("the number {number} is given twice");
            let other = remarks.place(&first.range());
            let hint = "leave the numbers out to have them counted, or correct this one";
            let diagnostic = Diagnostic::warning("prose/number-twice", remarks.place(&span.range()), message);
            remarks.add(diagnostic.related(other, "the same number stands here").hint(hint));
        }
    }
}
