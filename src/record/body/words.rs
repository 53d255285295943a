//! Text without its markup.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

/// The words of these events: texts and code in a line, no raw HTML; a break between blocks.
pub fn plain(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut plain = String::new();
    let mut in_code_block = false;
    for (event, _) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code_block = true,
            Event::End(TagEnd::CodeBlock) => in_code_block = false,
            Event::Text(text) if !in_code_block => plain.push_str(text),
            Event::Code(text) => plain.push_str(text),
            Event::HardBreak => plain.push('\n'),
            Event::End(tag) if ends_block(*tag) && !plain.ends_with('\n') => plain.push('\n'),
            _ => {}
        }
    }
    plain
}

fn ends_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// How a text begins, in one line: whole words, at most `longest` bytes.
pub fn beginning(text: &str, longest: usize) -> String {
    let line = one_line(text);
    if line.len() <= longest {
        return line;
    }
    let cut = &line[..line.floor_char_boundary(longest)];
    format!("{}…", cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole))
}

/// A text in one line, with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
