//! Keys that are not known: what was probably meant.

use super::{Owner, Walker, lower_first};
use crate::diagnostic::Diagnostic;
use crate::record::kind::KINDS;
use crate::record::schema::{Shape, Table};
use crate::record::suggest::nearest;
use crate::span::Span;

/// Words that authors write for a field's name, beside those that are near it.
const MEANT: &[(&str, &[&str])] = &[
    ("class", &["role", "type"]),
    ("count", &["number", "minimum"]),
    ("definition", &["meaning", "text"]),
    ("fraction", &["percent", "percentage", "share", "proportion"]),
    ("from", &["since", "start", "established", "begins"]),
    ("function", &["matter", "topic"]),
    ("kind", &["type", "category"]),
    ("name", &["title"]),
    ("note", &["comment", "remarks"]),
    ("on", &["date", "when"]),
    ("organisation", &["body", "member"]),
    ("outcome", &["decision", "result", "status"]),
    ("summary", &["description", "about"]),
    ("text", &["description"]),
    ("title", &["name"]),
    ("to", &["until", "end", "ends"]),
    ("url", &["website", "link", "address"]),
    ("website", &["url", "link", "homepage"]),
];

impl Walker<'_> {
    /// Reports a key that is not known, and returns the missing field that it was probably meant to be. `inside` are the keys of its table.
    pub(super) fn unknown<'f>(
        &mut self,
        form: &'f Table,
        number: usize,
        key: &str,
        span: Span,
        present: &[String],
        inside: &[String],
    ) -> Option<&'f str> {
        let is_record = number == 0;
        let absent = || form.fields.iter().map(|field| field.name.as_str()).filter(|name| !present.iter().any(|key| key == name));
        let near = nearest(key, absent()).or_else(|| absent().find(|name| means(key, name)));
        let near = near.or_else(|| self.holds(form, inside).filter(|name| absent().any(|absent| absent == *name)));
        let owner = if is_record { self.schema.kind.with_article() } else { self.owner(Owner::Field) };
        let finding = Diagnostic::error("record/unknown-field", self.place(span), format!("{owner} has no field `{key}`"));
        if let Some(near) = near {
            let written = match form.field(near).map(|field| &field.shape) {
                Some(Shape::List(inner)) if matches!(**inner, Shape::Table(_)) && self.is_heading(span) => format!("[[{near}]]"),
                _ => near.to_owned(),
            };
            self.tell(finding.label("not known").hint(format!("did you mean `{written}`?")));
            return Some(near);
        }
        let finding = match self.misplaced(form, is_record, key, present) {
            Some((label, hint)) => finding.label(label).hint(hint),
            None => {
                let known: Vec<String> = form.fields.iter().take(14).map(|field| format!("`{}`", field.name)).collect();
                let more = if form.fields.len() > 14 {
                    format!(" and more: see `handbook explain {}`", self.schema.kind)
                } else {
                    String::new()
                };
                let finding = finding.label("not known").hint(format!("the fields here are {}{more}", known.join(", ")));
                let takes_own = is_record && self.schema.head.iter().any(|field| field == "extra");
                if takes_own { finding.hint("values of your own go under `[extra]`") } else { finding }
            }
        };
        self.tell(finding);
        None
    }

    /// The one field whose table has all of these keys: what a heading in another language was probably meant to be.
    fn holds<'f>(&self, form: &'f Table, inside: &[String]) -> Option<&'f str> {
        let number = |shape: &Shape| match shape {
            Shape::Table(number) => Some(*number),
            Shape::List(inner) => match **inner {
                Shape::Table(number) => Some(number),
                _ => None,
            },
            _ => None,
        };
        let has_all = |number: usize| inside.iter().all(|key| self.schema.tables[number].field(key).is_some());
        let mut holding = form.fields.iter().filter(|field| number(&field.shape).is_some_and(has_all));
        let found = holding.next().filter(|_| !inside.is_empty() && holding.next().is_none())?;
        Some(&found.name)
    }

    /// What to say where the key is at home somewhere else.
    fn misplaced(&mut self, form: &Table, is_record: bool, key: &str, present: &[String]) -> Option<(String, String)> {
        let kind = self.schema.kind;
        let name = || self.path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or("").to_owned();
        if is_record && key == "id" {
            let hint = format!("leave it out: the file's name is its id, here `{}`", name());
            return Some(("not known".to_owned(), hint));
        }
        if is_record && key == kind.name() {
            let hint = format!(
                "leave this line out: the fields of {} stand at the top of its file, without a heading",
                kind.with_article()
            );
            return Some(("not needed".to_owned(), hint));
        }
        if !is_record && self.schema.root().field(key).is_some() {
            self.swallowed.push(key.to_owned());
            let hint = format!(
                "`{key}` is a field of the record itself: move it above the first line in square brackets, since all that follows such a line belongs to it"
            );
            return Some((format!("this belongs to `{}`", self.trail.join(".")), hint));
        }
        let written = || present.iter().map(String::as_str).filter(|name| form.field(name).is_some());
        if let Some(near) = nearest(key, written()) {
            if is_record {
                self.swallowed.push(near.to_owned());
            }
            let is_list = matches!(form.field(near).map(|field| &field.shape), Some(Shape::List(_)));
            let near = if is_list { format!("[[{near}]]") } else { near.to_owned() };
            return Some(("not known".to_owned(), format!("did you mean `{near}`, which is written elsewhere in this file?")));
        }
        let owners = || KINDS.iter().filter(|other| **other != kind && other.schema().root().field(key).is_some());
        if is_record && (1..=2).contains(&owners().count()) {
            let owners: Vec<String> = owners().map(|kind| lower_first(&kind.with_article())).collect();
            return Some((
                "not known".to_owned(),
                format!("`{key}` is a field of {}: does it belong in another file?", owners.join(" and of ")),
            ));
        }
        None
    }

    /// Whether a key stands in a heading.
    fn is_heading(&self, span: Span) -> bool {
        self.text[..self.text.floor_char_boundary(span.start as usize)].ends_with('[')
    }
}

/// Whether people write `key` where they mean the field `name`.
fn means(key: &str, name: &str) -> bool {
    let key = key.to_lowercase().replace('-', "_");
    let words = MEANT.iter().find(|(field, _)| *field == name).map_or(&[][..], |(_, words)| words);
    words.contains(&key.as_str()) || name.len() >= 4 && key.split('_').any(|part| part == name)
}
