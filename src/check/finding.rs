//! A check, and what it finds.

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::Model;
use crate::record::Record;
use crate::record::kind::collaborative::Jurisdiction;
use crate::span::{Place, Span};

/// Where a check's rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pack {
    /// Everywhere: arithmetic, completeness, good practice.
    Everywhere,
    /// In the law of these jurisdictions only.
    Only(&'static [Jurisdiction]),
}

impl Pack {
    fn holds_in(self, jurisdiction: Jurisdiction) -> bool {
        match self {
            Pack::Everywhere => true,
            Pack::Only(jurisdictions) => jurisdictions.contains(&jurisdiction),
        }
    }
}

/// One thing that can be wrong.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Its name: the subject, a slash, and what is wrong, such as `quorum/out-of-reach`.
    pub name: &'static str,
    /// How much its findings matter, unless the handbook says otherwise.
    pub severity: Severity,
    /// Where it holds.
    pub pack: Pack,
    /// Its explanation, as Markdown.
    pub text: &'static str,
    /// The question; `None` where reading or joining asks it.
    pub run: Option<fn(&Model, &mut Findings<'_>)>,
}

/// What one check has found so far.
pub struct Findings<'m> {
    check: &'static Check,
    model: &'m Model,
    found: Vec<Diagnostic>,
}

impl<'m> Findings<'m> {
    /// Adds a finding at a span of a record's file. Where the check's rule does not hold in the record's jurisdiction the finding is
    /// dropped.
    pub fn add(&mut self, record: &Record, span: Span, message: impl Into<String>) -> Finding<'_, 'm> {
        self.add_at(record, record.place(span), message)
    }

    /// Adds a finding about a record as a whole, at its name.
    pub fn about(&mut self, record: &Record, message: impl Into<String>) -> Finding<'_, 'm> {
        self.add_at(record, record.itself(), message)
    }

    /// Adds a finding at a field of a record, or at its name where it lacks the field.
    pub fn field(&mut self, record: &Record, key: &str, message: impl Into<String>) -> Finding<'_, 'm> {
        self.add_at(record, record.field(key), message)
    }

    fn add_at(&mut self, record: &Record, place: Place, message: impl Into<String>) -> Finding<'_, 'm> {
        let diagnostic = Diagnostic::new(self.check.severity, self.check.name, place, message).about(record.subject());
        let kept = self.check.pack.holds_in(self.model.jurisdiction_of(record));
        Finding { findings: self, diagnostic: Some(diagnostic), kept }
    }
}

/// A finding that is being written: it is added when it is whole.
pub struct Finding<'f, 'm> {
    findings: &'f mut Findings<'m>,
    diagnostic: Option<Diagnostic>,
    kept: bool,
}

impl Finding<'_, '_> {
    /// With words beside the marked place.
    pub fn label(self, label: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.label(label))
    }

    /// With a way out.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.hint(hint))
    }

    /// With another place that belongs to it.
    pub fn related(self, place: Place, label: impl Into<String>) -> Self {
        self.with(|diagnostic| diagnostic.related(place, label))
    }

    /// With another severity than the check's own.
    pub fn severity(self, severity: Severity) -> Self {
        self.with(|diagnostic| Diagnostic { severity, ..diagnostic })
    }

    fn with(mut self, change: impl FnOnce(Diagnostic) -> Diagnostic) -> Self {
        self.diagnostic = self.diagnostic.take().map(change);
        self
    }
}

impl Drop for Finding<'_, '_> {
    fn drop(&mut self) {
        if self.kept {
            self.findings.found.extend(self.diagnostic.take());
        }
    }
}

/// What one check finds in a model.
pub fn run_one(check: &'static Check, model: &Model) -> Vec<Diagnostic> {
    let Some(run) = check.run else { return Vec::new() };
    let mut findings = Findings { check, model, found: Vec::new() };
    run(model, &mut findings);
    findings.found
}
