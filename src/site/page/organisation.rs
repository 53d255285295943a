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

const SHOWN: &[&str] = &["kind", "sectors", "areas", "from", "to", "identifiers", "website", "sites", "successors", "part_of"];

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let Some(organisation) = sheet.model().entry::<Organisation>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = vec![sheet.point.term(record, &organisation.fields.kind)];
    let ended = sheet.lifetime(organisation.during(), "Ended");
    for sector in &organisation.fields.sectors {
        let name = sheet.point.term(record, sector).text;
        sheet.label(name, "");
    }
    succession_notice(sheet, organisation, ended);
    let rows = facts(sheet, organisation);
    sheet.facts(rows, true);
    sheet.prose(record, false);
    let blocks = diagram::succession(&sheet.point, id).parts(&sheet.point.site.arrangements);
    sheet.section("succession", "Before and after it", blocks);
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
        (true, Some(to)) => format!("This body existed until {}", to.date),
        _ if lines.is_empty() => return,
        _ if organisation.fields.to.is_some_and(|to| to.date.last_day() >= sheet.model().today) => "What follows it".to_owned(),
        _ => "What became of it".to_owned(),
    };
    let paragraphs = if lines.is_empty() { vec![words("What followed it is not recorded.")] } else { lines };
    sheet.notice(Notice { tone: "ended", title, paragraphs });
}

fn successor_line(sheet: &Sheet<'_>, record: &Record, successor: &Sp<Successor>) -> Words {
    let point = &sheet.point;
    let how = match successor.how.value {
        Succession::Merger => "Merged into ",
        Succession::Acquisition => "Acquired by ",
        Succession::Rename => "Now called ",
        Succession::Split => "Split: part of it is now ",
        Succession::Part => "Part of its work went to ",
        Succession::Closure if successor.organisation.is_none() => "Closed",
        Succession::Closure => "Closed; its work went to ",
    };
    let mut line = words(how);
    line.extend(successor.organisation.as_ref().map(|link| point.follow(record, link)));
    line.extend(successor.on.map(|on| [Run::text(" on "), point.date(on.date)]).into_iter().flatten());
    line.push(Run::text("."));
    line.extend(successor.note.as_ref().map(|note| Run::text(format!(" {}", full_stop(note)))));
    if !successor.approved_by.is_empty() {
        let approvals = successor.approved_by.iter().map(|approval| {
            let mut line = words(approval.by.clone());
            line.extend(approval.on.map(|on| [Run::text(", "), point.date(on.date)]).into_iter().flatten());
            line
        });
        line.push(Run::text(" Approved by "));
        line.extend(super::super::viewpoint::joined(approvals.collect(), "; "));
        line.push(Run::text("."));
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
        (Some(from), None) => rows.push(Fact::one("Since", vec![point.date(from.date)])),
        (from, to) => rows.push(Fact::one("Time", vec![point.when(from), Run::text(" to "), point.when(to)])),
    }
    if !fields.areas.is_empty() {
        rows.push(Fact {
            label: "Areas".to_owned(),
            values: fields.areas.iter().map(|area| vec![point.follow(record, area)]).collect(),
        });
    }
    rows.extend(fields.part_of.as_ref().map(|whole| Fact::one("Part of", vec![point.follow(record, whole)])));
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
    rows.extend(fields.website.as_ref().map(|url| Fact::one("Website", vec![Run::outside(shown_url(url), url.to_string())])));
    rows.extend(sheet.former_names(record));
    let predecessors = predecessors(sheet, organisation.id);
    if !predecessors.is_empty() {
        rows.push(Fact { label: "Took over from".to_owned(), values: predecessors });
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
                let mut line = vec![sheet.point.link(before.id)];
                line.extend(successor.on.map(|on| [Run::text(", "), sheet.point.date(on.date)]).into_iter().flatten());
                line.extend(matches!(successor.how.value, Succession::Part | Succession::Split).then(|| Run::text(" (in part)")));
                line
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
            words("today")
        } else if membership.during().begins_after(model.today) {
            words("still to join")
        } else {
            vec![Run::label("former", "ended")]
        };
        vec![
            vec![sheet.point.link(membership.collaborative.id)],
            row.class
                .as_ref()
                .map_or_else(|| vec![Run::unrecorded()], |class| vec![sheet.point.term(membership.collaborative.record, class)]),
            vec![sheet.point.when(row.from)],
            row.to.map_or_else(Words::new, |to| vec![sheet.point.date(to.date)]),
            super::collaborative::contribution(sheet, membership),
            standing,
        ]
    });
    let block = table(
        "memberships",
        "Collaboratives that it takes part in",
        &["Collaborative", "Class", "Since", "Until", "Contribution", "Standing"],
        rows.collect(),
    );
    sheet.section("memberships", "Takes part in", vec![block]);
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
        let mut line = sheet.point.runs(key, &[("collaborative", sheet.point.link(role.collaborative.id).into())]);
        line.extend((!during.is_empty()).then(|| Run::text(format!(", {during}"))));
        line
    };
    let lines: Vec<Words> = model.roles_of(id).iter().map(line).collect();
    if !lines.is_empty() {
        let title = sheet.say("duties.title");
        sheet.section("duties", &title, vec![Block::List { lines }]);
    }
}

/// Its places at the tables of forums.
fn seats(sheet: &mut Sheet<'_>, id: RecordId) {
    let row = |seat: SeatOf<'_>| {
        let (forum, place) = (seat.forum, &seat.place);
        let person = place.holder.and_then(|holder| holder.person.as_ref());
        let held = match place.occupancy {
            Occupancy::Vacant => vec![Run::label("Vacant", "warning")],
            _ => person.map_or_else(|| vec![Run::unrecorded()], |person| vec![sheet.point.follow(forum.record, person)]),
        };
        let form = forum.fields.legal_form.as_ref();
        vec![
            vec![sheet.point.link(forum.id)],
            words(place.seat.title.clone()),
            held,
            words(if place.votes() { "Yes" } else { "No" }),
            form.map_or_else(|| vec![Run::unrecorded()], |form| vec![sheet.point.term(forum.record, form)]),
            seat.next_meeting.map_or_else(Words::new, |day| vec![sheet.point.day(day)]),
        ]
    };
    let rows: Vec<Vec<Words>> = sheet.model().seats_of(id).into_iter().map(row).collect();
    if !rows.is_empty() {
        let block =
            table("seats", "Its seats", &["Forum", "Seat", "Held by", "Vote", "What the forum is in law", "Next meeting"], rows);
        sheet.section("seats", "Seats", vec![block]);
    }
}

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
                super::agreement::binding(sheet, agreement).map_or_else(|| vec![Run::unrecorded()], words),
                vec![sheet.point.when(party.signed)],
                vec![sheet.point.when(agreement.fields.valid.as_ref().and_then(|valid| valid.to))],
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block =
            table("agreements", "Agreements to which it is party", &["Agreement", "Of", "Does it bind?", "Signed", "Ends"], rows);
        sheet.section("agreements", "Agreements", vec![block]);
    }
}

fn sites(sheet: &mut Sheet<'_>, organisation: Entry<'_, Organisation>) {
    let lines: Vec<Words> = organisation
        .fields
        .sites
        .iter()
        .map(|site| {
            let mut line = words(site.name.clone());
            let during = crate::record::date::During::new(site.from, site.to).to_string();
            if !during.is_empty() {
                line.push(Run::text(format!(", {during}")));
            }
            line.extend(site.note.as_ref().map(|note| Run::text(format!(". {note}"))));
            line
        })
        .collect();
    if !lines.is_empty() {
        sheet.section("sites", "Hospitals and other sites", vec![Block::List { lines }]);
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
        sheet.section("people", "Posts on record", vec![Block::Facts(Facts { rows, band: false })]);
    }
}
