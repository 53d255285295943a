use super::*;

fn read_at(path: &str, text: &str) -> (Body, Vec<Diagnostic>) {
    let mut report = Report::default();
    let body = super::read(&path.into(), text, Span::new(0..text.len()), &mut report);
    (body, report.into_iter().collect())
}

fn read(text: &str) -> (Body, Vec<Diagnostic>) {
    read_at("collaboratives/wyaat/terms-of-reference/board.md", text)
}

/// Each diagnostic as its check and the text it marks.
fn marked(text: &str) -> Vec<(&'static str, &str)> {
    let (_, diagnostics) = read(text);
    diagnostics.iter().map(|diagnostic| (diagnostic.check, &text[diagnostic.place.span.range()])).collect()
}

fn outline(text: &str) -> Vec<(String, String, String)> {
    let headings = read(text).0.outline.into_iter();
    headings.map(|heading| (heading.number, heading.id, heading.title)).collect()
}

fn clauses(text: &str) -> Vec<(String, String)> {
    read(text).0.clauses.into_iter().map(|clause| (clause.number, clause.id)).collect()
}

fn pair<'a>(number: &'a str, id: &'a str) -> (String, String) {
    (number.into(), id.into())
}

fn triple(number: &str, id: &str, title: &str) -> (String, String, String) {
    (number.into(), id.into(), title.into())
}

#[test]
fn headings_are_numbered_and_have_ids() {
    let text = "# Terms\n\n## Purpose\n\n## The *quorum* {#quorum}\n\n### Deputies\n\n#### Who may\n\n### 2.7 Voting\n\n### After\n\n## 3. Quorum\n";
    let expected = [
        triple("", "terms", "Terms"),
        triple("1", "purpose", "Purpose"),
        triple("2", "quorum", "The quorum"),
        triple("2.1", "deputies", "Deputies"),
        triple("2.1.1", "who-may", "Who may"),
        triple("2.7", "voting", "Voting"),
        triple("2.8", "after", "After"),
        triple("3", "quorum-1", "Quorum"),
    ];
    assert_eq!(outline(text), expected);
    let (body, diagnostics) = read(text);
    assert_eq!(diagnostics, []);
    assert_eq!(body.title.as_deref(), Some("Terms"));
    assert_eq!(body.outline.iter().map(|heading| heading.depth).collect::<Vec<_>>(), [0, 1, 1, 2, 3, 2, 2, 1]);
    assert!(body.outline[2].fixed && !body.outline[7].fixed);
    assert_eq!(&text[body.outline[2].span.range()], "## The *quorum* {#quorum}\n");
}

#[test]
fn an_id_that_an_author_chose_is_not_taken_by_an_earlier_heading() {
    assert_eq!(outline("## Quorum\n\n## Numbers {#quorum}\n")[0].1, "quorum-1");
}

#[test]
fn the_pages_own_ids_are_prefixed() {
    assert_eq!(outline("## Search\n\n## Main\n")[0].1, "section-search");
    assert_eq!(read("## Search\n").0.anchor("search"), Some("section-search"));
    assert_eq!(marked("## x {#search}\n"), [("prose/anchor-reserved", "{#search}")]);
}

#[test]
fn anchors_that_cannot_be_are_reported() {
    assert_eq!(marked("## x {#Not Good}\n"), [("prose/anchor", "{#Not Good}")]);
    assert_eq!(marked("## x {#NotGood}\n"), [("prose/anchor", "{#NotGood}")]);
    assert_eq!(marked("## x {#a}\n\n## y {#a}\n"), [("prose/anchor-twice", "{#a}")]);
    assert_eq!(marked("## x {#}\n"), [("prose/anchor", "{#}")]);
    assert!(read("## x {#}\n").1.iter().all(|finding| !finding.hints.is_empty()), "each has a way out");
}

#[test]
fn several_first_headings_skipped_levels_and_empty_headings_are_remarked() {
    assert_eq!(marked("# A\n\n# B\n"), [("prose/several-titles", "# B\n")]);
    assert_eq!(marked("## A\n\n#### B\n"), [("prose/heading-skips", "#### B\n")]);
    assert_eq!(marked("## A\n\n##\n"), [("prose/heading-empty", "##\n")]);
    assert_eq!(outline("# A\n\n## B\n\n# C\n").iter().map(|heading| heading.0.as_str()).collect::<Vec<_>>(), ["1", "1.1", "2"]);
}

#[test]
fn numbered_paragraphs_are_clauses() {
    let text = "## Quorum\n\n1.1 The quorum is half.\n\n1.2. Deputies count. {#deputies}\n\n1.5 million pounds is not a clause.\n\n2.1 Nor is this one of section 1.\n";
    assert_eq!(clauses(text), [pair("1.1", "clause-the-quorum-is-half"), pair("1.2", "deputies")]);
    assert_eq!(read(text).0.clauses[1].beginning, "Deputies count.");
}

#[test]
fn ordered_lists_at_the_margin_are_clauses_and_share_the_sections_count() {
    let text = "## Quorum\n\n1. Half of all. {#half}\n   1. With the chair.\n2. Else none.\n\n- not this\n  1. nor this\n\nThen:\n\n1. Third.\n\n### Deputies\n\n> 1. quoted\n";
    let expected = [
        pair("1.1", "half"),
        pair("1.1(a)", "clause-with-the-chair"),
        pair("1.2", "clause-else-none"),
        pair("1.3", "clause-third"),
    ];
    assert_eq!(clauses(text), expected);
    assert_eq!(outline(text)[1].0, "1.4");
    assert_eq!(clauses("1. One\n2. Two\n"), [pair("1", "clause-one"), pair("2", "clause-two")]);
}

#[test]
fn a_number_of_another_section_is_remarked() {
    assert_eq!(marked("## Quorum\n\n3.1 The quorum is half.\n"), [("prose/number-astray", "3.1")]);
    assert_eq!(marked("## 3. Quorum\n\n3.1 The quorum is half.\n"), []);
    assert_eq!(marked("## Money\n\n2.5 million.\n"), []);
}

#[test]
fn quoted_headings_do_not_count() {
    let text = "# Title\n\n> # Quoted\n\n## A\n";
    assert_eq!(marked(text), []);
    assert_eq!(outline(text)[2].0, "1");
    assert_eq!(read("> # Quoted\n").0.title, None);
}

#[test]
fn links_that_were_not_read_are_remarked() {
    assert_eq!(marked("a [b](tel:+44 1) c"), [("prose/link-broken", "[b](tel:+44 1)")]);
    assert_eq!(marked("a [b](<tel:+44 113 1>) c `[b](c d)`"), []);
}

#[test]
fn lists_below_a_numbered_paragraph_are_part_of_it() {
    let text = "## 3 Duties\n\n## 3. Duties\n\n3.1 The committee will:\n\n1. oversee\n2. report\n\n3.2 Its chair will not.\n";
    let numbers: Vec<String> = clauses(text).into_iter().map(|clause| clause.0).collect();
    assert_eq!(numbers, ["3.1", "3.1(a)", "3.1(b)", "3.2"]);
}

#[test]
fn a_number_given_twice_is_reported() {
    let text = "## 2.1 One\n\n## 2.1 Two\n";
    assert_eq!(marked(text), [("prose/number-twice", "## 2.1 Two\n")]);
}

#[test]
fn a_clause_keeps_its_id_when_others_come_and_go() {
    let (before, after) = ("1. The chair votes last.\n", "1. A new one.\n2. The chair votes last.\n");
    assert_eq!(clauses(before)[0].1, clauses(after)[1].1);
}

#[test]
fn letters_that_authors_wrote_are_part_of_the_clause_above() {
    let text = "## 3. Duties\n\n3.1 The committee will:\n\n(a) oversee;\n\n(b) report to:\n\n(i) boards;\n\n(ii) the public. {#public}\n\n\
                3.2 Others may not.\n\n(NHS) is no letter.\n\n## 4. Else\n\n(a) stands in no clause.\n";
    let expected = [
        pair("3.1", "clause-the-committee-will"),
        pair("3.1(a)", "clause-oversee"),
        pair("3.1(b)", "clause-report-to"),
        pair("3.1(b)(i)", "clause-boards"),
        pair("3.1(b)(ii)", "public"),
        pair("3.2", "clause-others-may-not"),
    ];
    assert_eq!(clauses(text), expected);
    let (body, _) = read(text);
    assert_eq!(body.anchor("3.1(b)(ii)"), Some("public"));
    assert_eq!(body.clauses[4].shown_number(), "(ii)");
}

#[test]
fn the_same_words_in_another_section_do_not_change_an_address() {
    let chair = "1. The chair decides.\n\n";
    let before = format!("## Urgent matters\n\n{chair}## Quorum\n\n### Deputies\n\n{chair}");
    let after = format!("## Urgent matters\n\n{chair}## Money\n\n{chair}## Quorum\n\n### Deputies\n\n{chair}{chair}");
    let ids = |text: &str| clauses(text).into_iter().map(|clause| clause.1).collect::<Vec<_>>();
    assert_eq!(ids(&before), ["clause-the-chair-decides", "clause-the-chair-decides-in-deputies"]);
    let expected = [
        "clause-the-chair-decides",
        "clause-the-chair-decides-in-money",
        "clause-the-chair-decides-in-deputies",
        "clause-the-chair-decides-1",
    ];
    assert_eq!(ids(&after), expected);
    assert_eq!(outline("## A\n\n### Members\n\n## B\n\n### Members\n")[3].1, "members-in-b");
}

#[test]
fn anchors_are_found_by_id_and_by_number() {
    let (body, _) = read("## Quorum\n\n1.1 Half.\n");
    assert_eq!(body.anchor("quorum"), Some("quorum"));
    assert_eq!(body.anchor("1"), Some("quorum"));
    assert_eq!(body.anchor("1.1"), Some("clause-half"));
    assert_eq!((body.anchor(""), body.anchor("x")), (None, None));
    assert_eq!(body.nearest("quorom"), Some("quorum"));
}

#[test]
fn references_of_all_forms_are_read_with_their_places() {
    let text = "Text [[wyaat]] and [[wyaat|the *association*]], [[organisation:x]],\n[[wyaat/committee-in-common#quorum]], \
                [a trust](../../../organisations/x.toml) and [it](board.md#quorum).\n\n| a |\n|---|\n| [[x\\|y]] |\n";
    let (body, diagnostics) = read(text);
    assert_eq!(diagnostics, []);
    let found: Vec<_> = body
        .references
        .iter()
        .map(|one| (one.target.as_str(), one.fragment.as_deref(), one.label.as_deref(), &text[one.target_span.range()]))
        .collect();
    let board = "collaboratives/wyaat/terms-of-reference/board.md";
    assert_eq!(
        found,
        [
            ("wyaat", None, None, "wyaat"),
            ("wyaat", None, Some("the association"), "wyaat"),
            ("organisation:x", None, None, "organisation:x"),
            ("wyaat/committee-in-common", Some("quorum"), None, "wyaat/committee-in-common#quorum"),
            ("organisations/x.toml", None, Some("a trust"), "../../../organisations/x.toml"),
            (board, Some("quorum"), Some("it"), "board.md#quorum"),
            ("x", None, Some("y"), "x"),
        ]
    );
    assert_eq!(body.references[4].form, Form::File);
    assert_eq!(&text[body.references[1].span.range()], "[[wyaat|the *association*]]");
}

#[test]
fn places_are_places_in_the_file() {
    let text = "+++\nname = \"é\"\n+++\nSee [[wyaat]] and <b>.\n";
    let mut report = Report::default();
    let prose = Span::new(text.rfind("+++\n").unwrap() + 4..text.len());
    let body = super::read(&"pages/a.md".into(), text, prose, &mut report);
    assert_eq!(&text[body.references[0].span.range()], "[[wyaat]]");
    let place = report.iter().next().unwrap().place.span;
    assert_eq!(&text[place.range()], "<b>");
}

#[test]
fn links_that_lead_nowhere_are_reported_where_they_stand() {
    assert_eq!(marked("[x]()"), [("prose/link-empty", "[x]()")]);
    assert_eq!(marked("[[ ]]"), [("prose/link-empty", " ")]);
    assert_eq!(marked("[x](javascript:alert(1))"), [("prose/link-scheme", "javascript:alert(1)")]);
    assert_eq!(marked("<vbscript:x>"), [("prose/link-scheme", "vbscript:x")]);
    assert_eq!(marked("[x](/organisations/x/)"), [("prose/link-from-root", "/organisations/x/")]);
    assert_eq!(marked("[x](../../../../y.md)"), [("prose/link-outside-content", "../../../../y.md")]);
    assert_eq!(marked("[x](../y/)"), [("prose/link-to-no-file", "../y/")]);
    assert_eq!(marked("[x](https:evil)"), [("prose/link-address", "https:evil")]);
    assert_eq!(marked("[](https://example.org)"), [("prose/link-without-words", "[](https://example.org)")]);
    assert_eq!(marked("[x][y]"), [("prose/link-undefined", "[x][y]")]);
    assert_eq!(marked("[x](https://example.org), <a@example.org>, [sic] and [y]: x"), []);
}

#[test]
fn links_to_anchors_of_the_same_text_are_checked_here() {
    assert_eq!(marked("## Quorum\n\n[x](#quorum), [[#quorum]], [y](#part-members)\n"), []);
    assert_eq!(marked("## Quorum\n\n[x](#quorom)\n"), [("prose/unknown-anchor", "quorom")]);
    let (_, diagnostics) = read("## Quorum\n\n[x](#quorom)\n");
    assert_eq!(diagnostics[0].hints, ["did you mean `#quorum`?"]);
}

#[test]
fn pictures_are_attachments_with_words() {
    let (body, diagnostics) = read("![A map](files/map.png) and [the text](files/mou.pdf)\n");
    assert_eq!(diagnostics, []);
    assert_eq!((body.attachments[0].path.as_str(), body.attachments[0].shown), ("files/map.png", true));
    assert_eq!((body.attachments[1].path.as_str(), body.attachments[1].shown), ("files/mou.pdf", false));
    assert_eq!(marked("![](files/map.png)"), [("prose/image-without-text", "![](files/map.png)")]);
    assert_eq!(marked("![x](https://example.org/x.png)"), [("prose/image-elsewhere", "https://example.org/x.png")]);
    assert_eq!(marked("![x](files/x.pdf)"), [("prose/image-kind", "files/x.pdf")]);
    assert_eq!(marked("![x](data:image/png;base64,x)"), [("prose/link-scheme", "data:image/png;base64,x")]);
}

#[test]
fn parts_stand_alone_in_a_paragraph() {
    let (body, diagnostics) = read("Before\n\n{{ members }}\n\n{{quorum}}\n\n{{ 7*7 }} `{{ seats }}`\n");
    assert_eq!(diagnostics, []);
    assert_eq!(body.parts.iter().map(|part| part.name.as_str()).collect::<Vec<_>>(), ["members", "quorum"]);
    assert_eq!(marked("{{ member }}\n"), [("prose/unknown-part", "{{ member }}")]);
    assert_eq!(read("{{ member }}\n").1[0].hints, ["did you mean `{{ members }}`?"]);
    assert_eq!(marked("{{ quorum }}\n\n{{ quorum }}\n"), [("prose/part-twice", "{{ quorum }}")]);
    assert_eq!(marked("> {{ quorum }}\n"), [("prose/part-inside", "{{ quorum }}")]);
    assert_eq!(marked("See {{ quorum }} here\n"), [("prose/part-inside", "See {{ quorum }} here")]);
}

#[test]
fn raw_html_is_remarked_once_a_block_and_comments_are_not() {
    assert_eq!(
        marked("<div>\n<p>x\n</div>\n\na <b>c</b>\n"),
        [("prose/raw-html", "<div>\n<p>x\n</div>"), ("prose/raw-html", "<b>")]
    );
    assert_eq!(marked("<!-- note -->\n\na <!-- b --> c\n"), []);
    assert_eq!(marked("<!-- note\n\nmore\n"), [("prose/open-comment", "<!-- note\n\nmore")]);
    assert_eq!(read("a<br>b").1[0].hints, ["end the line with `\\` for a line break"]);
}

#[test]
fn footnotes_without_an_end_are_remarked() {
    assert_eq!(marked("a[^1]\n\n[^1]: b\n"), []);
    assert_eq!(marked("a[^2]\n\n[^1]: b\n"), [("prose/footnote-undefined", "a[^2]"), ("prose/footnote-unused", "[^1]: b")]);
}

#[test]
fn there_are_words_or_none_and_text_is_plain() {
    let text = "## Quorum {#q}\n\nThe *chair*\nand `code` [[x|others]].\n\n```\nnot this\n```\n<b>\n";
    assert_eq!(plain(text, Span::new(0..text.len())), "Quorum\nThe chair\nand code others.\n");
    assert!(read("One").0.has_words && read("`one`").0.has_words);
    assert!(!read("").0.has_words && !read("---\n\n![](a.png)\n").0.has_words);
}

#[test]
fn twelve_bytes_that_made_the_parser_panic_do_not() {
    read(">o\no\n>\t{}\n>=");
}

#[test]
fn a_span_that_is_none_gives_an_empty_body() {
    let mut report = Report::default();
    let body = super::read(&"a.md".into(), "é", Span::new(1..9), &mut report);
    assert!(!body.has_words);
}

#[test]
fn abbreviations_are_kept_with_their_first_places() {
    let text = "An integrated care\nboard (ICB) and its *OPEL* level.\n\nOPEL, `CODE`, [the ICBs](https://example.org/SECRET)\n";
    let found: Vec<_> =
        read(text).0.abbreviations.into_iter().map(|one| (one.text, one.span.start as usize, one.explained)).collect();
    assert_eq!(found, [("ICB".into(), text.find("ICB").unwrap(), true), ("OPEL".into(), text.find("OPEL").unwrap(), false)]);
}
