//! The whole of a collaborative on one page, in reading order, for printing. Each part is made of the blocks that its own page has.

use std::collections::{BTreeMap, BTreeSet};

use super::super::address::Part;
use super::super::glossary::Terms;
use super::super::view::{self, Block, ContentsEntry, Fact, Header, Register, Run, RunningPart, Section, Words, words};
use super::super::viewpoint::{Here, joined};
use super::sheet::{Gathered, Sheet, status_key};
use super::{agreement, collaborative, delegations, forum, meetings, person, table};
use crate::model::{Entry, RecordId};
use crate::record::Record;
use crate::record::body::{capitals, plain};
use crate::record::head::Source;
use crate::record::kind::{Agreement, Collaborative, Delegations, Forum, KINDS, Kind, Meetings, Person};
use crate::span::Span;

/// What a page about one collaborative is written from, and its parts so far.
struct Paper<'p, 's> {
    sheet: &'p mut Sheet<'s>,
    collaborative: Entry<'s, Collaborative>,
    contents: Vec<ContentsEntry>,
    /// The texts with clauses: the letter of the part, what stands before its addresses, the record.
    texts: Vec<(String, String, &'s Record)>,
}

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let Some(collaborative) = sheet.model().entry::<Collaborative>(id) else { return };
    sheet.begin_part(collaborative.record, Part::Handbook, "");
    let mut paper = Paper { sheet, collaborative, contents: Vec::new(), texts: Vec::new() };
    paper.stand_here();
    paper.cover();
    paper.document_control();
    let contents = paper.sheet.page.sections.len();
    paper.purpose();
    paper.members();
    paper.governance();
    paper.delegations();
    paper.forums();
    paper.agreements();
    paper.objectives();
    paper.meetings();
    paper.registers();
    paper.approvals();
    paper.terms();
    paper.sources();
    paper.contents(contents);
}

impl<'s> Paper<'_, 's> {
    fn name(&self) -> &'s str {
        &self.collaborative.record.address.id
    }

    fn single(&self, kind: Kind, name: &str) -> Option<RecordId> {
        self.sheet.model().find(kind, &format!("{}/{name}", self.name()))
    }

    /// The forums that are there today or still to come, each after the one to which it answers.
    fn own_forums(&self) -> Vec<Entry<'s, Forum>> {
        let model = self.sheet.model();
        let own: Vec<Entry<'s, Forum>> =
            model.forums(self.collaborative).filter(|forum| !forum.during().ended_before(model.today)).collect();
        let ids: BTreeSet<RecordId> = own.iter().map(|forum| forum.id).collect();
        let mut below: BTreeMap<Option<RecordId>, Vec<Entry<'s, Forum>>> = BTreeMap::new();
        for forum in &own {
            let above = model.forums_above(*forum).into_iter().map(|above| above.forum).find(|above| ids.contains(above));
            below.entry(above).or_default().push(*forum);
        }
        let mut ordered: Vec<Entry<'s, Forum>> = Vec::new();
        let mut open: Vec<Entry<'s, Forum>> = below.remove(&None).unwrap_or_default().into_iter().rev().collect();
        while let Some(forum) = open.pop() {
            ordered.push(forum);
            open.extend(below.remove(&Some(forum.id)).unwrap_or_default().into_iter().rev());
        }
        // Forums that answer to each other in a circle are below nobody.
        ordered.extend(below.into_values().flatten());
        ordered
    }

    fn own_agreements(&self) -> Vec<Entry<'s, Agreement>> {
        let model = self.sheet.model();
        collaborative::own(self.sheet, self.collaborative.record, Kind::Agreement).filter_map(|id| model.entry(id)).collect()
    }

    /// Notes which records stand on this page, so that links to them lead here.
    fn stand_here(&mut self) {
        let mut here: BTreeMap<RecordId, Here> = BTreeMap::new();
        let mut stands = |id: RecordId, anchor: String| drop(here.insert(id, Here { prefix: format!("{anchor}-"), anchor }));
        for (kind, name) in [
            (Kind::Purpose, "purpose"),
            (Kind::Governance, "governance"),
            (Kind::Delegations, "delegations"),
            (Kind::Meetings, "meetings"),
        ] {
            if let Some(id) = self.single(kind, name) {
                stands(id, name.to_owned());
            }
        }
        for forum in self.own_forums() {
            stands(forum.id, format!("forum-{}", forum.record.address.id));
        }
        for agreement in self.own_agreements() {
            stands(agreement.id, format!("agreement-{}", agreement.record.address.id));
        }
        // The purpose has its text one step further in.
        if let Some(purpose) = self.single(Kind::Purpose, "purpose").and_then(|id| here.get_mut(&id)) {
            purpose.prefix = "purpose-purpose-".to_owned();
        }
        self.sheet.point.here = here;
        self.sheet.terms = Terms::new(&self.sheet.point.site.glossary, "");
    }

    fn cover(&mut self) {
        let record = self.collaborative.record;
        let title = self.sheet.model().record(self.collaborative.id).title();
        let (page, point) = (&mut self.sheet.page, &self.sheet.point);
        page.kind = "handbook".to_owned();
        page.stylesheet = Some("paper.css".to_owned());
        let summary = point.say_with("paper.summary", &[("collaborative", record.short_title().into())]);
        page.description.clone_from(&summary);
        page.header = Header {
            kind: words(point.say("paper.kind")),
            title,
            short: record.head.short_name.as_ref().map(|name| name.value.clone()),
            language: record.head.language.as_ref().map(|language| language.to_string()),
            summary: Some(summary),
            ..Header::default()
        };
        collaborative::labels(self.sheet, self.collaborative);
        let (model, point) = (self.sheet.model(), &self.sheet.point);
        let members = model.members(self.collaborative).filter_map(|membership| membership.member);
        let members: Vec<Words> = members.map(|id| vec![point.link(id)]).collect();
        let mut rows = Vec::new();
        if !members.is_empty() {
            rows.push(Fact { label: point.say("paper.members"), values: members, ..Fact::default() });
        }
        let model_word = self.collaborative.fields.model.as_ref();
        rows.extend(model_word.map(|term| Fact::one(point.say("paper.model"), vec![point.term(record, term)])));
        rows.push(Fact::one(point.say("paper.edition"), vec![point.day(model.today)]));
        let publisher = self.sheet.page.site.publisher.clone();
        if !publisher.is_empty() {
            rows.push(Fact::one(point.say("paper.publisher"), publisher));
        }
        rows.push(Fact::one(point.say("paper.handbook"), vec![Run { href: point.href(""), ..Run::text(model.title()) }]));
        rows.extend(self.sheet.address().map(|address| Fact::text(point.say("paper.address"), address)));
        self.sheet.facts(rows, false);
    }

    /// Every text of the collaborative that is under document control, or could be.
    fn controlled(&self) -> Vec<(RecordId, &'s Record)> {
        let model = self.sheet.model();
        let single = [(Kind::Governance, "governance"), (Kind::Delegations, "delegations")];
        let single = single.into_iter().filter_map(|(kind, name)| self.single(kind, name));
        let forums = self.own_forums().into_iter().map(|forum| forum.id);
        let agreements = self.own_agreements().into_iter().map(|agreement| agreement.id);
        let documents = collaborative::own(self.sheet, self.collaborative.record, Kind::Document);
        single.chain(forums).chain(agreements).chain(documents).map(|id| (id, model.record(id))).collect()
    }

    fn document_control(&mut self) {
        let (model, point) = (self.sheet.model(), &self.sheet.point);
        let row = |(id, record): (RecordId, &Record)| {
            let control = model.control_of(record).map(|control| &control.value);
            let unrecorded = || vec![point.unrecorded()];
            let version = control.and_then(|control| control.version.as_ref());
            let approved = control.and_then(|control| control.approved_on());
            let next = control.and_then(|control| control.next_review());
            let status = control.and_then(|control| control.status).map(|status| words(point.say(status_key(status.value))));
            let review = next
                .map(|next| vec![point.date(next.date), Run::text(" "), point.overdue(next.date, &point.say("control.overdue"))]);
            vec![
                vec![point.link(id)],
                version.map_or_else(unrecorded, |version| words(version.value.clone())),
                status.unwrap_or_else(unrecorded),
                approved.map_or_else(unrecorded, |on| vec![point.date(on.date)]),
                review.unwrap_or_else(unrecorded),
                control.and_then(|control| control.owner.clone()).map_or_else(unrecorded, words),
            ]
        };
        let rows: Vec<Vec<Words>> = self.controlled().into_iter().map(row).collect();
        if rows.is_empty() {
            return;
        }
        let columns = columns(self.sheet, ["document", "version", "status", "approved", "review", "owner"]);
        let caption = self.sheet.say("paper.control-caption");
        let block = table("control", &caption, &columns.each_ref().map(String::as_str), rows);
        let title = self.sheet.say("paper.control");
        let is_controlled = self.controlled().into_iter().any(|(_, record)| self.sheet.model().control_of(record).is_some());
        let none = || Block::Text { paragraphs: vec![words(self.sheet.say("paper.control-none"))] };
        let blocks = std::iter::once(block).chain((!is_controlled).then(none)).collect();
        let section = Section { sheet: true, ..Section::new("part-control", &title, blocks) };
        self.sheet.page.sections.push(section);
    }

    /// Adds a part with the next letter, unless it holds nothing. Its addresses begin with its id.
    fn part(&mut self, id: &str, title: &str, write: impl FnOnce(&mut Sheet<'s>)) -> Option<String> {
        let Gathered { header, blocks, contents } = self.sheet.gather(&format!("{id}-"), 3, write);
        let blocks: Vec<Block> = above(header).into_iter().chain(blocks).collect();
        if blocks.is_empty() {
            return None;
        }
        let letter = capitals(self.contents.len() as u64 + 1);
        let running = format!("{letter}  {title}");
        self.sheet.page.running.parts.push(RunningPart { letter: letter.to_lowercase(), title: running });
        // A heading above all clauses says no more than the part's own.
        let children = contents.into_iter().flat_map(|entry| match (&entry.number, entry.children.is_empty()) {
            (None, false) => entry.children,
            _ => vec![ContentsEntry { children: Vec::new(), ..entry }],
        });
        let children = children.collect();
        let entry =
            ContentsEntry { id: id.to_owned(), number: Some(letter.clone()), title: title.to_owned(), language: None, children };
        self.contents.push(entry);
        let section = Section { letter: Some(letter.clone()), sheet: true, ..Section::new(id, title, blocks) };
        self.sheet.page.sections.push(section);
        Some(letter)
    }

    fn purpose(&mut self) {
        let collaborative = self.collaborative;
        let title = self.sheet.say("paper.purpose");
        self.part("purpose", &title, |sheet| {
            collaborative::hold_members(sheet, collaborative);
            collaborative::hold_objectives(sheet, collaborative);
            collaborative::hold_lists(sheet, collaborative);
            let summary = collaborative.record.head.summary.clone();
            sheet.blocks(summary.map(|summary| Block::Text { paragraphs: vec![words(summary)] }).into_iter().collect());
            let blocks = collaborative::purpose(sheet, collaborative);
            sheet.blocks_as_they_are(blocks);
            sheet.prose(sheet.model().record(collaborative.id), false);
            sheet.let_go(&[]);
        });
    }

    fn members(&mut self) {
        let collaborative = self.collaborative;
        let title = self.sheet.say("paper.members");
        self.part("members", &title, |sheet| {
            let Gathered { blocks, .. } = sheet.gather("members-", 3, |sheet| collaborative::hold_members(sheet, collaborative));
            // The heading of the part says the same as that of its only section.
            sheet.blocks_as_they_are(blocks.into_iter().skip(1).collect());
        });
    }

    fn governance(&mut self) {
        let collaborative = self.collaborative;
        let title = self.sheet.say("paper.governance");
        let letter = self.part("governance", &title, |sheet| {
            sheet.facts(collaborative::model_facts(sheet, collaborative), false);
            collaborative::hold_diagram(sheet, collaborative);
            collaborative::hold_members(sheet, collaborative);
            collaborative::hold_lists(sheet, collaborative);
            delegations::hold(sheet, collaborative.record);
            collaborative::governance_text(sheet, collaborative);
            sheet.let_go(&["diagram", "history"]);
            sheet.release();
            collaborative::forms(sheet, collaborative);
        });
        let own = self.single(Kind::Governance, "governance").map(|id| self.sheet.model().record(id));
        self.texts.extend(letter.zip(own).map(|(letter, record)| (letter, "governance-".to_owned(), record)));
    }

    fn delegations(&mut self) {
        let Some(scheme) = self.single(Kind::Delegations, "delegations") else { return };
        let Some(scheme) = self.sheet.model().entry::<Delegations>(scheme) else { return };
        let record = self.collaborative.record;
        let title = self.sheet.point.part_title(Part::Delegations);
        let letter = self.part("delegations", &title, |sheet| delegations::whole(sheet, scheme, record));
        self.texts.extend(letter.map(|letter| (letter, "delegations-".to_owned(), scheme.record)));
    }

    fn forums(&mut self) {
        for forum in self.own_forums() {
            let id = format!("forum-{}", forum.record.address.id);
            let title = self.sheet.model().record(forum.id).title();
            let title = self.sheet.say_with("paper.terms-of-reference", &[("forum", title.into())]);
            let letter = self.part(&id, &title, |sheet| forum::terms_of_reference(sheet, forum));
            self.texts.extend(letter.map(|letter| (letter, format!("{id}-"), forum.record)));
        }
    }

    fn agreements(&mut self) {
        let agreements = self.own_agreements();
        let title = self.sheet.say("paper.agreements");
        self.part("agreements", &title, |sheet| {
            for agreement in agreements {
                let id = format!("agreement-{}", agreement.record.address.id);
                let mut own = sheet.gather(&format!("{id}-"), 4, |sheet| agreement::summary(sheet, agreement));
                let title = sheet.model().record(agreement.id).title();
                own.header.kind.retain(|kind| kind.text != title);
                let heading = Block::Heading { id, title, language: None, level: 3 };
                sheet.blocks_as_they_are([heading].into_iter().chain(above(own.header)).chain(own.blocks).collect());
            }
        });
    }

    fn objectives(&mut self) {
        let collaborative = self.collaborative;
        let title = self.sheet.say("paper.objectives");
        self.part("objectives", &title, |sheet| {
            let Gathered { blocks, .. } =
                sheet.gather("objectives-", 3, |sheet| collaborative::hold_objectives(sheet, collaborative));
            sheet.blocks_as_they_are(blocks.into_iter().skip(1).collect());
        });
    }

    fn meetings(&mut self) {
        let Some(id) = self.single(Kind::Meetings, "meetings") else { return };
        let Some(meetings) = self.sheet.model().entry::<Meetings>(id) else { return };
        let title = self.sheet.point.part_title(Part::Meetings);
        self.part("meetings", &title, |sheet| meetings::calendar(sheet, meetings));
    }

    /// What is public by its nature: decisions, documents, declared interests.
    fn registers(&mut self) {
        let record = self.collaborative.record;
        let forums = self.own_forums();
        let title = self.sheet.say("paper.registers");
        self.part("registers", &title, |sheet| {
            for (id, part, kind) in
                [("decisions", Part::Decisions, Kind::Decision), ("documents", Part::Documents, Kind::Document)]
            {
                let entries = collaborative::own_entries(sheet, record, kind);
                if !entries.is_empty() {
                    sheet.section(id, sheet.point.part_title(part), vec![Block::Register(Register { entries, columns: false })]);
                }
            }
            let rows = interests(sheet, &forums);
            if !rows.is_empty() {
                let columns = columns(sheet, ["person", "interest", "kind", "since", "until", "declared", "done"]);
                let caption = sheet.say("paper.interests-caption");
                let block = table("interests", &caption, &columns.each_ref().map(String::as_str), rows);
                let title = sheet.say("paper.interests");
                sheet.section("interests", &title, vec![block]);
            }
        });
    }

    fn approvals(&mut self) {
        let controlled = self.controlled();
        let title = self.sheet.say("paper.approvals");
        self.part("approvals", &title, |sheet| {
            let mut rows = Vec::new();
            for (id, record) in controlled {
                let history = sheet.model().control_of(record).map(|control| &control.history[..]).unwrap_or_default();
                for version in history {
                    let approvals = version.approved_by.iter().map(|approval| sheet.approval(record, approval)).collect();
                    let approvals: Words = joined(approvals, &sheet.say("lists.semicolon"));
                    rows.push(vec![
                        vec![sheet.point.link(id)],
                        words(version.version.value.clone()),
                        vec![sheet.point.when(version.on)],
                        if approvals.is_empty() { vec![sheet.point.unrecorded()] } else { approvals },
                        version
                            .digest
                            .as_ref()
                            .map_or_else(|| vec![sheet.point.unrecorded()], |digest| words(digest.value.clone())),
                    ]);
                }
            }
            if !rows.is_empty() {
                let columns = columns(sheet, ["document", "version", "date", "approved-by", "digest"]);
                let caption = sheet.say("paper.approvals-caption");
                let block = table("approvals", &caption, &columns.each_ref().map(String::as_str), rows);
                let text = Block::Text { paragraphs: vec![words(sheet.say("paper.approvals-text"))] };
                sheet.blocks(vec![text, block]);
            }
        });
    }

    /// The terms of the glossary that stand on this page, with the clauses in which they do.
    fn terms(&mut self) {
        let site = self.sheet.point.site;
        let mut found: BTreeMap<String, Vec<Words>> = BTreeMap::new();
        for (letter, prefix, record) in &self.texts {
            let mut own: BTreeMap<&str, Vec<Words>> = BTreeMap::new();
            for (number, id, span) in clauses(record) {
                let text = plain(site.sources.text(&record.path), span);
                for anchor in site.glossary.mentioned(&text) {
                    own.entry(anchor).or_default().push(vec![Run::link(number, format!("#{prefix}{id}"))]);
                }
            }
            for (anchor, places) in own {
                let mut line = words(format!("{letter} "));
                line.extend(self.sheet.point.listed(places));
                found.entry(anchor.to_owned()).or_default().push(line);
            }
        }
        let explained: BTreeSet<&str> = self.sheet.terms.explained().map(|term| term.anchor.as_str()).collect();
        let label = self.sheet.say("paper.where");
        let mut terms: Vec<view::Term> = site
            .glossary
            .terms()
            .filter(|term| explained.contains(term.anchor.as_str()) || found.contains_key(&term.anchor))
            .map(|term| view::Term {
                id: term.anchor.clone(),
                term: term.term.clone(),
                language: None,
                short: term.short.first().cloned(),
                definition: vec![words(term.definition.clone())],
                facts: found
                    .get(&term.anchor)
                    .map(|places| Fact { label: label.clone(), values: places.clone(), ..Fact::default() })
                    .into_iter()
                    .collect(),
            })
            .collect();
        terms.sort_by_key(|term| term.term.to_lowercase());
        if terms.is_empty() {
            return;
        }
        let title = self.sheet.say("paper.terms");
        self.part("terms", &title, |sheet| sheet.blocks_as_they_are(vec![Block::Terms { terms }]));
    }

    /// Where all that stands here comes from: each source once.
    fn sources(&mut self) {
        let model = self.sheet.model();
        let own = KINDS.iter().flat_map(|kind| model.of_kind_within(*kind, Some(self.name())));
        let mut records: Vec<&'s Record> = vec![self.collaborative.record];
        records.extend(own.map(|(_, record)| record));
        let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
        let mut sources: Vec<Words> = Vec::new();
        for source in records.iter().flat_map(|record| &record.head.sources) {
            let Source { title, url, .. } = &source.value;
            if seen.insert((title.clone(), url.as_ref().map(|url| url.to_string()).unwrap_or_default())) {
                sources.push(self.sheet.source(source));
            }
        }
        let title = self.sheet.say("paper.sources");
        let blocks = if sources.is_empty() { Vec::new() } else { vec![Block::Sources { sources }] };
        self.part("sources-of-all", &title, |sheet| sheet.blocks(blocks));
    }

    /// The contents, before the first part.
    fn contents(self, at: usize) {
        let title = self.sheet.say("page.contents");
        let block = Block::Contents { entries: self.contents };
        let section = Section { sheet: true, ..Section::new("part-contents", &title, vec![block]) };
        self.sheet.page.sections.insert(at, section);
    }
}

/// The headings of a table.
fn columns<const N: usize>(sheet: &Sheet<'_>, names: [&str; N]) -> [String; N] {
    names.map(|name| sheet.point.phrases().one_of("paper.columns", name).unwrap_or_default())
}

/// What a record's own page has above its text, as blocks.
fn above(header: Header) -> Vec<Block> {
    let Header { kind, labels, control, notices, .. } = header;
    let line = Block::Control { kind, labels, control };
    let is_empty =
        matches!(&line, Block::Control { kind, labels, control } if kind.is_empty() && labels.is_empty() && control.is_empty());
    Some(line).filter(|_| !is_empty).into_iter().chain(notices.into_iter().map(Block::Notice)).collect()
}

/// The interests that those who hold seats today have declared, person by person.
fn interests(sheet: &Sheet<'_>, forums: &[Entry<'_, Forum>]) -> Vec<Vec<Words>> {
    let model = sheet.model();
    let mut holders: BTreeSet<RecordId> = BTreeSet::new();
    for forum in forums {
        let places = model.places(*forum);
        let links = places.iter().filter_map(|place| place.holder.and_then(|holder| holder.person.as_ref()));
        holders.extend(links.filter_map(|link| model.follow(forum.record, link)));
    }
    let mut rows = Vec::new();
    for person in holders.into_iter().filter_map(|id| model.entry::<Person>(id)) {
        for interest in &person.fields.interests {
            let own = person::interest_row(sheet, person.record, interest);
            rows.push([vec![sheet.point.link(person.id)]].into_iter().chain(own).collect());
        }
        if let Some(declared) = person.fields.declared.filter(|_| person.fields.interests.is_empty()) {
            let nothing = words(sheet.say("paper.nothing-declared"));
            let empty = Words::new;
            let day = vec![sheet.point.date(declared.date)];
            rows.push(vec![vec![sheet.point.link(person.id)], nothing, empty(), empty(), empty(), day, empty()]);
        }
    }
    rows
}

/// The clauses of a text, each with its number, its id, and where its own words stand.
fn clauses(record: &Record) -> Vec<(&str, &str, Span)> {
    let body = &record.body;
    let headings = body.outline.iter().map(|heading| (heading.span.start, heading.number.as_str(), heading.id.as_str()));
    let own = body.clauses.iter().map(|clause| (clause.span.start, clause.number.as_str(), clause.id.as_str()));
    let mut marks: Vec<(u32, &str, &str)> = headings.chain(own).collect();
    marks.sort_unstable();
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([body.prose.end]).collect::<Vec<_>>();
    let marked = marks.into_iter().zip(ends).filter(|((_, number, _), _)| !number.is_empty());
    marked.map(|((start, number, id), end)| (number, id, Span { start, end })).collect()
}
