//! Markdown as a terminal shows it: paragraphs, lists, code, and links with their address.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::cli::terminal::{BOLD, FAINT, PLAIN, TYPED, wrap};

/// Sets Markdown in lines of at most `width` letters, with an empty line between paragraphs.
pub(super) fn render(text: &str, width: usize) -> String {
    let mut setting = Setting { width, ..Setting::default() };
    Parser::new(text).for_each(|event| setting.take(event));
    setting.blocks.join("\n")
}

#[derive(Default)]
struct Setting {
    width: usize,
    blocks: Vec<String>,
    /// The words of the paragraph that is being read.
    words: String,
    /// The numbers of the lists around it; a list without numbers has none.
    lists: Vec<Option<u64>>,
    /// Whether the next paragraph begins a list's part.
    begins: bool,
    /// Whether the last paragraph stands in a list that goes on.
    is_listing: bool,
    addresses: Vec<String>,
}

impl Setting {
    fn take(&mut self, event: Event) {
        match event {
            Event::Start(Tag::List(first)) => {
                self.paragraph();
                self.is_listing &= !self.lists.is_empty();
                self.lists.push(first);
            }
            Event::Start(Tag::Item) => self.begins = true,
            Event::Start(Tag::Strong | Tag::Heading { .. }) => self.words.push_str(BOLD),
            Event::Start(Tag::Link { dest_url, .. }) => self.addresses.push(dest_url.to_string()),
            Event::End(TagEnd::Strong) => self.words.push_str(PLAIN),
            Event::End(TagEnd::Link) => self.address(),
            Event::End(TagEnd::Heading(_)) => {
                self.words.push_str(PLAIN);
                self.paragraph();
            }
            Event::End(TagEnd::Paragraph | TagEnd::Item) => self.paragraph(),
            Event::End(TagEnd::List(_)) => drop(self.lists.pop()),
            Event::End(TagEnd::CodeBlock) => self.code(),
            Event::Text(text) => self.words.push_str(&text),
            Event::Code(code) => self.words.push_str(&format!("{TYPED}`{code}`{PLAIN}")),
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            _ => {}
        }
    }

    /// An address is shown where it is more than the words that it stands behind.
    fn address(&mut self) {
        let address = self.addresses.pop().unwrap_or_default();
        if address.starts_with("http") && !self.words.ends_with(&address) {
            self.words.push_str(&format!(" {FAINT}({address}){PLAIN}"));
        }
    }

    fn paragraph(&mut self) {
        let words = std::mem::take(&mut self.words);
        if words.trim().is_empty() {
            return;
        }
        let depth = "  ".repeat(self.lists.len());
        let (first, other) = match self.lists.last_mut() {
            None => (String::new(), String::new()),
            Some(_) if !self.begins => (depth.clone(), depth),
            Some(None) => (format!("{}- ", &depth[2..]), depth),
            Some(Some(number)) => {
                let mark = format!("{}{number}. ", &depth[2..]);
                *number += 1;
                (mark, format!("{depth} "))
            }
        };
        let block = wrap(&words, self.width, &first, &other);
        // The parts of a list follow each other without a gap.
        let follows = self.begins && self.is_listing;
        match self.blocks.last_mut() {
            Some(last) if follows => last.push_str(&block),
            _ => self.blocks.push(block),
        }
        self.is_listing = !self.lists.is_empty();
        self.begins = false;
    }

    fn code(&mut self) {
        let code = std::mem::take(&mut self.words);
        self.blocks.push(code.lines().map(|line| format!("    {line}\n")).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_links_are_set() {
        let set = render("One **two**\nthree [law](https://x.example/).\n\n- a\n- b\n\n1. c\n\n```\ncode\n```\n", 80);
        let plain = anstream::adapter::strip_str(&set).to_string();
        assert_eq!(plain, "One two three law (https://x.example/).\n\n- a\n- b\n\n1. c\n\n    code\n");
    }
}
