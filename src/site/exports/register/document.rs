//! Every text under document control.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::Writer;
use super::{Columns, Control, Head, Link, Row};
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::kind::{Document as OwnDocument, Kind, Policy};

/// A text under document control: terms of reference, an agreement, a scheme, a policy, a document, a page.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Document {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// What kind of record it is, such as `forum` for terms of reference.
    pub kind: String,
    /// The collaborative in whose folder it stands.
    pub collaborative: Option<Link>,
    /// What sort of text it is, in words.
    pub category: Option<String>,
    /// To which bodies and collaboratives a policy applies.
    pub applies_to: Vec<Link>,
    /// The text that it replaces.
    pub supersedes: Option<Link>,
    /// The signed copy.
    pub file: Option<String>,
    /// Version, approval and review of the text.
    pub control: Option<Control>,
}

impl Document {
    /// What is published of a text.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, id: RecordId) -> Document {
        let record = writer.model().record(id);
        let (policy, own) = (record.of::<Policy>(), record.of::<OwnDocument>());
        let supersedes = |record: &Record| {
            let policy = policy.and_then(|policy| writer.follow_some(record, policy.supersedes.as_ref()));
            policy.or_else(|| own.and_then(|own| writer.follow_some(record, own.supersedes.as_ref())))
        };
        let applies_to = policy.map_or_else(Vec::new, |policy| {
            let mut all = writer.follow_all(record, &policy.applies_to);
            all.extend(writer.follow_all(record, &policy.collaboratives));
            all
        });
        let category = policy.map(|policy| &policy.category).or(own.map(|own| &own.category));
        let file = policy.map(|policy| &policy.file).or(own.map(|own| &own.file));
        Document {
            head: writer.head(id),
            kind: record.kind.name().to_owned(),
            collaborative: writer.whole(record),
            category: category.cloned().flatten(),
            applies_to,
            supersedes: supersedes(record),
            file: file.and_then(|file| writer.file(file.as_ref())),
            control: writer.control(record),
        }
    }

    /// A collaborative's own documents.
    pub(in crate::site::exports) fn of_whole(
        writer: &Writer<'_>,
        whole: Entry<'_, crate::record::kind::Collaborative>,
    ) -> Vec<Document> {
        let own: Vec<RecordId> = writer.model().parts::<OwnDocument>(whole).map(|entry| entry.id).collect();
        own.into_iter().map(|id| Document::of(writer, id)).collect()
    }
}

impl Row for Document {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        let is_text =
            |record: &Record| matches!(record.kind, Kind::Document | Kind::Policy) || writer.model().control_of(record).is_some();
        let texts = writer.model().records().filter(move |(_, record)| is_text(record));
        Box::new(texts.map(|(id, _)| Document::of(writer, id)))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .text("kind", |row| &row.kind)
            .link("collaborative", |row| row.collaborative.as_ref())
            .some("category", |row| row.category.as_deref())
            .links("applies_to", |row| &row.applies_to)
            .link("supersedes", |row| row.supersedes.as_ref())
            .address("file", |row| row.file.as_deref())
            .control(|row| row.control.as_ref())
    }
}
