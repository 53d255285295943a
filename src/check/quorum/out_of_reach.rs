#![doc = include_str!("out_of_reach.md")]

use crate::check::Findings;
use crate::model::quorum::Counted;
use crate::model::{Model, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(today) = model.quorum_today(forum) else { continue };
        if model.places(forum).is_empty() {
            continue;
        }
        for (need, purpose) in today.rules() {
            let Some(short) = need.beyond_all_seats() else { continue };
            let has = match short.of {
                Counted::Members => format!("has seats for {}", words::number(short.available)),
                _ if short.available == 0 => "has none".to_owned(),
                _ => format!("has {}", words::number(short.available)),
            };
            let message = format!("“{}” needs {} to {purpose}, and {has}", forum.record.title(), short.asked());
            findings
                .add(forum.record, model.rules(forum).quorum_place().span, message)
                .label(short.words.to_string())
                .hint("add seats, or agree on a smaller quorum");
        }
    }
}
