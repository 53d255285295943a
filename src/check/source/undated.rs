#![doc = include_str!("undated.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::Record;
use crate::record::head::Source;
use crate::record::kind::Kind;
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let on_the_web = || model.records().flat_map(|(_, record)| record.head.sources.iter().filter(|source| source.url.is_some()));
    let undated = on_the_web().filter(|source| source.accessed.is_none()).count();
    if undated == 0 {
        return;
    }
    if undated < on_the_web().count() {
        model.records().for_each(|(_, record)| report(record, findings));
        return;
    }
    // A publisher that dates no source at all is told so once.
    let mut all = model.records().filter(|(_, record)| sources(record).next().is_some());
    let Some((_, first)) = all.next() else { return };
    let record = model.of_kind(Kind::Handbook).next().map_or(first, |(_, handbook)| handbook);
    let message = match undated {
        1 => "the one source on the web does not say when it was read".to_owned(),
        _ => format!("none of {undated} sources on the web says when it was read"),
    };
    let finding = findings.about(record, message).label("read, and when?").hint(HINT);
    if let Some(source) = sources(first).next() {
        drop(finding.related(first.place(source.span), "the first of them"));
    }
}

const HINT: &str = "add `accessed` with the day on which the page was read: pages change, and the day says for when the fact holds";

fn sources(record: &Record) -> impl Iterator<Item = &Sp<Source>> {
    record.head.sources.iter().filter(|source| source.url.is_some() && source.accessed.is_none())
}

fn report(record: &Record, findings: &mut Findings<'_>) {
    let Some(first) = sources(record).next() else { return };
    let message = match (sources(record).count(), record.head.sources.len()) {
        (1, 1) => format!("the source of “{}” does not say when it was read", record.title()),
        (1, _) => format!("a source of “{}” does not say when it was read", record.title()),
        (some, all) if some == all => format!("no source of “{}” says when it was read", record.title()),
        (some, all) => format!("{some} of {all} sources of “{}” do not say when they were read", record.title()),
    };
    findings.add(record, first.span, message).label("read, and when?").hint(HINT);
}
