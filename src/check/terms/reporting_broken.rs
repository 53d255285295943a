#![doc = include_str!("reporting_broken.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Findings;
use crate::model::reporting::Above;
use crate::model::{Entry, Model, RecordId, words};
use crate::record::kind::{Forum, Organisation};
use crate::record::link::Who;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let forums: Vec<Entry<'_, Forum>> = model.forums_today().collect();
    for forum in &forums {
        ended_forums(model, *forum, findings);
        ended_bodies(model, *forum, findings);
    }
    circles(model, &forums, findings);
}

/// Lines to a forum that no longer meets: the one below is left without parent.
fn ended_forums(model: &Model, forum: Entry<'_, Forum>, findings: &mut Findings<'_>) {
    for above in once_each(model.forums_above(forum)) {
        let parent = model.record(above.forum);
        if model.during_of(above.forum).ended_before(model.today) || !model.is_at_work(parent) {
            let (title, other) = (forum.record.title(), parent.title());
            findings
                .add(forum.record, above.span, format!("“{title}” answers to “{other}”, which does not meet any more"))
                .label("this line ends there")
                .related(parent.field("to"), "it has ended")
                .hint("say to whom it answers now, or record its own end with `to`");
        }
    }
}

fn once_each(above: Vec<Above>) -> impl Iterator<Item = Above> {
    let mut seen = BTreeSet::new();
    above.into_iter().filter(move |above| seen.insert(above.forum))
}

fn ended_bodies(model: &Model, forum: Entry<'_, Forum>, findings: &mut Findings<'_>) {
    for party in &forum.fields.reports_to {
        let Some(Who::Organisation(link) | Who::Post(_, link)) = party.who() else { continue };
        let Some(body) = model.get::<Organisation>(forum.record, link) else { continue };
        let Some(to) = body.fields.to.filter(|_| body.during().ended_before(model.today)) else { continue };
        let successors = model.successors_of(body);
        let successors: Vec<String> = successors.iter().map(|name| format!("“{name}”")).collect();
        let hint = match successors.is_empty() {
            true => "say to whom it answers now".to_owned(),
            false => format!("say to whom it answers now: its work went to {}", words::list(&successors)),
        };
        let (title, other) = (forum.record.title(), body.record.title());
        findings
            .add(forum.record, link.span, format!("“{title}” answers to “{other}”, which no longer exists"))
            .label("this line ends there")
            .related(body.record.place(to.span), "its last day")
            .hint(hint);
    }
}

/// Lines that come back to where they began: each circle once, told of its first forum.
fn circles(model: &Model, forums: &[Entry<'_, Forum>], findings: &mut Findings<'_>) {
    let above: BTreeMap<RecordId, Vec<Above>> = forums.iter().map(|forum| (forum.id, model.forums_above(*forum))).collect();
    let mut done: BTreeSet<RecordId> = BTreeSet::new();
    for forum in forums {
        for circle in circles_from(forum.id, &above, &mut done) {
            let Some(first) = circle.first() else { continue };
            let record = model.record(first.0);
            let names: Vec<String> = circle.iter().map(|(id, _)| format!("“{}”", model.record(*id).title())).collect();
            let message = match &names[..] {
                [only] => format!("{only} answers to itself"),
                _ => format!("{} answer to each other in a circle", words::list(&names)),
            };
            let mut finding = findings.add(record, first.1, message).label("this line comes back to where it began");
            for (id, span) in &circle[1..] {
                finding = finding.related(model.record(*id).place(*span), "and so on");
            }
            finding.hint("take one of these lines out: somebody must be at the top");
        }
    }
}

type Line = (RecordId, crate::span::Span);

/// The circles that a walk upwards from a forum finds, each beginning with its first forum. What was walked before is not walked again.
fn circles_from(start: RecordId, above: &BTreeMap<RecordId, Vec<Above>>, done: &mut BTreeSet<RecordId>) -> Vec<Vec<Line>> {
    let mut circles = Vec::new();
    // The way up, each forum with the number of its lines that were followed.
    let mut way: Vec<(RecordId, usize)> = Vec::new();
    if !done.contains(&start) {
        way.push((start, 0));
    }
    while let Some((id, followed)) = way.last_mut() {
        let Some(next) = above.get(id).and_then(|lines| lines.get(*followed)) else {
            done.insert(*id);
            way.pop();
            continue;
        };
        *followed += 1;
        if let Some(begin) = way.iter().position(|(on_the_way, _)| *on_the_way == next.forum) {
            let line = |(id, followed): &(RecordId, usize)| (*id, above[id][followed - 1].span);
            let mut circle: Vec<Line> = way[begin..].iter().map(line).collect();
            let first = circle.iter().enumerate().min_by_key(|(_, (id, _))| *id).map_or(0, |(place, _)| place);
            circle.rotate_left(first);
            if !circles.iter().any(|known: &Vec<Line>| known.iter().map(|line| line.0).eq(circle.iter().map(|line| line.0))) {
                circles.push(circle);
            }
        } else if !done.contains(&next.forum) {
            way.push((next.forum, 0));
        }
    }
    circles
}
