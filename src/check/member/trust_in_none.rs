#![doc = include_str!("trust_in_none.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::model::words::list;
use crate::record::kind::{Kind, Organisation};
use crate::record::kind::vocabulary::Expectation;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for organisation in in_none(model, Expectation::Must) {
        let title = model.record(organisation.id).title();
        findings
            .about(organisation.record, format!("“{title}” is in no live provider collaborative on record"))
            .label(format!("{} trusts are expected in one at least", sectors(model, organisation, Expectation::Must)))
            .hint("record its membership; where the handbook does not hold all collaboratives, allow this with that reason");
    }
}

/// The bodies of which something is expected and that are in no live provider collaborative.
pub(super) fn in_none(model: &Model, expectation: Expectation) -> impl Iterator<Item = Entry<'_, Organisation>> {
    // Where a member of any collaborative is not known, it may be any trust.
    let known = model.of_kind(Kind::Collaborative).all(|(_, record)| !model.may_say_more(record, "members"));
    let expected = model.all::<Organisation>().filter(move |_| known).filter(move |organisation| model.expectation_of(*organisation) == Some(expectation));
    expected.filter(|organisation| model.provider_collaboratives_of(organisation.id).next().is_none())
}

/// The services for which that is expected, in a row.
pub(super) fn sectors(model: &Model, organisation: Entry<'_, Organisation>, expectation: Expectation) -> String {
    let fields: &Organisation = organisation.fields;
    let rows = fields.sectors.iter().filter_map(|sector| model.row(organisation.record, sector));
    let names: Vec<String> =
        rows.filter(|row| row.expectation == Some(expectation)).map(|row| row.name.to_lowercase()).collect();
    list(&names)
}
