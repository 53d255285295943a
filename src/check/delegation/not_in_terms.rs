#![doc = include_str!("not_in_terms.md")]

use crate::check::Findings;
use crate::model::path::Somebody;
use crate::model::{Model, RecordId};
use crate::record::Record;
use crate::record::kind::{Forum, Function};
use crate::record::link::Link;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for step in &path.steps {
            let Somebody::Forum(id) = step.to else { continue };
            let Some(forum) = model.entry::<Forum>(*id) else { continue };
            let named = |links: &[Link<Function>]| holds(model, forum.record, links, path.function.id);
            let excluded = named(&forum.fields.out_of_scope);
            // That terms of reference name no matter at all is another check's.
            let silent = !forum.fields.responsibilities.is_empty() && !named(&forum.fields.responsibilities);
            if !excluded && !silent {
                continue;
            }
            let (title, name) = (path.function.record.title(), forum.record.title());
            let why = if excluded { "leave it out expressly" } else { "do not name it" };
            let field = if excluded { "out_of_scope" } else { "responsibilities" };
            let message = format!("“{title}” is delegated to “{name}”, whose terms of reference {why}");
            findings
                .add(step.scheme.record, step.row.to.span, message)
                .label("given to it here")
                .related(forum.record.field(field), if excluded { "left out here" } else { "what it decides or oversees" })
                .hint("bring the scheme and the terms of reference to the same: add the function to one, or take it from the other");
        }
    }
}

fn holds(model: &Model, record: &Record, links: &[Link<Function>], function: RecordId) -> bool {
    links.iter().any(|link| model.follow(record, link) == Some(function))
}
