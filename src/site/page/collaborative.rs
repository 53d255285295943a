//! A collaborative's own pages: the overview, and one for each part of how it is governed.

use super::super::address::{self, Part};
use super::super::diagram;
use super::super::view::{Block, Fact, Facts, Notice, Register, RegisterEntry, Run, Words};
use super::index::entry;
use super::sheet::Sheet;
use super::{delegations, handbook, meetings};
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::date::PartialDate;
use crate::record::kind::collaborative::{Contact, Orientation, Stage};
use crate::record::kind::{Collaborative, Kind};

mod governance;
mod members;
mod purpose;

use governance::{duties, governance};
pub(super) use governance::{forms, governance_text, model_facts};
pub(super) use members::{contribution, hold_members};
pub(super) use purpose::{hold_objectives, purpose};
use purpose::{principles, programmes};

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
            language: None,
            label: sheet.say("collaborative.footprint"),
            values: fields.footprint.iter().map(|area| vec![point.follow(record, area)]).collect(),
        });
    }
    rows.extend(duties(sheet, collaborative));
    rows.extend(fields.parent.as_ref().map(|parent| Fact::one(sheet.say("record.part-of"), vec![point.follow(record, parent)])));
    let parts: Vec<Words> =
        sheet.model().referring::<Collaborative>(collaborative.id, "parent").map(|other| vec![point.link(other.id)]).collect();
    if !parts.is_empty() {
        rows.push(Fact { language: None, label: sheet.say("record.has-within"), values: parts });
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

/// Holds the picture of its model.
pub(super) fn hold_diagram(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let blocks = diagram::governance(&sheet.point, collaborative).parts(&sheet.point);
    sheet.hold("diagram", sheet.say("collaborative.diagram"), blocks);
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

fn not_recorded(sheet: &Sheet<'_>) -> Words {
    vec![sheet.point.unrecorded()]
}
