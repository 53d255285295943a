#![doc = include_str!("withheld_without_reason.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Person;

/// Words that say that something is withheld, and not why.
const NO_REASON: [&str; 6] = ["yes", "true", "private", "withheld", "confidential", "redacted"];

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for person in model.all::<Person>() {
        let name = person.record.title();
        for interest in &person.fields.interests {
            let hint = "write the reason in a sentence under `withheld`, or publish the details under `description`";
            match (&interest.withheld, &interest.description) {
                (Some(reason), _) if is_none(&reason.value) => {
                    findings
                        .add(person.record, reason.span, format!("an interest of “{name}” is withheld, and no reason is given"))
                        .label("this gives no reason")
                        .hint(hint);
                }
                (None, None) => {
                    findings
                        .add(person.record, interest.kind.span, format!("an interest of “{name}” has no details, and no reason why"))
                        .label("an interest without a description")
                        .hint(hint);
                }
                _ => {}
            }
        }
    }
}

fn is_none(reason: &str) -> bool {
    let bare = reason.trim().trim_end_matches('.').to_lowercase();
    bare.is_empty() || NO_REASON.contains(&bare.as_str())
}
