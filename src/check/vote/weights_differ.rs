#![doc = include_str!("weights_differ.md")]

use crate::check::Findings;
use crate::model::{Model, words};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(stated) = forum.fields.limits.as_ref().and_then(|limits| limits.total_votes) else { continue };
        if !model.table_is_known(forum) {
            continue;
        }
        let Some(votes) = model.votes_of(forum).filter(|votes| votes.total != stated.value) else { continue };
        let rows: Vec<String> = votes.rows.iter().map(|(title, votes)| format!("{title} {votes}")).collect();
        findings
            .add(
                forum.record,
                stated.span,
                format!(
                    "“{}” states {} votes in all, and its seats have {}",
                    forum.record.title(),
                    stated.value,
                    votes.total
                ),
            )
            .label("the stated total")
            .related(forum.record.field("seats"), words::list(&rows))
            .hint("correct the votes of a seat or a member, or the total");
    }
}
