#![doc = include_str!("other_jurisdiction.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::vocabulary::Provisions;
use crate::record::link::Set;
use crate::record::walk::{Mention, Target};
use crate::vocabulary::jurisdictions;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let of_collaboratives = model.all::<Collaborative>().map(|collaborative| model.jurisdiction_of(collaborative.record));
    let all: BTreeSet<Jurisdiction> = of_collaboratives.chain([model.jurisdiction()]).collect();
    for (_, record) in model.records() {
        let cites = |mention: &&Mention| matches!(&mention.target, Target::Term(key) if key == Provisions::KEY);
        let cited: Vec<&Mention> = record.mentions.iter().filter(cites).collect();
        if cited.is_empty() {
            continue;
        }
        let own = model.jurisdiction_of(record);
        // What belongs to the whole handbook may speak of the law of any of its collaboratives.
        let holds = |jurisdiction: &Jurisdiction| {
            if record.scope().is_some() { *jurisdiction == own } else { all.contains(jurisdiction) }
        };
        for mention in cited {
            let knows = |jurisdiction: Jurisdiction| model.vocabulary(jurisdiction).provision(&mention.text);
            let known: Vec<_> = jurisdictions().filter(|(jurisdiction, _)| knows(*jurisdiction).is_some()).collect();
            let Some((other, word)) = known.first().filter(|_| !known.iter().any(|(jurisdiction, _)| holds(jurisdiction))) else { continue };
            let name = knows(*other).map_or("", |provision| provision.name.as_str());
            let (theirs, ours) = (name_of(model, *other), name_of(model, own));
            let message = match own {
                Jurisdiction::Generic => format!("“{}” rests on “{name}”, and no jurisdiction is named whose law that is", record.title()),
                _ => format!("“{}” is under the law of {ours}, and “{name}” is law of {theirs}", record.title()),
            };
            let place = if record.scope().is_some() { "the collaborative" } else { "`handbook.toml`" };
            findings
                .add(record, mention.span, message)
                .label(format!("law of {theirs}"))
                .hint(format!("name the provision of {ours}, or set `jurisdiction = \"{word}\"` in {place}"));
        }
    }
}

fn name_of(model: &Model, jurisdiction: Jurisdiction) -> String {
    match jurisdiction {
        Jurisdiction::Generic => "the law that holds".to_owned(),
        _ => model.vocabulary(jurisdiction).name.clone().unwrap_or_else(|| jurisdiction.word().to_owned()),
    }
}
