//! Telling the browser of a new state: the script in each page, and the channel it listens to, which carries a number and nothing else.

use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Bytes;
use tokio::sync::{mpsc, watch};

use super::shown::Shown;
use super::{gate, overlay};
use crate::output::Route;

/// Where the script is served.
pub(super) const SCRIPT_PATH: &str = "/_handbook/reload.js";
/// The script.
pub(super) const SCRIPT: &str = include_str!("reload.js");
/// Where the channel is.
pub(super) const EVENTS_PATH: &str = "/_handbook/events";

/// How often a silent channel says that it is there, so that one whose reader has gone is found out.
const REASSURANCE: Duration = Duration::from_secs(15);

/// The number of each new state, beginning with the present one. Ends when the reader goes or the preview does.
pub(super) fn events(mut shown: watch::Receiver<Arc<Shown>>) -> mpsc::Receiver<Bytes> {
    let (sender, receiver) = mpsc::channel(1);
    tokio::spawn(async move {
        let present = shown.borrow_and_update().generation;
        let mut text = format!("retry: 500\ndata: {present}\n\n");
        while sender.send(text.into()).await.is_ok() {
            text = tokio::select! {
                changed = shown.changed() => match changed {
                    Ok(()) => format!("data: {}\n\n", shown.borrow_and_update().generation),
                    Err(_) => return,
                },
                () = tokio::time::sleep(REASSURANCE) => ":\n\n".to_string(),
                () = sender.closed() => return,
            };
        }
    });
    receiver
}

/// The page with the script at the end of its head and the problems at the start of its body.
pub(super) fn dress(page: &[u8], overlay: &str, stamp: u64, generation: u64) -> Vec<u8> {
    let style =
        if overlay.is_empty() { String::new() } else { format!("<link rel=\"stylesheet\" href=\"{}\">\n", overlay::STYLE_PATH) };
    let script =
        format!("<script src=\"{SCRIPT_PATH}\" data-page=\"{stamp:016x}\" data-generation=\"{generation}\" defer></script>\n");
    let head_ends = find(page, b"</head", 0);
    let body_begins = find(page, b"<body", head_ends.unwrap_or(0)).map(|start| end_of_tag(page, start));
    // A page without a head is an attachment, and a browser makes do with the script at its start.
    let head_ends = head_ends.unwrap_or(body_begins.unwrap_or(0));
    let body_begins = body_begins.unwrap_or(head_ends).max(head_ends);
    [
        &page[..head_ends],
        style.as_bytes(),
        script.as_bytes(),
        &page[head_ends..body_begins],
        overlay.as_bytes(),
        &page[body_begins..],
    ]
    .concat()
}

/// The site's own files that a page loads: styles, scripts, pictures.
pub(super) fn loaded_by(page: &[u8], at: &Route) -> Vec<Route> {
    let tags = (0..page.len()).filter(|start| page[*start] == b'<');
    let attributes = tags.filter_map(|start| {
        let after = &page[start + 1..];
        let name = if after.starts_with(b"link ") {
            " href=\""
        } else if after.starts_with(b"script ") || after.starts_with(b"img ") {
            " src=\""
        } else {
            return None;
        };
        let tag = start..end_of_tag(page, start);
        attribute(page, tag, name)
    });
    attributes.filter_map(|reference| resolve(at, reference)).collect()
}

fn attribute<'p>(page: &'p [u8], tag: Range<usize>, name: &str) -> Option<&'p str> {
    let tag = &page[tag];
    let start = find(tag, name.as_bytes(), 0)? + name.len();
    let length = tag[start..].iter().position(|byte| *byte == b'"')?;
    std::str::from_utf8(&tag[start..start + length]).ok()
}

/// The file that a reference in the page at `at` names; `None` where it leads elsewhere.
fn resolve(at: &Route, reference: &str) -> Option<Route> {
    let path =
        reference.split(['?', '#']).next().filter(|path| !path.is_empty() && !path.contains(':') && !path.starts_with("//"))?;
    let mut segments: Vec<String> = Vec::new();
    if !path.starts_with('/') {
        let folder = at.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        segments.extend(folder.split('/').filter(|segment| !segment.is_empty()).map(str::to_string));
    }
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()?),
            _ => segments.push(gate::decode(segment)?),
        }
    }
    Route::file(&segments.join("/"))
}

/// Where `wanted` (lower-case) stands in `page` at or after `from`, in any case.
fn find(page: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    page.get(from..)?.windows(wanted.len()).position(|window| window.eq_ignore_ascii_case(wanted)).map(|at| from + at)
}

/// The byte after the tag that begins at `start`; a `>` between quotation marks does not end it.
fn end_of_tag(page: &[u8], start: usize) -> usize {
    let mut quoted = None;
    for (at, byte) in page.iter().enumerate().skip(start) {
        match (quoted, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quoted = Some(byte),
            (Some(mark), _) if mark == byte => quoted = None,
            _ => {}
        }
    }
    page.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(page: &str, overlay: &str) -> String {
        String::from_utf8(dress(page.as_bytes(), overlay, 7, 3)).unwrap()
    }

    const SCRIPT_TAG: &str =
        "<script src=\"/_handbook/reload.js\" data-page=\"0000000000000007\" data-generation=\"3\" defer></script>\n";

    #[test]
    fn the_script_ends_the_head_and_the_problems_begin_the_body() {
        let page = "<html><head><title>x</title></HEAD>\n<body class=\"a>b\" id='c'><p>text</p></body></html>";
        assert_eq!(dressed(page, ""), page.replace("</HEAD>", &format!("{SCRIPT_TAG}</HEAD>")));
        let head = format!("<link rel=\"stylesheet\" href=\"/_handbook/overlay.css\">\n{SCRIPT_TAG}</HEAD>");
        let expected = page.replace("</HEAD>", &head).replace("id='c'>", "id='c'><b>!</b>");
        assert_eq!(dressed(page, "<b>!</b>"), expected);
    }

    #[test]
    fn a_page_without_head_or_body_is_dressed_all_the_same() {
        assert_eq!(dressed("<p>text</p>", "<b>!</b>").matches("<b>!</b>").count(), 1);
        assert_eq!(dressed("", ""), SCRIPT_TAG);
        assert!(dressed("<body", "<b>!</b>").ends_with("<b>!</b>"));
    }

    #[test]
    fn a_page_loads_styles_scripts_and_pictures_of_its_own_site() {
        let page = "<link rel=\"stylesheet\" href=\"../../static/style.css?v=1\"><link rel=\"icon\" href=\"https://example.org/x.png\">\
                    <script src=\"/static/menu.js\" defer></script><img alt=\"a > b\" src=\"plan%20a.png\"><img src=\"../../../../x\">\
                    <a href=\"other.html\">x</a><img src=\"data:image/png;base64,x\"><link rel=\"x\" href=\"//evil.example/x\">";
        let routes = loaded_by(page.as_bytes(), &Route::page("organisations/leeds").unwrap());
        let routes: Vec<&str> = routes.iter().map(Route::as_str).collect();
        assert_eq!(routes, ["static/style.css", "static/menu.js", "organisations/leeds/plan a.png"]);
    }
}
