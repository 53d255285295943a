#![doc = include_str!("met_by_one_body.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::{Model, words};
use crate::record::kind::vocabulary::LegalFormTrait;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        // Where each body decides for itself, others cannot be outvoted.
        let each_for_itself = [LegalFormTrait::InCommon, LegalFormTrait::Individual, LegalFormTrait::OwnBoard];
        if !model.decides(forum) || each_for_itself.into_iter().any(|form| model.form_is(forum, form)) {
            continue;
        }
        let places = model.places(forum);
        let bodies: BTreeSet<_> = places.iter().filter(|place| place.votes()).filter_map(|place| place.organisation).collect();
        if bodies.len() < 2 {
            continue;
        }
        let alone = model.bodies_that_are_a_quorum(forum);
        let names: Vec<String> = alone.iter().map(|body| format!("“{}”", model.record(*body).title())).collect();
        if names.is_empty() {
            continue;
        }
        let (title, each) = (forum.record.title(), if names.len() == 1 { "" } else { ", each alone" });
        findings
            .add(
                forum.record,
                model.rules(forum).quorum_place().span,
                format!("“{title}” can decide with nobody there but {}{each}", words::choice(&names)),
            )
            .label("one body's seats are enough")
            .related(forum.record.field("seats"), "the seats")
            .hint("ask for somebody from each member as well: `all = [{ … }, { count = 1, each = \"member\" }]`");
    }
}
