#![doc = include_str!("chair_and_vice_alike.md")]

use crate::check::Findings;
use crate::model::Model;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(vice) = forum.fields.chair.as_ref().and_then(|chair| chair.vice.as_ref()) else { continue };
        let by_law = || {
            let provisions = model.provisions_of(forum).into_iter();
            provisions.filter(|provision| provision.chair_and_vice_differ == Some(true)).map(|provision| format!("the {}", provision.name)).next()
        };
        let rule = match vice.other_body {
            Some(true) => Some("its own rule".to_owned()),
            _ => by_law(),
        };
        let Some(rule) = rule else { continue };
        let Some(body) = model.chair_body(forum).filter(|body| model.vice_chair_body(forum) == Some(*body)) else { continue };
        findings
            .add(
                forum.record,
                vice.span,
                format!(
                    "chair and vice chair of “{}” both come from “{}”, which {rule} forbids",
                    forum.record.title(),
                    model.record(body).title()
                ),
            )
            .label("the vice chair")
            .related(forum.record.field("chair"), "the chair")
            .hint("let another body's member take one of the two");
    }
}
