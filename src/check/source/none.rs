#![doc = include_str!("none.md")]

use crate::check::{Findings, naming};
use crate::model::Model;
use crate::record::Record;
use crate::record::kind::Kind;

/// The kinds that state facts about the world. What a body has agreed or written itself is its own source.
const OF_FACTS: [Kind; 4] = [Kind::Collaborative, Kind::Organisation, Kind::Area, Kind::Person];

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let of_facts = || OF_FACTS.iter().flat_map(|kind| model.of_kind(*kind)).map(|(_, record)| record);
    let without: Vec<&Record> = of_facts().filter(|record| record.head.sources.is_empty()).collect();
    let Some(first) = without.first() else { return };
    let any_has = model.records().any(|(_, record)| !record.head.sources.is_empty());
    if any_has {
        for record in without {
            findings.about(record, format!("“{}” names no source", record.title())).label("from where?").hint(HINT);
        }
        return;
    }
    // A publisher that names no sources at all is told so once.
    let record = model.of_kind(Kind::Handbook).next().map_or(*first, |(_, handbook)| handbook);
    let titles: Vec<String> = without.iter().map(|record| format!("“{}”", record.title())).collect();
    let state = if titles.len() == 1 { "states" } else { "state" };
    let message = format!("no record names a source, and {} {state} facts", naming::first_of(&titles, 3));
    findings.about(record, message).label("from where?").hint(HINT);
}

const HINT: &str = "say under `[[sources]]` where its facts come from: a `title`, and where there is one a `url`";
