#![doc = include_str!("missing.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::{Collaborative, Forum, Home, Kind};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let Home::PartFolder(folder) = Kind::Forum.home() else { return };
    for collaborative in model.all::<Collaborative>() {
        let proposed = collaborative.stage.as_ref().is_some_and(|stage| stage.value == Stage::Proposed);
        if proposed || !model.is_at_work(collaborative.record) {
            continue;
        }
        let Some(kind) = model.row(collaborative.record, &collaborative.fields.kind) else { continue };
        let mut forums = model.of_kind_within(Kind::Forum, Some(&*collaborative.record.address.id)).peekable();
        let title = collaborative.record.title();
        let (none, message) = match forums.peek() {
            None => (true, format!("“{title}” has no forum with terms of reference")),
            Some(_) => (false, format!("“{title}” has no forum any more: all have ended")),
        };
        let meets = |id| model.entry::<Forum>(id).is_none_or(|forum| forum.during().holds_on(model.today));
        if kind.expects.iter().any(|document| document == folder) && (none || !forums.any(|(id, _)| meets(id))) {
            findings
                .add(collaborative.record, collaborative.fields.kind.span, message)
                .label("this kind of collaborative should have one")
                .hint(format!("write them with `handbook new forum {}/<forum>`", collaborative.record.address.id));
        }
    }
}
