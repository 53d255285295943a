//! What bodies have arranged with each other: what of it is at work today, who made it, who gives what to whom.

use super::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::control::Status;
use crate::record::kind::delegation::Delegation;
use crate::record::kind::vocabulary::{
    AgreementTrait, Binding, CollaborativeTrait, LegalForm, OrganisationTrait, Provision, Provisions, Requirement,
};
use crate::record::kind::{Agreement, Collaborative, Delegations, Forum, Organisation};
use crate::record::link::{Party, Term, Who};
use crate::record::value::Sp;

/// A row of a scheme of delegation, with the scheme in which it stands.
#[derive(Clone, Copy)]
pub struct Given<'m> {
    /// The row.
    pub row: &'m Sp<Delegation>,
    /// The scheme.
    pub scheme: Entry<'m, Delegations>,
}

impl Model {
    /// Whether a record is at work today: neither it nor the collaborative in whose folder it stands has ended.
    pub fn at_work(&self, id: RecordId) -> bool {
        let record = self.record(id);
        let whole = self.collaborative_of(record);
        let open = whole.is_none_or(|whole| self.holds_today(whole.id) && !is_at(whole, Stage::Closed));
        open && self.holds_today(id)
    }

    /// The agreements of a collaborative that are in force today.
    pub fn agreements<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = Entry<'m, Agreement>> {
        self.parts::<Agreement>(collaborative).filter(|agreement| self.in_force(*agreement))
    }

    /// The records of a kind in a collaborative's folder.
    pub fn parts<'m, K: crate::record::kind::Fields>(
        &'m self,
        collaborative: Entry<'m, Collaborative>,
    ) -> impl Iterator<Item = Entry<'m, K>> {
        let id = &*collaborative.record.address.id;
        let records = &self.joined.records;
        // Records stand in the order of kinds, then of collaboratives: each collaborative's are one stretch.
        let before = |record: &Record| (record.kind, record.address.collaborative.as_deref()) < (K::KIND, Some(id));
        let start = records.partition_point(|record| before(record));
        let own = move |record: &Record| record.kind == K::KIND && record.address.collaborative.as_deref() == Some(id);
        let stretch = records[start..].iter().take_while(move |record| own(record)).enumerate();
        stretch.filter_map(move |(number, record)| {
            Some(Entry { id: RecordId((start + number) as u32), record, fields: record.of::<K>()? })
        })
    }

    /// Whether an agreement holds today: within its time, and neither being written nor replaced.
    pub fn in_force(&self, agreement: Entry<'_, Agreement>) -> bool {
        let timely = agreement.valid.as_ref().is_none_or(|valid| valid.during().holds_on(self.today));
        let status = agreement.control.as_ref().and_then(|control| control.status);
        timely && status.is_none_or(|status| status.value == Status::Approved)
    }

    /// Whether an agreement is in force or on its way there: not over, withdrawn or replaced.
    pub fn stands(&self, agreement: Entry<'_, Agreement>) -> bool {
        let over = agreement.valid.as_ref().is_some_and(|valid| valid.during().ended_before(self.today));
        let status = agreement.control.as_ref().and_then(|control| control.status);
        let replaced = status.is_some_and(|status| matches!(status.value, Status::Superseded | Status::Withdrawn));
        !over && !replaced && self.at_work(agreement.id)
    }

    /// The agreement in which a delegation stands.
    pub fn agreement_of<'m>(&'m self, given: Given<'m>) -> Option<Entry<'m, Agreement>> {
        self.get(given.scheme.record, given.row.agreement.as_ref()?)
    }

    /// What is given; `None` where it has no record.
    pub fn function(&self, given: Given<'_>) -> Option<RecordId> {
        self.follow(given.scheme.record, &given.row.function)
    }

    /// What is given, in English. Its id is not told where it has no record: that may be a draft's.
    pub fn function_title(&self, given: Given<'_>) -> String {
        self.function(given).map_or_else(|| "a matter without a record here".to_owned(), |function| self.record(function).title())
    }

    /// Whether something stays within one body: given by it to one of its own posts.
    pub fn stays_within(&self, given: Given<'_>) -> bool {
        let within = self.bodies(given.scheme.record, &given.row.to);
        if within.is_empty() {
            return false;
        }
        let givers = self.bodies(given.scheme.record, &given.row.from);
        within.iter().all(|body| givers.contains(body))
    }

    /// Whether an agreement's kind has a trait.
    pub fn agreement_is(&self, agreement: Entry<'_, Agreement>, is: AgreementTrait) -> bool {
        self.row(agreement.record, &agreement.kind).is_some_and(|kind| kind.is.contains(&is))
    }

    /// Whether an agreement binds in law: as it says itself, else as its kind usually does; `None` where neither says.
    pub fn binding(&self, agreement: Entry<'_, Agreement>) -> Option<Binding> {
        let own = agreement.binding.map(|own| if own.value { Binding::Yes } else { Binding::No });
        own.or_else(|| self.row(agreement.record, &agreement.kind)?.binding)
    }

    /// The bodies that are party to an agreement.
    pub fn parties<'m>(&'m self, agreement: Entry<'m, Agreement>) -> impl Iterator<Item = Entry<'m, Organisation>> {
        let parties = &agreement.fields.parties;
        parties.iter().filter_map(move |party| self.get(agreement.record, &party.organisation))
    }

    /// The provisions that a record names, as far as the vocabulary knows them.
    pub fn provisions<'m>(
        &'m self,
        owner: &'m Record,
        terms: &'m [Term<Provisions>],
    ) -> impl Iterator<Item = (&'m Term<Provisions>, &'m Provision)> {
        terms.iter().filter_map(move |term| Some((term, self.row(owner, term)?)))
    }

    /// What a forum is in law, as the vocabulary describes it; `None` where it does not say.
    pub fn form<'m>(&'m self, forum: Entry<'m, Forum>) -> Option<&'m LegalForm> {
        self.row(forum.record, forum.fields.legal_form.as_ref()?)
    }

    /// Whether a collaborative's model cannot be without something.
    pub fn requires(&self, collaborative: Entry<'_, Collaborative>, requirement: Requirement) -> bool {
        let model = collaborative.fields.model.as_ref().and_then(|model| self.row(collaborative.record, model));
        model.is_some_and(|model| model.requires.contains(&requirement))
    }

    /// Whether a collaborative's kind has a trait.
    pub fn collaborative_is(&self, collaborative: Entry<'_, Collaborative>, is: CollaborativeTrait) -> bool {
        let kind = self.row(collaborative.record, &collaborative.fields.kind);
        kind.is_some_and(|kind| kind.is.contains(&is))
    }

    /// The body that exercises pooled functions for all members: the lead, or where none is named the host.
    pub fn support_establishment<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> Option<Entry<'m, Organisation>> {
        let link = collaborative.fields.lead.as_ref().or(collaborative.fields.host.as_ref())?;
        self.get(collaborative.record, link)
    }

    /// The bodies that somebody named in `owner` stands for: the body itself, a post's, or those of every member today; none for a
    /// forum, a person or a collaborative.
    pub fn bodies(&self, owner: &Record, party: &Party) -> Vec<RecordId> {
        match party.who() {
            Some(Who::Organisation(link) | Who::Post(_, link)) => self.follow(owner, link).into_iter().collect(),
            Some(Who::EachMember(_)) => self.member_bodies(owner),
            Some(Who::Forum(_) | Who::Collaborative(_) | Who::Person(_)) | None => Vec::new(),
        }
    }

    /// The bodies whose forum it is, each once: those of today that made it, else those to which it answers.
    pub fn owners(&self, forum: Entry<'_, Forum>) -> Vec<RecordId> {
        let made = forum.established_by.iter().filter_map(|made| self.follow(forum.record, &made.organisation));
        let mut owners: Vec<RecordId> = made.filter(|body| self.holds_today(*body)).collect();
        if owners.is_empty() {
            owners = forum.reports_to.iter().flat_map(|party| self.bodies(forum.record, party)).collect();
        }
        owners.sort_unstable();
        owners.dedup();
        owners
    }

    /// All delegations that hold today.
    pub fn delegations_today(&self) -> impl Iterator<Item = Given<'_>> {
        self.all::<Delegations>().filter(|scheme| self.at_work(scheme.id)).flat_map(|scheme| self.rows_today(scheme))
    }

    /// The delegations of one scheme that hold today.
    pub fn rows_today<'m>(&'m self, scheme: Entry<'m, Delegations>) -> impl Iterator<Item = Given<'m>> {
        let rows = &scheme.fields.delegations;
        let holds = |row: &&Sp<Delegation>| row.valid.as_ref().is_none_or(|valid| valid.during().holds_on(self.today));
        rows.iter().filter(holds).map(move |row| Given { row, scheme })
    }

    /// The delegations to a forum that hold today, from whichever scheme.
    pub fn delegations_to<'m>(&'m self, forum: Entry<'m, Forum>) -> Vec<Given<'m>> {
        let mut schemes: Vec<RecordId> = self.backlinks(forum.id).iter().map(|link| link.from).collect();
        schemes.dedup();
        let schemes = schemes.into_iter().filter_map(|id| self.entry::<Delegations>(id)).filter(|scheme| self.at_work(scheme.id));
        schemes.flat_map(|scheme| self.rows_today(scheme)).filter(|given| self.receiver(*given) == Some(forum.id)).collect()
    }

    /// The record that receives what is given: a body, a forum, a person or a collaborative; `None` for every member, and where the
    /// reference leads nowhere.
    pub fn receiver(&self, given: Given<'_>) -> Option<RecordId> {
        self.party_record(given.scheme.record, &given.row.to)
    }

    /// The record that a party is; `None` for every member, and where the reference leads nowhere.
    pub fn party_record(&self, owner: &Record, party: &Party) -> Option<RecordId> {
        match party.who()? {
            Who::Organisation(link) | Who::Post(_, link) => self.follow(owner, link),
            Who::Forum(link) => self.follow(owner, link),
            Who::Collaborative(link) => self.follow(owner, link),
            Who::Person(link) => self.follow(owner, link),
            Who::EachMember(_) => None,
        }
    }

    /// Whether the body of a record has a trait in law; not where the record is none, or not whole.
    pub fn record_is(&self, id: RecordId, is: OrganisationTrait) -> bool {
        self.entry::<Organisation>(id).is_some_and(|organisation| self.body_is(organisation, is))
    }
}

fn is_at(collaborative: Entry<'_, Collaborative>, stage: Stage) -> bool {
    collaborative.fields.stage.is_some_and(|own| own.value == stage)
}
