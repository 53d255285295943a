//! Raw HTML, which is shown as text. Comments are the one part that is not: they are notes between authors.

/// Raw HTML without its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// What is shown.
    pub shown: String,
    /// Whether a comment begins and never ends; what follows it is not shown.
    pub is_open: bool,
}

/// What is shown of raw HTML.
pub fn read(raw: &str) -> Raw {
    let mut shown = String::new();
    let mut rest = raw;
    while let Some((before, comment)) = rest.split_once("<!--") {
        shown.push_str(before);
        match end_of_comment(comment) {
            Some(after) => rest = after,
            None => return Raw { shown, is_open: true },
        }
    }
    shown.push_str(rest);
    Raw { shown, is_open: false }
}

/// `<!-->` and `<!--->` are comments too.
fn end_of_comment(comment: &str) -> Option<&str> {
    let short = comment.strip_prefix('>').or_else(|| comment.strip_prefix("->"));
    short.or_else(|| comment.split_once("-->").map(|(_, after)| after))
}

/// The name of the first tag, in lower case; empty where there is none.
pub fn tag_name(raw: &str) -> String {
    let name = raw.trim_start().trim_start_matches(['<', '/']);
    name.chars().take_while(char::is_ascii_alphanumeric).take(20).collect::<String>().to_ascii_lowercase()
}

/// How Markdown says what a tag says.
pub fn instead_of(tag: &str) -> &'static str {
    match tag {
        "a" => "write a link as `[words](address)`",
        "b" | "strong" => "write strong words as `**words**`",
        "br" => "end the line with `\\` for a line break",
        "blockquote" => "begin each line of a quotation with `> `",
        "code" | "pre" => "write code between backticks",
        "em" | "i" => "write stressed words as `*words*`",
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => "begin a heading's line with `## `",
        "hr" => "write a rule as `---` on a line of its own",
        "img" => "write a picture as `![what it shows](files/picture.png)`",
        "li" | "ol" | "ul" => "begin each line of a list with `- ` or `1. `",
        "p" => "leave an empty line between paragraphs",
        "s" | "strike" | "del" => "write struck-out words as `~~words~~`",
        "table" | "td" | "th" | "tr" | "tbody" | "thead" => "write a table with `|` between its cells",
        _ => "write it in Markdown; where the signs themselves are meant, put them between backticks",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_left_out() {
        let shown = |raw: &str| read(raw).shown;
        assert_eq!(shown("a<!-- note -->b<!-->c<!--->d"), "abcd");
        assert_eq!(shown("<b>"), "<b>");
        assert_eq!(read("a<!-- never"), Raw { shown: "a".into(), is_open: true });
        assert_eq!(shown("<!-- a -- b -->"), "");
    }
}
