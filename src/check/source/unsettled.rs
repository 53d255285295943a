#![doc = include_str!("unsettled.md")]

use std::collections::BTreeMap;

use crate::check::Findings;
use crate::model::Model;
use crate::record::Record;
use crate::record::head::Disputed;
use crate::record::suggest::nearest;
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for (_, record) in model.records() {
        let mut unsettled: BTreeMap<&str, Vec<&Sp<Disputed>>> = BTreeMap::new();
        for disputed in &record.head.disputed {
            let field = disputed.field.value.split('.').next().unwrap_or("");
            if !record.facts.iter().any(|fact| fact.field == field) {
                unsettled.entry(&disputed.field.value).or_default().push(disputed);
            }
        }
        unsettled.into_iter().for_each(|(field, disputed)| report(record, field, &disputed, findings));
    }
}

fn report(record: &Record, field: &str, disputed: &[&Sp<Disputed>], findings: &mut Findings<'_>) {
    let [first, others @ ..] = disputed else { return };
    let title = record.title();
    let message = match others.len() {
        0 => format!("“{title}” says that `{field}` is disputed, and states none"),
        others => format!("“{title}” gives {} values for `{field}`, and prefers none", others + 1),
    };
    let fields = &record.kind.schema().root().fields;
    let known = fields.iter().any(|known| Some(known.name.as_str()) == field.split('.').next());
    let near = nearest(field, fields.iter().map(|field| field.name.as_str())).filter(|_| !known);
    let mut finding = findings.add(record, first.field.span, message).label("what other sources say");
    for other in others {
        finding = finding.related(record.place(other.field.span), "another value");
    }
    drop(match near {
        Some(near) => finding.hint(format!("did you mean `{near}`?")),
        None => finding
            .hint(format!("write the value that you hold to be right as `{field}` of the record: it counts, and the others are shown beside it")),
    });
}
