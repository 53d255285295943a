//! A new record of any kind, drawn from its schema: what must be there is filled in, all else stands as notes.
//!
//! A note is `# words`; a field that could be used is `#field = value`, without a space: take the `#` away, and it holds.

use jiff::civil::Date;

use crate::cli::terminal::wrap;
use crate::cli::words::rows;
use crate::record::Address;
use crate::record::date::PartialDate;
use crate::record::kind::vocabulary::Vocabulary;
use crate::record::kind::{HeadRule, Kind};
use crate::record::schema::{Field, Schema, Shape, Table};
use crate::record::value::Format;
use crate::record::walk::label;

/// How wide notes are set.
const WIDTH: usize = 100;
/// More words of a list than this are not written out.
const MOST_WORDS: usize = 24;

/// A new record.
pub(crate) struct Template<'t> {
    kind: Kind,
    schema: &'static Schema,
    vocabulary: &'t Vocabulary,
    /// What it is called, as far as its id says so.
    name: String,
    on: Date,
}

impl<'t> Template<'t> {
    /// The template of a record that will stand at `address`; `today` is its day, where its id names none.
    pub(crate) fn new(kind: Kind, address: &Address, vocabulary: &'t Vocabulary, today: Date) -> Template<'t> {
        let id = address.id.rsplit('/').next().unwrap_or(&address.id);
        let dated = id.get(..10).and_then(|day| PartialDate::read(day).ok());
        let (name, on) = match (kind, dated) {
            (Kind::Decision, Some(PartialDate::Day(day))) => (id.get(11..).filter(|rest| !rest.is_empty()).unwrap_or(id), day),
            _ => (id, today),
        };
        Template { kind, schema: kind.schema(), vocabulary, name: label(name), on }
    }

    /// Its file where it has no prose.
    pub(crate) fn fields(&self) -> String {
        let mut text = self.opening();
        let (tables, lines): (Vec<&Field>, Vec<&Field>) =
            self.schema.root().fields.iter().filter(|field| field.name != "draft").partition(|field| is_table(&field.shape));
        for field in lines {
            text.push('\n');
            text.push_str(&self.line(field));
        }
        // Tables come last: whatever follows the head of a table belongs to it.
        for field in tables {
            text.push('\n');
            text.push_str(&self.table(field));
        }
        text
    }

    /// Its file where it has.
    pub(crate) fn with_prose(&self) -> String {
        format!("+++\n{}+++\n\n{}", self.fields(), prose(self.kind))
    }

    fn opening(&self) -> String {
        let kind = self.kind;
        let mut text = note(&self.schema.root().doc);
        text.push_str(&note(
            "Lines that begin with # are notes to you, and are not published. To use one such as #name = \"…\", take its # away.",
        ));
        text.push_str(&note(&format!("More about these fields: handbook explain {kind}")));
        if kind.head() != HeadRule::None {
            text.push('\n');
            text.push_str(&note("It is a draft: it is not published while this line stands here."));
            text.push_str("draft = true\n");
        }
        text
    }

    /// A field of the record's own table, below what it means.
    fn line(&self, field: &Field) -> String {
        let value = self.own_value(field).or_else(|| self.value(field, &[0])).unwrap_or_else(|| "\"…\"".to_owned());
        let means = match field.required && self.own_value(field).is_none() {
            true => format!("{} {} Change this to what is true.", field.doc, self.choices(&field.shape)),
            false => format!("{} {}", field.doc, self.choices(&field.shape)),
        };
        let off = if field.required { "" } else { "#" };
        format!("{}{off}{} = {value}\n", note(&means), field.name)
    }

    /// What is known of a field from the record's place.
    fn own_value(&self, field: &Field) -> Option<String> {
        match (field.name.as_str(), &field.shape) {
            ("name", _) => Some(quoted(&self.name)),
            ("on", Shape::Text(Format::Date)) => Some(self.on.to_string()),
            _ => None,
        }
    }

    /// A table of the record, below what it means, with all that can stand in it.
    fn table(&self, field: &Field) -> String {
        let many = matches!(field.shape, Shape::List(_));
        let more = if many { " Repeat these lines for each." } else { "" };
        let mut text = note(&format!("{}{more}", field.doc));
        let name = &field.name;
        text.push_str(&if many { format!("#[[{name}]]\n") } else { format!("#[{name}]\n") });
        match inner(&field.shape) {
            Shape::Table(number) => text.push_str(&self.lines_of(*number)),
            Shape::Map(value, key) => {
                let value = self.shape_value(value, &[0]).unwrap_or_else(|| "\"…\"".to_owned());
                text.push_str(&format!("#{} = {value}\n", self.key(key.as_deref())));
            }
            _ => text.push_str("#own_field = \"…\"\n"),
        }
        text
    }

    fn lines_of(&self, number: usize) -> String {
        let table = &self.schema.tables[number];
        let inside = [0, number];
        let chosen = self.chosen(table, &inside);
        let mut text = String::new();
        for field in &table.fields {
            let Some(value) = self.value(field, &inside) else { continue };
            if is_choosable(table, field, chosen) {
                let words = self.choices(&field.shape);
                let means = format!("{} {words}", field.doc).split_whitespace().collect::<Vec<_>>().join(" ");
                text.push_str(format!("#{} = {value}   # {}", field.name, means).trim_end());
                text.push('\n');
            }
        }
        let others: Vec<&str> = table.one_of.iter().map(String::as_str).filter(|name| Some(*name) != chosen).collect();
        if let (Some(chosen), false) = (chosen, others.is_empty()) {
            text.push_str(&note(&format!("In place of `{chosen}` there can be one of: {}.", others.join(", "))));
        }
        text
    }

    /// Of the fields of which only one can be there, the first that can be written down here.
    fn chosen<'f>(&self, table: &'f Table, inside: &[usize]) -> Option<&'f str> {
        let possible = |name: &&String| table.field(name).is_some_and(|field| self.value(field, inside).is_some());
        table.one_of.iter().find(possible).map(String::as_str)
    }

    fn value(&self, field: &Field, inside: &[usize]) -> Option<String> {
        match (field.name.as_str(), &field.shape) {
            // The one value that is a truth value or a word: the schema cannot say which words.
            ("binding", Shape::Text(Format::Scalar)) => Some(quoted("partly")),
            ("notice" | "papers" | "within", Shape::Text(Format::Length)) => Some(quoted("5d")),
            _ => self.shape_value(&field.shape, inside),
        }
    }

    /// An example of a value; `None` within a table that would hold itself.
    fn shape_value(&self, shape: &Shape, inside: &[usize]) -> Option<String> {
        Some(match shape {
            Shape::Table(number) if inside.contains(number) => return None,
            Shape::Table(number) => self.inline(*number, inside)?,
            Shape::List(inner) => format!("[{}]", self.shape_value(inner, inside)?),
            Shape::Map(value, key) => format!("{{ {} = {} }}", self.key(key.as_deref()), self.shape_value(value, inside)?),
            Shape::Text(format) => example(*format).to_owned(),
            Shape::Integer(..) => "1".to_owned(),
            Shape::Boolean => "true".to_owned(),
            Shape::Choice(words) => quoted(words.first().map_or("…", |(word, _)| word)),
            Shape::Link(kind) => quoted(&format!("id-of-{}", kind.with_article().replace(' ', "-"))),
            Shape::Term(key) => {
                let rows = rows(self.vocabulary, key);
                quoted(rows.first().map_or("…", |row| &row.id().value))
            }
            Shape::Free => "{ own_field = \"…\" }".to_owned(),
        })
    }

    /// A table on one line: what must be there, or as much as shows what it is like.
    fn inline(&self, number: usize, inside: &[usize]) -> Option<String> {
        let table = &self.schema.tables[number];
        let inside: Vec<usize> = inside.iter().copied().chain([number]).collect();
        let chosen = self.chosen(table, &inside);
        let fits = |field: &&Field| is_choosable(table, field, chosen) && !is_table(&field.shape);
        let must: Vec<&Field> =
            table.fields.iter().filter(|field| field.required || Some(field.name.as_str()) == chosen).collect();
        let shown = if must.is_empty() { table.fields.iter().filter(fits).take(2).collect() } else { must };
        let parts: Option<Vec<String>> =
            shown.into_iter().map(|field| Some(format!("{} = {}", field.name, self.value(field, &inside)?))).collect();
        parts.filter(|parts| !parts.is_empty()).map(|parts| format!("{{ {} }}", parts.join(", ")))
    }

    fn key(&self, list: Option<&str>) -> String {
        match list {
            Some("checks") => "\"quorum/out-of-reach\"".to_owned(),
            Some(list) => rows(self.vocabulary, list).first().map_or("key".to_owned(), |row| row.id().value.clone()),
            None => "key".to_owned(),
        }
    }

    /// The words of which one is to be chosen, in a sentence; empty where any will do.
    fn choices(&self, shape: &Shape) -> String {
        match inner(shape) {
            Shape::Choice(words) => sentence(words.iter().map(|(word, _)| word.as_str()), ""),
            Shape::Term(key) => {
                let rows = rows(self.vocabulary, key);
                let more = format!("; what each means: handbook explain {key}");
                sentence(rows.iter().map(|row| row.id().value.as_str()), &more)
            }
            _ => String::new(),
        }
    }
}

/// Whether a field can stand beside the one that was chosen, and whatever it needs with it.
fn is_choosable(table: &Table, field: &Field, chosen: Option<&str>) -> bool {
    let is_other = table.one_of.contains(&field.name) && Some(field.name.as_str()) != chosen;
    let lacks = table
        .needs
        .iter()
        .any(|(name, needed)| *name == field.name && table.one_of.contains(needed) && Some(needed.as_str()) != chosen);
    !is_other && !lacks
}

/// Whether a field is written below a line of its own, such as `[quorum]`.
fn is_table(shape: &Shape) -> bool {
    matches!(inner(shape), Shape::Table(_) | Shape::Map(..) | Shape::Free)
}

/// What a list is a list of.
fn inner(shape: &Shape) -> &Shape {
    match shape {
        Shape::List(inner) => inner,
        shape => shape,
    }
}

fn sentence<'w>(words: impl Iterator<Item = &'w str>, more: &str) -> String {
    let words: Vec<&str> = words.collect();
    match words.len() {
        0 | 1 => String::new(),
        2..=MOST_WORDS => format!("One of: {}{more}.", words.join(", ")),
        _ => format!("One of: {} and others{more}.", words[..MOST_WORDS].join(", ")),
    }
}

fn note(words: &str) -> String {
    wrap(words, WIDTH, "# ", "# ")
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn example(format: Format) -> &'static str {
    match format {
        Format::Plain | Format::Scalar => "\"…\"",
        Format::Date => "2026-04-01",
        Format::Length => "\"1y\"",
        Format::Fraction => "\"2/3\"",
        Format::Url => "\"https://example.org/\"",
        Format::Email => "\"governance@example.org\"",
        Format::Attachment => "\"files/memorandum.pdf\"",
        Format::Recurrence => "\"FREQ=MONTHLY;BYDAY=1TU\"",
        Format::TimeZone => "\"Europe/London\"",
        Format::Language => "\"en-GB\"",
        Format::Currency => "\"GBP\"",
        Format::DateTime => "2026-04-07T14:00:00",
        Format::Time => "\"14:00\"",
        Format::Alias => "\"groups/old-name/\"",
    }
}

/// What to begin a text of this kind with.
fn prose(kind: Kind) -> &'static str {
    match kind {
        Kind::Forum => {
            "## Purpose\n\nWhat the forum is for.\n\n## Authority\n\nWhat it may decide, and who gave it that.\n\n\
             ## Reporting\n\nWhom it tells what, and when.\n"
        }
        Kind::Agreement => "## What is agreed\n\nIn the words that the parties signed.\n",
        Kind::Decision => "What was decided, why, and what follows from it.\n",
        Kind::Purpose => "Why the collaborative exists, in words that a patient understands.\n",
        Kind::Governance => {
            "How the collaborative decides: who meets, who gives them which power, and what stays with each member.\n"
        }
        _ => "What readers should know, in your own words.\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::record::kind::collaborative::Jurisdiction;
    use crate::record::kind::{Home, KINDS};
    use crate::record::locate::path_of;
    use crate::record::{self};
    use crate::source::File;
    use crate::vocabulary::{built_in, jurisdictions};

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn any(kind: Kind) -> Address {
        let id = match kind.home() {
            Home::Root(name) => name,
            Home::Part(name) if kind != Kind::Collaborative => name,
            _ => "quality-committee",
        };
        let is_part = matches!(kind.home(), Home::Part(_) | Home::PartFolder(_)) && kind != Kind::Collaborative;
        Address { collaborative: is_part.then(|| "larkmoor".into()), id: id.into() }
    }

    fn findings(kind: Kind, text: &str, prose: bool) -> Vec<String> {
        let mut report = Report::default();
        let file = File::new(&path_of(kind, &any(kind), prose), text.as_bytes());
        record::parse(&file, &mut report);
        report.sorted().into_iter().map(|finding| format!("{kind}: {} {:?}", finding.message, finding.hints)).collect()
    }

    /// The same file with all that could be used in use.
    fn in_use(text: &str) -> String {
        let taken = |line: &str| match line.strip_prefix('#') {
            Some(rest) if rest.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '[') => rest.to_owned(),
            _ => line.to_owned(),
        };
        text.lines().map(|line| taken(line) + "\n").collect()
    }

    #[test]
    fn a_new_record_is_sound_as_it_is_and_with_everything_in_use() {
        for (jurisdiction, _) in jurisdictions() {
            for kind in KINDS {
                let template = Template::new(*kind, &any(*kind), built_in(jurisdiction), TODAY);
                for (text, prose) in [(template.fields(), false), (template.with_prose(), true)] {
                    assert_eq!(findings(*kind, &text, prose), Vec::<String>::new(), "{text}");
                    let all = in_use(&text);
                    assert_eq!(findings(*kind, &all, prose), Vec::<String>::new(), "{all}");
                }
            }
        }
    }

    #[test]
    fn every_field_is_there() {
        for kind in KINDS {
            let template = Template::new(*kind, &any(*kind), built_in(Jurisdiction::England), TODAY);
            let text = in_use(&template.fields());
            for field in &kind.schema().root().fields {
                let name = &field.name;
                let is_there = |line: &str| {
                    line.starts_with(&format!("{name} = ")) || line == format!("[{name}]") || line == format!("[[{name}]]")
                };
                assert!(text.lines().any(is_there), "{kind}: {name}");
            }
        }
    }

    #[test]
    fn a_decision_takes_its_day_and_its_name_from_its_file() {
        let address = Address { collaborative: Some("larkmoor".into()), id: "2026-04-14-vascular-hub".into() };
        let text = Template::new(Kind::Decision, &address, built_in(Jurisdiction::England), TODAY).with_prose();
        assert!(text.contains("\non = 2026-04-14\n") && text.contains("name = \"Vascular hub\"\n"), "{text}");
    }
}
