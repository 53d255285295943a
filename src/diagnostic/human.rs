//! Diagnostics as people read them at a terminal: what is wrong, the line with the place marked, and the way out.
//!
//! Whatever an author wrote is shown and never obeyed: control characters and those that turn the direction of writing
//! are made visible, long lines are cut around the place, and the whole is bounded.

use std::collections::{BTreeMap, BTreeSet};

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::texts::{self, Texts, escaped, is_treacherous};
use super::{Diagnostic, Report, Severity};
use crate::source::Sources;
use crate::span::{Lines, Place, Position};

/// How diagnostics are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to write colours for a terminal.
    pub color: bool,
    /// How many characters fit on a line.
    pub width: usize,
    /// How many diagnostics are written out; the rest are counted.
    pub limit: usize,
}

impl Default for Style {
    fn default() -> Style {
        Style { color: false, width: 120, limit: 100 }
    }
}

/// No terminal and no reader gains from more: beyond this many bytes the rest are counted.
const MOST_BYTES: usize = 200 * 1024;
/// The longest message, label or hint, in characters.
const MOST_WORDS: usize = 1_000;
/// How many characters of a line are kept after the beginning of a place; the renderer trims them to the width of the terminal.
const AFTER_PLACE: usize = 400;
/// The renderer counts columns in what it is given, so the line's beginning is kept, unless it is as long as this.
const BEFORE_PLACE: usize = 20_000;
/// Marks further apart than this many lines are shown as two excerpts.
const NEAR: usize = 12;
/// How many hints, and how many other places, of one diagnostic are shown.
const MOST_PARTS: usize = 8;
/// How many places are listed where the same mistake stands again.
const MOST_AGAIN: usize = 6;

/// The whole report with excerpts and a closing line; empty where nothing was found.
pub fn render(report: &Report, sources: &Sources, style: Style) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() }.term_width(style.width);
    let mut texts = Texts::new(sources);
    bounded(report, style.limit, |diagnostic| format!("{}\n\n", write_out(diagnostic, &mut texts, &renderer)))
}

/// The whole report, one line each, as editors and `grep` like it: `path:line:column: error[check]: message`.
pub fn render_short(report: &Report, sources: &Sources, limit: usize) -> String {
    let mut texts = Texts::new(sources);
    bounded(report, limit, |diagnostic| {
        let Diagnostic { check, severity, message, place, .. } = diagnostic;
        let message = shown(message).replace('\n', " ");
        format!("{}: {}[{check}]: {message}\n", on_one_line(&texts.written(place)), severity.word())
    })
}

/// The closing line, such as `3 errors, 1 warning, 2 files`; empty where nothing was found.
pub fn summary(report: &Report) -> String {
    if report.is_empty() {
        return String::new();
    }
    format!("{}, {}", counts(report.iter()), plural(files(report), "file", "files"))
}

/// How many files have something wrong with them.
pub(super) fn files(report: &Report) -> usize {
    report.iter().map(|diagnostic| &diagnostic.place.path).collect::<BTreeSet<_>>().len()
}

fn counts<'d>(diagnostics: impl Iterator<Item = &'d Diagnostic>) -> String {
    let mut counts = BTreeMap::<Severity, usize>::new();
    for diagnostic in diagnostics {
        *counts.entry(diagnostic.severity).or_default() += 1;
    }
    let counted = counts.into_iter().map(|(severity, count)| match severity {
        Severity::Error => plural(count, "error", "errors"),
        Severity::Warning => plural(count, "warning", "warnings"),
        Severity::Advice => plural(count, "piece of advice", "pieces of advice"),
    });
    counted.collect::<Vec<_>>().join(", ")
}

fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Writes diagnostics in the order of their places, as many as are wanted, and counts the others.
fn bounded(report: &Report, limit: usize, mut write: impl FnMut(&Diagnostic) -> String) -> String {
    let (chosen, mut rest) = choose(report, limit);
    let mut text = String::new();
    for diagnostic in chosen {
        if text.len() < MOST_BYTES {
            text.push_str(&write(diagnostic));
        } else {
            rest.push(diagnostic);
        }
    }
    if !rest.is_empty() {
        text.push_str(&format!("… and {} more, not shown\n", counts(rest.into_iter())));
    }
    let summary = summary(report);
    if !summary.is_empty() {
        text.push_str(&summary);
        text.push('\n');
    }
    text
}

/// The gravest first: what to mend first stands first, and where not all can be shown the least is left out.
fn choose(report: &Report, limit: usize) -> (Vec<&Diagnostic>, Vec<&Diagnostic>) {
    let mut ranked = report.gravest_first();
    let rest = ranked.split_off(limit.min(ranked.len()));
    (ranked, rest)
}

fn write_out(diagnostic: &Diagnostic, texts: &mut Texts, renderer: &Renderer) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Advice => Level::INFO.with_name("advice"),
    };
    let mut group = level.primary_title(shown(&diagnostic.message)).id(diagnostic.check).elements([] as [Origin; 0]);
    for excerpt in excerpts(diagnostic, texts) {
        group = excerpt.add_to(group);
    }
    let again = diagnostic.again();
    let again = texts::listed(again.into_iter(), MOST_AGAIN, texts);
    let again = again.iter().map(|place| Level::NOTE.with_name("also").message(on_one_line(place)));
    let hints = diagnostic.hints.iter().take(MOST_PARTS).map(|hint| Level::HELP.with_name("hint").message(shown(hint)));
    let more = Level::NOTE.with_name("more").message(format!("handbook explain {}", diagnostic.check));
    renderer.render(&[group.elements(again).elements(hints).element(more)])
}

/// Some neighbouring lines of one file, with places marked.
struct Excerpt {
    path: String,
    /// Where the first mark is; nothing where the file as a whole is meant.
    at: Option<Position>,
    first_line: usize,
    text: String,
    marks: Vec<Annotation<'static>>,
}

impl Excerpt {
    fn add_to(self, group: Group<'_>) -> Group<'_> {
        let Excerpt { path, at, first_line, text, marks } = self;
        let snippet = Snippet::source(text).line_start(first_line).annotations(marks);
        match at {
            None => group.element(Origin::path(path)),
            Some(at) if at.column > BEFORE_PLACE => {
                group.element(Origin::path(path).line(at.line).char_column(at.column)).element(snippet)
            }
            Some(_) => group.element(snippet.path(path)),
        }
    }
}

/// A place to be marked, and the words beside it.
struct Mark<'d> {
    place: &'d Place,
    label: &'d str,
    kind: AnnotationKind,
}

/// The diagnostic's own place, then the others; those near each other in one excerpt.
fn excerpts(diagnostic: &Diagnostic, texts: &mut Texts) -> Vec<Excerpt> {
    let own = Mark { place: &diagnostic.place, label: &diagnostic.label, kind: AnnotationKind::Primary };
    let others = diagnostic.related.iter().filter(|other| !other.label.is_empty()).take(MOST_PARTS);
    let others = others.map(|other| Mark { place: &other.place, label: &other.label, kind: AnnotationKind::Context });
    let mut clusters: Vec<Vec<Mark>> = Vec::new();
    for mark in std::iter::once(own).chain(others) {
        match clusters.iter_mut().find(|cluster| is_near(&cluster[0], &mark, texts)) {
            Some(cluster) => cluster.push(mark),
            None => clusters.push(vec![mark]),
        }
    }
    clusters.iter().map(|cluster| excerpt(cluster, texts)).collect()
}

fn is_near(one: &Mark, other: &Mark, texts: &mut Texts) -> bool {
    let same_file = one.place.path == other.place.path;
    match (texts.position(one.place), texts.position(other.place)) {
        (Some(one), Some(other)) => same_file && one.line.abs_diff(other.line) <= NEAR,
        _ => false,
    }
}

fn excerpt(marks: &[Mark], texts: &mut Texts) -> Excerpt {
    let place = marks[0].place;
    let path = shown_path(texts, &place.path);
    let at = texts.position(place);
    let Some(lines) = at.and_then(|_| texts.lines(&place.path)) else {
        return Excerpt { path, at: None, first_line: 1, text: String::new(), marks: Vec::new() };
    };
    let ranges: Vec<Marked> = marks.iter().map(|mark| Marked::new(mark, lines)).collect();
    let first_line = ranges.iter().map(|range| range.line).min().unwrap_or(1);
    let last_line = ranges.iter().map(|range| range.line).max().unwrap_or(1);
    let mut text = String::new();
    let mut annotations = Vec::new();
    for line in first_line..=last_line {
        let here: Vec<&Marked> = ranges.iter().filter(|range| range.line == line).collect();
        let cut = Cut::new(lines.line(line), here.iter().map(|range| range.start).min().unwrap_or(0));
        for marked in here {
            let span = text.len() + cut.offset(marked.start)..text.len() + cut.offset(marked.end);
            annotations.push(marked.kind.span(span).label((!marked.label.is_empty()).then(|| marked.label.clone())));
        }
        text.push_str(&cut.text);
        text.push('\n');
    }
    Excerpt { path, at, first_line, text, marks: annotations }
}

/// A mark as characters of one line, counted from 0. Of a place that spans lines, the first is marked.
struct Marked {
    line: usize,
    start: usize,
    end: usize,
    label: String,
    kind: AnnotationKind,
}

impl Marked {
    fn new(mark: &Mark, lines: &Lines) -> Marked {
        let span = mark.place.span;
        let (from, to) = (lines.position(span.start), lines.position(span.end.max(span.start)));
        let end = if to.line == from.line { to.column - 1 } else { lines.line(from.line).chars().count() };
        let start = from.column - 1;
        let label = shown(mark.label).replace('\n', " ");
        Marked { line: from.line, start, end: end.max(start), label, kind: mark.kind }
    }
}

/// The part of a line around a place, harmless to a terminal.
struct Cut {
    text: String,
    /// Which character of the line is the first shown, and where each one shown begins in `text`.
    from: usize,
    offsets: Vec<usize>,
}

impl Cut {
    fn new(line: &str, place: usize) -> Cut {
        let from = if place < BEFORE_PLACE { 0 } else { place - AFTER_PLACE };
        let mut cut = Cut { text: String::new(), from, offsets: Vec::new() };
        if from > 0 {
            cut.text.push('…');
        }
        let mut letters = line.chars().skip(from);
        for letter in letters.by_ref().take(place - from + AFTER_PLACE) {
            cut.offsets.push(cut.text.len());
            cut.text.push(stand_in(letter).unwrap_or(letter));
        }
        cut.offsets.push(cut.text.len());
        if letters.next().is_some() {
            cut.text.push('…');
        }
        cut
    }

    /// Where the character at `column` of the whole line begins in the part that is shown.
    fn offset(&self, column: usize) -> usize {
        let last = self.offsets.len() - 1;
        self.offsets[column.saturating_sub(self.from).min(last)]
    }
}

/// One visible character for one that a terminal would obey or that nobody sees.
fn stand_in(letter: char) -> Option<char> {
    match letter {
        '\t' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + letter as u32),
        '\u{7f}' => Some('\u{2421}'),
        _ if is_treacherous(letter) => Some('\u{fffd}'),
        _ => None,
    }
}

/// The path that the author can open from where the program was started.
fn shown_path(texts: &Texts, path: &str) -> String {
    on_one_line(&texts.path(path))
}

/// Paths for the terminal: what a line break would do to a list of them it does not do.
fn on_one_line(words: &str) -> String {
    shown(words).replace('\n', "\\n")
}

/// Words for the terminal: what must not be obeyed is written as an escape, what is too long ends in `…`.
fn shown(words: &str) -> String {
    match words.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{}…", escaped(&words[..end])),
        None => escaped(words),
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::source::memory;
    use crate::span::Span;

    fn place(sources: &Sources, path: &str, words: &str) -> Place {
        let start = sources.text(path).find(words).unwrap();
        Place::new(&path.into(), Span::new(start..start + words.len()))
    }

    fn board() -> Sources {
        let mut sources = memory::sources([
            ("forums/board.md", "+++\nname = \"Board\"\nseats = 5\n\n\n\n\nquorum = 7\n+++\n"),
            ("organisations/leeds.toml", "name = \"Leeds\"\nkind = \"nhs-trst\"\n"),
        ]);
        sources.root = "content".into();
        sources
    }

    #[test]
    fn a_diagnostic_shows_its_place_and_the_way_out() {
        let sources = board();
        let mut report = Report::default();
        let quorum = Diagnostic::error(
            "quorum/out-of-reach",
            place(&sources, "forums/board.md", "7"),
            "“Board” has 5 seats and needs 7 to decide",
        );
        report.add(
            quorum
                .label("this many must be there")
                .related(place(&sources, "forums/board.md", "5"), "seats")
                .related(place(&sources, "organisations/leeds.toml", "Leeds"), "the only member")
                .hint("fill the seats, or agree on a smaller quorum"),
        );
        report.add(Diagnostic::warning("file/empty", Place::start_of(&"pages/about.md".into()), "the page says nothing"));
        assert_snapshot!(render(&report, &sources, Style::default()), @r#"
        error[quorum/out-of-reach]: “Board” has 5 seats and needs 7 to decide
         --> content/forums/board.md:8:10
          |
        3 | seats = 5
          |         - seats
        ...
        8 | quorum = 7
          |          ^ this many must be there
          |
         ::: content/organisations/leeds.toml:1:9
          |
        1 | name = "Leeds"
          |         ----- the only member
          |
          = hint: fill the seats, or agree on a smaller quorum
          = more: handbook explain quorum/out-of-reach

        warning[file/empty]: the page says nothing
        --> content/pages/about.md
         = more: handbook explain file/empty

        1 error, 1 warning, 2 files
        "#);
    }

    #[test]
    fn one_line_each() {
        let sources = board();
        let mut report = Report::default();
        report.add(Diagnostic::warning("file/empty", Place::start_of(&"pages/about.md".into()), "the page says nothing"));
        report.add(Diagnostic::error("field/value", place(&sources, "organisations/leeds.toml", "\"nhs-trst\""), "no kind"));
        assert_snapshot!(render_short(&report, &sources, 100), @r"
        content/organisations/leeds.toml:2:8: error[field/value]: no kind
        content/pages/about.md: warning[file/empty]: the page says nothing
        1 error, 1 warning, 2 files
        ");
    }

    #[test]
    fn hostile_text_is_shown_and_not_obeyed() {
        let line = format!("{}\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}key = 1{}\n", "x".repeat(500), "y".repeat(5_000));
        let sources = memory::sources([("a.toml", line.as_str())]);
        let mut report = Report::default();
        let diagnostic = Diagnostic::error("field/unknown", place(&sources, "a.toml", "key"), "no field `\u{1b}[31mkey`");
        report.add(diagnostic.label("\u{202e}label").hint("z".repeat(5_000)));
        let text = render(&report, &sources, Style::default());
        assert!(!text.chars().any(|letter| letter != '\n' && is_treacherous(letter)), "{text:?}");
        assert!(text.contains("no field `\\u{1b}[31mkey`"), "{text}");
        assert!(text.contains("a.toml:1:516"), "{text}");
        assert!(text.len() < 4_000, "{text}");
        assert!(text.lines().all(|line| line.chars().count() < 1_100), "{text}");
    }

    #[test]
    fn errors_come_before_warnings_where_not_all_are_shown() {
        let sources = board();
        let mut report = Report::default();
        for number in 0..5 {
            let at = Place::new(&"forums/board.md".into(), Span::new(number..number + 1));
            let severity = if number % 2 == 0 { Severity::Warning } else { Severity::Error };
            report.add(Diagnostic::new(severity, "a/b", at, format!("number {number}")));
        }
        let text = render_short(&report, &sources, 3);
        let shown: Vec<&str> = text.lines().filter_map(|line| line.split_once("number ")).map(|(_, number)| number).collect();
        assert_eq!(shown, ["1", "3", "0"]);
        assert!(text.ends_with("… and 2 warnings more, not shown\n2 errors, 3 warnings, 1 file\n"), "{text}");
    }

    #[test]
    fn ten_thousand_mistakes_in_a_long_line_end_soon() {
        let text = "x".repeat(1_000_000);
        let sources = memory::sources([("a.toml", text.as_str())]);
        let mut report = Report::default();
        for start in 0..10_000 {
            let place = Place::new(&"a.toml".into(), Span::new(start * 100..start * 100 + 5));
            report.add(Diagnostic::error("a/b", place, "wrong"));
        }
        let rendered = render(&report, &sources, Style::default());
        assert!(rendered.len() < 256 * 1024);
        assert!(rendered.contains("… and 9900 errors more"));
        assert!(rendered.contains("a.toml:1:9901\n"));
    }

    #[test]
    fn a_place_far_along_a_line_keeps_its_column() {
        let text = format!("{}key = 1", "é".repeat(50_000));
        let sources = memory::sources([("a.toml", text.as_str())]);
        let mut report = Report::default();
        report.add(Diagnostic::error("a/b", place(&sources, "a.toml", "key"), "wrong"));
        let rendered = render(&report, &sources, Style::default());
        assert!(rendered.contains("a.toml:1:50001\n"), "{rendered}");
        assert!(rendered.contains("key = 1") && rendered.contains("^^^"), "{rendered}");
    }
}
