//! A page's point of view: how it links to everything else, and how it says what records say.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::glossary::Terms;
use super::markdown::{self, Links, Options, Piece, Rendered, Target};
use super::period::Period;
use super::phrases::Argument;
use super::view::{Block, Citation, Fact, Run, Words, words};
use super::{Planned, Site};
use crate::model::said::Said;
use crate::model::{Model, RecordId, Referred};
use crate::output::Route;
use crate::phrases::lowered;
use crate::record::Record;
use crate::record::body::Reference;
use crate::record::date::{Length, PartialDate, When};
use crate::record::kind::{Fields, Kind};
use crate::record::link::{Link, Party, Set, Term, Who};
use crate::record::recurrence::Recurrence;
use crate::record::value::Format;
use crate::record::walk::Value;

/// A page's point of view.
pub(super) struct Viewpoint<'s> {
    /// The site.
    pub site: &'s Site,
    /// The page's own address.
    pub route: Route,
    /// The path of the site's root, where the page is shown at other addresses than its own: then links begin there.
    pub rooted: Option<String>,
    /// Records that stand on this page as parts of it, though they have pages of their own: links to them lead here.
    pub here: BTreeMap<RecordId, Here>,
}

/// Where a record stands on a page that holds several.
#[derive(Clone, Debug, Default)]
pub(super) struct Here {
    /// The address of its part.
    pub anchor: String,
    /// What stands before the addresses of its own text.
    pub prefix: String,
}

impl<'s> Viewpoint<'s> {
    pub(super) fn new(site: &'s Site, route: &Route) -> Viewpoint<'s> {
        Viewpoint { site, route: route.clone(), rooted: None, here: BTreeMap::new() }
    }

    pub(super) fn model(&self) -> &'s Model {
        &self.site.model
    }

    /// How this page links to a page or file of the site; `None` where nothing stands there.
    pub(super) fn href(&self, path: &str) -> Option<String> {
        self.site.places.at(path).map(|route| self.way_to(route))
    }

    fn way_to(&self, route: &Route) -> String {
        match &self.rooted {
            Some(root) => format!("{root}{}", route.file_path()),
            None => route.href_from(&self.route),
        }
    }

    /// How this page links to a record, with the anchor where another page shows it.
    pub(super) fn href_of(&self, id: RecordId) -> Option<String> {
        if let Some(here) = self.here.get(&id) {
            return Some(format!("#{}", here.anchor));
        }
        let place = self.site.places.of_record(id)?;
        let mut href = self.way_to(&place.route);
        if let Some(anchor) = place.anchor {
            href.push('#');
            href.push_str(anchor);
        }
        Some(href)
    }

    /// A record by the name that it bears on the site's day, linked.
    pub(super) fn link(&self, id: RecordId) -> Run {
        self.link_as(id, self.model().record(id).title())
    }

    /// A record by its short name, linked.
    pub(super) fn link_short(&self, id: RecordId) -> Run {
        self.link_as(id, self.model().record(id).short_title())
    }

    /// A record in other words, linked.
    pub(super) fn link_as(&self, id: RecordId, text: String) -> Run {
        let record = self.model().record(id);
        let language = record.head.language.as_ref().map(|language| language.to_string());
        Run { href: self.href_of(id), language, ..Run::text(text) }
    }

    /// What a reference of a record leads to, linked; that it is not published where it leads nowhere.
    pub(super) fn follow<K: Fields>(&self, owner: &Record, link: &Link<K>) -> Run {
        self.model().follow(owner, link).map_or_else(|| self.unpublished(), |id| self.link(id))
    }

    /// A date as far as it is known.
    pub(super) fn date(&self, date: PartialDate) -> Run {
        Run::date(self.date_text(date), date.iso())
    }

    /// A date of a record; that it is not recorded where there is none.
    pub(super) fn when(&self, when: Option<When>) -> Run {
        when.map_or_else(|| self.unrecorded(), |when| self.date(when.date))
    }

    /// A day.
    pub(super) fn day(&self, day: Date) -> Run {
        Run::date(self.day_text(day), day.to_string())
    }

    /// A year or a month as text.
    pub(super) fn period_text(&self, period: Period) -> String {
        self.date_text(period.date())
    }

    /// A mark that holds once a day has passed.
    pub(super) fn overdue(&self, date: PartialDate, text: &str) -> Run {
        let day = date.last_day();
        Run { due: Some(day.to_string()), due_passed: day < self.model().today, ..Run::label(text, "warning") }
    }

    /// An amount of money in the handbook's currency: `£750,000`.
    pub(super) fn money(&self, amount: u64) -> String {
        self.phrases().money(self.model().currency(), amount)
    }

    /// A word of the vocabulary by its name; linked where a page explains it.
    pub(super) fn term<S: Set>(&self, owner: &Record, term: &Term<S>) -> Run {
        self.term_named(owner, S::KEY, &term.text)
    }

    fn term_named(&self, owner: &Record, key: &str, id: &str) -> Run {
        let name = self.model().word(owner, key, id);
        let href = match key {
            "provisions" => self.href(&format!("legal-basis/{id}")),
            "models" => self.href("models-and-forms").map(|href| format!("{href}#model-{id}")),
            "legal_forms" => self.href("models-and-forms").map(|href| format!("{href}#form-{id}")),
            _ => None,
        };
        Run { href, language: self.english_word(key, id), ..Run::text(name) }
    }

    /// Words of the vocabulary, one after the other.
    pub(super) fn terms<S: Set>(&self, owner: &Record, terms: &[Term<S>]) -> Words {
        self.listed(terms.iter().map(|term| vec![self.term(owner, term)]).collect())
    }

    /// Somebody who holds, gives, receives or answers.
    pub(super) fn party(&self, owner: &Record, party: &Party) -> Words {
        match party.who() {
            Some(Who::Organisation(link)) => vec![self.follow(owner, link)],
            Some(Who::Post(post, link)) => {
                self.runs("party.post", &[("post", (*post).into()), ("body", self.follow(owner, link).into())])
            }
            Some(Who::Forum(link)) => vec![self.follow(owner, link)],
            Some(Who::Collaborative(link)) => vec![self.follow(owner, link)],
            Some(Who::Person(link)) => vec![self.follow(owner, link)],
            Some(Who::EachMember(_)) => words(self.say("party.each-board")),
            None => Words::new(),
        }
    }

    /// The same within a sentence: “each member’s board”.
    pub(super) fn party_within(&self, owner: &Record, party: &Party) -> Words {
        match party.who() {
            Some(Who::EachMember(_)) => words(self.say("party.each-board-within")),
            _ => self.party(owner, party),
        }
    }

    /// What a field says, in words.
    pub(super) fn value(&self, owner: &Record, value: &Value) -> Vec<Words> {
        let line = |line: Vec<Said>| line.into_iter().flat_map(|said| self.said(owner, said)).collect();
        self.model().said(value).into_iter().map(line).collect()
    }

    fn said(&self, owner: &Record, said: Said) -> Words {
        match said {
            Said::Words(saying) => words(self.told(&saying)),
            Said::Text(text, format) => self.text(&text, format),
            Said::Term(key, id) => vec![self.term_named(owner, &key, &id)],
            Said::TermWithin(key, id) => {
                let run = self.term_named(owner, &key, &id);
                vec![Run { text: lowered(&run.text), ..run }]
            }
            Said::With(key, label, said) => {
                let value: Words = said.into_iter().flat_map(|said| self.said(owner, said)).collect();
                let label = label.map(|label| ("label", Argument::from(self.told(&label))));
                self.runs(key, &label.into_iter().chain([("value", value.into())]).collect::<Vec<_>>())
            }
            Said::Link(kind, text) => {
                let id = self.model().resolve(owner.scope(), kind, &text);
                vec![id.map_or_else(|| self.unpublished(), |id| self.link(id))]
            }
        }
    }

    fn text(&self, text: &str, format: Format) -> Words {
        let plain = || words(text);
        match format {
            Format::Date => PartialDate::read(text).map_or_else(|_| plain(), |date| vec![self.date(date)]),
            Format::Length => Length::read(text).map_or_else(|_| plain(), |length| words(self.phrases().length(length))),
            Format::Recurrence => Recurrence::read(text).map_or_else(|_| plain(), |rule| words(self.phrases().recurrence(&rule))),
            Format::Url => vec![Run::outside(shown_url(text), text)],
            Format::Email if self.model().publishes_emails() => vec![Run::link(text, format!("mailto:{text}"))],
            Format::Email => vec![self.unpublished()],
            Format::Attachment => {
                let name = text.rsplit('/').next().unwrap_or(text).to_owned();
                vec![Run { href: self.href(text), ..Run::text(name) }]
            }
            _ => plain(),
        }
    }

    /// The facts of a record that no part of its page shows, with those of its own under `[extra]`.
    pub(super) fn other_facts(&self, record: &Record, shown: &[&str]) -> Vec<Fact> {
        let mut rows = Vec::new();
        for fact in &record.facts {
            match (fact.field.as_str(), &fact.value) {
                ("extra", Value::Table(own)) => rows.extend(own.iter().map(|fact| Fact {
                    label: self.field(&fact.field),
                    values: self.value(record, &fact.value),
                    ..Fact::default()
                })),
                (field, _) if shown.contains(&field) || HEAD.contains(&field) => {}
                (_, value) => {
                    rows.push(Fact { label: self.field(&fact.field), values: self.value(record, value), ..Fact::default() })
                }
            }
        }
        rows.retain(|row| !row.values.is_empty());
        rows
    }

    /// What stands where nothing is recorded.
    pub(super) fn unrecorded(&self) -> Run {
        Run::quiet(self.say("value.unrecorded"))
    }

    /// What stands for a record that is not published.
    pub(super) fn unpublished(&self) -> Run {
        Run::quiet(self.say("value.unpublished"))
    }

    /// Several values in one line, with commas.
    pub(super) fn listed(&self, values: Vec<Words>) -> Words {
        joined(values, &self.say("lists.comma"))
    }

    /// The key of a field as readers see it.
    pub(super) fn field(&self, key: &str) -> String {
        self.phrases().field(key)
    }

    /// The way to a field within tables, as readers see it: `Quorum: Fraction`.
    pub(super) fn field_path(&self, path: &str) -> String {
        let labels = path.split('.').map(|key| self.field(key));
        let within =
            |outer: String, inner: String| self.say_with("lists.labelled", &[("label", outer.into()), ("value", inner.into())]);
        labels.reduce(within).unwrap_or_default()
    }

    /// One of the words that a field may take, as readers see it.
    pub(super) fn choice(&self, word: &str) -> String {
        self.phrases().word(word)
    }

    /// A kind of record, as readers call it.
    pub(super) fn kind(&self, kind: Kind) -> String {
        self.phrases().one_of("kinds", kind.name()).unwrap_or_default()
    }

    /// The plural of a kind of record, as a heading has it.
    pub(super) fn kinds(&self, kind: Kind) -> String {
        self.phrases().one_of("kinds.plural", kind.name()).unwrap_or_default()
    }

    /// The plural of a kind of record within a sentence.
    pub(super) fn kinds_within(&self, kind: Kind) -> String {
        self.phrases().one_of("kinds.within", kind.name()).unwrap_or_default()
    }

    /// A page of a collaborative beside its first, as its menu calls it.
    pub(super) fn part_title(&self, part: super::address::Part) -> String {
        self.phrases().one_of("parts", part.path()).unwrap_or_default()
    }

    /// A record's prose, rendered for this page.
    pub(super) fn prose(&self, record: &Record, level: u8, prefix: &str, numbered: bool, terms: &mut Terms<'_>) -> Rendered {
        let text = self.site.sources.text(&record.path);
        let title = record.title();
        let options = Options { title: &title, level, numbered, prefix, phrases: self.phrases() };
        markdown::render(text, &record.body, &Seen { viewpoint: self, owner: record }, Some(terms), &options)
    }

    /// The terms of the glossary as this page explains them.
    pub(super) fn glossary(&self) -> Terms<'s> {
        Terms::new(&self.site.glossary, self.href("glossary").unwrap_or_default())
    }
}

/// Fields of a head that pages show in places of their own.
const HEAD: &[&str] = &[
    "name",
    "short_name",
    "summary",
    "aliases",
    "former_names",
    "sources",
    "disputed",
    "language",
    "tags",
    "draft",
    "extra",
    "$schema",
];

/// Several values in one line, with something between.
pub(super) fn joined(values: Vec<Words>, between: &str) -> Words {
    let mut line = Words::new();
    for value in values.into_iter().filter(|value| !value.is_empty()) {
        if !line.is_empty() {
            line.push(Run::text(between));
        }
        line.extend(value);
    }
    line
}

/// An address as people read it.
pub(super) fn shown_url(url: &str) -> String {
    let bare = url.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    bare.trim_end_matches('/').to_owned()
}

/// References in one record's prose, as seen from one page.
struct Seen<'v, 's> {
    viewpoint: &'v Viewpoint<'s>,
    owner: &'v Record,
}

impl Links for Seen<'_, '_> {
    fn reference(&self, reference: &Reference) -> Option<Target> {
        let model = self.viewpoint.model();
        match model.refer(self.owner, reference).ok()? {
            Referred::Record(id) => {
                let record = model.record(id);
                let page = self.viewpoint.href_of(id)?;
                let anchor = reference.fragment.as_deref().map(|fragment| match record.body.anchor(fragment) {
                    Some(anchor) => anchor.to_owned(),
                    None => format!("part-{fragment}"),
                });
                let prefix = self.viewpoint.here.get(&id).map_or("", |here| &here.prefix);
                let beside = |anchor: String| format!("{}#{prefix}{anchor}", page.split('#').next().unwrap_or(&page));
                let href = anchor.map_or_else(|| page.clone(), beside);
                // A text in another language than the page has its mark around all of it.
                let own = model.language_of(record).filter(|own| Some(*own) != model.language_of(self.owner));
                Some(Target {
                    href,
                    title: record.title(),
                    language: own.map(str::to_owned),
                    summary: record.head.summary.clone(),
                })
            }
            Referred::Provision(id) => {
                let href = self.viewpoint.href(&format!("legal-basis/{id}"))?;
                let language = self.viewpoint.english_word("provisions", &id);
                Some(Target { href, title: model.word(self.owner, "provisions", &id), language, summary: None })
            }
        }
    }

    fn attachment(&self, path: &str) -> Option<String> {
        self.viewpoint.href(path)
    }
}

/// Rendered prose as blocks, each placed part where the text has it. `place` gives a part's blocks; none where there is nothing to place.
pub(super) fn prose_blocks(
    rendered: Rendered,
    clauses: Option<Citation>,
    language: Option<String>,
    mut place: impl FnMut(&str) -> Vec<Block>,
) -> Vec<Block> {
    let mut blocks = Vec::new();
    for piece in rendered.pieces {
        match piece {
            Piece::Html(html) if html.is_empty() => {}
            Piece::Html(html) => blocks.push(Block::Prose { html, clauses: clauses.clone(), language: language.clone() }),
            Piece::Part(name) => blocks.extend(place(&name)),
        }
    }
    blocks
}

/// Whether an address of the plan is a page of one of these kinds; used for the menu.
pub(super) fn kind_of(site: &Site, planned: &Planned) -> Option<Kind> {
    match planned {
        Planned::Index(kind) | Planned::Values(kind, ..) => Some(*kind),
        Planned::Filtered(selection) => Some(selection.kind),
        Planned::Record(id) | Planned::Redirect(id) => Some(site.model.record(*id).kind),
        Planned::Part(..) => Some(Kind::Collaborative),
        _ => None,
    }
}
