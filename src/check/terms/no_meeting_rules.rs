#![doc = include_str!("no_meeting_rules.md")]

use crate::check::Findings;
use crate::model::{Model, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "meetings") {
            continue;
        }
        let rules = model.rules(forum);
        let rules = [
            (rules.says_how_often_it_meets(), "how often it meets", "`every` or `minimum`"),
            (rules.notice().is_some(), "how long before it is called", "`notice`"),
            (rules.papers().is_some(), "how long before its papers are out", "`papers`"),
        ];
        let missing: Vec<_> = rules.into_iter().filter(|(said, ..)| !said).collect();
        if missing.is_empty() {
            continue;
        }
        let what: Vec<&str> = missing.iter().map(|(_, what, _)| *what).collect();
        let fields: Vec<&str> = missing.iter().map(|(.., field)| *field).collect();
        let message = format!("“{}” does not say {}", forum.record.title(), words::choice(&what));
        findings
            .field(forum.record, "meetings", message)
            .label(words::count(missing.len(), "rule is missing", "rules are missing"))
            .hint(format!("add {} to `[meetings]`", words::list(&fields)));
    }
}
