//! A function: who holds it by law, to whom it was given, within which limits, and where that is written.

use super::super::diagram;
use super::super::view::{Block, Fact, Facts, words};
use super::chain;
use super::index::some;
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::record::kind::{Decision, Forum, Function, Kind};

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let model = sheet.model();
    let Some(function) = model.entry::<Function>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = words(sheet.say("function.kind"));
    let point = &sheet.point;
    let mut rows = Vec::new();
    rows.extend(
        function
            .fields
            .category
            .as_ref()
            .map(|category| Fact::one(sheet.say("function.category"), vec![point.term(record, category)])),
    );
    rows.extend(
        function.fields.level.as_ref().map(|level| Fact::one(sheet.say("function.level"), vec![point.term(record, level)])),
    );
    if !function.fields.areas.is_empty() {
        rows.push(Fact {
            label: sheet.say("function.only-in"),
            values: function.fields.areas.iter().map(|area| vec![point.follow(record, area)]).collect(),
            ..Fact::default()
        });
    }
    if !function.fields.also.is_empty() {
        rows.push(Fact::text(sheet.say("function.also"), function.fields.also.join(&sheet.say("lists.comma"))));
    }
    let holders = point.terms(record, &function.fields.holder);
    if !holders.is_empty() {
        let basis = point.terms(record, &function.fields.basis);
        let line = match basis.is_empty() {
            true => holders,
            false => sheet.runs("function.held-under", &[("holders", holders.into()), ("basis", basis.into())]),
        };
        rows.push(Fact::one(sheet.say("function.held-by"), line));
    }
    sheet.facts(rows, true);
    sheet.prose(record, false);
    let blocks = diagram::decision_path(&sheet.point, id).parts(&sheet.point);
    sheet.section("path", sheet.say("function.path"), blocks);
    chains(sheet, id);
    responsible(sheet, id);
    decisions(sheet, id);
    sheet.close(id, &["category", "holder", "basis", "level", "also", "areas", "joint"]);
}

/// How it reaches whoever decides it, in each collaborative whose scheme speaks of it.
fn chains(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let Some(path) = model.path_of(id) else { return };
    let wholes = path.collaboratives(model);
    if wholes.is_empty() && !path.function.fields.holder.is_empty() {
        let line = words(sheet.say("function.no-scheme"));
        sheet.section("chain", sheet.say("function.who"), vec![Block::Text { paragraphs: vec![line] }]);
    }
    let many = wholes.len() > 1;
    for (index, whole) in wholes.into_iter().enumerate() {
        let number = if many { index + 1 } else { 0 };
        let blocks = chain::blocks(sheet, &path, whole, number);
        let name = model.record(whole).title();
        let (section, title) = if many {
            (format!("chain-{number}"), sheet.say_with("function.who-in", &[("collaborative", name.into())]))
        } else {
            ("chain".to_owned(), sheet.say("function.who"))
        };
        sheet.section(&section, &title, blocks);
    }
}

/// The most forums that are named; the rest are counted.
const FORUMS: usize = 60;

/// Forums whose terms of reference name it.
fn responsible(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let named = |field: &str| {
        let links = model.backlinks(id).iter().filter(move |link| link.field.as_deref() == Some(field)).map(|link| link.from);
        links.filter_map(|from| model.entry::<Forum>(from)).collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for (key, field) in [("function.in-remit", "responsibilities"), ("function.not-in-remit", "out_of_scope")] {
        let forums = named(field);
        let rest = forums.len().saturating_sub(FORUMS);
        let mut values: Vec<_> = forums
            .into_iter()
            .take(FORUMS)
            .map(|forum| {
                let name = sheet.point.link(forum.id);
                match &forum.fields.legal_form {
                    Some(form) => {
                        let form = sheet.point.term(forum.record, form);
                        sheet.runs("lists.aside", &[("text", name.into()), ("aside", form.into())])
                    }
                    None => vec![name],
                }
            })
            .collect();
        if rest > 0 {
            values.push(words(sheet.say_with("page.more", &[("count", rest.into())])));
        }
        if !values.is_empty() {
            rows.push(Fact { label: sheet.say(key), values, ..Fact::default() });
        }
    }
    if !rows.is_empty() {
        sheet.section("forums", sheet.say("function.forums"), vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn decisions(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let taken = model.backlinks(id).iter().map(|link| link.from).filter(|from| model.entry::<Decision>(*from).is_some());
    let mut taken: Vec<RecordId> = taken.collect();
    taken.dedup();
    taken.reverse();
    let blocks = some(sheet, Kind::Decision, &taken, ("function", ""));
    sheet.section("decisions", sheet.say("function.decisions"), blocks);
}
