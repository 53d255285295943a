//! What is told by years, months and days, whatever it is: the way to each, the parts of what is long, the crumbs of its pages.

use super::super::period::{self, Period};
use super::super::view::{Block, Crumb, Run, Words};
use super::home_crumb;
use super::sheet::Sheet;
use crate::record::date::PartialDate;

/// Something that is told by periods: where its pages stand, and the keys of its words.
pub(super) struct Chronicle {
    /// The address of its first page; those of periods stand below it.
    pub path: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What the page of a period is called, with a place for the period.
    pub in_period: &'static str,
    /// What leads to the page of a period, with a place for the period.
    pub all_in: &'static str,
    /// The heading of the years.
    pub by_year: &'static str,
    /// The heading of a year's months.
    pub by_month: &'static str,
    /// The heading of a month's days.
    pub by_day: &'static str,
    /// What stands under no month, since its month is not known.
    pub undated: &'static str,
}

impl Chronicle {
    /// Begins the page of a period: its title, and the way to it through the longer periods around it.
    pub(super) fn begin(&self, sheet: &mut Sheet<'_>, period: Period, summary: &str) {
        let name = sheet.point.period_text(period);
        let title = sheet.say_with(self.in_period, &[("period", name.as_str().into())]);
        sheet.begin(self.path, &title, summary);
        let first = Crumb { language: None, title: sheet.say(self.title), href: sheet.point.href(self.path) };
        let around = period.around().into_iter().map(|around| Crumb {
            language: None,
            title: sheet.point.period_text(around),
            href: self.href(sheet, around),
        });
        let crumbs = [home_crumb(&sheet.point), first].into_iter().chain(around).chain([Crumb {
            language: None,
            title: name,
            href: None,
        }]);
        sheet.page.breadcrumb = crumbs.collect();
    }

    /// The heading and its address of what happened in a month or on a day; of what is undated where there is none.
    pub(super) fn heading(&self, sheet: &Sheet<'_>, period: Option<Period>) -> (String, String) {
        match period {
            Some(period) => (period.path().replace('/', "-"), sheet.point.period_text(period)),
            None => ("undated".to_owned(), sheet.say(self.undated)),
        }
    }

    /// The months of a year, or the days of a month, each with how much it holds.
    pub(super) fn parts(&self, sheet: &mut Sheet<'_>, period: Period, counts: impl Iterator<Item = (Period, usize)>) {
        let line = |(part, count)| {
            let name = sheet.point.period_text(part);
            Some(counted(sheet, Run::link(name, self.href(sheet, part)?), count))
        };
        let lines = counts.filter_map(line).collect();
        let title = sheet.say(if period.around().is_empty() { self.by_month } else { self.by_day });
        sheet.section("parts", &title, vec![Block::List { lines }]);
    }

    /// The way to all of a period, with how much it holds; `None` where it has no page.
    fn way_to(&self, sheet: &Sheet<'_>, period: Period, count: usize) -> Option<Words> {
        let name = sheet.point.period_text(period);
        let title = sheet.say_with(self.all_in, &[("period", name.as_str().into())]);
        Some(counted(sheet, Run::link(title, self.href(sheet, period)?), count))
    }

    /// Adds the way to all of a period, where only the first of it stands on the page.
    pub(super) fn lead_to(&self, sheet: &mut Sheet<'_>, period: Period, count: usize) {
        let line = self.way_to(sheet, period, count);
        sheet.blocks(line.map(|line| Block::Text { paragraphs: vec![line] }).into_iter().collect());
    }

    /// Adds the years in which there is something, with the way to each.
    pub(super) fn years(&self, sheet: &mut Sheet<'_>, dates: impl Iterator<Item = PartialDate>) {
        let lines = period::years(dates).into_iter().filter_map(|(year, count)| self.way_to(sheet, year, count));
        let lines: Vec<Words> = lines.collect();
        if !lines.is_empty() {
            let title = sheet.say(self.by_year);
            sheet.section("years", &title, vec![Block::List { lines }]);
        }
    }

    fn href(&self, sheet: &Sheet<'_>, period: Period) -> Option<String> {
        sheet.point.href(&format!("{}/{}", self.path, period.path()))
    }
}

fn counted(sheet: &Sheet<'_>, what: Run, count: usize) -> Words {
    sheet.runs("lists.labelled", &[("label", what.into()), ("value", count.into())])
}

/// The heading under which a date stands on the page of a period: its month, and on the page of a day that day.
pub(super) fn month_or_day(period: Period, date: PartialDate) -> Option<Period> {
    if let Period::Day(_) = period { Some(period) } else { Period::of(date) }
}

/// What happened by the periods in which it did, each where its first stands.
pub(super) fn grouped<T>(all: impl Iterator<Item = T>, of: impl Fn(&T) -> Option<Period>) -> Vec<(Option<Period>, Vec<T>)> {
    let mut groups: Vec<(Option<Period>, Vec<T>)> = Vec::new();
    for one in all {
        let period = of(&one);
        match groups.iter_mut().find(|(known, _)| *known == period) {
            Some((_, group)) => group.push(one),
            None => groups.push((period, vec![one])),
        }
    }
    groups
}
