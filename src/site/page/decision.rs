//! A decision: what was decided, where, when, by what right, and what each member's own committee decided.

use super::super::view::{Block, Fact, Facts, Notice, Run, Words, words};
use super::super::viewpoint::{joined, listed, shown_url};
use super::delegations::{lower_each, source};
use super::sheet::Sheet;
use super::table;
use crate::model::authority::{Lack, Powers, Right};
use crate::model::force::Force;
use crate::model::path::Band;
use crate::model::quorum::Attendance;
use crate::model::{Entry, RecordId};
use crate::record::kind::Decision;
use crate::record::kind::decision::Outcome;

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let model = sheet.model();
    let Some(decision) = model.entry::<Decision>(id) else { return sheet.close(id, &[]) };
    let fields = decision.fields;
    sheet.label(outcome(fields.outcome.value), if fields.outcome.value == Outcome::Approved { "live" } else { "" });
    if let Some((text, tone)) = force(sheet, model.force(decision)) {
        sheet.label(text, tone);
    }
    // Of what is private only that it was decided is published.
    if let Some(reason) = &fields.private {
        sheet.notice(Notice {
            tone: "info",
            title: "Decided in private".to_owned(),
            paragraphs: vec![words(format!("Its text is not published: {}", reason.value))],
        });
        let rows = vec![Fact::one("Decided on", vec![sheet.point.date(fields.on.date)])];
        sheet.facts(rows, false);
        return sheet.refers(id);
    }
    let rows = facts(sheet, decision);
    sheet.facts(rows, false);
    sheet.prose(record, false);
    authority(sheet, decision);
    results(sheet, decision);
    sheet.close(id, SHOWN);
}

const SHOWN: &[&str] = &[
    "forum",
    "organisation",
    "on",
    "function",
    "outcome",
    "results",
    "present",
    "declared",
    "value",
    "effective",
    "supersedes",
    "review",
    "owner",
    "engagement",
    "kind",
    "paper",
    "private",
];

/// What came of a matter, as readers see it.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Recommended => "Recommended, for others to decide",
        Outcome::Approved => "Approved",
        Outcome::Rejected => "Rejected",
        Outcome::Deferred => "Deferred",
        Outcome::Noted => "Noted",
    }
}

/// Where a decision stands on the day of the site, as a label with its tone; `None` where it simply stands.
pub(super) fn force(sheet: &Sheet<'_>, force: Force) -> Option<(String, &'static str)> {
    match force {
        Force::ToCome => Some((sheet.say("force.to-come"), "")),
        Force::From(from) => Some((sheet.say_with("force.from", &[("from", sheet.point.date_text(from).into())]), "")),
        Force::Replaced(_) => Some((sheet.say("force.replaced"), "ended")),
        Force::Stands => None,
    }
}

fn facts(sheet: &Sheet<'_>, decision: Entry<'_, Decision>) -> Vec<Fact> {
    let (record, fields, point, model) = (decision.record, decision.fields, &sheet.point, sheet.model());
    let mut rows = vec![Fact::one("Decided on", vec![point.date(fields.on.date)])];
    if let Some(link) = &fields.forum {
        let mut line = vec![point.follow(record, link)];
        if let Some(forum) = model.get(record, link) {
            line.extend(
                forum
                    .fields
                    .legal_form
                    .as_ref()
                    .map(|form| [Run::text(" ("), point.term(forum.record, form), Run::text(")")])
                    .into_iter()
                    .flatten(),
            );
        }
        rows.push(Fact::one("Decided by", line));
    }
    rows.extend(fields.organisation.as_ref().map(|link| Fact::one("Decided by", vec![point.follow(record, link)])));
    rows.extend(fields.function.as_ref().map(|link| Fact::one("About", vec![point.follow(record, link)])));
    rows.extend(fields.kind.as_ref().map(|kind| Fact::text("Kind of decision", kind.value.clone())));
    rows.extend(fields.value.map(|value| Fact::text("Worth", point.money(value.value))));
    rows.extend(fields.effective.map(|effective| Fact::one("Holds from", vec![point.date(effective.date)])));
    if !fields.present.is_empty() {
        rows.push(Fact::one(
            "Present",
            listed(fields.present.iter().map(|present| words(name_of(sheet, decision, &present.value))).collect()),
        ));
    }
    if !fields.declared.is_empty() {
        rows.push(Fact {
            label: "Interests declared".to_owned(),
            values: fields.declared.iter().map(|text| words(text.clone())).collect(),
        });
    }
    rows.extend(fields.engagement.clone().map(|text| Fact::text("How those concerned were asked", text)));
    rows.extend(fields.owner.clone().map(|text| Fact::text("Carried out by", text)));
    rows.extend(fields.supersedes.as_ref().map(|link| Fact::one("Replaces", vec![point.follow(record, link)])));
    if let Force::Replaced(other) = model.force(decision) {
        rows.push(Fact::one(&sheet.say("force.replaced-by"), vec![point.link(other)]));
    }
    rows.extend(fields.review.map(|review| {
        Fact::one("To be looked at again", vec![point.date(review.date), Run::text(" "), point.overdue(review.date, "overdue")])
    }));
    rows.extend(fields.paper.as_ref().map(|url| Fact::one("Paper", vec![Run::outside(shown_url(url), url.to_string())])));
    rows
}

/// A seat's or a body's name, where what was written is the id of one.
fn name_of(sheet: &Sheet<'_>, decision: Entry<'_, Decision>, text: &str) -> String {
    let model = sheet.model();
    let forum = decision.fields.forum.as_ref().and_then(|link| model.get(decision.record, link));
    let seat = forum.and_then(|forum| forum.fields.seats.iter().find(|seat| seat.id.as_ref().is_some_and(|id| id.value == text)));
    let body = || model.find(crate::record::kind::Kind::Organisation, text).map(|id| model.record(id).short_title());
    seat.map(|seat| seat.title.clone()).or_else(body).unwrap_or_else(|| text.to_owned())
}

/// By what right it was taken, as of its own day: the delegation, the quorum, whose approval it needs.
fn authority(sheet: &mut Sheet<'_>, decision: Entry<'_, Decision>) {
    let model = sheet.model();
    let authority = Powers::of(model, decision).authority(model, decision);
    let mut rows: Vec<Fact> = right(sheet, &authority.right).into_iter().collect();
    if let Some(attendance) = &authority.attendance {
        rows.push(Fact::one("Quorum that day", quorum(attendance)));
    }
    let approvals: Vec<Words> = authority
        .approvals
        .iter()
        .map(|(body, result)| {
            let mut line = vec![sheet.point.link(*body), Run::text(": ")];
            line.push(match result {
                Some(result) => Run::text(outcome(*result).to_lowercase()),
                None => Run::label("not recorded", "warning"),
            });
            line
        })
        .collect();
    if !approvals.is_empty() {
        rows.push(Fact { label: "Needs each member’s approval".to_owned(), values: approvals });
    }
    if !rows.is_empty() {
        sheet.section("authority", "By what right", vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn right(sheet: &Sheet<'_>, right: &Right<'_>) -> Option<Fact> {
    let point = &sheet.point;
    let value = match right {
        Right::NothingDecided | Right::NotRecorded => return None,
        Right::Own => words("Each body decided for itself"),
        Right::OfItself => words("The forum needs no delegation: its form says where its power comes from"),
        Right::Given(given) => {
            let record = given.scheme.record;
            let mut line = words("Given by ");
            line.extend(point.party(record, &given.row.from).into_iter().map(|run| Run { text: lower_each(&run.text), ..run }));
            let amounts = sheet.model().band_words(Band::of(given.row));
            if !amounts.is_empty() {
                line.push(Run::text(format!(", {amounts}")));
            }
            let during = given.row.valid.as_ref().map_or_else(String::new, |valid| valid.during().to_string());
            if !during.is_empty() {
                line.push(Run::text(format!(", {during}")));
            }
            line.push(Run::text("; written in "));
            line.extend(joined(source(sheet, record, given.row), ", "));
            line
        }
        Right::None(lack) => {
            let mut line = vec![Run::label("No authority is recorded", "warning"), Run::text(" ")];
            line.extend(lacking(sheet, lack));
            line
        }
    };
    Some(Fact::one("Authority on that day", value))
}

fn lacking(sheet: &Sheet<'_>, lack: &Lack<'_>) -> Words {
    let model = sheet.model();
    match lack {
        Lack::NotThere(during) => words(format!("The forum existed {during}.")),
        Lack::NeverGiven => words("No scheme gives the matter to the forum."),
        Lack::OtherTime(given) => {
            let during = given.row.valid.as_ref().map_or_else(String::new, |valid| valid.during().to_string());
            words(format!("The forum had the matter {during}."))
        }
        Lack::OtherAmount(given) => words(format!("The forum may decide it {}.", model.band_words(Band::of(given.row)))),
        Lack::Reserved(held) => {
            let mut line = words("It is reserved to ");
            let keeper = sheet.point.party(held.scheme.record, &held.row.to);
            line.extend(keeper.into_iter().map(|run| Run { text: lower_each(&run.text), ..run }));
            line.push(Run::text("."));
            line
        }
    }
}

/// How many had to be there, and whether they were.
fn quorum(attendance: &Attendance) -> Words {
    let there = format!("At most {} of {} seats with a vote were there", attendance.there, attendance.of);
    let needed = attendance.needed.map_or_else(String::new, |needed| format!("; {needed} were needed"));
    let mut line = words(format!("{there}{needed}"));
    match (attendance.quorate, &attendance.short) {
        (Some(true), _) => line.push(Run::text(": met")),
        (Some(false), Some(short)) => {
            line.push(Run::text(" "));
            line.push(Run::label("not met", "warning"));
            line.push(Run::text(format!(": {short}")));
        }
        _ => line.push(Run::text(". Whether that was a quorum is not known")),
    }
    line
}

fn results(sheet: &mut Sheet<'_>, decision: Entry<'_, Decision>) {
    let results = &decision.fields.results;
    if results.is_empty() {
        return;
    }
    let rows = results.iter().map(|result| {
        let row: Vec<Words> = vec![
            vec![sheet.point.follow(decision.record, &result.organisation)],
            words(outcome(result.outcome.value)),
            vec![sheet.point.when(result.on)],
        ];
        row
    });
    let block = table("results", "What each decided for itself", &["Body", "Outcome", "On"], rows.collect());
    sheet.section("results", "Each body’s own decision", vec![block]);
}
