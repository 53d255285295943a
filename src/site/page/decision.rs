//! A decision: what was decided, where, when, by what right, and what each member's own committee decided.

use super::super::view::{Block, Fact, Facts, Notice, Run, Words, words};
use super::super::viewpoint::{joined, shown_url};
use super::delegations::source;
use super::sheet::Sheet;
use super::table;
use crate::model::arrangement::Given;
use crate::model::authority::{Lack, Powers, Right};
use crate::model::force::Force;
use crate::model::path::{Band, OwnKept};
use crate::model::quorum::Attendance;
use crate::model::{Entry, RecordId};
use crate::record::kind::Decision;
use crate::record::kind::decision::Outcome;

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let model = sheet.model();
    let Some(decision) = model.entry::<Decision>(id) else { return sheet.close(id, &[]) };
    let fields = decision.fields;
    sheet.label(sheet.say(outcome(fields.outcome.value)), if fields.outcome.value == Outcome::Approved { "live" } else { "" });
    if let Some((text, tone)) = force(sheet, model.force(decision)) {
        sheet.label(text, tone);
    }
    // Of what is private only that it was decided is published.
    if let Some(reason) = &fields.private {
        sheet.notice(Notice {
            tone: "info",
            title: sheet.say("decision.private"),
            paragraphs: vec![words(sheet.say_with("decision.private-note", &[("reason", (&reason.value).into())]))],
        });
        let rows = vec![Fact::one(sheet.say("decision.on"), vec![sheet.point.date(fields.on.date)])];
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

/// What came of a matter, by the key of its phrase.
pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Recommended => "outcome.recommended",
        Outcome::Approved => "outcome.approved",
        Outcome::Rejected => "outcome.rejected",
        Outcome::Deferred => "outcome.deferred",
        Outcome::Noted => "outcome.noted",
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
    let mut rows = vec![Fact::one(sheet.say("decision.on"), vec![point.date(fields.on.date)])];
    if let Some(link) = &fields.forum {
        let forum = model.get(record, link);
        let form = forum.and_then(|forum| Some(point.term(forum.record, forum.fields.legal_form.as_ref()?)));
        let line = match form {
            Some(form) => sheet.runs("lists.aside", &[("text", point.follow(record, link).into()), ("aside", form.into())]),
            None => vec![point.follow(record, link)],
        };
        rows.push(Fact::one(sheet.say("decision.by"), line));
    }
    rows.extend(fields.organisation.as_ref().map(|link| Fact::one(sheet.say("decision.by"), vec![point.follow(record, link)])));
    rows.extend(fields.function.as_ref().map(|link| Fact::one(sheet.say("decision.about"), vec![point.follow(record, link)])));
    rows.extend(fields.kind.as_ref().map(|kind| Fact::text(sheet.say("decision.kind"), kind.value.clone())));
    rows.extend(fields.value.map(|value| Fact::text(sheet.say("decision.worth"), point.money(value.value))));
    rows.extend(fields.effective.map(|effective| Fact::one(sheet.say("decision.holds-from"), vec![point.date(effective.date)])));
    if !fields.present.is_empty() {
        rows.push(Fact::one(
            sheet.say("decision.present"),
            sheet.point.listed(fields.present.iter().map(|present| words(name_of(sheet, decision, &present.value))).collect()),
        ));
    }
    if !fields.declared.is_empty() {
        rows.push(Fact {
            label: sheet.say("decision.declared"),
            values: fields.declared.iter().map(|text| words(text.clone())).collect(),
            ..Fact::default()
        });
    }
    rows.extend(fields.engagement.clone().map(|text| Fact::text(sheet.say("decision.engagement"), text)));
    rows.extend(fields.owner.clone().map(|text| Fact::text(sheet.say("decision.owner"), text)));
    rows.extend(fields.supersedes.as_ref().map(|link| Fact::one(sheet.say("record.replaces"), vec![point.follow(record, link)])));
    if let Force::Replaced(other) = model.force(decision) {
        rows.push(Fact::one(sheet.say("force.replaced-by"), vec![point.link(other)]));
    }
    rows.extend(fields.review.map(|review| {
        Fact::one(
            sheet.say("decision.review"),
            vec![point.date(review.date), Run::text(" "), point.overdue(review.date, &sheet.say("control.overdue"))],
        )
    }));
    rows.extend(
        fields
            .paper
            .as_ref()
            .map(|url| Fact::one(sheet.say("decision.paper"), vec![Run::outside(shown_url(url), url.to_string())])),
    );
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
        rows.push(Fact::one(sheet.say("decision.quorum"), quorum(sheet, attendance)));
    }
    let approvals: Vec<Words> = authority
        .approvals
        .iter()
        .map(|(body, result)| {
            let result = match result {
                Some(result) => Run::text(sheet.say(outcome(*result)).to_lowercase()),
                None => Run::label(sheet.say("value.unrecorded"), "warning"),
            };
            sheet.runs("lists.labelled", &[("label", sheet.point.link(*body).into()), ("value", result.into())])
        })
        .collect();
    if !approvals.is_empty() {
        rows.push(Fact { label: sheet.say("decision.needs-approval"), values: approvals, ..Fact::default() });
    }
    if !rows.is_empty() {
        sheet.section("authority", sheet.say("decision.right"), vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn right(sheet: &Sheet<'_>, right: &Right<'_>) -> Option<Fact> {
    let value = match right {
        Right::NothingDecided | Right::NotRecorded => return None,
        Right::Own => words(sheet.say("decision.right-own")),
        Right::OfItself => words(sheet.say("decision.right-of-itself")),
        Right::Given(given) => given_by(sheet, *given),
        Right::InPart(given, kept) => {
            let mut line = vec![Run::label(sheet.say("decision.right-in-part"), "warning"), Run::text(" ")];
            line.extend(given_by(sheet, *given));
            line.push(Run::text(". "));
            line.extend(sheet.runs("decision.kept-by-some", &[("bodies", keepers(sheet, kept).into())]));
            line
        }
        Right::None(lack) => {
            let mut line = vec![Run::label(sheet.say("decision.right-none"), "warning"), Run::text(" ")];
            line.extend(lacking(sheet, lack));
            line
        }
    };
    Some(Fact::one(sheet.say("decision.authority"), value))
}

/// Who gave the matter, for which amounts, and where that is written.
fn given_by(sheet: &Sheet<'_>, given: Given<'_>) -> Words {
    let (point, record) = (&sheet.point, given.scheme.record);
    let during = given.row.valid.as_ref().map_or_else(String::new, |valid| point.during_text(valid.during()));
    let amounts = sheet.told(&sheet.model().band_words(Band::of(given.row)));
    let parts = [point.party_within(record, &given.row.from), plain(amounts), plain(during)];
    let source = point.listed(source(sheet, record, given.row));
    let giver = point.listed(parts.into());
    sheet.runs("decision.given-by", &[("giver", giver.into()), ("source", source.into())])
}

/// Those who keep a matter by their own schemes, each with its amounts.
fn keepers(sheet: &Sheet<'_>, kept: &[OwnKept<'_>]) -> Words {
    let keeper = |own: &OwnKept<'_>| {
        let amounts = sheet.told(&sheet.model().band_words(own.band));
        let mut line = vec![sheet.point.link(own.body.id)];
        if !amounts.is_empty() {
            line.push(Run::text(format!(" ({amounts})")));
        }
        line
    };
    sheet.point.listed(kept.iter().map(keeper).collect())
}

/// Text as words; none where there is no text.
fn plain(text: String) -> Words {
    if text.is_empty() { Words::new() } else { words(text) }
}

fn lacking(sheet: &Sheet<'_>, lack: &Lack<'_>) -> Words {
    let model = sheet.model();
    match lack {
        Lack::NotThere(during) => {
            words(sheet.say_with("decision.forum-existed", &[("during", sheet.point.during_text(*during).into())]))
        }
        Lack::NeverGiven => words(sheet.say("decision.never-given")),
        Lack::OtherTime(given) => {
            let during = given.row.valid.as_ref().map_or_else(String::new, |valid| sheet.point.during_text(valid.during()));
            words(sheet.say_with("decision.forum-had", &[("during", during.into())]))
        }
        Lack::OtherAmount(given) => {
            let amounts = sheet.told(&model.band_words(Band::of(given.row)));
            words(sheet.say_with("decision.forum-may", &[("amounts", amounts.into())]))
        }
        Lack::Reserved(held) => {
            let keeper = sheet.point.party_within(held.scheme.record, &held.row.to);
            sheet.runs("decision.reserved-to", &[("party", keeper.into())])
        }
        Lack::KeptByGivers(kept) => sheet.runs("decision.kept-by-givers", &[("bodies", keepers(sheet, kept).into())]),
    }
}

/// How many had to be there, and whether they were.
fn quorum(sheet: &Sheet<'_>, attendance: &Attendance) -> Words {
    let numbers = [("there", attendance.there.into()), ("count", attendance.of.into())];
    let mut line = words(sheet.say_with("decision.quorum-there", &numbers));
    if let Some(needed) = attendance.needed {
        let needed = words(sheet.say_with("decision.quorum-needed", &[("count", needed.into())]));
        line = joined(vec![line, needed], &sheet.say("lists.semicolon"));
    }
    match (attendance.quorate, &attendance.short) {
        (Some(true), _) => sheet.runs("decision.quorum-met", &[("attendance", line.into())]),
        (Some(false), Some(short)) => {
            let mark = Run::label(sheet.say("decision.quorum-not-met"), "warning");
            sheet.runs(
                "decision.quorum-short",
                &[("attendance", line.into()), ("mark", mark.into()), ("why", sheet.told(short).into())],
            )
        }
        _ => sheet.runs("decision.quorum-unknown", &[("attendance", line.into())]),
    }
}

fn results(sheet: &mut Sheet<'_>, decision: Entry<'_, Decision>) {
    let results = &decision.fields.results;
    if results.is_empty() {
        return;
    }
    let rows = results.iter().map(|result| {
        let row: Vec<Words> = vec![
            vec![sheet.point.follow(decision.record, &result.organisation)],
            words(sheet.say(outcome(result.outcome.value))),
            vec![sheet.point.when(result.on)],
        ];
        row
    });
    let block = table(
        "results",
        sheet.say("decision.results-caption"),
        &sheet.say_each(&["decision.body", "decision.outcome", "decision.result-on"]),
        rows.collect(),
    );
    sheet.section("results", sheet.say("decision.results"), vec![block]);
}
