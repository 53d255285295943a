#![doc = include_str!("contributor_not_party.md")]

use crate::check::Findings;
use crate::model::{Model, RecordId};
use crate::record::kind::Agreement;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for agreement in model.all::<Agreement>().filter(|agreement| model.stands(*agreement)) {
        let parties: Vec<RecordId> = model.parties(agreement).map(|body| body.id).collect();
        let Some(fund) = agreement.fields.pooled_fund.as_ref().filter(|_| !parties.is_empty()) else { continue };
        for link in &fund.contributors {
            let Some(body) = model.follow(agreement.record, link).filter(|body| !parties.contains(body)) else { continue };
            let (name, title) = (model.record(body).title(), agreement.record.title());
            findings
                .add(agreement.record, link.span, format!("“{name}” pays into the fund of “{title}” and is not party to it"))
                .label("a contributor")
                .related(agreement.record.field("parties"), "the parties")
                .hint("add it to `parties` with the day on which it signed, or take it out of the contributors");
        }
    }
}
