#![doc = include_str!("trust_in_none.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::words::list;
use crate::record::kind::vocabulary::Expectation;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for organisation in model.in_no_provider_collaborative(Expectation::Must) {
        let title = model.record(organisation.id).title();
        findings
            .about(organisation.record, format!("“{title}” is in no live provider collaborative on record"))
            .label(format!("{} trusts are expected in at least one", list(model.sectors_expected(organisation, Expectation::Must))))
            .hint("record its membership; where the handbook does not hold all collaboratives, allow this with that reason");
    }
}
