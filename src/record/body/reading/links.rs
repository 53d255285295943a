//! Links and pictures: where they lead, and what is said of those that lead nowhere.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::super::destination::{Destination, Flaw};
use super::super::events::Events;
use super::super::{Attachment, Form, PARTS, Reference, flaws, span};
use super::{Open, Reading};
use crate::diagnostic::Diagnostic;

/// The endings of files that can be shown as pictures.
const PICTURES: [&str; 7] = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"];

/// For how many wrong anchors a right one is suggested.
const SUGGESTED: usize = 20;

impl Reading<'_, '_> {
    pub(super) fn undefined(&mut self, events: &Events<'_>) {
        for (range, name) in &events.undefined {
            let message = format!("the link `{name}` is not defined, so it is shown as written");
            let hint = format!("define it on a line of its own: `[{name}]: address`");
            self.remarks.add(Diagnostic::warning("prose/link-undefined", self.remarks.place(range), message).hint(hint));
        }
    }

    /// What looks like a link and was not read as one is shown as written.
    pub(super) fn lost_link(&mut self, text: &str, range: &Range<usize>) {
        let lost = self.text.get(range.clone()).filter(|_| text.contains("](")).and_then(|written| {
            let middle = written.find("](")?;
            let start = written[..middle].rfind('[')?;
            let end = middle + written[middle..].find(')')? + 1;
            Some(range.start + start..range.start + end)
        });
        if let Some(lost) = lost {
            let message = "this looks like a link, and is shown as written";
            let hint = "an address may hold no space, unless it stands between angle brackets: `[words](<address>)`";
            self.remarks.add(Diagnostic::warning("prose/link-broken", self.remarks.place(&lost), message).hint(hint));
        }
    }

    pub(super) fn close_link(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let label = self.words[open.words..].split_whitespace().collect::<Vec<_>>().join(" ");
        match open.link_type {
            LinkType::WikiLink { has_pothole } => self.wiki(&open, Some(label).filter(|label| has_pothole && !label.is_empty())),
            LinkType::Email => {
                if let Destination::Refused(flaw) = Destination::email(&open.destination, &self.limits) {
                    self.flaw(&open, &flaw);
                }
            }
            _ => self.link(&open, label),
        }
    }

    /// Asked of links out of the handbook and to attachments: one to a record shows the record's name.
    fn question_words(&mut self, open: &Open, label: &str) {
        if label.is_empty() {
            let message = "this link has no words, so its address is shown";
            let hint = "say between the brackets what it leads to: `[words](address)`";
            let place = self.remarks.place(&open.range);
            self.remarks.add(Diagnostic::warning("prose/link-without-words", place, message).hint(hint));
        }
    }

    fn wiki(&mut self, open: &Open, label: Option<String>) {
        let written = wiki_target(&open.destination);
        let (target, fragment) = written.split_once('#').unwrap_or((written, ""));
        let (target, fragment) =
            (target.trim().to_owned(), Some(fragment.trim().to_owned()).filter(|fragment| !fragment.is_empty()));
        match (target.is_empty(), fragment) {
            (true, None) => self.flaw(open, &Flaw::Empty),
            (true, Some(fragment)) => self.here(open, &fragment),
            (false, fragment) => {
                let target_span = span(&self.target_range(open, written));
                let reference = Reference { span: span(&open.range), target_span, target, fragment, label, form: Form::Wiki };
                self.body.references.push(reference);
            }
        }
    }

    fn link(&mut self, open: &Open, label: String) {
        match Destination::read(&open.destination, self.remarks.path, &self.limits) {
            Destination::Outside(_) => self.question_words(open, &label),
            Destination::Here(fragment) => self.here(open, &fragment),
            Destination::File(target, fragment) => {
                let target_span = span(&self.target_range(open, &open.destination));
                let label = Some(label).filter(|label| !label.is_empty());
                let reference = Reference { span: span(&open.range), target_span, target, fragment, label, form: Form::File };
                self.body.references.push(reference);
            }
            Destination::Attachment(path, fragment) => {
                self.question_words(open, &label);
                self.body.attachments.push(Attachment { span: span(&open.range), path, fragment, shown: false });
            }
            Destination::Refused(flaw) => self.flaw(open, &flaw),
        }
    }

    fn here(&mut self, open: &Open, fragment: &str) {
        let is_part = fragment.strip_prefix("part-").is_some_and(|part| PARTS.contains(&part));
        if is_part || self.body.anchor(fragment).is_some() {
            return;
        }
        let message = format!("there is no heading or clause `{fragment}` in this text");
        self.lost += 1;
        // Comparing with every heading takes long where many are wrong.
        let near = if self.lost <= SUGGESTED { self.body.nearest(fragment) } else { None };
        let hint = near.map(|near| format!("did you mean `#{near}`?"));
        let place = self.remarks.place(&self.target_range(open, fragment));
        self.remarks.add(Diagnostic::error("prose/unknown-anchor", place, message).maybe_hint(hint));
    }

    pub(super) fn close_picture(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let is_wiki = matches!(open.link_type, LinkType::WikiLink { has_pothole: false });
        if is_wiki || self.words[open.words..].trim().is_empty() {
            let message = "this picture has no words for readers who cannot see it";
            let hint = "say what it shows between the brackets: `![what it shows](files/picture.png)`";
            let place = self.remarks.place(&open.range);
            self.remarks.add(Diagnostic::warning("prose/image-without-text", place, message).hint(hint));
        }
        match Destination::read(&open.destination, self.remarks.path, &self.limits) {
            Destination::Attachment(path, fragment) if is_picture(&path) => {
                self.body.attachments.push(Attachment { span: span(&open.range), path, fragment, shown: true });
            }
            Destination::Refused(flaw) => self.flaw(&open, &flaw),
            destination => {
                let is_elsewhere = matches!(destination, Destination::Outside(_));
                let place = self.remarks.place(&self.target_range(&open, &open.destination));
                self.remarks.add(flaws::no_picture(place, is_elsewhere, &PICTURES));
            }
        }
    }

    fn flaw(&mut self, open: &Open, flaw: &Flaw) {
        let place = self.remarks.place(&self.target_range(open, &open.destination));
        self.remarks.add(flaws::diagnostic(place, flaw));
    }
}

/// What a wiki link names; inside a table its `|` is written `\|`, which leaves the backslash.
pub fn wiki_target(destination: &str) -> &str {
    destination.trim().trim_end_matches('\\').trim_end()
}

/// Whether a file can be shown as a picture.
pub fn is_picture(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| PICTURES.contains(&ending.to_ascii_lowercase().as_str()))
}
