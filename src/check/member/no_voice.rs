#![doc = include_str!("no_voice.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::vocabulary::OrganisationTrait;
use crate::record::kind::{Collaborative, Organisation};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        let members: Vec<_> = model
            .members(collaborative)
            .filter_map(|membership| Some((membership, model.entry::<Organisation>(membership.member?)?)))
            .collect();
        let is_trust = |body: Entry<'_, Organisation>| model.body_is(body, OrganisationTrait::Trust);
        if !members.iter().any(|(_, body)| is_trust(*body)) {
            continue;
        }
        for (membership, body) in members.iter().filter(|(_, body)| !is_trust(*body)) {
            if membership.row.class.is_some() || membership.row.votes.is_some() {
                continue;
            }
            let (title, whole) = (model.record(body.id).title(), model.record(collaborative.id).title());
            let span = membership.row.organisation.as_ref().map_or(membership.row.span, |link| link.span);
            findings
                .add(collaborative.record, span, format!("with what voice “{title}” belongs to “{whole}” is not recorded"))
                .label("no class, no votes")
                .hint("add `class`, such as \"full\", \"associate\" or \"partner\": the trusts' partners ask first whether they have a vote");
        }
    }
}
