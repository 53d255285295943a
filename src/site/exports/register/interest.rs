//! Declared interests. Of what is withheld nothing but the kind and the reason is published.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Link, Row, Word};
use crate::model::Entry;
use crate::record::kind;

/// A declared interest.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Interest {
    /// Whose.
    pub person: Link,
    /// Which of the kinds.
    pub kind: Word,
    /// What it is; `null` where it is withheld.
    pub description: Option<String>,
    /// The organisation concerned.
    pub organisation: Option<Link>,
    /// Since when.
    pub from: Option<Day>,
    /// Until when.
    pub to: Option<Day>,
    /// When it was declared.
    pub declared: Option<Day>,
    /// What is done about it.
    pub mitigation: Option<String>,
    /// Why the details are not published: then nothing but the kind and this reason is.
    pub withheld: Option<String>,
}

impl Interest {
    fn of(writer: &Writer<'_>, owner: Entry<'_, kind::Person>, interest: &kind::person::Interest) -> Interest {
        let (person, kind) = (writer.link(owner.id), writer.word(owner.record, &interest.kind));
        if let Some(reason) = &interest.withheld {
            let withheld = Some(reason.value.clone());
            let (description, organisation, mitigation) = (None, None, None);
            return Interest {
                person,
                kind,
                description,
                organisation,
                from: None,
                to: None,
                declared: None,
                mitigation,
                withheld,
            };
        }
        Interest {
            person,
            kind,
            description: interest.description.clone(),
            organisation: writer.follow_some(owner.record, interest.organisation.as_ref()),
            from: day(interest.from),
            to: day(interest.to),
            declared: day(interest.declared),
            mitigation: interest.mitigation.clone(),
            withheld: None,
        }
    }
}

impl Row for Interest {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        let people = writer.model().all::<kind::Person>();
        let of = move |person: Entry<'w, kind::Person>| {
            let fields: &'w kind::Person = person.fields;
            fields.interests.iter().map(move |interest| Interest::of(writer, person, interest))
        };
        Box::new(people.flat_map(of))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .link("person", |row: &Self| Some(&row.person))
            .word("kind", |row| Some(&row.kind))
            .some("description", |row| row.description.as_deref())
            .link("organisation", |row| row.organisation.as_ref())
            .date("from", |row| row.from.as_ref())
            .date("to", |row| row.to.as_ref())
            .date("declared", |row| row.declared.as_ref())
            .some("mitigation", |row| row.mitigation.as_deref())
            .some("withheld", |row| row.withheld.as_deref())
    }
}
