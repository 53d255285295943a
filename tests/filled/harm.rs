//! A handbook whose authors mean harm: every text of every field of every kind carries every string below.

use handbook::check::CHECKS;
use handbook::diagnostic::Severity;
use handbook::record::kind::{KINDS, Kind};
use toml::Value;

use super::{Filling, ID, path_of, record, ways};

/// Strings that do harm where somebody takes them for more than words. What would run calls `hb`.
pub const HARM: [&str; 58] = [
    // Markup.
    "<script>hb()</script>",
    "<img src=x onerror=hb()>",
    "<svg/onload=hb()>",
    "<svg><animate onbegin=hb() attributeName=x dur=1s>",
    "<iframe srcdoc=\"<script>hb()</script>\">",
    "<iframe src=javascript:hb()>",
    "<object data=javascript:hb()>",
    "<embed src=//evil.example>",
    "<form action=javascript:hb()><button>x</button></form>",
    "<body onload=hb()>",
    "<details open ontoggle=hb()>",
    "<input autofocus onfocus=hb()>",
    "<video><source onerror=hb()></video>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0;url=//evil.example>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<style>@import '//evil.example';*{background:url(//evil.example)}</style>",
    "<a href=\"javascript:hb()\">x</a>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=hb()&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=hb()>\">",
    "<template><script>hb()</script></template>",
    "<select><style></select><img src=x onerror=hb()></style>",
    // The way out of where a text stands.
    "\"><script>hb()</script>",
    "'><script>hb()</script>",
    "\" onmouseover=\"hb()",
    "' onmouseover='hb()",
    "` onmouseover=`hb()",
    "</title><script>hb()</script>",
    "</textarea><script>hb()</script>",
    "</script><script>hb()</script>",
    "</style><script>hb()</script>",
    "</svg><script>hb()</script>",
    "<!--><script>hb()</script>-->",
    "--!><script>hb()</script>",
    "<!--<script>",
    "]]><script>hb()</script>",
    "<![CDATA[<script>hb()</script>]]>",
    "<?xml-stylesheet href=\"//evil.example\"?>",
    "\\\"});hb();//",
    "\\u003cscript\\u003ehb()\\u003c/script\\u003e",
    "&lt;script&gt;hb()&lt;/script&gt;",
    "&#60;script&#62;hb()&#60;/script&#62;",
    "\u{2028}hb()\u{2029}",
    // Templates.
    "{{ 7 * 7 }}",
    "{% include \"/etc/passwd\" %}",
    "{{#include /etc/passwd}}",
    "<%= hb() %>",
    "${hb()}",
    // Addresses.
    "javascript:hb()",
    "data:text/html,<script>hb()</script>",
    // Letters that hide, turn or stack others.
    "\u{202e}drawkcab\u{202c}",
    "\u{2066}one\u{2069}\u{200b}\u{feff}",
    "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}",
    // Lines of calendars, headers, tables and feeds.
    "x\r\nEND:VEVENT\r\nBEGIN:VALARM\r\nATTACH:https://evil.example/",
    "x\nSet-Cookie: hb=1\n\n<script>hb()</script>",
    "a,\"b\";c\t=HYPERLINK(\"https://evil.example\")",
    "/* @import url(//evil.example) */",
    "\u{1b}]0;hb\u{7}",
];

/// Signs by which spreadsheets know a formula: each begins some field.
const FORMULAS: [&str; 7] = ["=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1"];

/// Fills every text with every string.
pub struct Harmful;

impl Filling for Harmful {
    fn text(&self, path: &str) -> String {
        let formula = FORMULAS[path.bytes().map(usize::from).sum::<usize>() % FORMULAS.len()];
        format!("{formula} {}", HARM.join(" "))
    }

    fn number(&self, _: &str) -> i64 {
        i64::MAX
    }

    fn day(&self, _: &str) -> String {
        "2026-01-31".to_owned()
    }

    fn mailbox(&self, _: &str) -> String {
        "a+b_c-d.e@evil.example".to_owned()
    }

    fn address(&self, path: &str) -> String {
        // What is not an address at all is refused; this one is, and wants to be more.
        format!("https://evil.example/{path}/'-hb()-'%22%3E%3Cscript%3Ehb()%3C/script%3E?javascript:hb()&x=1#--%3E")
    }

    fn prose(&self, _: &str) -> String {
        let mut text = String::new();
        for (number, harm) in HARM.iter().enumerate() {
            let line = harm.replace(['\r', '\n'], " ");
            let cell = line.replace('|', "\\|");
            text.push_str(&format!(
                "## {line}\n\n{harm}\n\n- {line}\n- [ ] {line}\n\n> {line}\n\n> [!NOTE]\n> {line}\n\n`{line}` *{line}* **{line}** ~~{line}~~\n\n```{line}\n{harm}\n```\n\n    {line}\n\n\
                 | {cell} |\n|---|\n| {cell} |\n\n![{line}](files/filled.png \"{line}\")\n[{line}](https://example.org/ \"{line}\")\n[x]({line})\n[x](<{line}>)\n<{line}>\n[[{line}]]\n[[x|{line}]]\n\n\
                 {line}\n: {line}\n\na[^{number}]\n\n[^{number}]: {line}\n\n"
            ));
            // A comment that never ends would hide all that follows.
            if harm.contains("<!--") {
                text.push_str("-->\n\n");
            }
        }
        text
    }

    fn instead(&self, path: &str) -> Option<Option<Value>> {
        match path {
            // Everything is published, also what would keep a site from being made.
            "handbook.checks" => Some(Some(levels())),
            "handbook.base_url" => Some(Some("https://handbook.example/sub/".into())),
            "handbook.publish" => Some(Some(table([("findings", Value::Boolean(true)), ("people", "full".into())]))),
            "person.interests.withheld" | "decision.private" => Some(None),
            "handbook.baseline.requires" => Some(Some("objectives".into())),
            _ if path.ends_with(".draft") || path.ends_with(".publish_from") => Some(None),
            _ => None,
        }
    }
}

/// Every error as a warning.
pub fn levels() -> Value {
    let errors = CHECKS.iter().filter(|check| check.severity == Severity::Error);
    let levels = errors.map(|check| (check.name.to_owned(), "warning".into())).collect();
    table([("levels", Value::Table(levels))])
}

fn table<const N: usize>(entries: [(&str, Value); N]) -> Value {
    Value::Table(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// The handbook, as paths and texts: one record of every kind for each way to fill it, and what they name.
pub fn handbook() -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for kind in KINDS {
        for way in 0..if has_one(*kind) { 1 } else { ways(*kind) } {
            let id = if way == 0 { ID.to_owned() } else { format!("{ID}-{way}") };
            files.push((path_of(*kind, &id), record(*kind, way, &Harmful).into_bytes()));
        }
    }
    files.push((format!("files/{ID}.pdf"), b"%PDF-1.4\n".to_vec()));
    files.push((format!("files/{ID}.png"), b"\x89PNG\r\n\x1a\n".to_vec()));
    files
}

/// Whether there is one record of a kind, or one in each collaborative.
fn has_one(kind: Kind) -> bool {
    path_of(kind, "one") == path_of(kind, "other")
}
