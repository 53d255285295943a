//! Judges the HTML that the renderer writes of prose: what it never writes has got through. Used by the fuzz targets as well.

use std::collections::BTreeSet;

/// What is wrong with rendered HTML: anything but the elements and attributes that the renderer writes, in their right places.
pub(crate) fn wrong(html: &str) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        if text.contains(['>', '"', '\'']) {
            return Err(format!("text is not escaped: {text}"));
        }
        let end = rest[at..].find('>').ok_or("a tag does not end")?;
        let tag = &rest[at + 1..at + end];
        rest = &rest[at + end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> ends nothing"));
            }
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        question_place(name, &open)?;
        question_attributes(name, attributes, &mut ids)?;
        if !matches!(name, "br" | "hr" | "img" | "input") {
            open.push(name);
        }
    }
    if open.is_empty() { Ok(()) } else { Err(format!("never ended: {open:?}")) }
}

fn question_place(name: &str, open: &[&str]) -> Result<(), String> {
    let parent = open.last().copied().unwrap_or("");
    let is_block = matches!(
        name,
        "p" | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "div"
            | "pre"
            | "blockquote"
            | "section"
            | "figure"
            | "hr"
    );
    let is_inline = matches!(name, "a" | "em" | "strong" | "s" | "code" | "sup" | "span" | "img" | "input" | "br" | "figcaption");
    let is_line =
        |parent: &&str| matches!(*parent, "p" | "h2" | "h3" | "h4" | "h5" | "h6" | "span" | "a" | "em" | "strong" | "s" | "dt");
    let is_right = match name {
        "li" => matches!(parent, "ul" | "ol"),
        "dt" | "dd" => parent == "dl",
        "thead" | "tbody" => parent == "table",
        "tr" => matches!(parent, "thead" | "tbody"),
        "th" | "td" => parent == "tr",
        "a" => !open.contains(&"a"),
        _ if is_block => !open.iter().any(is_line) && !matches!(parent, "ul" | "ol" | "dl" | "table" | "tr"),
        _ => is_inline,
    };
    if is_right { Ok(()) } else { Err(format!("<{name}> in {open:?}")) }
}

fn question_attributes(name: &str, attributes: &str, ids: &mut BTreeSet<String>) -> Result<(), String> {
    let mut rest = attributes.trim();
    while !rest.is_empty() {
        let is_bare = ["disabled", "checked"].into_iter().find_map(|bare| rest.strip_prefix(bare));
        if let Some(after) = is_bare {
            rest = after.trim_start();
            continue;
        }
        let (attribute, after) = rest.split_once("=\"").ok_or(format!("not an attribute: {rest}"))?;
        let (value, after) = after.split_once('"').ok_or("an attribute does not end")?;
        rest = after.trim_start();
        let is_known = matches!(
            attribute,
            "id" | "class"
                | "href"
                | "data-number"
                | "title"
                | "aria-label"
                | "aria-hidden"
                | "role"
                | "tabindex"
                | "rel"
                | "src"
                | "alt"
                | "loading"
                | "scope"
                | "start"
                | "type"
        );
        if !is_known || value.contains('<') {
            return Err(format!("{attribute}={value} in <{name}>"));
        }
        if attribute == "id" && !ids.insert(value.to_owned()) {
            return Err(format!("the id {value} twice"));
        }
        let is_safe = ["#", "../", "g#", "https://", "http://", "mailto:", "tel:"].iter().any(|start| value.starts_with(start));
        if matches!(attribute, "href" | "src") && !is_safe {
            return Err(format!("{attribute}={value}"));
        }
    }
    Ok(())
}
