//! Follows what one record refers to.

use super::missing::{Missing, Wanted};
use super::ways::near_word;
use crate::diagnostic::Diagnostic;
use crate::model::{Backlink, Model, RecordId, Referred, Unresolved, words};
use crate::record::Record;
use crate::record::body::{Form, Reference};
use crate::record::kind::Kind;
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::vocabulary::{Row, Vocabulary};
use crate::record::suggest::nearest;
use crate::record::walk::{Mention, Target};
use crate::span::Span;

/// Where the references of one record lead.
#[derive(Default)]
pub(super) struct Followed {
    /// Each that leads to a record, with that record.
    pub links: Vec<(RecordId, Backlink)>,
    /// Each that leads to nothing that is there.
    pub missing: Vec<Missing>,
    /// What is wrong with the others.
    pub findings: Vec<Diagnostic>,
}

/// Follows the references of one record.
pub(super) struct Follower<'m> {
    pub(super) model: &'m Model,
    pub(super) record: &'m Record,
    id: RecordId,
    followed: Followed,
}

impl<'m> Follower<'m> {
    /// Of the record of this number.
    pub(super) fn new(model: &'m Model, id: RecordId) -> Follower<'m> {
        Follower { model, record: model.record(id), id, followed: Followed::default() }
    }

    /// Follows all of them.
    pub(super) fn follow(mut self) -> Followed {
        let record = self.record;
        for mention in &record.mentions {
            match &mention.target {
                Target::Record(kind) => self.field(*kind, mention),
                Target::Term(key) => self.term(key, mention),
                Target::Attachment => self.attachment(&mention.text, mention.span),
            }
        }
        for reference in &record.body.references {
            self.prose(reference);
        }
        for attachment in &record.body.attachments {
            self.attachment(&attachment.path, attachment.span);
        }
        self.followed
    }

    fn field(&mut self, kind: Kind, mention: &Mention) {
        match self.model.resolve(self.record.scope(), kind, &mention.text) {
            Some(to) if to == self.id => {}
            Some(to) => self.followed.links.push((to, Backlink { from: self.id, field: Some(mention.field.clone()) })),
            None => {
                let message = format!("there is no {} `{}`", kind.label().to_lowercase(), mention.text);
                let finding = Diagnostic::error("reference/unknown", self.record.place(mention.span), message);
                let likely = self.likely(kind, &mention.text);
                let is_likely = likely.is_some();
                let finding = finding.hint(likely.unwrap_or_else(|| self.make(kind, &mention.text)));
                let wanted = Wanted::of_kind(kind, self.record.scope(), &mention.text);
                self.miss(Missing { is_likely, ..self.missing(wanted, &mention.text, finding) });
            }
        }
    }

    fn term(&mut self, key: &str, mention: &Mention) {
        if key == "checks" {
            return;
        }
        let rows = |vocabulary: &'m Vocabulary| vocabulary.list(key);
        if self
            .model
            .vocabularies_for(self.record)
            .any(|vocabulary| rows(vocabulary).iter().any(|row| row.id().value == mention.text))
        {
            return;
        }
        let own = self.own_first(rows(self.model.vocabulary_of(self.record)), key);
        let list = key.replace('_', " ");
        let message = format!("`{}` is not among the {list}", mention.text);
        let finding = Diagnostic::error("vocabulary/unknown-word", self.record.place(mention.span), message);
        let finding = match near_word(&own, &mention.text) {
            Some(row) => finding.hint(format!("did you mean `{}` ({})?", row.id().value, row.name())),
            None => {
                let words: Vec<String> = own.iter().take(12).map(|row| format!("`{}`", row.id().value)).collect();
                let rest = if own.len() > 12 {
                    format!(" and {} more: see `handbook explain {key}`", own.len() - 12)
                } else {
                    String::new()
                };
                finding.hint(format!("the words are {}{rest}", words.join(", ")))
            }
        };
        let finding = finding.hint(format!("or add your own word to `vocabulary.toml`, under `[[{key}]]`"));
        self.miss(self.missing(Wanted::Word(key.to_owned()), &mention.text, finding));
    }

    /// A jurisdiction's own words before those that all have: they are more likely meant.
    fn own_first(&self, mut rows: Vec<&'m dyn Row>, key: &str) -> Vec<&'m dyn Row> {
        let common = self.model.vocabulary(Jurisdiction::Generic).list(key);
        let is_common = |row: &&dyn Row| common.iter().any(|other| other.id().value == row.id().value);
        rows.sort_by_key(is_common);
        rows
    }

    fn prose(&mut self, reference: &Reference) {
        match self.model.refer(self.record, reference) {
            Ok(Referred::Record(to)) if to == self.id => {}
            Ok(Referred::Record(to)) => self.followed.links.push((to, Backlink { from: self.id, field: None })),
            Ok(Referred::Provision(_)) => {}
            Err(unresolved) => self.astray(reference, unresolved),
        }
    }

    /// Tells of a reference in prose that leads nowhere.
    fn astray(&mut self, reference: &Reference, unresolved: Unresolved) {
        let place = self.record.place(reference.target_span);
        match unresolved {
            Unresolved::Unknown { near } => {
                let message = match reference.form {
                    Form::Wiki => format!("`{}` leads to no record", reference.target),
                    Form::File => format!("there is no record `{}`", reference.target),
                };
                let likely = self.likely_in_prose(reference, near);
                let is_likely = likely.is_some();
                let hint = likely.unwrap_or_else(|| self.write(reference));
                let finding = Diagnostic::error("reference/unknown", place, message).hint(hint);
                let wanted = Wanted::by(reference, self.record.scope());
                self.miss(Missing { is_likely, ..self.missing(wanted, &reference.target, finding) });
            }
            Unresolved::Ambiguous { choices } => {
                let message = format!("`{}` can mean {} records", reference.target, words::number(choices.len()));
                let choices = choices.iter().map(|choice| format!("[[{choice}]]")).collect::<Vec<_>>().join(" or ");
                self.report(Diagnostic::error("reference/ambiguous", place, message).hint(format!("say which: {choices}")));
            }
            Unresolved::NoHeading { title, near } => {
                let fragment = reference.fragment.as_deref().unwrap_or("");
                let message = format!("“{title}” has no heading `#{fragment}`");
                let hint = near.map_or_else(|| self.headings(reference), |near| format!("did you mean `#{near}`?"));
                self.report(Diagnostic::error("reference/unknown-heading", place, message).hint(hint));
            }
        }
    }

    fn attachment(&mut self, path: &str, span: Span) {
        let attachments = &self.model.joined.attachments;
        if attachments.contains(path) {
            return;
        }
        let near = nearest(path, attachments.iter().map(|path| &**path));
        let hint =
            near.map_or_else(|| "put the file there, or correct the path".to_owned(), |near| format!("did you mean `{near}`?"));
        let finding = Diagnostic::error("reference/missing-file", self.record.place(span), format!("there is no file `{path}`"));
        self.miss(self.missing(Wanted::Attachment, path, finding.hint(hint)));
    }

    fn missing(&self, wanted: Wanted, text: &str, alone: Diagnostic) -> Missing {
        let alone = alone.about(self.record.subject());
        Missing { wanted, text: text.to_owned(), from: self.id, alone, is_likely: true }
    }

    fn miss(&mut self, missing: Missing) {
        self.followed.missing.push(missing);
    }

    fn report(&mut self, finding: Diagnostic) {
        self.followed.findings.push(finding.about(self.record.subject()));
    }
}
