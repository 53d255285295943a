//! Feeds: what changed and what was decided, for the programs with which people follow many sites (Atom, RFC 4287). What is still to come
//! is in none. Knows no clock: a feed is as new as the latest change in it.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use jiff::civil::Date;

use super::html::escape;
use super::page::event::sentence;
use super::view::Words;
use super::viewpoint::Viewpoint;
use super::{Site, address};
use crate::model::changes::{Change, Event};
use crate::model::{Model, RecordId};
use crate::output::Route;
use crate::record::kind::{Decision, Kind};

/// What feeds are.
pub(super) const MEDIA_TYPE: &str = "application/atom+xml";

/// What a feed tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// What changed in the handbook.
    Changes,
    /// What was decided in the handbook.
    Decisions,
    /// What changed in a collaborative, and what it decided.
    Collaborative(RecordId),
}

/// The address of a feed.
pub(super) fn path(model: &Model, told: Told) -> String {
    match told {
        Told::Changes => "feed.xml".to_owned(),
        Told::Decisions => format!("{}/feed.xml", address::index(Kind::Decision)),
        Told::Collaborative(id) => format!("{}/feed.xml", address::of(model.record(id)).unwrap_or_default()),
    }
}

/// A feed's name for readers.
pub(super) fn title(site: &Site, told: Told) -> String {
    let phrases = site.theme.phrases();
    let of = |name: &str, key: &str| phrases.say_with(key, &[("name", name.into())]);
    match told {
        Told::Changes => of(site.model.title(), "feeds.changes"),
        Told::Decisions => of(site.model.title(), "feeds.decisions"),
        Told::Collaborative(id) => of(&site.model.record(id).title(), "feeds.changes"),
    }
}

/// Every feed in which something stands.
pub(super) fn all(model: &Model) -> Vec<Told> {
    let collaboratives = model.of_kind(Kind::Collaborative).map(|(id, _)| Told::Collaborative(id));
    let all = [Told::Changes, Told::Decisions].into_iter().chain(collaboratives);
    all.filter(|told| !events(model, *told).is_empty()).collect()
}

/// What stands in a feed, the latest first.
fn events(model: &Model, told: Told) -> Vec<Event<'_>> {
    let mut events: Vec<Event<'_>> = match told {
        Told::Changes => model.changes(),
        Told::Decisions => {
            let decisions = model.all::<Decision>().flat_map(|decision| model.changes_of(decision.id));
            decisions.filter(|event| matches!(event.change, Change::Decided(_))).collect()
        }
        Told::Collaborative(id) => model.changes_within(id),
    };
    events.retain(|event| event.date.first_day() <= model.today);
    events.sort_by_key(|event| Reverse(event.date.first_day()));
    events.truncate(model.limits().feed_entries as usize);
    events
}

/// The file of a feed.
pub(super) fn file(site: &Site, route: &Route, told: Told) -> String {
    let (model, point) = (&site.model, Viewpoint::new(site, route));
    let events = events(model, told);
    let publisher = model.handbook().and_then(|handbook| handbook.publisher.as_ref());
    let mut xml = Xml::default();
    let _ = writeln!(xml.0, "<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml.open("feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", site.theme.phrases().language())]);
    xml.text("id", &format!("urn:uuid:{}", site.identity(&["feed", &path(model, told)])));
    xml.text("title", &title(site, told));
    xml.text("updated", &moment(events.iter().map(|event| event.date.first_day()).max().unwrap_or(model.today)));
    xml.open("author", &[]);
    xml.text("name", publisher.map_or_else(|| model.title(), |publisher| &publisher.name));
    xml.close("author");
    if let Some(base) = site.base_url() {
        xml.empty("link", &[("rel", "self"), ("type", MEDIA_TYPE), ("href", &format!("{base}{route}"))]);
    }
    let page = match told {
        Told::Changes => point.href("changes"),
        Told::Decisions => point.href(address::index(Kind::Decision)),
        Told::Collaborative(id) => point.href_of(id),
    };
    if let Some(href) = page {
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &absolute(site, route, &href))]);
    }
    // What happens twice on a day to one record is told apart by its order.
    let mut times: BTreeMap<(RecordId, String, String), usize> = BTreeMap::new();
    for event in &events {
        let (key, day) = (event.key(model), event.date.iso());
        let time = times.entry((event.about, key.clone(), day.clone())).or_default();
        *time += 1;
        let name = site.identity(&["change", &model.record(event.about).subject(), &key, &day, &time.to_string()]);
        entry(&mut xml, &point, event, &name);
    }
    xml.close("feed");
    xml.0
}

fn entry(xml: &mut Xml, point: &Viewpoint<'_>, event: &Event<'_>, name: &str) {
    let (site, model) = (point.site, point.model());
    let told = plain(&sentence(point, event, &[]));
    xml.open("entry", &[]);
    xml.text("id", &format!("urn:uuid:{name}"));
    xml.text("title", told.trim_end_matches('.'));
    xml.text("updated", &moment(event.date.first_day()));
    let record = model.record(event.about);
    let own = point.href_of(event.about).or_else(|| point.href_of(model.collaborative_of(record)?.id));
    let href = own.or_else(|| point.href("")).unwrap_or_default();
    xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &absolute(site, &point.route, &href))]);
    xml.empty("category", &[("term", record.kind.name()), ("label", &point.kind(record.kind))]);
    let summary = match event.change {
        Change::Decided(decision) if decision.private.is_none() => record.head.summary.as_deref(),
        _ => None,
    };
    xml.text("summary", summary.unwrap_or(&told));
    xml.close("entry");
}

fn plain(words: &Words) -> String {
    words.iter().map(|run| run.text.as_str()).collect()
}

/// A day as a moment, as the format asks.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// A link of a file as it is read elsewhere: in full where it is known where the site is published. Its folder stands for a page's file.
fn absolute(site: &Site, route: &Route, href: &str) -> String {
    let Some(base) = site.base_url() else { return href.to_owned() };
    let (path, anchor) = href.split_once('#').map_or((href, String::new()), |(path, anchor)| (path, format!("#{anchor}")));
    let mut folders: Vec<&str> = route.as_str().split('/').collect();
    folders.pop();
    for step in path.split('/') {
        if step == ".." {
            folders.pop();
        } else {
            folders.push(step);
        }
    }
    let path = folders.join("/");
    format!("{base}{}{anchor}", path.strip_suffix("index.html").unwrap_or(&path))
}

/// A file while it is being written. Text stays text, whatever an author wrote.
#[derive(Default)]
struct Xml(String);

impl Xml {
    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.0.push_str(">\n");
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.tag(name, attributes);
        self.0.push_str("/>\n");
    }

    fn close(&mut self, name: &str) {
        let _ = writeln!(self.0, "</{name}>");
    }

    fn text(&mut self, name: &str, text: &str) {
        let _ = write!(self.0, "<{name}>");
        self.escaped(text);
        self.close(name);
    }

    fn tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        let _ = write!(self.0, "<{name}");
        for (name, value) in attributes {
            let _ = write!(self.0, " {name}=\"");
            self.escaped(value);
            self.0.push('"');
        }
    }

    fn escaped(&mut self, text: &str) {
        let text: String = text.chars().filter(|letter| is_allowed(*letter)).collect();
        escape(&mut self.0, &text);
    }
}

/// Whether a character may stand in XML at all.
fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
