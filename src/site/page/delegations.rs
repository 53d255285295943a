//! Who decides what: the scheme of one collaborative, and what it says of one body or one function.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::view::{Block, Column, Run, Table, Words, words};
use super::super::viewpoint::{joined, listed};
use super::chain;
use super::sheet::Sheet;
use super::table;
use crate::model::body::GivenOf;
use crate::model::path::{Band, Placed, PlacedDecider, PlacedWho, Somebody};
use crate::model::words::choice;
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::kind::agreement::Valid;
use crate::record::kind::delegation::{Delegation, Liability, Reserved};
use crate::record::kind::{Delegations, Function, Kind};
use crate::record::link::Link;
use crate::record::value::Sp;

/// The scheme of a collaborative on its own page.
pub(super) fn fill(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let Some(id) = model.find(Kind::Delegations, &format!("{}/delegations", collaborative.address.id)) else { return };
    let Some(scheme) = model.entry::<Delegations>(id) else { return sheet.close(id, &[]) };
    whole(sheet, scheme, collaborative);
    sheet.release();
    sheet.close(id, &["delegations", "reserved", "undelegated", "complete", "control"]);
}

/// All that a scheme says: its text, what is given and kept, and the map of who decides.
pub(super) fn whole<'s>(sheet: &mut Sheet<'s>, scheme: Entry<'s, Delegations>, collaborative: &Record) {
    sheet.control(scheme.record, scheme.fields.control.as_ref());
    sheet.prose(scheme.record, true);
    by_category(sheet, scheme);
    nobodys(sheet, scheme);
    past(sheet, scheme);
    map(sheet, collaborative);
}

/// What is given and kept today, matter by matter, under the sort that each matter is of.
fn by_category(sheet: &mut Sheet<'_>, scheme: Entry<'_, Delegations>) {
    let mut groups: BTreeMap<Sort, Vec<Vec<Words>>> = BTreeMap::new();
    let mut add =
        |link: &Link<Function>, row: Vec<Words>| groups.entry(sort_of(sheet, scheme.record, link)).or_default().push(row);
    let today = sheet.model().today;
    for row in scheme.fields.delegations.iter().filter(|row| holds(row.valid.as_ref(), today)) {
        add(&row.function, given_row(sheet, scheme.record, row));
    }
    for row in scheme.fields.reserved.iter().filter(|row| holds(row.valid.as_ref(), today)) {
        add(&row.function, reserved_row(sheet, scheme.record, row));
    }
    let many = groups.len() > 1;
    let columns = ["Matter", "Who decides", "Given by", "Amounts", "Where it is written", "On what terms"];
    let blocks = groups.into_iter().enumerate().map(|(number, ((_, name, _), rows))| match many {
        true => table(&format!("scheme-{}", number + 1), &name, &columns, rows),
        false => table("scheme", "Who decides what", &columns, rows),
    });
    let blocks = blocks.collect();
    sheet.section("scheme", "Scheme of reservation and delegation", blocks);
}

/// The sort that a matter is of: its place among others, its name, its id.
type Sort = (u32, String, String);

fn sort_of(sheet: &Sheet<'_>, record: &Record, link: &Link<Function>) -> Sort {
    let function = sheet.model().get(record, link);
    let category = function.and_then(|function| Some((function.record, function.fields.category.as_ref()?)));
    category.map_or_else(
        || (1, "Other matters".to_owned(), String::new()),
        |(owner, category)| (0, sheet.point.term(owner, category).text, category.text.clone()),
    )
}

fn holds(valid: Option<&Sp<Valid>>, today: Date) -> bool {
    valid.is_none_or(|valid| valid.during().holds_on(today))
}

fn given_row(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Vec<Words> {
    let point = &sheet.point;
    vec![
        vec![point.follow(record, &delegation.function)],
        point.party(record, &delegation.to),
        point.party(record, &delegation.from),
        limit(sheet, delegation),
        joined(source(sheet, record, delegation), ", "),
        terms(sheet, record, delegation),
    ]
}

fn reserved_row(sheet: &Sheet<'_>, record: &Record, reserved: &Reserved) -> Vec<Words> {
    let terms = reserved.valid.as_ref().map_or_else(String::new, |valid| valid.during().to_string());
    vec![
        vec![sheet.point.follow(record, &reserved.function)],
        sheet.point.party(record, &reserved.to),
        words("Reserved"),
        chain::amounts(sheet, Band::reserved(reserved), "all of it"),
        reserved.source.clone().map_or_else(|| vec![Run::unrecorded()], words),
        words(terms),
    ]
}

/// Delegations that are over, or not begun.
fn past(sheet: &mut Sheet<'_>, scheme: Entry<'_, Delegations>) {
    let today = sheet.model().today;
    let rows: Vec<Vec<Words>> = scheme
        .fields
        .delegations
        .iter()
        .filter(|row| !holds(row.valid.as_ref(), today))
        .map(|row| given_row(sheet, scheme.record, row))
        .collect();
    if !rows.is_empty() {
        let columns = ["Matter", "To", "Given by", "Amounts", "Where it is written", "On what terms"];
        sheet.section(
            "past",
            "Not in force today",
            vec![table("past", "Delegations that are over, or not begun", &columns, rows)],
        );
    }
}

/// The functions and decisions map: at which level each matter is decided, and by whom.
fn map(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let id = sheet.id_of(collaborative);
    let placed = model.decisions_map(id);
    if placed.is_empty() {
        return;
    }
    let levels: Vec<(String, String)> =
        model.levels(id).into_iter().map(|level| (level.id.value.clone(), level.name.clone())).collect();
    let mut rows: Vec<(Sort, String, Vec<Words>)> = Vec::new();
    for matter in placed {
        let record = model.record(matter.function);
        let function = model.entry::<Function>(matter.function);
        let category = function.and_then(|function| function.fields.category.as_ref());
        let sort = category.map_or_else(
            || (1, String::new(), String::new()),
            |category| (0, sheet.point.term(record, category).text, category.text.clone()),
        );
        let mut row = vec![vec![sheet.point.link(matter.function)]];
        row.extend(levels.iter().map(|(level, _)| cell(sheet, matter, level)));
        rows.push((sort, record.title(), row));
    }
    rows.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1)));
    // Levels at which nothing is decided are told in a sentence instead of an empty column.
    let used: Vec<bool> = (1..=levels.len()).map(|column| rows.iter().any(|(_, _, row)| !row[column].is_empty())).collect();
    let named = |is_used: bool| levels.iter().zip(&used).filter(move |(_, used)| **used == is_used).map(|((_, name), _)| name);
    let columns = std::iter::once(Column::new("Matter")).chain(named(true).map(|name| Column::new(name))).collect();
    let kept = |row: Vec<Words>| {
        let keep = std::iter::once(&true).chain(&used);
        row.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(cell, _)| cell).collect()
    };
    let caption = "At which level each matter is decided, and by whom".to_owned();
    let rows = rows.into_iter().map(|(_, _, row)| kept(row)).collect();
    let table = Table { id: "part-map-table".to_owned(), caption, columns, rows, matrix: true, ..Table::default() };
    let idle: Vec<String> = named(false).map(|name| name.to_lowercase()).collect();
    let mut blocks = vec![Block::Table(table)];
    if !idle.is_empty() {
        let line = format!("Nothing on this map is decided at the level of {}.", choice(&idle));
        blocks.push(Block::Text { paragraphs: vec![words(line)] });
    }
    sheet.section("map", "Functions and decisions map", blocks);
}

/// Who decides a matter at one level.
fn cell(sheet: &Sheet<'_>, matter: &Placed, level: &str) -> Words {
    let here = matter.deciders.iter().filter(|decider| decider.level == level);
    let mut cells: Vec<Words> = here.map(|decider| placed(sheet, decider)).collect();
    if level == "collaborative" && (matter.given_to_nobody || matter.deciders.is_empty()) {
        cells.push(vec![Run::label("given to nobody", "warning")]);
    }
    joined(cells, "; ")
}

fn placed(sheet: &Sheet<'_>, decider: &PlacedDecider) -> Words {
    let point = &sheet.point;
    let mut line = match &decider.who {
        PlacedWho::Party { scheme, party } => point.party(sheet.model().record(*scheme), party),
        PlacedWho::Forum(forum) => vec![point.link(*forum)],
        PlacedWho::Members { all: true, .. } => words("Each member for itself"),
        PlacedWho::Members { bodies, .. } => {
            let mut line = listed(bodies.iter().map(|body| vec![point.link_short(*body)]).collect());
            line.push(Run::text(if bodies.len() == 1 { ", for itself" } else { ", each for itself" }));
            line
        }
    };
    let amounts = sheet.model().band_words(decider.band);
    if !amounts.is_empty() {
        line.push(Run::text(format!(", {amounts}")));
    }
    line
}

/// Up to what amount, in words.
fn limit(sheet: &Sheet<'_>, delegation: &Delegation) -> Words {
    let point = &sheet.point;
    let upper = delegation.limit.or(delegation.up_to).map(|amount| format!("up to {}", point.money(amount.value)));
    let lower = delegation.above.map(|amount| format!("above {}", point.money(amount.value)));
    let parts: Vec<String> = [lower, upper].into_iter().flatten().collect();
    if parts.is_empty() { vec![Run { quiet: true, ..Run::text("no limit recorded") }] } else { words(parts.join(", ")) }
}

/// The provisions, the agreement and its clause.
pub(super) fn source(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Vec<Words> {
    let point = &sheet.point;
    let mut parts: Vec<Words> = delegation.basis.iter().map(|term| vec![point.term(record, term)]).collect();
    if let Some(agreement) = &delegation.agreement {
        let mut line = vec![point.follow(record, agreement)];
        line.extend(delegation.clause.as_ref().map(|clause| Run::text(format!(", clause {clause}"))));
        parts.push(line);
    }
    if parts.is_empty() {
        parts.push(vec![Run::unrecorded()]);
    }
    parts
}

/// Conditions, whether it may be passed on, who is liable, until when.
pub(super) fn terms(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Words {
    let point = &sheet.point;
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(delegation.conditions.as_ref().map(|conditions| words(conditions.trim_end_matches('.'))));
    if delegation.joint == Some(true) {
        parts.push(words("decided together"));
    }
    parts.extend(delegation.onward.map(|onward| words(if onward.value { "may be passed on" } else { "may not be passed on" })));
    parts.extend(delegation.liability.map(|liability| {
        words(match liability.value {
            Liability::Delegate => "liability with the one that decides",
            Liability::Delegator => "liability stays with the one that gave it",
        })
    }));
    if !delegation.consult.is_empty() {
        let mut line = words("after asking ");
        line.extend(joined(delegation.consult.iter().map(|party| point.party(record, party)).collect(), ", "));
        parts.push(line);
    }
    if let Some(valid) = &delegation.valid {
        parts.push(words(valid.during().to_string()));
    }
    if let Some(review) = delegation.review {
        parts.push(vec![Run::text("review "), point.date(review.date), Run::text(" "), point.overdue(review.date, "overdue")]);
    }
    joined(parts, "; ")
}

fn kept_row(sheet: &Sheet<'_>, record: &Record, reserved: &Reserved) -> Vec<Words> {
    vec![
        vec![sheet.point.follow(record, &reserved.function)],
        words(
            reserved.above.map_or_else(|| "all of it".to_owned(), |amount| format!("above {}", sheet.point.money(amount.value))),
        ),
        reserved.source.clone().map_or_else(|| vec![Run::unrecorded()], words),
    ]
}

fn nobodys(sheet: &mut Sheet<'_>, scheme: Entry<'_, Delegations>) {
    let lines: Vec<Words> = scheme
        .fields
        .undelegated
        .iter()
        .map(|undelegated| {
            let mut line = vec![sheet.point.follow(scheme.record, &undelegated.function)];
            line.extend(undelegated.note.as_ref().map(|note| Run::text(format!(": {note}"))));
            line
        })
        .collect();
    if !lines.is_empty() {
        sheet.section("undelegated", "Given to nobody yet", vec![Block::List { lines }]);
    }
}

pub(super) fn lower_each(text: &str) -> String {
    text.replacen("Each member", "each member", 1)
}

/// What one body has given away, was given, and keeps, with the level at which it is decided now.
pub(super) fn of_organisation(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let out: Vec<Vec<Words>> = model.delegations_of(id).iter().map(|given| given_or_received(sheet, given)).collect();
    let kept: Vec<Vec<Words>> = model
        .reserved_to(id)
        .iter()
        .map(|kept| {
            let mut row = kept_row(sheet, kept.scheme.record, kept.row);
            row.push(vec![sheet.point.link_short(kept.collaborative.id)]);
            row
        })
        .collect();
    let mut blocks = Vec::new();
    if !out.is_empty() {
        blocks.push(table(
            "delegated",
            "What it has given and received",
            &["Function", "To or from", "Decided at the level of", "Limit", "Where it is written", "Collaborative"],
            out,
        ));
    }
    if !kept.is_empty() {
        blocks.push(table(
            "reserved",
            "What is reserved to it",
            &["Function", "How much of it", "By which document", "Collaborative"],
            kept,
        ));
    }
    sheet.section("delegations", "Delegated and reserved", blocks);
}

fn given_or_received(sheet: &Sheet<'_>, given: &GivenOf<'_>) -> Vec<Words> {
    let (record, delegation) = (given.scheme.record, given.row);
    let mut who = words(if given.gave { "Given to " } else { "Received from " });
    let other = sheet.point.party(record, given.other());
    who.extend(other.into_iter().map(|run| Run { text: lower_each(&run.text), ..run }));
    vec![
        vec![sheet.point.follow(record, &delegation.function)],
        who,
        words(level_name(sheet, &sheet.model().somebody(record, &delegation.to), given.collaborative.id)),
        limit(sheet, delegation),
        joined(source(sheet, record, delegation), ", "),
        vec![sheet.point.link_short(given.collaborative.id)],
    ]
}

fn level_name(sheet: &Sheet<'_>, somebody: &Somebody, owner: RecordId) -> String {
    let model = sheet.model();
    let level = model.level_of(somebody);
    level.map_or_else(String::new, |level| model.word(model.record(owner), "levels", &level))
}

/// Holds in short what a collaborative's scheme says, for a text that places it and for the overview.
pub(super) fn hold(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let scheme = model.find(Kind::Delegations, &format!("{}/delegations", collaborative.address.id));
    let Some(scheme) = scheme.and_then(|id| model.entry::<Delegations>(id)) else { return };
    let (record, point, today) = (scheme.record, &sheet.point, model.today);
    let mut lines: Vec<Words> = Vec::new();
    for delegation in scheme.fields.delegations.iter().filter(|row| holds(row.valid.as_ref(), today)) {
        let mut line = vec![point.follow(record, &delegation.function), Run::text(": decided by ")];
        line.extend(point.party(record, &delegation.to).into_iter().map(|run| Run { text: lower_each(&run.text), ..run }));
        let limit = limit(sheet, delegation);
        if limit.iter().all(|run| !run.quiet) {
            line.push(Run::text(", "));
            line.extend(limit);
        }
        lines.push(line);
    }
    for reserved in scheme.fields.reserved.iter().filter(|row| holds(row.valid.as_ref(), today)) {
        let mut line = vec![point.follow(record, &reserved.function), Run::text(": reserved to ")];
        line.extend(point.party(record, &reserved.to).into_iter().map(|run| Run { text: lower_each(&run.text), ..run }));
        lines.push(line);
    }
    if !lines.is_empty() {
        sheet.hold("delegations", "Who decides what", vec![Block::List { lines }]);
    }
}
