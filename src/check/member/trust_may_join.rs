#![doc = include_str!("trust_may_join.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::words::list;
use crate::record::kind::vocabulary::Expectation;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for organisation in model.in_no_provider_collaborative(Expectation::May) {
        let title = model.record(organisation.id).title();
        findings
            .about(organisation.record, format!("“{title}” is in no live provider collaborative on record, and need not be"))
            .label(format!("{} trusts join where that helps patients", list(model.sectors_expected(organisation, Expectation::May))))
            .hint("record its membership if it has joined one; nothing need be done if not");
    }
}
