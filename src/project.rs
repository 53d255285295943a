//! Runs the chain from files to a finished edition, and holds the only memory: what each file said last time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check;
use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::limits::Limits;
use crate::model::{self, Model};
use crate::phrases::{Lack, Mistake};
use crate::record::kind::{Handbook, Kind};
use crate::record::{self, Record};
use crate::site::earlier::Earlier;
use crate::site::theme::{Theme, ThemeError};
use crate::site::{self, Settings, Site};
use crate::source::disk::{self, DiskError, Reader};
use crate::source::{File, HANDBOOK, Sources};
use crate::span::Place;

mod origin;

/// One file, and what it said.
#[derive(Clone)]
struct Remembered {
    file: Arc<File>,
    record: Option<Arc<Record>>,
    findings: Arc<[Diagnostic]>,
}

/// A handbook on a disk, read again and again.
pub struct Project {
    root: PathBuf,
    reader: Reader,
    memory: BTreeMap<Arc<str>, Remembered>,
    limits: Limits,
    today: Date,
    settings: Settings,
}

/// The files of a handbook as they were at one reading.
pub struct Reading {
    sources: Sources,
    stopwatch: Stopwatch,
}

/// One consistent state of the handbook: what its files say, and what is wrong with that.
pub struct Edition {
    /// The files.
    pub sources: Sources,
    /// The records, joined; drafts included.
    pub model: Model,
    /// Everything found.
    pub report: Report,
    /// Every address of the site; `None` where the theme cannot be read.
    pub site: Option<Site>,
    /// How long each step took, in the order of the steps.
    pub timings: Vec<(Step, Duration)>,
}

/// A step of the chain from files to an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Reading the files.
    Read,
    /// Understanding each of those that changed.
    Parse,
    /// Joining them.
    Join,
    /// Planning every address, with checking beside it.
    Plan,
    /// Looking for what is wrong: a part of the time that planning takes.
    Check,
}

impl Step {
    /// What is done in it.
    pub fn title(self) -> &'static str {
        match self {
            Step::Read => "reading the files",
            Step::Parse => "understanding each",
            Step::Join => "joining them",
            Step::Plan => "planning the pages, and checking",
            Step::Check => "    checking, beside the planning",
        }
    }
}

/// Tells how long each step took.
struct Stopwatch {
    since: Instant,
    timings: Vec<(Step, Duration)>,
}

impl Stopwatch {
    fn start() -> Stopwatch {
        Stopwatch { since: Instant::now(), timings: Vec::new() }
    }

    /// The step that began when the last one was done is done.
    fn done(&mut self, step: Step) {
        let now = Instant::now();
        self.timings.push((step, now - self.since));
        self.since = now;
    }
}

impl Project {
    /// The handbook in the folder `root`, as of a day.
    pub fn new(root: &Path, today: Date, settings: Settings) -> Project {
        Project {
            root: root.to_owned(),
            reader: Reader::new(root).limited_by(record::limits),
            memory: BTreeMap::new(),
            limits: Limits::default(),
            today,
            settings,
        }
    }

    /// The folder of the handbook's own theme, where it names one: beside the content folder, or in it.
    pub fn theme_folder(&self, sources: &Sources) -> Option<PathBuf> {
        let begins = sources.files.values().filter(|file| HANDBOOK.contains(&&*file.path));
        // Read alone, since the theme is among the sources, and they are all there before any is understood.
        let handbook = begins.filter_map(|file| record::parse(file, &mut Report::default())?.of::<Handbook>().cloned()).next()?;
        let named = handbook.theme?;
        (named.value != "default").then(|| self.root.join(&named.value))
    }

    /// The content folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads what is there now, and understands it. Files that did not change are not parsed again.
    ///
    /// # Errors
    /// Where the folder cannot be read at all, or holds no handbook.
    pub fn edition(&mut self) -> Result<Edition, DiskError> {
        let reading = self.read()?;
        Ok(self.edition_of(reading))
    }

    /// The same, where of all files only `changed` may differ from the last time.
    ///
    /// # Errors
    /// As [`Project::edition`].
    pub fn edition_changed(&mut self, changed: &BTreeSet<PathBuf>) -> Result<Edition, DiskError> {
        let reading = self.read_by(|reader| reader.read_changed(changed))?;
        Ok(self.edition_of(reading))
    }

    /// Reads what is there now.
    ///
    /// # Errors
    /// Where the folder cannot be read at all, or holds no handbook.
    pub fn read(&mut self) -> Result<Reading, DiskError> {
        self.read_by(Reader::read)
    }

    fn read_by(&mut self, read: impl FnOnce(&mut Reader) -> Result<Sources, DiskError>) -> Result<Reading, DiskError> {
        let mut stopwatch = Stopwatch::start();
        let mut sources = read(&mut self.reader)?;
        if let Some(folder) = self.theme_folder(&sources) {
            match disk::read_theme(&folder) {
                Ok(files) => sources.theme = files,
                Err(error) => sources.theme_unread = Some(error.to_string()),
            }
        }
        stopwatch.done(Step::Read);
        Ok(Reading { sources, stopwatch })
    }

    /// All that a site of what was read is made from, in one digest; `program` tells this program from every other.
    pub fn origin(&self, program: &str, reading: &Reading) -> String {
        origin::origin(program, &reading.sources, self.today, &self.settings)
    }

    /// The edition that what was read makes. Files that did not change since the last one are not parsed again.
    pub fn edition_of(&mut self, reading: Reading) -> Edition {
        let Reading { sources, mut stopwatch } = reading;
        stopwatch.since = Instant::now();
        // What was read by other limits may say more or less now.
        let known = std::mem::take(&mut self.memory);
        let known = if self.limits == sources.limits { known } else { BTreeMap::new() };
        self.limits = sources.limits;
        self.memory = remember(&sources, &known);
        stopwatch.done(Step::Parse);
        let read = self.memory.values().cloned();
        let (model, report) = join(&sources, read, self.today);
        stopwatch.done(Step::Join);
        finish(sources, model, report, self.settings.clone(), stopwatch)
    }
}

impl Edition {
    /// Adds to what was found which addresses of an earlier site lead nowhere in this one, weighed as the handbook says.
    pub fn compare(&mut self, earlier: &Earlier) {
        let mut lost = self.site.as_ref().map(|site| site.lost(earlier)).unwrap_or_default();
        check::levels::weigh(&self.model, &mut lost);
        self.report.extend(lost);
    }
}

/// The edition that these files make, with no memory: for tests, and for handbooks that are not on a disk.
pub fn edition(mut sources: Sources, today: Date) -> Edition {
    let named = HANDBOOK.iter().find_map(|name| sources.files.get(*name));
    sources.limits = named.map_or_else(Limits::default, |file| record::limits(file));
    let mut stopwatch = Stopwatch::start();
    let read = remember(&sources, &BTreeMap::new());
    stopwatch.done(Step::Parse);
    let (model, report) = join(&sources, read.into_values(), today);
    stopwatch.done(Step::Join);
    finish(sources, model, report, Settings::default(), stopwatch)
}

fn remember(sources: &Sources, memory: &BTreeMap<Arc<str>, Remembered>) -> BTreeMap<Arc<str>, Remembered> {
    let files: Vec<&Arc<File>> = sources.files.values().collect();
    let read = files.into_par_iter().map(|file| {
        let known = memory.get(&file.path).filter(|known| Arc::ptr_eq(&known.file, file)).cloned();
        (Arc::clone(&file.path), known.unwrap_or_else(|| read_one(file, &sources.limits)))
    });
    read.collect()
}

fn read_one(file: &Arc<File>, limits: &Limits) -> Remembered {
    let mut report = Report::default();
    let record = record::parse_within(file, limits, &mut report).map(Arc::new);
    let subject = record.as_ref().map_or(String::new(), |record| record.subject());
    let findings =
        report.into_iter().map(|finding| if finding.subject.is_empty() { finding.about(subject.clone()) } else { finding });
    Remembered { file: Arc::clone(file), record, findings: findings.collect() }
}

fn join(sources: &Sources, read: impl Iterator<Item = Remembered>, today: Date) -> (Model, Report) {
    let mut report = Report::default();
    let mut records = Vec::new();
    let mut folders: BTreeSet<String> = BTreeSet::new();
    for remembered in read {
        // What is wrong with the name of a folder is found in each of its files, and said once.
        let is_new = |finding: &&Diagnostic| {
            finding.check != "file/id" || !finding.message.starts_with("the folder ") || folders.insert(finding.message.clone())
        };
        let mut is_new = is_new;
        report.extend(remembered.findings.iter().filter(|finding| is_new(finding)).cloned());
        records.extend(remembered.record);
    }
    for unread in &sources.unread {
        let place = Place::start_of(&unread.path);
        report
            .add(Diagnostic::error("file/unread", place, format!("`{}` {}", unread.path, unread.why)).hint(unread.hint.clone()));
    }
    // What is there and could not be read is not missing as well.
    let unread = sources.unread.iter().map(|unread| Arc::clone(&unread.path));
    let attachments: BTreeSet<Arc<str>> = sources.attachments.keys().cloned().chain(unread).collect();
    let model = model::join(records, attachments, today, &mut report);
    (model, report)
}

/// Checks, plans, and lets the handbook's own levels and acceptances have the last word.
fn finish(sources: Sources, model: Model, mut report: Report, settings: Settings, mut stopwatch: Stopwatch) -> Edition {
    // What is not published yet need not be complete yet: drafts are read and joined, and asked nothing more.
    let is_another_day = settings.day_chosen;
    if let Some(why) = &sources.theme_unread {
        report.add(theme_unread(&model, why));
    }
    let questioned = if settings.drafts { model.clone() } else { model.without_drafts() };
    let published = model.published(settings.drafts);
    let read = (!published.is_whole_in(&model)).then(|| report.clone());
    // Planning and checking ask nothing of each other.
    let (planned, (found, checking)) = rayon::join(
        || plan(&sources, &model, published.clone(), settings),
        || {
            let begun = Instant::now();
            (check::ask(&questioned), begun.elapsed())
        },
    );
    let (site, planned) = planned;
    report.extend(planned);
    report_unnamed(&sources, &model, &mut report);
    report.extend(found);
    check::levels::apply(&questioned, &mut report);
    if is_another_day {
        // What is accepted is accepted for the findings of the present: on another day some of them are not there yet, or no more.
        report.retain(|finding| finding.check != "checks/allow-unused");
    }
    let site = site.map(|site| match read {
        _ if !site.shows_findings() => site,
        None => site.with_findings(&without_unnamed(report.clone())),
        Some(read) => site.with_findings(&public(&model, &published, read)),
    });
    stopwatch.done(Step::Plan);
    stopwatch.timings.push((Step::Check, checking));
    Edition { sources, model, report, site, timings: stopwatch.timings }
}

/// The site of what is published, and what is wrong with its addresses and its theme; no site where its theme cannot be read.
fn plan(sources: &Sources, model: &Model, published: Model, settings: Settings) -> (Option<Site>, Report) {
    let mut report = Report::default();
    let site = match Theme::new(&sources.theme, published.language()) {
        Ok(theme) => {
            report.extend(theme.mistakes().iter().map(|mistake| phrases_finding(model, mistake)));
            report.extend(theme.lacks().iter().map(|lack| lack_finding(model, lack)));
            Some(site::plan(published, Arc::new(theme), sources.clone(), settings, &mut report))
        }
        Err(error) => {
            report.add(theme_finding(model, &error));
            None
        }
    };
    (site, report)
}

/// Without what tells of files that are not published.
fn without_unnamed(mut report: Report) -> Report {
    report.retain(|finding| finding.check != "file/unnamed");
    report
}

/// What would be found if there were nothing but what is published: a page of findings must not tell of the rest. `read` is what reading
/// and joining found.
fn public(model: &Model, published: &Model, read: Report) -> Report {
    let mut report = read;
    // What is said of references names others, of which some may not be published.
    report.retain(|finding| published.tells_all_of(&finding.place.path, model) && !finding.check.starts_with("reference/"));
    check::run(published, &mut report);
    report
}

/// Attachments that neither a record nor the theme names: they are not published.
fn report_unnamed(sources: &Sources, model: &Model, report: &mut Report) {
    let named = model.attachments_named();
    for path in sources.attachments.keys().filter(|path| !named.contains(&***path) && !sources.is_in_theme(path)) {
        let message = format!("no record names `{path}`, so it is not published");
        let hint = "name it under `file`, or link to it in a text; or take it out of the folder";
        report.add(Diagnostic::new(Severity::Advice, "file/unnamed", Place::start_of(path), message).hint(hint));
    }
}

/// A template's mistake as a finding: at the template where it is the handbook's own, else at the handbook.
pub fn theme_finding(model: &Model, error: &ThemeError) -> Diagnostic {
    let place = theme_place(model);
    let at = if error.line > 0 {
        format!("`{}`, line {}, column {}", error.template, error.line, error.column)
    } else {
        format!("`{}`", error.template)
    };
    let page = if error.page.is_empty() { String::new() } else { format!(", while making {}", error.page) };
    Diagnostic::error("site/template", place, format!("the theme’s template {at}{page}: {}", error.message))
        .hint("mend the template, or remove it: then the default theme’s takes its place")
}

/// A mistake in a theme's own table of words as a finding.
fn phrases_finding(model: &Model, mistake: &Mistake) -> Diagnostic {
    let at = format!("`{}`, line {}, column {}", mistake.path, mistake.line, mistake.column);
    Diagnostic::error("site/phrases", theme_place(model), format!("the theme’s words in {at}: {}", mistake.message))
        .hint(mistake.hint.clone())
}

/// What a theme's own table of words lacks as a finding.
fn lack_finding(model: &Model, lack: &Lack) -> Diagnostic {
    let Lack { path, count, of, what } = lack;
    let message = format!("the theme’s words in `{path}` lack {count} of {of} phrases, which pages say in English: {what}");
    let hint = "translate them from the default theme’s `phrases/en.toml`, or accept that they are English";
    Diagnostic::new(Severity::Advice, "file/phrases-lacking", theme_place(model), message).hint(hint)
}

fn theme_unread(model: &Model, why: &str) -> Diagnostic {
    Diagnostic::error("site/theme", theme_place(model), why.to_owned())
        .hint("name a folder beside the records, or write `theme = \"default\"`")
}

fn theme_place(model: &Model) -> Place {
    match model.of_kind(Kind::Handbook).next() {
        Some((_, record)) => record.field("theme"),
        None => Place::start_of(&"handbook.toml".into()),
    }
}
