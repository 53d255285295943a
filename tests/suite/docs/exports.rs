//! `docs/exports.md`: the registers with their columns, as the program writes them. A column that goes, or has another name, is seen here.

use std::fmt::Write as _;

use handbook::output::Route;
use handbook::project;
use handbook::source::memory;
use jiff::civil::Date;
use serde_json::Value;

use super::{cell, files, keep_in_step, read};

const DOCUMENT: &str = "docs/exports.md";

#[test]
fn the_registers_are_those_of_the_program() {
    let names = keep_in_step(DOCUMENT, |name, _| match name {
        "registers" => registers(),
        other => panic!("{DOCUMENT}: nothing is known of `{other}`"),
    });
    assert!(names.contains("registers"));
}

/// A table of the registers, from what a site says of its tables.
fn registers() -> String {
    let sources = memory::sources([("handbook.toml", "title = \"T\"\n")]);
    let site = project::edition(sources, Date::constant(2026, 11, 1)).site.expect("the theme can be read");
    let mut text = "| register | what it holds | columns |\n|---|---|---|\n".to_owned();
    for register in order() {
        let route = Route::file(&format!("data/{register}.csv-metadata.json")).expect("a path");
        let content = site.render(&route).unwrap_or_else(|| panic!("{DOCUMENT}: there is no register `{register}`"));
        let metadata: Value = serde_json::from_slice(&content.expect("it can be made").bytes).expect("JSON");
        let columns = metadata["tableSchema"]["columns"].as_array().expect("columns");
        let columns: Vec<String> =
            columns.iter().map(|column| format!("`{}`", column["name"].as_str().unwrap_or_default())).collect();
        let about = metadata["dc:description"].as_str().unwrap_or_default();
        let _ = writeln!(text, "| `{register}` | {} | {} |", cell(about), columns.join(", "));
    }
    text
}

/// The registers in the order in which the table of phrases has them.
fn order() -> Vec<String> {
    let table: toml::Table = toml::from_str(&read("themes/default/phrases/en.toml")).expect("phrases");
    let data = table["data"].as_table().expect("phrases of the data page");
    data["registers"].as_table().expect("registers").keys().cloned().collect()
}

#[test]
fn every_register_of_a_site_is_there() {
    let site = project::edition(memory::sources([("handbook.toml", "title = \"T\"\n")]), Date::constant(2026, 11, 1)).site;
    let site = site.expect("the theme can be read");
    let tables = site.routes().filter_map(|route| route.as_str().strip_prefix("data/")?.strip_suffix(".csv"));
    let mut tables: Vec<&str> = tables.collect();
    let mut order = order();
    tables.sort_unstable();
    order.sort_unstable();
    assert_eq!(tables, order);
    assert!(files(&read(DOCUMENT)).is_empty());
}
