//! Who decides what: the scheme of one collaborative, and what it says of one body or one function.

use super::super::view::{Block, Run, Step, Words, words};
use super::super::viewpoint::joined;
use super::sheet::Sheet;
use super::table;
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::kind::delegation::{Delegation, Liability, Reserved};
use crate::record::kind::{Delegations, Kind};
use crate::record::link::{Party, Who};
use crate::record::value::Sp;

/// The scheme of a collaborative on its own page.
pub(super) fn fill(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let Some(id) = model.find(Kind::Delegations, &format!("{}/delegations", collaborative.address.id)) else { return };
    let record = model.record(id);
    let Some(scheme) = model.entry::<Delegations>(id) else { return sheet.close(id, &[]) };
    sheet.control(record, scheme.fields.control.as_ref());
    sheet.prose(record, false);
    given(sheet, scheme);
    kept(sheet, scheme);
    nobodys(sheet, scheme);
    sheet.release();
    sheet.close(id, &["delegations", "reserved", "undelegated", "complete", "control"]);
}

fn given(sheet: &mut Sheet<'_>, scheme: Entry<'_, Delegations>) {
    let rows: Vec<Vec<Words>> = scheme
        .fields
        .delegations
        .iter()
        .map(|delegation| {
            let point = &sheet.point;
            let record = scheme.record;
            vec![
                vec![point.follow(record, &delegation.function)],
                point.party(record, &delegation.from),
                point.party(record, &delegation.to),
                limit(sheet, delegation),
                joined(source(sheet, record, delegation), ", "),
                terms(sheet, record, delegation),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block = table(
            "given",
            "What was given, by whom, to whom",
            &["Function", "From", "To", "Limit", "Where it is written", "On what terms"],
            rows,
        );
        sheet.section("given", "Delegated", vec![block]);
    }
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
fn source(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Vec<Words> {
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
fn terms(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Words {
    let point = &sheet.point;
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(delegation.conditions.clone().map(words));
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

fn kept(sheet: &mut Sheet<'_>, scheme: Entry<'_, Delegations>) {
    let rows: Vec<Vec<Words>> = scheme.fields.reserved.iter().map(|reserved| kept_row(sheet, scheme.record, reserved)).collect();
    if !rows.is_empty() {
        let block = table(
            "kept",
            "What was kept, and by whom",
            &["Function", "Reserved to", "How much of it", "By which document"],
            rows,
        );
        sheet.section("kept", "Reserved", vec![block]);
    }
}

fn kept_row(sheet: &Sheet<'_>, record: &Record, reserved: &Reserved) -> Vec<Words> {
    vec![
        vec![sheet.point.follow(record, &reserved.function)],
        sheet.point.party(record, &reserved.to),
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

/// The steps by which a function reaches whoever decides, as one collaborative's scheme says.
pub(super) fn chain(sheet: &Sheet<'_>, scheme: Entry<'_, Delegations>, function: RecordId) -> Vec<Step> {
    let model = sheet.model();
    let record = scheme.record;
    let about = |link| model.follow(record, link) == Some(function);
    let mut steps = Vec::new();
    for reserved in scheme.fields.reserved.iter().filter(|reserved| about(&reserved.function)) {
        let mut title = words("Reserved to: ");
        title.extend(sheet.point.party(record, &reserved.to));
        let above = reserved.above.map(|amount| words(format!("Above {}", sheet.point.money(amount.value))));
        let source = reserved.source.clone().map(words);
        steps.push(Step { title, meta: above.into_iter().chain(source).collect(), text: None, role: "decides" });
    }
    for delegation in scheme.fields.delegations.iter().filter(|delegation| about(&delegation.function)) {
        steps.push(step(sheet, record, delegation));
    }
    for undelegated in scheme.fields.undelegated.iter().filter(|undelegated| about(&undelegated.function)) {
        steps.push(Step { title: words("Given to nobody yet"), meta: Vec::new(), text: undelegated.note.clone(), role: "ends" });
    }
    steps
}

fn step(sheet: &Sheet<'_>, record: &Record, delegation: &Delegation) -> Step {
    let point = &sheet.point;
    let mut title = point.party(record, &delegation.to);
    let mut from = words("Given by ");
    from.extend(
        point
            .party(record, &delegation.from)
            .into_iter()
            .map(|run| if run.href.is_none() { Run { text: lower_each(&run.text), ..run } } else { run }),
    );
    let mut meta = vec![from, limit(sheet, delegation)];
    let mut written = words("Written in ");
    written.extend(joined(source(sheet, record, delegation), ", "));
    meta.push(written);
    let terms = terms(sheet, record, delegation);
    if !terms.is_empty() {
        meta.push(terms);
    }
    if title.is_empty() {
        title.push(Run::unrecorded());
    }
    Step { title, meta, text: None, role: "decides" }
}

fn lower_each(text: &str) -> String {
    text.replacen("Each member", "each member", 1)
}

/// What one body has given away, was given, and keeps.
pub(super) fn of_organisation(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let mut out: Vec<Vec<Words>> = Vec::new();
    let mut kept: Vec<Vec<Words>> = Vec::new();
    for scheme in model.all::<Delegations>() {
        let Some(collaborative) = model.collaborative_of(scheme.record) else { continue };
        let member = model.members(collaborative).any(|membership| membership.member == Some(id));
        let concerns = |party: &Sp<Party>| match party.who() {
            Some(Who::Organisation(link) | Who::Post(_, link)) => model.follow(scheme.record, link) == Some(id),
            Some(Who::EachMember(_)) => member,
            _ => false,
        };
        let name = || vec![sheet.point.link_short(collaborative.id)];
        for delegation in &scheme.fields.delegations {
            let direction = match (concerns(&delegation.from), concerns(&delegation.to)) {
                (true, _) => "gave",
                (false, true) => "received",
                (false, false) => continue,
            };
            let other = if direction == "gave" { &delegation.to } else { &delegation.from };
            let mut who = words(if direction == "gave" { "Given to " } else { "Received from " });
            who.extend(sheet.point.party(scheme.record, other));
            out.push(vec![
                vec![sheet.point.follow(scheme.record, &delegation.function)],
                who,
                limit(sheet, delegation),
                joined(source(sheet, scheme.record, delegation), ", "),
                name(),
            ]);
        }
        for reserved in scheme.fields.reserved.iter().filter(|reserved| concerns(&reserved.to)) {
            let mut row = kept_row(sheet, scheme.record, reserved);
            row.remove(1);
            row.push(name());
            kept.push(row);
        }
    }
    let mut blocks = Vec::new();
    if !out.is_empty() {
        blocks.push(table(
            "delegated",
            "What it has given and received",
            &["Function", "To or from", "Limit", "Where it is written", "Collaborative"],
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

/// Holds in short what a collaborative's scheme says, for a text that places it and for the overview.
pub(super) fn hold(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let scheme = model.find(Kind::Delegations, &format!("{}/delegations", collaborative.address.id));
    let Some(scheme) = scheme.and_then(|id| model.entry::<Delegations>(id)) else { return };
    let (record, point) = (scheme.record, &sheet.point);
    let mut lines: Vec<Words> = Vec::new();
    for delegation in &scheme.fields.delegations {
        let mut line = vec![point.follow(record, &delegation.function), Run::text(": decided by ")];
        line.extend(point.party(record, &delegation.to).into_iter().map(|run| Run { text: lower_each(&run.text), ..run }));
        let limit = limit(sheet, delegation);
        if limit.iter().all(|run| !run.quiet) {
            line.push(Run::text(", "));
            line.extend(limit);
        }
        lines.push(line);
    }
    for reserved in &scheme.fields.reserved {
        let mut line = vec![point.follow(record, &reserved.function), Run::text(": reserved to ")];
        line.extend(point.party(record, &reserved.to).into_iter().map(|run| Run { text: lower_each(&run.text), ..run }));
        lines.push(line);
    }
    if !lines.is_empty() {
        sheet.hold("delegations", "Who decides what", vec![Block::List { lines }]);
    }
}
