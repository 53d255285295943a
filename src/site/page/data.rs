//! The handbook as data: which files there are, what each holds, in which form, how to cite them.

use super::super::exports::register::{REGISTERS, Register};
use super::super::exports::{self, Export, VERSION};
use super::super::view::{Block, Column, Fact, Facts, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::record::kind::Collaborative;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "data",
        "Data",
        "Everything in this handbook as files for spreadsheets and programs: each register as a table and as JSON, each collaborative as a whole.",
    );
    facts(sheet);
    registers(sheet);
    collaboratives(sheet);
    vocabularies(sheet);
    let paragraphs = vec![
        words(
            "A table opens in any spreadsheet. Where letters with accents come out wrong, import it as UTF-8 instead of opening it: in Excel under “Data”, “From Text/CSV”. Text that a spreadsheet would take for a formula has an apostrophe in front of it. Several values in one cell have a bar between them.",
        ),
        words(
            "In JSON every key is always there, and is null or empty where nothing is recorded. A record is named by its id, such as “organisation:leeds”, which is the same in every file. An address that begins with no scheme is relative to the file in which it stands.",
        ),
        words(
            "Names of columns and keys stay. New ones may be added; where one goes, or means something else, the version rises. Drafts, withheld interests and the text of private decisions are in none of these files.",
        ),
    ];
    sheet.section("reading", "How to read them", vec![Block::Text { paragraphs }]);
}

fn facts(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let handbook = model.handbook();
    let mut rows =
        vec![Fact::text("Version of the form", VERSION.to_string()), Fact::one("True as of", vec![sheet.point.day(model.today)])];
    let licence = handbook.and_then(|handbook| handbook.licence.as_ref());
    rows.extend(licence.map(|licence| {
        Fact::one(
            "Licence",
            vec![match &licence.url {
                Some(url) => Run::outside(licence.name.clone(), url.to_string()),
                None => Run::text(licence.name.clone()),
            }],
        )
    }));
    rows.push(Fact::one("To cite", citation(sheet)));
    sheet.facts(rows, false);
}

/// How a reader names the handbook as a source.
fn citation(sheet: &Sheet<'_>) -> Words {
    let model = sheet.model();
    let publisher = model.handbook().and_then(|handbook| handbook.publisher.as_ref());
    let by = publisher.map_or_else(String::new, |publisher| format!("{}: ", publisher.name));
    let mut citation = words(format!("{by}{}, data as of ", model.title()));
    citation.push(sheet.point.day(model.today));
    let address = sheet.point.site.base_url().map(|base| format!("{base}data/"));
    citation.extend(address.map(|address| Run::text(format!(", {address}"))));
    citation
}

fn registers(sheet: &mut Sheet<'_>) {
    let rows = REGISTERS.iter().map(|register| row(sheet, *register)).collect();
    let columns = vec![
        Column::new("Register"),
        Column::new("What it holds"),
        Column::number("Rows"),
        Column::new("Table"),
        Column::new("JSON"),
    ];
    let caption = "Each register as a table with the meaning of its columns, and as JSON with its schema".to_owned();
    let table = Table { id: "part-registers-table".to_owned(), caption, columns, rows, matrix: false };
    sheet.section("registers", "Registers", vec![Block::Table(table)]);
}

fn row(sheet: &Sheet<'_>, register: Register) -> Vec<Words> {
    let mut table = file(sheet, Export::Csv(register), "CSV");
    table.push(Run::text(", "));
    table.extend(link(sheet, Export::CsvMetadata(register), "columns"));
    let mut json = file(sheet, Export::Json(register), "JSON");
    json.push(Run::text(", "));
    json.extend(link(sheet, Export::Schema(register.into()), "schema"));
    let count = exports::count(&sheet.point, register).to_string();
    vec![words(register.title()), words(register.about()), words(count), table, json]
}

/// A file with its size.
fn file(sheet: &Sheet<'_>, export: Export, text: &str) -> Words {
    let Some((href, bytes)) = exports::linked_from(&sheet.point, export) else { return Words::new() };
    vec![Run::link(text, href), Run::text(format!("\u{a0}({})", size(bytes)))]
}

fn link(sheet: &Sheet<'_>, export: Export, text: &str) -> Option<Run> {
    sheet.point.href(&export.path(sheet.model())).map(|href| Run::link(text, href))
}

/// A number of bytes, as people say it; never parted from its unit.
fn size(bytes: usize) -> String {
    let tenths = |unit: usize| (bytes * 10 + unit / 2) / unit;
    match bytes {
        0..1000 => format!("{bytes}\u{a0}bytes"),
        1000..999_500 => format!("{}\u{a0}kB", (bytes + 500) / 1000),
        _ => format!("{}.{}\u{a0}MB", tenths(1_000_000) / 10, tenths(1_000_000) % 10),
    }
}

fn collaboratives(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let rows: Vec<Vec<Words>> = model
        .all::<Collaborative>()
        .map(|entry| {
            let json = file(sheet, Export::Collaborative(entry.id), "JSON");
            vec![vec![sheet.point.link(entry.id)], json]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    let table = Table {
        id: "part-collaboratives-table".to_owned(),
        caption: "Each collaborative with everything of it: members, forums with their texts, agreements, delegations, decisions, documents and meetings".to_owned(),
        columns: vec![Column::new("Collaborative"), Column::new("File")],
        rows,
        matrix: false,
    };
    let mut blocks = vec![Block::Table(table)];
    if let Some(schema) = link(sheet, Export::Schema(exports::COLLABORATIVE), "Their schema") {
        blocks.push(Block::Text { paragraphs: vec![vec![schema]] });
    }
    sheet.section("collaboratives", "Collaboratives", blocks);
}

fn vocabularies(sheet: &mut Sheet<'_>) {
    let linked = file(sheet, Export::Linked, "handbook.jsonld");
    let popolo = file(sheet, Export::Popolo, "popolo.json");
    let mut inventory = file(sheet, Export::Inventory, "inventory.json");
    inventory.push(Run::text(", "));
    inventory.extend(link(sheet, Export::Schema(exports::INVENTORY), "schema"));
    let with = |mut words: Words, text: &str| {
        words.push(Run::text(text.to_owned()));
        words
    };
    let rows = vec![
        Fact::one(
            "Linked data",
            with(
                linked,
                ": organisations, collaboratives, posts, memberships and changes in the words of the W3C’s Organization Ontology, as JSON-LD. Each page carries the same of itself in the words of schema.org.",
            ),
        ),
        Fact::one(
            "Popolo",
            with(
                popolo,
                ": people, organisations, posts, memberships, areas, motions and votes, in the form that parliaments and councils publish theirs.",
            ),
        ),
        Fact::one("Inventory", with(inventory, ": every record with its address, by which another handbook can link here.")),
    ];
    sheet.section("vocabularies", "In the words of others", vec![Block::Facts(Facts { rows, band: false })]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
        let said = [size(12), size(1499), size(999_499), size(1_250_000)].map(|size| size.replace('\u{a0}', " "));
        assert_eq!(said, ["12 bytes", "1 kB", "999 kB", "1.3 MB"]);
    }
}
