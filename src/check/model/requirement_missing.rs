#![doc = include_str!("requirement_missing.md")]

use std::collections::BTreeSet;

use crate::check::{Findings, words};
use crate::model::{Entry, Model, RecordId};
use crate::model::words::list;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::vocabulary::{AgreementTrait, Requirement};
use crate::record::kind::{Agreement, Collaborative};
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| works(model, *collaborative)) {
        let agreements: Vec<Entry<'_, Agreement>> = model.agreements(collaborative).collect();
        let asks = Asks { model, collaborative, agreements };
        asks.missing(findings);
        asks.several_leads(findings);
        asks.not_all_named(findings);
    }
}

/// Whether a collaborative is past preparing: while it is proposed or in shadow form its papers are still to come.
fn works(model: &Model, collaborative: Entry<'_, Collaborative>) -> bool {
    let preparing = collaborative.stage.is_some_and(|stage| matches!(stage.value, Stage::Proposed | Stage::Shadow));
    !preparing && model.at_work(collaborative.id)
}

struct Asks<'m> {
    model: &'m Model,
    collaborative: Entry<'m, Collaborative>,
    agreements: Vec<Entry<'m, Agreement>>,
}

impl<'m> Asks<'m> {
    fn for_(&self, requirement: Requirement) -> bool {
        self.model.requires(self.collaborative, requirement)
    }

    fn that_are(&self, is: AgreementTrait) -> impl Iterator<Item = Entry<'m, Agreement>> {
        self.agreements.iter().copied().filter(move |agreement| self.model.agreement_is(*agreement, is))
    }

    fn missing(&self, findings: &mut Findings<'_>) {
        let Some(model) = &self.collaborative.fields.model else { return };
        let Some(row) = self.model.row(self.collaborative.record, model) else { return };
        let has_commissioner = || self.model.commissioners(self.collaborative).next().is_some() || !self.in_role("commissioner").is_empty();
        let lacks = [
            (Requirement::Lead, "lead", !self.leads().is_empty()),
            (Requirement::Commissioner, "commissioner", has_commissioner()),
            (Requirement::HeadContract, "head contract", self.that_are(AgreementTrait::HeadContract).next().is_some()),
            (Requirement::PartnershipAgreement, "partnership agreement", self.that_are(AgreementTrait::Partnership).next().is_some()),
        ];
        let lacks: Vec<&str> =
            lacks.into_iter().filter(|(asked, _, there)| self.for_(*asked) && !there).map(|(_, name, _)| name).collect();
        if lacks.is_empty() {
            return;
        }
        let title = self.collaborative.record.title();
        let lacking = list(lacks.iter().map(|name| format!("no {name}")));
        let verb = if lacks.len() == 1 { "is" } else { "are" };
        findings
            .add(self.collaborative.record, model.span, format!("“{title}” follows the model “{}”, and {lacking} {verb} recorded", row.name))
            .label("cannot be without")
            .hint("add `lead` and `commissioners` to this record, and each agreement that is in force to the folder `agreements`")
            .hint("or, if it works in another way, name the model that it follows");
    }

    /// The bodies that lead: the one that the record names, and those that sign as lead.
    fn leads(&self) -> Vec<(RecordId, Place)> {
        let record = self.collaborative.record;
        let own = self.collaborative.fields.lead.as_ref();
        let own = own.and_then(|link| Some((self.model.follow(record, link)?, record.place(link.span))));
        own.into_iter().chain(self.in_role("lead")).collect()
    }

    /// The parties to the head contract, and to the partnership agreement, that have a role.
    fn in_role(&self, role: &str) -> Vec<(RecordId, Place)> {
        let is = |agreement: &&Entry<'m, Agreement>| {
            [AgreementTrait::HeadContract, AgreementTrait::Partnership].iter().any(|is| self.model.agreement_is(**agreement, *is))
        };
        let in_one = |agreement: &Entry<'m, Agreement>| -> Vec<(RecordId, Place)> {
            let parties = agreement.fields.parties.iter();
            let named = parties.filter(|party| party.role.as_deref().is_some_and(|own| words::contains(own, role)));
            let place = |span| agreement.record.place(span);
            named
                .filter_map(|party| {
                    Some((self.model.follow(agreement.record, &party.organisation)?, place(party.organisation.span)))
                })
                .collect()
        };
        self.agreements.iter().filter(is).flat_map(in_one).collect()
    }

    fn several_leads(&self, findings: &mut Findings<'_>) {
        let leads = self.leads();
        let Some((first, at)) = leads.first().filter(|_| self.for_(Requirement::Lead)) else { return };
        let Some((second, other)) = leads.iter().find(|(lead, _)| lead != first) else { return };
        let both = words::titles(self.model, [*first, *second]);
        let Some(model) = &self.collaborative.fields.model else { return };
        findings
            .add(self.collaborative.record, model.span, format!("“{}” has two leads: {both}", self.collaborative.record.title()))
            .label("one member leads at any time")
            .related(at.clone(), "one lead")
            .related(other.clone(), "another lead")
            .hint("keep the one that holds the contract now, and give the other's agreement its end in `valid`");
    }

    /// Members that no partnership agreement in force names. A reference that leads nowhere is another check's.
    fn not_all_named(&self, findings: &mut Findings<'_>) {
        let agreements: Vec<Entry<'m, Agreement>> = self.that_are(AgreementTrait::Partnership).collect();
        let Some(first) = agreements.first().filter(|_| self.for_(Requirement::PartnershipAgreement)) else { return };
        if agreements.iter().any(|one| self.model.parties(*one).count() < one.parties.len()) {
            return;
        }
        let named: BTreeSet<RecordId> = agreements.iter().flat_map(|one| self.model.parties(*one)).map(|body| body.id).collect();
        let members = self.model.member_bodies(self.collaborative.record);
        let left_out: Vec<RecordId> = members.into_iter().filter(|member| !named.contains(member)).collect();
        if left_out.is_empty() {
            return;
        }
        let verb = if left_out.len() == 1 { "is" } else { "are" };
        let (title, names) = (first.record.title(), words::titles(self.model, left_out));
        findings
            .field(first.record, "parties", format!("{names} {verb} not party to “{title}”, and every member should be"))
            .label("all who are party")
            .related(self.collaborative.record.field("members"), "the members")
            .hint("add the member to `parties` with the day on which it signed, or correct the list of members");
    }
}
