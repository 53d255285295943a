//! What has changed: the latest by month, what is still to come, and a page for each year.

use std::cmp::Reverse;

use jiff::ToSpan;

use super::super::calendar::Whose;
use super::super::feed::{self, Told};
use super::super::period::{self, MANY, Period};
use super::super::view::{Alternate, Block, Crumb, Event as Line, Run, Words};
use super::event::{are_alike, own_sentence, sentence};
use super::home_crumb;
use super::sheet::Sheet;
use crate::model::changes::Event;
use crate::model::{Model, RecordId};
use crate::record::date::PartialDate;

/// How far back the first page looks, in months.
const MONTHS_BACK: i32 = 12;

/// From how many changes on the first page leaves earlier months to other pages.
const ENOUGH: usize = 60;

/// How many changes the first page shows that are still to come.
const COMING: usize = 20;

/// How many changes the home page shows.
const AT_HOME: usize = 6;

/// The years, and the months of full years, that have a page.
pub(in crate::site) fn periods(model: &Model) -> Vec<Period> {
    period::pages(model.changes().iter().map(|event| event.date))
}

/// What happened, the latest first, and what will, the nearest first.
fn past_and_coming(model: &Model) -> (Vec<Event<'_>>, Vec<Event<'_>>) {
    let (mut past, coming): (Vec<_>, Vec<_>) =
        model.changes().into_iter().partition(|event| event.date.first_day() <= model.today);
    past.sort_by_key(|event| Reverse(event.date.first_day()));
    (past, coming)
}

/// The latest changes.
pub(super) fn fill(sheet: &mut Sheet<'_>) {
    let (title, summary) = (sheet.say("changes.title"), sheet.say("changes.summary"));
    sheet.begin("changes", &title, &summary);
    let model = sheet.model();
    let (past, coming) = past_and_coming(model);
    follow(sheet, Told::Changes);
    let since = model.today.saturating_sub(MONTHS_BACK.months());
    let mut shown = 0;
    for (month, events) in by_month(&past) {
        let near = events.iter().any(|event| event.date.first_day() >= since);
        if shown >= ENOUGH || (shown >= COMING && !near) {
            break;
        }
        shown += events.len();
        month_section(sheet, month, &events);
    }
    let nearest: Vec<&Event<'_>> = coming.iter().take(COMING).collect();
    if !nearest.is_empty() {
        let title = sheet.say("changes.coming");
        let block = told(sheet, &nearest);
        sheet.section("coming", &title, vec![block]);
    }
    years(sheet, past.iter().chain(&coming).map(|event| event.date));
}

/// The changes of a year or of a month.
pub(super) fn of_period(sheet: &mut Sheet<'_>, period: Period) {
    let name = sheet.point.period_text(period);
    let title = sheet.say_with("changes.in-period", &[("period", name.as_str().into())]);
    let summary = sheet.say("changes.period-summary");
    sheet.begin("changes", &title, &summary);
    let mut crumbs =
        vec![home_crumb(&sheet.point), Crumb { title: sheet.say("changes.title"), href: sheet.point.href("changes") }];
    if period.year() != period {
        let href = sheet.point.href(&format!("changes/{}", period.year().path()));
        crumbs.push(Crumb { title: sheet.point.period_text(period.year()), href });
    }
    crumbs.push(Crumb { title: name, href: None });
    sheet.page.breadcrumb = crumbs;
    let mut events: Vec<Event<'_>> = sheet.model().changes().into_iter().filter(|event| period.holds(event.date)).collect();
    events.sort_by_key(|event| Reverse(event.date.first_day()));
    let in_months = period.year() == period && events.len() > MANY;
    let months = by_month(&events);
    if in_months {
        let counts = months.iter().filter_map(|(month, events)| Some(((*month)?, events.len())));
        let lines: Vec<Words> = counts
            .filter_map(|(month, count)| {
                let href = sheet.point.href(&format!("changes/{}", month.path()))?;
                let name = Run::link(sheet.point.period_text(month), href);
                Some(sheet.runs("lists.labelled", &[("label", name.into()), ("value", count.into())]))
            })
            .collect();
        let title = sheet.say("changes.by-month");
        sheet.section("months", &title, vec![Block::List { lines }]);
    }
    for (month, events) in months.iter().filter(|(month, _)| !in_months || month.is_none()) {
        month_section(sheet, *month, events);
    }
}

/// Changes by the months in which they are, in their order; those of which only the year is known come last.
fn by_month<'e, 'm>(events: &'e [Event<'m>]) -> Vec<(Option<Period>, Vec<&'e Event<'m>>)> {
    let mut months: Vec<(Option<Period>, Vec<&'e Event<'m>>)> = Vec::new();
    for event in events {
        let month = Period::of(event.date);
        match months.iter_mut().find(|(known, _)| *known == month) {
            Some((_, events)) => events.push(event),
            None => months.push((month, vec![event])),
        }
    }
    months.sort_by_key(|(month, _)| month.is_none());
    months
}

fn month_section(sheet: &mut Sheet<'_>, month: Option<Period>, events: &[&Event<'_>]) {
    let (id, title) = match month {
        Some(month) => (month.path().replace('/', "-"), sheet.point.period_text(month)),
        None => ("undated".to_owned(), sheet.say("changes.undated")),
    };
    let block = told(sheet, events);
    sheet.section(&id, &title, vec![block]);
}

/// Events one after the other; those that are alike in one sentence.
fn told(sheet: &Sheet<'_>, events: &[&Event<'_>]) -> Block {
    let mut groups: Vec<Vec<&Event<'_>>> = Vec::new();
    for event in events {
        match groups.iter_mut().find(|group| are_alike(&sheet.point, group[0], event)) {
            Some(group) => group.push(event),
            None => groups.push(vec![event]),
        }
    }
    let today = sheet.model().today;
    let line = |group: &Vec<&Event<'_>>| {
        let date = group[0].date;
        let text = sentence(&sheet.point, group[0], &group[1..]);
        Line { when: vec![sheet.point.date(date)], text, future: date.first_day() > today }
    };
    Block::Timeline { events: groups.iter().map(line).collect() }
}

/// The years in which something changed, with the way to each.
fn years(sheet: &mut Sheet<'_>, dates: impl Iterator<Item = PartialDate>) {
    let lines: Vec<Words> = period::years(dates)
        .into_iter()
        .filter_map(|(year, count)| {
            let href = sheet.point.href(&format!("changes/{}", year.path()))?;
            let name = sheet.point.period_text(year);
            let title = sheet.say_with("changes.in-period", &[("period", name.as_str().into())]);
            let title = Run::link(title, href);
            Some(sheet.runs("lists.labelled", &[("label", title.into()), ("value", count.into())]))
        })
        .collect();
    let title = sheet.say("changes.by-year");
    if !lines.is_empty() {
        sheet.section("years", &title, vec![Block::List { lines }]);
    }
}

/// The latest changes for the home page, with the way to all; none where nothing changed.
pub(super) fn at_home(sheet: &mut Sheet<'_>) -> Vec<Block> {
    let (past, _) = past_and_coming(sheet.model());
    let latest: Vec<&Event<'_>> = past.iter().take(AT_HOME).collect();
    let Some(href) = sheet.point.href("changes").filter(|_| !latest.is_empty()) else { return Vec::new() };
    let block = told(sheet, &latest);
    let mut all = vec![Run::link(sheet.say("changes.all"), href)];
    if let Some(feed) = feed_link(sheet, Told::Changes) {
        all.extend([Run::text(", "), feed]);
    }
    vec![block, Block::Text { paragraphs: vec![all] }]
}

/// What happened to a record, for its own page, the earliest first.
pub(super) fn timeline(sheet: &mut Sheet<'_>, id: RecordId) {
    let events = sheet.model().changes_around(id);
    let lines = events.iter().map(|event| (event.date, own_sentence(&sheet.point, event, id))).collect();
    sheet.timeline(lines);
}

/// How one keeps up with a collaborative: its feed, and its calendar.
pub(super) fn keep_up(sheet: &mut Sheet<'_>, collaborative: RecordId) {
    let feed = feed_link(sheet, Told::Collaborative(collaborative));
    let feed = feed.map(|feed| sheet.runs("changes.follow", &[("feed", feed.into())]));
    let calendar = super::meetings::calendar_line(sheet, Whose::Collaborative(collaborative));
    let lines: Vec<Words> = feed.into_iter().chain(calendar).collect();
    if !lines.is_empty() {
        let title = sheet.say("changes.keep-up");
        sheet.section("keep-up", &title, vec![Block::List { lines }]);
    }
}

/// The way to a feed, as a paragraph without a heading.
pub(super) fn follow(sheet: &mut Sheet<'_>, told: Told) {
    if let Some(feed) = feed_link(sheet, told) {
        let line = sheet.runs("changes.follow", &[("feed", feed.into())]);
        sheet.blocks(vec![Block::Text { paragraphs: vec![line] }]);
    }
}

/// The way to a feed; `None` where there is nothing in it. The page says in its head that there is one.
pub(super) fn feed_link(sheet: &mut Sheet<'_>, told: Told) -> Option<Run> {
    let href = sheet.point.href(&feed::path(sheet.model(), told))?;
    let title = feed::title(sheet.point.site, told);
    sheet.page.alternates.push(Alternate { title, href: href.clone(), media_type: feed::MEDIA_TYPE });
    Some(Run::link(sheet.say(if told == Told::Decisions { "changes.decisions-feed" } else { "changes.feed" }), href))
}
