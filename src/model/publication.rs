//! What of the records may be published: the one filter before every page, feed and file.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::{Model, RecordId, join};
use crate::diagnostic::Report;
use crate::record::Record;
use crate::record::body::Body;
use crate::record::head::Head;
use crate::record::kind::handbook::{Emails, People};
use crate::record::kind::{AnyFields, Decision, Kind, Person};
use crate::record::value::Sp;

impl Model {
    /// The model without drafts, and without what stands in the folder of a collaborative that is one. References to what is left out
    /// lead nowhere.
    pub fn without_drafts(&self) -> Model {
        if !self.joined.records.iter().any(|record| record.head.draft) {
            return self.clone();
        }
        let is_draft = |record: &&Record| record.head.draft && record.kind == Kind::Collaborative;
        let hidden: BTreeSet<&str> =
            self.records().map(|(_, record)| record).filter(is_draft).map(|record| &*record.address.id).collect();
        self.only(|_, record| {
            let inside = record.address.collaborative.as_deref().is_some_and(|collaborative| hidden.contains(collaborative));
            !record.head.draft && !inside
        })
    }

    /// The model of what may be published: without drafts unless they are asked for, and of people only those whom `[publish]` lets
    /// appear.
    pub fn published(&self, drafts: bool) -> Model {
        let model = if drafts { self.clone() } else { self.without_drafts() };
        let model = model.without_private_texts();
        let publish = self.handbook().and_then(|handbook| handbook.publish.as_ref());
        match publish.and_then(|publish| publish.people).unwrap_or_default() {
            People::Full => model,
            People::None => model.only(|_, record| record.kind != Kind::Person),
            People::Posts => {
                let hidden: BTreeSet<RecordId> = model
                    .all::<Person>()
                    .filter(|person| !model.is_public(person.id, person.fields))
                    .map(|person| person.id)
                    .collect();
                if hidden.is_empty() { model } else { model.only(|id, _| !hidden.contains(&id)) }
            }
        }
    }

    /// Whether a person holds or held a post or a seat on record: others are named in no public capacity.
    fn is_public(&self, id: RecordId, person: &Person) -> bool {
        !person.posts.is_empty() || self.backlinks(id).iter().any(|link| link.field.as_deref() == Some("seats.holders.person"))
    }

    /// Whether the mailboxes of roles are published.
    pub fn publishes_emails(&self) -> bool {
        let publish = self.handbook().and_then(|handbook| handbook.publish.as_ref());
        publish.and_then(|publish| publish.emails).unwrap_or_default() == Emails::RoleMailboxes
    }

    /// The model with nothing of private decisions but that they were taken, where and when, and why they are private.
    fn without_private_texts(&self) -> Model {
        let private = |record: &Arc<Record>| record.of::<Decision>().is_some_and(|decision| decision.private.is_some());
        if !self.joined.records.iter().any(private) {
            return self.clone();
        }
        let publish = |record: &Arc<Record>| if private(record) { Arc::new(only_taken(record)) } else { Arc::clone(record) };
        self.of_records(self.joined.records.iter().map(publish).collect())
    }

    fn only(&self, keep: impl Fn(RecordId, &Record) -> bool) -> Model {
        let all = self.joined.records.iter().enumerate();
        let (kept, hidden): (Vec<_>, Vec<_>) = all.partition(|(number, record)| keep(RecordId(*number as u32), record));
        let hidden = Hidden::of(hidden.into_iter().map(|(_, record)| &**record));
        self.of_records(kept.into_iter().map(|(_, record)| hidden.left_out_of(record)).collect())
    }

    fn of_records(&self, records: Vec<Arc<Record>>) -> Model {
        // What dangles now was sound before: nobody is told of it.
        join(records, self.joined.attachments.clone(), self.today, &mut Report::default())
    }
}

/// What stands for somebody who was at a meeting and is not published.
pub const SOMEBODY: &str = "somebody without a record here";

/// The words by which those who are not published are written where no reference is: who was at a meeting.
struct Hidden {
    names: BTreeSet<String>,
}

impl Hidden {
    fn of<'r>(records: impl Iterator<Item = &'r Record>) -> Hidden {
        let names = |record: &Record| {
            let own = record.own_name().map(str::to_owned);
            [Some(record.address.id.to_string()), Some(record.title()), Some(record.short_title()), own].into_iter().flatten()
        };
        Hidden { names: records.flat_map(names).map(|name| name.to_lowercase()).collect() }
    }

    /// A record that tells of none of them among those who were there. That somebody was is kept: they count.
    fn left_out_of(&self, record: &Arc<Record>) -> Arc<Record> {
        let told = |name: &String| self.names.contains(&name.to_lowercase());
        let hide = |name: &mut String| {
            if told(name) {
                SOMEBODY.clone_into(name);
            }
        };
        if !matches!(record.kind, Kind::Decision | Kind::Meetings) {
            return Arc::clone(record);
        }
        let mut fields = record.fields.clone();
        match &mut fields {
            Some(AnyFields::Decision(decision)) if decision.present.iter().any(|name| told(name)) => {
                decision.present.iter_mut().for_each(|name| hide(&mut name.value));
            }
            Some(AnyFields::Meetings(meetings))
                if meetings.meetings.iter().any(|meeting| meeting.present.iter().any(|name| told(name))) =>
            {
                meetings
                    .meetings
                    .iter_mut()
                    .for_each(|meeting| meeting.value.present.iter_mut().for_each(|name| hide(&mut name.value)));
            }
            _ => return Arc::clone(record),
        }
        let facts = record.facts.iter().filter(|fact| !matches!(fact.field.as_str(), "present" | "meetings")).cloned().collect();
        Arc::new(Record { fields, facts, ..Record::clone(record) })
    }
}

/// A private decision with nothing but that it was taken.
fn only_taken(record: &Record) -> Record {
    let fields = record.of::<Decision>().map(|decision| Decision {
        forum: decision.forum.clone(),
        organisation: decision.organisation.clone(),
        on: decision.on,
        function: None,
        outcome: decision.outcome,
        results: Vec::new(),
        present: Vec::new(),
        declared: Vec::new(),
        value: None,
        effective: None,
        supersedes: None,
        review: None,
        owner: None,
        engagement: None,
        kind: None,
        paper: None,
        private: decision.private.clone(),
    });
    let name = record.head.name.clone().unwrap_or_else(|| Sp { value: record.title(), span: record.start });
    let head = Head { name: Some(name), aliases: record.head.aliases.clone(), draft: record.head.draft, ..Head::default() };
    let taken = ["forum", "organisation"];
    let mentions = record.mentions.iter().filter(|mention| taken.contains(&mention.field.as_str())).cloned().collect();
    Record {
        kind: record.kind,
        address: record.address.clone(),
        path: Arc::clone(&record.path),
        text: "".into(),
        head,
        called: record.called.clone(),
        fields: fields.map(|fields| AnyFields::Decision(Box::new(fields))),
        facts: Vec::new(),
        mentions,
        unread: Vec::new(),
        has_unread_lines: false,
        body: Body::default(),
        digest: None,
        start: record.start,
        said: OnceLock::new(),
    }
}
