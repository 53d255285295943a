//! What breaks if a person, a body, an agreement or a forum goes: seats, quorums, chains, documents without an owner.

use std::collections::{BTreeMap, BTreeSet};

use super::forum::Place;
use super::quorum::Counted;
use super::words::number;
use super::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::delegation::Delegation;
use crate::record::kind::person::Post;
use crate::record::kind::{Agreement, Collaborative, Delegations, Forum, Kind, Person};
use crate::record::link::{Party, Who};
use crate::record::value::Sp;
use crate::span::Place as FilePlace;

/// What sort of thing breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// A quorum can no longer be met.
    Quorum,
    /// A function can no longer reach whoever decides it.
    Chain,
    /// A collaborative loses a member.
    Member,
    /// A seat is empty.
    Seat,
    /// An agreement loses a party, or is gone.
    Agreement,
    /// A document has no owner.
    Owner,
    /// A collaborative loses its lead, host or commissioner.
    Role,
    /// A forum has nobody to answer to.
    Reporting,
    /// Something else refers to it.
    Reference,
}

/// One thing that breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What sort of thing.
    pub loss: Loss,
    /// The record in which it breaks.
    pub record: RecordId,
    /// What breaks, in words.
    pub message: String,
    /// Where it is written.
    pub place: FilePlace,
}

impl Model {
    /// What breaks if a record goes, the gravest first; nothing where nothing rests on it.
    pub fn impact(&self, gone: RecordId) -> Vec<Broken> {
        let mut referring: Vec<RecordId> = self.backlinks(gone).iter().map(|link| link.from).collect();
        referring.extend(self.own_forums(gone));
        let referring: BTreeSet<RecordId> = referring.into_iter().filter(|id| self.at_work(*id)).collect();
        let mut broken = Vec::new();
        for id in referring {
            let before = broken.len();
            if let Some(forum) = self.entry::<Forum>(id) {
                self.seats_lost(gone, forum, &mut broken);
                self.reporting_lost(gone, forum, &mut broken);
            }
            if let Some(collaborative) = self.entry::<Collaborative>(id) {
                self.members_lost(gone, collaborative, &mut broken);
            }
            if let Some(scheme) = self.entry::<Delegations>(id) {
                self.chains_lost(gone, scheme, &mut broken);
            }
            if let Some(agreement) = self.entry::<Agreement>(id).filter(|agreement| self.stands(*agreement)) {
                self.parties_lost(gone, agreement, &mut broken);
            }
            if broken.len() == before && self.backlinks(gone).iter().any(|link| link.from == id) {
                let record = self.record(id);
                let message = format!("“{}” refers to it", record.title());
                broken.push(Broken { loss: Loss::Reference, record: id, message, place: record.itself() });
            }
        }
        self.owners_lost(gone, &mut broken);
        broken.sort_by_key(|one| (one.loss, one.record));
        broken
    }

    /// The forums of the collaboratives to which a body belongs: it may have a seat there as one of every member.
    fn own_forums(&self, gone: RecordId) -> Vec<RecordId> {
        let memberships = self.memberships_of(gone).into_iter().filter(|membership| membership.during().holds_on(self.today));
        memberships
            .flat_map(|membership| self.forums(membership.collaborative).map(|forum| forum.id).collect::<Vec<_>>())
            .collect()
    }

    fn seats_lost(&self, gone: RecordId, forum: Entry<'_, Forum>, broken: &mut Vec<Broken>) {
        let places = self.places(forum);
        let is_lost = |place: &&Place<'_>| place.organisation == Some(gone) || self.holds_place(forum, place, gone);
        let lost: Vec<&Place<'_>> = places.iter().filter(is_lost).collect();
        let title = forum.record.title();
        for place in &lost {
            // Where a seat is several bodies', and it is not the body that goes, it is told whose is empty.
            let several = places.iter().filter(|other| other.seat.span == place.seat.span).count() > 1;
            let body = place.organisation.filter(|body| several && *body != gone);
            let of = body.map_or_else(String::new, |body| format!(" of {}", self.record(body).short_title()));
            let message = format!("the seat “{}”{of} in “{title}” would be empty", place.seat.title);
            broken.push(Broken { loss: Loss::Seat, record: forum.id, message, place: forum.record.place(place.seat.span) });
        }
        if lost.is_empty() {
            return;
        }
        if let Some((need, purpose)) = self.quorum_lost(forum, gone) {
            let left = match (need.of, need.filled) {
                (Counted::EachMember, _) => "not every member would have one".to_owned(),
                (_, 0) => "none would be left".to_owned(),
                (_, left) => format!("{} would be left", number(left)),
            };
            let asked = if need.of == Counted::EachMember { need.words.clone() } else { need.asked() };
            let message = format!("“{title}” could not {purpose}: it needs {asked}, and {left}");
            let place = self.rules(forum).quorum_place();
            broken.push(Broken { loss: Loss::Quorum, record: forum.id, message, place });
        }
    }

    fn reporting_lost(&self, gone: RecordId, forum: Entry<'_, Forum>, broken: &mut Vec<Broken>) {
        let to_gone = |party: &Party| self.party_is(forum.record, party, gone);
        let all = &forum.fields.reports_to;
        if !all.is_empty() && all.iter().all(|party| to_gone(party)) {
            let message = format!("“{}” would answer to nobody", forum.record.title());
            broken.push(Broken { loss: Loss::Reporting, record: forum.id, message, place: forum.record.place(all[0].span) });
        }
    }

    fn members_lost(&self, gone: RecordId, collaborative: Entry<'_, Collaborative>, broken: &mut Vec<Broken>) {
        let title = collaborative.record.title();
        let count = self.members(collaborative).count();
        for membership in self.members(collaborative).filter(|membership| membership.member == Some(gone)) {
            let left = count - 1;
            let message =
                format!("“{title}” would have {left} {} instead of {count}", if left == 1 { "member" } else { "members" });
            let place = collaborative.record.place(membership.row.span);
            broken.push(Broken { loss: Loss::Member, record: collaborative.id, message, place });
        }
        for role in self.roles_today(collaborative).into_iter().filter(|role| role.body == Some(gone)) {
            let message = format!("“{title}” would have no {}", role.duty.word());
            let place = collaborative.record.place(role.span);
            broken.push(Broken { loss: Loss::Role, record: collaborative.id, message, place });
        }
    }

    fn chains_lost(&self, gone: RecordId, scheme: Entry<'_, Delegations>, broken: &mut Vec<Broken>) {
        let record = scheme.record;
        let is_valid = |row: &&Sp<Delegation>| row.valid.as_ref().is_none_or(|valid| valid.during().holds_on(self.today));
        for delegation in scheme.fields.delegations.iter().filter(is_valid) {
            let fields: &Delegation = delegation;
            let agreement = fields.agreement.as_ref().and_then(|link| self.follow(record, link)) == Some(gone);
            let function = self.follow(record, &fields.function);
            // Of a matter that is not there, or not published, nothing is told.
            let Some(name) = function.map(|id| self.record(id).title()) else { continue };
            let what = match () {
                () if self.party_is(record, &fields.to, gone) => format!("nobody would hold “{name}” as it was delegated"),
                () if self.party_is(record, &fields.from, gone) => format!("the delegation of “{name}” would come from nobody"),
                () if agreement => format!("the delegation of “{name}” would stand in no agreement"),
                () if function == Some(gone) => format!("the delegation of “{name}” would be of nothing"),
                () => continue,
            };
            broken.push(Broken { loss: Loss::Chain, record: scheme.id, message: what, place: record.place(delegation.span) });
        }
    }

    fn parties_lost(&self, gone: RecordId, agreement: Entry<'_, Agreement>, broken: &mut Vec<Broken>) {
        let parties = &agreement.fields.parties;
        for party in parties.iter().filter(|party| self.follow(agreement.record, &party.organisation) == Some(gone)) {
            let left = parties.len() - 1;
            let noun = if left == 1 { "party" } else { "parties" };
            let message = format!("“{}” would have {left} {noun} instead of {}", agreement.record.title(), parties.len());
            broken.push(Broken {
                loss: Loss::Agreement,
                record: agreement.id,
                message,
                place: agreement.record.place(party.span),
            });
        }
    }

    /// Documents whose owner is a post of this person, or a post of this body.
    fn owners_lost(&self, gone: RecordId, broken: &mut Vec<Broken>) {
        let is_owner: Box<dyn Fn(&str) -> bool> = if let Some(person) = self.entry::<Person>(gone) {
            let posts = person.fields.posts.iter().filter(|post| post.during().holds_on(self.today));
            let posts: BTreeSet<String> = posts.flat_map(|post| self.calls(person.record, post)).collect();
            Box::new(move |owner| posts.contains(owner))
        } else if self.record(gone).kind == Kind::Organisation {
            let ends: Vec<String> = self.ends_of_posts(gone).collect();
            Box::new(move |owner| ends.iter().any(|end| owner.ends_with(end)))
        } else {
            return;
        };
        for (_, documents) in self.owned().iter().filter(|(owner, _)| is_owner(owner)) {
            for id in documents.iter().filter(|id| self.holds_today(**id)) {
                let record = self.record(*id);
                let Some(owner) = self.owner_of(record) else { continue };
                let message = format!("“{}” would have no owner: its owner is “{owner}”", record.title());
                broken.push(Broken { loss: Loss::Owner, record: *id, message, place: record.field("control") });
            }
        }
    }

    /// What a post is called where it owns a document, in small letters: alone, and with its body.
    fn calls(&self, person: &Record, post: &Post) -> Vec<String> {
        let title = post.title.to_lowercase();
        let body = self.follow(person, &post.organisation);
        let of_body = body.into_iter().flat_map(|body| self.ends_of_posts(body)).map(|end| format!("{title}{end}"));
        of_body.chain([title.clone()]).collect()
    }

    /// What stands behind the name of a post of a body, in small letters: “, north larkmoor” or “ of north larkmoor”.
    fn ends_of_posts(&self, body: RecordId) -> impl Iterator<Item = String> {
        let record = self.record(body);
        let names = BTreeSet::from([record.title().to_lowercase(), record.short_title().to_lowercase()]);
        names.into_iter().flat_map(|name| [format!(", {name}"), format!(" of {name}"), format!(" of the {name}")])
    }

    /// Controlled documents by the post that owns them, in small letters.
    fn owned(&self) -> &BTreeMap<String, Vec<RecordId>> {
        self.memory.owned.get_or_init(|| {
            let mut owned: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
            for (id, record) in self.records() {
                self.owner_of(record).into_iter().for_each(|owner| owned.entry(owner.to_lowercase()).or_default().push(id));
            }
            owned
        })
    }

    /// The post that owns a controlled document, as it is written.
    fn owner_of<'r>(&self, record: &'r Record) -> Option<&'r String> {
        let control = self.control_of(record)?;
        control.owner.as_ref().or_else(|| control.review.as_ref()?.owner.as_ref())
    }

    fn party_is(&self, owner: &Record, party: &Party, id: RecordId) -> bool {
        let found = match party.who() {
            Some(Who::Organisation(link) | Who::Post(_, link)) => self.follow(owner, link),
            Some(Who::Forum(link)) => self.follow(owner, link),
            Some(Who::Person(link)) => self.follow(owner, link),
            Some(Who::Collaborative(link)) => self.follow(owner, link),
            Some(Who::EachMember(_)) | None => None,
        };
        found == Some(id) && self.record(id).kind != Kind::Function
    }
}
