#![doc = include_str!("no_board_approval.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Findings, naming};
use crate::model::membership::Membership;
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::decision::Outcome;
use crate::record::kind::vocabulary::{CollaborativeTrait, OrganisationTrait};
use crate::record::kind::{Agreement, Collaborative, Decision, Forum, Organisation};
use crate::record::link::Link;

/// The bodies of which an approval is recorded, for each collaborative, by its id.
type Approved<'m> = BTreeMap<&'m str, BTreeSet<RecordId>>;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let approved = approved(model);
    for collaborative in model.all::<Collaborative>().filter(|collaborative| is_agreed(model, *collaborative)) {
        let own = approved.get(&*collaborative.record.address.id);
        let bodies: Vec<(Membership<'_>, Entry<'_, Organisation>)> = model
            .full_members(collaborative)
            .filter_map(|membership| Some((membership, model.entry::<Organisation>(membership.member?)?)))
            .filter(|(_, body)| model.body_is(*body, OrganisationTrait::LegalPerson))
            .collect();
        let is_missing = |(membership, body): &&(Membership<'_>, Entry<'_, Organisation>)| {
            membership.row.approved.is_none() && !own.is_some_and(|own| own.contains(&body.id))
        };
        let missing: Vec<_> = bodies.iter().filter(is_missing).collect();
        let Some((first, _)) = missing.first().filter(|_| bodies.len() > 1) else { continue };
        let names: Vec<String> = missing.iter().map(|(_, body)| format!("“{}”", model.record(body.id).title())).collect();
        let whole = model.record(collaborative.id).title();
        let board = if names.len() == 1 { "the board of" } else { "the boards of" };
        findings
            .add(
                collaborative.record,
                first.row.span,
                format!("“{whole}” records no approval by {board} {}", naming::first_of(&names, 3)),
            )
            .label("approved by whom, and when?")
            .hint("add `approved = { by = \"board\", on = … }` to each member")
            .hint("or record who approved the founding agreement, or who established the forum, with the day");
    }
}

/// Whether bodies made the collaborative by agreement: not where a law did, nor while it is a proposal.
fn is_agreed(model: &Model, collaborative: Entry<'_, Collaborative>) -> bool {
    let closed = collaborative.fields.stage.is_some_and(|stage| matches!(stage.value, Stage::Proposed | Stage::Closed));
    model.holds_today(collaborative.id) && !closed && !model.kind_has(collaborative, CollaborativeTrait::Statutory)
}

fn approved(model: &Model) -> Approved<'_> {
    let mut approved = Approved::new();
    for forum in model.all::<Forum>() {
        let bodies = forum.fields.established_by.iter().map(|established| &established.organisation);
        add(model, forum.record, bodies, &mut approved);
    }
    for agreement in model.all::<Agreement>() {
        let signed = agreement.fields.parties.iter().filter(|party| party.signed.is_some()).map(|party| &party.organisation);
        let history = agreement.fields.control.iter().flat_map(|control| &control.history).flat_map(|version| &version.approved_by);
        let bodies = signed.chain(history.filter_map(|approval| approval.organisation.as_ref()));
        add(model, agreement.record, bodies, &mut approved);
    }
    let with_results = model.all::<Decision>().filter(|decision| !decision.fields.results.is_empty());
    for decision in with_results.filter(|decision| is_founding(model, *decision)) {
        let results = decision.fields.results.iter().filter(|result| result.outcome.value == Outcome::Approved);
        add(model, decision.record, results.map(|result| &result.organisation), &mut approved);
    }
    approved
}

fn add<'m, 'l>(
    model: &Model,
    record: &'m Record,
    bodies: impl Iterator<Item = &'l Link<Organisation>>,
    approved: &mut Approved<'m>,
) {
    let bodies = bodies.filter_map(|link| model.follow(record, link));
    approved.entry(record.scope().unwrap_or("")).or_default().extend(bodies);
}

/// Whether a decision was taken before the collaborative began, or when that was is not recorded.
fn is_founding(model: &Model, decision: Entry<'_, Decision>) -> bool {
    let began = model.collaborative_of(decision.record).and_then(|whole| whole.fields.from);
    began.is_none_or(|began| decision.fields.on.date.first_day() <= began.date.last_day())
}
