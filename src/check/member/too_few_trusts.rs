#![doc = include_str!("too_few_trusts.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::vocabulary::{CollaborativeTrait, OrganisationTrait};
use crate::record::kind::{Collaborative, Organisation};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        if model.may_say_more(collaborative.record, "members") {
            continue;
        }
        if !model.kind_has(collaborative, CollaborativeTrait::NeedsTwoTrusts) || !all_known(model, collaborative) {
            continue;
        }
        let trusts: Vec<String> = model
            .full_bodies(collaborative)
            .filter(|body| model.body_is(*body, OrganisationTrait::Trust))
            .map(|body| model.record(body.id).title())
            .collect();
        let has = match &trusts[..] {
            [] => "no trust".to_owned(),
            [only] => format!("one trust, “{only}”,"),
            _ => continue,
        };
        let kind = &collaborative.fields.kind;
        let name = model.row(collaborative.record, kind).map_or(kind.text.clone(), |row| row.name.to_lowercase());
        findings
            .add(collaborative.record, kind.span, format!("“{}” has {has} among its full members", model.record(collaborative.id).title()))
            .label(format!("a {name} has at least two trusts"))
            .related(collaborative.record.field("members"), "its members")
            .hint("record the trusts that are missing, or what it is instead as `kind`: an alliance, a group, a partnership");
    }
}

/// Whether each full member is known, and what it is in law: where a reference leads nowhere, that is said elsewhere.
fn all_known(model: &Model, collaborative: Entry<'_, Collaborative>) -> bool {
    model.full_members(collaborative).all(|membership| {
        let body = membership.member.and_then(|member| model.entry::<Organisation>(member));
        let known = body.is_some_and(|body| model.row(body.record, &body.fields.kind).is_some());
        known || membership.row.organisation.is_none()
    })
}
