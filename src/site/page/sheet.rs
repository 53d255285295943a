//! A page while it is being written: its view, the terms that it has explained, the parts that its text may place.

use super::super::Site;
use super::super::address::Part;
use super::super::citation;
use super::super::diagram::{self, Moment};
use super::super::glossary::Terms;
use super::super::markdown::Section as OutlineSection;
use super::super::view::{
    Block, Citation, ContentsEntry, Crumb, Disputed, DisputedValue, Event, Fact, Facts, Header, Label, MenuEntry, Notice, Page,
    Run, Running, Section, Words, words,
};
use super::super::viewpoint::{Viewpoint, joined, prose_blocks};
use super::{breadcrumb, home_crumb, root, sections_menu};
use crate::model::{Model, RecordId};
use crate::output::Route;
use crate::phrases::Piece;
use crate::record::Record;
use crate::record::date::{During, PartialDate};
use crate::record::head::FormerName;
use crate::record::kind::Kind;
use crate::record::kind::control::{Approval, Control, Status, Version};
use crate::record::value::Sp;
use crate::record::walk::Value;

/// From how many sections on a page has a table of contents.
const CONTENTS_FROM: usize = 4;

/// How many records of a kind are named where a page tells what refers to it; the rest are counted.
const REFERRERS_SHOWN: usize = 12;

/// A page while it is being written.
pub(in crate::site) struct Sheet<'s> {
    /// Its point of view.
    pub point: Viewpoint<'s>,
    /// What there is of it so far.
    pub page: Page,
    /// The terms that it has explained.
    pub terms: Terms<'s>,
    /// Typed parts, in their usual order: those that the text places are taken from here.
    parts: Vec<Section>,
    /// The headings of its prose, by the number of the section that holds it.
    outlines: Vec<(usize, Vec<OutlineSection>)>,
    /// What stands before each of its addresses, while a part of a larger page is written.
    prefix: String,
    /// The level of its sections' headings.
    level: u8,
    /// The version of the record that it shows.
    version: Option<String>,
}

/// A part of a larger page, written as a page of its own would be.
pub(super) struct Gathered {
    /// What would stand above its text.
    pub header: Header,
    /// Its text, with its headings.
    pub blocks: Vec<Block>,
    /// Its headings, for the contents.
    pub contents: Vec<ContentsEntry>,
}

impl<'s> Sheet<'s> {
    pub(super) fn new(site: &'s Site, route: &Route) -> Sheet<'s> {
        let point = Viewpoint::new(site, route);
        let terms = point.glossary();
        let page = Page {
            language: site.model.language().to_owned(),
            direction: site.theme.phrases().direction().to_owned(),
            root: root(route),
            ..Page::default()
        };
        let (parts, outlines) = (Vec::new(), Vec::new());
        Sheet { point, page, terms, parts, outlines, prefix: String::new(), level: 2, version: None }
    }

    pub(super) fn model(&self) -> &'s Model {
        self.point.model()
    }

    /// Begins a page that is no record's.
    pub(super) fn begin(&mut self, kind: &str, title: impl AsRef<str>, summary: impl AsRef<str>) {
        let (title, summary) = (title.as_ref(), summary.as_ref());
        self.page.kind = kind.to_owned();
        self.page.title = title.to_owned();
        self.page.description = summary.to_owned();
        self.page.header = Header {
            title: title.to_owned(),
            summary: Some(summary.to_owned()).filter(|text| !text.is_empty()),
            ..Header::default()
        };
        self.page.breadcrumb = vec![home_crumb(&self.point), Crumb { title: title.to_owned(), href: None, ..Crumb::default() }];
        self.report_url(title);
    }

    /// Makes a page that was begun one of several: its title says which, and links lead to all of them.
    pub(super) fn numbered(&mut self, page: usize, pages: usize, address: impl Fn(usize) -> String) {
        if pages < 2 {
            return;
        }
        let title = std::mem::take(&mut self.page.title);
        self.page.title =
            self.say_with("page.of-pages", &[("title", title.into()), ("page", page.into()), ("pages", pages.into())]);
        let link = |number: usize| {
            let current = if number == page { "page" } else { "" };
            self.point.href(&address(number)).map(|href| MenuEntry { title: number.to_string(), href, current })
        };
        let pages = (1..=pages).filter_map(link).collect();
        self.blocks(vec![Block::Pages { pages }]);
    }

    /// Begins a record's page: its header, the way to it, what is said of it as a whole.
    pub(super) fn begin_record(&mut self, id: RecordId) -> &'s Record {
        let record = self.model().record(id);
        let kind = if record.kind == Kind::Page { "page" } else { record.kind.name() };
        self.begin(kind, record.title(), record.head.summary.as_deref().unwrap_or(""));
        let own = record.head.language.as_ref().map(|language| language.to_string());
        self.page.header.language = own;
        self.page.header.short = record.short_name().map(str::to_owned);
        if !matches!(record.kind, Kind::Page) {
            self.page.header.kind = words(self.point.kind(record.kind));
        }
        self.page.breadcrumb = breadcrumb(&self.point, record);
        self.edit_url(record);
        if record.head.draft {
            self.label(self.say("record.draft"), "warning");
            self.notice(Notice {
                tone: "warning",
                title: self.say("record.draft-title"),
                paragraphs: vec![words(self.say("record.draft-note"))],
            });
        }
        if let Some(collaborative) = self.model().collaborative_of(record) {
            let part = match record.kind {
                Kind::Forum => Some(Part::TermsOfReference),
                Kind::Agreement => Some(Part::Agreements),
                Kind::Decision => Some(Part::Decisions),
                Kind::Document => Some(Part::Documents),
                _ => None,
            };
            self.page.sections_menu = Some(sections_menu(&self.point, collaborative.record, part));
        }
        record
    }

    /// Begins a page of a collaborative beside its first.
    pub(super) fn begin_part(&mut self, collaborative: &Record, part: Part, summary: &str) {
        let title = self.point.part_title(part);
        self.begin("collaborative-part", &title, summary);
        let values = [("collaborative", collaborative.short_title().into()), ("part", (&title).into())];
        self.page.title = self.say_with("page.title-of-part", &values);
        self.page.header.kind = vec![self.point.link_as(self.id_of(collaborative), collaborative.title())];
        let mut crumbs = breadcrumb(&self.point, collaborative);
        if let Some(last) = crumbs.last_mut() {
            last.href = self.point.href_of(self.id_of(collaborative));
            last.title = collaborative.short_title();
        }
        crumbs.push(Crumb { title, href: None, ..Crumb::default() });
        self.page.breadcrumb = crumbs;
        self.page.sections_menu = Some(sections_menu(&self.point, collaborative, None));
        self.edit_url(collaborative);
    }

    pub(super) fn id_of(&self, record: &Record) -> RecordId {
        // A record of the model is always found by its own address; the fallback is never met.
        self.model()
            .find(record.kind, &record.address.to_string())
            .or_else(|| self.model().at_path(&record.path))
            .unwrap_or_default()
    }

    fn edit_url(&mut self, record: &Record) {
        let handbook = self.model().handbook();
        self.page.edit_url =
            handbook.and_then(|handbook| handbook.edit_url.as_ref()).map(|url| url.replace("{path}", &record.path));
    }

    fn report_url(&mut self, title: &str) {
        let handbook = self.model().handbook();
        self.page.report_url =
            handbook.and_then(|handbook| handbook.report_url.as_ref()).map(|url| url.replace("{title}", &percent_encoded(title)));
    }

    pub(super) fn label(&mut self, text: impl Into<String>, tone: &'static str) {
        self.page.header.labels.push(Label { text: text.into(), tone, ..Label::default() });
    }

    pub(super) fn notice(&mut self, notice: Notice) {
        self.page.header.notices.push(notice);
    }

    /// A mark and a notice for what is over, or not begun.
    pub(super) fn lifetime(&mut self, during: During) -> bool {
        self.lifetime_said(during, "record.ended-on")
    }

    /// The same, in other words for what is over, given by their key.
    pub(super) fn lifetime_said(&mut self, during: During, ended: &str) -> bool {
        let today = self.model().today;
        if let Some(to) = during.to.filter(|_| during.ended_before(today)) {
            self.label(self.say_with(ended, &[("date", self.point.date_text(to).into())]), "ended");
            return true;
        }
        if let Some(from) = during.from.filter(|_| during.begins_after(today)) {
            self.label(self.say_with("record.from", &[("date", self.point.date_text(from).into())]), "");
        }
        false
    }

    /// Writes a part of a larger page as a page of its own would be: below headings of the level above `level`, with `prefix` before
    /// each of its addresses. Nothing of it is added to the page yet.
    pub(super) fn gather(&mut self, prefix: &str, level: u8, write: impl FnOnce(&mut Sheet<'s>)) -> Gathered {
        let outer = (std::mem::take(&mut self.page.sections), std::mem::take(&mut self.page.header));
        let held = (std::mem::take(&mut self.parts), std::mem::take(&mut self.outlines));
        let place = (std::mem::replace(&mut self.prefix, prefix.to_owned()), std::mem::replace(&mut self.level, level));
        write(self);
        self.release();
        let contents = self.contents();
        let sections = std::mem::take(&mut self.page.sections);
        let header = std::mem::take(&mut self.page.header);
        (self.page.sections, self.page.header) = outer;
        (self.parts, self.outlines) = held;
        (self.prefix, self.level) = place;
        let headed = |section: Section| {
            let heading = Block::Heading { id: section.id, title: section.title, language: None, level };
            Some(heading)
                .filter(|heading| !matches!(heading, Block::Heading { title, .. } if title.is_empty()))
                .into_iter()
                .chain(section.blocks)
        };
        Gathered { header, blocks: sections.into_iter().flat_map(headed).collect(), contents }
    }

    /// An address on the page of the part that is being written.
    fn own_id(&self, id: &str) -> String {
        format!("{}{id}", self.prefix)
    }

    /// Blocks as they stand in the part that is being written.
    fn own(&self, blocks: Vec<Block>) -> Vec<Block> {
        let level = self.level;
        blocks.into_iter().map(|block| if level == 2 { block } else { block.within(&self.prefix, level) }).collect()
    }

    fn own_section(&self, id: &str, title: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section::new(&self.own_id(&format!("part-{id}")), title, self.own(blocks))
    }

    /// Adds a section with a heading, unless it holds nothing.
    pub(super) fn section(&mut self, id: &str, title: impl Into<String>, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            let section = self.own_section(id, title, blocks);
            self.page.sections.push(section);
        }
    }

    /// Adds blocks without a heading.
    pub(super) fn blocks(&mut self, blocks: Vec<Block>) {
        let blocks = self.own(blocks);
        self.blocks_as_they_are(blocks);
    }

    /// Adds blocks that were gathered for this page.
    pub(super) fn blocks_as_they_are(&mut self, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.page.sections.push(Section { blocks, ..Section::default() });
        }
    }

    /// Holds a typed part ready: the text may place it, else it stands in its usual position.
    pub(super) fn hold(&mut self, id: &str, title: impl Into<String>, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            let section = self.own_section(id, title, blocks);
            self.parts.push(section);
        }
    }

    /// Adds the record's facts in a list, unless there are none.
    pub(super) fn facts(&mut self, rows: Vec<Fact>, band: bool) {
        if !rows.is_empty() {
            self.blocks(vec![Block::Facts(Facts { rows, band })]);
        }
    }

    /// Adds the held parts that no text has placed; the history of versions comes last.
    pub(super) fn release(&mut self) {
        let mut parts = std::mem::take(&mut self.parts);
        parts.sort_by_key(|part| part.id.ends_with("part-history"));
        self.page.sections.extend(parts);
    }

    /// Lets go of the held parts that no text has placed, but for those of these ids.
    pub(super) fn let_go(&mut self, but: &[&str]) {
        let kept: Vec<String> = but.iter().map(|id| self.own_id(&format!("part-{id}"))).collect();
        self.parts.retain(|part| kept.contains(&part.id));
    }

    /// The blocks of a held part that the text places.
    fn take_part(&mut self, name: &str) -> Vec<Block> {
        let id = self.own_id(&format!("part-{name}"));
        let held = self.parts.iter().position(|part| part.id == id);
        held.map_or_else(Vec::new, |index| placed(self.parts.remove(index)))
    }

    /// Adds a record's prose; the parts that it places are taken from those held.
    pub(super) fn prose(&mut self, record: &'s Record, clauses: bool) {
        let (level, prefix) = (self.level, self.prefix.clone());
        let rendered = self.point.prose(record, level, &prefix, clauses, &mut self.terms);
        let outline = rendered.outline.clone();
        let clauses = clauses.then(|| Citation { words: citation::of(&self.point, self.id_of(record)), prefix });
        let language = record.head.language.as_ref().map(|language| language.to_string());
        let blocks = prose_blocks(rendered, clauses, language, |name| self.take_part(name));
        if !blocks.is_empty() {
            self.outlines.push((self.page.sections.len(), outline));
            self.blocks_as_they_are(blocks);
        }
    }

    /// The blocks of a record's prose below a heading of this page's, whose id is part of its addresses.
    pub(super) fn prose_under(&mut self, record: &'s Record, id: &str) -> Vec<Block> {
        let prefix = self.own_id(&format!("{id}-"));
        let rendered = self.point.prose(record, self.level.max(3), &prefix, false, &mut self.terms);
        let language = record.head.language.as_ref().map(|language| language.to_string());
        prose_blocks(rendered, None, language, |name| self.take_part(name))
    }

    /// Names that the record bore before the day of the site, and those that it bears after it.
    pub(super) fn former_names(&self, record: &Record) -> Vec<Fact> {
        let today = self.model().today;
        let line = |former: &Sp<FormerName>| {
            let during = self.point.during_text(former.during());
            words(match during.is_empty() {
                true => former.name.clone(),
                false => self.say_with("lists.aside", &[("text", (&former.name).into()), ("aside", during.into())]),
            })
        };
        let is_called = |former: &&Sp<FormerName>| record.called.as_ref() == Some(&former.name);
        let is_past = |former: &&Sp<FormerName>| former.to.is_none_or(|to| to.date.last_day() < today);
        let (past, later): (Vec<_>, Vec<_>) =
            record.head.former_names.iter().filter(|former| !is_called(former)).partition(is_past);
        let past: Vec<Words> = past.into_iter().map(line).collect();
        let mut later: Vec<Words> = later.into_iter().map(line).collect();
        later.extend(record.called.as_ref().and(record.own_name()).map(words));
        let rows = [(self.say("record.formerly"), past), (self.say("record.later-called"), later)];
        let rows = rows.into_iter().filter(|(_, names)| !names.is_empty());
        rows.map(|(label, values)| Fact { label, values, ..Fact::default() }).collect()
    }

    /// Facts on which sources disagree.
    pub(super) fn disputed(&self, record: &Record) -> Vec<Block> {
        let block = |(number, disputed): (usize, &Sp<crate::record::head::Disputed>)| {
            let own = record.facts.iter().find(|fact| fact.field == disputed.field.value);
            let own_words = own.map(|fact| {
                let values = self.point.value(record, &fact.value);
                self.point.listed(values).into_iter().map(|run| run.text).collect::<String>()
            });
            let shown = own_words.map(|value| DisputedValue { value, source: String::new(), shown: true });
            let source = [disputed.source.clone(), disputed.note.clone()].into_iter().flatten().collect::<Vec<_>>().join(". ");
            let value = match own.map(|fact| &fact.value) {
                Some(Value::Term(key, _)) => self.model().word(record, key, &disputed.value.value),
                Some(Value::Choice(_)) => self.point.choice(&disputed.value.value),
                _ => self.readable(&disputed.value.value),
            };
            let other = DisputedValue { value, source, shown: false };
            let title = self.disputed_title(&disputed.field.value);
            Block::Disputed(Disputed {
                id: format!("part-disputed-{}", number + 1),
                title,
                values: shown.into_iter().chain([other]).collect(),
            })
        };
        record.head.disputed.iter().enumerate().map(block).collect()
    }

    fn disputed_title(&self, field: &str) -> String {
        let known = self.point.phrases().one_of("disputed", field);
        known.unwrap_or_else(|| self.say_with("disputed.any", &[("field", self.point.field(field).to_lowercase().into())]))
    }

    fn readable(&self, value: &str) -> String {
        PartialDate::read(value).map_or_else(|_| value.to_owned(), |date| self.point.date_text(date))
    }

    /// What closes every record's page: other facts, history, sources, what refers to it.
    pub(super) fn close(&mut self, id: RecordId, shown: &[&str]) {
        let record = self.model().record(id);
        let rows = self.point.other_facts(record, shown);
        if !rows.is_empty() {
            self.section("more", self.say("record.further-facts"), vec![Block::Facts(Facts { rows, band: false })]);
        }
        let disputed = self.disputed(record);
        self.section("disputed", self.say("record.disputed"), disputed);
        self.sources(record);
        self.refers(id);
    }

    /// What happened, in order; nothing where there are fewer events than make a line.
    pub(super) fn timeline(&mut self, mut events: Vec<(PartialDate, Words)>) {
        if events.len() < 2 {
            return;
        }
        events.sort_by_key(|(date, _)| date.first_day());
        let today = self.model().today;
        let moments: Vec<Moment> = events.iter().map(|(date, text)| self.moment(*date, text)).collect();
        let caption = self.say("pictures.timeline");
        let picture = diagram::timeline(&caption, &moments, today).map(|svg| Block::Diagram { svg, caption, lines: Vec::new() });
        let event = |(date, text): (PartialDate, Words)| Event {
            when: vec![self.point.date(date)],
            text,
            future: date.first_day() > today,
        };
        let events = events.into_iter().map(event).collect();
        let list = Block::Timeline { events };
        self.section("timeline", self.say("record.timeline"), picture.into_iter().chain([list]).collect());
    }

    /// An event as the picture of a timeline shows it: it leads where the first link of its text leads.
    fn moment(&self, date: PartialDate, text: &[Run]) -> Moment {
        Moment {
            day: date.first_day(),
            when: self.point.date_text(date),
            name: text.iter().map(|run| run.text.as_str()).collect(),
            href: text.iter().find_map(|run| run.href.clone()),
        }
    }

    /// Where a record's facts come from.
    pub(super) fn sources(&mut self, record: &Record) {
        let sources: Vec<Words> = record.head.sources.iter().map(|source| self.source(source)).collect();
        if !sources.is_empty() {
            self.section("sources", self.say("record.sources"), vec![Block::Sources { sources }]);
        }
    }

    /// Where something comes from, in a line.
    pub(super) fn source(&self, source: &crate::record::head::Source) -> Words {
        let title = match &source.url {
            Some(url) => Run::outside(source.title.clone(), url.to_string()),
            None => Run::text(source.title.clone()),
        };
        let mut line = match source.accessed {
            Some(accessed) => {
                let date = self.point.date(accessed.date);
                self.runs("record.source-read", &[("source", title.into()), ("date", date.into())])
            }
            None => vec![title],
        };
        if let Some(archived) = &source.archived {
            let copy = Run::outside(self.say("record.kept-copy"), archived.to_string());
            line = self.runs("lists.aside", &[("text", line.into()), ("aside", copy.into())]);
        }
        if let Some(note) = &source.note {
            line.push(Run::text(format!(". {note}")));
        }
        line
    }

    /// What refers to a record, by kind.
    pub(super) fn refers(&mut self, id: RecordId) {
        let mut referring: Vec<RecordId> = self.model().backlinks(id).iter().map(|link| link.from).collect();
        referring.sort_unstable();
        referring.dedup();
        let mut rows: Vec<Fact> = Vec::new();
        let mut rest: Vec<usize> = Vec::new();
        for from in referring {
            let run = self.point.link(from);
            if run.href.is_none() || run.href == self.point.href_of(id) {
                continue;
            }
            let record = self.model().record(from);
            let run = match (record.kind, record.address.collaborative.is_some()) {
                (Kind::Purpose | Kind::Governance | Kind::Delegations | Kind::Meetings, _) => {
                    self.with_collaborative(run, record)
                }
                _ => run,
            };
            let label = self.point.kinds(record.kind);
            let row = match rows.iter().position(|row| row.label == label) {
                Some(row) => row,
                None => {
                    rows.push(Fact { label, values: Vec::new(), ..Fact::default() });
                    rest.push(0);
                    rows.len() - 1
                }
            };
            if rows[row].values.len() < REFERRERS_SHOWN {
                rows[row].values.push(vec![run]);
            } else {
                rest[row] += 1;
            }
        }
        for (row, rest) in rows.iter_mut().zip(rest) {
            if rest > 0 {
                row.values.push(words(self.say_with("page.more", &[("count", rest.into())])));
            }
        }
        if !rows.is_empty() {
            let blocks = vec![Block::Facts(Facts { rows, band: false })];
            let section = Section { aside: true, ..Section::new("part-refers", self.say("record.refers"), blocks) };
            self.page.sections.push(section);
        }
    }

    fn with_collaborative(&self, run: Run, record: &Record) -> Run {
        let collaborative = self.model().collaborative_of(record).map(|collaborative| collaborative.record.short_title());
        Run { text: collaborative.unwrap_or(run.text), ..run }
    }

    /// The document-control line, and the history as a section.
    pub(super) fn control(&mut self, record: &Record, control: Option<&Sp<Control>>) {
        let Some(control) = control else { return };
        let point = &self.point;
        let mut line: Vec<Words> = Vec::new();
        if self.level == 2 {
            self.version = control.version.as_ref().map(|version| version.value.clone());
        }
        if let Some(version) = &control.version {
            line.push(vec![Run {
                strong: true,
                ..Run::text(self.say_with("control.version", &[("version", (&version.value).into())]))
            }]);
        }
        let status = control.status.map(|status| status.value);
        let current =
            control.version.as_ref().and_then(|version| control.history.iter().find(|row| row.version.value == version.value));
        let approved =
            current.and_then(|version| version.approved_by.iter().filter_map(|approval| approval.on).map(|when| when.date).max());
        let approved = approved.or_else(|| current.and_then(|version| version.on).map(|when| when.date));
        match (status, approved) {
            (Some(Status::Approved) | None, Some(date)) => {
                line.push(self.runs("control.approved-on", &[("date", point.date(date).into())]));
            }
            (Some(status), _) => line.push(words(point.say(status_key(status)))),
            (None, None) => {}
        }
        if let Some(effective) = control.effective {
            let since = effective.date.first_day() <= self.point.model().today;
            let key = if since { "control.in-force-since" } else { "control.in-force-from" };
            line.push(self.runs(key, &[("date", point.date(effective.date).into())]));
        }
        if let Some(review) = &control.review {
            if let Some(next) = review.next {
                let mut review = self.runs("control.next-review", &[("when", point.date(next.date).into())]);
                review.extend([Run::text(" "), point.overdue(next.date, &self.say("control.overdue"))]);
                line.push(review);
            } else if let Some(when) = &review.when {
                line.push(self.runs("control.next-review", &[("when", when.clone().into())]));
            }
        }
        let owner = control.owner.as_ref().or_else(|| control.review.as_ref().and_then(|review| review.owner.as_ref()));
        line.extend(owner.map(|owner| words(self.say_with("control.owner", &[("owner", lower_first(owner).into())]))));
        line.extend(
            control
                .reference
                .as_ref()
                .map(|reference| words(self.say_with("control.reference", &[("reference", reference.into())]))),
        );
        self.page.header.control = line;
        self.changed(record);
        if let Some(status @ (Status::Superseded | Status::Withdrawn | Status::Draft)) = status {
            self.label(self.say(status_label(status)), if status == Status::Draft { "warning" } else { "ended" });
        }
        let rows: Vec<Vec<Words>> = control.history.iter().map(|version| self.history_row(record, version)).collect();
        if !rows.is_empty() {
            let table = super::table(
                "history",
                self.say("control.history-caption"),
                &self.say_each(&[
                    "control.column-version",
                    "control.column-date",
                    "control.column-change",
                    "control.column-approved",
                ]),
                rows,
            );
            self.hold("history", self.say("control.history"), vec![table]);
        }
    }

    /// That the text is no longer the one approved, and where it differs.
    fn changed(&mut self, record: &Record) {
        let Some(changed) = self.model().changed_since_approval(record) else { return };
        let title = self.say("control.changed");
        self.label(&title, "warning");
        let version = &changed.version.version.value;
        let mut paragraphs = vec![words(self.say_with("control.changed-note", &[("version", version.into())]))];
        let section = |id: &String| {
            let heading = record.body.outline.iter().find(|heading| heading.id == *id);
            heading.map_or_else(
                || words(self.say("control.changed-beginning")),
                |heading| vec![Run::link(heading.title.clone(), format!("#{}", self.own_id(id)))],
            )
        };
        let sections = changed.sections.iter().map(section);
        let gone = changed.gone.iter().map(|id| {
            words(self.say_with("control.changed-gone", &[("section", crate::record::walk::label(id).to_lowercase().into())]))
        });
        let rules = changed.rules.iter().map(|field| {
            words(self.say_with("control.changed-rule", &[("field", self.point.field(field).to_lowercase().into())]))
        });
        let parts: Vec<Words> = sections.chain(gone).chain(rules).collect();
        if !parts.is_empty() {
            paragraphs.push(self.runs("control.changed-where", &[("parts", self.point.listed(parts).into())]));
        }
        self.notice(Notice { tone: "warning", title, paragraphs });
    }

    fn history_row(&self, record: &Record, version: &Version) -> Vec<Words> {
        let mut approvals: Vec<Words> = version.approved_by.iter().map(|approval| self.approval(record, approval)).collect();
        if approvals.is_empty() {
            approvals.push(vec![self.point.unrecorded()]);
        }
        let change = [
            version.summary.clone(),
            version.incorporates.as_ref().map(|whose| self.say_with("control.takes-in", &[("whose", whose.into())])),
        ];
        let change: Vec<String> = change.into_iter().flatten().collect();
        vec![
            words(version.version.value.clone()),
            vec![self.point.when(version.on)],
            if change.is_empty() { vec![self.point.unrecorded()] } else { words(change.join(". ")) },
            joined(approvals, &self.say("lists.semicolon")),
        ]
    }

    /// Who approved a version, and when.
    pub(super) fn approval(&self, record: &Record, approval: &Approval) -> Words {
        let organisation = approval.organisation.as_ref().map(|link| self.point.follow(record, link));
        let forum = || approval.forum.as_ref().map(|link| self.point.follow(record, link));
        let by = || approval.by.clone().map(Run::text);
        let who: Words = organisation.or_else(forum).or_else(by).into_iter().collect();
        let mut parts = vec![who];
        parts.extend(approval.on.map(|on| vec![self.point.date(on.date)]));
        let mut words = self.point.listed(parts);
        if let Some(meeting) = &approval.meeting {
            words = self.runs("control.at-meeting", &[("approval", words.into()), ("meeting", meeting.clone().into())]);
        }
        words
    }

    /// The page's full address; `None` where the handbook does not say where it is published.
    pub(super) fn address(&self) -> Option<String> {
        self.point.site.base_url().map(|base| format!("{base}{}", self.point.route.as_str()))
    }

    /// The finished page.
    pub(super) fn finish(mut self) -> Page {
        self.release();
        self.page.canonical = self.address().filter(|_| self.page.kind != "not-found");
        self.page.unlisted |= self.point.site.settings.drafts;
        self.page.running = self.running();
        // A document for paper stays in the order in which it is read.
        if self.page.kind != "handbook" {
            self.put_in_order();
        }
        let contents = self.contents();
        if contents.len() >= CONTENTS_FROM && self.page.kind != "home" {
            self.page.contents = contents;
        }
        self.point.site.foreign.mark(&mut self.page);
        self.page
    }

    /// What stands at the edges of each sheet of paper.
    fn running(&self) -> Running {
        let site = self.point.site;
        let whole = self.page.sections_menu.as_ref().map_or_else(|| self.model().title().to_owned(), |menu| menu.title.clone());
        let version = self.version.as_ref().map(|version| self.say_with("citation.version", &[("version", version.into())]));
        let title = Some(self.page.header.title.clone()).filter(|title| *title != whole);
        let mut text = vec![String::new()];
        for piece in site.theme.phrases().pieces("paper.page", &[]).iter() {
            match (piece, text.last_mut()) {
                (Piece::Text(words), Some(last)) => last.push_str(words),
                _ => text.push(String::new()),
            }
        }
        let mut text = text.into_iter();
        Running {
            whole,
            part: title.into_iter().chain(version).collect::<Vec<_>>().join(", "),
            as_of: self.say_with("paper.as-of", &[("date", self.point.day_text(self.model().today).into())]),
            page: text.next().unwrap_or_default(),
            of: text.next().unwrap_or_default(),
            after: text.next().unwrap_or_default(),
            parts: self.page.running.parts.clone(),
        }
    }

    /// Gives tables what a script needs to put them in another order. Matrices have theirs from where they are made: the rows of most
    /// are fields, whose order says something.
    fn put_in_order(&mut self) {
        let mut lists = false;
        for block in self.page.sections.iter_mut().flat_map(|section| &mut section.blocks) {
            match block {
                Block::Table(table) => {
                    if !table.matrix {
                        table.sorted();
                    }
                    lists |= table.matrix || !table.sorts.is_empty();
                }
                Block::Filters(_) => lists = true,
                _ => {}
            }
        }
        self.page.lists = lists;
    }

    fn contents(&self) -> Vec<ContentsEntry> {
        let mut entries = Vec::new();
        for (number, section) in self.page.sections.iter().enumerate() {
            if !section.title.is_empty() {
                entries.push(ContentsEntry { id: section.id.clone(), title: section.title.clone(), ..ContentsEntry::default() });
                continue;
            }
            let outline = self.outlines.iter().find(|(held, _)| *held == number).map_or(&[][..], |(_, outline)| outline);
            for heading in outline {
                let entry = ContentsEntry {
                    id: heading.id.clone(),
                    title: heading.title.clone(),
                    number: heading.number.clone(),
                    language: None,
                    children: Vec::new(),
                };
                match entries.last_mut() {
                    Some(last) if heading.level > self.level => last.children.push(entry),
                    _ => entries.push(entry),
                }
            }
        }
        entries
    }
}

/// A part within text: the text gives it its heading, so only an anchor is left of its own.
fn placed(section: Section) -> Vec<Block> {
    section.blocks
}

/// How a document's standing is said in its line of document control, by its key.
pub(super) fn status_key(status: Status) -> &'static str {
    match status {
        Status::Draft => "control.is-draft",
        Status::InApproval => "control.is-in-approval",
        Status::Approved => "control.is-approved",
        Status::Superseded => "control.is-superseded",
        Status::Withdrawn => "control.is-withdrawn",
    }
}

/// The mark of a document's standing, by its key.
fn status_label(status: Status) -> &'static str {
    match status {
        Status::Draft => "control.draft",
        Status::InApproval => "control.in-approval",
        Status::Approved => "control.approved",
        Status::Superseded => "control.superseded",
        Status::Withdrawn => "control.withdrawn",
    }
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    // An abbreviation keeps its capitals.
    if text.chars().nth(1).is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
