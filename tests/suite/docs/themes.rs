//! `docs/themes.md`: the views as `src/site/view.rs` documents them, and examples that the program takes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use handbook::output::{Content, Route};
use handbook::project;
use handbook::source::{File, Sources, disk};
use jiff::civil::Date;

use super::{cell, files, keep_in_step, read};

const DOCUMENT: &str = "docs/themes.md";
/// The day on which the fictional handbook is read.
const TODAY: Date = Date::constant(2026, 11, 1);

/// One struct, or one variant of an enum, with its fields.
struct View {
    name: String,
    doc: String,
    fields: Vec<ViewField>,
    /// For an enum: its variants.
    variants: Vec<View>,
    /// For a variant that holds a struct: which.
    holds: Option<String>,
}

struct ViewField {
    name: String,
    kind: String,
    doc: String,
}

/// The views, in the order in which the file has them.
fn views() -> Vec<View> {
    let text = read("src/site/view.rs");
    let mut views = Vec::new();
    let mut doc = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("/// ") {
            doc = join(&doc, words);
        } else if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")) {
            let fields = fields(&mut lines, "    ");
            views.push(View { name: name.to_owned(), doc: std::mem::take(&mut doc), fields, variants: Vec::new(), holds: None });
        } else if let Some(name) = line.strip_prefix("pub enum ").and_then(|rest| rest.strip_suffix(" {")) {
            let variants = variants(&mut lines);
            views.push(View { name: name.to_owned(), doc: std::mem::take(&mut doc), fields: Vec::new(), variants, holds: None });
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    views
}

fn join(doc: &str, words: &str) -> String {
    if doc.is_empty() { words.to_owned() } else { format!("{doc} {words}") }
}

fn fields<'l>(lines: &mut impl Iterator<Item = &'l str>, indent: &str) -> Vec<ViewField> {
    let end = format!("{}}}", &indent[4..]);
    let mut doc = String::new();
    let mut found = Vec::new();
    for line in lines.by_ref().take_while(|line| line.trim_end_matches(',') != end) {
        let line = line.strip_prefix(indent).unwrap_or_else(|| panic!("src/site/view.rs: {line}"));
        if let Some(words) = line.strip_prefix("/// ") {
            doc = join(&doc, words);
        } else if let Some((name, kind)) = line.trim_start_matches("pub ").trim_end_matches(',').split_once(": ") {
            found.push(ViewField { name: name.to_owned(), kind: kind.to_owned(), doc: std::mem::take(&mut doc) });
        }
    }
    found
}

fn variants<'l>(lines: &mut impl Iterator<Item = &'l str>) -> Vec<View> {
    let mut doc = String::new();
    let mut found = Vec::new();
    while let Some(line) = lines.next().filter(|line| *line != "}") {
        let line = line.trim();
        let mut variant = |name: &str, fields, holds| {
            found.push(View { name: kebab(name), doc: std::mem::take(&mut doc), fields, variants: Vec::new(), holds });
        };
        if let Some(words) = line.strip_prefix("/// ") {
            doc = join(&doc, words);
        } else if let Some(name) = line.strip_suffix(" {") {
            variant(name, fields(lines, "        "), None);
        } else if let Some((name, holds)) = line.trim_end_matches("),").split_once('(') {
            variant(name, Vec::new(), Some(holds.to_owned()));
        }
    }
    found
}

/// As serde names variants.
fn kebab(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push('-');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn described() -> String {
    let views = views();
    let names: Vec<&str> = views.iter().map(|view| view.name.as_str()).collect();
    let mut text = String::new();
    for view in &views {
        let _ = write!(text, "### {}\n\n{}\n\n", view.name, view.doc);
        if view.variants.is_empty() {
            text.push_str(&rows(&view.fields, &names));
        } else {
            text.push_str("| `block` | what it is | its fields |\n|---|---|---|\n");
            for variant in &view.variants {
                let _ = writeln!(text, "| `{}` | {} | {} |", variant.name, cell(&variant.doc), held(variant, &names));
            }
        }
        text.push('\n');
    }
    text
}

fn rows(fields: &[ViewField], names: &[&str]) -> String {
    let mut text = "| field | holds | what it is |\n|---|---|---|\n".to_owned();
    for field in fields {
        let _ = writeln!(text, "| `{}` | {} | {} |", field.name, kind(&field.kind, names), cell(&field.doc));
    }
    text
}

fn held(variant: &View, names: &[&str]) -> String {
    if let Some(holds) = &variant.holds {
        return format!("those of {}", kind(holds, names));
    }
    let fields =
        variant.fields.iter().map(|field| format!("`{}` ({}): {}", field.name, kind(&field.kind, names), cell(&field.doc)));
    fields.collect::<Vec<_>>().join("<br>")
}

/// A Rust type, as an author of templates would say it.
fn kind(written: &str, names: &[&str]) -> String {
    let inner = |before: &str| written.strip_prefix(before).and_then(|rest| rest.strip_suffix('>'));
    if let Some(inner) = inner("Option<") {
        return format!("{}, or nothing", kind(inner, names));
    }
    if let Some(inner) = inner("Vec<") {
        return format!("list of {}", kind(inner, names));
    }
    match written {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u8" => "number".to_owned(),
        "Html" => "HTML: print it with `safe`".to_owned(),
        "Words" => "running text: list of [Run](#run)".to_owned(),
        name if names.contains(&name) => format!("[{name}](#{})", name.to_lowercase()),
        other => panic!("src/site/view.rs: it is not known how to say `{other}`"),
    }
}

/// One page of each kind of the fictional handbook.
fn kinds_of_page() -> String {
    let mut kinds: BTreeMap<String, String> = BTreeMap::new();
    for (route, content) in rendered(fictional()) {
        let text = String::from_utf8_lossy(&content.bytes).into_owned();
        let kind = text.split_once("<body data-page=\"").and_then(|(_, rest)| Some(rest.split_once('"')?.0.to_owned()));
        if let Some(kind) = kind.filter(|kind| kind != "redirect") {
            let address = if route.as_str().is_empty() { "the home page".to_owned() } else { format!("`{route}`") };
            kinds.entry(kind).or_insert(address);
        }
    }
    let mut text = "| kind | its own template | such as |\n|---|---|---|\n".to_owned();
    for (kind, address) in kinds {
        let _ = writeln!(text, "| `{kind}` | `templates/pages/{kind}.html` | {address} |");
    }
    text
}

fn fictional() -> Sources {
    disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook")).unwrap_or_else(|error| panic!("{error}"))
}

fn rendered(sources: Sources) -> BTreeMap<Route, Content> {
    let edition = project::edition(sources, TODAY);
    let site = edition.site.unwrap_or_else(|| panic!("{:?}", edition.report));
    let render = |route: &Route| {
        let content = site.render(route).expect("a planned address has content");
        (route.clone(), content.unwrap_or_else(|error| panic!("{route}: {}, line {}: {error}", error.template, error.line)))
    };
    site.routes().map(render).collect()
}

#[test]
fn the_views_of_the_themes_page_are_in_step() {
    let names = keep_in_step(DOCUMENT, |name, _| match name {
        "views" => described(),
        "kinds of page" => kinds_of_page(),
        _ => panic!("{DOCUMENT}: nothing is generated for `{name}`"),
    });
    assert!(names.contains("views") && names.contains("kinds of page"), "{names:?}");
}

#[test]
fn the_themes_page_names_every_component_and_what_a_redirect_sees() {
    let document = read(DOCUMENT);
    let components = read("themes/default/templates/components.html");
    for component in components.split("{% component ").skip(1).filter_map(|rest| rest.split_once('(')) {
        assert!(document.contains(&format!("`{}(", component.0)), "the component `{}` is not named", component.0);
    }
    let pages = read("src/site/page/mod.rs");
    let view = pages.split_once("struct RedirectView {").and_then(|(_, rest)| rest.split_once('}')).expect("the view").0;
    for field in view.lines().filter_map(|line| line.trim().split_once(':')) {
        assert!(document.contains(&format!("`{}`", field.0)), "`{}` of a redirect is not named", field.0);
    }
}

#[test]
fn the_examples_of_the_themes_page_are_taken() {
    let mut sources = fictional();
    let plain = rendered(sources.clone());
    let files = files(&read(DOCUMENT));
    let own: Vec<(&String, &str)> = files.iter().filter_map(|(path, text)| Some((text, path.strip_prefix("theme/")?))).collect();
    assert!(own.len() >= 2, "{:?}", files.keys());
    for (text, path) in own {
        sources.theme.insert(path.into(), Arc::new(File::new(path, text.as_bytes())));
    }
    let themed = rendered(sources);
    let differs = themed.iter().any(|(route, content)| plain.get(route) != Some(content));
    assert!(differs, "the examples change nothing");
}
