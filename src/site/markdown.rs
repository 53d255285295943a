//! Prose as HTML. Knows no record: where references lead is asked of `Links`.
//!
//! Everything from the author goes through `html::escape`; an address is written only where `record::body` let it pass, and is
//! judged again here. There is no way to let markup through.

use crate::phrases::Phrases;
use crate::record::body::{Body, Reference};

use super::glossary::Terms;
use super::html::Html;

mod footnotes;
#[cfg(test)]
mod hostile;
mod tables;
#[cfg(test)]
mod tests;
mod writer;

/// Where references lead, as seen from one page.
pub trait Links {
    /// The page that a reference means; `None` where it is not published.
    fn reference(&self, reference: &Reference) -> Option<Target>;
    /// How the page links to the attachment at `path` (`files/…`); `None` where it is not published.
    fn attachment(&self, path: &str) -> Option<String>;
}

/// What a reference leads to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// How the page links to it, with the anchor.
    pub href: String,
    /// What it is called: shown where the author gave no words.
    pub title: String,
    /// The language of that, where it is not the text’s.
    pub language: Option<String>,
    /// What it is, in a sentence.
    pub summary: Option<String>,
}

/// How a text is rendered.
#[derive(Clone)]
pub struct Options<'o> {
    /// The page's title: a first heading that repeats it is left out.
    pub title: &'o str,
    /// The level of the text's first sections: 2 below a page's title.
    pub level: u8,
    /// Whether headings and clauses show the numbers that their authors did not write.
    pub numbered: bool,
    /// Put before every id of the text, where a page holds several texts.
    pub prefix: &'o str,
    /// The words of the page's language.
    pub phrases: &'o Phrases,
}

/// Prose as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// Its pieces, in their order: one where no part is placed in the text.
    pub pieces: Vec<Piece>,
    /// Its sections, for the table of contents.
    pub outline: Vec<Section>,
    /// Whether the rest was left out because the text expands too much.
    pub cut: bool,
}

/// A piece of rendered prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Text.
    Html(Html),
    /// The typed part of this name, to be placed here.
    Part(String),
}

/// A section of rendered prose.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Section {
    /// The level of its heading on the page.
    pub level: u8,
    /// The id of its heading on the page.
    pub id: String,
    /// Its number, where it is shown.
    pub number: Option<String>,
    /// Its heading.
    pub title: String,
}

impl Rendered {
    /// All of it where no part is placed, and without the parts where some are.
    pub fn html(self) -> Html {
        let pieces = self.pieces.into_iter().filter_map(|piece| match piece {
            Piece::Html(html) => Some(html),
            Piece::Part(_) => None,
        });
        Html::written(pieces.map(|html| html.to_string()).collect())
    }
}

/// Renders the prose that was read from `text` as `body`.
pub fn render(text: &str, body: &Body, links: &dyn Links, terms: Option<&mut Terms<'_>>, options: &Options<'_>) -> Rendered {
    writer::Writer::new(text, body, links, terms, options).write()
}
