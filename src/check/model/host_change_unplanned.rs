#![doc = include_str!("host_change_unplanned.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        let record = collaborative.record;
        let Some(next) = collaborative.fields.next_host.as_ref().filter(|_| collaborative.fields.transition.is_none()) else { continue };
        let Some(body) = model.follow(record, next) else { continue };
        let (title, name) = (record.title(), model.record(body).title());
        findings
            .add(record, next.span, format!("hosting of “{title}” is to move to “{name}”, and no transition is recorded"))
            .label("the next host")
            .hint("add `transition`: how and when staff, contracts and property move, and what happens until then");
    }
}
