//! Joins records: finds what every reference leads to, and reports each that leads nowhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::memory::Memory;
use super::reference::Unresolved;
use super::{Backlink, Joined, Model, RecordId};
use crate::diagnostic::{Diagnostic, Report};
use crate::record::body::Reference;
use crate::record::kind::vocabulary::{Row, Vocabulary};
use crate::record::kind::{Handbook, KINDS, Kind};
use crate::record::suggest::nearest;
use crate::record::value::Format;
use crate::record::walk::{Fact, Mention, Target, Value};
use crate::record::{Record, walk};
use crate::span::Span;
use crate::vocabulary::Vocabularies;

/// Joins all records into a model of `today`; `attachments` are the files that records may link to.
pub fn join(mut records: Vec<Arc<Record>>, attachments: BTreeSet<Arc<str>>, today: Date, report: &mut Report) -> Model {
    records.sort_by(|one, other| (one.kind, &one.address, &one.path).cmp(&(other.kind, &other.address, &other.path)));
    report_duplicates(&mut records, report);
    let mut by_name: BTreeMap<Kind, HashMap<String, RecordId>> = BTreeMap::new();
    let mut by_path = BTreeMap::new();
    let mut by_id: HashMap<String, Vec<RecordId>> = HashMap::new();
    for (number, record) in records.iter().enumerate() {
        let id = RecordId(number as u32);
        by_name.entry(record.kind).or_default().insert(record.address.to_string(), id);
        by_path.insert(Arc::clone(&record.path), id);
        by_id.entry(record.address.id.to_string()).or_default().push(id);
    }
    let handbook = records.iter().find_map(|record| record.of::<Handbook>()).cloned();
    let added = records.iter().find_map(|record| record.of::<Vocabulary>());
    let vocabularies = Vocabularies::new(added);
    let joined = Joined { handbook, vocabularies, records, by_name, by_path, by_id, attachments, backlinks: Vec::new() };
    let memory = Arc::new(Memory::new(&joined.records));
    let mut model = Model { joined: Arc::new(joined), memory, today };
    let backlinks = backlinks_of(&model, report);
    // Nobody else holds it yet: the model is only now complete.
    if let Some(joined) = Arc::get_mut(&mut model.joined) {
        joined.backlinks = backlinks;
    }
    model
}

/// Two files for one record, such as `leeds.toml` and `leeds.md`: the first stands.
fn report_duplicates(records: &mut Vec<Arc<Record>>, report: &mut Report) {
    records.dedup_by(|second, first| {
        if (first.kind, &first.address) != (second.kind, &second.address) {
            return false;
        }
        report.add(
            Diagnostic::error(
                "record/duplicate-id",
                second.itself(),
                format!("there are two files for {} `{}`", first.kind.label().to_lowercase(), first.address),
            )
            .related(first.itself(), "the other one")
            .hint(format!(
                "keep one of `{}` and `{}`: a record with prose is a `.md` file, one without is `.toml`",
                first.path, second.path
            )),
        );
        true
    });
}

fn backlinks_of(model: &Model, report: &mut Report) -> Vec<Vec<Backlink>> {
    let followed: Vec<(Vec<(RecordId, Backlink)>, Vec<Diagnostic>)> =
        (0..model.len()).into_par_iter().map(|number| Follower::new(model, RecordId(number as u32)).follow()).collect();
    let mut backlinks = vec![Vec::new(); model.len()];
    for (links, findings) in followed {
        report.extend(findings);
        for (to, link) in links {
            let known: &mut Vec<Backlink> = &mut backlinks[to.0 as usize];
            if !known.contains(&link) {
                known.push(link);
            }
        }
    }
    backlinks
}

/// Follows the references of one record.
struct Follower<'m> {
    model: &'m Model,
    id: RecordId,
    record: &'m Record,
    links: Vec<(RecordId, Backlink)>,
    findings: Vec<Diagnostic>,
}

impl<'m> Follower<'m> {
    fn new(model: &'m Model, id: RecordId) -> Follower<'m> {
        Follower { model, id, record: model.record(id), links: Vec::new(), findings: Vec::new() }
    }

    fn follow(mut self) -> (Vec<(RecordId, Backlink)>, Vec<Diagnostic>) {
        let record = self.record;
        for mention in &record.mentions {
            match &mention.target {
                Target::Record(kind) => self.field(*kind, mention),
                Target::Term(key) => self.term(key, mention),
            }
        }
        for reference in &record.body.references {
            self.prose(reference);
        }
        for attachment in &record.body.attachments {
            self.attachment(&attachment.path, attachment.span);
        }
        for fact in &record.facts {
            self.files(fact);
        }
        (self.links, self.findings)
    }

    fn field(&mut self, kind: Kind, mention: &Mention) {
        match self.model.resolve(self.record.scope(), kind, &mention.text) {
            Some(to) if to == self.id => {}
            Some(to) => self.links.push((to, Backlink { from: self.id, field: Some(mention.field.clone()) })),
            None => {
                let message = format!("there is no {} `{}`", kind.label().to_lowercase(), mention.text);
                let finding = Diagnostic::error("reference/unknown", self.record.place(mention.span), message);
                self.report(finding.hint(self.way_out(kind, &mention.text)));
            }
        }
    }

    /// What was probably meant, or where to write the missing record.
    fn way_out(&self, kind: Kind, text: &str) -> String {
        let same_kind = || self.model.of_kind(kind).map(|(_, record)| record);
        let by_name = same_kind().find(|record| names(record).iter().any(|name| name.eq_ignore_ascii_case(text)));
        if let Some(record) = by_name {
            return format!("refer to it by its id: `{}`", self.short(record));
        }
        let ids: Vec<String> = same_kind().map(|record| self.short(record)).collect();
        if let Some(near) = nearest(text, ids.iter().map(String::as_str)) {
            return format!("did you mean `{near}`?");
        }
        let elsewhere = KINDS.iter().find_map(|other| self.model.resolve(self.record.scope(), *other, text));
        if let Some(id) = elsewhere {
            let other = self.model.record(id);
            return format!("`{text}` is {}, and {} is wanted here", other.kind.with_article(), kind.with_article());
        }
        match self.record.address.collaborative.as_deref().or(self.record.scope()) {
            Some(scope) if matches!(kind.home(), crate::record::kind::Home::PartFolder(_)) && !text.contains('/') => {
                format!(
                    "write it with `handbook new {kind} {scope}/{text}`, or refer to another collaborative's as `<collaborative>/{text}`"
                )
            }
            _ => format!("write it with `handbook new {kind} {}`, or correct the id", crate::record::id::suggestion(text)),
        }
    }

    /// How this record would refer to another: bare within one collaborative.
    fn short(&self, other: &Record) -> String {
        let within = other.address.collaborative.is_some() && other.address.collaborative.as_deref() == self.record.scope();
        if within { other.address.id.to_string() } else { other.address.to_string() }
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
        let own = rows(self.model.vocabulary_of(self.record));
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
        self.report(finding.hint(format!("or add your own word to `vocabulary.toml`, under `[[{key}]]`")));
    }

    fn prose(&mut self, reference: &Reference) {
        match self.model.refer(self.record, reference) {
            Ok(super::Referred::Record(to)) if to == self.id => {}
            Ok(super::Referred::Record(to)) => self.links.push((to, Backlink { from: self.id, field: None })),
            Ok(super::Referred::Provision(_)) => {}
            Err(unresolved) => {
                let place = self.record.place(reference.target_span);
                let finding = match unresolved {
                    Unresolved::Unknown { near } => {
                        let message = format!("`{}` leads to no record", reference.target);
                        let hint = near.map_or_else(
                            || {
                                "write the id of a record, with its kind where the id alone is not clear: [[organisation:x]]"
                                    .to_owned()
                            },
                            |near| format!("did you mean `{near}`?"),
                        );
                        Diagnostic::error("reference/unknown", place, message).hint(hint)
                    }
                    Unresolved::Ambiguous { choices } => {
                        let message = format!("`{}` can mean {} records", reference.target, choices.len());
                        Diagnostic::error("reference/ambiguous", place, message).hint(format!(
                            "say which: {}",
                            choices.iter().map(|choice| format!("[[{choice}]]")).collect::<Vec<_>>().join(" or ")
                        ))
                    }
                    Unresolved::NoHeading { title, near } => {
                        let fragment = reference.fragment.as_deref().unwrap_or("");
                        let message = format!("“{title}” has no heading `#{fragment}`");
                        Diagnostic::error("reference/unknown-heading", place, message).hint(near.map_or_else(
                            || "give the heading an anchor that stays: `## Heading {#anchor}`".to_owned(),
                            |near| format!("did you mean `#{near}`?"),
                        ))
                    }
                };
                self.report(finding);
            }
        }
    }

    fn files(&mut self, fact: &Fact) {
        match &fact.value {
            Value::Text(path, Format::Attachment) => self.attachment(path, fact.span),
            Value::Table(facts) => facts.iter().for_each(|fact| self.files(fact)),
            _ => {}
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
        self.report(finding.hint(hint));
    }

    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding.about(self.record.subject()));
    }
}

fn names(record: &Record) -> Vec<String> {
    let former = record.head.former_names.iter().map(|former| former.name.clone());
    std::iter::once(record.title()).chain(record.head.short_name.iter().map(|name| name.value.clone())).chain(former).collect()
}

/// The row whose id, name, short form or other words are nearest to what was written.
fn near_word<'v>(rows: &[&'v dyn Row], text: &str) -> Option<&'v dyn Row> {
    let same = |row: &&&dyn Row| {
        let words = row.also().iter().map(String::as_str).chain([row.name()]).chain(row.short()).chain(row.native());
        words
            .into_iter()
            .any(|word| word.eq_ignore_ascii_case(text) || walk::label(word).eq_ignore_ascii_case(&walk::label(text)))
    };
    if let Some(row) = rows.iter().find(same) {
        return Some(*row);
    }
    let near = nearest(text, rows.iter().map(|row| row.id().value.as_str()))?;
    rows.iter().find(|row| row.id().value == near).copied()
}
