//! Joins records: finds what every reference leads to, and reports each that leads nowhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::memory::Memory;
use super::reference::Unresolved;
use super::{Backlink, Joined, Model, RecordId};
use crate::diagnostic::{Diagnostic, Report};
use crate::record::body::{Form, Reference};
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::vocabulary::{Row, SETS, Vocabulary};
use crate::record::kind::{Forum, Glossary, Handbook, Home, KINDS, Kind};
use crate::record::suggest::nearest;
use crate::record::value::Sp;
use crate::record::walk::{Mention, Target};
use crate::record::{Record, walk};
use crate::span::Span;
use crate::vocabulary::Vocabularies;

/// Joins all records into a model of `today`; `attachments` are the files that records may link to.
pub fn join(mut records: Vec<Arc<Record>>, attachments: BTreeSet<Arc<str>>, today: Date, report: &mut Report) -> Model {
    records.sort_by(|one, other| (one.kind, &one.address, &one.path).cmp(&(other.kind, &other.address, &other.path)));
    report_duplicates(&mut records, report);
    records.iter_mut().for_each(|record| {
        call(record, today);
        hold_back(record, today);
    });
    let mut by_name: BTreeMap<Kind, HashMap<String, RecordId>> = BTreeMap::new();
    let mut by_path = BTreeMap::new();
    let mut by_id: HashMap<String, Vec<RecordId>> = HashMap::new();
    for (number, record) in records.iter().enumerate() {
        let id = RecordId(number as u32);
        by_name.entry(record.kind).or_default().insert(record.address.to_string(), id);
        by_path.insert(Arc::clone(&record.path), id);
        by_id.entry(record.address.id.to_string()).or_default().push(id);
    }
    for known in by_id.values_mut() {
        known.sort_by_key(|id| records[id.number()].address.collaborative.clone());
    }
    report_unfounded(&records, report);
    records.iter().for_each(|record| report_entries(record, report));
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

/// Gives a record the name that it bore on a day.
fn call(record: &mut Arc<Record>, day: Date) {
    let name = record.name_on(day).map(str::to_owned);
    if record.called != name {
        Arc::make_mut(record).called = name;
    }
}

/// Makes a draft of a record that may not be published before a later day: whatever is kept from drafts is kept from it.
fn hold_back(record: &mut Arc<Record>, day: Date) {
    let is_early = record.head.publish_from.is_some_and(|from| from.date.first_day() > day);
    if is_early && !record.head.draft {
        Arc::make_mut(record).head.draft = true;
    }
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

/// Records in the folder of a collaborative that has no record of its own: said once for each folder.
fn report_unfounded(records: &[Arc<Record>], report: &mut Report) {
    let collaboratives = records.iter().filter(|record| record.kind == Kind::Collaborative);
    // Those that are there, and those that were said to be missing.
    let mut known: BTreeSet<&str> = collaboratives.map(|record| &*record.address.id).collect();
    for record in records {
        let Some(collaborative) = record.address.collaborative.as_deref() else { continue };
        if !known.insert(collaborative) {
            continue;
        }
        let message = format!("there is no collaborative `{collaborative}`, in whose folder this record stands");
        let hint =
            format!("write `collaboratives/{collaborative}/collaborative.toml`: `handbook new collaborative {collaborative}`");
        report.add(Diagnostic::error("reference/unknown", record.itself(), message).hint(hint).about(record.subject()));
    }
}

/// Entries of one record that bear one name: seats by which rules point at them, terms of the glossary, words of the vocabulary.
fn report_entries(record: &Record, report: &mut Report) {
    let mut entries: Vec<(&str, &Sp<String>)> = Vec::new();
    if let Some(forum) = record.of::<Forum>() {
        entries.extend(forum.seats.iter().filter_map(|seat| Some(("seat", seat.id.as_ref()?))));
    }
    if let Some(glossary) = record.of::<Glossary>() {
        entries.extend(glossary.terms.iter().map(|term| ("term", &term.term)));
    }
    let mut lists: Vec<(&str, Vec<&dyn Row>)> = Vec::new();
    if let Some(vocabulary) = record.of::<Vocabulary>() {
        lists.extend(SETS.iter().map(|key| (*key, vocabulary.list(key))));
    }
    entries.extend(lists.iter().flat_map(|(key, rows)| rows.iter().map(|row| (*key, row.id()))));
    let mut first: BTreeMap<(&str, String), Span> = BTreeMap::new();
    for (list, id) in entries {
        let Some(other) = first.get(&(list, id.to_lowercase())) else {
            first.insert((list, id.to_lowercase()), id.span);
            continue;
        };
        let message = match list {
            "seat" => format!("two seats have the id `{}`, so a rule that names it could mean either", id.value),
            "term" => format!("`{}` is explained twice", id.value),
            key => format!("`{}` is added twice to the {}", id.value, key.replace('_', " ")),
        };
        let finding = Diagnostic::error("record/duplicate-id", record.place(id.span), message)
            .related(record.place(*other), "the other one")
            .hint("keep one of the two, or give this one another name");
        report.add(finding.about(record.subject()));
    }
}

fn backlinks_of(model: &Model, report: &mut Report) -> Vec<Vec<Backlink>> {
    let followed: Vec<Followed> =
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

/// Where the references of one record lead, and what is wrong with them.
type Followed = (Vec<(RecordId, Backlink)>, Vec<Diagnostic>);

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

    fn follow(mut self) -> Followed {
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
        // A path or a file's name where the id alone is wanted, and a forum of another collaborative without its name.
        let bare = text.trim().rsplit('/').next().unwrap_or(text);
        let bare = bare.strip_suffix(".toml").or_else(|| bare.strip_suffix(".md")).unwrap_or(bare);
        let by_bare = same_kind().find(|record| *record.address.id == *bare && (bare != text || self.short(record) != text));
        if let Some(record) = by_bare {
            return format!("did you mean `{}`?", self.short(record));
        }
        let ids: Vec<String> = same_kind().map(|record| self.short(record)).collect();
        let near = nearest(text, ids.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let elsewhere = KINDS.iter().find_map(|other| self.model.resolve(self.record.scope(), *other, text));
        let elsewhere = elsewhere.map(|id| {
            let other = self.model.record(id);
            format!("`{text}` is {}, and {} is wanted here", other.kind.with_article(), kind.with_article())
        });
        let ways: Vec<String> = elsewhere.into_iter().chain(near).collect();
        if !ways.is_empty() {
            return ways.join("; ");
        }
        let id = |text: &str| crate::record::id::suggestion(text);
        let is_part = matches!(kind.home(), Home::PartFolder(_));
        match (self.record.scope(), text.split_once('/')) {
            (_, Some((collaborative, name))) if is_part => {
                format!("make it with `handbook new {kind} {}/{}`, or correct the id", id(collaborative), id(name))
            }
            (Some(scope), None) if is_part => {
                let name = id(text);
                format!(
                    "make it with `handbook new {kind} {scope}/{name}`, or refer to another collaborative's as `<collaborative>/{name}`"
                )
            }
            _ => format!("make it with `handbook new {kind} {}`, or correct the id", id(text)),
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
        self.report(finding.hint(format!("or add your own word to `vocabulary.toml`, under `[[{key}]]`")));
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
            Ok(super::Referred::Record(to)) if to == self.id => {}
            Ok(super::Referred::Record(to)) => self.links.push((to, Backlink { from: self.id, field: None })),
            Ok(super::Referred::Provision(_)) => {}
            Err(unresolved) => {
                let place = self.record.place(reference.target_span);
                let finding = match unresolved {
                    Unresolved::Unknown { near } => {
                        let message = match reference.form {
                            Form::Wiki => format!("`{}` leads to no record", reference.target),
                            Form::File => format!("there is no record `{}`", reference.target),
                        };
                        let hint = self.prose_way_out(reference, near);
                        Diagnostic::error("reference/unknown", place, message).hint(hint)
                    }
                    Unresolved::Ambiguous { choices } => {
                        let message = format!("`{}` can mean {} records", reference.target, super::words::number(choices.len()));
                        Diagnostic::error("reference/ambiguous", place, message).hint(format!(
                            "say which: {}",
                            choices.iter().map(|choice| format!("[[{choice}]]")).collect::<Vec<_>>().join(" or ")
                        ))
                    }
                    Unresolved::NoHeading { title, near } => {
                        let fragment = reference.fragment.as_deref().unwrap_or("");
                        let message = format!("“{title}” has no heading `#{fragment}`");
                        let hint = near.map_or_else(|| self.headings(reference), |near| format!("did you mean `#{near}`?"));
                        Diagnostic::error("reference/unknown-heading", place, message).hint(hint)
                    }
                };
                self.report(finding);
            }
        }
    }

    /// What a reference in prose was probably meant to be.
    fn prose_way_out(&self, reference: &Reference, near: Option<String>) -> String {
        let target = reference.target.as_str();
        let folder = self.record.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if reference.form == Form::File {
            // A path from the content folder where one from the file's own folder is wanted.
            let from_root = target.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            let meant = from_root.filter(|path| self.model.at_path(path).is_some()).or(near.as_deref());
            return meant.map_or_else(
                || "link to a record's file from this file's folder, or by its id, such as [[organisation:x]]".to_owned(),
                |meant| format!("did you mean `{}`? A path begins at this file's folder", relative(folder, meant)),
            );
        }
        let (kind, id) = target.split_once(':').map_or((None, target), |(kind, id)| (Some(kind.trim()), id.trim()));
        let known =
            || self.model.records().map(|(_, record)| record).filter(|record| !matches!(record.kind.home(), Home::Root(_)));
        let is_other_kind = |record: &&Record| kind.is_some_and(|kind| kind != record.kind.name());
        let by_id = || known().find(|record| *record.address.id == *id && (kind.is_none() || is_other_kind(record)));
        let by_name = || known().find(|record| names(record).iter().any(|name| name.eq_ignore_ascii_case(id)));
        if let Some(record) = by_id().or_else(by_name) {
            let written = if kind.is_some() { format!("{}:{}", record.kind, self.short(record)) } else { self.short(record) };
            return format!("did you mean `{written}`?");
        }
        if let Some(near) = near {
            return format!("did you mean `{near}`?");
        }
        let provisions = self.model.vocabulary_of(self.record).list("provisions");
        if let Some(near) = near_word(&provisions, id) {
            return format!("did you mean `{}` ({})?", near.id().value, near.name());
        }
        if kind == Some("provision") {
            return "correct the id, or add the provision to `vocabulary.toml`, under `[[provisions]]`".to_owned();
        }
        match kind.filter(|kind| Kind::named(kind).is_none()) {
            Some(kind) => {
                let kinds: Vec<&str> =
                    KINDS.iter().filter(|kind| !matches!(kind.home(), Home::Root(_))).map(|kind| kind.name()).collect();
                format!("`{kind}` is no kind of record: the kinds are {}", kinds.join(", "))
            }
            None => "write the id of a record, with its kind where the id alone is not clear: [[organisation:x]]".to_owned(),
        }
    }

    /// The headings that a reference could have meant.
    fn headings(&self, reference: &Reference) -> String {
        let whole = Reference { fragment: None, ..reference.clone() };
        let record = match self.model.refer(self.record, &whole) {
            Ok(super::Referred::Record(id)) => self.model.record(id),
            _ => self.record,
        };
        let headings: Vec<String> = record.body.outline.iter().take(8).map(|heading| format!("`#{}`", heading.id)).collect();
        if headings.is_empty() {
            return "its text has no headings yet: leave out what follows `#`".to_owned();
        }
        let more = if record.body.outline.len() > headings.len() { " and more" } else { "" };
        format!("its headings are {}{more}; one that is to stay gets an anchor: `## Heading {{#anchor}}`", headings.join(", "))
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
    let own = record.own_name().into_iter().chain(record.head.short_name.as_ref().map(|name| name.value.as_str()));
    std::iter::once(record.title()).chain(own.map(str::to_owned)).chain(former).collect()
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
    let near = nearest(text, rows.iter().map(|row| row.id().value.as_str())).or_else(|| begun(rows, text))?;
    rows.iter().find(|row| row.id().value == near).copied()
}

/// The word of which `text` is the beginning, or which stands in it as a whole: `rehab` for `rehabilitation`, `acute care` for `acute`.
fn begun<'v>(rows: &[&'v dyn Row], text: &str) -> Option<&'v str> {
    let text = text.trim().to_lowercase().replace([' ', '_'], "-");
    let ids = || rows.iter().map(|row| row.id().value.as_str());
    let begun = ids().filter(|id| text.len() >= 4 && id.starts_with(&text)).min_by_key(|id| id.len());
    let within = || ids().filter(|id| text.split('-').any(|word| word == *id)).max_by_key(|id| id.len());
    begun.or_else(within)
}

/// The path to a file of the content folder as a link from `folder` writes it.
fn relative(folder: &str, path: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) =
        (folder.split('/').filter(|part| !part.is_empty()).collect(), path.split('/').collect());
    let common = from.iter().zip(&to[..to.len() - 1]).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}
