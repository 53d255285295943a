//! What of the records may be published: the one filter before every page, feed and file.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use super::{Model, RecordId, join};
use crate::diagnostic::Report;
use crate::record::Record;
use crate::record::body::Body;
use crate::record::head::Head;
use crate::record::kind::handbook::{Emails, People};
use crate::record::kind::person::Interest;
use crate::record::kind::{AnyFields, Decision, Kind, Person};
use crate::record::value::Sp;
use crate::record::walk::Target;

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

    /// The attachments that its records name, by path: no other one is published.
    pub fn attachments_named(&self) -> BTreeSet<&str> {
        let mut named = BTreeSet::new();
        for (_, record) in self.records() {
            let fields = record.mentions.iter().filter(|mention| mention.target == Target::Attachment);
            named.extend(fields.map(|mention| mention.text.as_str()));
            named.extend(record.body.attachments.iter().map(|attachment| attachment.path.as_str()));
        }
        named
    }

    /// Whether the mailboxes of roles are published.
    pub fn publishes_emails(&self) -> bool {
        let publish = self.handbook().and_then(|handbook| handbook.publish.as_ref());
        publish.and_then(|publish| publish.emails).unwrap_or_default() == Emails::RoleMailboxes
    }

    /// The model with nothing of private decisions but that they were taken, where and when, and why they are private; and nothing of
    /// withheld interests but of which kind they are, and why they are withheld.
    fn without_private_texts(&self) -> Model {
        let emptied: Vec<Option<Record>> = self.joined.records.iter().map(|record| emptied(record)).collect();
        if emptied.iter().all(Option::is_none) {
            return self.clone();
        }
        let publish = |(record, emptied): (&Arc<Record>, Option<Record>)| emptied.map_or_else(|| Arc::clone(record), Arc::new);
        self.of_records(self.joined.records.iter().zip(emptied).map(publish).collect())
    }

    /// Whether the other is this very model, of which nothing was left out.
    pub fn is_whole_in(&self, other: &Model) -> bool {
        Arc::ptr_eq(&self.joined, &other.joined)
    }

    /// Whether the record of a file says everything in this model that it says in the whole one.
    pub fn tells_all_of(&self, path: &str, whole: &Model) -> bool {
        let of = |model: &Model| model.at_path(path).and_then(|id| model.joined.records.get(id.number()).cloned());
        matches!((of(self), of(whole)), (Some(one), Some(other)) if Arc::ptr_eq(&one, &other))
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

/// What of a record is told where it is published: all of it, but where it has something private in it.
pub fn told_of(record: &Record) -> Cow<'_, Record> {
    emptied(record).map_or(Cow::Borrowed(record), Cow::Owned)
}

/// What may be published of a record that has something private in it; `None` of all others.
fn emptied(record: &Record) -> Option<Record> {
    let is_private = record.of::<Decision>().is_some_and(|decision| decision.private.is_some());
    if is_private {
        return Some(only_taken(record));
    }
    let is_withheld =
        record.of::<Person>().is_some_and(|person| person.interests.iter().any(|interest| interest.withheld.is_some()));
    is_withheld.then(|| without_withheld(record))
}

/// A person of whose withheld interests nothing is left but the kind and the reason: nor what refers to them, nor what any field says.
fn without_withheld(record: &Record) -> Record {
    let Some(person) = record.of::<Person>() else { return record.clone() };
    let withheld = person.interests.iter().filter(|interest| interest.withheld.is_some());
    let named: BTreeSet<u32> = withheld.filter_map(|interest| Some(interest.organisation.as_ref()?.span.start)).collect();
    let mut person = person.clone();
    for interest in person.interests.iter_mut().map(|interest| &mut interest.value).filter(|interest| interest.withheld.is_some())
    {
        *interest = Interest {
            kind: interest.kind.clone(),
            withheld: interest.withheld.take(),
            description: None,
            organisation: None,
            from: None,
            to: None,
            declared: None,
            mitigation: None,
        };
    }
    let facts = record.facts.iter().filter(|fact| fact.field != "interests").cloned().collect();
    let mentions = record.mentions.iter().filter(|mention| !named.contains(&mention.span.start)).cloned().collect();
    Record { fields: Some(AnyFields::Person(Box::new(person))), facts, mentions, said: OnceLock::new(), ..record.clone() }
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
        digest: OnceLock::from(None),
        start: record.start,
        said: OnceLock::new(),
    }
}
