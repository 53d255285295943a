#![doc = include_str!("wrong_provision.md")]

use std::ops::Range;

use crate::check::Findings;
use crate::model::{Model, Referred};
use crate::record::Record;
use crate::record::body::Reference;
use crate::record::kind::Function;
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::vocabulary::{NotFor, Provision, Provisions};
use crate::record::link::Set;
use crate::record::walk::{Mention, Target};
use crate::span::Span;
use crate::vocabulary::jurisdictions;

/// A provision, and what it is wrongly cited for.
struct Slip<'m> {
    provision: &'m Provision,
    not_for: &'m NotFor,
}

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let of = |jurisdiction| &model.vocabulary(jurisdiction).provisions;
    let all = jurisdictions().flat_map(|(jurisdiction, _)| of(jurisdiction).iter().map(move |provision| (jurisdiction, provision)));
    let slips: Vec<(Jurisdiction, Slip<'_>)> = all
        .flat_map(|(jurisdiction, provision)| {
            provision.not_for.iter().map(move |not_for| (jurisdiction, Slip { provision, not_for }))
        })
        .collect();
    for (_, record) in model.records() {
        for (jurisdiction, slip) in &slips {
            if !may_cite(record, slip.provision) || model.jurisdiction_of(record) != *jurisdiction {
                continue;
            }
            in_fields(model, record, slip).into_iter().for_each(|span| report(model, record, slip, span, findings));
            if let Some(span) = in_prose(model, record, slip) {
                report(model, record, slip, span, findings);
            }
        }
    }
}

/// Whether a record names the provision, or its prose its number, at all: most do not, and that is quickly seen.
fn may_cite(record: &Record, provision: &Provision) -> bool {
    let id = provision.id.value.as_str();
    let linked = || record.body.references.iter().any(|reference| reference.target.ends_with(id));
    let named = record.mentions.iter().any(|mention| mention.text == id) || linked();
    named || provision.section.as_deref().is_some_and(|section| record.prose().contains(section))
}

fn report(model: &Model, record: &Record, slip: &Slip<'_>, span: Span, findings: &mut Findings<'_>) {
    let Slip { provision, not_for } = slip;
    let instead = model.vocabulary_of(record).provision(&not_for.instead);
    let name = instead.map_or(not_for.instead.as_str(), |instead| instead.name.as_str());
    let because = not_for.because.as_deref().map_or_else(String::new, |because| format!(": {because}"));
    findings
        .add(record, span, format!("{} is not the provision for {}", provision.name, with_article(&not_for.topic)))
        .label(format!("cited for {}", with_article(&not_for.topic)))
        .hint(format!("cite {name} (`{}`){because}", not_for.instead));
}

/// `the triple aim`, `delegation`: a topic of several words is one thing of its name.
fn with_article(topic: &str) -> String {
    if topic.contains(' ') { format!("the {topic}") } else { topic.to_owned() }
}

/// Where the fields of a record rest on the provision, if the record is about the topic.
fn in_fields(model: &Model, record: &Record, slip: &Slip<'_>) -> Vec<Span> {
    let cites = |mention: &&Mention| {
        mention.text == slip.provision.id.value && matches!(&mention.target, Target::Term(key) if key == Provisions::KEY)
    };
    let mut cited = record.mentions.iter().filter(cites).map(|mention| mention.span).peekable();
    if cited.peek().is_none() || !is_about(model, record, &slip.not_for.topic) {
        return Vec::new();
    }
    cited.collect()
}

/// Whether a record's kind, name, summary or words to find it by name a topic.
fn is_about(model: &Model, record: &Record, topic: &str) -> bool {
    let also = record.of::<Function>().map_or(&[][..], |function| &function.also);
    let category = record.of::<Function>().and_then(|function| model.row(record, function.category.as_ref()?));
    let mut words = vec![record.kind.label().to_owned(), record.title()];
    words.extend(record.head.summary.iter().chain(also).cloned());
    words.extend(category.map(|category| category.name.clone()));
    words.iter().any(|words| words.to_lowercase().contains(topic))
}

/// Where a paragraph speaks of the topic and cites the provision, while the right one is nowhere in the text.
fn in_prose(model: &Model, record: &Record, slip: &Slip<'_>) -> Option<Span> {
    let section = slip.provision.section.as_deref()?;
    let prose = record.prose();
    let linked = || references(model, record, &slip.provision.id.value).next().is_some();
    if !prose.contains(section) && !linked() {
        return None;
    }
    let right = model.vocabulary_of(record).provision(&slip.not_for.instead);
    let says_right = right.and_then(|right| right.section.as_deref()).is_some_and(|right| !sections(prose, right).is_empty());
    if says_right || references(model, record, &slip.not_for.instead).next().is_some() {
        return None;
    }
    let start = record.body.prose.start as usize;
    let cited = sections(prose, section).into_iter().map(|place| Span::new(start + place.start..start + place.end));
    let mut cited = cited.chain(references(model, record, &slip.provision.id.value));
    cited.find(|span| paragraph(prose, span.start as usize - start).to_lowercase().contains(&slip.not_for.topic))
}

/// Where prose links to a provision.
fn references<'m>(model: &'m Model, record: &'m Record, provision: &'m str) -> impl Iterator<Item = Span> {
    let leads = move |reference: &&Reference| {
        reference.target.ends_with(provision) && model.refer(record, reference) == Ok(Referred::Provision(provision.to_owned()))
    };
    record.body.references.iter().filter(leads).map(|reference| reference.span)
}

/// Where a text cites a section by its number: `section 13A`, `s.13A`, `s 13A`.
fn sections(text: &str, number: &str) -> Vec<Range<usize>> {
    let is_whole = |end: usize| !text[end..].starts_with(|next: char| next.is_ascii_alphanumeric());
    let cites = |at: usize| {
        let lead = text[..at].trim_end_matches([' ', '\u{a0}', '.']);
        let word = lead.rsplit(|letter: char| !letter.is_alphabetic()).next().unwrap_or("").to_lowercase();
        matches!(word.as_str(), "section" | "sections" | "s" | "ss").then(|| lead.len() - word.len())
    };
    let found = text.match_indices(number).filter(|(at, _)| is_whole(at + number.len()));
    found.filter_map(|(at, _)| Some(cites(at)?..at + number.len())).collect()
}

/// The paragraph around a place.
fn paragraph(text: &str, at: usize) -> &str {
    let start = text[..at].rfind("\n\n").map_or(0, |end| end + 2);
    let end = text[at..].find("\n\n").map_or(text.len(), |end| at + end);
    &text[start..end]
}
