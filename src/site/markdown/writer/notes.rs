//! Footnotes: where they are mentioned, and at the end.

use super::super::super::html::{attribute, escape};
use super::super::footnotes;
use super::Writer;

impl Writer<'_, '_> {
    pub(super) fn footnote(&mut self, name: &str) {
        let Some((number, mention)) = self.footnotes.mention(name) else {
            return escape(&mut self.html, &format!("[^{name}]"));
        };
        let prefix = self.options.prefix;
        self.html.push_str("<sup class=\"footnote\"");
        attribute(&mut self.html, "id", &footnotes::mention_id(prefix, number, mention));
        if self.linked > 0 {
            self.html.push_str(&format!(">{number}</sup>"));
            return;
        }
        self.html.push_str("><a");
        attribute(&mut self.html, "href", &format!("#{}", footnotes::id(prefix, number)));
        attribute(
            &mut self.html,
            "aria-label",
            &self.options.phrases.say_with("prose.footnote", &[("number", number.to_string().into())]),
        );
        self.html.push_str(&format!(">{number}</a></sup>"));
    }

    /// Footnotes may mention others, which then follow; the ways back are known when all are written.
    pub(super) fn write_footnotes(&mut self) {
        let outer = std::mem::take(&mut self.html);
        self.written += outer.len();
        let mut texts = Vec::new();
        while let Some(definition) = self.footnotes.definition(texts.len() + 1).filter(|_| !self.rendered.cut) {
            self.walk(definition);
            self.written += self.html.len();
            texts.push(std::mem::take(&mut self.html));
        }
        self.html = outer;
        if !texts.is_empty() {
            self.place_footnotes(&texts);
        }
    }

    fn place_footnotes(&mut self, texts: &[String]) {
        self.html.push_str("<section class=\"footnotes\" role=\"doc-endnotes\"");
        attribute(&mut self.html, "aria-label", &self.options.phrases.say("prose.footnotes"));
        self.html.push_str(">\n<ol>\n");
        for (index, text) in texts.iter().enumerate() {
            let number = index + 1;
            self.html.push_str("<li");
            attribute(&mut self.html, "id", &footnotes::id(self.options.prefix, number));
            self.html.push('>');
            let ways_back = self.footnotes.ways_back(number, self.options);
            match text.trim_end().strip_suffix("</p>") {
                Some(text) => self.html.push_str(&format!("{text}{ways_back}</p>")),
                None => self.html.push_str(&format!("{text}{ways_back}")),
            }
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ol>\n</section>\n");
    }
}
