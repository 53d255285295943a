//! Ways out where a reference leads nowhere: what was probably meant, or where to write what is missing.

use super::follow::Follower;
use crate::model::Referred;
use crate::record::body::{Form, Reference};
use crate::record::kind::vocabulary::Row;
use crate::record::kind::{Home, KINDS, Kind};
use crate::record::suggest::nearest;
use crate::record::{Record, walk};

impl Follower<'_> {
    /// What was probably meant by a field; `None` where nothing is near.
    pub(super) fn likely(&self, kind: Kind, text: &str) -> Option<String> {
        let same_kind = || self.model.of_kind(kind).map(|(_, record)| record);
        let by_name = same_kind().find(|record| names(record).iter().any(|name| name.eq_ignore_ascii_case(text)));
        if let Some(record) = by_name {
            return Some(format!("refer to it by its id: `{}`", self.short(record)));
        }
        // A path or a file's name where the id alone is wanted, and a forum of another collaborative without its name.
        let bare = text.trim().rsplit('/').next().unwrap_or(text);
        let bare = bare.strip_suffix(".toml").or_else(|| bare.strip_suffix(".md")).unwrap_or(bare);
        let by_bare = same_kind().find(|record| *record.address.id == *bare && (bare != text || self.short(record) != text));
        if let Some(record) = by_bare {
            return Some(format!("did you mean `{}`?", self.short(record)));
        }
        let ids: Vec<String> = same_kind().map(|record| self.short(record)).collect();
        let near = nearest(text, ids.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
        let elsewhere = KINDS.iter().find_map(|other| self.model.resolve(self.record.scope(), *other, text));
        let elsewhere = elsewhere.map(|id| {
            let other = self.model.record(id);
            format!("`{text}` is {}, and {} is wanted here", other.kind.with_article(), kind.with_article())
        });
        let ways: Vec<String> = elsewhere.into_iter().chain(near).collect();
        (!ways.is_empty()).then(|| ways.join("; "))
    }

    /// Where to write the record that a field names.
    pub(super) fn make(&self, kind: Kind, text: &str) -> String {
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

    /// What a reference in prose was probably meant to be; `None` where nothing is near.
    pub(super) fn likely_in_prose(&self, reference: &Reference, near: Option<String>) -> Option<String> {
        let target = reference.target.as_str();
        let folder = self.record.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if reference.form == Form::File {
            // A path from the content folder where one from the file's own folder is wanted.
            let from_root = target.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
            let meant = from_root.filter(|path| self.model.at_path(path).is_some()).or(near.as_deref());
            return meant.map(|meant| format!("did you mean `{}`? A path begins at this file's folder", relative(folder, meant)));
        }
        let (kind, id) = target.split_once(':').map_or((None, target), |(kind, id)| (Some(kind.trim()), id.trim()));
        let known =
            || self.model.records().map(|(_, record)| record).filter(|record| !matches!(record.kind.home(), Home::Root(_)));
        let is_other_kind = |record: &&Record| kind.is_some_and(|kind| kind != record.kind.name());
        let by_id = || known().find(|record| *record.address.id == *id && (kind.is_none() || is_other_kind(record)));
        let by_name = || known().find(|record| names(record).iter().any(|name| name.eq_ignore_ascii_case(id)));
        if let Some(record) = by_id().or_else(by_name) {
            let written = if kind.is_some() { format!("{}:{}", record.kind, self.short(record)) } else { self.short(record) };
            return Some(format!("did you mean `{written}`?"));
        }
        if let Some(near) = near {
            return Some(format!("did you mean `{near}`?"));
        }
        let provisions = self.model.vocabulary_of(self.record).list("provisions");
        near_word(&provisions, id).map(|near| format!("did you mean `{}` ({})?", near.id().value, near.name()))
    }

    /// How to write a reference in prose.
    pub(super) fn write(&self, reference: &Reference) -> String {
        if reference.form == Form::File {
            return "link to a record's file from this file's folder, or by its id, such as [[organisation:x]]".to_owned();
        }
        let kind = reference.target.split_once(':').map(|(kind, _)| kind.trim());
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
    pub(super) fn headings(&self, reference: &Reference) -> String {
        let whole = Reference { fragment: None, ..reference.clone() };
        let record = match self.model.refer(self.record, &whole) {
            Ok(Referred::Record(id)) => self.model.record(id),
            _ => self.record,
        };
        let headings: Vec<String> = record.body.outline.iter().take(8).map(|heading| format!("`#{}`", heading.id)).collect();
        if headings.is_empty() {
            return "its text has no headings yet: leave out what follows `#`".to_owned();
        }
        let more = if record.body.outline.len() > headings.len() { " and more" } else { "" };
        format!("its headings are {}{more}; one that is to stay gets an anchor: `## Heading {{#anchor}}`", headings.join(", "))
    }
}

pub(super) fn names(record: &Record) -> Vec<String> {
    let former = record.head.former_names.iter().map(|former| former.name.clone());
    let own = record.own_name().into_iter().chain(record.head.short_name.as_ref().map(|name| name.value.as_str()));
    std::iter::once(record.title()).chain(own.map(str::to_owned)).chain(former).collect()
}

/// The row whose id, name, short form or other words are nearest to what was written.
pub(super) fn near_word<'v>(rows: &[&'v dyn Row], text: &str) -> Option<&'v dyn Row> {
    let same = |row: &&&dyn Row| {
        let words = row.also().iter().map(String::as_str).chain([row.name()]).chain(row.short()).chain(row.native());
        words
            .into_iter()
            .any(|word| word.eq_ignore_ascii_case(text) || walk::label(word).eq_ignore_ascii_case(&walk::label(text)))
    };
    if let Some(row) = rows.iter().find(same) {
        return Some(*row);
    }
    if let Some(row) = cited(rows, text) {
        return Some(row);
    }
    let near = nearest(text, rows.iter().map(|row| row.id().value.as_str())).or_else(|| begun(rows, text))?;
    rows.iter().find(|row| row.id().value == near).copied()
}

/// The one provision that is cited in words: `nhsa-2006-s65z5` for “Section 65Z5 of the NHS Act 2006”.
fn cited<'v>(rows: &[&'v dyn Row], text: &str) -> Option<&'v dyn Row> {
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_cited = |row: &&&dyn Row| {
        let id = row.id().value.as_str();
        let section = id
            .rsplit_once("-s")
            .map(|(_, section)| section)
            .filter(|section| section.starts_with(|first: char| first.is_ascii_digit()));
        let is_section = |section: &str| words.iter().any(|word| *word == section || word.strip_prefix('s') == Some(section));
        let years = id.split('-').filter(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
        section.is_some_and(is_section) && years.into_iter().all(|year| words.contains(&year))
    };
    let mut cited = rows.iter().filter(is_cited);
    cited.next().filter(|_| cited.next().is_none()).copied()
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
