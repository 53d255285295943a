#![doc = include_str!("not_stated.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Forum;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>() {
        if forum.legal_form.is_none() && model.at_work(forum.id) && !model.may_say_more(forum.record, "legal_form") {
            findings
                .about(forum.record, format!("“{}” does not say what it is in law", forum.record.title()))
                .label("no `legal_form`")
                .hint("add `legal_form` with one of the words that `handbook explain legal_forms` lists");
        }
    }
}
