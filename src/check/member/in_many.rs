#![doc = include_str!("in_many.md")]

use std::collections::BTreeMap;

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::model::words::{list, number};
use crate::record::kind::{Collaborative, Forum, Organisation};

/// From how many on a body's capacity is a question.
const MANY: usize = 3;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut collaboratives: BTreeMap<RecordId, Vec<Entry<'_, Collaborative>>> = BTreeMap::new();
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        for member in model.members(collaborative).filter_map(|membership| membership.member) {
            let known = collaboratives.entry(member).or_default();
            if known.last().is_none_or(|last| last.id != collaborative.id) {
                known.push(collaborative);
            }
        }
    }
    collaboratives.retain(|_, known| known.len() >= MANY);
    if collaboratives.is_empty() {
        return;
    }
    let mut forums: BTreeMap<&str, Vec<Entry<'_, Forum>>> = BTreeMap::new();
    for forum in model.all::<Forum>().filter(|forum| model.holds_today(forum.id)) {
        forums.entry(forum.record.address.collaborative.as_deref().unwrap_or("")).or_default().push(forum);
    }
    let schedules = model.schedules();
    for (body, joined) in collaboratives {
        let Some(organisation) = model.entry::<Organisation>(body).filter(|body| model.holds_today(body.id)) else { continue };
        let own = joined.iter().filter_map(|collaborative| forums.get(&*collaborative.record.address.id)).flatten();
        let meetings: f64 = own.filter(|forum| sits_on(model, **forum, body)).filter_map(|forum| model.meetings_a_year(*forum, schedules.get(&forum.id))).sum();
        let meetings = if meetings < 1.0 { String::new() } else { format!(", with about {meetings:.0} meetings a year") };
        let names: Vec<String> = joined.iter().map(|collaborative| format!("“{}”", model.record(collaborative.id).title())).collect();
        let title = model.record(organisation.id).title();
        let message = format!("“{title}” is in {} collaboratives: {}{meetings}", number(joined.len()), list(&names));
        let finding = findings.about(organisation.record, message);
        drop(finding.label(format!("in {} at once", number(joined.len()))).hint("ask whether its people can be at all these tables, and whether some of them could be one"));
    }
}

/// Whether a forum has a seat for a member or for this one.
fn sits_on(model: &Model, forum: Entry<'_, Forum>, body: RecordId) -> bool {
    let fields: &Forum = forum.fields;
    let own = |link| model.follow(forum.record, link) == Some(body);
    fields.seats.iter().any(|seat| seat.each.is_some() || seat.organisation.as_ref().is_some_and(own))
}
