//! Who gives and who receives: a party of a scheme, as the record that it is.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Function, Organisation, Person};
use crate::record::link::{Party, Who};

/// Somebody who gives or receives.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Somebody {
    /// A body.
    Body(RecordId),
    /// A post within a body, by its name in small letters.
    Post(RecordId, String),
    /// A forum.
    Forum(RecordId),
    /// Every member of a collaborative, each for itself.
    Members(RecordId),
    /// A collaborative as a whole.
    Collaborative(RecordId),
    /// A person.
    Person(RecordId),
    /// Somebody whose record is not there.
    Unknown,
}

impl Somebody {
    /// The record that it is, or whose post or members are meant.
    pub fn record(&self) -> Option<RecordId> {
        match self {
            Somebody::Body(id) | Somebody::Post(id, _) | Somebody::Forum(id) => Some(*id),
            Somebody::Members(id) | Somebody::Collaborative(id) | Somebody::Person(id) => Some(*id),
            Somebody::Unknown => None,
        }
    }
}

impl Model {
    /// Who a party named in `owner` is.
    pub fn somebody(&self, owner: &Record, party: &Party) -> Somebody {
        let found = match party.who() {
            Some(Who::Organisation(link)) => self.follow(owner, link).map(Somebody::Body),
            Some(Who::Post(post, link)) => self.follow(owner, link).map(|body| Somebody::Post(body, post.trim().to_lowercase())),
            Some(Who::Forum(link)) => self.follow(owner, link).map(Somebody::Forum),
            Some(Who::Collaborative(link)) => self.follow(owner, link).map(Somebody::Collaborative),
            Some(Who::Person(link)) => self.follow(owner, link).map(Somebody::Person),
            Some(Who::EachMember(_)) => self.collaborative_of(owner).map(|whole| Somebody::Members(whole.id)),
            None => None,
        };
        found.unwrap_or(Somebody::Unknown)
    }
}

/// The bodies for which somebody acts, looked up once for each collaborative.
pub(super) struct Bodies<'m> {
    pub(super) model: &'m Model,
    members: HashMap<RecordId, BTreeSet<RecordId>>,
}

impl<'m> Bodies<'m> {
    pub(super) fn new(model: &'m Model) -> Bodies<'m> {
        Bodies { model, members: HashMap::new() }
    }

    /// The members of a collaborative that have a voice and are bodies.
    pub(super) fn members(&mut self, collaborative: RecordId) -> &BTreeSet<RecordId> {
        let model = self.model;
        self.members
            .entry(collaborative)
            .or_insert_with(|| model.member_bodies(model.record(collaborative)).into_iter().collect())
    }

    /// The bodies for which somebody acts; none for a forum or a person.
    pub(super) fn of(&mut self, somebody: &Somebody) -> Vec<RecordId> {
        match somebody {
            Somebody::Body(body) | Somebody::Post(body, _) => vec![*body],
            Somebody::Members(whole) | Somebody::Collaborative(whole) => self.members(*whole).iter().copied().collect(),
            Somebody::Forum(_) | Somebody::Person(_) | Somebody::Unknown => Vec::new(),
        }
    }

    /// Whether somebody holds a function by law; `None` where that cannot be known from what is recorded.
    pub(super) fn hold_by_law(&mut self, somebody: &Somebody, function: Entry<'_, Function>) -> Option<bool> {
        if function.fields.holder.is_empty() {
            return None;
        }
        let model = self.model;
        match somebody {
            Somebody::Unknown => None,
            Somebody::Forum(forum) => {
                let forum = model.entry::<Forum>(*forum)?;
                forum.fields.legal_form.as_ref()?;
                Some(model.form_is(forum, LegalFormTrait::OwnBoard))
            }
            Somebody::Person(person) => {
                let person = model.entry::<Person>(*person)?;
                let posts = person.fields.posts.iter().filter(|post| post.during().holds_on(model.today));
                let bodies: Vec<RecordId> = posts.filter_map(|post| model.follow(person.record, &post.organisation)).collect();
                (!bodies.is_empty()).then(|| bodies.into_iter().any(|body| is_holder(model, body, function)))
            }
            _ => {
                let bodies = self.of(somebody);
                (!bodies.is_empty()).then(|| bodies.into_iter().any(|body| is_holder(model, body, function)))
            }
        }
    }
}

/// Whether a body is of a kind that holds a function by law; so is every body where that is not recorded.
pub(super) fn is_holder(model: &Model, body: RecordId, function: Entry<'_, Function>) -> bool {
    let holder = &function.fields.holder;
    let kind = model.entry::<Organisation>(body).map(|body| &body.fields.kind.text);
    holder.is_empty() || kind.is_some_and(|own| holder.iter().any(|kind| kind.text == *own))
}
