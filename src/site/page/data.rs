//! The handbook as data: which files there are, what each holds, in which form, how to cite them.

use super::super::Planned;
use super::super::calendar::{self, Whose};
use super::super::exports::register::{REGISTERS, Register};
use super::super::exports::{self, Export, VERSION};
use super::super::feed::{self, Told};
use super::super::view::{Alternate, Block, Column, Fact, Facts, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::record::kind::{Collaborative, Kind};

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("data", sheet.say("data.title"), sheet.say("data.summary"));
    facts(sheet);
    registers(sheet);
    collaboratives(sheet);
    vocabularies(sheet);
    let paragraphs = vec![
        words(sheet.say("data.reading-tables")),
        words(sheet.say("data.reading-json")),
        words(sheet.say("data.reading-promise")),
    ];
    sheet.section("reading", sheet.say("data.reading"), vec![Block::Text { paragraphs }]);
}

/// Says in a page's head which file holds the same for programs, where one does.
pub(super) fn alternate(sheet: &mut Sheet<'_>, planned: &Planned) {
    let Some((export, title)) = same_as(sheet, planned) else { return };
    let href = sheet.point.href(&export.path(sheet.model()));
    sheet.page.alternates.extend(href.map(|href| Alternate { title, href, media_type: "application/json" }));
}

fn same_as(sheet: &Sheet<'_>, planned: &Planned) -> Option<(Export, String)> {
    let register = match planned {
        Planned::Record(id) => {
            let record = sheet.model().record(*id);
            return (record.kind == Kind::Collaborative).then(|| (Export::Collaborative(*id), record.title()));
        }
        Planned::Index(Kind::Collaborative) => Register::Collaboratives,
        Planned::Index(Kind::Organisation) => Register::Organisations,
        Planned::Index(Kind::Area) => Register::Areas,
        Planned::Index(Kind::Person) => Register::People,
        Planned::Index(Kind::Function) => Register::Functions,
        Planned::Index(Kind::Forum) => Register::Forums,
        Planned::Index(Kind::Agreement) => Register::Agreements,
        Planned::Index(Kind::Decision) => Register::Decisions,
        Planned::Index(Kind::Policy | Kind::Document) => Register::Documents,
        Planned::Meetings => Register::Meetings,
        Planned::Reviews => Register::Reviews,
        Planned::Coverage(_) => Register::Coverage,
        Planned::Glossary => Register::Glossary,
        _ => return None,
    };
    Some((Export::Json(register), register.title(sheet.point.phrases())))
}

fn facts(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    let handbook = model.handbook();
    let mut rows = vec![
        Fact::text(sheet.say("data.version"), VERSION.to_string()),
        Fact::one(sheet.say("data.as-of"), vec![sheet.point.day(model.today)]),
    ];
    let licence = handbook.and_then(|handbook| handbook.licence.as_ref()).map(|licence| match &licence.url {
        Some(url) => Run::outside(licence.name.clone(), url.to_string()),
        None => Run::text(licence.name.clone()),
    });
    rows.extend(licence.map(|licence| Fact::one(sheet.say("data.licence"), vec![licence])));
    rows.push(Fact::one(sheet.say("data.cite"), citation(sheet)));
    sheet.facts(rows, false);
}

/// How a reader names the handbook as a source.
fn citation(sheet: &Sheet<'_>) -> Words {
    let model = sheet.model();
    let publisher = model.handbook().and_then(|handbook| handbook.publisher.as_ref());
    let by = publisher.map_or_else(String::new, |publisher| format!("{}: ", publisher.name));
    let (title, date) = (format!("{by}{}", model.title()), sheet.point.day(model.today));
    match sheet.point.site.base_url().map(|base| format!("{base}data/")) {
        Some(address) => {
            sheet.runs("data.citation-at", &[("title", title.into()), ("date", date.into()), ("address", address.into())])
        }
        None => sheet.runs("data.citation", &[("title", title.into()), ("date", date.into())]),
    }
}

fn registers(sheet: &mut Sheet<'_>) {
    let rows = REGISTERS.iter().map(|register| row(sheet, *register)).collect();
    let columns = vec![
        Column::new(sheet.say("data.register")),
        Column::new(sheet.say("data.holds")),
        Column::number(sheet.say("data.rows")),
        Column::new(sheet.say("data.table")),
        Column::new("JSON"),
    ];
    let caption = sheet.say("data.registers-caption");
    let table = Table { id: "part-registers-table".to_owned(), caption, columns, rows, matrix: false, ..Table::default() };
    sheet.section("registers", sheet.say("data.registers-title"), vec![Block::Table(table)]);
}

fn row(sheet: &Sheet<'_>, register: Register) -> Vec<Words> {
    let phrases = sheet.point.phrases();
    let mut table = file(sheet, Export::Csv(register), "CSV");
    table.push(Run::text(", "));
    table.extend(link(sheet, Export::CsvMetadata(register), &phrases.say("data.columns")));
    let mut json = file(sheet, Export::Json(register), "JSON");
    json.push(Run::text(", "));
    json.extend(link(sheet, Export::Schema(register.into()), &phrases.say("data.schema")));
    let count = exports::count(&sheet.point, register).to_string();
    vec![words(register.title(phrases)), words(register.about(phrases)), words(count), table, json]
}

/// A file with its size.
fn file(sheet: &Sheet<'_>, export: Export, text: &str) -> Words {
    let Some((href, bytes)) = exports::linked_from(&sheet.point, export) else { return Words::new() };
    vec![Run::link(text, href), Run::text(format!("\u{a0}({})", size(sheet, bytes)))]
}

fn link(sheet: &Sheet<'_>, export: Export, text: &str) -> Option<Run> {
    sheet.point.href(&export.path(sheet.model())).map(|href| Run::link(text, href))
}

/// A number of bytes, as people say it.
fn size(sheet: &Sheet<'_>, bytes: usize) -> String {
    match bytes {
        0..1000 => sheet.say_with("data.bytes", &[("count", bytes.into())]),
        1000..999_500 => sheet.say_with("data.kilobytes", &[("number", ((bytes + 500) / 1000).into())]),
        _ => sheet.say_with("data.megabytes", &[("number", ((bytes + 500_000) / 1_000_000).into())]),
    }
}

/// Up to how many collaboratives are listed with their files: of more, the page says where a file stands.
const LISTED_UP_TO: usize = 60;

fn collaboratives(sheet: &mut Sheet<'_>) {
    let model = sheet.model();
    if model.all::<Collaborative>().nth(LISTED_UP_TO).is_some() {
        let mut paragraphs = vec![words(sheet.say("data.collaboratives-many"))];
        paragraphs.extend(
            link(sheet, Export::Schema(exports::COLLABORATIVE), &sheet.say("data.their-schema")).map(|schema| vec![schema]),
        );
        return sheet.section("collaboratives", sheet.say("data.collaboratives-title"), vec![Block::Text { paragraphs }]);
    }
    let rows: Vec<Vec<Words>> = model
        .all::<Collaborative>()
        .map(|entry| vec![vec![sheet.point.link(entry.id)], file(sheet, Export::Collaborative(entry.id), "JSON")])
        .collect();
    if rows.is_empty() {
        return;
    }
    let schema = link(sheet, Export::Schema(exports::COLLABORATIVE), &sheet.say("data.their-schema"));
    let schema = schema.map(|schema| vec![vec![schema]]).map(|paragraphs| Block::Text { paragraphs });
    let table = Table {
        id: "part-collaboratives-table".to_owned(),
        caption: sheet.say("data.collaboratives-caption"),
        columns: vec![Column::new(sheet.say("data.collaborative")), Column::new(sheet.say("data.file"))],
        rows,
        matrix: false,
        ..Table::default()
    };
    sheet.section(
        "collaboratives",
        sheet.say("data.collaboratives-title"),
        std::iter::once(Block::Table(table)).chain(schema).collect(),
    );
}

fn vocabularies(sheet: &mut Sheet<'_>) {
    let schema = link(sheet, Export::Schema(exports::INVENTORY), &sheet.say("data.schema"));
    let linked = file(sheet, Export::Linked, "handbook.jsonld");
    let popolo = file(sheet, Export::Popolo, "popolo.json");
    let mut inventory = file(sheet, Export::Inventory, "inventory.json");
    inventory.extend(schema.map(|schema| [Run::text(", "), schema]).into_iter().flatten());
    let mut rows = vec![
        Fact { label: sheet.say("data.linked"), values: vec![linked, words(sheet.say("data.linked-about"))], ..Fact::default() },
        Fact { label: sheet.say("data.popolo"), values: vec![popolo, words(sheet.say("data.popolo-about"))], ..Fact::default() },
        Fact {
            label: sheet.say("data.inventory"),
            values: vec![inventory, words(sheet.say("data.inventory-about"))],
            ..Fact::default()
        },
    ];
    let calendar = calendar::path(sheet.model(), Whose::All);
    let calendar = sheet.point.href(&calendar).map(|href| vec![Run::link(calendar::FILE, href)]);
    rows.extend(calendar.map(|file| Fact {
        label: sheet.say("data.calendar"),
        values: vec![file, words(sheet.say("data.calendar-about"))],
        ..Fact::default()
    }));
    let feeds = [(Told::Changes, sheet.say("changes.feed")), (Told::Decisions, sheet.say("changes.decisions-feed"))];
    let feed = |(told, title)| Some(vec![Run::link(title, sheet.point.href(&feed::path(sheet.model(), told))?)]);
    let mut feeds: Vec<Words> = feeds.into_iter().filter_map(feed).collect();
    if !feeds.is_empty() {
        feeds.push(words(sheet.say("data.feeds-about")));
        rows.push(Fact { label: sheet.say("data.feeds"), values: feeds, ..Fact::default() });
    }
    sheet.section("vocabularies", sheet.say("data.vocabularies"), vec![Block::Facts(Facts { rows, band: false })]);
}
