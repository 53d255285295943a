//! A collaborative's own pages: the overview, and one for each part of how it is governed.

use super::super::address::{self, Part};
use super::super::diagram;
use super::super::view::{Block, Fact, Facts, Notice, Register, RegisterEntry, Run, Words, words};
use super::super::viewpoint::joined;
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
        sheet.blocks(vec![Block::Text { paragraphs: vec![vec![Run::link(sheet.point.part_title(Part::Handbook), href)]] }]);
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
    let ended = sheet.lifetime(collaborative.during());
    if let Some(stage) = collaborative.fields.stage.filter(|_| !ended) {
        let (key, tone) = match stage.value {
            Stage::Proposed => ("stage.proposed", ""),
            Stage::Shadow => ("stage.shadow", ""),
            Stage::Live => ("stage.live", "live"),
            Stage::UnderReview => ("stage.under-review", "warning"),
            Stage::Suspended => ("stage.suspended", "warning"),
            Stage::Closed => ("stage.closed", "ended"),
        };
        sheet.label(sheet.say(key), tone);
    }
    for sector in &collaborative.fields.sectors {
        let name = sheet.point.term(collaborative.record, sector).text;
        sheet.label(name, "");
    }
    if let Some(orientation) = collaborative.fields.orientation {
        let key = match orientation.value {
            Orientation::Horizontal => "orientation.horizontal",
            Orientation::Vertical => "orientation.vertical",
            Orientation::Mixed => "orientation.mixed",
        };
        sheet.label(sheet.say(key), "");
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
                line = sheet.runs("record.successor-from", &[("successor", line.into()), ("date", point.date(on.date).into())]);
            }
            line.extend(successor.note.as_ref().map(|note| Run::text(format!(". {note}"))));
            line
        })
        .collect();
    if !lines.is_empty() {
        sheet.notice(Notice { tone: "ended", title: sheet.say("record.successors"), paragraphs: lines });
    }
}

fn band(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let (record, fields, point) = (collaborative.record, collaborative.fields, &sheet.point);
    let mut rows = Vec::new();
    rows.extend(fields.model.as_ref().map(|term| Fact::one(sheet.say("collaborative.model"), vec![point.term(record, term)])));
    if fields.from.is_some() || fields.to.is_some() {
        rows.push(Fact::one(
            sheet.say("collaborative.time"),
            time(sheet, fields.from.map(|when| when.date), fields.to.map(|when| when.date)),
        ));
    }
    let members = sheet.model().members(collaborative).count();
    if members > 0 {
        rows.push(Fact::text(sheet.say("collaborative.members-today"), members.to_string()));
    }
    if !fields.footprint.is_empty() {
        rows.push(Fact {
            label: sheet.say("collaborative.footprint"),
            values: fields.footprint.iter().map(|area| vec![point.follow(record, area)]).collect(),
            ..Fact::default()
        });
    }
    rows.extend(duties(sheet, collaborative));
    rows.extend(fields.parent.as_ref().map(|parent| Fact::one(sheet.say("record.part-of"), vec![point.follow(record, parent)])));
    let parts: Vec<Words> =
        sheet.model().referring::<Collaborative>(collaborative.id, "parent").map(|other| vec![point.link(other.id)]).collect();
    if !parts.is_empty() {
        rows.push(Fact { label: sheet.say("record.has-within"), values: parts, ..Fact::default() });
    }
    rows.extend(sheet.former_names(record));
    sheet.facts(rows, true);
}

fn time(sheet: &Sheet<'_>, from: Option<PartialDate>, to: Option<PartialDate>) -> Words {
    match (from, to) {
        (Some(from), None) => sheet.runs("dates.since", &[("from", sheet.point.date(from).into())]),
        (None, Some(to)) => sheet.runs("dates.until", &[("to", sheet.point.date(to).into())]),
        (Some(from), Some(to)) => {
            sheet.runs("dates.range", &[("from", sheet.point.date(from).into()), ("to", sheet.point.date(to).into())])
        }
        (None, None) => vec![sheet.point.unrecorded()],
    }
}

/// What it is for: its text, and what its fields say.
pub(super) fn purpose(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Vec<Block> {
    let id = &collaborative.record.address.id;
    let Some(purpose) = sheet.model().find(Kind::Purpose, &format!("{id}/purpose")) else { return Vec::new() };
    let record = sheet.model().record(purpose);
    let fields = record.of::<Purpose>();
    let mut rows = Vec::new();
    rows.extend(
        fields.and_then(|fields| fields.problem.clone()).map(|text| Fact::text(sheet.say("collaborative.problem"), text)),
    );
    rows.extend(
        fields.and_then(|fields| fields.benefit.clone()).map(|text| Fact::text(sheet.say("collaborative.benefit"), text)),
    );
    let mut blocks = sheet.prose_under(record, "purpose");
    if !rows.is_empty() {
        blocks.push(Block::Facts(Facts { rows, band: false }));
    }
    blocks
}

/// Holds the picture of its model.
pub(super) fn hold_diagram(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let blocks = diagram::governance(&sheet.point, collaborative).parts(&sheet.point);
    sheet.hold("diagram", sheet.say("collaborative.diagram"), blocks);
}

/// Holds its members: today’s, those to come, those that were.
pub(super) fn hold_members(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let model = sheet.model();
    let (current, others): (Vec<Membership<'_>>, Vec<Membership<'_>>) =
        model.memberships(collaborative).partition(|membership| membership.during().holds_on(model.today));
    let mut blocks = Vec::new();
    if !current.is_empty() {
        blocks.push(members_table(
            sheet,
            "members",
            sheet.say_with("collaborative.count-members", &[("count", current.len().into())]),
            &current,
        ));
    }
    let (future, past): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|membership| membership.during().begins_after(model.today));
    if !future.is_empty() {
        blocks.push(members_table(
            sheet,
            "future-members",
            sheet.say_with("collaborative.count-future", &[("count", future.len().into())]),
            &future,
        ));
    }
    if !past.is_empty() {
        blocks.push(members_table(
            sheet,
            "former-members",
            sheet.say_with("collaborative.count-past", &[("count", past.len().into())]),
            &past,
        ));
    }
    sheet.hold("members", sheet.say("collaborative.members"), blocks);
}

fn members_table(sheet: &Sheet<'_>, id: &str, caption: String, members: &[Membership<'_>]) -> Block {
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
        ("member.member", true),
        ("member.class", class),
        ("member.since", from),
        ("member.until", to),
        ("member.approved", approved),
        ("member.contribution", pays),
        ("member.note", note),
    ];
    let shown: Vec<String> = columns.iter().filter(|(_, shown)| *shown).map(|(key, _)| sheet.say(key)).collect();
    let rows = members.iter().map(|member| {
        let cells = [
            vec![member.member.map_or_else(|| sheet.point.unpublished(), |id| sheet.point.link(id))],
            member
                .row
                .class
                .as_ref()
                .map_or_else(|| not_recorded(sheet), |class| vec![sheet.point.term(member.collaborative.record, class)]),
            vec![sheet.point.when(member.row.from)],
            member.row.to.map_or_else(Words::new, |to| vec![sheet.point.date(to.date)]),
            approval(sheet, member),
            contribution(sheet, member),
            remarks(sheet, member),
        ];
        cells.into_iter().zip(columns).filter(|(_, (_, shown))| *shown).map(|(cell, _)| cell).collect()
    });
    table(id, caption, &shown, rows.collect())
}

fn not_recorded(sheet: &Sheet<'_>) -> Words {
    vec![sheet.point.unrecorded()]
}

fn approval(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let Some(approved) = &member.row.approved else { return not_recorded(sheet) };
    let mut parts = vec![words(sheet.point.choice(&approved.by))];
    parts.extend(approved.on.map(|on| vec![sheet.point.date(on.date)]));
    sheet.point.listed(parts)
}

/// What a member pays or gives.
pub(super) fn contribution(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let Some(contribution) = &member.row.contribution else { return not_recorded(sheet) };
    let amount = contribution.amount.map(|amount| sheet.point.money(amount));
    let parts = [amount, contribution.rule.clone().map(|rule| rule.replace('-', " ")), contribution.period.clone()];
    words(parts.into_iter().flatten().collect::<Vec<_>>().join(&sheet.say("lists.comma")))
}

fn remarks(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let votes = member.row.votes.map(|votes| sheet.say_with("value.votes", &[("count", votes.into())]));
    let notice = |notice| sheet.say_with("member.notice", &[("notice", sheet.point.phrases().notice(notice).into())]);
    let notice = member.row.notice.map(notice);
    words([votes, notice, member.row.note.clone()].into_iter().flatten().collect::<Vec<_>>().join(&sheet.say("lists.semicolon")))
}

/// Forums, agreements, decisions and documents: each as a list that the text may place.
pub(super) fn hold_lists(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    for (id, kind) in
        [("forums", Kind::Forum), ("agreements", Kind::Agreement), ("decisions", Kind::Decision), ("documents", Kind::Document)]
    {
        let entries = own_entries(sheet, collaborative.record, kind);
        if !entries.is_empty() {
            sheet.hold(id, sheet.point.kinds(kind), vec![Block::Register(Register { entries, columns: false })]);
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
    let block = table("objectives", sheet.say("objectives.title"), &sheet.say_each(OBJECTIVES), rows.collect());
    sheet.hold("objectives", sheet.say("objectives.title"), vec![block]);
}

/// The headings of the table of objectives.
const OBJECTIVES: &[&str] =
    &["objectives.objective", "objectives.aims", "objectives.agreed-with", "objectives.measure", "objectives.due"];

fn objective_row(sheet: &Sheet<'_>, record: &Record, objective: &Objective) -> Vec<Words> {
    let or_not = |words: Words| if words.is_empty() { not_recorded(sheet) } else { words };
    let agreed = objective.agreed_with.iter().map(|body| vec![sheet.point.follow(record, body)]).collect();
    vec![
        words(objective.text.clone()),
        or_not(sheet.point.terms(record, &objective.aims)),
        or_not(sheet.point.listed(agreed)),
        objective.measure.clone().map_or_else(|| not_recorded(sheet), words),
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
                .map(|function| sheet.point.follow(collaborative.record, function))
                .map(|function| sheet.runs("programmes.about", &[("function", function.into())]));
            let since = programme.from.map(|from| sheet.runs("dates.since", &[("from", sheet.point.date(from.date).into())]));
            let until = programme.to.map(|to| sheet.runs("dates.until", &[("to", sheet.point.date(to.date).into())]));
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
        sheet.section("programmes", sheet.say("programmes.title"), vec![Block::Register(Register { entries, columns: false })]);
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
        sheet.section("principles", sheet.say("collaborative.principles"), vec![Block::Facts(Facts { rows, band: false })]);
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
    sheet.point.listed(links.into_iter().flatten().map(|run| vec![run]).collect())
}

fn money_and_contact(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let (record, fields) = (collaborative.record, collaborative.fields);
    let mut rows = Vec::new();
    if let Some(funding) = &fields.funding {
        rows.extend(
            funding
                .rule
                .clone()
                .map(|text| Fact::text(sheet.say("collaborative.cost-shared"), text.replace("pro-rata", "pro rata"))),
        );
        rows.extend(funding.pays_for.clone().map(|text| Fact::text(sheet.say("collaborative.pays-for"), text)));
        rows.extend(
            funding
                .holder
                .as_ref()
                .map(|link| Fact::one(sheet.say("collaborative.money-held-by"), vec![sheet.point.follow(record, link)])),
        );
        let amount = funding.amount.map(|amount| sheet.point.money(amount));
        rows.extend(amount.map(|amount| {
            Fact::text(
                sheet.say("collaborative.how-much"),
                [Some(amount), funding.period.clone()].into_iter().flatten().collect::<Vec<_>>().join(&sheet.say("lists.comma")),
            )
        }));
    }
    rows.extend(fields.exit.clone().map(|text| Fact::text(sheet.say("collaborative.leaving"), text)));
    if !rows.is_empty() {
        sheet.section("funding", sheet.say("collaborative.money"), vec![Block::Facts(Facts { rows, band: false })]);
    }
    if let Some(review) = &fields.review {
        let mut rows = Vec::new();
        rows.extend(review.every.map(|every| {
            Fact::text(
                sheet.say("review.often"),
                sheet.say_with("time.every", &[("length", sheet.point.phrases().length(every).into())]),
            )
        }));
        if let Some(next) = review.next {
            rows.push(Fact::one(
                sheet.say("review.next"),
                vec![sheet.point.date(next.date), Run::text(" "), sheet.point.overdue(next.date, &sheet.say("control.overdue"))],
            ));
        }
        rows.extend(review.when.clone().map(|when| Fact::text(sheet.say("review.when"), when)));
        rows.extend(review.owner.clone().map(|owner| Fact::text(sheet.say("review.owner"), owner)));
        sheet.section("review", sheet.say("review.title"), vec![Block::Facts(Facts { rows, band: false })]);
    }
    if let Some(contact) = &fields.contact {
        let rows = contact_rows(sheet, contact, sheet.model().publishes_emails());
        sheet.section("contact", sheet.say("collaborative.contact"), vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn contact_rows(sheet: &Sheet<'_>, contact: &Contact, with_emails: bool) -> Vec<Fact> {
    let mail = [
        ("contact.governance", &contact.governance),
        ("contact.suppliers", &contact.suppliers),
        ("contact.public", &contact.public),
        ("contact.media", &contact.media),
        ("contact.complaints", &contact.complaints),
    ];
    let mut rows: Vec<Fact> = mail
        .into_iter()
        .filter(|_| with_emails)
        .filter_map(|(key, address)| {
            let address = address.as_ref()?.value.to_string();
            Some(Fact::one(sheet.say(key), vec![Run::link(address.clone(), format!("mailto:{address}"))]))
        })
        .collect();
    rows.extend(contact.website.as_ref().map(|url| {
        Fact::one(sheet.say("contact.website"), vec![Run::outside(super::super::viewpoint::shown_url(url), url.to_string())])
    }));
    rows
}

/// A page of a collaborative beside its first.
pub(super) fn part(sheet: &mut Sheet<'_>, id: RecordId, part: Part) {
    let record = sheet.model().record(id);
    let name = record.short_title();
    let key = match part {
        Part::Governance => "part-summary.governance",
        Part::TermsOfReference => "part-summary.terms-of-reference",
        Part::Agreements => "part-summary.agreements",
        Part::Delegations => "part-summary.delegations",
        Part::Decisions => "part-summary.decisions",
        Part::Meetings => "part-summary.meetings",
        Part::Documents => "part-summary.documents",
        Part::Handbook => return handbook::fill(sheet, id),
    };
    let summary = sheet.say_with(key, &[("collaborative", name.into())]);
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
        rows.push(Fact::one(sheet.say("collaborative.model"), vec![sheet.point.term(record, term)]));
        if let Some(row) = model.row(record, term) {
            let explained = [
                ("models.definition", row.definition.clone()),
                ("models.binds", row.binds.clone()),
                ("models.power", row.power.clone()),
            ];
            rows.extend(explained.into_iter().filter_map(|(key, text)| Some(Fact::text(sheet.say(key), text?))));
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
    let all = [
        (Duty::Lead, "collaborative.lead"),
        (Duty::Host, "collaborative.host"),
        (Duty::Commissioner, "collaborative.commissioner"),
    ];
    let row = |(duty, key): (Duty, &str)| {
        let own = roles.iter().filter(|role| role.duty == duty);
        let values: Vec<Words> = own
            .map(|role| {
                let body = vec![role.body.map_or_else(|| sheet.point.unpublished(), |id| sheet.point.link(id))];
                let during = sheet.point.during_text(role.during);
                sheet.point.listed(vec![body, if during.is_empty() { Words::new() } else { words(during) }])
            })
            .collect();
        (!values.is_empty()).then(|| Fact { label: sheet.say(key), values, ..Fact::default() })
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
            let reports = joined(reports, &sheet.say("lists.semicolon"));
            vec![
                vec![sheet.point.link(forum.id)],
                form.map_or_else(|| not_recorded(sheet), |form| vec![sheet.point.term(forum.record, form)]),
                row.and_then(|row| row.binds.clone()).map_or_else(|| not_recorded(sheet), words),
                if reports.is_empty() { not_recorded(sheet) } else { reports },
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block = table(
            "forms",
            sheet.say("forms.caption"),
            &sheet.say_each(&["forms.forum", "forms.in-law", "models.binds", "forms.answers-to"]),
            rows,
        );
        sheet.section("forms", sheet.say("forms.title"), vec![block]);
    }
}
