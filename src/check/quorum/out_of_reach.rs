#![doc = include_str!("out_of_reach.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::quorum::Need;
use crate::record::kind::Forum;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>() {
        let (Some(quorum), Some(today)) = (&forum.fields.quorum, model.quorum_today(forum)) else { continue };
        if forum.fields.seats.is_empty() {
            continue;
        }
        for (need, purpose) in [(Some(&today.meeting), "meet"), (today.decide.as_ref(), "decide")] {
            let Some(short) = need.and_then(out_of_reach) else { continue };
            let title = forum.record.title();
            let message = format!("“{title}” needs {} to {purpose} and has {} to count", short.number, short.available);
            findings
                .add(forum.record, quorum.span, message)
                .label(short.words.clone())
                .hint("add seats, or agree on a smaller quorum");
        }
    }
}

/// The part of a rule that no meeting could fulfil, vacancies aside; a rule whose seats do not exist is another check's.
fn out_of_reach(need: &Need) -> Option<&Need> {
    if need.any {
        let parts: Vec<Option<&Need>> = need.parts.iter().map(out_of_reach).collect();
        return parts.iter().all(Option::is_some).then(|| parts.into_iter().flatten().next()).flatten();
    }
    let own = need.parts.is_empty() && need.unknown.is_none() && need.number > need.available;
    if own { Some(need) } else { need.parts.iter().find_map(out_of_reach) }
}
