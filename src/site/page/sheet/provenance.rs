//! Where what a record says comes from: its sources, where they disagree, and what refers to it.

use super::super::super::view::{Block, Disputed, DisputedValue, Fact, Facts, Run, Section, Words, words};
use super::Sheet;
use crate::model::RecordId;
use crate::record::Record;
use crate::record::date::PartialDate;
use crate::record::kind::Kind;
use crate::record::value::Sp;
use crate::record::walk::Value;

/// How many records of a kind are named where a page tells what refers to it; the rest are counted.
const REFERRERS_SHOWN: usize = 12;

impl Sheet<'_> {
    /// Facts on which sources disagree.
    pub(in crate::site::page) fn disputed(&self, record: &Record) -> Vec<Block> {
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

    /// Where a record's facts come from.
    pub(in crate::site::page) fn sources(&mut self, record: &Record) {
        let sources: Vec<Words> = record.head.sources.iter().map(|source| self.source(source)).collect();
        if !sources.is_empty() {
            self.section("sources", self.say("record.sources"), vec![Block::Sources { sources }]);
        }
    }

    /// Where something comes from, in a line.
    pub(in crate::site::page) fn source(&self, source: &crate::record::head::Source) -> Words {
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
    pub(in crate::site::page) fn refers(&mut self, id: RecordId) {
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
                    rows.push(Fact { language: None, label, values: Vec::new() });
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
}
