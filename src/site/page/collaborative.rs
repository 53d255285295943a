//! A collaborative's own pages: the overview, and one for each part of how it is governed.

use super::super::address::{self, Part};
use super::super::diagram;
use super::super::view::{Block, Fact, Facts, Notice, Register, RegisterEntry, Run, Words, words};
use super::super::viewpoint::{joined, listed};
use super::index::entry;
use super::sheet::Sheet;
use super::{delegations, handbook, meetings, table};
use crate::model::membership::Membership;
use crate::model::role::Duty;
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::date::PartialDate;
use crate::record::kind::collaborative::{Contact, Objective, Orientation, Stage};
use crate::record::kind::{Collaborative, Governance, Kind, Purpose};
use crate::record::link::Evidence;

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let Some(collaborative) = sheet.model().entry::<Collaborative>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = vec![sheet.point.term(record, &collaborative.fields.kind)];
    labels(sheet, collaborative);
    successions(sheet, collaborative);
    band(sheet, collaborative);
    if let Some(href) = sheet.point.href(&address::part(record, Part::Handbook)) {
        sheet.blocks(vec![Block::Text { paragraphs: vec![vec![Run::link(Part::Handbook.title(), href)]] }]);
    }
    hold_diagram(sheet, collaborative);
    hold_members(sheet, collaborative);
    hold_lists(sheet, collaborative);
    hold_objectives(sheet, collaborative);
    delegations::hold(sheet, record);
    let blocks = purpose(sheet, collaborative);
    sheet.section("purpose", "Purpose", blocks);
    sheet.prose(record, false);
    sheet.release();
    programmes(sheet, collaborative);
    principles(sheet, collaborative);
    super::changes::timeline(sheet, id);
    super::changes::keep_up(sheet, id);
    money_and_contact(sheet, collaborative);
    sheet.close(id, SHOWN);
}

const SHOWN: &[&str] = &[
    "kind",
    "orientation",
    "sectors",
    "model",
    "stage",
    "from",
    "to",
    "footprint",
    "lead",
    "host",
    "commissioners",
    "parent",
    "successors",
    "members",
    "objectives",
    "principles",
    "programmes",
    "events",
    "funding",
    "contact",
    "review",
    "exit",
    "jurisdiction",
];

/// Marks for where it stands and what it is about.
pub(super) fn labels(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let ended = sheet.lifetime(collaborative.during(), "Ended");
    if let Some(stage) = collaborative.fields.stage.filter(|_| !ended) {
        let (text, tone) = match stage.value {
            Stage::Proposed => ("Proposed", ""),
            Stage::Shadow => ("In shadow form", ""),
            Stage::Live => ("Live", "live"),
            Stage::UnderReview => ("Under review", "warning"),
            Stage::Suspended => ("Suspended", "warning"),
            Stage::Closed => ("Closed", "ended"),
        };
        sheet.label(text, tone);
    }
    for sector in &collaborative.fields.sectors {
        let name = sheet.point.term(collaborative.record, sector).text;
        sheet.label(name, "");
    }
    if let Some(orientation) = collaborative.fields.orientation {
        let text = match orientation.value {
            Orientation::Horizontal => "Similar services",
            Orientation::Vertical => "Different services along a pathway",
            Orientation::Mixed => "Similar and different services",
        };
        sheet.label(text, "");
    }
}

fn successions(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let lines: Vec<Words> = collaborative
        .fields
        .successors
        .iter()
        .map(|successor| {
            let point = &sheet.point;
            let to = successor.collaborative.as_ref().map(|link| point.follow(collaborative.record, link));
            let to = to.or_else(|| successor.organisation.as_ref().map(|link| point.follow(collaborative.record, link)));
            let mut line: Words = to.into_iter().collect();
            if let Some(on) = successor.on {
                line.extend([Run::text(", from "), point.date(on.date)]);
            }
            line.extend(successor.note.as_ref().map(|note| Run::text(format!(". {note}"))));
            line
        })
        .collect();
    if !lines.is_empty() {
        sheet.notice(Notice { tone: "ended", title: "What took its place".to_owned(), paragraphs: lines });
    }
}

fn band(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let (record, fields, point) = (collaborative.record, collaborative.fields, &sheet.point);
    let mut rows = Vec::new();
    rows.extend(fields.model.as_ref().map(|term| Fact::one("Model", vec![point.term(record, term)])));
    if fields.from.is_some() || fields.to.is_some() {
        rows.push(Fact::one("Time", time(sheet, fields.from.map(|when| when.date), fields.to.map(|when| when.date))));
    }
    let members = sheet.model().members(collaborative).count();
    if members > 0 {
        rows.push(Fact::text("Members today", members.to_string()));
    }
    if !fields.footprint.is_empty() {
        rows.push(Fact {
            label: "Footprint".to_owned(),
            values: fields.footprint.iter().map(|area| vec![point.follow(record, area)]).collect(),
        });
    }
    rows.extend(duties(sheet, collaborative));
    rows.extend(fields.parent.as_ref().map(|parent| Fact::one("Part of", vec![point.follow(record, parent)])));
    let parts: Vec<Words> =
        sheet.model().referring::<Collaborative>(collaborative.id, "parent").map(|other| vec![point.link(other.id)]).collect();
    if !parts.is_empty() {
        rows.push(Fact { label: "Has within it".to_owned(), values: parts });
    }
    rows.extend(sheet.former_names(record));
    sheet.facts(rows, true);
}

fn time(sheet: &Sheet<'_>, from: Option<PartialDate>, to: Option<PartialDate>) -> Words {
    match (from, to) {
        (Some(from), None) => vec![Run::text("since "), sheet.point.date(from)],
        (None, Some(to)) => vec![Run::text("until "), sheet.point.date(to)],
        (Some(from), Some(to)) => vec![sheet.point.date(from), Run::text(" to "), sheet.point.date(to)],
        (None, None) => vec![Run::unrecorded()],
    }
}

/// What it is for: its text, and what its fields say.
pub(super) fn purpose(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Vec<Block> {
    let id = &collaborative.record.address.id;
    let Some(purpose) = sheet.model().find(Kind::Purpose, &format!("{id}/purpose")) else { return Vec::new() };
    let record = sheet.model().record(purpose);
    let fields = record.of::<Purpose>();
    let mut rows = Vec::new();
    rows.extend(fields.and_then(|fields| fields.problem.clone()).map(|text| Fact::text("The problem", text)));
    rows.extend(fields.and_then(|fields| fields.benefit.clone()).map(|text| Fact::text("What will be better", text)));
    let mut blocks = sheet.prose_under(record, "purpose");
    if !rows.is_empty() {
        blocks.push(Block::Facts(Facts { rows, band: false }));
    }
    blocks
}

/// Holds the picture of its model.
pub(super) fn hold_diagram(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let blocks = diagram::governance(&sheet.point, collaborative).parts(&sheet.point.site.arrangements);
    sheet.hold("diagram", "How it fits together", blocks);
}

/// Holds its members: today’s, those to come, those that were.
pub(super) fn hold_members(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let model = sheet.model();
    let (current, others): (Vec<Membership<'_>>, Vec<Membership<'_>>) =
        model.memberships(collaborative).partition(|membership| membership.during().holds_on(model.today));
    let mut blocks = Vec::new();
    if !current.is_empty() {
        blocks.push(members_table(sheet, "members", &count(current.len(), "member", "today"), &current));
    }
    let (future, past): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|membership| membership.during().begins_after(model.today));
    if !future.is_empty() {
        blocks.push(members_table(sheet, "future-members", &count(future.len(), "member", "still to join"), &future));
    }
    if !past.is_empty() {
        blocks.push(members_table(sheet, "former-members", &count(past.len(), "former member", ""), &past));
    }
    sheet.hold("members", "Members", blocks);
}

fn count(number: usize, noun: &str, rest: &str) -> String {
    format!("{number} {noun}{} {rest}", if number == 1 { "" } else { "s" }).trim_end().to_owned()
}

fn members_table(sheet: &Sheet<'_>, id: &str, caption: &str, members: &[Membership<'_>]) -> Block {
    let has = |field: fn(&Membership<'_>) -> bool| members.iter().any(field);
    let (class, from, to) = (
        has(|member| member.row.class.is_some()),
        has(|member| member.row.from.is_some()),
        has(|member| member.row.to.is_some()),
    );
    let (approved, pays, note) = (
        has(|member| member.row.approved.is_some()),
        has(|member| member.row.contribution.is_some()),
        has(|member| member.row.note.is_some() || member.row.notice.is_some() || member.row.votes.is_some()),
    );
    let columns = [
        ("Member", true),
        ("Class", class),
        ("Since", from),
        ("Until", to),
        ("Joining approved by", approved),
        ("Contribution", pays),
        ("Note", note),
    ];
    let shown: Vec<&str> = columns.iter().filter(|(_, shown)| *shown).map(|(title, _)| *title).collect();
    let rows = members.iter().map(|member| {
        let cells = [
            vec![member.member.map_or_else(super::super::viewpoint::unpublished, |id| sheet.point.link(id))],
            member
                .row
                .class
                .as_ref()
                .map_or_else(not_recorded, |class| vec![sheet.point.term(member.collaborative.record, class)]),
            vec![sheet.point.when(member.row.from)],
            member.row.to.map_or_else(Words::new, |to| vec![sheet.point.date(to.date)]),
            approval(sheet, member),
            contribution(sheet, member),
            remarks(member),
        ];
        cells.into_iter().zip(columns).filter(|(_, (_, shown))| *shown).map(|(cell, _)| cell).collect()
    });
    table(id, caption, &shown, rows.collect())
}

fn not_recorded() -> Words {
    vec![Run::unrecorded()]
}

fn approval(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let Some(approved) = &member.row.approved else { return not_recorded() };
    let mut line = words(super::super::label(&approved.by));
    line.extend(approved.on.map(|on| [Run::text(", "), sheet.point.date(on.date)]).into_iter().flatten());
    line
}

/// What a member pays or gives.
pub(super) fn contribution(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let Some(contribution) = &member.row.contribution else { return not_recorded() };
    let amount = contribution.amount.map(|amount| sheet.point.money(amount));
    let parts = [amount, contribution.rule.clone().map(|rule| rule.replace('-', " ")), contribution.period.clone()];
    words(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn remarks(member: &Membership<'_>) -> Words {
    let votes = member.row.votes.map(|votes| format!("{votes} {}", if votes == 1 { "vote" } else { "votes" }));
    let notice = member.row.notice.map(|notice| format!("{} to leave", notice.of_notice()));
    words([votes, notice, member.row.note.clone()].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// Forums, agreements, decisions and documents: each as a list that the text may place.
pub(super) fn hold_lists(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    for (id, title, kind) in [
        ("forums", "Forums", Kind::Forum),
        ("agreements", "Agreements", Kind::Agreement),
        ("decisions", "Decisions", Kind::Decision),
        ("documents", "Documents", Kind::Document),
    ] {
        let entries = own_entries(sheet, collaborative.record, kind);
        if !entries.is_empty() {
            sheet.hold(id, title, vec![Block::Register(Register { entries, columns: false })]);
        }
    }
}

/// The records of a kind in a collaborative's folder, as entries of a list; decisions the latest first.
pub(super) fn own_entries(sheet: &Sheet<'_>, collaborative: &Record, kind: Kind) -> Vec<RegisterEntry> {
    let mut own: Vec<RecordId> = own(sheet, collaborative, kind).collect();
    if kind == Kind::Decision {
        own.reverse();
    }
    own.into_iter().map(|id| entry(sheet, id)).collect()
}

/// The records of a kind in a collaborative's folder.
pub(super) fn own<'s>(sheet: &Sheet<'s>, collaborative: &Record, kind: Kind) -> impl Iterator<Item = RecordId> + use<'s> {
    sheet.model().of_kind_within(kind, Some(&collaborative.address.id)).map(|(id, _)| id)
}

/// Holds what it aims at.
pub(super) fn hold_objectives(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let objectives = &collaborative.fields.objectives;
    if objectives.is_empty() {
        return;
    }
    let rows = objectives.iter().map(|objective| objective_row(sheet, collaborative.record, objective));
    let block = table("objectives", "Objectives", &["Objective", "Aims", "Agreed with", "Measure", "Due"], rows.collect());
    sheet.hold("objectives", "Objectives", vec![block]);
}

fn objective_row(sheet: &Sheet<'_>, record: &Record, objective: &Objective) -> Vec<Words> {
    let or_not = |words: Words| if words.is_empty() { not_recorded() } else { words };
    let agreed = objective.agreed_with.iter().map(|body| vec![sheet.point.follow(record, body)]).collect();
    vec![
        words(objective.text.clone()),
        or_not(sheet.point.terms(record, &objective.aims)),
        or_not(listed(agreed)),
        objective.measure.clone().map_or_else(not_recorded, words),
        vec![sheet.point.when(objective.due)],
    ]
}

fn programmes(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let entries: Vec<RegisterEntry> = collaborative
        .fields
        .programmes
        .iter()
        .map(|programme| {
            let function = programme
                .function
                .as_ref()
                .map(|function| vec![Run::text("about "), sheet.point.follow(collaborative.record, function)]);
            let since = programme.from.map(|from| vec![Run::text("since "), sheet.point.date(from.date)]);
            let until = programme.to.map(|to| vec![Run::text("until "), sheet.point.date(to.date)]);
            let meta = [since, until, function].into_iter().flatten().collect();
            RegisterEntry {
                name: words(programme.name.clone()),
                meta,
                text: programme.summary.clone(),
                ..RegisterEntry::default()
            }
        })
        .collect();
    if !entries.is_empty() {
        sheet.section("programmes", "Work done together", vec![Block::Register(Register { entries, columns: false })]);
    }
}

fn principles(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let record = collaborative.record;
    let rows: Vec<Fact> = collaborative
        .fields
        .principles
        .iter()
        .map(|met| Fact::one(&sheet.point.term(record, &met.principle).text, evidence(sheet, record, &met.evidence)))
        .collect();
    if !rows.is_empty() {
        sheet.section("principles", "How it meets published principles", vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn evidence(sheet: &Sheet<'_>, record: &Record, evidence: &Evidence) -> Words {
    let point = &sheet.point;
    let links = [
        evidence.forum.as_ref().map(|link| point.follow(record, link)),
        evidence.agreement.as_ref().map(|link| point.follow(record, link)),
        evidence.document.as_ref().map(|link| point.follow(record, link)),
        evidence.policy.as_ref().map(|link| point.follow(record, link)),
        evidence.url.as_ref().map(|url| Run::outside(super::super::viewpoint::shown_url(url), url.to_string())),
        evidence.text.clone().map(Run::text),
    ];
    listed(links.into_iter().flatten().map(|run| vec![run]).collect())
}

fn money_and_contact(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let (record, fields) = (collaborative.record, collaborative.fields);
    let mut rows = Vec::new();
    if let Some(funding) = &fields.funding {
        rows.extend(funding.rule.clone().map(|text| Fact::text("How the cost is shared", text.replace("pro-rata", "pro rata"))));
        rows.extend(funding.pays_for.clone().map(|text| Fact::text("What it pays for", text)));
        rows.extend(funding.holder.as_ref().map(|link| Fact::one("Who holds the money", vec![sheet.point.follow(record, link)])));
        let amount = funding.amount.map(|amount| sheet.point.money(amount));
        rows.extend(amount.map(|amount| {
            Fact::text("How much", [Some(amount), funding.period.clone()].into_iter().flatten().collect::<Vec<_>>().join(", "))
        }));
    }
    rows.extend(fields.exit.clone().map(|text| Fact::text("How a member leaves", text)));
    if !rows.is_empty() {
        sheet.section("funding", "Money and leaving", vec![Block::Facts(Facts { rows, band: false })]);
    }
    if let Some(review) = &fields.review {
        let mut rows = Vec::new();
        rows.extend(review.every.map(|every| Fact::text("How often", format!("every {every}"))));
        if let Some(next) = review.next {
            rows.push(Fact::one(
                "Next",
                vec![sheet.point.date(next.date), Run::text(" "), sheet.point.overdue(next.date, "overdue")],
            ));
        }
        rows.extend(review.when.clone().map(|when| Fact::text("When", when)));
        rows.extend(review.owner.clone().map(|owner| Fact::text("Who sees to it", owner)));
        sheet.section("review", "Review of the arrangements", vec![Block::Facts(Facts { rows, band: false })]);
    }
    if let Some(contact) = &fields.contact {
        let rows = contact_rows(contact, sheet.model().publishes_emails());
        sheet.section("contact", "Contact", vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn contact_rows(contact: &Contact, with_emails: bool) -> Vec<Fact> {
    let mail = [
        ("How it is governed", &contact.governance),
        ("Working with us", &contact.suppliers),
        ("General questions", &contact.public),
        ("Journalists", &contact.media),
        ("Complaints", &contact.complaints),
    ];
    let mut rows: Vec<Fact> = mail
        .into_iter()
        .filter(|_| with_emails)
        .filter_map(|(label, address)| {
            let address = address.as_ref()?.value.to_string();
            Some(Fact::one(label, vec![Run::link(address.clone(), format!("mailto:{address}"))]))
        })
        .collect();
    rows.extend(
        contact
            .website
            .as_ref()
            .map(|url| Fact::one("Website", vec![Run::outside(super::super::viewpoint::shown_url(url), url.to_string())])),
    );
    rows
}

/// A page of a collaborative beside its first.
pub(super) fn part(sheet: &mut Sheet<'_>, id: RecordId, part: Part) {
    let record = sheet.model().record(id);
    let name = record.short_title();
    let summary = match part {
        Part::Governance => format!("How {name} is governed: its model in words and in law."),
        Part::TermsOfReference => format!("The forums of {name}: who meets, with what power in law, by which rules."),
        Part::Agreements => format!("What the members of {name} have agreed with each other and with others."),
        Part::Delegations => format!("What was given to {name}, what its members kept, and what nobody has been given yet."),
        Part::Decisions => format!("What {name} has decided, the latest first."),
        Part::Meetings => format!("When the forums of {name} meet."),
        Part::Documents => format!("Documents of {name} under document control."),
        Part::Handbook => return handbook::fill(sheet, id),
    };
    sheet.begin_part(record, part, &summary);
    match part {
        Part::Governance => governance(sheet, id),
        Part::TermsOfReference => list(sheet, record, Kind::Forum),
        Part::Agreements => list(sheet, record, Kind::Agreement),
        Part::Decisions => list(sheet, record, Kind::Decision),
        Part::Documents => list(sheet, record, Kind::Document),
        Part::Delegations => delegations::fill(sheet, record),
        Part::Meetings => meetings::of_collaborative(sheet, record),
        Part::Handbook => {}
    }
}

fn list(sheet: &mut Sheet<'_>, record: &Record, kind: Kind) {
    let entries = own_entries(sheet, record, kind);
    sheet.blocks(vec![Block::Register(Register { entries, columns: false })]);
}

fn governance(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let Some(collaborative) = model.entry::<Collaborative>(id) else { return };
    sheet.facts(model_facts(sheet, collaborative), false);
    hold_diagram(sheet, collaborative);
    hold_members(sheet, collaborative);
    hold_lists(sheet, collaborative);
    delegations::hold(sheet, collaborative.record);
    let own = governance_text(sheet, collaborative);
    forms(sheet, collaborative);
    sheet.release();
    if let Some(own) = own {
        sheet.close(own, &["control"]);
    }
}

/// Its model, explained, and who leads, hosts and commissions.
pub(super) fn model_facts(sheet: &Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Vec<Fact> {
    let (model, record) = (sheet.model(), collaborative.record);
    let mut rows = Vec::new();
    if let Some(term) = &collaborative.fields.model {
        rows.push(Fact::one("Model", vec![sheet.point.term(record, term)]));
        if let Some(row) = model.row(record, term) {
            let explained = [
                ("What it is", row.definition.clone()),
                ("Does it bind members?", row.binds.clone()),
                ("Where the power lies", row.power.clone()),
            ];
            rows.extend(explained.into_iter().filter_map(|(label, text)| Some(Fact::text(label, text?))));
        }
    }
    rows.extend(duties(sheet, collaborative));
    rows
}

/// How it says itself that it is governed, with the version; the record that says it, or nothing where none does.
pub(super) fn governance_text(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Option<RecordId> {
    let model = sheet.model();
    let own = model.find(Kind::Governance, &format!("{}/governance", collaborative.record.address.id))?;
    let words = model.record(own);
    sheet.control(words, words.of::<Governance>().and_then(|governance| governance.control.as_ref()));
    sheet.prose(words, true);
    Some(own)
}

/// Who leads it, hosts it and commissions it today, with who did before or will after.
fn duties(sheet: &Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Vec<Fact> {
    let roles = sheet.model().roles(collaborative);
    let all = [(Duty::Lead, "Lead"), (Duty::Host, "Host"), (Duty::Commissioner, "Commissioner")];
    let row = |(duty, label): (Duty, &str)| {
        let own = roles.iter().filter(|role| role.duty == duty);
        let values: Vec<Words> = own
            .map(|role| {
                let mut line = vec![role.body.map_or_else(super::super::viewpoint::unpublished, |id| sheet.point.link(id))];
                let during = role.during.to_string();
                line.extend((!during.is_empty()).then(|| Run::text(format!(", {during}"))));
                line
            })
            .collect();
        (!values.is_empty()).then(|| Fact { label: label.to_owned(), values })
    };
    all.into_iter().filter_map(row).collect()
}

/// The legal form of each forum, beside its name: the name says nothing about it.
pub(super) fn forms(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let rows: Vec<Vec<Words>> = sheet
        .model()
        .forums(collaborative)
        .filter(|forum| forum.during().holds_on(sheet.model().today))
        .map(|forum| {
            let form = forum.fields.legal_form.as_ref();
            let row = form.and_then(|form| sheet.model().row(forum.record, form));
            let reports = forum.fields.reports_to.iter().map(|party| sheet.point.party(forum.record, party)).collect();
            let reports = joined(reports, "; ");
            vec![
                vec![sheet.point.link(forum.id)],
                form.map_or_else(not_recorded, |form| vec![sheet.point.term(forum.record, form)]),
                row.and_then(|row| row.binds.clone()).map_or_else(not_recorded, words),
                if reports.is_empty() { not_recorded() } else { reports },
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block =
            table("forms", "What each forum is in law", &["Forum", "In law", "Does it bind members?", "Answers to"], rows);
        sheet.section("forms", "Its forums in law", vec![block]);
    }
}
