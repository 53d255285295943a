//! Footnotes, numbered as they are mentioned, each with its ways back.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::html::attribute;
use super::Options;
use crate::record::body::events::Placed;

/// The footnotes of one text.
#[derive(Default)]
pub struct Footnotes {
    /// Where each is defined, by its name in lower case: the events within its definition.
    defined: BTreeMap<String, Range<usize>>,
    /// Those that are mentioned, in the order of their numbers, and how often.
    mentioned: Vec<(Range<usize>, usize)>,
    numbers: BTreeMap<String, usize>,
}

impl Footnotes {
    /// The footnotes that these events define; `ends` says where what begins at an event ends.
    pub fn new(events: &[Placed<'_>], ends: &[usize]) -> Footnotes {
        let mut footnotes = Footnotes::default();
        for (at, (event, _)) in events.iter().enumerate() {
            if let Event::Start(Tag::FootnoteDefinition(name)) = event {
                footnotes.defined.entry(name.to_lowercase()).or_insert(at + 1..ends[at]);
            }
        }
        footnotes
    }

    /// Mentions a footnote: its number, and how often it was mentioned by then. `None` where it is not defined.
    pub fn mention(&mut self, name: &str) -> Option<(usize, usize)> {
        let name = name.to_lowercase();
        let definition = self.defined.get(&name)?;
        let number = *self.numbers.entry(name).or_insert_with(|| {
            self.mentioned.push((definition.clone(), 0));
            self.mentioned.len()
        });
        let count = &mut self.mentioned[number - 1].1;
        *count += 1;
        Some((number, *count))
    }

    /// The events of the footnote with this number, where there is one.
    pub fn definition(&self, number: usize) -> Option<Range<usize>> {
        self.mentioned.get(number.checked_sub(1)?).map(|(definition, _)| definition.clone())
    }

    /// The ways back from the footnote with this number.
    pub fn ways_back(&self, number: usize, options: &Options<'_>) -> String {
        let mentions = self.mentioned.get(number - 1).map_or(0, |(_, mentions)| *mentions);
        let mut html = String::new();
        for mention in 1..=mentions.min(options.limits.footnote_returns as usize) {
            html.push_str(" <a class=\"footnote-back\"");
            attribute(&mut html, "href", &format!("#{}", mention_id(options.prefix, number, mention)));
            attribute(&mut html, "aria-label", &way_back(number, mention, mentions, options));
            html.push_str(">↩</a>");
        }
        html
    }
}

fn way_back(number: usize, mention: usize, mentions: usize, options: &Options<'_>) -> String {
    let number = ("number", number.to_string().into());
    match mentions {
        1 => options.phrases.say_with("prose.back-to-text", &[number]),
        _ => options.phrases.say_with("prose.back-to-text-again", &[number, ("mention", mention.to_string().into())]),
    }
}

/// The id of a footnote.
pub fn id(prefix: &str, number: usize) -> String {
    format!("{prefix}note-{number}")
}

/// The id of a place where a footnote is mentioned.
pub fn mention_id(prefix: &str, number: usize, mention: usize) -> String {
    if mention == 1 { format!("{prefix}note-{number}-mention") } else { format!("{prefix}note-{number}-mention-{mention}") }
}
