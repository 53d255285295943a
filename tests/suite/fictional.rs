//! The fictional handbook in `tests/handbook/` has no mistake and uses every feature of the format.

use std::collections::BTreeSet;
use std::path::Path;

use handbook::diagnostic::human::{self, Style};
use handbook::project::{self, Edition};
use handbook::record::Record;
use handbook::record::body::{Form, PARTS};
use handbook::record::date::PartialDate;
use handbook::record::kind::{KINDS, Kind};
use handbook::record::schema::{Field, Schema, Shape, Table};
use handbook::record::value::Format;
use handbook::record::walk::{Fact, Value};
use handbook::source::disk;
use jiff::civil::Date;

/// The day on which the handbook is read: what its text calls now.
const TODAY: Date = Date::constant(2026, 11, 1);

/// Fields that only the vocabularies in the program have.
const NOT_FOR_HANDBOOKS: [&str; 3] = ["vocabulary.name", "vocabulary.extends", "vocabulary.language"];

/// Words of which one handbook can choose only one, and jurisdictions in which nothing of it lies.
const NOT_CHOSEN: [&str; 10] = [
    "publish.people = full",
    "publish.people = none",
    "publish.emails = none",
    "handbook.jurisdiction = france",
    "handbook.jurisdiction = generic",
    "handbook.jurisdiction = ireland",
    "handbook.jurisdiction = scotland",
    "handbook.jurisdiction = wales",
    "collaborative.jurisdiction = ireland",
    "collaborative.jurisdiction = scotland",
];

fn edition() -> Edition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook");
    let sources = disk::read(&folder).unwrap_or_else(|error| panic!("{error}"));
    project::edition(sources, TODAY)
}

#[test]
fn it_has_no_mistake() {
    let edition = edition();
    let text = human::render(&edition.report, &edition.sources, Style::default());
    assert!(!edition.report.has_errors(), "{text}");
    // Raw HTML is shown once, on purpose: the one feature that cannot be used without a warning.
    assert!(edition.report.iter().any(|finding| finding.check == "prose/raw-html"), "{text}");
}

#[test]
fn it_uses_every_kind_in_both_forms() {
    let edition = edition();
    let used: BTreeSet<Kind> = edition.model.records().map(|(_, record)| record.kind).collect();
    let missing: Vec<&Kind> = KINDS.iter().filter(|kind| !used.contains(kind)).collect();
    assert!(missing.is_empty(), "no record is of the kinds {missing:?}");
    for ending in [".toml", ".md"] {
        assert!(edition.model.records().any(|(_, record)| record.path.ends_with(ending)), "{ending}");
    }
}

#[test]
fn it_uses_every_field_of_every_table() {
    let uses = Uses::of(&edition());
    let unused: Vec<&String> =
        uses.fields.difference(&uses.used).filter(|field| !NOT_FOR_HANDBOOKS.contains(&field.as_str())).collect();
    assert!(unused.is_empty(), "no record of tests/handbook uses these fields:\n{unused:#?}");
}

#[test]
fn it_uses_every_word_of_every_choice() {
    let uses = Uses::of(&edition());
    let unused: Vec<&String> =
        uses.choices.difference(&uses.chosen).filter(|word| !NOT_CHOSEN.contains(&word.as_str())).collect();
    assert!(unused.is_empty(), "no record of tests/handbook uses these words:\n{unused:#?}");
}

#[test]
fn it_knows_dates_in_full_and_in_part() {
    let edition = edition();
    let mut precisions = BTreeSet::new();
    let all = edition.model.records().flat_map(|(_, record)| dates(&record.facts));
    for date in all {
        precisions.insert(match PartialDate::read(&date) {
            Ok(PartialDate::Year(_)) => "year",
            Ok(PartialDate::Month(..)) => "month",
            Ok(PartialDate::Day(_)) => "day",
            Err(flaw) => panic!("{date}: {}", flaw.message),
        });
    }
    assert_eq!(precisions, BTreeSet::from(["day", "month", "year"]));
}

fn dates(facts: &[Fact]) -> Vec<String> {
    fn of(value: &Value) -> Vec<String> {
        match value {
            Value::Text(text, Format::Date) => vec![text.clone()],
            Value::List(values) => values.iter().flat_map(of).collect(),
            Value::Table(facts) => dates(facts),
            _ => Vec::new(),
        }
    }
    facts.iter().flat_map(|fact| of(&fact.value)).collect()
}

#[test]
fn its_prose_refers_in_every_way_and_places_every_part() {
    let edition = edition();
    let bodies = || edition.model.records().map(|(_, record)| &record.body);
    let references = || bodies().flat_map(|body| &body.references);
    let uses = |test: &dyn Fn(&handbook::record::body::Reference) -> bool, way: &str| {
        assert!(references().any(test), "no prose of tests/handbook has a reference {way}");
    };
    uses(
        &|reference| reference.form == Form::Wiki && reference.label.is_none() && !reference.target.contains([':', '/']),
        "[[id]]",
    );
    uses(&|reference| reference.form == Form::Wiki && reference.label.is_some(), "[[id|label]]");
    uses(&|reference| reference.form == Form::Wiki && reference.target.contains(':'), "[[kind:id]]");
    uses(
        &|reference| reference.target.contains('/') && reference.form == Form::Wiki && reference.fragment.is_some(),
        "[[collaborative/forum#heading]]",
    );
    uses(&|reference| reference.target.starts_with("provision:"), "to a provision of law");
    uses(&|reference| reference.form == Form::File && reference.fragment.is_none(), "to a file");
    uses(&|reference| reference.form == Form::File && reference.fragment.is_some(), "to a heading in a file");
    for shown in [true, false] {
        assert!(
            bodies().any(|body| body.attachments.iter().any(|attachment| attachment.shown == shown)),
            "attachment shown: {shown}"
        );
    }
    let placed: BTreeSet<&str> = bodies().flat_map(|body| &body.parts).map(|part| part.name.as_str()).collect();
    let missing: Vec<&str> = PARTS.into_iter().filter(|part| !placed.contains(part)).collect();
    assert!(missing.is_empty(), "no prose of tests/handbook places the parts {missing:?}");
}

/// What there is in the format, and what of it is used.
#[derive(Default)]
struct Uses {
    fields: BTreeSet<String>,
    used: BTreeSet<String>,
    choices: BTreeSet<String>,
    chosen: BTreeSet<String>,
}

impl Uses {
    fn of(edition: &Edition) -> Uses {
        let mut uses = Uses::default();
        for kind in KINDS {
            let schema = kind.schema();
            for (number, table) in schema.tables.iter().enumerate() {
                for field in &table.fields {
                    let name = name(schema, number, table, &field.name);
                    // What a word of the vocabulary is in law is tried where the vocabularies of the program are.
                    let words = if *kind == Kind::Vocabulary { Vec::new() } else { choices(&field.shape) };
                    for (word, _) in words {
                        uses.choices.insert(format!("{name} = {word}"));
                    }
                    uses.fields.insert(name);
                }
            }
        }
        for (_, record) in edition.model.records() {
            uses.record(record);
        }
        uses
    }

    fn record(&mut self, record: &Record) {
        self.table(record.kind.schema(), 0, &record.facts);
    }

    fn table(&mut self, schema: &Schema, number: usize, facts: &[Fact]) {
        let table = &schema.tables[number];
        for fact in facts {
            let Some(field) = table.field(&fact.field) else { continue };
            let name = name(schema, number, table, &field.name);
            self.value(schema, &field.shape, &name, &fact.value);
            self.used.insert(name);
        }
    }

    fn value(&mut self, schema: &Schema, shape: &Shape, name: &str, value: &Value) {
        match (shape, value) {
            (Shape::Table(number), Value::Table(facts)) => self.table(schema, *number, facts),
            (Shape::List(inner), Value::List(values)) => values.iter().for_each(|value| self.value(schema, inner, name, value)),
            (Shape::Map(inner, _), Value::Table(facts)) => {
                facts.iter().for_each(|fact| self.value(schema, inner, name, &fact.value))
            }
            (Shape::Choice(_), Value::Choice(word)) => drop(self.chosen.insert(format!("{name} = {word}"))),
            _ => {}
        }
    }
}

/// A field's name as one meets it: what all records have, all rows of a vocabulary, and all
/// rules that a quorum is made of, counts once.
fn name(schema: &Schema, number: usize, table: &Table, field: &str) -> String {
    const OF_RULES: [&str; 10] = ["all", "any", "fraction", "of", "round", "count", "each", "kind", "seat", "all_but"];
    const OF_ROWS: [&str; 9] = ["id", "name", "plural", "short", "native", "definition", "also", "source", "url"];
    let owner = match (schema.kind, number) {
        (_, 0) if schema.head.iter().any(|key| key == field) => "record",
        (Kind::Vocabulary, 1..) if OF_ROWS.contains(&field) => "row",
        _ if table.name == "quorum" && OF_RULES.contains(&field) => "rule",
        _ => &table.name,
    };
    format!("{owner}.{field}")
}

fn choices(shape: &Shape) -> Vec<(String, String)> {
    match shape {
        Shape::Choice(choices) => choices.clone(),
        Shape::List(inner) | Shape::Map(inner, _) => choices(inner),
        _ => Vec::new(),
    }
}

/// A field that takes a list takes a single value too, where its struct says so: both are used.
#[test]
fn it_writes_a_single_value_for_a_list_of_one() {
    let single: Vec<(Kind, &Field)> = KINDS
        .iter()
        .flat_map(|kind| kind.schema().root().fields.iter().filter(|field| field.single).map(|field| (*kind, field)))
        .collect();
    let edition = edition();
    for (kind, field) in single {
        let line = |text: &str| text.lines().any(|line| line.starts_with(&format!("{} = \"", field.name)));
        let used = edition.model.of_kind(kind).any(|(_, record)| line(edition.sources.text(&record.path)));
        assert!(used, "{kind}.{}", field.name);
    }
}
