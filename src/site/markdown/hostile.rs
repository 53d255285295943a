//! Tests with text that means harm: markup, addresses, and shapes that make parsers slow or fail.

use std::time::{Duration, Instant};

use proptest::prelude::*;

mod well_formed;

use well_formed::wrong;

use super::super::glossary::{Glossary, Term, Terms, anchor};
use super::*;
use crate::diagnostic::Report;
use crate::record::body;
use crate::span::Span;

/// A handbook that has every record and every attachment, under names that mean harm too.
struct Everything;

impl Links for Everything {
    fn reference(&self, reference: &Reference) -> Option<Target> {
        let href = "../x/index.html".to_owned();
        Some(Target {
            href,
            title: format!("<b onclick=\"x\">{}", reference.target),
            language: None,
            summary: Some("\" onload=x".repeat(20)),
        })
    }

    fn attachment(&self, path: &str) -> Option<String> {
        Some(format!("../{}", path.replace('"', "%22")))
    }
}

fn glossary() -> Glossary {
    let term =
        |term: &str| Term { term: term.into(), short: vec!["ab".into()], definition: "\"><b>".into(), anchor: anchor(term) };
    Glossary::new(vec![term("a b"), term("a"), term("b a c"), term("Alert")])
}

fn rendered(text: &str) -> Rendered {
    let glossary = glossary();
    let body = body::read(&"pages/a.md".into(), text, Span::new(0..text.len()), &mut Report::default());
    let options = Options { title: "Title", level: 2, numbered: true, prefix: "", phrases: Phrases::english() };
    render(text, &body, &Everything, Some(&mut Terms::new(&glossary, "g")), &options)
}

#[test]
fn the_tests_see_what_is_wrong() {
    for html in
        ["<script>", "<p onclick=\"x\"></p>", "<p>", "<p><p></p></p>", "a\"b<br>", "<a href=\"javascript:x\"></a>", "</p>"]
    {
        assert!(wrong(html).is_err(), "{html}");
    }
}

const PAYLOADS: [&str; 24] = [
    "<script>hb()</script>",
    "<img src=x onerror=hb()>",
    "<svg/onload=hb()>",
    "<iframe srcdoc=\"<script>hb()</script>\">",
    "\"><script>hb()</script>",
    "'><img src=x onerror=hb()>",
    "</title><script>hb()</script>",
    "</textarea><script>hb()</script>",
    "</script><script>hb()</script>",
    "<a href=\"javascript:hb()\">x</a>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=hb()&gt;\">",
    "<style>@import '//evil'</style>",
    "<!--><img src=x onerror=hb()>-->",
    "<![CDATA[<script>hb()</script>]]>",
    "<?php hb() ?>",
    "&lt;script&gt;hb()&lt;/script&gt;",
    "&#60;script&#62;hb()&#60;/script&#62;",
    "\u{0}<script>",
    "\u{202e}<b>",
    "{{ 7*7 }}",
    "{% include \"/etc/passwd\" %}",
    "<%= hb() %>",
    "`<script>`\" onmouseover=\"hb()",
    "x\" onerror=\"hb()",
];

#[test]
fn markup_in_every_place_is_inert() {
    let places = [
        "{}",
        "# {}",
        "## {} {#{}}",
        "`{}`",
        "```{}\n{}\n```",
        "    {}",
        "| {} |\n|---|\n| {} |",
        "![{}](files/x.png \"{}\")",
        "[{}](https://example.org \"{}\")",
        "[x]({})",
        "[x](<{}>)",
        "<{}>",
        "[[{}]]",
        "[[x|{}]]",
        "[[{}#{}|y]]",
        "a[^1]\n\n[^1]: {}",
        "a[^{}]\n\n[^{}]: b",
        "- [ ] {}",
        "1. {} {#{}}",
        "1.1 {}",
        "> [!NOTE]\n> {}",
        "> {}",
        "{}\n: {}",
        "[{}]: {} \"{}\"\n\n[{}]",
        "*{}* **{}** ~~{}~~",
    ];
    for place in places {
        for payload in PAYLOADS {
            let text = place.replace("{}", payload);
            let html = rendered(&text).html();
            assert_eq!(wrong(html.as_str()), Ok(()), "{text:?} became {html}");
        }
    }
}

#[test]
fn harmful_addresses_are_not_linked() {
    let addresses = [
        "javascript:hb()",
        "JAVASCRIPT:hb()",
        "java&Tab;script:hb()",
        "java&#10;script:hb()",
        "&#1;javascript:hb()",
        "javascript&colon;hb()",
        "javascript%3ahb()",
        "vbscript:hb()",
        "data:text/html,<script>hb()</script>",
        "data:image/svg+xml;base64,x",
        "file:///etc/passwd",
        "blob:x",
        "view-source:x",
        "//evil.example",
        "\\\\\\\\evil.example",
        "/\\\\evil.example",
        "https:evil.example",
        "https://a@evil.example/",
        "https://[::1",
    ];
    for address in addresses {
        for place in ["[x]({})", "[x](<{}>)", "![x]({})", "<{}>", "[x][y]\n\n[y]: {}", "[[{}]]", "[x]({} \"{}\")"] {
            let text = place.replace("{}", address);
            let html = rendered(&text).html();
            assert_eq!(wrong(html.as_str()), Ok(()), "{text:?} became {html}");
            assert!(!html.as_str().contains("evil.example\""), "{text:?} became {html}");
        }
    }
}

#[test]
fn a_reference_definition_cannot_expand_a_text_without_end() {
    let text = format!("{}\n\n[x]: https://example.org/{}\n", "[x]".repeat(20_000), "y".repeat(2000));
    let rendered = rendered(&text);
    let length = rendered.clone().html().as_str().len();
    assert!(length < 22 * text.len() + 2 * 1024 * 1024, "{length}");
    assert_eq!(wrong(rendered.html().as_str()), Ok(()));
}

#[test]
fn a_text_that_expands_too_much_is_cut_and_says_so() {
    let text = format!("> 1. *{}*\n", "[[x]] ".repeat(40_000));
    let rendered = rendered(&text);
    assert!(rendered.cut);
    let html = rendered.html();
    assert_eq!(wrong(html.as_str()), Ok(()));
    assert!(html.as_str().contains("left out"));
}

#[test]
fn twelve_bytes_that_made_the_parser_panic_do_not() {
    assert_eq!(wrong(rendered(">o\no\n>\t{}\n>=").html().as_str()), Ok(()));
}

/// Shapes that made one parser or another slow: what is repeated, and what stands before and after.
fn heavy() -> Vec<(&'static str, &'static str, &'static str)> {
    vec![
        ("", "*a **a ", ""),
        ("", "a**b", ""),
        ("", "*_", "a"),
        ("", "[", "]"),
        ("", "[a](", ""),
        ("", "![a](", ""),
        ("", "[[", "]]"),
        ("", "[[a]] ", ""),
        ("", "![[", "a]]"),
        ("", "[a", "](b)"),
        ("", "![a", "](files/b.png)"),
        ("", "> ", "a"),
        ("", "- ", "a"),
        ("", "1. ", "a"),
        ("", "1. a\n", ""),
        ("", "   1. a\n", ""),
        ("", "`", "a"),
        ("", "`a``", ""),
        ("", "<!--", ""),
        ("", "<!-- -->", ""),
        ("", "<![CDATA[", ""),
        ("", "<?", ""),
        ("", "<div>\n", ""),
        ("", "<b>", ""),
        ("", "[a]: b\n", ""),
        ("[a]: https://b.c\n\n", "[a] ", ""),
        ("| a |\n|---|\n", "| b |\n", ""),
        ("", "| a ", "|\n"),
        ("", "a[^1] ", "\n\n[^1]: b"),
        ("", "[^1]: a\n\n", ""),
        ("", "[^", "]"),
        ("", "## a\n\n", ""),
        ("", "## a {#b}\n\n", ""),
        ("", "### 1.1 a\n\n", ""),
        ("", "1.1 A\n\n", ""),
        ("", "a b ", ""),
        ("", "b a ", ""),
        ("", "ab ", ""),
        ("", "https://a.b ", ""),
        ("", "<https://a.b> ", ""),
        ("", "&amp;", ""),
        ("", "{{ members }}\n\n", ""),
        ("", "a\n: b\n\n", ""),
        ("", "- [ ] a\n", ""),
        ("", "> [!NOTE]\n> a\n\n", ""),
        ("", "~~a", ""),
        ("", "\\", ""),
        ("", "{#", "}"),
        ("## ", "{#a} ", ""),
        ("", "[a][b] ", ""),
        ("", "\n", ""),
        ("", "\u{0}", ""),
        ("", "<a@b.c> ", ""),
        ("", "[](#a) ", ""),
        ("", "[^a] ", ""),
        ("", "## a\n\n[x](#a-9)\n\n", ""),
        ("", "## a\n\n[x](#b)\n\n", ""),
    ]
}

fn repeated((before, shape, after): (&str, &str, &str), bytes: usize) -> String {
    format!("{before}{}{after}", shape.repeat(bytes / shape.len()))
}

fn time(text: &str) -> Duration {
    let times = (0..3).map(|_| {
        let start = Instant::now();
        let rendered = rendered(text);
        let time = start.elapsed();
        drop(rendered);
        time
    });
    times.min().unwrap_or_default()
}

fn question_growth(bytes: usize) {
    let mut slow = Vec::new();
    for shape in heavy() {
        let measure = || (time(&repeated(shape, bytes)), time(&repeated(shape, 4 * bytes)));
        let grows = |(short, long): (Duration, Duration)| long > short * 8 + Duration::from_millis(40);
        // A machine that is busy with something else can make one measurement look like growth, not five.
        let (short, long) = (0..5).map(|_| measure()).find(|times| !grows(*times)).unwrap_or_else(measure);
        if grows((short, long)) {
            slow.push(format!("{shape:?}: {short:?}, four times as long {long:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

#[test]
fn time_grows_with_the_text_and_not_faster() {
    question_growth(4_000);
}

#[test]
#[ignore = "takes a minute; run it after a change to how events are walked"]
fn time_grows_with_long_texts_and_not_faster() {
    question_growth(100_000);
}

#[test]
fn heavy_texts_are_well_formed() {
    for shape in heavy() {
        let text = repeated(shape, 400);
        let html = rendered(&text).html();
        assert_eq!(wrong(html.as_str()), Ok(()), "{text:?} became {html}");
    }
}

/// Pieces of Markdown, thrown together.
fn markdown() -> impl Strategy<Value = String> {
    let pieces = [
        "\n",
        "\n\n",
        "    ",
        "  ",
        "\t",
        " ",
        "# ",
        "## ",
        "### ",
        "- ",
        "1. ",
        "3) ",
        "> ",
        "> [!TIP]\n",
        "* ",
        "a",
        "b",
        "ab",
        "Alert",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```",
        "[",
        "]",
        "[[",
        "]]",
        "|",
        "](",
        "](x.md)",
        "](#a)",
        ")",
        "![",
        "](files/x.png \"c\")",
        "[^1]",
        "[^1]: ",
        "[a]: b\n",
        "[ ] ",
        "[x] ",
        ": ",
        "---",
        "===",
        "| a |\n|---|\n",
        "|---|",
        "<",
        ">",
        "<b>",
        "<div>\n",
        "<!--",
        "-->",
        "&",
        "&lt;",
        "\"",
        "'",
        "\\",
        "{#a}",
        "{#",
        "}",
        "{{ members }}",
        "{{",
        "1.1 ",
        "2.",
        "https://a.b",
        "<https://a.b>",
        "é",
        "🙂",
        "\u{301}",
        "\u{0}",
        "\u{202e}",
        "\r",
        "=",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_thrown_together_is_well_formed(text in markdown()) {
        let html = rendered(&text).html();
        prop_assert_eq!(wrong(html.as_str()), Ok(()), "{}", html);
    }

    #[test]
    fn whatever_is_typed_is_well_formed(text in ".{0,80}", before in 0usize..4) {
        let text = format!("{}{text}", "é\n".repeat(before));
        let prose = Span::new("é\n".len() * before..text.len());
        let body = body::read(&"a.md".into(), &text, prose, &mut Report::default());
            let options = Options { title: "", level: 2, numbered: false, prefix: "p-", phrases: Phrases::english() };
        let html = render(&text, &body, &Everything, None, &options).html();
        prop_assert_eq!(wrong(html.as_str()), Ok(()), "{}", html);
    }
}
