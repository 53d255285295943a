#![doc = include_str!("decision_maker_missing.md")]

use std::collections::BTreeSet;

use crate::check::{Findings, words};
use crate::model::arrangement::Given;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::vocabulary::LegalFormTrait::Individual;
use crate::record::kind::{Delegations, Forum};
use crate::record::link::Who;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>().filter(|forum| model.form_is(*forum, Individual) && model.at_work(forum.id)) {
        let Some(term) = &forum.fields.legal_form else { continue };
        let lines = lines(model, forum);
        let named: BTreeSet<RecordId> = model
            .places(forum)
            .iter()
            .filter(|place| place.votes())
            .filter_map(|place| place.organisation)
            .chain(lines.iter().filter(|line| line.1).map(|line| line.0))
            .collect();
        let covered: BTreeSet<RecordId> = lines.iter().map(|line| line.0).collect();
        let members = model.member_bodies(forum.record);
        let title = forum.record.title();
        let lacking = |known: &BTreeSet<RecordId>| -> Vec<RecordId> {
            members.iter().copied().filter(|member| !known.contains(member)).collect()
        };
        let nobody = lacking(&named);
        if !nobody.is_empty() {
            let message = format!("nobody is named to decide for {} in “{title}”", words::titles(model, nobody.iter().copied()));
            findings
                .add(forum.record, term.span, message)
                .label("each person decides for their own body")
                .hint("add a seat for each body with the post that decides for it, such as `each = \"member\"`");
        }
        let unsaid: Vec<RecordId> = lacking(&covered).into_iter().filter(|member| !nobody.contains(member)).collect();
        if !unsaid.is_empty() {
            let message = format!("no delegation lets anybody decide for {} in “{title}”", words::titles(model, unsaid.iter().copied()));
            findings
                .add(forum.record, term.span, message)
                .label("each person decides under a delegation of their own body")
                .hint("add to `delegations.toml` what each body delegates to the post that sits here, as its own scheme says it");
        }
    }
}

/// What bodies give to the forum, or to a post or person of their own in the forum's matters: each body, and whether the row names who
/// decides.
fn lines(model: &Model, forum: Entry<'_, Forum>) -> Vec<(RecordId, bool)> {
    let own = model.collaborative_of(forum.record).into_iter().flat_map(|collaborative| model.parts::<Delegations>(collaborative));
    let matters: Vec<RecordId> = forum.responsibilities.iter().filter_map(|link| model.follow(forum.record, link)).collect();
    let concerns = |given: &Given<'_>| {
        let function = model.follow(given.scheme.record, &given.row.function);
        matters.is_empty() || function.is_some_and(|function| matters.contains(&function))
    };
    let rows: Vec<Given<'_>> = own.flat_map(|scheme| model.rows_today(scheme)).collect();
    let mut lines = Vec::new();
    for given in &rows {
        let owner = given.scheme.record;
        let givers = || model.bodies(owner, &given.row.from).into_iter();
        match given.row.to.who() {
            Some(Who::Forum(link)) if model.follow(owner, link) == Some(forum.id) => {
                lines.extend(givers().map(|giver| (giver, false)));
            }
            Some(Who::Post(_, link)) if concerns(given) => {
                let within = model.follow(owner, link);
                lines.extend(givers().filter(|giver| Some(*giver) == within).map(|giver| (giver, true)));
            }
            Some(Who::Person(_)) if concerns(given) => lines.extend(givers().map(|giver| (giver, true))),
            _ => {}
        }
    }
    lines
}
