//! `handbook organisation`: one body's part in everything.

use clap::Args;
use serde::Serialize;

use super::Outcome;
use super::asked::{Asked, Format, json, table};
use super::compare::nearest_trouble;
use super::load::LoadRow;
use super::terminal::{Trouble, bold, print};
use crate::model::body::GivenOf;
use crate::model::forum::Occupancy;
use crate::model::membership::Membership;
use crate::model::path::Band;
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::date::{During, When, long_date};
use crate::record::kind::vocabulary::Binding;
use crate::record::kind::{Kind, Organisation};

/// Show one organisation's part: memberships, seats, what it delegated and keeps, what it pays, its agreements
///
/// What a member of its board asks: in what it takes part, who sits where for it and when that meets next, what it has given away with
/// which limit, what is reserved to it, what it contributes, and when its agreements end. Its page on the website shows the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook organisation leeds-teaching-hospitals                 by its id
  handbook organisation \"Leeds Teaching Hospitals NHS Trust\"    or by its name
  handbook organisation oxleas --as-of 2025-04-01 --format json  for programs")]
pub(super) struct Arguments {
    /// The organisation, by its id or its name
    organisation: String,
    #[command(flatten)]
    asked: Asked,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.asked.edition()?;
    let model = &edition.model;
    let body = find(model, &arguments.organisation)?;
    let document = document(model, body);
    print(&match arguments.asked.format {
        Format::Human => human(model, body, &document),
        Format::Json => json(&document)?,
    })?;
    Ok(Outcome::Done)
}

/// The organisation that a word on the command line names: by its id, its name or its short name.
fn find<'m>(model: &'m Model, name: &str) -> Result<Entry<'m, Organisation>, Trouble> {
    let by_id = model.find(Kind::Organisation, name.trim_start_matches("organisation:"));
    let small = name.to_lowercase();
    let is_called = |record: &Record| {
        let own = record.own_name().map(str::to_owned);
        [Some(record.title()), own, Some(record.short_title())].into_iter().flatten().any(|own| own.to_lowercase() == small)
    };
    let by_name = || model.of_kind(Kind::Organisation).find(|(_, record)| is_called(record)).map(|(id, _)| id);
    let found = by_id.or_else(by_name);
    let Some(id) = found else {
        let ids: Vec<String> = model.of_kind(Kind::Organisation).map(|(_, record)| record.address.to_string()).collect();
        return Err(nearest_trouble(format!("there is no organisation `{name}`"), name, &ids));
    };
    let trouble = || Trouble::new(format!("the record of `{name}` has mistakes")).way_out("mend them first: handbook check");
    model.entry(id).ok_or_else(trouble)
}

/// The answer for programs. Its form is numbered and changes only with the number.
#[derive(Serialize)]
struct Document {
    version: u32,
    as_of: String,
    organisation: String,
    name: String,
    kind: String,
    exists: bool,
    memberships: Vec<MembershipRow>,
    roles: Vec<RoleRow>,
    seats: Vec<SeatRow>,
    delegations: Vec<GivenRow>,
    reserved: Vec<ReservedRow>,
    agreements: Vec<AgreementRow>,
    load: Option<LoadRow>,
}

#[derive(Serialize)]
struct MembershipRow {
    collaborative: String,
    name: String,
    class: Option<String>,
    from: Option<String>,
    to: Option<String>,
    today: bool,
    contribution: Option<ContributionRow>,
}

#[derive(Serialize)]
struct ContributionRow {
    rule: Option<String>,
    amount: Option<u64>,
    period: Option<String>,
}

#[derive(Serialize)]
struct RoleRow {
    collaborative: String,
    name: String,
    role: &'static str,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize)]
struct SeatRow {
    forum: String,
    name: String,
    seat: String,
    legal_form: Option<String>,
    holder: Option<String>,
    vacant: bool,
    votes: bool,
    next_meeting: Option<String>,
}

#[derive(Serialize)]
struct GivenRow {
    direction: &'static str,
    function: Option<String>,
    name: String,
    other: String,
    above: Option<u64>,
    up_to: Option<u64>,
    basis: Vec<String>,
    agreement: Option<String>,
    clause: Option<String>,
    conditions: Option<String>,
    from: Option<String>,
    to: Option<String>,
    scheme: String,
}

#[derive(Serialize)]
struct ReservedRow {
    function: Option<String>,
    name: String,
    above: Option<u64>,
    source: Option<String>,
    /// The scheme, or the organisation whose own scheme it is.
    scheme: String,
}

#[derive(Serialize)]
struct AgreementRow {
    agreement: String,
    name: String,
    binding: Option<&'static str>,
    signed: Option<String>,
    ends: Option<String>,
    in_force: bool,
}

fn document(model: &Model, body: Entry<'_, Organisation>) -> Document {
    let subject = |id: RecordId| model.record(id).subject();
    let memberships = model.memberships_of(body.id);
    let roles = model.roles_of(body.id).into_iter().map(|role| RoleRow {
        collaborative: role.collaborative.record.subject(),
        name: role.collaborative.record.title(),
        role: role.duty.word(),
        from: role.during.from.map(|date| date.iso()),
        to: role.during.to.map(|date| date.iso()),
    });
    let seats = model.seats_of(body.id).into_iter().map(|seat| SeatRow {
        forum: seat.forum.record.subject(),
        name: seat.forum.record.title(),
        seat: seat.place.seat.title.clone(),
        legal_form: model.form(seat.forum).map(|form| form.name.clone()),
        holder: seat.place.holder.and_then(|holder| model.follow(seat.forum.record, holder.person.as_ref()?)).map(subject),
        vacant: seat.place.occupancy == Occupancy::Vacant,
        votes: seat.place.votes(),
        next_meeting: seat.next_meeting.map(|day| day.to_string()),
    });
    let reserved = model.reserved_to(body.id).into_iter().map(|kept| {
        let function = model.follow(kept.scheme.record, &kept.row.function);
        ReservedRow {
            function: function.map(subject),
            name: function.map_or_else(|| kept.row.function.text.clone(), |id| model.record(id).title()),
            above: kept.row.above.map(|above| above.value),
            source: kept.row.source.clone(),
            scheme: kept.scheme.record.subject(),
        }
    });
    let own = model.kept_by(body.id).into_iter().map(|own| {
        let function = model.follow(body.record, &own.row.function);
        ReservedRow {
            function: function.map(subject),
            name: function.map_or_else(|| own.row.function.text.clone(), |id| model.record(id).title()),
            above: own.band.above,
            source: own.written(model).map(|saying| saying.to_string()),
            scheme: body.record.subject(),
        }
    });
    let reserved = own.chain(reserved);
    let agreements = model.agreements_of(body.id).into_iter().map(|(agreement, party)| AgreementRow {
        agreement: agreement.record.subject(),
        name: agreement.record.title(),
        binding: model.binding(agreement).map(|binding| match binding {
            Binding::Yes => "yes",
            Binding::No => "no",
            Binding::Partly => "partly",
        }),
        signed: iso(party.signed),
        ends: iso(agreement.fields.valid.as_ref().and_then(|valid| valid.to)),
        in_force: model.in_force(agreement),
    });
    Document {
        version: 1,
        as_of: model.today.to_string(),
        organisation: body.record.subject(),
        name: body.record.title(),
        kind: model.row(body.record, &body.fields.kind).map_or_else(|| body.fields.kind.text.clone(), |kind| kind.name.clone()),
        exists: model.holds_today(body.id),
        memberships: memberships.iter().map(|membership| membership_row(model, membership)).collect(),
        roles: roles.collect(),
        seats: seats.collect(),
        delegations: model.delegations_of(body.id).iter().map(|given| given_row(model, given)).collect(),
        reserved: reserved.collect(),
        agreements: agreements.collect(),
        load: model.load_of(body.id).map(|load| LoadRow::of(&load)),
    }
}

fn iso(when: Option<When>) -> Option<String> {
    when.map(|when| when.date.iso())
}

fn membership_row(model: &Model, membership: &Membership<'_>) -> MembershipRow {
    let record = membership.collaborative.record;
    let today = membership.during().holds_on(model.today) && model.holds_today(membership.collaborative.id);
    let class = membership.row.class.as_ref();
    MembershipRow {
        collaborative: record.subject(),
        name: record.title(),
        class: class.map(|class| model.row(record, class).map_or_else(|| class.text.clone(), |row| row.name.clone())),
        from: iso(membership.row.from),
        to: iso(membership.row.to),
        today,
        contribution: membership.row.contribution.as_ref().map(|given| ContributionRow {
            rule: given.rule.clone(),
            amount: given.amount,
            period: given.period.clone(),
        }),
    }
}

fn given_row(model: &Model, given: &GivenOf<'_>) -> GivenRow {
    let (record, row) = (given.scheme.record, given.row);
    let function = model.follow(record, &row.function);
    let band = Band::of(row);
    let agreement = row.agreement.as_ref();
    GivenRow {
        direction: if given.gave { "given" } else { "received" },
        function: function.map(|id| model.record(id).subject()),
        name: function.map_or_else(|| row.function.text.clone(), |id| model.record(id).title()),
        other: model.party_words(record, given.other()).to_string(),
        above: band.above,
        up_to: band.up_to,
        basis: row.basis.iter().map(|provision| provision.text.clone()).collect(),
        agreement: agreement.and_then(|link| model.follow(record, link)).map(|id| model.record(id).subject()),
        clause: row.clause.clone(),
        conditions: row.conditions.clone(),
        from: iso(row.valid.as_ref().and_then(|valid| valid.from)),
        to: iso(row.valid.as_ref().and_then(|valid| valid.to)),
        scheme: record.subject(),
    }
}

/// A table with a title, in which a column that says nothing is left out; nothing where there are no rows.
fn part(title: &str, heading: &[&str], rows: Vec<Vec<String>>) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let says = |column: &usize| *column == 0 || rows.iter().any(|row| !row[*column].is_empty());
    let kept: Vec<usize> = (0..heading.len()).filter(says).collect();
    let mut all = vec![kept.iter().map(|column| heading[*column].to_owned()).collect::<Vec<String>>()];
    all.extend(rows.iter().map(|row| kept.iter().map(|column| row[*column].clone()).collect()));
    format!("\n{}\n{}", bold(title), table(&all))
}

fn human(model: &Model, body: Entry<'_, Organisation>, document: &Document) -> String {
    let mut text = format!("{}, {}\n", bold(&document.name), document.kind);
    if let Some(to) = body.fields.to.filter(|to| to.date.last_day() < model.today) {
        text.push_str(&format!("It existed until {}.\n", to.date));
    }
    text.push_str(&memberships(model, document));
    text.push_str(&roles(document));
    text.push_str(&seats(model, body));
    text.push_str(&delegations(model, body));
    text.push_str(&reserved(model, document));
    text.push_str(&agreements(document));
    if document.memberships.is_empty() && document.roles.is_empty() && document.seats.is_empty() {
        text.push_str("\nIt takes part in nothing that is recorded here.\n");
    }
    text
}

fn memberships(model: &Model, document: &Document) -> String {
    let row = |row: &MembershipRow| {
        let given = row.contribution.as_ref().map_or_else(String::new, |given| {
            let amount = given.amount.map(|amount| model.money(amount));
            [given.rule.clone(), amount, given.period.clone()].into_iter().flatten().collect::<Vec<_>>().join(", ")
        });
        let class = row.class.clone().unwrap_or_default();
        vec![row.name.clone(), class, shown(&row.from), shown(&row.to), given, standing(row.today).to_owned()]
    };
    let rows = document.memberships.iter().map(row).collect();
    part("Takes part in", &["Collaborative", "Class", "Since", "Until", "Contribution", "Standing"], rows)
}

fn standing(today: bool) -> &'static str {
    if today { "today" } else { "not today" }
}

/// A date of a record as people read it; empty where there is none.
fn shown(date: &Option<String>) -> String {
    date.as_ref().map_or_else(String::new, |date| crate::record::value::Format::Date.readable(date))
}

fn roles(document: &Document) -> String {
    let row = |row: &RoleRow| vec![row.name.clone(), row.role.to_owned(), shown(&row.from), shown(&row.to)];
    part("What it does for collaboratives", &["Collaborative", "As", "Since", "Until"], document.roles.iter().map(row).collect())
}

fn seats(model: &Model, body: Entry<'_, Organisation>) -> String {
    let row = |seat: crate::model::body::SeatOf<'_>| {
        let person = seat.place.holder.and_then(|holder| model.follow(seat.forum.record, holder.person.as_ref()?));
        let held = match seat.place.occupancy {
            Occupancy::Vacant => "vacant".to_owned(),
            _ => person.map_or_else(String::new, |id| model.record(id).title()),
        };
        let vote = if seat.place.votes() { "yes" } else { "no" };
        let next = seat.next_meeting.map_or_else(String::new, long_date);
        vec![seat.forum.record.title(), seat.place.seat.title.clone(), held, vote.to_owned(), next]
    };
    let rows = model.seats_of(body.id).into_iter().map(row).collect();
    part("Seats", &["Forum", "Seat", "Held by", "Vote", "Next meeting"], rows)
}

fn delegations(model: &Model, body: Entry<'_, Organisation>) -> String {
    let row = |given: &GivenOf<'_>| {
        let (record, row) = (given.scheme.record, given.row);
        let function = model.follow(record, &row.function);
        let name = function.map_or_else(|| row.function.text.clone(), |id| model.record(id).title());
        let other = model.party_words(record, given.other());
        let other = if given.gave { format!("given to {other}") } else { format!("received from {other}") };
        let limit = model.band_words(Band::of(row));
        let limit = if limit.is_empty() { "no limit recorded".to_owned() } else { limit.to_string() };
        let during = row.valid.as_ref().map_or_else(During::default, |valid| valid.during()).to_string();
        vec![name, other, limit, during, given.collaborative.record.short_title()]
    };
    let rows = model.delegations_of(body.id).iter().map(row).collect();
    part("Delegated", &["Matter", "To or from", "Limit", "In force", "Collaborative"], rows)
}

fn reserved(model: &Model, document: &Document) -> String {
    let row = |row: &ReservedRow| {
        let much = row.above.map_or_else(|| "all of it".to_owned(), |above| format!("above {}", model.money(above)));
        let scheme = if row.scheme == document.organisation { "its own" } else { "the collaborative’s" };
        vec![row.name.clone(), much, row.source.clone().unwrap_or_default(), scheme.to_owned()]
    };
    part("Reserved to it", &["Matter", "How much", "By which document", "Scheme"], document.reserved.iter().map(row).collect())
}

fn agreements(document: &Document) -> String {
    let row = |row: &AgreementRow| {
        let binding = match row.binding {
            Some("yes") => "binding in law",
            Some("no") => "not binding in law",
            Some(_) => "binding in part",
            None => "",
        };
        vec![row.name.clone(), binding.to_owned(), shown(&row.signed), shown(&row.ends)]
    };
    let rows = document.agreements.iter().map(row).collect();
    part("Agreements", &["Agreement", "In law", "Signed", "Ends"], rows)
}
