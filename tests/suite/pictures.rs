//! Pictures stand where readers look for them: on pages of areas, of forums, and wherever something has a history.

use std::path::Path;

use handbook::output::Route;
use handbook::project::Project;
use handbook::site::Settings;
use jiff::civil::Date;

fn page(path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook");
    let edition = Project::new(&folder, Date::constant(2026, 6, 1), Settings::default()).edition().expect("it can be read");
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = site.render(&Route::page(path).unwrap()).expect("the page is planned").expect("the template is sound");
    String::from_utf8_lossy(&content.bytes).into_owned()
}

/// A section of a page, from its heading to the end.
fn section<'p>(page: &'p str, id: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("<section aria-labelledby=\"part-{id}\">")).unwrap_or_else(|| panic!("no {id}"));
    rest.split("</section>").next().unwrap_or("")
}

/// Both drawings, whose boxes are links; and the same in words.
fn is_drawn(section: &str, names: &[&str]) {
    assert!(section.contains("class=\"diagram-wide\"") && section.contains("class=\"diagram-tall\""));
    let (drawn, words) = section.split_once("<details").expect("the same in words");
    for name in names {
        let line = name.split(' ').next().unwrap();
        assert!(drawn.contains(line), "{name} is not drawn");
        assert!(words.contains(name), "{name} is not told in words");
    }
    assert!(drawn.matches("<a class=\"node").count() >= 2 * names.len(), "not every box is a link");
}

#[test]
fn an_area_shows_its_bodies_and_collaboratives() {
    let page = page("areas/northmarch");
    is_drawn(section(&page, "diagram"), &["Marl Place Alliance", "Northmarch Voices"]);
}

#[test]
fn a_forum_shows_to_whom_it_answers_and_who_answers_to_it() {
    let page = page("collaboratives/awap/terms-of-reference/elective-delivery-group");
    is_drawn(section(&page, "answering"), &["Elective Delivery Group"]);
}

#[test]
fn a_history_is_drawn_to_scale_above_its_list() {
    let page = page("collaboratives/awap");
    let timeline = section(&page, "timeline");
    assert!(timeline.contains("class=\"diagram-wide times\"") && timeline.contains("<ol class=\"timeline\">"));
}
