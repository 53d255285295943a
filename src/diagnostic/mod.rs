//! What is wrong, where, and what to do about it, as values. Knows no rule and no output format.

use crate::span::{Place, Span};

pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
mod texts;

pub use texts::{escaped, escaped_json, is_treacherous};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not built while it stands.
    Error,
    /// Something a reader would be misled by, or a duty unmet.
    Warning,
    /// Worth knowing; nothing need be done.
    Advice,
}

impl Severity {
    /// The word for it, as printed and as written in `[checks]`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// Another place that belongs to a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// Where.
    pub place: Place,
    /// What stands there, in a few words; empty where the same mistake stands there again.
    pub label: String,
}

/// One thing that is wrong, in one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the check that found it, such as `quorum/out-of-reach`.
    pub check: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in the reader's words; begins lower-case, ends without a full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// What to see at the place, in a few words; may be empty.
    pub label: String,
    /// Ways out.
    pub hints: Vec<String>,
    /// Other places that belong to it.
    pub related: Vec<Related>,
    /// The record it is about, as `kind:id`; empty for a file that is no record.
    pub subject: String,
}

impl Diagnostic {
    /// A diagnostic at a place, with no label and no hint yet.
    pub fn new(severity: Severity, check: &'static str, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            check,
            severity,
            message: message.into(),
            place,
            label: String::new(),
            hints: Vec::new(),
            related: Vec::new(),
            subject: String::new(),
        }
    }

    /// An error at a place.
    pub fn error(check: &'static str, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Error, check, place, message)
    }

    /// A warning at a place.
    pub fn warning(check: &'static str, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, check, place, message)
    }

    /// With words beside the marked place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = label.into();
        self
    }

    /// With a way out.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }

    /// With a way out, where there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Diagnostic {
        self.hints.extend(hint);
        self
    }

    /// With another place.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// About a record, as `kind:id`.
    #[must_use]
    pub fn about(mut self, subject: impl Into<String>) -> Diagnostic {
        self.subject = subject.into();
        self
    }

    /// The other places in which the same mistake stands.
    pub fn again(&self) -> Vec<&Place> {
        self.related.iter().filter(|other| other.label.is_empty()).map(|other| &other.place).collect()
    }

    fn order(&self) -> (&str, Span, &str, &str) {
        (&self.place.path, self.place.span, self.check, &self.message)
    }
}

/// Everything found so far. Steps add to it and go on.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Adds a diagnostic.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds all of another report.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// All, in the order of their files and places; the same whatever the order they were found in.
    pub fn sorted(&self) -> Vec<&Diagnostic> {
        let mut diagnostics: Vec<&Diagnostic> = self.diagnostics.iter().collect();
        diagnostics.sort_by(|one, other| one.order().cmp(&other.order()));
        diagnostics
    }

    /// All, errors first, then warnings, then advice; within each in the order of their places: what to mend first stands first.
    pub fn gravest_first(&self) -> Vec<&Diagnostic> {
        let mut diagnostics = self.sorted();
        diagnostics.sort_by_key(|diagnostic| diagnostic.severity);
        diagnostics
    }

    /// All, as found.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter()
    }

    /// Keeps those for which `keep` holds, which may change them.
    pub fn retain(&mut self, keep: impl FnMut(&mut Diagnostic) -> bool) {
        self.diagnostics.retain_mut(keep);
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.diagnostics.is_empty()
    }
}

impl IntoIterator for Report {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.diagnostics.into_iter()
    }
}
