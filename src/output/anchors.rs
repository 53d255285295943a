//! The addresses on a page that others may have noted: its headings, clauses and parts. Reads the HTML that this program writes.

use memchr::{memchr, memmem, memrchr};

/// What stands before an id in a tag.
const BEFORE: &[u8] = b" id=\"";

/// The ids of a page's headings, clauses and explained words, sorted. Of what the page itself makes, its parts (`part-…`) count where they
/// have a heading, which offers its address; what is within them, and footnotes (`note-…`), are no addresses to be kept: nobody cites them.
pub fn of(html: &[u8]) -> Vec<String> {
    let mut anchors: Vec<String> = memmem::find_iter(html, BEFORE).filter_map(|at| cited(html, at)).collect();
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

/// The id that begins at a place, where it is one that is cited.
fn cited(html: &[u8], at: usize) -> Option<String> {
    let tag = &html[memrchr(b'<', &html[..at])? + 1..at];
    let element = tag.split(|byte| matches!(byte, b' ' | b'\n')).next()?;
    let rest = &html[at + BEFORE.len()..];
    let id = std::str::from_utf8(&rest[..memchr(b'"', rest)?]).ok()?;
    let is_heading = matches!(element, b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6");
    let is_element = is_heading || matches!(element, b"p" | b"li" | b"div" | b"dt" | b"span");
    let is_the_pages = id.starts_with("part-") && element != b"h2" || id.starts_with("note-") || id.is_empty();
    (is_element && !tag.contains(&b'>') && !is_the_pages).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_clauses_are_found_and_nothing_else() {
        let html = "<main id=\"main\"><h2 class=\"clause\" id=\"quorum\">Q</h2>\n<p class=\"clause\" id=\"clause-half\">x id=\"no\" </p>\
                    <li id=\"note-1\">n</li><li class=\"clause\" id=\"a\">a</li><h2 id=\"part-seats\">S</h2><h3 id=\"part-calculator\">C</h3><input id=\"seat\">\
                    <div id=\"term-icb\"></div><p id=\"\"></p>";
        assert_eq!(of(html.as_bytes()), ["a", "clause-half", "part-seats", "quorum", "term-icb"]);
        assert_eq!(of(b"\xff <p"), [""; 0]);
    }
}
