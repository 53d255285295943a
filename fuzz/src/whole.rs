//! The whole chain over a folder in memory: from files to a site and to what is told of it.
//!
//! A line `@@ path` begins a file. What stands before the first belongs to `handbook.toml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use handbook::output::{Content, Route, verify};
use handbook::project::{self, Edition};
use handbook::source::{File, Sources};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

/// Every planned address has content; no page carries a script or a style of its own; no link leads nowhere; what is told has places.
pub fn run(bytes: &[u8]) {
    let sources = folder(bytes);
    let has_theme = !sources.theme.is_empty();
    let edition = project::edition(sources, TODAY);
    for finding in edition.report.iter() {
        let text = edition.sources.text(&finding.place.path);
        assert!(text.is_empty() || text.get(finding.place.span.range()).is_some(), "not a place: {finding:?}");
    }
    super::records::question_messages(&edition.report, &edition.sources);
    if !has_theme {
        question(&edition);
    }
}

fn question(edition: &Edition) {
    let site = edition.site.as_ref().expect("the program’s own theme can be read");
    let render = |route: &Route| {
        let content = site.render(route).unwrap_or_else(|| panic!("{route} is planned and has no content"));
        (route.clone(), content.unwrap_or_else(|error| panic!("{route}: {error}")))
    };
    let files: BTreeMap<Route, Content> = site.routes().map(render).collect();
    for (route, content) in &files {
        if content.is_page() {
            question_page(route, &String::from_utf8_lossy(&content.bytes));
        }
    }
    if !edition.report.has_errors() {
        // Which of its parts a page shows is known only once it is made: links to these are not questioned in the text.
        let mut broken = verify::verify(&files);
        broken.retain(|broken| !broken.href.starts_with("#part-"));
        assert!(broken.is_empty(), "links that lead nowhere in a handbook without errors: {broken:?}");
    }
}

fn question_page(route: &Route, page: &str) {
    assert!(page.contains("http-equiv=\"Content-Security-Policy\""), "{route} has no policy");
    assert!(!page.contains("<style") && !page.contains(" style=\""), "{route} has a style of its own");
    for script in page.split("<script").skip(1) {
        let (attributes, rest) = script.split_once('>').expect("a tag ends");
        if attributes == " type=\"application/ld+json\"" {
            let (said, _) = rest.split_once("</script>").expect("what is said to machines ends");
            assert!(!said.contains(['<', '>', '&']), "{route}: what is said to machines is not closed off");
        } else {
            assert!(attributes.starts_with(" src=") && rest.starts_with("</script>"), "{route} has a script of its own");
        }
    }
}

/// The files of a folder, as a disk would give them: no path that a reader of a disk refuses.
pub fn folder(bytes: &[u8]) -> Sources {
    let mut sources = Sources::default();
    let mut path = "handbook.toml".to_owned();
    let mut text = Vec::new();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if let Some(named) = line.strip_prefix(b"@@ ") {
            add(&mut sources, &path, &text);
            path = String::from_utf8_lossy(named).trim().to_owned();
            text.clear();
        } else {
            text.extend_from_slice(line);
        }
    }
    add(&mut sources, &path, &text);
    sources
}

fn add(sources: &mut Sources, path: &str, text: &[u8]) {
    let is_sound = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.contains(|letter: char| letter.is_control() || letter == '\\')
    };
    if path.len() > 200 || !path.split('/').all(is_sound) {
        return;
    }
    if path.starts_with("files/") {
        sources.attachments.insert(path.into(), text.into());
        return;
    }
    let (files, path) = match path.strip_prefix("theme/") {
        Some(below) => (&mut sources.theme, below),
        None if path.ends_with(".md") || path.ends_with(".toml") => (&mut sources.files, path),
        None => return,
    };
    let file = File::new(path, text);
    files.insert(Arc::clone(&file.path), Arc::new(file));
}
