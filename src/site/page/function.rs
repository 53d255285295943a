//! A function: who holds it by law, to whom it was given, within which limits, and where that is written.

use super::super::diagram;
use super::super::view::{Block, Fact, Facts, Register, Run, Step, words};
use super::super::viewpoint::listed;
use super::delegations;
use super::index::entry;
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::record::kind::{Decision, Delegations, Forum, Function};

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let model = sheet.model();
    let Some(function) = model.entry::<Function>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = words("What can be decided");
    let point = &sheet.point;
    let mut rows = Vec::new();
    rows.extend(
        function.fields.category.as_ref().map(|category| Fact::one("Sort of matter", vec![point.term(record, category)])),
    );
    rows.extend(function.fields.level.as_ref().map(|level| Fact::one("Level", vec![point.term(record, level)])));
    if !function.fields.areas.is_empty() {
        rows.push(Fact {
            label: "Only in".to_owned(),
            values: function.fields.areas.iter().map(|area| vec![point.follow(record, area)]).collect(),
        });
    }
    if !function.fields.also.is_empty() {
        rows.push(Fact::text("Also called", function.fields.also.join(", ")));
    }
    let holders = point.terms(record, &function.fields.holder);
    let basis = listed(function.fields.basis.iter().map(|term| vec![point.term(record, term)]).collect());
    sheet.facts(rows, true);
    sheet.prose(record, false);
    let blocks = diagram::decision_path(&sheet.point, id).parts();
    sheet.section("path", "The way to a decision", blocks);
    let mut steps = Vec::new();
    if !holders.is_empty() {
        let mut meta = Vec::new();
        if !basis.is_empty() {
            let mut line = words("Under ");
            line.extend(basis);
            meta.push(line);
        }
        let mut title = words("Held by law by: ");
        title.extend(holders);
        steps.push(Step { title, meta, text: None, role: "" });
    }
    let mut groups = Vec::new();
    for scheme in model.all::<Delegations>() {
        let chain = delegations::chain(sheet, scheme, id);
        if !chain.is_empty() {
            groups.push((scheme, chain));
        }
    }
    let many = groups.len() > 1;
    if !many {
        steps.extend(groups.pop().into_iter().flat_map(|(_, chain)| chain));
        if !steps.is_empty() {
            sheet.section("chain", "Who may decide", vec![Block::Steps { steps }]);
        }
    } else {
        if !steps.is_empty() {
            sheet.section("holder", "Who holds it by law", vec![Block::Steps { steps }]);
        }
        for (number, (scheme, chain)) in groups.into_iter().enumerate() {
            let name =
                model.collaborative_of(scheme.record).map_or_else(String::new, |collaborative| collaborative.record.title());
            sheet.section(&format!("chain-{}", number + 1), &format!("In {name}"), vec![Block::Steps { steps: chain }]);
        }
    }
    responsible(sheet, id);
    decisions(sheet, id);
    sheet.close(id, &["category", "holder", "basis", "level", "also", "areas", "joint"]);
}

/// Forums whose terms of reference name it.
fn responsible(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let named = |field: &str| {
        let links = model.backlinks(id).iter().filter(move |link| link.field.as_deref() == Some(field)).map(|link| link.from);
        links.filter_map(|from| model.entry::<Forum>(from)).collect::<Vec<_>>()
    };
    let mut rows = Vec::new();
    for (label, field) in [("In the remit of", "responsibilities"), ("Expressly not in the remit of", "out_of_scope")] {
        let values: Vec<_> = named(field)
            .into_iter()
            .map(|forum| {
                let mut line = vec![sheet.point.link(forum.id)];
                line.extend(
                    forum
                        .fields
                        .legal_form
                        .as_ref()
                        .map(|form| [Run::text(" ("), sheet.point.term(forum.record, form), Run::text(")")])
                        .into_iter()
                        .flatten(),
                );
                line
            })
            .collect();
        if !values.is_empty() {
            rows.push(Fact { label: label.to_owned(), values });
        }
    }
    if !rows.is_empty() {
        sheet.section("forums", "Terms of reference that name it", vec![Block::Facts(Facts { rows, band: false })]);
    }
}

fn decisions(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let taken = model.backlinks(id).iter().map(|link| link.from).filter(|from| model.entry::<Decision>(*from).is_some());
    let mut taken: Vec<RecordId> = taken.collect();
    taken.dedup();
    taken.reverse();
    let entries: Vec<_> = taken.into_iter().map(|id| entry(sheet, id)).collect();
    if !entries.is_empty() {
        sheet.section("decisions", "Decisions about it", vec![Block::Register(Register { entries, columns: false })]);
    }
}
