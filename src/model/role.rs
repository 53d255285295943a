//! The duties that bodies have for a collaborative without being a member by them: who leads it, hosts it, serves it, commissions it.

use super::{Entry, Model, RecordId};
use crate::record::date::During;
use crate::record::kind::Collaborative;
use crate::record::kind::collaborative::Commissioner;
use crate::record::value::Sp;
use crate::span::Span;

/// What a body is to a collaborative beside its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Duty {
    /// It holds the contract and answers for the service.
    Lead,
    /// It employs and contracts on behalf of all.
    Host,
    /// Its staff serve the others.
    Secretariat,
    /// It commissions or approves the collaborative.
    Commissioner,
}

impl Duty {
    /// The word for it: `lead`, `host`, `secretariat`, `commissioner`.
    pub fn word(self) -> &'static str {
        match self {
            Duty::Lead => "lead",
            Duty::Host => "host",
            Duty::Secretariat => "secretariat",
            Duty::Commissioner => "commissioner",
        }
    }

    /// What is said of a collaborative that has nobody in it, by its key.
    pub(super) fn broken(self) -> &'static str {
        match self {
            Duty::Lead => "broken.no-lead",
            Duty::Host => "broken.no-host",
            Duty::Secretariat => "broken.no-secretariat",
            Duty::Commissioner => "broken.no-commissioner",
        }
    }
}

/// One body in one duty.
#[derive(Clone, Copy)]
pub struct Role<'m> {
    /// The collaborative.
    pub collaborative: Entry<'m, Collaborative>,
    /// The duty.
    pub duty: Duty,
    /// The body; `None` where its record is not there.
    pub body: Option<RecordId>,
    /// When it has it; open where no days are recorded.
    pub during: During,
    /// Where that is written.
    pub span: Span,
}

impl Model {
    /// All duties that are recorded for a collaborative, of whatever time.
    pub fn roles<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> Vec<Role<'m>> {
        let fields: &'m Collaborative = collaborative.fields;
        let single = [(Duty::Lead, &fields.lead), (Duty::Host, &fields.host), (Duty::Secretariat, &fields.secretariat)];
        let single = single.into_iter().filter_map(|(part, link)| Some((part, link.as_ref()?, During::default())));
        let commissioners = fields.commissioners.iter().map(|row| (Duty::Commissioner, &row.organisation, row.during()));
        let role = |(part, link, during): (Duty, &'m crate::record::link::Link<_>, During)| {
            let body = self.follow(collaborative.record, link);
            Role { collaborative, duty: part, body, during, span: link.span }
        };
        single.chain(commissioners).map(role).collect()
    }

    /// The duties that hold today.
    pub fn roles_today<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> Vec<Role<'m>> {
        self.roles(collaborative).into_iter().filter(|role| role.during.holds_on(self.today)).collect()
    }

    /// The commissioners of a collaborative today.
    pub fn commissioners<'m>(&self, collaborative: Entry<'m, Collaborative>) -> impl Iterator<Item = &'m Sp<Commissioner>> {
        let fields: &'m Collaborative = collaborative.fields;
        fields.commissioners.iter().filter(|row| row.during().holds_on(self.today))
    }

    /// The duties that a body has today, in the order of the collaboratives.
    pub fn roles_of(&self, body: RecordId) -> Vec<Role<'_>> {
        let mut from: Vec<RecordId> = self.backlinks(body).iter().map(|link| link.from).collect();
        from.dedup();
        let wholes = from.into_iter().filter(|id| self.holds_today(*id)).filter_map(|id| self.entry::<Collaborative>(id));
        wholes.flat_map(|whole| self.roles_today(whole)).filter(|role| role.body == Some(body)).collect()
    }
}
