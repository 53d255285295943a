#![doc = include_str!("no_copy.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::Record;
use crate::record::head::Source;
use crate::record::kind::Kind;
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let bare = || model.records().map(|(_, record)| (record, without(record).count())).filter(|(_, count)| *count > 0);
    let any_kept = model.records().any(|(_, record)| record.head.sources.iter().any(|source| source.archived.is_some()));
    if any_kept {
        bare().for_each(|(record, _)| report(record, findings));
        return;
    }
    // A publisher that keeps no copy at all is told so once.
    let Some((first, _)) = bare().next() else { return };
    let record = model.of_kind(Kind::Handbook).next().map_or(first, |(_, handbook)| handbook);
    let message = match bare().map(|(_, count)| count).sum::<usize>() {
        1 => "no copy is kept of the one source on the web".to_owned(),
        all => format!("no copy is kept of any of the {all} sources on the web"),
    };
    let finding = findings.about(record, message).label("what if the page is gone?").hint(HINT);
    if let Some(source) = without(first).next() {
        drop(finding.related(first.place(source.span), "the first of them"));
    }
}

const HINT: &str = "save the page in a web archive, and write the address of the copy under `archived`";

fn without(record: &Record) -> impl Iterator<Item = &Sp<Source>> {
    record.head.sources.iter().filter(|source| source.url.is_some() && source.archived.is_none())
}

fn report(record: &Record, findings: &mut Findings<'_>) {
    let Some(first) = without(record).next() else { return };
    let message = match (without(record).count(), record.head.sources.len()) {
        (1, 1) => format!("no copy is kept of the source of “{}”", record.title()),
        (1, _) => format!("no copy is kept of one source of “{}”", record.title()),
        (some, _) => format!("no copy is kept of {some} sources of “{}”", record.title()),
    };
    findings.add(record, first.span, message).label("what if the page is gone?").hint(HINT);
}
