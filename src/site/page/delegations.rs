//! Who decides what: the scheme of one collaborative, and what it says of one body or one function.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::super::view::{Block, Column, Run, Table, Words, words};
use super::super::viewpoint::joined;
use super::chain;
use super::sheet::Sheet;
use super::table;
use crate::model::body::GivenOf;
use crate::model::path::{Band, OwnKept, Placed, PlacedDecider, PlacedWho, Somebody};
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
    for (link, row) in own_rows(sheet, scheme) {
        groups.entry(sort_of(sheet, scheme.record, link)).or_default().push(row);
    }
    let many = groups.len() > 1;
    let columns = sheet.say_each(&[
        "scheme.matter",
        "scheme.who-decides",
        "scheme.given-by",
        "scheme.amounts",
        "scheme.where-written",
        "scheme.terms",
    ]);
    let blocks = groups.into_iter().enumerate().map(|(number, ((_, name, _), rows))| match many {
        true => table(&format!("scheme-{}", number + 1), &name, &columns, rows),
        false => table("scheme", sheet.say("scheme.caption"), &columns, rows),
    });
    let blocks = blocks.collect();
    sheet.section("scheme", sheet.say("scheme.title"), blocks);
}

/// The sort that a matter is of: its place among others, its name, its id.
type Sort = (u32, String, String);

fn sort_of(sheet: &Sheet<'_>, record: &Record, link: &Link<Function>) -> Sort {
    let function = sheet.model().get(record, link);
    let category = function.and_then(|function| Some((function.record, function.fields.category.as_ref()?)));
    category.map_or_else(
        || (1, sheet.say("scheme.other-matters"), String::new()),
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
        point.listed(source(sheet, record, delegation)),
        terms(sheet, record, delegation),
    ]
}

fn reserved_row(sheet: &Sheet<'_>, record: &Record, reserved: &Reserved) -> Vec<Words> {
    let terms = reserved.valid.as_ref().map_or_else(String::new, |valid| sheet.point.during_text(valid.during()));
    vec![
        vec![sheet.point.follow(record, &reserved.function)],
        sheet.point.party(record, &reserved.to),
        words(sheet.say("scheme.reserved")),
        chain::amounts(sheet, Band::reserved(reserved), "scheme.all-of-it"),
        reserved.source.clone().map_or_else(|| vec![sheet.point.unrecorded()], words),
        words(terms),
    ]
}

/// What members keep by their own schemes of the matters that a scheme speaks of, each with its matter as the scheme names it.
fn own_rows<'m>(sheet: &Sheet<'m>, scheme: Entry<'m, Delegations>) -> Vec<(&'m Link<Function>, Vec<Words>)> {
    let model = sheet.model();
    let fields: &'m Delegations = scheme.fields;
    let given = fields.delegations.iter().map(|row| &row.function);
    let links = given.chain(fields.reserved.iter().map(|row| &row.function));
    let matters: BTreeMap<RecordId, &'m Link<Function>> =
        links.filter_map(|link| Some((model.follow(scheme.record, link)?, link))).collect();
    let members = model.member_bodies(scheme.record);
    let own = members.into_iter().flat_map(|member| model.kept_by(member));
    own.filter_map(|own| {
        let link = *matters.get(&model.follow(own.body.record, &own.row.function)?)?;
        let terms = own.row.valid.as_ref().map_or_else(String::new, |valid| sheet.point.during_text(valid.during()));
        let row = vec![
            vec![sheet.point.follow(own.body.record, &own.row.function)],
            vec![sheet.point.link(own.body.id)],
            words(sheet.say("scheme.kept-by-own")),
            chain::amounts(sheet, own.band, "scheme.all-of-it"),
            own_source(sheet, &own).unwrap_or_else(|| vec![sheet.point.unrecorded()]),
            words(terms),
        ];
        Some((link, row))
    })
    .collect()
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
        let columns = sheet.say_each(&[
            "scheme.matter",
            "scheme.to",
            "scheme.given-by",
            "scheme.amounts",
            "scheme.where-written",
            "scheme.terms",
        ]);
        sheet.section("past", sheet.say("scheme.past"), vec![table("past", sheet.say("scheme.past-caption"), &columns, rows)]);
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
    let columns = std::iter::once(Column::new(sheet.say("scheme.matter"))).chain(named(true).map(Column::new)).collect();
    let kept = |row: Vec<Words>| {
        let keep = std::iter::once(&true).chain(&used);
        row.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(cell, _)| cell).collect()
    };
    let caption = sheet.say("scheme.map-caption");
    let rows = rows.into_iter().map(|(_, _, row)| kept(row)).collect();
    let table = Table { id: "part-map-table".to_owned(), caption, columns, rows, matrix: true, ..Table::default() };
    let idle: Vec<String> = named(false).map(|name| name.to_lowercase()).collect();
    let mut blocks = vec![Block::Table(table)];
    if !idle.is_empty() {
        let line = sheet.say_with("scheme.idle-levels", &[("levels", sheet.point.phrases().choice(&idle).into())]);
        blocks.push(Block::Text { paragraphs: vec![words(line)] });
    }
    sheet.section("map", sheet.say("scheme.map"), blocks);
}

/// Who decides a matter at one level.
fn cell(sheet: &Sheet<'_>, matter: &Placed, level: &str) -> Words {
    let here = matter.deciders.iter().filter(|decider| decider.level == level);
    let mut cells: Vec<Words> = here.map(|decider| placed(sheet, decider)).collect();
    if level == "collaborative" && (matter.given_to_nobody || matter.deciders.is_empty()) {
        cells.push(vec![Run::label(sheet.say("scheme.to-nobody"), "warning")]);
    }
    joined(cells, &sheet.say("lists.semicolon"))
}

fn placed(sheet: &Sheet<'_>, decider: &PlacedDecider) -> Words {
    let point = &sheet.point;
    let line = match &decider.who {
        PlacedWho::Party { scheme, party } => point.party(sheet.model().record(*scheme), party),
        PlacedWho::Forum(forum) => vec![point.link(*forum)],
        PlacedWho::Members { all: true, .. } => words(sheet.say("chain.each-for-itself")),
        PlacedWho::Members { bodies, .. } => {
            let line = point.listed(bodies.iter().map(|body| vec![point.link_short(*body)]).collect());
            sheet.runs("chain.for-themselves", &[("bodies", line.into()), ("count", bodies.len().into())])
        }
    };
    let amounts = sheet.told(&sheet.model().band_words(decider.band));
    if amounts.is_empty() { line } else { point.listed(vec![line, words(amounts)]) }
}

/// Up to what amount, in words.
fn limit(sheet: &Sheet<'_>, delegation: &Delegation) -> Words {
    let point = &sheet.point;
    let upper = delegation
        .limit
        .or(delegation.up_to)
        .map(|amount| sheet.say_with("amounts.up-to", &[("amount", point.money(amount.value).into())]));
    let lower = delegation.above.map(|amount| sheet.say_with("amounts.above", &[("amount", point.money(amount.value).into())]));
    let parts: Vec<String> = [lower, upper].into_iter().flatten().collect();
    match parts.is_empty() {
        true => vec![Run::quiet(sheet.say("scheme.no-limit"))],
        false => words(parts.join(&sheet.say("lists.comma"))),
    }
}

/// The provisions, the agreement and its clause.
pub(super) fn source(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Vec<Words> {
    let point = &sheet.point;
    let mut parts: Vec<Words> = delegation.basis.iter().map(|term| vec![point.term(record, term)]).collect();
    if let Some(agreement) = &delegation.agreement {
        let agreement = point.follow(record, agreement);
        parts.push(match &delegation.clause {
            Some(clause) => sheet.runs("scheme.clause-of", &[("agreement", agreement.into()), ("clause", clause.clone().into())]),
            None => vec![agreement],
        });
    }
    if parts.is_empty() {
        parts.push(vec![sheet.point.unrecorded()]);
    }
    parts
}

/// Where a body’s own scheme says that it keeps something; `None` where nothing is said.
pub(super) fn own_source(sheet: &Sheet<'_>, own: &OwnKept<'_>) -> Option<Words> {
    let (point, record, row) = (&sheet.point, own.body.record, own.row);
    let mut parts: Vec<Words> = Vec::new();
    match (&row.document, &row.clause) {
        (Some(document), Some(clause)) => {
            let document = point.follow(record, document);
            parts.push(sheet.runs("scheme.clause-of", &[("agreement", document.into()), ("clause", clause.clone().into())]));
        }
        (Some(document), None) => parts.push(vec![point.follow(record, document)]),
        (None, Some(clause)) => parts.push(words(sheet.say_with("scheme.clause", &[("clause", clause.clone().into())]))),
        (None, None) => {}
    }
    parts.extend(row.source.as_ref().map(|source| words(source.clone())));
    parts.extend(row.basis.iter().map(|term| vec![point.term(record, term)]));
    (!parts.is_empty()).then(|| joined(parts, &sheet.say("lists.semicolon")))
}

/// Conditions, whether it may be passed on, who is liable, until when.
pub(super) fn terms(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Words {
    let point = &sheet.point;
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(delegation.conditions.as_ref().map(|conditions| words(conditions.trim_end_matches('.'))));
    if delegation.joint == Some(true) {
        parts.push(words(sheet.say("scheme.together")));
    }
    parts.extend(
        delegation.onward.map(|onward| words(sheet.say(if onward.value { "scheme.onward" } else { "scheme.not-onward" }))),
    );
    parts.extend(delegation.liability.map(|liability| {
        words(sheet.say(match liability.value {
            Liability::Delegate => "scheme.liability-delegate",
            Liability::Delegator => "scheme.liability-delegator",
        }))
    }));
    if !delegation.consult.is_empty() {
        let asked = point.listed(delegation.consult.iter().map(|party| point.party(record, party)).collect());
        parts.push(sheet.runs("scheme.after-asking", &[("parties", asked.into())]));
    }
    if let Some(valid) = &delegation.valid {
        parts.push(words(point.during_text(valid.during())));
    }
    if let Some(review) = delegation.review {
        let mut line = sheet.runs("scheme.review", &[("date", point.date(review.date).into())]);
        line.extend([Run::text(" "), point.overdue(review.date, &sheet.say("control.overdue"))]);
        parts.push(line);
    }
    joined(parts, &sheet.say("lists.semicolon"))
}

fn kept_row(sheet: &Sheet<'_>, record: &Record, reserved: &Reserved) -> Vec<Words> {
    vec![
        vec![sheet.point.follow(record, &reserved.function)],
        words(match reserved.above {
            Some(amount) => sheet.say_with("amounts.above", &[("amount", sheet.point.money(amount.value).into())]),
            None => sheet.say("scheme.all-of-it"),
        }),
        reserved.source.clone().map_or_else(|| vec![sheet.point.unrecorded()], words),
    ]
}

/// What a body keeps by its own scheme, as its own page tells it.
fn own_row(sheet: &Sheet<'_>, own: &OwnKept<'_>) -> Vec<Words> {
    vec![
        vec![sheet.point.follow(own.body.record, &own.row.function)],
        match own.band.is_everything() {
            true => words(sheet.say("scheme.all-of-it")),
            false => words(sheet.told(&sheet.model().band_words(own.band))),
        },
        own_source(sheet, own).unwrap_or_else(|| vec![sheet.point.unrecorded()]),
        words(sheet.say("scheme.own")),
    ]
}

fn nobodys(sheet: &mut Sheet<'_>, scheme: Entry<'_, Delegations>) {
    let lines: Vec<Words> = scheme
        .fields
        .undelegated
        .iter()
        .map(|undelegated| {
            let function = sheet.point.follow(scheme.record, &undelegated.function);
            match &undelegated.note {
                Some(note) => sheet.runs("lists.labelled", &[("label", function.into()), ("value", note.clone().into())]),
                None => vec![function],
            }
        })
        .collect();
    if !lines.is_empty() {
        sheet.section("undelegated", sheet.say("chain.to-nobody"), vec![Block::List { lines }]);
    }
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
    let kept: Vec<Vec<Words>> = model.kept_by(id).iter().map(|own| own_row(sheet, own)).chain(kept).collect();
    let mut blocks = Vec::new();
    if !out.is_empty() {
        blocks.push(table(
            "delegated",
            sheet.say("scheme.of-body"),
            &sheet.say_each(&[
                "scheme.function",
                "scheme.to-or-from",
                "scheme.level",
                "scheme.limit",
                "scheme.where-written",
                "scheme.collaborative",
            ]),
            out,
        ));
    }
    if !kept.is_empty() {
        blocks.push(table(
            "reserved",
            sheet.say("scheme.reserved-to-it"),
            &sheet.say_each(&["scheme.function", "scheme.how-much", "scheme.document", "scheme.whose"]),
            kept,
        ));
    }
    sheet.section("delegations", sheet.say("scheme.delegated-and-reserved"), blocks);
}

fn given_or_received(sheet: &Sheet<'_>, given: &GivenOf<'_>) -> Vec<Words> {
    let (record, delegation) = (given.scheme.record, given.row);
    let key = if given.gave { "scheme.given-to" } else { "scheme.received-from" };
    let who = sheet.runs(key, &[("party", sheet.point.party_within(record, given.other()).into())]);
    vec![
        vec![sheet.point.follow(record, &delegation.function)],
        who,
        words(level_name(sheet, &sheet.model().somebody(record, &delegation.to), given.collaborative.id)),
        limit(sheet, delegation),
        sheet.point.listed(source(sheet, record, delegation)),
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
        let mut decider = vec![point.party_within(record, &delegation.to)];
        let limit = limit(sheet, delegation);
        if limit.iter().all(|run| !run.quiet) {
            decider.push(limit);
        }
        let function = point.follow(record, &delegation.function);
        lines.push(sheet.runs("scheme.decided-by", &[("function", function.into()), ("party", point.listed(decider).into())]));
    }
    for reserved in scheme.fields.reserved.iter().filter(|row| holds(row.valid.as_ref(), today)) {
        let (function, party) = (point.follow(record, &reserved.function), point.party_within(record, &reserved.to));
        lines.push(sheet.runs("scheme.reserved-for", &[("function", function.into()), ("party", party.into())]));
    }
    if !lines.is_empty() {
        sheet.hold("delegations", sheet.say("scheme.caption"), vec![Block::List { lines }]);
    }
}
