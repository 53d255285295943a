//! A page while it is being written: its view, the terms that it has explained, the parts that its text may place.

use super::super::Site;
use super::super::address::Part;
use super::super::citation;
use super::super::diagram::{self, Moment};
use super::super::glossary::Terms;
use super::super::markdown::Section as OutlineSection;
use super::super::view::{
    Block, Citation, ContentsEntry, Crumb, Event, Fact, Facts, Header, Label, MenuEntry, Notice, Page, Run, Section, Words, words,
};
use super::super::viewpoint::{Viewpoint, prose_blocks};
use super::{breadcrumb, home_crumb, part_of, root, sections_menu};
use crate::model::{Model, RecordId};
use crate::output::Route;
use crate::record::Record;
use crate::record::date::{During, PartialDate};
use crate::record::head::FormerName;
use crate::record::kind::Kind;
use crate::record::value::Sp;

mod control;
mod finish;
mod provenance;

pub(super) use control::status_key;

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
        self.page.breadcrumb = vec![home_crumb(&self.point), Crumb { language: None, title: title.to_owned(), href: None }];
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
            self.page.sections_menu = Some(sections_menu(&self.point, collaborative.record, part_of(record.kind)));
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
        crumbs.push(Crumb { language: None, title, href: None });
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
        self.page.header.labels.push(Label { language: None, text: text.into(), tone });
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
            let heading = Block::Heading { language: None, id: section.id, title: section.title, level };
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
        rows.map(|(label, values)| Fact { language: None, label, values }).collect()
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

    /// The page's full address; `None` where the handbook does not say where it is published.
    pub(super) fn address(&self) -> Option<String> {
        self.point.site.base_url().map(|base| format!("{base}{}", self.point.route.as_str()))
    }
}

/// A part within text: the text gives it its heading, so only an anchor is left of its own.
fn placed(section: Section) -> Vec<Block> {
    section.blocks
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
