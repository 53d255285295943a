//! What changed, and when: everything in the records that has a day. Knows no sentence: a page tells it from where it stands.

use std::collections::BTreeMap;

use super::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::date::{PartialDate, When};
use crate::record::kind::collaborative::{self, CollaborativeSuccessor, Programme};
use crate::record::kind::control::{Approval, Status, Version};
use crate::record::kind::delegation::Delegation;
use crate::record::kind::forum::Established;
use crate::record::kind::organisation::Successor;
use crate::record::kind::{Agreement, Collaborative, Decision, Delegations, Forum, Home, KINDS, Kind, Organisation};
use crate::record::value::Sp;

/// Something that changed, or will.
#[derive(Clone, Debug)]
pub struct Event<'m> {
    /// When, as far as that is known.
    pub date: PartialDate,
    /// The record that changed.
    pub about: RecordId,
    /// What changed.
    pub change: Change<'m>,
}

/// What changed of a record.
#[derive(Clone, Debug)]
pub enum Change<'m> {
    /// Its first day.
    Began,
    /// Its last day.
    Ended,
    /// The last day on which it bore a name.
    Renamed(&'m str),
    /// A body was followed by another.
    Followed(&'m Sp<Successor>),
    /// A collaborative was followed by another, or by a body.
    Replaced(&'m CollaborativeSuccessor),
    /// The first day of a member of a collaborative.
    Joined(RecordId),
    /// The last day of a member of a collaborative.
    Left(RecordId),
    /// What a collaborative's record tells in words.
    Happened(&'m Sp<collaborative::Event>),
    /// The first day of a piece of work of a collaborative.
    ProgrammeBegan(&'m Sp<Programme>),
    /// The last day of a piece of work of a collaborative.
    ProgrammeEnded(&'m Sp<Programme>),
    /// A body resolved to make a forum.
    Established(&'m Sp<Established>),
    /// A version of a text was made.
    Version(&'m Sp<Version>),
    /// Somebody approved a version of a text: all who did on one day.
    Approved(&'m Sp<Version>, Vec<&'m Sp<Approval>>),
    /// The present version of a text came into force.
    InForce,
    /// Bodies signed an agreement: all that did on one day.
    Signed(Vec<RecordId>),
    /// The first day of a delegation of a scheme.
    Given(&'m Sp<Delegation>),
    /// The last day of a delegation of a scheme.
    Returned(&'m Sp<Delegation>),
    /// A decision was taken.
    Decided(&'m Decision),
    /// A decision took effect, on another day than that on which it was taken.
    TookEffect,
}

impl Event<'_> {
    /// What tells this change of a record from its others on the same day, in words that stay: for programs that meet it again.
    pub fn key(&self, model: &Model) -> String {
        let subject = |id: &RecordId| model.record(*id).subject();
        match &self.change {
            Change::Began => "began".to_owned(),
            Change::Ended => "ended".to_owned(),
            Change::Renamed(name) => format!("renamed {name}"),
            Change::Followed(successor) => format!("followed {}", successor.name()),
            Change::Replaced(_) => "replaced".to_owned(),
            Change::Joined(member) => format!("joined {}", subject(member)),
            Change::Left(member) => format!("left {}", subject(member)),
            Change::Happened(event) => format!("happened {}", event.text),
            Change::ProgrammeBegan(programme) => format!("programme began {}", programme.name),
            Change::ProgrammeEnded(programme) => format!("programme ended {}", programme.name),
            Change::Established(established) => format!("established {}", established.organisation.text),
            Change::Version(version) => format!("version {}", version.version.value),
            Change::Approved(version, _) => format!("approved {}", version.version.value),
            Change::InForce => "in force".to_owned(),
            Change::Signed(_) => "signed".to_owned(),
            Change::Given(row) => format!("given {}", row.function.text),
            Change::Returned(row) => format!("returned {}", row.function.text),
            Change::Decided(_) => "decided".to_owned(),
            Change::TookEffect => "effect".to_owned(),
        }
    }
}

impl Model {
    /// Everything that changed or will, of all records, the earliest first.
    pub fn changes(&self) -> Vec<Event<'_>> {
        sorted(self.records().flat_map(|(id, _)| self.changes_of(id)).collect())
    }

    /// The same of these records alone, in their order.
    pub fn changes_among(&self, records: impl IntoIterator<Item = RecordId>) -> Vec<Event<'_>> {
        sorted(records.into_iter().flat_map(|id| self.changes_of(id)).collect())
    }

    /// The same of one collaborative, and of what stands in its folder.
    pub fn changes_within(&self, collaborative: RecordId) -> Vec<Event<'_>> {
        let own = &*self.record(collaborative).address.id;
        let parts = KINDS.iter().filter(|kind| matches!(kind.home(), Home::Part(_) | Home::PartFolder(_)));
        let within = parts.flat_map(|kind| self.of_kind_within(*kind, Some(own))).map(|(id, _)| id);
        sorted(std::iter::once(collaborative).chain(within).flat_map(|id| self.changes_of(id)).collect())
    }

    /// What changed or will of a record, and what it joined and left, the earliest first.
    pub fn changes_around(&self, id: RecordId) -> Vec<Event<'_>> {
        let mut events = self.changes_of(id);
        for membership in self.memberships_of(id) {
            let about = membership.collaborative.id;
            events.extend(event(about, membership.row.from, Change::Joined(id)));
            events.extend(event(about, membership.row.to, Change::Left(id)));
        }
        sorted(events)
    }

    /// What changed or will of a record itself, the earliest first.
    pub fn changes_of(&self, id: RecordId) -> Vec<Event<'_>> {
        let record = self.record(id);
        let mut events: Vec<Event<'_>> =
            record.head.former_names.iter().filter_map(|former| event(id, former.to, Change::Renamed(&former.name))).collect();
        match record.kind {
            Kind::Organisation => events.extend(self.entry(id).into_iter().flat_map(of_organisation)),
            Kind::Collaborative => events.extend(self.entry(id).into_iter().flat_map(|entry| self.of_collaborative(entry))),
            Kind::Area => {
                events.extend(of_time(id, self.entry(id).map(|area: Entry<'_, crate::record::kind::Area>| area.during())))
            }
            Kind::Forum => events.extend(self.entry(id).into_iter().flat_map(of_forum)),
            Kind::Agreement => events.extend(self.entry(id).into_iter().flat_map(|entry| self.of_agreement(entry))),
            Kind::Delegations => events.extend(self.entry(id).into_iter().flat_map(of_scheme)),
            Kind::Decision => events.extend(self.entry(id).into_iter().flat_map(of_decision)),
            _ => {}
        }
        self.of_text(id, record, &mut events);
        sorted(events)
    }

    /// A collaborative's: the day on which it began or ended is told once, in its own words where it has some, and so are the members
    /// that it began or ended with.
    fn of_collaborative<'m>(&'m self, entry: Entry<'m, Collaborative>) -> Vec<Event<'m>> {
        let (id, fields): (RecordId, &'m Collaborative) = (entry.id, entry.fields);
        let mut events: Vec<Event<'m>> =
            fields.events.iter().map(|own| Event { date: own.on.date, about: id, change: Change::Happened(own) }).collect();
        let told = |when: &When| !fields.events.iter().any(|own| own.on.date == when.date);
        events.extend(event(id, fields.from.filter(told), Change::Began));
        events.extend(event(id, fields.to.filter(told), Change::Ended));
        for membership in self.memberships(entry) {
            let Some(member) = membership.member else { continue };
            let from = membership.row.from.filter(|from| Some(from.date) != fields.from.map(|from| from.date));
            let to = membership.row.to.filter(|to| Some(to.date) != fields.to.map(|to| to.date));
            events.extend(event(id, from, Change::Joined(member)));
            events.extend(event(id, to, Change::Left(member)));
        }
        for programme in &fields.programmes {
            events.extend(event(id, programme.from, Change::ProgrammeBegan(programme)));
            events.extend(event(id, programme.to, Change::ProgrammeEnded(programme)));
        }
        events.extend(fields.successors.iter().filter_map(|next| event(id, next.on, Change::Replaced(next))));
        events
    }

    fn of_agreement<'m>(&'m self, entry: Entry<'m, Agreement>) -> Vec<Event<'m>> {
        let fields: &'m Agreement = entry.fields;
        let mut events = of_time(entry.id, fields.valid.as_ref().map(|valid| valid.during()));
        let mut signed: BTreeMap<PartialDate, Vec<RecordId>> = BTreeMap::new();
        for party in &fields.parties {
            let body = self.follow(entry.record, &party.organisation);
            if let Some((signature, body)) = party.signed.zip(body) {
                signed.entry(signature.date).or_default().push(body);
            }
        }
        events.extend(signed.into_iter().map(|(date, bodies)| Event { date, about: entry.id, change: Change::Signed(bodies) }));
        events
    }

    /// The versions of a text, who approved them, and since when the present one holds, where no other day of the record says that.
    fn of_text<'m>(&'m self, id: RecordId, record: &'m Record, events: &mut Vec<Event<'m>>) {
        let Some(control) = self.control_of(record) else { return };
        for version in &control.history {
            events.extend(event(id, version.on, Change::Version(version)));
            let mut approvals: BTreeMap<PartialDate, Vec<&Sp<Approval>>> = BTreeMap::new();
            for approval in &version.approved_by {
                if let Some(on) = approval.on {
                    approvals.entry(on.date).or_default().push(approval);
                }
            }
            let approved = |(date, by)| Event { date, about: id, change: Change::Approved(version, by) };
            events.extend(approvals.into_iter().map(approved));
        }
        let known = |when: &When| {
            let says = |event: &Event<'_>| matches!(event.change, Change::Began | Change::Version(_)) && event.date == when.date;
            !events.iter().any(says)
        };
        let in_force = control.status.is_none_or(|status| matches!(status.value, Status::Approved | Status::InApproval));
        let since = control.effective.filter(|_| in_force).filter(known);
        events.extend(event(id, since, Change::InForce));
    }
}

fn of_time<'m>(id: RecordId, during: Option<crate::record::date::During>) -> Vec<Event<'m>> {
    let day = |date: Option<PartialDate>, change| Some(Event { date: date?, about: id, change });
    let (from, to) = during.map_or((None, None), |during| (during.from, during.to));
    [day(from, Change::Began), day(to, Change::Ended)].into_iter().flatten().collect()
}

fn of_organisation(entry: Entry<'_, Organisation>) -> Vec<Event<'_>> {
    let mut events = of_time(entry.id, Some(entry.fields.during()));
    let followed = entry.fields.successors.iter();
    events.extend(followed.filter_map(|successor| event(entry.id, successor.on, Change::Followed(successor))));
    events
}

fn of_forum(entry: Entry<'_, Forum>) -> Vec<Event<'_>> {
    let established = entry.fields.established_by.iter();
    let mut events: Vec<Event<'_>> = established.filter_map(|by| event(entry.id, by.on, Change::Established(by))).collect();
    events.extend(of_time(entry.id, Some(entry.fields.during())));
    events
}

fn of_scheme(entry: Entry<'_, Delegations>) -> Vec<Event<'_>> {
    let rows = entry.fields.delegations.iter().filter_map(|row| Some((row, row.valid.as_ref()?)));
    let ends = rows.flat_map(|(row, valid)| {
        [event(entry.id, valid.from, Change::Given(row)), event(entry.id, valid.to, Change::Returned(row))]
    });
    ends.flatten().collect()
}

fn of_decision(entry: Entry<'_, Decision>) -> Vec<Event<'_>> {
    let on = entry.fields.on;
    let decided = event(entry.id, Some(on), Change::Decided(entry.fields));
    let later = entry.fields.effective.filter(|effective| effective.date != on.date);
    decided.into_iter().chain(event(entry.id, later, Change::TookEffect)).collect()
}

fn event(about: RecordId, when: Option<When>, change: Change<'_>) -> Option<Event<'_>> {
    Some(Event { date: when?.date, about, change })
}

/// By day; what is on one day stays in the order of records.
fn sorted(mut events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    events.sort_by_key(|event| event.date.first_day());
    events
}
