#![doc = include_str!("claimed.md")]

use std::collections::HashSet;

use crate::check::Findings;
use crate::model::authority::is_decided;
use crate::model::path::{Path, Somebody};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::{Decision, Delegations, Forum, Kind};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let given: HashSet<(RecordId, RecordId)> = model.paths().flat_map(|path| given(&path)).collect();
    for forum in model.forums_today().filter(|forum| model.needs_delegation(*forum)) {
        let Some(scheme) = scheme_of(model, forum).filter(|scheme| !model.may_say_more(scheme.record, "delegations")) else { continue };
        for link in &forum.fields.responsibilities {
            let Some(function) = model.follow(forum.record, link) else { continue };
            // What is listed as given to nobody is the subject of `delegation/given-to-nobody`.
            if given.contains(&(function, forum.id)) || is_undelegated(model, scheme, function) {
                continue;
            }
            let (title, name) = (model.record(function).title(), forum.record.title());
            let mut finding = findings
                .add(forum.record, link.span, format!("“{name}” has “{title}” in its remit, and no scheme gives it that"))
                .label("claimed here");
            let kept = scheme.fields.reserved.iter().find(|kept| model.follow(scheme.record, &kept.function) == Some(function));
            if let Some(kept) = kept {
                let keeper = model.party_words(scheme.record, &kept.to);
                finding = finding.related(scheme.record.place(kept.function.span), format!("reserved to {keeper}"));
            } else {
                finding = finding.related(scheme.record.itself(), "the scheme of this collaborative");
            }
            for decision in decisions(model, forum, function) {
                finding = finding.related(decision.record.itself(), "decided here without it");
            }
            finding.hint("record the delegation where boards have given it, or take it from `responsibilities`");
        }
    }
}

/// Every forum that was given the function of a path.
fn given(path: &Path<'_>) -> Vec<(RecordId, RecordId)> {
    let forum = |to: &Somebody| if let Somebody::Forum(forum) = to { Some((path.function.id, *forum)) } else { None };
    path.steps.iter().filter_map(|step| forum(step.to)).collect()
}

/// The scheme of a forum's collaborative, where it says anything.
fn scheme_of<'m>(model: &'m Model, forum: Entry<'m, Forum>) -> Option<Entry<'m, Delegations>> {
    let collaborative = forum.record.address.collaborative.as_ref()?;
    let scheme = model.entry::<Delegations>(model.find(Kind::Delegations, &format!("{collaborative}/delegations"))?)?;
    (!scheme.fields.delegations.is_empty() || !scheme.fields.reserved.is_empty()).then_some(scheme)
}

/// What the forum decided on a matter.
fn decisions<'m>(model: &'m Model, forum: Entry<'m, Forum>, function: RecordId) -> Vec<Entry<'m, Decision>> {
    let from = model.backlinks(function).iter().filter(|link| link.field.as_deref() == Some("function")).map(|link| link.from);
    let decisions = from.filter_map(|id| model.entry::<Decision>(id)).filter(|decision| is_decided(decision.fields.outcome.value));
    let here = |decision: &Entry<'m, Decision>| {
        decision.fields.results.is_empty()
            && decision.fields.forum.as_ref().and_then(|link| model.follow(decision.record, link)) == Some(forum.id)
    };
    decisions.filter(here).take(3).collect()
}

fn is_undelegated(model: &Model, scheme: Entry<'_, Delegations>, function: RecordId) -> bool {
    scheme.fields.undelegated.iter().any(|row| model.follow(scheme.record, &row.function) == Some(function))
}
