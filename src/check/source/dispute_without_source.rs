#![doc = include_str!("dispute_without_source.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for (_, record) in model.records() {
        for disputed in record.head.disputed.iter().filter(|disputed| disputed.source.is_none()) {
            let message = format!("another value for `{}` of “{}” stands here without its source", *disputed.field, record.title());
            findings
                .add(record, disputed.field.span, message)
                .label("who says so?")
                .hint("add `source`: the title of one of `sources`, or in words");
        }
    }
}
