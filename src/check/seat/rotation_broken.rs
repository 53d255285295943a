#![doc = include_str!("rotation_broken.md")]

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId, words};
use crate::record::date::long_date;
use crate::record::kind::Forum;
use crate::record::kind::forum::{Chair, ChairRule};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(chair) = &forum.fields.chair else { continue };
        if chair.rule.is_some_and(|rule| rule.value == ChairRule::Rotates) {
            overdue(model, forum, &chair.value, findings);
            left_out(model, forum, &chair.value, findings);
        }
    }
}

fn overdue(model: &Model, forum: Entry<'_, Forum>, chair: &Chair, findings: &mut Findings<'_>) {
    let (Some(term), Some(since)) = (chair.term, chair.since) else { return };
    let due = term.after(since.date.last_day());
    if due > model.today {
        return;
    }
    let next = next_in_order(model, forum, chair).map(|body| model.record(body).title());
    let hint = match next {
        Some(next) => format!("it is the turn of “{next}”: record the change with `held_by` and `since`"),
        None => "record the change with `held_by` and `since`".to_owned(),
    };
    findings
        .add(forum.record, since.span, format!("the chair of “{}” was to change on {}", forum.record.title(), long_date(due)))
        .label(format!("a turn is {term}"))
        .hint(hint);
}

fn next_in_order(model: &Model, forum: Entry<'_, Forum>, chair: &Chair) -> Option<RecordId> {
    let order: Vec<RecordId> = chair.order.iter().filter_map(|link| model.follow(forum.record, link)).collect();
    let present = model.chair_body(forum)?;
    let at = order.iter().position(|body| *body == present)?;
    order.get((at + 1) % order.len()).copied().filter(|next| *next != present)
}

/// Members that are not in the order, and bodies in it that are no members.
fn left_out(model: &Model, forum: Entry<'_, Forum>, chair: &Chair, findings: &mut Findings<'_>) {
    let (Some(first), Some(last)) = (chair.order.first(), chair.order.last()) else { return };
    let order: Vec<RecordId> = chair.order.iter().filter_map(|link| model.follow(forum.record, link)).collect();
    let members_are_known = model.collaborative_of(forum.record).is_some_and(|own| !model.may_say_more(own.record, "members"));
    if !members_are_known || model.may_say_more(forum.record, "chair") {
        return;
    }
    let members = model.member_bodies(forum.record);
    let title = forum.record.title();
    let names = |bodies: Vec<RecordId>| -> Vec<String> {
        bodies.into_iter().map(|body| format!("“{}”", model.record(body).title())).collect()
    };
    let missing = names(members.iter().copied().filter(|member| !order.contains(member)).collect());
    if !missing.is_empty() {
        let span = crate::span::Span { start: first.span.start, end: last.span.end };
        findings
            .add(forum.record, span, format!("the chair of “{title}” goes round and never comes to {}", words::choice(&missing)))
            .label("the order")
            .hint("add the member to `order`, or give the chair another rule");
    }
    for link in &chair.order {
        let Some(body) = model.follow(forum.record, link).filter(|body| !members.contains(body)) else { continue };
        if !members.is_empty() {
            let message = format!("the chair of “{title}” goes round to “{}”, which is not a member with a vote", model.record(body).title());
            findings.add(forum.record, link.span, message).label("not a member with a vote").hint("take it out of `order`, or record its membership");
        }
    }
}
