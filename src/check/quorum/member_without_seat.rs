#![doc = include_str!("member_without_seat.md")]

use crate::check::Findings;
use crate::model::quorum::Need;
use crate::model::{Model, RecordId, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(today) = model.quorum_today(forum) else { continue };
        if model.places(forum).is_empty() {
            continue;
        }
        // What is wrong with meeting is wrong with deciding too: told once.
        let lacks = |need: &Need| !need.without_seat.is_empty() || !need.unfilled.is_empty();
        let short = [Some(&today.meeting), today.decide.as_ref()].into_iter().flatten().find_map(|need| need.failing(&lacks));
        let Some(short) = short else { continue };
        let (who, has, hint) = match short.without_seat.is_empty() {
            false => (&short.without_seat, "no such seat", "add a seat for each member, or a smaller quorum"),
            true => (&short.unfilled, "none that is filled", "fill the seat, or name a deputy who counts"),
        };
        let title = forum.record.title();
        let message = format!("“{title}” needs {}, and {}", short.words, holds(&names(model, who), has));
        let mut finding = findings.add(forum.record, model.rules(forum).quorum_place().span, message).label("this cannot be met");
        if let Some(collaborative) = model.collaborative_of(forum.record) {
            finding = finding.related(collaborative.record.field("members"), "the members");
        }
        finding.hint(hint);
    }
}

fn names(model: &Model, members: &[RecordId]) -> Vec<String> {
    members.iter().map(|member| format!("“{}”", model.record(*member).title())).collect()
}

fn holds(names: &[String], has: &str) -> String {
    format!("{} {} {has}", words::list(names), if names.len() == 1 { "has" } else { "have" })
}
