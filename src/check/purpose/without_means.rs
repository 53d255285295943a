#![doc = include_str!("without_means.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id)) {
        let fields = collaborative.fields;
        if collaborative.fields.is_proposed() {
            continue;
        }
        let paid = fields.funding.is_some() || fields.members.iter().any(|member| member.contribution.is_some());
        // One body alone pays for what it does, and employs those who do it.
        if paid || fields.host.is_some() || model.members(collaborative).count() < 2 {
            continue;
        }
        let message = format!("“{}” does not say who pays for it, or who employs its staff", collaborative.record.title());
        findings
            .field(collaborative.record, "funding", message)
            .label("with which means?")
            .hint("add `[funding]` with the rule, a member’s `contribution`, or the `host` that employs on its behalf");
    }
}
