//! To whom forums answer: the forums above them, and the bodies above those.

use std::collections::BTreeSet;

use super::{Entry, Model, RecordId};
use crate::record::kind::{Forum, Organisation};
use crate::record::link::{Party, Who};
use crate::span::Span;

/// A forum to which another answers, or of which it is part, and where that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Above {
    /// The forum above.
    pub forum: RecordId,
    /// Where the reference stands in the record of the forum below.
    pub span: Span,
}

impl Model {
    /// The forums to which a forum answers directly, or of which it is part; those that ended too.
    pub fn forums_above(&self, forum: Entry<'_, Forum>) -> Vec<Above> {
        let reports_to = forum.fields.reports_to.iter().filter_map(|party| party.forum.as_ref());
        let links = forum.fields.part_of.iter().chain(reports_to);
        let above =
            |link: &crate::record::link::Link<Forum>| Some(Above { forum: self.follow(forum.record, link)?, span: link.span });
        links.filter_map(above).collect()
    }

    /// The bodies that made a forum and exist today: those that resolved it, else the members of its collaborative; none where it is
    /// part of another forum or answers to one, which then made it.
    pub fn makers(&self, forum: Entry<'_, Forum>) -> Vec<RecordId> {
        let resolved = forum.fields.established_by.iter();
        let resolved: Vec<RecordId> =
            resolved.filter_map(|established| self.follow(forum.record, &established.organisation)).collect();
        let makers = match (resolved.is_empty(), self.forums_above(forum).is_empty()) {
            (false, _) => resolved,
            (true, true) => self.member_bodies(forum.record),
            (true, false) => Vec::new(),
        };
        makers.into_iter().filter(|maker| self.holds_today(*maker)).collect()
    }

    /// The bodies to which a forum answers, directly or through the forums above it.
    pub fn bodies_above(&self, forum: Entry<'_, Forum>) -> BTreeSet<RecordId> {
        let mut bodies = BTreeSet::new();
        let mut seen = BTreeSet::from([forum.id]);
        let mut open = vec![forum];
        while let Some(forum) = open.pop() {
            bodies.extend(forum.fields.reports_to.iter().flat_map(|party| self.bodies_meant(forum, party)));
            let above = self.forums_above(forum).into_iter().map(|above| above.forum);
            open.extend(above.filter(|above| seen.insert(*above)).filter_map(|above| self.entry::<Forum>(above)));
        }
        bodies
    }

    /// The bodies that a party of a forum's record means: one, or every member; none for a forum or a person.
    pub fn bodies_meant(&self, forum: Entry<'_, Forum>, party: &Party) -> Vec<RecordId> {
        match party.who() {
            Some(Who::Organisation(link) | Who::Post(_, link)) => self.follow(forum.record, link).into_iter().collect(),
            Some(Who::EachMember(_)) => self.member_bodies(forum.record),
            Some(Who::Collaborative(link)) => {
                let collaborative = self.follow(forum.record, link);
                let own = self.collaborative_of(forum.record).map(|own| own.id);
                let members = if collaborative == own { self.member_bodies(forum.record) } else { Vec::new() };
                collaborative.into_iter().chain(members).collect()
            }
            Some(Who::Forum(_) | Who::Person(_)) | None => Vec::new(),
        }
    }

    /// What took a body's place, where that is recorded.
    pub fn successors(&self, body: Entry<'_, Organisation>) -> Vec<RecordId> {
        let links = body.fields.successors.iter().filter_map(|successor| successor.organisation.as_ref());
        links.filter_map(|link| self.follow(body.record, link)).collect()
    }

    /// The names of what took a body's place, where that is recorded.
    pub fn successors_of(&self, body: Entry<'_, Organisation>) -> Vec<String> {
        self.successors(body).into_iter().map(|successor| self.record(successor).title()).collect()
    }
}
