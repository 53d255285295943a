//! What checking the handbook has found, as a page: by check, with what each means.

use std::collections::BTreeMap;

use super::super::view::{Block, Register, RegisterEntry, Run, Words, words};
use super::sheet::Sheet;
use super::table;
use crate::check;
use crate::check::explanation::{self, Explanation};
use crate::diagnostic::{Diagnostic, Severity};
use crate::phrases::capitalised;
use crate::record::date::long_date;
use crate::record::kind::Kind;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "findings",
        "Findings",
        "What checking this handbook has found: what it lacks, and where it may be wrong. Published so that readers can judge it.",
    );
    let findings = &sheet.point.site.findings;
    summary(sheet, findings);
    let mut groups: BTreeMap<(Severity, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        groups.entry((finding.severity, finding.check)).or_default().push(finding);
    }
    for ((severity, name), findings) in groups {
        group(sheet, severity, name, &findings);
    }
    accepted(sheet);
}

fn summary(sheet: &mut Sheet<'_>, findings: &[Diagnostic]) {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let sorts = [
        (count(Severity::Error), "error", "errors"),
        (count(Severity::Warning), "warning", "warnings"),
        (count(Severity::Advice), "piece of advice", "pieces of advice"),
    ];
    let told: Vec<String> = sorts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, several)| format!("{count} {}", if *count == 1 { one } else { several }))
        .collect();
    let today = long_date(sheet.model().today);
    let line = match &told[..] {
        [] => format!("Nothing was found, as of {today}."),
        _ => format!("As of {today}: {}.", told.join(", ")),
    };
    let what =
        "A warning is something that would mislead readers, or a duty unmet. Advice is worth knowing; nothing need be done.";
    sheet.blocks(vec![Block::Text { paragraphs: vec![words(line), words(what)] }]);
}

/// One check: what it means, and what it has found.
fn group(sheet: &mut Sheet<'_>, severity: Severity, name: &str, findings: &[&Diagnostic]) {
    let explanation = check::named(name).map(|check| explanation::read(check.text)).unwrap_or_default();
    let title = if explanation.title.is_empty() { name.to_owned() } else { explanation.title.clone() };
    let tone = if severity == Severity::Advice { "" } else { "warning" };
    let mut about = vec![Run::label(severity.word(), tone), Run::text(" ")];
    about.push(Run::text(first_paragraph(&explanation)));
    let entries: Vec<RegisterEntry> = findings.iter().map(|finding| entry(sheet, finding)).collect();
    let id = format!("check-{}", name.replace('/', "-"));
    let register = Block::Register(Register { entries, columns: false });
    sheet.section(&id, &title, vec![Block::Text { paragraphs: vec![about] }, register]);
}

/// The first paragraph of an explanation, without its marks.
fn first_paragraph(explanation: &Explanation) -> String {
    let first = explanation.prose.split("\n\n").next().unwrap_or("");
    first.split_whitespace().collect::<Vec<_>>().join(" ").replace(['`', '*'], "")
}

fn entry(sheet: &Sheet<'_>, finding: &Diagnostic) -> RegisterEntry {
    let model = sheet.model();
    let id = model.named(&finding.subject);
    let name = id.map_or_else(|| Run::text(finding.place.path.to_string()), |id| sheet.point.link(id));
    let record = id.map(|id| model.record(id)).filter(|record| record.kind != Kind::Collaborative);
    let collaborative = record.and_then(|record| model.collaborative_of(record));
    let meta = collaborative.map(|collaborative| vec![sheet.point.link_short(collaborative.id)]);
    let sentences: Vec<String> = std::iter::once(&finding.message).chain(&finding.hints).map(|text| sentence(text)).collect();
    RegisterEntry {
        name: vec![name],
        meta: meta.into_iter().collect(),
        text: Some(sentences.join(" ")),
        ..RegisterEntry::default()
    }
}

/// A message as a sentence.
fn sentence(message: &str) -> String {
    format!("{}.", capitalised(message).replace('`', "").trim_end_matches('.'))
}

/// Findings that the publisher accepts, each with its reason.
fn accepted(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let checks = model.handbook().and_then(|handbook| handbook.checks.as_ref());
    let allow = checks.map(|checks| checks.allow.as_slice()).unwrap_or_default();
    let rows: Vec<Vec<Words>> = allow
        .iter()
        .map(|allow| {
            let title = check::named(&allow.check.value).map(|check| explanation::read(check.text).title);
            let subject = allow.subject.as_ref().and_then(|subject| model.named(&subject.value));
            vec![
                words(title.unwrap_or_else(|| allow.check.value.clone())),
                subject.map_or_else(|| words("Any record"), |id| vec![sheet.point.link(id)]),
                words(allow.reason.clone()),
                allow.until.map_or_else(|| words("no end"), |until| vec![sheet.point.date(until.date)]),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block = table("accepted", "Findings that are accepted, with the reason", &["Finding", "Of", "Why", "Until"], rows);
        sheet.section("accepted", "Accepted", vec![block]);
    }
}
