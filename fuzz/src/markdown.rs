//! Prose: read, rendered, and judged.

use handbook::diagnostic::Report;
use handbook::phrases::Phrases;
use handbook::record::body::{self, Reference, said};
use handbook::site::glossary::{Glossary, Term, Terms, anchor};
use handbook::site::markdown::{Links, Options, Target, render};
use handbook::span::Span;

use super::well_formed;

/// How much longer HTML may be than its text, and what may be added to any.
const LONGER: usize = 40;
const ADDED: usize = 2 * 1024 * 1024;

/// A handbook that has every record and every attachment, under names that mean harm too.
struct Everything;

impl Links for Everything {
    fn reference(&self, reference: &Reference) -> Option<Target> {
        let title = format!("<b onclick=\"x\">{}", reference.target);
        Some(Target { href: "../x/index.html".to_owned(), title, language: None, summary: Some("\" onload=x".to_owned()) })
    }

    fn attachment(&self, path: &str) -> Option<String> {
        Some(format!("../{}", path.replace('"', "%22")))
    }
}

/// Whatever was written becomes HTML of known elements and attributes, well nested, with every id once, and not endless; every place that
/// is reported is one in the text.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut report = Report::default();
    let body = body::read(&"pages/a.md".into(), &text, Span::new(0..text.len()), &mut report);
    super::records::question_places(&report, &text);
    let terms =
        |term: &str| Term { term: term.into(), short: vec!["ab".into()], definition: "\"><b>".into(), anchor: anchor(term) };
    let glossary = Glossary::new(["a b", "a", "board", "Alert"].map(terms).into());
    for (level, numbered, prefix) in [(2, true, ""), (3, false, "p-")] {
        let options = Options { title: "Title", level, numbered, prefix, phrases: Phrases::english() };
        let mut terms = Terms::new(&glossary, "g");
        let rendered = render(&text, &body, &Everything, Some(&mut terms), &options);
        assert!(rendered.outline.iter().all(|section| !section.id.is_empty()), "a section without an id");
        let html = rendered.html();
        assert!(html.as_str().len() <= LONGER * text.len() + ADDED, "{} bytes of HTML", html.as_str().len());
        assert_eq!(well_formed::wrong(html.as_str()), Ok(()), "{html}");
    }
    for part in said::read(&text, &body).parts {
        let count = body.outline.len();
        assert!(part.heading.is_none_or(|heading| heading < count), "a part of what is said below no heading");
        let _ = part.words().count();
    }
    let _ = body::plain(&text, body.prose);
}
