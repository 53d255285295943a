//! A body: one page for a member of its board.

use super::super::diagram;
use super::super::view::{Block, Fact, Facts, Notice, Run, Words, words};
use super::super::viewpoint::shown_url;
use super::sheet::Sheet;
use super::{delegations, table};
use crate::model::body::SeatOf;
use crate::model::forum::Occupancy;
use crate::model::role::{Duty, Role};
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::kind::collaborative::Member;
use crate::record::kind::organisation::{Succession, Successor};
use crate::record::kind::{Organisation, Person};
use crate::record::value::Sp;

const SHOWN: &[&str] =
    &["kind", "sectors", "areas", "from", "to", "identifiers", "website", "sites", "successors", "part_of", "reserved"];

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let Some(organisation) = sheet.model().entry::<Organisation>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = vec![sheet.point.term(record, &organisation.fields.kind)];
    let ended = sheet.lifetime(organisation.during());
    for sector in &organisation.fields.sectors {
        let name = sheet.point.term(record, sector).text;
        sheet.label(name, "");
    }
    succession_notice(sheet, organisation, ended);
    let rows = facts(sheet, organisation);
    sheet.facts(rows, true);
    sheet.prose(record, false);
    let blocks = diagram::succession(&sheet.point, id).parts(&sheet.point);
    sheet.section("succession", sheet.say("body.succession"), blocks);
    memberships(sheet, id);
    duties(sheet, id);
    seats(sheet, id);
    super::meetings::of_body(sheet, id);
    super::load::of_organisation(sheet, id);
    delegations::of_organisation(sheet, id);
    agreements(sheet, id);
    sites(sheet, organisation);
    people(sheet, id);
    super::impact::of_record(sheet, id);
    super::changes::timeline(sheet, id);
    sheet.close(id, SHOWN);
}

/// What became of a body that ended or was renamed.
fn succession_notice(sheet: &mut Sheet<'_>, organisation: Entry<'_, Organisation>, ended: bool) {
    let lines: Vec<Words> =
        organisation.fields.successors.iter().map(|successor| successor_line(sheet, organisation.record, successor)).collect();
    let title = match (ended, organisation.fields.to) {
        (true, Some(to)) => sheet.say_with("body.existed-until", &[("date", sheet.point.date_text(to.date).into())]),
        _ if lines.is_empty() => return,
        _ if organisation.fields.to.is_some_and(|to| to.date.last_day() >= sheet.model().today) => sheet.say("body.what-follows"),
        _ => sheet.say("body.what-became"),
    };
    let paragraphs = if lines.is_empty() { vec![words(sheet.say("body.what-followed"))] } else { lines };
    sheet.notice(Notice { tone: "ended", title, paragraphs });
}

fn successor_line(sheet: &Sheet<'_>, record: &Record, successor: &Sp<Successor>) -> Words {
    let point = &sheet.point;
    let body = successor.organisation.as_ref().map_or_else(Words::new, |link| vec![point.follow(record, link)]);
    let (plain, on) = match successor.how.value {
        Succession::Merger => ("body.merged", "body.merged-on"),
        Succession::Acquisition => ("body.acquired", "body.acquired-on"),
        Succession::Rename => ("body.renamed", "body.renamed-on"),
        Succession::Split => ("body.split", "body.split-on"),
        Succession::Part => ("body.part", "body.part-on"),
        Succession::Closure if successor.organisation.is_none() => ("body.shut", "body.shut-on"),
        Succession::Closure => ("body.closed", "body.closed-on"),
    };
    let mut line = match successor.on {
        Some(date) => sheet.runs(on, &[("body", body.into()), ("date", point.date(date.date).into())]),
        None => sheet.runs(plain, &[("body", body.into())]),
    };
    line.extend(successor.note.as_ref().map(|note| Run::text(format!(" {}", full_stop(note)))));
    if !successor.approved_by.is_empty() {
        let approvals = successor.approved_by.iter().map(|approval| {
            let mut parts = vec![words(approval.by.clone())];
            parts.extend(approval.on.map(|on| vec![point.date(on.date)]));
            point.listed(parts)
        });
        let approvals = super::super::viewpoint::joined(approvals.collect(), &sheet.say("lists.semicolon"));
        line.push(Run::text(" "));
        line.extend(sheet.runs("body.approved-by", &[("approvals", approvals.into())]));
    }
    line
}

fn full_stop(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

fn facts(sheet: &Sheet<'_>, organisation: Entry<'_, Organisation>) -> Vec<Fact> {
    let (record, fields, point) = (organisation.record, organisation.fields, &sheet.point);
    let mut rows = Vec::new();
    match (fields.from, fields.to) {
        (None, None) => {}
        (Some(from), None) => rows.push(Fact::one(sheet.say("body.since"), vec![point.date(from.date)])),
        (from, to) => rows.push(Fact::one(
            sheet.say("collaborative.time"),
            sheet.runs("dates.range", &[("from", point.when(from).into()), ("to", point.when(to).into())]),
        )),
    }
    if !fields.areas.is_empty() {
        rows.push(Fact {
            label: sheet.say("body.areas"),
            values: fields.areas.iter().map(|area| vec![point.follow(record, area)]).collect(),
            ..Fact::default()
        });
    }
    rows.extend(fields.part_of.as_ref().map(|whole| Fact::one(sheet.say("record.part-of"), vec![point.follow(record, whole)])));
    for (scheme, code) in &fields.identifiers {
        let row = sheet
            .model()
            .vocabularies_for(record)
            .flat_map(|vocabulary| &vocabulary.identifier_schemes)
            .find(|row| row.id.value == *scheme);
        let name = row.map_or_else(|| scheme.clone(), |row| row.short.clone().unwrap_or_else(|| row.name.clone()));
        let link = row
            .and_then(|row| row.link.as_ref())
            .map(|link| Run::outside(code.value.clone(), link.replace("{value}", &code.value)));
        rows.push(Fact::one(&name, vec![link.unwrap_or_else(|| Run::text(code.value.clone()))]));
    }
    rows.extend(
        fields
            .website
            .as_ref()
            .map(|url| Fact::one(sheet.say("contact.website"), vec![Run::outside(shown_url(url), url.to_string())])),
    );
    rows.extend(sheet.former_names(record));
    let predecessors = predecessors(sheet, organisation.id);
    if !predecessors.is_empty() {
        rows.push(Fact { label: sheet.say("body.predecessors"), values: predecessors, ..Fact::default() });
    }
    rows
}

/// The bodies that name this one as a successor.
fn predecessors(sheet: &Sheet<'_>, id: RecordId) -> Vec<Words> {
    let model = sheet.model();
    let from =
        model.backlinks(id).iter().filter(|link| link.field.as_deref() == Some("successors.organisation")).map(|link| link.from);
    let entries = from.filter_map(|from| model.entry::<Organisation>(from));
    entries
        .flat_map(|before| {
            let rows = before.fields.successors.iter().filter(move |successor| {
                successor.organisation.as_ref().is_some_and(|link| model.follow(before.record, link) == Some(id))
            });
            rows.map(move |successor| {
                let mut parts = vec![vec![sheet.point.link(before.id)]];
                parts.extend(successor.on.map(|on| vec![sheet.point.date(on.date)]));
                let line = sheet.point.listed(parts);
                match matches!(successor.how.value, Succession::Part | Succession::Split) {
                    true => sheet.runs("body.in-part", &[("body", line.into())]),
                    false => line,
                }
            })
        })
        .collect()
}

fn memberships(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let memberships = model.memberships_of(id);
    if memberships.is_empty() {
        return;
    }
    let rows = memberships.iter().map(|membership| {
        let row: &Member = membership.row;
        let now = membership.during().holds_on(model.today) && model.holds_today(membership.collaborative.id);
        let standing = if now {
            words(sheet.say("body.today"))
        } else if membership.during().begins_after(model.today) {
            words(sheet.say("body.still-to-join"))
        } else {
            vec![Run::label(sheet.say("body.former"), "ended")]
        };
        vec![
            vec![sheet.point.link(membership.collaborative.id)],
            row.class.as_ref().map_or_else(
                || vec![sheet.point.unrecorded()],
                |class| vec![sheet.point.term(membership.collaborative.record, class)],
            ),
            vec![sheet.point.when(row.from)],
            row.to.map_or_else(Words::new, |to| vec![sheet.point.date(to.date)]),
            super::collaborative::contribution(sheet, membership),
            standing,
        ]
    });
    let block = table(
        "memberships",
        sheet.say("body.takes-part-caption"),
        &sheet.say_each(&[
            "body.collaborative",
            "member.class",
            "member.since",
            "member.until",
            "member.contribution",
            "body.standing",
        ]),
        rows.collect(),
    );
    sheet.section("memberships", sheet.say("body.takes-part-in"), vec![block]);
}

/// What it is to collaboratives beside their members: who leads, hosts, commissions.
fn duties(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let line = |role: &Role<'_>| {
        let key = match role.duty {
            Duty::Lead => "duties.lead",
            Duty::Host => "duties.host",
            Duty::Secretariat => "duties.secretariat",
            Duty::Commissioner => "duties.commissioner",
        };
        let during = sheet.point.during_text(role.during);
        let line = sheet.point.runs(key, &[("collaborative", sheet.point.link(role.collaborative.id).into())]);
        sheet.point.listed(vec![line, if during.is_empty() { Words::new() } else { words(during) }])
    };
    let lines: Vec<Words> = model.roles_of(id).iter().map(line).collect();
    if !lines.is_empty() {
        sheet.section("duties", sheet.say("duties.title"), vec![Block::List { lines }]);
    }
}

/// The headings of the table of a body's seats.
const SEATS: &[&str] =
    &["meetings.column-forum", "seats.seat", "seats.held-by", "seats.vote", "body.forum-in-law", "body.next-meeting"];

/// Its places at the tables of forums.
fn seats(sheet: &mut Sheet<'_>, id: RecordId) {
    let row = |seat: SeatOf<'_>| {
        let (forum, place) = (seat.forum, &seat.place);
        let person = place.holder.and_then(|holder| holder.person.as_ref());
        let held = match place.occupancy {
            Occupancy::Vacant => vec![Run::label(sheet.say("seats.vacant"), "warning")],
            _ => person.map_or_else(|| vec![sheet.point.unrecorded()], |person| vec![sheet.point.follow(forum.record, person)]),
        };
        let form = forum.fields.legal_form.as_ref();
        vec![
            vec![sheet.point.link(forum.id)],
            words(place.seat.title.clone()),
            held,
            words(sheet.say(if place.votes() { "value.yes" } else { "value.no" })),
            form.map_or_else(|| vec![sheet.point.unrecorded()], |form| vec![sheet.point.term(forum.record, form)]),
            seat.next_meeting.map_or_else(Words::new, |day| vec![sheet.point.day(day)]),
        ]
    };
    let rows: Vec<Vec<Words>> = sheet.model().seats_of(id).into_iter().map(row).collect();
    if !rows.is_empty() {
        let block = table("seats", sheet.say("body.seats"), &sheet.say_each(SEATS), rows);
        sheet.section("seats", sheet.say("seats.title"), vec![block]);
    }
}

/// The headings of the table of a body's agreements.
const AGREEMENTS: &[&str] = &["body.agreement", "body.of", "body.binds", "body.signed", "body.ends"];

fn agreements(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let rows: Vec<Vec<Words>> = model
        .agreements_of(id)
        .into_iter()
        .map(|(agreement, party)| {
            let collaborative = model.collaborative_of(agreement.record);
            vec![
                vec![sheet.point.link(agreement.id)],
                collaborative.map_or_else(Words::new, |collaborative| vec![sheet.point.link_short(collaborative.id)]),
                super::agreement::binding(sheet, agreement).map_or_else(|| vec![sheet.point.unrecorded()], words),
                vec![sheet.point.when(party.signed)],
                vec![sheet.point.when(agreement.fields.valid.as_ref().and_then(|valid| valid.to))],
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block = table("agreements", sheet.say("body.agreements-caption"), &sheet.say_each(AGREEMENTS), rows);
        sheet.section("agreements", sheet.say("body.agreements"), vec![block]);
    }
}

fn sites(sheet: &mut Sheet<'_>, organisation: Entry<'_, Organisation>) {
    let lines: Vec<Words> = organisation
        .fields
        .sites
        .iter()
        .map(|site| {
            let during = sheet.point.during_text(crate::record::date::During::new(site.from, site.to));
            let during = if during.is_empty() { Words::new() } else { words(during) };
            let mut line = sheet.point.listed(vec![words(site.name.clone()), during]);
            line.extend(site.note.as_ref().map(|note| Run::text(format!(". {note}"))));
            line
        })
        .collect();
    if !lines.is_empty() {
        sheet.section("sites", sheet.say("body.sites"), vec![Block::List { lines }]);
    }
}

fn people(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let from =
        model.backlinks(id).iter().filter(|link| link.field.as_deref() == Some("posts.organisation")).map(|link| link.from);
    let mut rows: Vec<Fact> = Vec::new();
    for person in from.filter_map(|from| model.entry::<Person>(from)) {
        let here = |post: &&Sp<crate::record::kind::person::Post>| model.follow(person.record, &post.organisation) == Some(id);
        let today = person.fields.posts.iter().filter(here).filter(|post| post.during().holds_on(model.today));
        rows.extend(today.map(|post| Fact::one(&post.title, vec![sheet.point.link(person.id)])));
    }
    if !rows.is_empty() {
        sheet.section("people", sheet.say("body.posts"), vec![Block::Facts(Facts { rows, band: false })]);
    }
}
