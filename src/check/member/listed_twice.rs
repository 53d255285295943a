#![doc = include_str!("listed_twice.md")]

use std::collections::HashMap;

use crate::check::Findings;
use crate::model::membership::Membership;
use crate::model::{Model, RecordId};
use crate::record::kind::Collaborative;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>() {
        let mut earlier: HashMap<RecordId, Vec<Membership<'_>>> = HashMap::new();
        for membership in model.memberships(collaborative) {
            let Some(member) = membership.member else { continue };
            let others = earlier.entry(member).or_default();
            if let Some(other) = others.iter().find(|other| other.during().overlaps(membership.during())) {
                let (title, whole) = (model.record(member).title(), collaborative.record.title());
                findings
                    .add(collaborative.record, membership.row.span, format!("“{title}” is listed twice among the members of “{whole}”"))
                    .label("the second time")
                    .related(collaborative.record.place(other.row.span), "the first time")
                    .hint("keep one of the two entries; where it left and joined again, give the first its last day as `to`");
            }
            others.push(membership);
        }
    }
}
