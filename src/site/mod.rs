//! Plans every address of the site, and renders the page at one. Knows the model and the theme; knows no disk and no clock.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use unicode_normalization::UnicodeNormalization;

use crate::diagnostic::{Diagnostic, Report};
use crate::model::{Model, RecordId};
use crate::output::write::MANIFEST;
use crate::output::{Content, Route};
use crate::record::kind::{Home, Kind};
use crate::source::Sources;
use crate::span::Place;

pub mod address;
pub mod calendar;
mod citation;
mod diagram;
pub mod earlier;
mod exports;
mod facets;
mod foreign;
pub mod feed;
pub mod glossary;
pub mod html;
mod identity;
pub mod markdown;
mod page;
mod period;
mod places;
mod phrases;
mod plain;
pub mod search;
pub mod theme;
pub mod view;
mod viewpoint;

use address::{Part, Selection};
use calendar::Whose;
pub use exports::Export;
use exports::Exports;
use facets::Facets;
use feed::Told;
use foreign::Foreign;
use glossary::Glossary;
use page::compare::Compared;
use period::{Diaries, Period};
use places::Places;
use search::Index;
use theme::{Theme, ThemeError};

/// What stands at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Planned {
    /// The home page.
    Home,
    /// The list of all records of a kind.
    Index(Kind),
    /// The records of a kind that share a value, such as all collaboratives of one model.
    Filtered(Selection),
    /// All values by which a kind is told apart, where those are too many for its own list: the facet, and which page of them.
    Values(Kind, &'static str, usize),
    /// A record's page.
    Record(RecordId),
    /// A page of a collaborative beside its first.
    Part(RecordId, Part),
    /// The list of all provisions of law.
    LegalBasis,
    /// A provision of law, by its id.
    Provision(String),
    /// Governance models and legal forms, explained.
    Models,
    /// The glossary.
    Glossary,
    /// All meetings: what is coming.
    Meetings,
    /// Bodies by collaboratives: which of its pages, from 1.
    Coverage(usize),
    /// Collaboratives and forums side by side: which of its pages, from 1.
    Compare(usize),
    /// The meetings of a year, a month or a day.
    MeetingsOf(Period, usize),
    /// Meetings as a file for calendars.
    Calendar(Whose),
    /// What has changed: the latest.
    Changes,
    /// What has changed in a year, a month or on a day.
    ChangesOf(Period),
    /// What has changed, as a feed.
    Feed(Told),
    /// What is required of every collaborative, and who has it.
    Baseline,
    /// What is overdue, open and coming.
    Reviews,
    /// What taking part costs each body: which of its pages, from 1.
    Load(usize),
    /// What would break if somebody or something were gone.
    Impact,
    /// What checking has found, where the publisher wants it public.
    Findings,
    /// Where one looks for a word.
    Search,
    /// The files for machines, and what each holds.
    Data,
    /// A file for machines.
    Export(Export),
    /// The page for addresses that do not exist.
    NotFound,
    /// An earlier address of a record.
    Redirect(RecordId),
    /// A file of the theme.
    ThemeFile(String),
    /// An attachment.
    Attachment(Arc<str>),
    /// The list of all pages for search engines.
    Sitemap,
    /// What search engines may read.
    Robots,
}

/// How a site is made.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where it will be published, in place of what the handbook says.
    pub base_url: Option<String>,
    /// Whether the day that it is true as of was chosen, rather than being the day of the build.
    pub day_chosen: bool,
    /// Whether drafts are in it: then every page says so, and search engines are told to pass it by.
    pub drafts: bool,
}

/// Every address, nothing rendered.
pub struct Site {
    model: Model,
    theme: Arc<Theme>,
    sources: Sources,
    settings: Settings,
    plan: BTreeMap<Route, Planned>,
    places: Places,
    glossary: Glossary,
    facets: Facets,
    foreign: Foreign,
    diaries: Diaries,
    compared: Vec<Compared>,
    findings: Vec<Diagnostic>,
    arrangements: diagram::Arrangements,
    index: OnceLock<Index>,
    exports: Exports,
}

/// Plans the site of a model. `model` is what may be published: drafts are not in it.
/// Two things that claim one address are reported; the first keeps it.
pub fn plan(model: Model, theme: Arc<Theme>, sources: Sources, settings: Settings, report: &mut Report) -> Site {
    let (facets, (diaries, compared)) = rayon::join(
        || Facets::of(&model, theme.phrases(), address::INDEXED),
        || rayon::join(|| Diaries::of(&model), || page::compare::compared(&model)),
    );
    let mut planner =
        Planner { model: &model, facets: &facets, diaries: &diaries, compared: &compared, plan: BTreeMap::new(), report };
    planner.pages();
    planner.calendars();
    planner.changes();
    planner.files(&theme, &sources);
    planner.aliases();
    planner.alike();
    let plan = planner.plan;
    let (places, (glossary, (exports, foreign))) = rayon::join(
        || Places::of(&model, &plan),
        || {
            let rest = || rayon::join(|| Exports::of(&model), || Foreign::to(theme.phrases(), &model));
            rayon::join(|| page::glossary::terms(&model), rest)
        },
    );
    Site {
        model,
        theme,
        sources,
        settings,
        plan,
        places,
        glossary,
        facets,
        foreign,
        diaries,
        compared,
        findings: Vec::new(),
        arrangements: diagram::Arrangements::default(),
        index: OnceLock::new(),
        exports,
    }
}

struct Planner<'p> {
    model: &'p Model,
    facets: &'p Facets,
    diaries: &'p Diaries,
    compared: &'p [Compared],
    plan: BTreeMap<Route, Planned>,
    report: &'p mut Report,
}

impl Planner<'_> {
    fn pages(&mut self) {
        self.put(Route::home(), Planned::Home);
        for kind in address::INDEXED {
            if self.model.of_kind(*kind).next().is_some() {
                self.put_at(address::index(*kind), Planned::Index(*kind));
            }
        }
        self.put_at("search", Planned::Search);
        self.selections();
        self.put_at("legal-basis", Planned::LegalBasis);
        self.put_at("models-and-forms", Planned::Models);
        if self.model.of_kind(Kind::Glossary).next().is_some() {
            self.put_at("glossary", Planned::Glossary);
        }
        if self.model.of_kind(Kind::Meetings).next().is_some() {
            self.put_at("meetings", Planned::Meetings);
            for period in self.diaries.meetings.pages() {
                for page in 1..=self.diaries.meetings.sheets(period) {
                    let path = address::numbered(format!("meetings/{}", period.path()), page);
                    self.put_at(&path, Planned::MeetingsOf(period, page));
                }
            }
        }
        if self.model.of_kind(Kind::Organisation).next().is_some() && self.model.of_kind(Kind::Collaborative).next().is_some() {
            for page in 1..=page::coverage::pages(self.model) {
                self.put_at(&address::numbered("coverage".to_owned(), page), Planned::Coverage(page));
            }
        }
        if self.model.of_kind(Kind::Collaborative).nth(1).is_some() {
            for page in 1..=self.compared.len() {
                self.put_at(&address::numbered("compare".to_owned(), page), Planned::Compare(page));
            }
        }
        if !self.model.baselines().is_empty() {
            self.put_at("baseline", Planned::Baseline);
        }
        if self.model.of_kind(Kind::Collaborative).next().is_some() {
            self.put_at("reviews", Planned::Reviews);
        }
        if self.model.of_kind(Kind::Forum).next().is_some() {
            for page in 1..=page::load::pages(self.model) {
                self.put_at(&address::numbered("load".to_owned(), page), Planned::Load(page));
            }
            self.put_at("impact", Planned::Impact);
        }
        if self.model.handbook().is_some_and(page::reviews::publishes_findings) {
            self.put_at("findings", Planned::Findings);
        }
        self.put_at("data", Planned::Data);
        for export in exports::all(self.model) {
            if let Some(route) = export.route(self.model) {
                self.put(route, Planned::Export(export));
            }
        }
        for provision in page::legal_basis::provisions(self.model) {
            self.put_at(&format!("legal-basis/{}", provision.id.value), Planned::Provision(provision.id.value.clone()));
        }
        for (id, record) in self.model.records() {
            if let Some(path) = address::of(record) {
                self.put_at(&path, Planned::Record(id));
            }
            if record.kind == Kind::Collaborative {
                for part in address::parts(self.model, record) {
                    self.put_at(&address::part(record, part), Planned::Part(id, part));
                }
            }
        }
    }

    /// The pages of each value by which a list is told apart.
    fn selections(&mut self) {
        let limits = self.model.limits();
        for kind in address::INDEXED {
            for facet in self.facets.of_kind(*kind).iter().filter(|facet| facet.has_pages()) {
                for page in facets::pages(facet.values.len(), limits).filter(|_| facet.is_long()) {
                    self.put_at(&address::values(*kind, facet.name, page), Planned::Values(*kind, facet.name, page));
                }
                for value in &facet.values {
                    for page in facets::pages(value.records.len(), limits) {
                        let selection = Selection { kind: *kind, facet: facet.name, value: value.value.clone(), page };
                        self.put_at(&address::selection(&selection), Planned::Filtered(selection));
                    }
                }
            }
        }
    }

    /// After all pages and files, so that an alias never takes the place of one.
    fn aliases(&mut self) {
        for (id, record) in self.model.records() {
            for alias in &record.head.aliases {
                let file = alias.value.rsplit('/').next().is_some_and(|name| name.contains('.'));
                let route = if file { Route::file(&alias.value) } else { Route::page(&alias.value) };
                let Some(route) = route else { continue };
                let is_kept = route.file_path() == MANIFEST || search::is_part(&route);
                let taken = self.plan.get(&route).map(|taken| self.describe(taken));
                if let Some(other) = taken.or_else(|| is_kept.then(|| "a file of the site’s own".to_owned())) {
                    self.report.add(
                        Diagnostic::error(
                            "site/address-taken",
                            record.place(alias.span),
                            format!("`{}` is already the address of {other}", alias.value.0),
                        )
                        .hint("an alias is an address that nothing else has: remove it, or rename the other")
                        .about(record.subject()),
                    );
                    continue;
                }
                if address::of(record).is_some() {
                    self.plan.insert(route, Planned::Redirect(id));
                }
            }
        }
    }

    fn files(&mut self, theme: &Theme, sources: &Sources) {
        for (path, _) in theme.files() {
            if let Some(route) = Route::file(path) {
                self.plan.insert(route, Planned::ThemeFile(path.to_owned()));
            }
        }
        let named = self.model.attachments_named();
        for path in sources.attachments.keys().filter(|path| named.contains(&***path) || sources.is_in_theme(path)) {
            if let Some(route) = Route::file(path) {
                self.plan.insert(route, Planned::Attachment(Arc::clone(path)));
            }
        }
        for (path, planned) in
            [("404.html", Planned::NotFound), ("sitemap.xml", Planned::Sitemap), ("robots.txt", Planned::Robots)]
        {
            if let Some(route) = Route::file(path) {
                self.plan.insert(route, planned);
            }
        }
    }

    /// Addresses that differ only by capitals, or by how their accents are written: some disks hold only one of them.
    fn alike(&mut self) {
        let mut seen: BTreeMap<String, &Route> = BTreeMap::new();
        for (route, planned) in &self.plan {
            let plain: String = route.file_path().nfc().flat_map(char::to_lowercase).collect();
            let Some(other) = seen.insert(plain, route) else { continue };
            let place = match planned {
                Planned::Attachment(path) => Place::start_of(path),
                Planned::Record(id) | Planned::Redirect(id) | Planned::Part(id, _) => self.model.record(*id).itself(),
                _ => Place::start_of(&"handbook.toml".into()),
            };
            let message = format!("`{route}` and `{other}` are one address on disks that do not tell capitals or accents apart");
            self.report.add(Diagnostic::error("site/address-taken", place, message).hint("rename one of them"));
        }
    }

    fn calendars(&mut self) {
        for whose in calendar::all(self.model) {
            if let Some(route) = Route::file(&calendar::path(self.model, whose)) {
                self.plan.insert(route, Planned::Calendar(whose));
            }
        }
    }

    fn changes(&mut self) {
        let periods = self.diaries.changes.pages();
        if !periods.is_empty() {
            self.put_at("changes", Planned::Changes);
        }
        for period in periods {
            self.put_at(&format!("changes/{}", period.path()), Planned::ChangesOf(period));
        }
        for told in feed::all(self.model) {
            if let Some(route) = Route::file(&feed::path(self.model, told)) {
                self.plan.insert(route, Planned::Feed(told));
            }
        }
    }

    fn put_at(&mut self, path: &str, planned: Planned) {
        if let Some(route) = Route::page(path) {
            self.put(route, planned);
        }
    }

    fn put(&mut self, route: Route, planned: Planned) {
        let Some(taken) = self.plan.get(&route) else {
            self.plan.insert(route, planned);
            return;
        };
        let Planned::Record(id) = planned else { return };
        let record = self.model.record(id);
        let other = self.describe(taken);
        self.report.add(
            Diagnostic::error(
                "site/address-taken",
                record.itself(),
                format!("the page of “{}” would stand at `{route}`, where {other} stands", record.title()),
            )
            .hint("rename the file: its name is its address")
            .about(record.subject()),
        );
    }

    fn describe(&self, planned: &Planned) -> String {
        match planned {
            Planned::Record(id) | Planned::Redirect(id) | Planned::Part(id, _) => {
                let record = self.model.record(*id);
                format!("“{}” ({})", record.title(), record.path)
            }
            Planned::Index(kind) => format!("the list of {}", kind.plural().to_lowercase()),
            Planned::Home => "the home page".to_owned(),
            _ => "a page of the site's own".to_owned(),
        }
    }
}

impl Site {
    /// With what checking has found, for the page that tells of it: planning comes first, since it finds something too.
    #[must_use]
    pub fn with_findings(self, report: &Report) -> Site {
        Site { findings: report.sorted().into_iter().cloned().collect(), ..self }
    }

    /// Whether it has a page of findings, so that [`Site::with_findings`] is worth the work.
    pub fn shows_findings(&self) -> bool {
        self.plan.values().any(|planned| *planned == Planned::Findings)
    }

    /// Every address: the pages and files in order, then the files of the search index, for which the index is made.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.planned().chain(self.index().routes())
    }

    /// Every address but those of the search index, in order: nothing is made for it.
    pub fn planned(&self) -> impl Iterator<Item = &Route> {
        self.plan.keys()
    }

    /// The search index. It is made when it is first asked for, so that it never stands between an edit and its page.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self))
    }

    /// How many addresses are pages with text of their own.
    pub fn pages(&self) -> usize {
        self.plan.values().filter(|planned| is_text(planned)).count()
    }

    /// The content at an address; `None` where nothing stands there.
    ///
    /// # Errors
    /// Where a template goes wrong.
    pub fn render(&self, route: &Route) -> Option<Result<Content, ThemeError>> {
        let Some(planned) = self.plan.get(route) else {
            return search::is_part(route).then(|| self.index().file(route).cloned().map(Ok))?;
        };
        Some(match planned {
            Planned::ThemeFile(path) => {
                let bytes = self.theme.files().find(|(known, _)| known == path).map(|(_, bytes)| Arc::clone(bytes))?;
                Ok(Content::file(path, bytes))
            }
            Planned::Attachment(path) => Ok(Content::file(path, Arc::clone(self.sources.attachments.get(path)?))),
            Planned::Export(export) => Ok(self.exports.content(self, *export)?.clone()),
            Planned::Sitemap => Ok(Content::file("sitemap.xml", plain::sitemap(self).into_bytes())),
            Planned::Robots => Ok(Content::file("robots.txt", plain::robots(self).into_bytes())),
            Planned::Calendar(whose) => Ok(Content::file(calendar::FILE, calendar::file(self, *whose).into_bytes())),
            Planned::Feed(told) => {
                let bytes = feed::file(self, route, *told).into_bytes().into();
                Ok(Content { media_type: feed::MEDIA_TYPE, bytes })
            }
            Planned::Redirect(id) => self.redirect(route, *id),
            Planned::NotFound => match self.base_path() {
                Some(root) => self.not_found(&root),
                None => self.page(route, &Planned::NotFound),
            },
            planned => self.page(route, planned),
        })
    }

    /// What is shown for addresses that do not exist. It is seen at any depth, so its links begin with `root`, the path of the site's
    /// root such as `/` or `/handbook/`.
    ///
    /// # Errors
    /// Where a template goes wrong.
    pub fn not_found(&self, root: &str) -> Result<Content, ThemeError> {
        let view = page::not_found_at(self, Some(root.to_owned()));
        self.theme.render("page.html", &view, "the page for addresses that do not exist").map(Content::html)
    }

    fn page(&self, route: &Route, planned: &Planned) -> Result<Content, ThemeError> {
        let view = page::view(self, route, planned);
        let own = format!("pages/{}.html", view.kind);
        let template = if self.theme.has(&own) { own.as_str() } else { "page.html" };
        self.theme.render(template, &view, &self.name_of(route, planned)).map(Content::html)
    }

    fn redirect(&self, route: &Route, id: RecordId) -> Result<Content, ThemeError> {
        let view = page::redirect(self, route, id);
        self.theme.render("redirect.html", &view, &self.name_of(route, &Planned::Redirect(id))).map(Content::html)
    }

    /// What is at an address, for people: the address, and the file of the record that its page is made from.
    pub fn name_at(&self, route: &Route) -> String {
        self.plan.get(route).map_or_else(|| route.as_str().to_owned(), |planned| self.name_of(route, planned))
    }

    /// A page for people: its address and the file that it comes from.
    fn name_of(&self, route: &Route, planned: &Planned) -> String {
        let address = if route.as_str().is_empty() { "the home page" } else { route.as_str() };
        match planned {
            Planned::Record(id) | Planned::Part(id, _) | Planned::Redirect(id) => {
                format!("{address} (from {})", self.model.record(*id).path)
            }
            _ => address.to_owned(),
        }
    }

    /// Where it is published, with a slash at the end; `None` where nobody says.
    fn base_url(&self) -> Option<String> {
        let own = self.model.handbook().and_then(|handbook| handbook.base_url.as_ref()).map(|url| url.to_string());
        self.settings.base_url.clone().or(own).map(|url| if url.ends_with('/') { url } else { format!("{url}/") })
    }

    /// The path of the address where it is published: `/handbook/`.
    fn base_path(&self) -> Option<String> {
        let url = self.base_url()?;
        let (_, rest) = url.split_once("://")?;
        Some(rest.find('/').map_or_else(|| "/".to_owned(), |at| rest[at..].to_owned()))
    }
}

fn is_text(planned: &Planned) -> bool {
    !matches!(
        planned,
        Planned::Redirect(_)
            | Planned::ThemeFile(_)
            | Planned::Attachment(_)
            | Planned::Calendar(_)
            | Planned::Export(_)
            | Planned::Feed(_)
            | Planned::Sitemap
            | Planned::Robots
    )
}

/// Whether a kind's records stand in a collaborative's folder.
fn is_part(kind: Kind) -> bool {
    matches!(kind.home(), Home::Part(_) | Home::PartFolder(_))
}
