//! What can be found: everything that has an address and says something, with its words and how much each counts.
//!
//! The model that a site is made of holds neither drafts nor what is withheld from publication, so neither is found.

use rayon::prelude::*;

use super::group::Group;
use super::postings::Weight;
use crate::model::{Model, RecordId};
use crate::phrases::Phrases;
use crate::record::body::said::{self, SaidPart};
use crate::record::body::words::{beginning, one_line};
use crate::record::kind::vocabulary::Row;
use crate::record::kind::{
    Agreement, Area, Collaborative, Decision, Document, Forum, Function, Glossary, Kind, Organisation, Person, Policy,
};
use crate::record::link::{Set, Term};
use crate::record::value::Format;
use crate::record::walk::{Fact, Target, Value};
use crate::record::{Record, spelling};
use crate::site::{Site, address, glossary, page};

/// How long the line below a title is, in bytes.
const LINE: usize = 150;

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Entry<'m> {
    /// What sort of thing it is.
    pub group: Group,
    /// What it belongs to, for its number: see [`super::numbers`].
    pub home: String,
    /// Where it stands, below the site's root: `organisations/leeds/`, with an anchor where it is a part of a page.
    pub address: String,
    /// What it is called.
    pub title: String,
    /// Its short name; empty where it has none.
    pub short: String,
    /// What it is and what it belongs to, in a few words.
    pub note: String,
    /// What it says, in a line.
    pub line: String,
    /// The language of its title and its line, where that is not the handbook's; else empty.
    pub language: String,
    /// The collaborative that it belongs to.
    pub collaborative: Option<RecordId>,
    /// The areas that it is about.
    pub areas: Vec<RecordId>,
    /// Texts that it is found by, each with how much its words count.
    pub texts: Vec<(Weight, String)>,
    /// Prose that it is found by.
    pub said: Vec<&'m SaidPart>,
}

impl Entry<'_> {
    fn new(group: Group, address: String, title: String) -> Self {
        Entry {
            group,
            home: address.clone(),
            address,
            title,
            short: String::new(),
            note: String::new(),
            line: String::new(),
            language: String::new(),
            collaborative: None,
            areas: Vec::new(),
            texts: Vec::new(),
            said: Vec::new(),
        }
    }

    fn text(&mut self, weight: Weight, text: impl Into<String>) {
        self.texts.push((weight, text.into()));
    }

    /// The name, and how much its words count: more where there are few.
    fn name(&mut self) {
        let few = spelling::words(&self.title).len() <= 2;
        let weight = if few { Weight::WholeName } else { Weight::Name };
        self.text(weight, self.title.clone());
    }
}

/// Everything that can be found on a site, in the order of its records.
pub fn entries(site: &Site) -> Vec<Entry<'_>> {
    let gatherer = Gatherer { model: &site.model, phrases: site.theme.phrases() };
    let records: Vec<(RecordId, &Record)> = site.model.records().collect();
    let mut entries: Vec<Entry<'_>> = records.into_par_iter().flat_map_iter(|(id, record)| gatherer.record(id, record)).collect();
    entries.extend(gatherer.terms());
    entries.extend(gatherer.rows());
    entries.extend(page::menus(site).into_iter().map(|(title, address)| {
        let mut entry = Entry::new(Group::Page, address, title);
        entry.name();
        entry
    }));
    entries
}

/// The names of each term of the glossary that has several, folded: all of one mean the same.
pub fn synonyms(model: &Model) -> Vec<Vec<String>> {
    let names = |term: &crate::record::kind::glossary::GlossaryTerm| {
        let names = std::iter::once(&term.term.value).chain(&term.short).chain(&term.also);
        let mut folded: Vec<String> = names.map(|name| spelling::words(name).join(" ")).filter(|name| !name.is_empty()).collect();
        folded.sort();
        folded.dedup();
        folded
    };
    let terms = model.all::<Glossary>().flat_map(|glossary| &glossary.fields.terms);
    terms.map(|term| names(term)).filter(|names| names.len() > 1).collect()
}

struct Gatherer<'m> {
    model: &'m Model,
    phrases: &'m Phrases,
}

impl<'m> Gatherer<'m> {
    /// What is found of a record: its page, its clauses, and for a collaborative its other pages.
    fn record(&self, id: RecordId, record: &'m Record) -> Vec<Entry<'m>> {
        let Some(path) = address::of(record) else { return Vec::new() };
        let mut page = self.page(id, record, format!("{path}/"));
        let mut entries = Vec::new();
        if has_clauses(record.kind) {
            entries.extend(self.clauses(record, &page));
        }
        if record.kind == Kind::Collaborative {
            self.add_part(&mut page, record, Kind::Purpose);
            entries.extend(address::parts(self.model, record).into_iter().map(|part| self.part(id, record, part)));
        }
        entries.insert(0, page);
        entries
    }

    fn page(&self, id: RecordId, record: &'m Record, path: String) -> Entry<'m> {
        let model = self.model;
        let mut entry = Entry::new(Group::of(record.kind), path, record.title());
        entry.collaborative = record.scope().and_then(|scope| model.find(Kind::Collaborative, scope));
        if let Some(scope) = record.scope() {
            entry.home = format!("collaboratives/{scope}");
        }
        entry.areas = self.areas(id, record);
        entry.language = record.head.language.as_ref().map_or_else(String::new, |language| language.to_string());
        entry.name();
        let head = &record.head;
        if entry.title != record.title() {
            entry.text(Weight::OtherName, record.title());
        }
        if let Some(short) = head.short_name.as_ref().filter(|short| short.value != entry.title) {
            if !entry.title.contains(&short.value) {
                entry.short.clone_from(&short.value);
            }
            entry.text(Weight::OtherName, short.value.clone());
        }
        let former = head.former_names.iter().map(|former| &former.name).filter(|name| **name != entry.title);
        let former: Vec<(Weight, String)> = former.map(|name| (Weight::FormerName, name.clone())).collect();
        entry.texts.extend(former);
        for alias in &head.aliases {
            entry.text(Weight::FormerName, alias.value.0.clone());
        }
        entry.texts.extend(head.tags.iter().map(|tag| (Weight::OtherName, tag.clone())));
        entry.texts.extend(head.summary.iter().map(|summary| (Weight::Text, summary.clone())));
        self.say(&mut entry, record);
        entry.line = match &head.summary {
            Some(summary) => beginning(summary, LINE),
            None => self.beginning(record, &record.said().parts),
        };
        entry.note = self.note(id, record);
        if let Some(collaborative) = entry.collaborative.filter(|collaborative| *collaborative != id) {
            entry.text(Weight::Around, names(model.record(collaborative)));
        }
        entry
    }

    /// What a record's fields and its prose say.
    fn say(&self, entry: &mut Entry<'m>, record: &'m Record) {
        for fact in &record.facts {
            self.fact(record, &fact.field, fact, &mut entry.texts);
        }
        if record.of::<Forum>().is_some_and(|forum| forum.quorum.is_some()) {
            entry.text(Weight::Heading, self.phrases.say("search.quorum"));
        }
        if let Some(person) = record.of::<Person>() {
            self.interests(record, person, &mut entry.texts);
        }
        entry.said.extend(&record.said().parts);
        for part in &record.said().parts {
            self.named(record, part, &mut entry.texts);
        }
        let headings = record.body.outline.iter().filter(|heading| heading.depth > 0);
        entry.texts.extend(headings.map(|heading| (Weight::Heading, heading.title.clone())));
    }

    /// The words of a fact: what is told in words, the names of what it refers to. `field` is the outermost field.
    fn fact(&self, record: &Record, field: &str, fact: &Fact, texts: &mut Vec<(Weight, String)>) {
        if matches!(field, "interests" | "disputed" | "sources" | "draft" | "language" | "aliases" | "name" | "short_name")
            || matches!(field, "former_names" | "tags" | "summary" | "$schema")
        {
            return;
        }
        let weight = match (field, fact.field.as_str()) {
            ("also" | "identifiers", _) | ("sites", "name") => Weight::OtherName,
            ("posts" | "seats" | "attendees", "title" | "post" | "organisation") => Weight::Heading,
            _ => Weight::Text,
        };
        self.value(record, field, weight, &fact.value, texts);
    }

    fn value(&self, record: &Record, field: &str, weight: Weight, value: &Value, texts: &mut Vec<(Weight, String)>) {
        match value {
            Value::Text(text, Format::Plain | Format::Scalar) => texts.push((weight, text.clone())),
            Value::Link(kind, text) => {
                let linked = self.model.resolve(record.scope(), *kind, text);
                texts.extend(linked.map(|id| (weight, names(self.model.record(id)))));
            }
            Value::Term(key, id) => texts.push((weight, self.model.word(record, key, id))),
            Value::List(values) => values.iter().for_each(|value| self.value(record, field, weight, value, texts)),
            Value::Table(facts) => facts.iter().for_each(|fact| self.fact(record, field, fact, texts)),
            _ => {}
        }
    }

    /// Declared interests; of what is withheld nothing.
    fn interests(&self, record: &Record, person: &Person, texts: &mut Vec<(Weight, String)>) {
        for interest in person.interests.iter().filter(|interest| interest.withheld.is_none()) {
            texts.extend(interest.description.iter().map(|text| (Weight::Text, text.clone())));
            let organisation = interest.organisation.as_ref().and_then(|link| self.model.follow(record, link));
            texts.extend(organisation.map(|id| (Weight::Text, names(self.model.record(id)))));
        }
    }

    /// The names of records that a text links to by their own names.
    fn named(&self, record: &Record, part: &SaidPart, texts: &mut Vec<(Weight, String)>) {
        let names = part.named.iter().filter_map(|number| self.name_of(record, *number));
        texts.extend(names.map(|name| (Weight::Text, name)));
    }

    fn name_of(&self, record: &Record, reference: usize) -> Option<String> {
        match self.model.refer(record, record.body.references.get(reference)?).ok()? {
            crate::model::Referred::Record(id) => Some(self.model.record(id).title()),
            crate::model::Referred::Provision(id) => Some(self.model.word(record, "provisions", &id)),
        }
    }

    /// How a text begins: the first part of it that says something.
    fn beginning(&self, record: &Record, parts: &[SaidPart]) -> String {
        let Some(part) = parts.iter().find(|part| !part.beginning.is_empty()) else { return String::new() };
        let mut named = part.named.iter();
        let mut text = String::new();
        for letter in part.beginning.chars() {
            if letter != said::NAME {
                text.push(letter);
                continue;
            }
            let name = named.next().and_then(|number| self.name_of(record, *number));
            text.push_str(name.as_deref().unwrap_or("…"));
        }
        beginning(&text, LINE)
    }

    /// The clauses of a text: each heading with what stands below it.
    fn clauses(&self, record: &'m Record, page: &Entry<'m>) -> Vec<Entry<'m>> {
        let around = format!("{} {}", page.title, page.short);
        let said = record.said();
        let mut entries = Vec::new();
        for part in &said.parts {
            let Some(heading) = part.heading.and_then(|number| record.body.outline.get(number)) else { continue };
            if heading.depth == 0 || heading.title.is_empty() {
                continue;
            }
            let mut entry = Entry::new(Group::Clause, format!("{}#{}", page.address, heading.id), heading.title.clone());
            entry.home.clone_from(&page.address);
            entry.name();
            if !heading.number.is_empty() {
                entry.title = format!("{} {}", heading.number, heading.title);
            }
            entry.line = self.beginning(record, std::slice::from_ref(part));
            entry.language.clone_from(&page.language);
            entry.collaborative = page.collaborative;
            entry.areas.clone_from(&page.areas);
            entry.note = self.belongs(record, Some(page.title.clone()));
            self.named(record, part, &mut entry.texts);
            entry.said.push(part);
            entry.text(Weight::Around, around.clone());
            entry.texts.extend(page.collaborative.map(|id| (Weight::Around, names(self.model.record(id)))));
            entries.push(entry);
        }
        entries
    }

    /// A page of a collaborative beside its first, with the record that is shown there.
    fn part(&self, id: RecordId, record: &'m Record, part: address::Part) -> Entry<'m> {
        let called = self.phrases.one_of("parts", part.path()).unwrap_or_default();
        let values = [("collaborative", record.short_title().into()), ("part", (&called).into())];
        let title = self.phrases.say_with("search.part-of", &values);
        let mut entry = Entry::new(Group::Page, format!("{}/", address::part(record, part)), title);
        entry.home = format!("collaboratives/{}", record.address.id);
        entry.text(Weight::Name, called);
        entry.text(Weight::Around, names(record));
        entry.collaborative = Some(id);
        entry.areas = self.areas(id, record);
        entry.note = record.title();
        match part {
            address::Part::Governance => self.add_part(&mut entry, record, Kind::Governance),
            address::Part::Delegations => {
                entry.text(Weight::OtherName, self.phrases.say("search.delegations"));
                self.add_part(&mut entry, record, Kind::Delegations);
            }
            address::Part::Meetings => self.add_part(&mut entry, record, Kind::Meetings),
            _ => {}
        }
        entry
    }

    /// Adds what a record says that has no page of its own.
    fn add_part(&self, entry: &mut Entry<'m>, collaborative: &Record, kind: Kind) {
        let own = self.model.find(kind, &format!("{}/{}", collaborative.address.id, kind.name()));
        if let Some(own) = own.map(|own| self.model.record(own)) {
            self.say(entry, own);
            if entry.line.is_empty() {
                entry.line = self.beginning(own, &own.said().parts);
            }
        }
    }

    /// The areas that a record is about: those that it names, else those of its collaborative or of its posts' bodies.
    fn areas(&self, id: RecordId, record: &Record) -> Vec<RecordId> {
        let model = self.model;
        let named = |record: &Record| -> Vec<RecordId> {
            let mentions = record.mentions.iter().filter(|mention| mention.target == Target::Record(Kind::Area));
            mentions.filter_map(|mention| model.resolve(record.scope(), Kind::Area, &mention.text)).collect()
        };
        let mut areas = match record.kind {
            Kind::Area => vec![id],
            Kind::Person => {
                let posts = record.of::<Person>().into_iter().flat_map(|person| &person.posts);
                let bodies = posts.filter_map(|post| model.follow(record, &post.organisation));
                bodies.flat_map(|body| named(model.record(body))).collect()
            }
            _ => named(record),
        };
        if areas.is_empty() {
            areas = model.collaborative_of(record).map(|collaborative| named(collaborative.record)).unwrap_or_default();
        }
        areas.sort_unstable();
        areas.dedup();
        areas
    }

    /// What a record is and what it belongs to, in a few words.
    fn note(&self, id: RecordId, record: &Record) -> String {
        let model = self.model;
        let during = model.during_of(id);
        let ended = during
            .to
            .filter(|_| during.ended_before(model.today))
            .map(|to| self.phrases.say_with("search.ended", &[("date", self.phrases.date(to).into())]));
        let what = match record.kind {
            Kind::Organisation => record.of::<Organisation>().and_then(|body| self.row(record, Some(&body.kind))),
            Kind::Collaborative => record.of::<Collaborative>().and_then(|own| {
                let kind = self.row(record, Some(&own.kind));
                let model = self.row(record, own.model.as_ref());
                Some(dotted([kind, model])).filter(|note| !note.is_empty())
            }),
            Kind::Function => record.of::<Function>().and_then(|function| self.row(record, function.category.as_ref())),
            Kind::Forum => record.of::<Forum>().and_then(|forum| self.row(record, forum.legal_form.as_ref())),
            Kind::Agreement => record.of::<Agreement>().and_then(|agreement| self.row(record, Some(&agreement.kind))),
            Kind::Area => record.of::<Area>().and_then(|area| self.row(record, Some(&area.kind))),
            Kind::Decision => record.of::<Decision>().map(|decision| self.phrases.date(decision.on.date)),
            Kind::Policy => record.of::<Policy>().and_then(|policy| policy.category.clone()),
            Kind::Document => record.of::<Document>().and_then(|document| document.category.clone()),
            Kind::Person => record.of::<Person>().map(|person| {
                let posts = person.posts.iter().filter(|post| post.during().holds_on(model.today));
                let told = posts.map(|post| {
                    let body = model.follow(record, &post.organisation).map(|body| model.record(body).title());
                    body.map_or_else(|| post.title.clone(), |body| format!("{}, {body}", post.title))
                });
                told.collect::<Vec<_>>().join("; ")
            }),
            _ => None,
        };
        dotted([ended, Some(self.belongs(record, what))])
    }

    /// With the collaborative that a record belongs to.
    fn belongs(&self, record: &Record, what: Option<String>) -> String {
        let whole = model_collaborative(self.model, record).map(|id| self.model.record(id).short_title());
        dotted([what, whole])
    }

    fn row<S: Set>(&self, record: &Record, term: Option<&Term<S>>) -> Option<String> {
        term.map(|term| self.model.word(record, S::KEY, &term.text))
    }

    /// The terms of the glossary.
    fn terms(&self) -> Vec<Entry<'m>> {
        let terms = self.model.all::<Glossary>().flat_map(|glossary| &glossary.fields.terms);
        let entry = |term: &crate::record::kind::glossary::GlossaryTerm| {
            let address = format!("glossary/#{}", glossary::anchor(&term.term.value));
            let mut entry = Entry::new(Group::Term, address, term.term.value.clone());
            entry.name();
            entry.short = term.short.clone().unwrap_or_default();
            let others = term.short.iter().chain(&term.also);
            entry.texts.extend(others.map(|other| (Weight::OtherName, other.clone())));
            entry.text(Weight::Text, term.definition.clone());
            entry.line = beginning(&term.definition, LINE);
            entry.note = self.phrases.say("search.glossary");
            entry
        };
        terms.map(|term| entry(&term.value)).collect()
    }

    /// What the vocabulary explains: provisions of law, governance models, legal forms.
    fn rows(&self) -> Vec<Entry<'m>> {
        let provisions = page::legal_basis::provisions(self.model).into_iter();
        let provisions = provisions.map(|row| explained(Group::Provision, format!("legal-basis/{}/", row.id.value), row));
        let rows = page::models::rows(self.model).into_iter();
        let rows = rows.map(|(anchor, row)| explained(Group::Term, format!("models-and-forms/#{anchor}"), row));
        provisions.chain(rows).collect()
    }
}

/// A row of the vocabulary, as it is found.
fn explained<'m>(group: Group, address: String, row: &dyn Row) -> Entry<'m> {
    let mut entry = Entry::new(group, address, row.name().to_owned());
    entry.name();
    let others = row.short().into_iter().chain(row.native()).chain(row.also().iter().map(String::as_str));
    entry.texts.extend(others.map(|other| (Weight::OtherName, other.to_owned())));
    entry.short = row.short().unwrap_or("").to_owned();
    entry.text(Weight::Text, row.definition());
    entry.line = beginning(row.definition(), LINE);
    entry
}

/// The collaborative in whose folder a record stands; none for a collaborative itself.
fn model_collaborative(model: &Model, record: &Record) -> Option<RecordId> {
    model.find(Kind::Collaborative, record.address.collaborative.as_deref()?)
}

/// A record's name and its short name, as one text.
fn names(record: &Record) -> String {
    let title = record.title();
    match record.head.short_name.as_ref().filter(|short| short.value != title) {
        Some(short) => format!("{title} {}", short.value),
        None => title,
    }
}

fn dotted<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().map(|part| one_line(&part)).filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

/// Whether a kind's text is made of clauses that are cited.
fn has_clauses(kind: Kind) -> bool {
    matches!(kind, Kind::Forum | Kind::Agreement | Kind::Policy | Kind::Document)
}
