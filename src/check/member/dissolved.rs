#![doc = include_str!("dissolved.md")]

use crate::check::Findings;
use crate::model::role::Duty;
use crate::model::{Entry, Model, RecordId};
use crate::model::words::list;
use crate::record::date::PartialDate;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::{Area, Collaborative, Organisation};
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.holds_today(collaborative.id)) {
        if collaborative.fields.stage.is_some_and(|stage| stage.value == Stage::Closed) {
            continue;
        }
        members(model, collaborative, findings);
        roles(model, collaborative, findings);
        footprint(model, collaborative, findings);
    }
}

fn members(model: &Model, collaborative: Entry<'_, Collaborative>, findings: &mut Findings<'_>) {
    for membership in model.members(collaborative) {
        let row = membership.row;
        let links = [
            row.organisation.as_ref().map(|link| link.span),
            row.person.as_ref().map(|link| link.span),
            row.collaborative.as_ref().map(|link| link.span),
        ];
        let (Some(member), Some(span)) = (membership.member, links.into_iter().flatten().next()) else { continue };
        let hint = "give the membership its last day as `to`, and record who follows as a member of their own";
        report(model, collaborative, member, span, "a member", hint, findings);
    }
}

fn roles(model: &Model, collaborative: Entry<'_, Collaborative>, findings: &mut Findings<'_>) {
    for role in model.roles_today(collaborative).into_iter().filter(|role| role.duty != Duty::Secretariat) {
        let Some(body) = role.body else { continue };
        let hint = match role.duty {
            Duty::Commissioner => "give it its last day as `to`, and add the body that took over under `[[commissioners]]`",
            _ => "name the body that took over",
        };
        report(model, collaborative, body, role.span, &format!("the {}", role.duty.word()), hint, findings);
    }
}

fn footprint(model: &Model, collaborative: Entry<'_, Collaborative>, findings: &mut Findings<'_>) {
    let fields: &Collaborative = collaborative.fields;
    let areas: Vec<(RecordId, Span)> =
        fields.footprint.iter().filter_map(|link| Some((model.follow(collaborative.record, link)?, link.span))).collect();
    for (area, span) in &areas {
        let followed = followers(model, *area).iter().any(|follower| areas.iter().any(|(other, _)| other == follower));
        // Beside its successor an area that ended is history: the footprint holds for every day.
        if !followed {
            let hint = "add the area that took its place; the earlier one may stay beside it";
            report(model, collaborative, *area, *span, "part of the footprint", hint, findings);
        }
    }
}

fn report(
    model: &Model,
    collaborative: Entry<'_, Collaborative>,
    gone: RecordId,
    span: Span,
    role: &str,
    hint: &str,
    findings: &mut Findings<'_>,
) {
    let during = model.during_of(gone);
    let Some(to) = during.to.filter(|_| during.ended_before(model.today)) else { return };
    let on = if matches!(to, PartialDate::Day(_)) { "on" } else { "in" };
    let (record, whole) = (model.record(gone), model.record(collaborative.id).title());
    let mut finding = findings
        .add(collaborative.record, span, format!("“{}” ended {on} {to} and is still {role} of “{whole}”", record.title()))
        .label(format!("until {to}"))
        .related(record.field("to"), "its last day");
    let names: Vec<String> = followers(model, gone).into_iter().map(|id| format!("“{}”", model.record(id).title())).collect();
    if !names.is_empty() {
        finding = finding.hint(format!("{} took its place", list(&names)));
    }
    drop(finding.hint(hint));
}

/// The bodies or areas of today that took a record's place, through however many changes.
fn followers(model: &Model, gone: RecordId) -> Vec<RecordId> {
    let mut found = Vec::new();
    let mut seen = vec![gone];
    let mut next = successors(model, gone);
    while let Some(id) = next.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        match model.holds_today(id) {
            true => found.push(id),
            false => next.extend(successors(model, id)),
        }
    }
    found.sort();
    found
}

fn successors(model: &Model, id: RecordId) -> Vec<RecordId> {
    let record = model.record(id);
    let bodies = model.entry::<Organisation>(id).into_iter().flat_map(|body| model.successors(body));
    let areas = model.entry::<Area>(id).into_iter().flat_map(|area| &area.fields.successors);
    let areas = areas.filter_map(|successor| model.follow(record, &successor.area));
    let collaboratives = model.entry::<Collaborative>(id).into_iter().flat_map(|whole| &whole.fields.successors);
    let collaboratives = collaboratives.filter_map(|successor| {
        let collaborative = successor.collaborative.as_ref().and_then(|link| model.follow(record, link));
        collaborative.or_else(|| model.follow(record, successor.organisation.as_ref()?))
    });
    bodies.chain(areas).chain(collaboratives).collect()
}
