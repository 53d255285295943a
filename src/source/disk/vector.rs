//! What an SVG picture may hold. Opened by itself it is a page of the site: what runs, loads or leads elsewhere is no part of a picture.

use roxmltree::{Document, Node};

use super::flaw::Flaw;

const SVG: &str = "http://www.w3.org/2000/svg";

/// Elements that draw, group, describe and colour. All others, those of other languages in the file among them, are refused or inert.
const DRAWN: [&str; 49] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "title",
    "desc",
    "metadata",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "image",
    "style",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "feTile",
    "feTurbulence",
    "switch",
    "view",
    "a",
    "feDisplacementMap",
];

/// Looks whether a picture is only drawn. A document type with entities of its own is refused by the reader already.
///
/// # Errors
/// The first thing in it that is more.
pub(super) fn check(text: &str) -> Result<(), Flaw> {
    let document = Document::parse(text).map_err(|error| more(&format!("cannot be read as a picture: {error}")))?;
    document.descendants().try_for_each(check_node)
}

fn check_node(node: Node<'_, '_>) -> Result<(), Flaw> {
    if node.is_pi() {
        return Err(more("loads a style from elsewhere"));
    }
    let is_style = node.tag_name().name() == "style" && node.is_element();
    if is_style && node.text().is_some_and(loads) {
        return Err(more("has a style that loads something"));
    }
    if !node.is_element() {
        return Ok(());
    }
    let name = node.tag_name().name();
    let is_drawn = DRAWN.contains(&name);
    // Drawing programs leave notes of their own; a browser does nothing with them. What it knows is named by its language.
    let is_a_note = !matches!(node.tag_name().namespace(), None | Some(SVG)) && !is_of_a_browser(node);
    if !is_drawn && !is_a_note {
        return Err(more(&format!("has `{name}` in it, which is no part of a drawing")));
    }
    for attribute in node.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let flaw = match name {
            _ if name.to_ascii_lowercase().starts_with("on") => Some(format!("runs something by `{name}`")),
            "href" | "src" if !is_within(value) => Some(format!("leads or loads from elsewhere by `{name}`")),
            _ if loads(value) => Some(format!("loads something by `{name}`")),
            _ => None,
        };
        if let Some(flaw) = flaw {
            return Err(more(&flaw));
        }
    }
    Ok(())
}

fn is_of_a_browser(node: Node<'_, '_>) -> bool {
    let namespace = node.tag_name().namespace().unwrap_or("");
    namespace.contains("xhtml") || namespace.contains("MathML")
}

/// Whether an address stays in the picture: a part of it, or a picture of dots that it carries.
fn is_within(address: &str) -> bool {
    let carried = ["data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;"];
    address.starts_with('#') || carried.iter().any(|kind| address.starts_with(kind))
}

/// Whether a style asks for something that is not in the picture.
fn loads(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let mut urls = style.split("url(").skip(1);
    style.contains("@import")
        || style.contains("javascript:")
        || style.contains('\\')
        || urls.any(|url| !url.trim_start_matches(['"', '\'', ' ']).starts_with('#'))
}

fn more(what: &str) -> Flaw {
    Flaw::new(what, "save it again as a plain SVG, without scripts, links and motion, or as a PNG")
}

#[cfg(test)]
mod tests {
    use super::check;

    fn in_svg(inside: &str) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:x=\"http://www.w3.org/1999/xlink\" xmlns:i=\"http://www.inkscape.org/\">{inside}</svg>"
        )
    }

    #[test]
    fn pictures_that_are_only_drawn_pass() {
        for inside in [
            "",
            "<path d=\"M0 0\" style=\"fill:url(#a)\"/><use x:href=\"#a\"/>",
            "<style>.a { fill: red; mask: url('#b') }</style>",
            "<i:view i:zoom=\"1\"/><metadata><i:notes>on paper</i:notes></metadata>",
            "<image href=\"data:image/png;base64,iVBORw0KGgo=\"/>",
        ] {
            assert!(check(&in_svg(inside)).is_ok(), "{inside}");
        }
    }

    #[test]
    fn pictures_that_run_load_or_lead_elsewhere_are_refused() {
        for inside in [
            "<script>hb()</script>",
            "<script x:href=\"data:,hb()\"/>",
            "<g onload=\"hb()\"/>",
            "<g ONclick=\"hb()\"/>",
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>",
            "<b xmlns=\"http://www.w3.org/1999/xhtml\" onclick=\"hb()\"/>",
            "<script xmlns=\"http://www.w3.org/1999/xhtml\">hb()</script>",
            "<a href=\"javascript:hb()\"><text>x</text></a>",
            "<a x:href=\" javascript:hb()\"><text>x</text></a>",
            "<set attributeName=\"href\" to=\"javascript:hb()\"/>",
            "<animate attributeName=\"href\" values=\"javascript:hb()\"/>",
            "<use href=\"https://evil.example/x.svg#a\"/>",
            "<image href=\"//evil.example/x.png\"/>",
            "<image href=\"data:image/svg+xml;base64,PHN2Zy8+\"/>",
            "<style>@import 'https://evil.example';</style>",
            "<path style=\"fill:url(https://evil.example/)\"/>",
            "<path fill=\"u\\72l(//evil.example)\"/>",
            "<handler>hb()</handler>",
        ] {
            assert!(check(&in_svg(inside)).is_err(), "{inside}");
        }
        for whole in [
            "<!DOCTYPE svg [<!ENTITY a \"x\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>",
            "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&a;</svg>",
            "<?xml-stylesheet href=\"//evil.example\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\"><p>",
            "+ADw-svg onload+AD0-hb()+AD4- <svg",
        ] {
            assert!(check(whole).is_err(), "{whole}");
        }
    }
}
