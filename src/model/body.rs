//! One body's part in everything: its seats, what it gave away and was given, what is reserved to it, to what it is party. Its page and
//! the command line both ask this.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::forum::Place;
use super::path::{Band, OwnKept};
use super::{Entry, Model, RecordId};
use crate::record::kind::agreement::{AgreementParty, Valid};
use crate::record::kind::delegation::{Delegation, Reserved};
use crate::record::kind::{Agreement, Collaborative, Delegations, Forum, Kind, Organisation};
use crate::record::link::{Party, Who};
use crate::record::value::Sp;

/// A place of a body at a forum's table.
pub struct SeatOf<'m> {
    /// The forum.
    pub forum: Entry<'m, Forum>,
    /// The place.
    pub place: Place<'m>,
    /// When the forum meets next, where that is on record.
    pub next_meeting: Option<Date>,
}

/// A delegation that a body gave or received.
pub struct GivenOf<'m> {
    /// The row.
    pub row: &'m Sp<Delegation>,
    /// The scheme in which it stands.
    pub scheme: Entry<'m, Delegations>,
    /// The collaborative whose scheme that is.
    pub collaborative: Entry<'m, Collaborative>,
    /// Whether the body gave it; it received it where it did not.
    pub gave: bool,
}

impl GivenOf<'_> {
    /// The other side: the receiver of what the body gave, the giver of what it received.
    pub fn other(&self) -> &Party {
        if self.gave { &self.row.to } else { &self.row.from }
    }
}

/// A matter that is reserved to a body.
pub struct ReservedTo<'m> {
    /// The row.
    pub row: &'m Sp<Reserved>,
    /// The scheme in which it stands.
    pub scheme: Entry<'m, Delegations>,
    /// The collaborative whose scheme that is.
    pub collaborative: Entry<'m, Collaborative>,
}

impl Model {
    /// The places of a body at the tables of today's forums, in the order of the forums.
    pub fn seats_of(&self, body: RecordId) -> Vec<SeatOf<'_>> {
        let today = self.forums_of(body).into_iter().filter(|forum| self.at_work(forum.id));
        today
            .flat_map(|forum| {
                let next_meeting = self.next_meeting(forum);
                let own = self.places(forum).into_iter().filter(move |place| place.organisation == Some(body));
                own.map(move |place| SeatOf { forum, place, next_meeting }).collect::<Vec<_>>()
            })
            .collect()
    }

    /// What a body gave away and was given, as it stands today.
    pub fn delegations_of(&self, body: RecordId) -> Vec<GivenOf<'_>> {
        let mut found = Vec::new();
        for (scheme, collaborative) in self.schemes_about(body) {
            let fields: &Delegations = scheme.fields;
            for row in fields.delegations.iter().filter(|row| self.is_valid(row.valid.as_ref())) {
                let (gave, received) = (self.concerns(scheme, &row.from, body), self.concerns(scheme, &row.to, body));
                if gave || received {
                    found.push(GivenOf { row, scheme, collaborative, gave });
                }
            }
        }
        found
    }

    /// What is reserved to a body today.
    pub fn reserved_to(&self, body: RecordId) -> Vec<ReservedTo<'_>> {
        let mut found = Vec::new();
        for (scheme, collaborative) in self.schemes_about(body) {
            let fields: &Delegations = scheme.fields;
            let own = fields.reserved.iter().filter(|row| self.is_valid(row.valid.as_ref()));
            let own = own.filter(|row| self.concerns(scheme, &row.to, body));
            found.extend(own.map(|row| ReservedTo { row, scheme, collaborative }));
        }
        found
    }

    /// What a body keeps today by its own scheme, in the order in which it is written.
    pub fn kept_by(&self, body: RecordId) -> Vec<OwnKept<'_>> {
        let Some(body) = self.entry::<Organisation>(body) else { return Vec::new() };
        let fields: &Organisation = body.fields;
        let today = fields.reserved.iter().filter(|row| self.is_valid(row.valid.as_ref()));
        today.map(|row| OwnKept { row, body, band: Band::kept_by(row) }).collect()
    }

    /// The agreements to which a body is party, each with the row that says so, of whatever time.
    pub fn agreements_of(&self, body: RecordId) -> Vec<(Entry<'_, Agreement>, &Sp<AgreementParty>)> {
        let links = self.backlinks(body).iter().filter(|link| link.field.as_deref() == Some("parties.organisation"));
        let agreements = links.filter_map(|link| self.entry::<Agreement>(link.from));
        agreements
            .filter_map(|agreement| {
                let fields: &Agreement = agreement.fields;
                let own = |party: &&Sp<AgreementParty>| self.follow(agreement.record, &party.organisation) == Some(body);
                Some((agreement, fields.parties.iter().find(own)?))
            })
            .collect()
    }

    fn is_valid(&self, valid: Option<&Sp<Valid>>) -> bool {
        valid.is_none_or(|valid| valid.during().holds_on(self.today))
    }

    /// Whether a party of a scheme is this body, one of its posts, or every member where it is one.
    fn concerns(&self, scheme: Entry<'_, Delegations>, party: &Party, body: RecordId) -> bool {
        match party.who() {
            Some(Who::Organisation(link) | Who::Post(_, link)) => self.follow(scheme.record, link) == Some(body),
            Some(Who::EachMember(_)) => self.member_bodies(scheme.record).contains(&body),
            _ => false,
        }
    }

    /// The schemes that can speak of a body: those that name it, and those of the collaboratives to which it belongs today.
    fn schemes_about(&self, body: RecordId) -> Vec<(Entry<'_, Delegations>, Entry<'_, Collaborative>)> {
        let named = self.backlinks(body).iter().map(|link| link.from);
        let own = self.memberships_of(body).into_iter().filter(|membership| membership.during().holds_on(self.today));
        let own = own.filter_map(|membership| {
            let id = &membership.collaborative.record.address.id;
            self.find(Kind::Delegations, &format!("{id}/delegations"))
        });
        let all: BTreeSet<RecordId> = named.chain(own).collect();
        let schemes = all.into_iter().filter_map(|id| self.entry::<Delegations>(id));
        schemes.filter_map(|scheme| Some((scheme, self.collaborative_of(scheme.record)?))).collect()
    }
}
