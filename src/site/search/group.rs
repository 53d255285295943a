//! What sort of thing is found: results stand together by it.

use crate::record::kind::Kind;

/// What sort of thing is found. The order is that of the numbers of entries; readers meet the group with the best result first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A collaborative.
    Collaborative,
    /// A body.
    Organisation,
    /// A function: who decides it.
    Function,
    /// A forum with its terms of reference.
    Forum,
    /// A clause of a text under document control.
    Clause,
    /// A person, by name and by post.
    Person,
    /// An agreement.
    Agreement,
    /// A decision.
    Decision,
    /// A policy.
    Policy,
    /// A document.
    Document,
    /// An area.
    Area,
    /// A word explained: of the glossary, a governance model, a legal form.
    Term,
    /// A provision of law.
    Provision,
    /// Any other page.
    Page,
}

/// All groups.
pub const GROUPS: [Group; 14] = [
    Group::Collaborative,
    Group::Organisation,
    Group::Function,
    Group::Forum,
    Group::Clause,
    Group::Person,
    Group::Agreement,
    Group::Decision,
    Group::Policy,
    Group::Document,
    Group::Area,
    Group::Term,
    Group::Provision,
    Group::Page,
];

impl Group {
    /// The group of a kind of record that has a page of its own.
    pub fn of(kind: Kind) -> Group {
        match kind {
            Kind::Collaborative => Group::Collaborative,
            Kind::Organisation => Group::Organisation,
            Kind::Function => Group::Function,
            Kind::Forum => Group::Forum,
            Kind::Person => Group::Person,
            Kind::Agreement => Group::Agreement,
            Kind::Decision => Group::Decision,
            Kind::Policy => Group::Policy,
            Kind::Document => Group::Document,
            Kind::Area => Group::Area,
            Kind::Glossary => Group::Term,
            _ => Group::Page,
        }
    }

    /// Its place among all.
    pub fn number(self) -> u32 {
        self as u32
    }

    /// Its name in addresses, and in the words of the theme.
    pub fn name(self) -> &'static str {
        match self {
            Group::Collaborative => "collaboratives",
            Group::Organisation => "organisations",
            Group::Function => "functions",
            Group::Forum => "forums",
            Group::Clause => "clauses",
            Group::Person => "people",
            Group::Agreement => "agreements",
            Group::Decision => "decisions",
            Group::Policy => "policies",
            Group::Document => "documents",
            Group::Area => "areas",
            Group::Term => "words",
            Group::Provision => "law",
            Group::Page => "pages",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbered_in_their_order() {
        for (number, group) in GROUPS.into_iter().enumerate() {
            assert_eq!(group.number() as usize, number);
        }
    }
}
