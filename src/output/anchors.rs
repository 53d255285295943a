//! The addresses on a page that others may have noted: its headings and clauses. Reads the HTML that this program writes.

/// The ids of a page's headings, clauses and explained words, sorted. Those that the page gives its own parts (`part-…`) and its
/// footnotes (`note-…`) are no addresses to be kept: nobody cites them.
pub(super) fn of(html: &[u8]) -> Vec<String> {
    let html = String::from_utf8_lossy(html);
    let found = html.match_indices(" id=\"").filter_map(|(at, before)| {
        let tag = html[..at].rsplit('<').next().filter(|tag| !tag.contains('>'))?;
        let element = tag.split([' ', '\n']).next()?;
        let (id, _) = html[at + before.len()..].split_once('"')?;
        let is_cited = matches!(element, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "p" | "li" | "div" | "dt" | "span");
        let is_the_pages = id.starts_with("part-") || id.starts_with("note-") || id.is_empty();
        (is_cited && !is_the_pages).then(|| id.to_owned())
    });
    let mut anchors: Vec<String> = found.collect();
    anchors.sort_unstable();
    anchors.dedup();
    anchors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_clauses_are_found_and_nothing_else() {
        let html = "<main id=\"main\"><h2 class=\"clause\" id=\"quorum\">Q</h2>\n<p class=\"clause\" id=\"clause-half\">x id=\"no\" </p>\
                    <li id=\"note-1\">n</li><li class=\"clause\" id=\"a\">a</li><h2 id=\"part-seats\">S</h2><input id=\"seat\">\
                    <div id=\"term-icb\"></div><p id=\"\"></p>";
        assert_eq!(of(html.as_bytes()), ["a", "clause-half", "quorum", "term-icb"]);
        assert_eq!(of(b"\xff <p"), [""; 0]);
    }
}
