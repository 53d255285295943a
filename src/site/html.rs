//! Text that is safe to stand in a page. Knows no record and no template.
//!
//! Outside this floor `Html` can only be made by escaping. Inside it, the Markdown renderer and the diagrams make it from parts
//! that they wrote themselves or escaped here.

use std::fmt;

use serde::Serialize;

/// Text that is safe as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Html(String);

impl Html {
    /// Plain text, escaped.
    pub fn text(text: &str) -> Html {
        let mut html = String::with_capacity(text.len());
        escape(&mut html, text);
        Html(html)
    }

    /// HTML that this floor wrote itself, with everything from authors escaped.
    pub(in crate::site) fn written(html: String) -> Html {
        Html(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Adds text to HTML so that it stays text, between tags as within the quotation marks of an attribute.
/// Characters that no page may hold become the sign for them.
pub fn escape(html: &mut String, text: &str) {
    // Most of a text stands as it is, so it is copied in runs, not letter by letter.
    let mut from = 0;
    for (at, letter) in text.char_indices() {
        let instead = match letter {
            'a'..='z' | ' ' | '-'..='9' | 'A'..='Z' => continue,
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            letter if is_forbidden(letter) => "\u{fffd}",
            _ => continue,
        };
        html.push_str(&text[from..at]);
        html.push_str(instead);
        from = at + letter.len_utf8();
    }
    html.push_str(&text[from..]);
}

/// Adds an attribute with its name, in front of it a space.
pub fn attribute(html: &mut String, name: &'static str, value: &str) {
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape(html, value);
    html.push('"');
}

fn is_forbidden(letter: char) -> bool {
    let is_control = letter.is_control() && !matches!(letter, '\t' | '\n');
    is_control || matches!(u32::from(letter), 0xfdd0..=0xfdef) || u32::from(letter) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let text = "<a href=\"x\" title='y'>&amp;</a>";
        assert_eq!(Html::text(text).as_str(), "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
        assert_eq!(Html::text("a\u{0}b\u{1b}\r\u{ffff}\u{85}\n").as_str(), "a\u{fffd}b\u{fffd}\u{fffd}\u{fffd}\u{fffd}\n");
        let mut html = String::new();
        attribute(&mut html, "title", "\" onload=\"x");
        assert_eq!(html, " title=\"&quot; onload=&quot;x\"");
        assert_eq!(serde_json::to_string(&Html::text("é<")).unwrap(), "\"é&lt;\"");
    }
}
