#![doc = include_str!("ends_before_it_begins.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::Record;
use crate::record::date::PartialDate;
use crate::record::value::Format;
use crate::record::walk::{Fact, Value};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for (_, record) in model.records() {
        look(record, "", &record.facts, findings);
    }
}

/// Looks at the days `from` and `to` of these fields, and of the fields within them.
fn look(record: &Record, field: &str, facts: &[Fact], findings: &mut Findings<'_>) {
    if let (Some((from, begins)), Some((to, ends))) = (day(facts, "from"), day(facts, "to"))
        && ends.last_day() < begins.first_day()
    {
        let whose = if field.is_empty() { format!("“{}”", record.title()) } else { format!("`{field}` of “{}”", record.title()) };
        findings
            .add(record, to.span, format!("{whose} ends ({ends}) before it begins ({begins})"))
            .label("the last day")
            .related(record.place(from.span), "the first day")
            .hint("correct one of the two: `from` is the first day, `to` the last");
    }
    for fact in facts {
        within(record, &fact.field, &fact.value, findings);
    }
}

fn within(record: &Record, field: &str, value: &Value, findings: &mut Findings<'_>) {
    match value {
        Value::Table(facts) => look(record, field, facts, findings),
        Value::List(values) => values.iter().for_each(|value| within(record, field, value, findings)),
        _ => {}
    }
}

fn day<'f>(facts: &'f [Fact], field: &str) -> Option<(&'f Fact, PartialDate)> {
    let fact = facts.iter().find(|fact| fact.field == field)?;
    match &fact.value {
        Value::Text(text, Format::Date) => Some((fact, PartialDate::read(text).ok()?)),
        _ => None,
    }
}
