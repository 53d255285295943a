//! What a text says, section by section and word by word. Depends on the text alone, so that it is read once for each state of a file.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events::{self, Placed};
use super::{Body, words};
use crate::record::spelling;

/// Stands in a beginning where a record is linked by its own name: that name is not the text's to say.
pub const NAME: char = '\u{fffc}';

/// How much of a section is kept to know it by, in bytes.
const BEGINNING: usize = 150;

/// From how often on a word is said often.
const OFTEN: usize = 3;

/// What a text says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Its parts: what stands above the first heading, then what stands below each heading, in the order of the outline.
    pub parts: Vec<SaidPart>,
}

/// What stands below one heading, up to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SaidPart {
    /// The heading, by its number in the outline; `None` for what stands above the first.
    pub heading: Option<usize>,
    /// How it begins, in one line, with [`NAME`] where a record is linked by its own name.
    pub beginning: String,
    /// The references that are linked by the record's own name, by their numbers in the body, in the order of the text.
    pub named: Vec<usize>,
    /// Its words, folded, each once and sorted, with a line for each.
    seldom: Box<str>,
    /// Those of them that it says often.
    often: Box<str>,
}

impl SaidPart {
    /// Its words, each once, and whether it says them often.
    pub fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        let often = self.often.lines().map(|word| (word, true));
        self.seldom.lines().map(|word| (word, false)).chain(often)
    }

    fn of(heading: Option<usize>, plain: &str, named: Vec<usize>) -> SaidPart {
        let mut all = Vec::new();
        spelling::each_word(plain, |word| all.push(word.to_owned()));
        all.sort_unstable();
        let (mut seldom, mut often) = (String::new(), String::new());
        for same in all.chunk_by(|one, other| one == other) {
            let list = if same.len() >= OFTEN { &mut often } else { &mut seldom };
            list.push_str(&same[0]);
            list.push('\n');
        }
        let beginning = words::beginning(plain, BEGINNING);
        SaidPart { heading, beginning, named, seldom: seldom.into(), often: often.into() }
    }
}

/// What the prose of `body`, read from `text`, says.
pub fn read(text: &str, body: &Body) -> Said {
    if body.prose.range().is_empty() {
        return Said::default();
    }
    let prose = events::read(text, body.prose);
    let is_heading = |event: &Placed<'_>| matches!(event.0, Event::Start(Tag::Heading { .. }));
    let headings: Vec<usize> =
        prose.marks.iter().map(|mark| mark.event).filter(|event| is_heading(&prose.events[*event])).collect();
    let end = prose.events.len();
    let first = headings.first().copied().unwrap_or(end);
    let part = |heading, events: &[Placed<'_>]| {
        let (events, named) = without_names(events, body);
        SaidPart::of(heading, &words::plain(&events), named)
    };
    let mut parts = vec![part(None, &prose.events[..first])];
    for (number, start) in headings.iter().enumerate() {
        let next = headings.get(number + 1).copied().unwrap_or(end);
        let own = events::run(&prose.events, *start).end.min(next);
        parts.push(part(Some(number), &prose.events[own..next]));
    }
    Said { parts }
}

/// The events without placed parts, and with a sign for each record that is linked by its own name; and which references those are.
fn without_names<'t>(events: &[Placed<'t>], body: &Body) -> (Vec<Placed<'t>>, Vec<usize>) {
    let mut kept = Vec::new();
    let mut named = Vec::new();
    let mut in_name = false;
    for (event, place) in events {
        let is_part = body.parts.iter().any(|part| part.span.range().start <= place.start && place.end <= part.span.range().end);
        match event {
            _ if is_part => {}
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole: false }, .. }) => {
                in_name = true;
                let reference = body.references.iter().position(|reference| reference.span.range().start == place.start);
                if let Some(reference) = reference {
                    named.push(reference);
                    kept.push((Event::Text(NAME.to_string().into()), place.clone()));
                }
            }
            Event::End(TagEnd::Link) if in_name => in_name = false,
            _ if in_name => {}
            _ => kept.push((event.clone(), place.clone())),
        }
    }
    (kept, named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::record;
    use crate::source::File;

    #[test]
    fn a_text_is_told_section_by_section() {
        let text = "+++\nname = \"B\"\n+++\nAbove.\n\n# B\n\n## 1. Quorum\n\n1.1 Half the members. **Members** count; members vote.\n\n- Deputies’ rôle of [[secret-body]] and [[body|the other body]]\n\n{{ members }}\n\n## Chair {#chair}\n\n`code` stays\n\n```\nraw\n```\n";
        let file = File::new("pages/b.md", text.as_bytes());
        let record = record::parse(&file, &mut Report::default()).unwrap();
        let said = read(&record.text, &record.body);
        let tell = |part: &SaidPart| {
            let words = part.words().map(|(word, often)| (word.to_owned(), often));
            (part.heading, part.beginning.clone(), words.collect::<Vec<_>>())
        };
        let told: Vec<_> = said.parts.iter().map(tell).collect();
        let seldom = |words: &[&str]| words.iter().map(|word| ((*word).to_owned(), false)).collect::<Vec<_>>();
        assert_eq!(told[0], (None, "Above.".into(), seldom(&["above"])));
        assert_eq!(told[1], (Some(0), String::new(), seldom(&[])));
        let mut quorum = seldom(&["body", "count", "deputies", "half", "other", "role", "vote"]);
        quorum.push(("members".into(), true));
        let beginning = "Half the members. Members count; members vote. Deputies’ rôle of \u{fffc} and the other body";
        assert_eq!(told[2], (Some(1), beginning.into(), quorum));
        assert_eq!((said.parts[2].named.clone(), record.body.references[0].target.as_str()), (vec![0], "secret-body"));
        assert_eq!(told[3], (Some(2), "code stays".into(), seldom(&["code", "stays"])));
        assert_eq!(record.body.outline.len(), 3);
    }
}
