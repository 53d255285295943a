//! What checking the handbook has found, as a page: by check, with what each means. Checks speak English, to authors; on a page in another
//! language that is marked.

use std::collections::BTreeMap;

use super::super::view::{Block, Register, RegisterEntry, Run, Words, words};
use super::sheet::Sheet;
use super::table;
use crate::check;
use crate::check::explanation::{self, Explanation};
use crate::diagnostic::{Diagnostic, Severity};
use crate::phrases::capitalised;
use crate::record::kind::Kind;

/// How many times as many findings as of one check are told of all checks: a page has to be read.
const ALL: usize = 5;
/// So many of a check are told however many there are of others.
const FEWEST: usize = 3;
/// The longest sentence that is told in full, in characters: a message quotes what it is about.
const LONGEST: usize = 1_000;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("findings", sheet.say("findings.title"), sheet.say("findings.summary"));
    let findings = &sheet.point.site.findings;
    summary(sheet, findings);
    let mut groups: BTreeMap<(Severity, &str), Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings {
        groups.entry((finding.severity, finding.check)).or_default().push(finding);
    }
    let most = sheet.model().limits().findings as usize;
    let mut room = most.saturating_mul(ALL);
    for ((severity, name), findings) in groups {
        let told = findings.len().min(most).min(room.max(FEWEST));
        room = room.saturating_sub(told);
        group(sheet, severity, name, &findings, told);
    }
    accepted(sheet);
}

fn summary(sheet: &mut Sheet<'_>, findings: &[Diagnostic]) {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let sorts = [
        (count(Severity::Error), "findings.count-errors"),
        (count(Severity::Warning), "findings.count-warnings"),
        (count(Severity::Advice), "findings.count-advice"),
    ];
    let told: Vec<String> = sorts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, key)| sheet.say_with(key, &[("count", (*count).into())]))
        .collect();
    let today = sheet.point.day_text(sheet.model().today);
    let line = match &told[..] {
        [] => sheet.say_with("findings.none", &[("date", today.into())]),
        _ => {
            let values = [("date", today.into()), ("counts", told.join(&sheet.say("lists.comma")).into())];
            sheet.say_with("findings.some", &values)
        }
    };
    let what = sheet.say("findings.what");
    sheet.blocks(vec![Block::Text { paragraphs: vec![words(line), words(what)] }]);
}

/// One check: what it means, and the first of what it has found.
fn group(sheet: &mut Sheet<'_>, severity: Severity, name: &str, findings: &[&Diagnostic], told: usize) {
    let explanation = check::named(name).map(|check| explanation::read(check.text)).unwrap_or_default();
    let title = if explanation.title.is_empty() { name.to_owned() } else { explanation.title.clone() };
    let tone = if severity == Severity::Advice { "" } else { "warning" };
    let mut about = vec![Run::label(severity_word(sheet, severity), tone), Run::text(" ")];
    about.push(Run { language: sheet.point.english(), ..Run::text(first_paragraph(&explanation)) });
    let entries: Vec<RegisterEntry> = findings.iter().take(told).map(|finding| entry(sheet, finding)).collect();
    let id = format!("check-{}", name.replace('/', "-"));
    let register = Block::Register(Register { entries, columns: false });
    let mut blocks = vec![Block::Text { paragraphs: vec![about] }, register];
    if let Some(more) = findings.len().checked_sub(told).filter(|more| *more > 0) {
        blocks.push(Block::Text { paragraphs: vec![words(sheet.say_with("findings.more", &[("count", more.into())]))] });
    }
    sheet.section(&id, &title, blocks);
}

fn severity_word(sheet: &Sheet<'_>, severity: Severity) -> String {
    sheet.say(match severity {
        Severity::Error => "findings.error",
        Severity::Warning => "findings.warning",
        Severity::Advice => "findings.advice",
    })
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
        language: sheet.point.english(),
        ..RegisterEntry::default()
    }
}

/// A message as a sentence, without what is beyond the length that is shown.
fn sentence(message: &str) -> String {
    if let Some((beyond, _)) = message.char_indices().nth(LONGEST) {
        return format!("{}…", capitalised(&message[..beyond]).replace('`', ""));
    }
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
                vec![Run { language: sheet.point.english(), ..Run::text(title.unwrap_or_else(|| allow.check.value.clone())) }],
                subject.map_or_else(|| words(sheet.say("findings.any-record")), |id| vec![sheet.point.link(id)]),
                words(allow.reason.clone()),
                allow.until.map_or_else(|| words(sheet.say("findings.no-end")), |until| vec![sheet.point.date(until.date)]),
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block = table(
            "accepted",
            sheet.say("findings.accepted-caption"),
            &sheet.say_each(&["findings.finding", "findings.of", "findings.why", "findings.until"]),
            rows,
        );
        sheet.section("accepted", sheet.say("findings.accepted"), vec![block]);
    }
}
