#![doc = include_str!("change_without_engagement.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::decision::Outcome;
use crate::record::kind::{Decision, Function};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for decision in model.all::<Decision>() {
        let fields = decision.fields;
        let settled = matches!(fields.outcome.value, Outcome::Approved | Outcome::Recommended);
        let asked = fields.engagement.is_some() || fields.private.is_some();
        let Some(link) = fields.function.as_ref().filter(|_| settled && !asked) else { continue };
        let Some(function) = model.get::<Function>(decision.record, link) else { continue };
        let category = function.fields.category.as_ref().and_then(|category| model.row(function.record, category));
        let Some(category) = category.filter(|category| category.engagement == Some(true)) else { continue };
        // A recommendation that follows on an engagement elsewhere, and a decision that carries out an earlier one, say so in prose.
        let says = ["engagement", "consult", "listening"];
        let titles = decision.record.body.outline.iter().map(|heading| heading.title.to_lowercase());
        if titles.into_iter().any(|title| says.iter().any(|word| title.contains(word))) {
            continue;
        }
        let message = format!(
            "“{}” decided on a matter of {}, and does not say how those concerned were asked",
            decision.record.title(),
            category.name.to_lowercase()
        );
        findings
            .add(decision.record, link.span, message)
            .label(format!("“{}”", function.record.title()))
            .related(function.record.field("category"), "matters of this category need engagement")
            .hint("add `engagement` with what was done, when, and what came of it, or why none was needed");
    }
}
