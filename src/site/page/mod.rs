//! Pages: each answers one question. A page is a view; what they share is written here once.

use std::collections::BTreeSet;

use super::address::{self, Part};
use super::exports::structured;
use super::view::{Block, Column, Crumb, Frame, Header, Menu, MenuEntry, Page, Run, Table, Words};
use super::viewpoint::{Viewpoint, kind_of};
use super::{Planned, Site};
use crate::model::RecordId;
use crate::output::Route;
use crate::record::Record;
use crate::record::kind::{Kind, Page as FreePage};

mod agreement;
mod area;
mod baseline;
mod chain;
pub(super) mod changes;
mod chronicle;
mod collaborative;
pub(super) mod compare;
pub(super) mod coverage;
mod data;
mod decision;
mod delegations;
mod document;
pub(super) mod event;
mod findings;
mod forum;
mod function;
mod handbook;
pub(super) mod glossary;
mod home;
mod impact;
mod index;
pub(super) mod legal_basis;
pub(super) mod load;
pub(super) mod meetings;
pub(super) mod models;
mod narrow;
mod organisation;
mod person;
pub(super) mod reviews;
mod search;
pub(super) mod sheet;

use sheet::Sheet;

/// The view of what is planned at an address.
pub(super) fn view(site: &Site, route: &Route, planned: &Planned) -> Page {
    let mut sheet = Sheet::new(site, route);
    sheet.page.site = frame(&sheet.point, planned);
    match planned {
        Planned::Home => home::fill(&mut sheet),
        Planned::Index(kind) => index::fill(&mut sheet, *kind),
        Planned::Filtered(selection) => index::filtered(&mut sheet, selection),
        Planned::Values(kind, facet, page) => index::values(&mut sheet, *kind, facet, *page),
        Planned::Record(id) => record(&mut sheet, *id),
        Planned::Part(id, part) => collaborative::part(&mut sheet, *id, *part),
        Planned::LegalBasis => legal_basis::list(&mut sheet),
        Planned::Provision(id) => legal_basis::provision(&mut sheet, id),
        Planned::Models => models::fill(&mut sheet),
        Planned::Glossary => glossary::fill(&mut sheet),
        Planned::Meetings => meetings::fill(&mut sheet),
        Planned::Coverage(page) => coverage::fill(&mut sheet, *page),
        Planned::Compare(page) => compare::fill(&mut sheet, *page),
        Planned::MeetingsOf(period, page) => meetings::of_period(&mut sheet, *period, *page),
        Planned::Changes => changes::fill(&mut sheet),
        Planned::ChangesOf(period, page) => changes::of_period(&mut sheet, *period, *page),
        Planned::Baseline => baseline::fill(&mut sheet),
        Planned::Reviews => reviews::fill(&mut sheet),
        Planned::ReviewsBy(facet, value, page) => reviews::filtered(&mut sheet, facet, value, *page),
        Planned::ReviewValues(facet, page) => reviews::values(&mut sheet, facet, *page),
        Planned::Load(page) => load::fill(&mut sheet, *page),
        Planned::Impact => impact::fill(&mut sheet),
        Planned::Findings => findings::fill(&mut sheet),
        Planned::Search => search::fill(&mut sheet),
        Planned::Data => data::fill(&mut sheet),
        _ => not_found(&mut sheet),
    }
    data::alternate(&mut sheet, planned);
    let mut page = sheet.finish();
    page.structured = structured::of(site, route, planned, &page);
    page
}

/// The page for addresses that do not exist, with links that begin at the site's root.
pub(super) fn not_found_at(site: &Site, rooted: Option<String>) -> Page {
    let mut sheet = Sheet::new(site, &Route::home());
    if let Some(root) = &rooted {
        sheet.page.root.clone_from(root);
    }
    sheet.point.rooted = rooted;
    sheet.page.site = frame(&sheet.point, &Planned::NotFound);
    not_found(&mut sheet);
    sheet.finish()
}

fn record(sheet: &mut Sheet<'_>, id: RecordId) {
    match sheet.model().record(id).kind {
        Kind::Collaborative => collaborative::fill(sheet, id),
        Kind::Organisation => organisation::fill(sheet, id),
        Kind::Area => area::fill(sheet, id),
        Kind::Person => person::fill(sheet, id),
        Kind::Function => function::fill(sheet, id),
        Kind::Forum => forum::fill(sheet, id),
        Kind::Agreement => agreement::fill(sheet, id),
        Kind::Decision => decision::fill(sheet, id),
        _ => document::fill(sheet, id),
    }
}

/// The view of an earlier address.
pub(super) fn redirect(site: &Site, route: &Route, id: RecordId) -> RedirectView {
    let point = Viewpoint::new(site, route);
    let record = site.model.record(id);
    let path = address::of(record).unwrap_or_default();
    let href = point.href_of(id).unwrap_or_default();
    RedirectView {
        direction: point.phrases().direction(),
        link: vec![Run::link(record.title(), href.clone())],
        language: site.model.language().to_owned(),
        title: record.title(),
        href,
        root: root(route),
        canonical: site.base_url().map(|base| format!("{base}{path}/")),
    }
}

/// What the template of an earlier address sees.
#[derive(serde::Serialize)]
pub(super) struct RedirectView {
    language: String,
    direction: &'static str,
    title: String,
    href: String,
    link: Words,
    root: String,
    canonical: Option<String>,
}

fn not_found(sheet: &mut Sheet<'_>) {
    let (title, summary) = (sheet.say("not-found.title"), sheet.say("not-found.summary"));
    let page = &mut sheet.page;
    page.kind = "not-found".to_owned();
    page.title = title.clone();
    page.unlisted = true;
    page.breadcrumb = Vec::new();
    page.header = Header { title, summary: Some(summary), ..Header::default() };
    let links = [Kind::Collaborative, Kind::Organisation, Kind::Function];
    let mut lines = vec![vec![Run { href: sheet.point.href(""), ..Run::text(sheet.say("not-found.home")) }]];
    for kind in links {
        if let Some(href) = sheet.point.href(address::index(kind)) {
            lines.push(vec![Run::link(sheet.say_with("page.all-of", &[("kinds", sheet.point.kinds_within(kind).into())]), href)]);
        }
    }
    sheet.section("ways", sheet.say("not-found.ways"), vec![Block::List { lines }]);
}

/// The way from an address to the site's root.
pub(super) fn root(route: &Route) -> String {
    "../".repeat(route.file_path().matches('/').count())
}

/// What all pages share, as seen from one.
fn frame(point: &Viewpoint<'_>, planned: &Planned) -> Frame {
    let site = point.site;
    let handbook = point.model().handbook();
    let publisher = handbook.and_then(|handbook| handbook.publisher.as_ref());
    let named = publisher.map(|publisher| match &publisher.url {
        Some(url) => Run::outside(publisher.name.clone(), url.to_string()),
        None => Run::text(publisher.name.clone()),
    });
    Frame {
        title: point.model().title().to_owned(),
        home: point.href("").unwrap_or_default(),
        search: point.href("search"),
        menu: main_menu(point, planned),
        foot: foot_menu(point, planned),
        as_of: vec![point.day(point.model().today)],
        as_of_iso: point.model().today.to_string(),
        day_chosen: site.settings.day_chosen,
        publisher: named.into_iter().collect(),
        contact: publisher
            .and_then(|publisher| publisher.contact.as_ref())
            .map(|contact| contact.to_string())
            .filter(|_| point.model().publishes_emails()),
    }
}

/// The pages of the site's own: what each is called, and its address with a slash at the end.
pub(super) fn menus(site: &Site) -> Vec<(String, String)> {
    let point = Viewpoint::new(site, &Route::home());
    let entries = main_menu(&point, &Planned::Home).into_iter().chain(foot_menu(&point, &Planned::Home));
    let records: BTreeSet<String> =
        point.model().all::<FreePage>().filter_map(|page| Some(format!("{}/", address::of(page.record)?))).collect();
    let pages = entries.filter_map(|entry| Some((entry.title, entry.href.strip_suffix("index.html")?.to_owned())));
    pages.filter(|(_, path)| !records.contains(path)).collect()
}

fn main_menu(point: &Viewpoint<'_>, planned: &Planned) -> Vec<MenuEntry> {
    let kind = kind_of(point.site, planned);
    let within =
        |kinds: &[Kind]| kind.is_some_and(|kind| kinds.contains(&kind) || kinds == [Kind::Collaborative] && super::is_part(kind));
    let mut menu = Vec::new();
    let mut add = |key: &str, path: &str, current: bool| {
        if let Some(href) = point.href(path) {
            let page = Route::page(path).as_ref() == Some(&point.route);
            menu.push(MenuEntry {
                title: point.say(key),
                href,
                current: if page {
                    "page"
                } else if current {
                    "true"
                } else {
                    ""
                },
            });
        }
    };
    add("menu.collaboratives", "collaboratives", within(&[Kind::Collaborative]));
    add("menu.organisations", "organisations", within(&[Kind::Organisation]));
    add("menu.who-decides", "functions", within(&[Kind::Function]));
    add("menu.areas", "areas", within(&[Kind::Area]));
    add("menu.meetings", "meetings", matches!(planned, Planned::MeetingsOf(..)));
    add("menu.legal-basis", "legal-basis", matches!(planned, Planned::Provision(_)));
    add("menu.glossary", "glossary", false);
    menu
}

fn foot_menu(point: &Viewpoint<'_>, planned: &Planned) -> Vec<MenuEntry> {
    let mut menu = Vec::new();
    let mut pages: Vec<(i64, RecordId)> =
        point.model().all::<FreePage>().filter_map(|page| Some((page.fields.menu?, page.id))).collect();
    pages.sort_unstable();
    for (_, id) in pages {
        let run = point.link_short(id);
        let current = if *planned == Planned::Record(id) { "page" } else { "" };
        menu.extend(run.href.map(|href| MenuEntry { title: run.text, href, current }));
    }
    for (key, path) in [
        ("menu.forums", "forums"),
        ("menu.agreements", "agreements"),
        ("menu.decisions", "decisions"),
        ("menu.policies", "policies"),
        ("menu.documents", "documents"),
        ("menu.people", "people"),
        ("menu.models", "models-and-forms"),
        ("menu.coverage", "coverage"),
        ("menu.compare", "compare"),
        ("menu.baseline", "baseline"),
        ("menu.reviews", "reviews"),
        ("menu.changes", "changes"),
        ("menu.load", "load"),
        ("menu.impact", "impact"),
        ("menu.findings", "findings"),
        ("menu.data", "data"),
    ] {
        let page = Route::page(path).as_ref() == Some(&point.route);
        menu.extend(point.href(path).map(|href| MenuEntry {
            title: point.say(key),
            href,
            current: if page { "page" } else { "" },
        }));
    }
    menu
}

/// The part of a collaborative's pages in which records of a kind are listed; `None` where there is none.
fn part_of(kind: Kind) -> Option<Part> {
    match kind {
        Kind::Forum => Some(Part::TermsOfReference),
        Kind::Agreement => Some(Part::Agreements),
        Kind::Decision => Some(Part::Decisions),
        Kind::Document => Some(Part::Documents),
        _ => None,
    }
}

/// The way to a record's page: home, its list or its collaborative, itself.
fn breadcrumb(point: &Viewpoint<'_>, record: &Record) -> Vec<Crumb> {
    let mut crumbs = vec![home_crumb(point)];
    let crumb = |title: String, path: &str| point.href(path).map(|href| Crumb { title, href: Some(href), ..Crumb::default() });
    match point.model().collaborative_of(record) {
        Some(collaborative) if record.kind != Kind::Collaborative => {
            crumbs.extend(crumb(point.say("menu.collaboratives"), "collaboratives"));
            let run = point.link_short(collaborative.id);
            crumbs.push(Crumb { title: run.text, href: run.href, ..Crumb::default() });
            crumbs.extend(
                part_of(record.kind).and_then(|part| crumb(point.part_title(part), &address::part(collaborative.record, part))),
            );
        }
        _ => crumbs.extend(
            crumb(point.kinds(record.kind), address::index(record.kind)).filter(|_| !address::index(record.kind).is_empty()),
        ),
    }
    crumbs.push(Crumb { title: record.title(), href: None, ..Crumb::default() });
    crumbs
}

fn home_crumb(point: &Viewpoint<'_>) -> Crumb {
    Crumb { title: point.say("page.home"), href: point.href(""), ..Crumb::default() }
}

/// The pages of a collaborative, as a menu.
fn sections_menu(point: &Viewpoint<'_>, collaborative: &Record, here: Option<Part>) -> Menu {
    let own = address::of(collaborative).unwrap_or_default();
    let overview = Route::page(&own).as_ref() == Some(&point.route);
    let mut entries = Vec::new();
    entries.extend(point.href(&own).map(|href| MenuEntry {
        title: point.say("parts.overview"),
        href,
        current: if overview { "page" } else { "" },
    }));
    for part in address::parts(point.model(), collaborative) {
        let path = address::part(collaborative, part);
        let page = Route::page(&path).as_ref() == Some(&point.route);
        let current = if page {
            "page"
        } else if here == Some(part) {
            "true"
        } else {
            ""
        };
        entries.extend(point.href(&path).map(|href| MenuEntry { title: point.part_title(part), href, current }));
    }
    Menu { title: collaborative.title(), entries }
}

/// A table of text whose first column heads its rows. A column in which nothing is recorded is left out.
fn table(id: &str, caption: impl Into<String>, columns: &[impl AsRef<str>], rows: Vec<Vec<Words>>) -> Block {
    let says = |index: usize| {
        index == 0
            || rows.iter().any(|row| row.get(index).is_some_and(|cell| cell.iter().any(|run| !run.quiet && !run.text.is_empty())))
    };
    let kept: Vec<usize> = (0..columns.len()).filter(|index| says(*index)).collect();
    let rows = rows.iter().map(|row| kept.iter().map(|index| row.get(*index).cloned().unwrap_or_default()).collect()).collect();
    Block::Table(Table {
        id: format!("part-{id}-table"),
        caption: caption.into(),
        columns: kept.iter().map(|index| Column::new(columns[*index].as_ref())).collect(),
        rows,
        matrix: false,
        ..Table::default()
    })
}
