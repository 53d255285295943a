#![doc = include_str!("former_name.md")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use crate::check::Findings;
use crate::check::naming::{Words, plain, words, words_from};
use crate::model::{Model, RecordId, Referred};
use crate::record::head::FormerName;
use crate::record::kind::vocabulary::Row;
use crate::record::kind::{Agreement, Decision, Kind, Organisation};
use crate::record::value::{Format, Sp};
use crate::record::walk::{Fact, Value};
use crate::span::Span;

/// Fields that speak of other times, or in the words of others.
const OF_OTHER_TIMES: [&str; 12] = [
    "aliases", "disputed", "events", "extra", "former_names", "history", "note", "results", "sites", "sources", "successors", "supersedes",
];

/// A name that is not borne any more, or its beginning.
#[derive(Clone, Copy)]
struct Former<'m> {
    bearer: RecordId,
    name: &'m Sp<FormerName>,
    form: &'m str,
}

/// Former names by their first two words.
struct Index<'m> {
    /// The bytes with which they begin.
    starts: [bool; 256],
    firsts: BTreeSet<Cow<'m, str>>,
    by_pair: BTreeMap<(Cow<'m, str>, Cow<'m, str>), Vec<Former<'m>>>,
}

/// Where a record uses a former name.
struct Use<'m> {
    by: RecordId,
    former: Former<'m>,
    span: Span,
}

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let former = former_names(model);
    if former.is_empty() {
        return;
    }
    let index = index(former);
    let ids: Vec<RecordId> = model.records().map(|(id, _)| id).collect();
    let uses: Vec<Vec<Use<'_>>> = ids.into_par_iter().map(|id| uses(model, id, &index)).collect();
    for Use { by, former, span } in uses.into_iter().flatten() {
        let bearer = model.record(former.bearer);
        let until = former.name.to.map_or(String::new(), |to| format!(" until {}", to.date));
        findings
            .add(model.record(by), span, format!("“{}” is called “{}” now", former.form, bearer.title()))
            .label("a former name")
            .related(bearer.place(former.name.span), format!("its name{until}"))
            .hint(format!("write the present name, or refer to the record as `[[{}]]`, which shows it", bearer.address))
            .hint("where the text is about the past, name the body once by its present name too");
    }
}

// The names.

/// The names that are not borne today, each whole and without its kind, such as `NHS Trust`, at its end; none that is part of a
/// name of today.
fn former_names(model: &Model) -> Vec<Former<'_>> {
    let mut former: Vec<Former<'_>> = Vec::new();
    for (bearer, record) in model.records() {
        for name in record.head.former_names.iter().filter(|name| !is_borne(model, name)) {
            let forms = forms(model, bearer, &name.name).into_iter();
            former.extend(forms.map(|form| Former { bearer, name, form }));
        }
    }
    former.retain(|former| words(former.form).nth(1).is_some());
    if former.is_empty() {
        return former;
    }
    let by_first = index(former.clone());
    let present = present_names(model).flat_map(|name| occurrences(name, &by_first));
    let present: BTreeSet<&str> = present.map(|(former, _)| former.form).collect();
    former.retain(|former| !present.contains(former.form));
    former
}

/// Whether a former name is the one of the model's day; one without dates is not.
fn is_borne(model: &Model, name: &FormerName) -> bool {
    name.to.is_some() && name.during().holds_on(model.today)
}

fn present_names(model: &Model) -> impl Iterator<Item = &str> {
    model.records().flat_map(|(id, record)| {
        let sites = model.entry::<Organisation>(id).map_or(&[][..], |organisation| &organisation.fields.sites);
        let names = [&record.head.name, &record.head.short_name].into_iter().flatten().map(|name| name.value.as_str());
        names.chain(sites.iter().map(|site| site.name.as_str()))
    })
}

fn index(former: Vec<Former<'_>>) -> Index<'_> {
    let mut index = Index { starts: [false; 256], firsts: BTreeSet::new(), by_pair: BTreeMap::new() };
    for former in former {
        let mut first_words = words(former.form).map(|word| plain(&former.form[word]));
        if let (Some(first), Some(second)) = (first_words.next(), first_words.next()) {
            index.starts[usize::from(first.as_bytes()[0])] = true;
            index.firsts.insert(first.clone());
            index.by_pair.entry((first, second)).or_default().push(former);
        }
    }
    // Of two that begin alike, the longer is found first.
    index.by_pair.values_mut().for_each(|former| former.sort_by_key(|former| std::cmp::Reverse(former.form.len())));
    index
}

impl Index<'_> {
    /// Where, from a place on, the next word begins that can be the first of a name. This is asked of megabytes, and most words are none.
    fn next_start(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        (from..bytes.len()).find(|at| {
            let is_inside = || text[..*at].chars().next_back().is_some_and(char::is_alphanumeric);
            self.starts[usize::from(bytes[*at])] && !is_inside()
        })
    }
}

/// A name, and what it is without the words that only say the body's kind.
fn forms<'n>(model: &Model, bearer: RecordId, name: &'n str) -> Vec<&'n str> {
    let places: Vec<Range<usize>> = words(name).collect();
    let kinds = &model.vocabulary_of(model.record(bearer)).organisation_kinds;
    let without = kinds.iter().filter_map(|kind| {
        let at = places.len().checked_sub(words(kind.name()).count()).filter(|at| *at > 0)?;
        name[places[at].start..].eq_ignore_ascii_case(kind.name()).then(|| &name[..places[at - 1].end])
    });
    std::iter::once(name).chain(without.min_by_key(|stem| stem.len())).collect()
}

// Where they are used.

fn uses<'m>(model: &'m Model, id: RecordId, index: &Index<'m>) -> Vec<Use<'m>> {
    let record = model.record(id);
    let mut found: Vec<Use<'m>> = Vec::new();
    let mut add = |text: &str, place: &dyn Fn(Span) -> Span| {
        for (former, span) in occurrences(text, index) {
            if former.bearer != id && !found.iter().any(|known| known.former.bearer == former.bearer) {
                found.push(Use { by: id, former, span: place(span) });
            }
        }
    };
    in_fields(&record.facts, &mut add);
    let start = record.body.prose.start;
    add(record.prose(), &|span| Span { start: start + span.start, end: start + span.end });
    if found.is_empty() || is_over(model, id) || matches!(record.kind, Kind::Glossary | Kind::Vocabulary) {
        return Vec::new();
    }
    found.retain(|found| !is_of_its_time(model, id, found.former) && !says_the_present_name(model, id, found.former));
    found
}

/// Whether a record or the collaborative that it belongs to has ended.
fn is_over(model: &Model, id: RecordId) -> bool {
    !model.holds_today(id) || model.collaborative_of(model.record(id)).is_some_and(|whole| !model.holds_today(whole.id))
}

fn in_fields(facts: &[Fact], add: &mut impl FnMut(&str, &dyn Fn(Span) -> Span)) {
    for fact in facts.iter().filter(|fact| !OF_OTHER_TIMES.contains(&fact.field.as_str())) {
        in_value(&fact.value, fact.span, add);
    }
}

fn in_value(value: &Value, span: Span, add: &mut impl FnMut(&str, &dyn Fn(Span) -> Span)) {
    match value {
        Value::Text(text, Format::Plain) => add(text, &|_| span),
        Value::List(values) => values.iter().for_each(|value| in_value(value, span, add)),
        Value::Table(facts) => in_fields(facts, add),
        _ => {}
    }
}

/// The former names in a text, the longer first where several begin at one place.
fn occurrences<'m>(text: &str, index: &Index<'m>) -> Vec<(Former<'m>, Span)> {
    let mut found = Vec::new();
    let mut rest_from = 0;
    while let Some(start) = index.next_start(text, rest_from) {
        let mut rest = words_from(text, start);
        let Some(first) = rest.next() else { break };
        rest_from = first.end.max(start + 1);
        let word = plain(&text[first.clone()]);
        let Some(second) = rest.clone().next().filter(|_| index.firsts.contains(&word)) else { continue };
        for former in index.by_pair.get(&(word, plain(&text[second]))).into_iter().flatten() {
            if let Some(end) = follows(text, rest.clone(), former.form, first.end) {
                found.push((*former, Span::new(first.start..end)));
            }
        }
    }
    found
}

/// Where a name ends whose first word ended at `end`, if its other words follow.
fn follows(text: &str, mut rest: Words<'_>, name: &str, mut end: usize) -> Option<usize> {
    for word in words(name).skip(1) {
        let next = rest.next().filter(|next| plain(&text[next.clone()]) == plain(&name[word]))?;
        end = next.end;
    }
    Some(end)
}

/// Whether a record keeps the words of a day on which the name was still borne: a decision, a signed agreement.
fn is_of_its_time(model: &Model, id: RecordId, former: Former<'_>) -> bool {
    let decided = model.entry::<Decision>(id).map(|decision| Some(decision.on.date));
    let signed = || {
        let agreement = model.entry::<Agreement>(id)?.fields;
        let valid = agreement.valid.as_ref().and_then(|valid| valid.from);
        Some(valid.or_else(|| agreement.parties.iter().find_map(|party| party.signed)).map(|when| when.date))
    };
    let Some(day) = decided.or_else(signed) else { return false };
    let until = former.name.to.map(|to| to.date);
    // Where either day is not recorded, the record may be older than the present name.
    day.zip(until).is_none_or(|(day, until)| day.first_day() <= until.last_day())
}

/// Whether the prose says the present name too: then it speaks of both.
fn says_the_present_name(model: &Model, id: RecordId, former: Former<'_>) -> bool {
    let (record, bearer) = (model.record(id), model.record(former.bearer));
    let mut shown = record.body.references.iter().filter(|reference| reference.label.is_none());
    if shown.any(|reference| model.refer(record, reference) == Ok(Referred::Record(former.bearer))) {
        return true;
    }
    let title = bearer.title();
    let short = bearer.head.short_name.as_ref().map(|short| short.value.as_str());
    let mut present = forms(model, former.bearer, &title).into_iter().chain(short);
    present.any(|name| says(record.prose(), name))
}

fn says(text: &str, name: &str) -> bool {
    let Some(first) = words(name).next().map(|first| &name[first]) else { return false };
    let mut rest = words(text);
    while let Some(word) = rest.next() {
        if plain(&text[word.clone()]) == plain(first) && follows(text, rest.clone(), name, word.end).is_some() {
            return true;
        }
    }
    false
}
