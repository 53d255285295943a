#![doc = include_str!("objectives_not_agreed.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::vocabulary::{CollaborativeTrait, OrganisationTrait};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id)) {
        let (record, fields) = (collaborative.record, collaborative.fields);
        if collaborative.fields.is_proposed() || model.may_say_more(record, "objectives") {
            continue;
        }
        let expected = [CollaborativeTrait::NeedsTwoTrusts, CollaborativeTrait::NhsLead];
        if !expected.into_iter().any(|is| model.collaborative_is(collaborative, is)) {
            continue;
        }
        let mut agreed = fields.objectives.iter().flat_map(|objective| &objective.agreed_with);
        let with_commissioner = agreed.any(|link| {
            model.follow(record, link).is_some_and(|body| model.record_is(body, OrganisationTrait::Commissioner))
        });
        if with_commissioner {
            continue;
        }
        let message = if fields.objectives.is_empty() {
            format!("“{}” has no objectives on record, agreed with a commissioner or otherwise", record.title())
        } else {
            format!("no objective of “{}” is agreed with a commissioner", record.title())
        };
        findings
            .field(record, "objectives", message)
            .label("agreed with whom?")
            .hint("add the board of the system as `agreed_with` to each objective that it has agreed");
    }
}
