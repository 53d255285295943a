//! One state of the handbook, as the preview shows it.

use crate::cli::terminal::typed;
use crate::diagnostic::{Diagnostic, Severity, human};
use crate::output::{Content, Route};
use crate::project::{Edition, theme_finding};
use crate::serve::{Problem, Site};
use crate::site::theme::ThemeError;
use crate::source::Sources;
use crate::source::disk::DiskError;
use crate::span::{Lines, Span};

/// One state: an edition, or why there is none.
pub(super) struct Preview {
    edition: Result<Edition, DiskError>,
}

impl Preview {
    pub(super) fn new(edition: Result<Edition, DiskError>) -> Preview {
        Preview { edition }
    }

    /// What was found, in one line for the terminal; `check` is the command that shows all of it.
    pub(super) fn summary(&self, check: &str) -> String {
        match &self.edition {
            Err(error) => format!("{error}\n"),
            Ok(edition) if edition.report.is_empty() => "No findings.\n".to_owned(),
            Ok(edition) => format!("{}; to see all, type: {}\n", human::summary(&edition.report), typed(check)),
        }
    }
}

impl Site for Preview {
    fn content(&self, route: &Route) -> Option<Content> {
        let edition = self.edition.as_ref().ok()?;
        let rendered = edition.site.as_ref()?.render(route)?;
        Some(rendered.unwrap_or_else(|error| failed(edition, &error)))
    }

    fn not_found(&self) -> Content {
        let Ok(edition) = &self.edition else { return broken("There is no handbook to show.") };
        match edition.site.as_ref().map(|site| site.not_found("/")) {
            Some(Ok(page)) => page,
            Some(Err(error)) => failed(edition, &error),
            None => broken("There is no site to show."),
        }
    }

    fn problems(&self) -> Vec<Problem> {
        match &self.edition {
            Err(error) => vec![Problem { message: error.to_string(), ..Problem::default() }],
            Ok(Edition { report, sources, .. }) => {
                let errors = report.sorted().into_iter().filter(|finding| finding.severity == Severity::Error);
                errors.map(|finding| problem(finding, sources)).collect()
            }
        }
    }
}

/// A page in whose place a template went wrong.
fn failed(edition: &Edition, error: &ThemeError) -> Content {
    let finding = theme_finding(&edition.model, error);
    broken(&format!("{}\n\n{}", finding.message, finding.hints.join("\n")))
}

/// A page that says why a page cannot be shown.
fn broken(message: &str) -> Content {
    let message = message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    Content::html(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>This page cannot be shown</title>\n</head>\n\
         <body>\n<h1>This page cannot be shown</h1>\n<pre>{message}</pre>\n</body>\n</html>\n"
    ))
}

fn problem(finding: &Diagnostic, sources: &Sources) -> Problem {
    let Diagnostic { message, place, hints, .. } = finding;
    let (message, hints) = (message.clone(), hints.clone());
    let path = sources.root.join(&*place.path).display().to_string();
    if place.span == Span::default() {
        return Problem { place: path, message, excerpt: String::new(), hints };
    }
    let lines = Lines::new(sources.text(&place.path));
    let (start, end) = (lines.position(place.span.start), lines.position(place.span.end));
    let line = lines.line(start.line);
    let last = if end.line == start.line { end.column } else { line.chars().count() + 1 };
    let marks = "^".repeat(last.saturating_sub(start.column).max(1));
    let excerpt = format!("{line}\n{}{marks}", " ".repeat(start.column - 1));
    Problem { place: format!("{path}:{}:{}", start.line, start.column), message, excerpt, hints }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::memory;
    use crate::span::Place;

    #[test]
    fn a_problem_marks_its_place() {
        let sources = memory::sources([("a.toml", "one\nname = “x”\n")]);
        let place = Place::new(&"a.toml".into(), Span::new(11..18));
        let shown = problem(&Diagnostic::error("a/b", place, "wrong").hint("mend it"), &sources);
        assert_eq!((shown.place.as_str(), shown.excerpt.as_str()), ("a.toml:2:8", "name = “x”\n       ^^^"));
        let whole = problem(&Diagnostic::error("a/b", Place::start_of(&"a.toml".into()), "wrong"), &sources);
        assert_eq!((whole.place.as_str(), whole.excerpt.as_str()), ("a.toml", ""));
    }
}
