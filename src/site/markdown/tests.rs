use super::super::glossary::{Glossary, Term, anchor};
use super::*;
use crate::diagnostic::Report;
use crate::record::body;
use crate::span::Span;

/// A handbook that knows `wyaat`, the files of organisations, and one picture and one document.
struct Known;

impl Links for Known {
    fn reference(&self, reference: &Reference) -> Option<Target> {
        let href = match reference.target.as_str() {
            "wyaat" | "organisations/x.toml" => "../x/index.html",
            _ => return None,
        };
        let fragment = reference.fragment.as_ref().map_or(String::new(), |fragment| format!("#{fragment}"));
        let summary = Some("Six trusts & \"more\"".to_owned());
        Some(Target { href: format!("{href}{fragment}"), title: "West <Yorkshire>".into(), language: None, summary })
    }

    fn attachment(&self, path: &str) -> Option<String> {
        matches!(path, "files/map.png" | "files/mou.pdf").then(|| format!("../{path}"))
    }
}

fn rendered_with(text: &str, change: impl FnOnce(&mut Options<'_>)) -> Rendered {
    let mut options = Options { title: "Board", level: 2, numbered: false, prefix: "", phrases: Phrases::english() };
    change(&mut options);
    let body = body::read(&"pages/a.md".into(), text, Span::new(0..text.len()), &mut Report::default());
    render(text, &body, &Known, None, &options)
}

fn html_with(text: &str, change: impl FnOnce(&mut Options<'_>)) -> String {
    rendered_with(text, change).html().to_string()
}

fn html(text: &str) -> String {
    html_with(text, |_| {})
}

#[test]
fn headings_have_ids_anchors_and_levels_below_the_title() {
    let expected = "<h2 id=\"quorum\"><span>The <em>quorum</em></span> <a class=\"anchor\" href=\"#quorum\" \
                    aria-label=\"Link to The quorum\"><span aria-hidden=\"true\">#</span></a></h2>\n";
    assert_eq!(html("## The *quorum* {#quorum}\n"), expected);
    let levels = |text: &str| rendered_with(text, |_| {}).outline.iter().map(|section| section.level).collect::<Vec<_>>();
    assert_eq!(levels("# Board\n\n## A\n\n#### B\n\n## C\n"), [2, 3, 2]);
    assert_eq!(levels("# Other\n\n## A\n\n### B\n"), [2, 3, 4]);
    assert_eq!(levels("# A\n\n# B\n\n### C\n"), [2, 2, 3]);
}

#[test]
fn a_heading_that_repeats_the_title_is_left_out_and_its_anchor_stays() {
    assert_eq!(html("# board\n\nText\n"), "<span id=\"board\"></span>\n<p>Text</p>\n");
}

#[test]
fn headings_show_numbers_where_they_are_wanted_or_written() {
    let number =
        "<h2 class=\"clause\" id=\"a\"><a class=\"number\" href=\"#a\" aria-label=\"Clause 1\">1</a> <span>A</span></h2>";
    assert!(html_with("## A\n", |options| options.numbered = true).starts_with(number));
    assert!(html("## 1. A\n").starts_with(number));
    assert!(!html("## A\n").contains("number"));
}

#[test]
fn clauses_have_numbers_and_addresses() {
    let text = "## A\n\n1. One.\n   1. Inner.\n2. Two. {#two}\n\n   More.\n\n### B\n\n1.3.1 Half *of all*.\n";
    let html = html_with(text, |options| options.numbered = true);
    let paragraph = "<p class=\"clause\" id=\"clause-half-of-all\"><a class=\"number\" href=\"#clause-half-of-all\" \
                     aria-label=\"Clause 1.3.1\">1.3.1</a> <span>Half <em>of all</em>.</span></p>\n";
    assert!(html.contains(paragraph), "{html}");
    assert!(html.contains("<ol class=\"clause-list\" role=\"list\">\n<li class=\"clause\" id=\"clause-one\">"), "{html}");
    let inner = "<li class=\"clause clause--within\" id=\"clause-inner\"><a class=\"number\" href=\"#clause-inner\" \
                 aria-label=\"Clause 1.1(a)\" data-number=\"1.1(a)\">(a)</a> ";
    assert!(html.contains(inner), "{html}");
    assert!(html.contains(">1.2</a> <div><p>Two.</p>\n<p>More.</p>\n</div></li>\n</ol>\n"), "{html}");
    let marked = self::html("## 1. A\n\n1.1 All:\n\n(a) each.\n");
    let paragraph = "<p class=\"clause clause--within\" id=\"clause-each\"><a class=\"number\" href=\"#clause-each\" \
                     aria-label=\"Clause 1.1(a)\" data-number=\"1.1(a)\">(a)</a> <span>each.</span></p>\n";
    assert!(marked.contains(paragraph), "{marked}");
    assert_eq!(self::html("1. One\n2. Two {#two}\n"), "<ol>\n<li id=\"clause-one\">One</li>\n<li id=\"two\">Two</li>\n</ol>\n");
    let nested = "<ul>\n<li><p>a</p>\n<ol start=\"3\">\n<li>b</li>\n</ol>\n</li>\n</ul>\n";
    assert_eq!(self::html("- a\n\n  3. b\n"), nested);
}

#[test]
fn references_show_the_record_they_name() {
    let link = "<a href=\"../x/index.html\" title=\"Six trusts &amp; &quot;more&quot;\">";
    assert_eq!(html("[[wyaat]]"), format!("<p>{link}West &lt;Yorkshire&gt;</a></p>\n"));
    assert_eq!(html("[[wyaat|the *group*]]"), format!("<p>{link}the <em>group</em></a></p>\n"));
    assert_eq!(html("[a trust](../organisations/x.toml)"), format!("<p>{link}a trust</a></p>\n"));
    assert!(html("[[wyaat#quorum]]").contains("index.html#quorum\""));
}

#[test]
fn what_is_not_published_shows_no_id() {
    assert_eq!(html("By [[secret-merger]]."), "<p>By a record that is not published.</p>\n");
    assert_eq!(html("By [[secret|us]] and [him](../people/him.toml)."), "<p>By us and him.</p>\n");
    assert_eq!(html("[x](files/none.pdf) ![y](files/none.png)"), "<p>x y</p>\n");
}

#[test]
fn links_lead_only_where_they_may() {
    let external = "<p><a href=\"https://example.org/?a=1&amp;b=2\" class=\"external\" rel=\"noopener noreferrer\">x</a></p>\n";
    assert_eq!(html("[x](https://example.org/?a=1&b=2)"), external);
    assert_eq!(html("<a@example.org>"), "<p><a href=\"mailto:a@example.org\">a@example.org</a></p>\n");
    assert_eq!(html("[x](files/mou.pdf#page=3)"), "<p><a href=\"../files/mou.pdf#page=3\">x</a></p>\n");
    assert_eq!(html("## Search\n\n[x](#search)").split_once("<p>").unwrap().1, "<a href=\"#section-search\">x</a></p>\n");
    assert_eq!(html("[x](javascript:alert(1)) [y](/z) <data:x>"), "<p>x y data:x</p>\n");
    assert_eq!(html("[](https://example.org)").matches("example.org").count(), 2);
}

#[test]
fn pictures_are_attachments() {
    assert_eq!(html("![A *map*](files/map.png)"), "<p><img src=\"../files/map.png\" alt=\"A map\" loading=\"lazy\"></p>\n");
    let figure =
        "<figure>\n<img src=\"../files/map.png\" alt=\"A map\" loading=\"lazy\">\n<figcaption>The area</figcaption>\n</figure>\n";
    assert_eq!(html("![A map](files/map.png \"The area\")"), figure);
    assert_eq!(html("![A map](https://example.org/x.png)"), "<p>A map</p>\n");
    assert_eq!(html("![A map](files/mou.pdf)"), "<p>A map</p>\n");
}

#[test]
fn alerts_say_what_they_are() {
    assert_eq!(
        html("> [!NOTE]\n> Text\n"),
        "<div class=\"alert alert--note\">\n<p class=\"alert-title\">Note</p>\n<p>Text</p>\n</div>\n"
    );
    assert_eq!(html("> Text\n"), "<blockquote>\n<p>Text</p>\n</blockquote>\n");
}

#[test]
fn footnotes_lead_there_and_back() {
    let text = "a[^x] b[^Y] c[^x]\n\n[^y]: Why[^z].\n\n[^x]: Ex.\n[^z]: - list\n\n[^unused]: no\n";
    let html = html_with(text, |options| options.prefix = "p-");
    let first = "a<sup class=\"footnote\" id=\"p-note-1-mention\"><a href=\"#p-note-1\" aria-label=\"Footnote 1\">1</a></sup>";
    assert!(html.contains(first), "{html}");
    let ways_back = "<li id=\"p-note-1\"><p>Ex. <a class=\"footnote-back\" href=\"#p-note-1-mention\" \
                     aria-label=\"Back to where footnote 1 is mentioned (1)\">↩</a> <a class=\"footnote-back\" href=\"#p-note-1-mention-2\"";
    assert!(html.contains(ways_back), "{html}");
    assert!(html.contains("<li id=\"p-note-3\"><ul>\n<li>list</li>\n</ul>\n <a class=\"footnote-back\""), "{html}");
    assert!(!html.contains("unused") && !html.contains(">no<"));
    assert!(html.contains("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">"));
    assert_eq!(self::html("[a[^1]](https://b)\n\n[^1]: c\n").matches("<a ").count(), 2);
}

#[test]
fn tables_scroll_and_say_what_their_columns_are() {
    let text = "| Seat | | Share |\n|---|:-:|--:|\n| Chair | x | 1 |\n";
    let expected = "<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table: Seat, Share\">\n<table>\n<thead>\n\
                    <tr><th scope=\"col\">Seat</th>\n<td class=\"centre\"></td>\n<th scope=\"col\" class=\"end\">Share</th>\n</tr>\n</thead>\n\
                    <tbody>\n<tr><td>Chair</td>\n<td class=\"centre\">x</td>\n<td class=\"end\">1</td>\n</tr>\n</tbody>\n</table>\n</div>\n";
    assert_eq!(html(text), expected);
    assert!(html("| a |\n|---|\n").ends_with("</thead>\n</table>\n</div>\n"));
    assert!(html("| |\n|---|\n").contains("aria-label=\"Table\""));
    assert_eq!(html("| a |\n|---|\n\n| a |\n|---|\n").matches("Table: a (2)").count(), 1);
}

#[test]
fn tasks_are_said_in_words() {
    let expected = "<ul class=\"tasks\" role=\"list\">\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li>\n\
                    <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"To do\"> b</li>\n</ul>\n";
    assert_eq!(html("- [x] a\n- [ ] b\n"), expected);
}

#[test]
fn definitions_code_and_breaks() {
    assert_eq!(html("Quorum\n: Enough\n"), "<dl>\n<dt>Quorum</dt>\n<dd>Enough</dd>\n</dl>\n");
    let code = "<pre role=\"group\" tabindex=\"0\" aria-label=\"Code\"><code class=\"language-toml\">a = &quot;&lt;&quot;\n</code></pre>\n";
    assert_eq!(html("```TOML x\" onclick=y\na = \"<\"\n```\n"), code);
    assert_eq!(html("a\\\nb ~~c~~ `<d>`\n\n---\n"), "<p>a<br>\nb <s>c</s> <code>&lt;d&gt;</code></p>\n<hr>\n");
}

#[test]
fn raw_html_is_text_and_comments_are_nowhere() {
    assert_eq!(html("<div onclick=x>\nhi\n</div>\n"), "<p>&lt;div onclick=x&gt;\nhi\n&lt;/div&gt;</p>\n");
    assert_eq!(html("a <b>c</b> <!-- secret -->\n"), "<p>a &lt;b&gt;c&lt;/b&gt; </p>\n");
    assert_eq!(html("<!-- secret\n\nsecret -->\n\nb\n"), "<p>b</p>\n");
    assert_eq!(html("{{ 7*7 }} {% include \"x\" %}\n"), "<p>{{ 7*7 }} {% include &quot;x&quot; %}</p>\n");
}

#[test]
fn parts_divide_the_text() {
    let rendered = rendered_with("a\n\n{{ members }}\n\nb\n\n{{ quorum }}\n", |_| {});
    let html = |text: &str| Piece::Html(Html::written(text.into()));
    let part = |name: &str| Piece::Part(name.into());
    assert_eq!(rendered.pieces, [html("<p>a</p>\n"), part("members"), html("<p>b</p>\n"), part("quorum")]);
    assert_eq!(rendered_with("a\n\nb\n", |_| {}).pieces.len(), 1);
    assert_eq!(rendered_with("", |_| {}).pieces, []);
}

#[test]
fn terms_are_explained_at_first_use_in_prose() {
    let term = Term { term: "Quorum".into(), short: vec![], definition: "Enough.".into(), anchor: anchor("Quorum") };
    let glossary = Glossary::new(vec![term]);
    let mut terms = Terms::new(&glossary, "g");
    let text = "## Quorum\n\n`quorum` [quorum](https://a) [[wyaat|quorum]]\n\n    quorum\n\nA *quorum* and a quorum.\n";
    let options = Options { title: "", level: 2, numbered: false, prefix: "", phrases: Phrases::english() };
    let body = body::read(&"a.md".into(), text, Span::new(0..text.len()), &mut Report::default());
    let html = render(text, &body, &Known, Some(&mut terms), &options).html().to_string();
    assert_eq!(html.matches("class=\"term\"").count(), 1);
    assert!(
        html.ends_with("<p>A <em><a class=\"term\" href=\"g#term-quorum\" title=\"Enough.\">quorum</a></em> and a quorum.</p>\n"),
        "{html}"
    );
}
