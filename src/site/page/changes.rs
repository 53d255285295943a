//! What has changed: the latest by month, what is still to come, and a page for each year.

use std::cmp::Reverse;

use jiff::ToSpan;

use super::super::calendar::Whose;
use super::super::feed::{self, Told};
use super::super::period::{Diary, MANY, Period};
use super::super::view::{Alternate, Block, Event as Line, Run, Words};
use super::chronicle::{Chronicle, grouped, month_or_day};
use super::event::{are_alike, own_sentence, sentence};
use super::sheet::Sheet;
use crate::model::changes::Event;
use crate::model::{Model, RecordId};

/// How far back the first page looks, in months.
const MONTHS_BACK: i32 = 12;

/// From how many changes on the first page leaves earlier months to other pages.
const ENOUGH: usize = 60;

/// How many changes the first page shows that are still to come.
const COMING: usize = 20;

/// How many changes the home page shows.
const AT_HOME: usize = 6;

/// Changes by year, month and day.
const CHANGES: Chronicle = Chronicle {
    path: "changes",
    title: "changes.title",
    in_period: "changes.in-period",
    all_in: "changes.in-period",
    by_year: "changes.by-year",
    by_month: "changes.by-month",
    by_day: "changes.by-day",
    undated: "changes.undated",
};

/// On which dates something changes, and where that is recorded.
pub(in crate::site) fn diary(model: &Model) -> Diary {
    let records = model.records();
    Diary::new(records.flat_map(|(id, _)| model.changes_of(id).into_iter().map(move |event| (event.date, id))))
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
    for (month, events) in by_period(&past, |event| Period::of(event.date)) {
        let near = events.iter().any(|event| event.date.first_day() >= since);
        if shown >= ENOUGH || (shown >= COMING && !near) {
            break;
        }
        let first = events.len().min(2 * ENOUGH);
        shown += first;
        period_section(sheet, month, &events[..first]);
        if let Some(month) = month.filter(|_| first < events.len()) {
            CHANGES.lead_to(sheet, month, events.len());
        }
    }
    let nearest: Vec<&Event<'_>> = coming.iter().take(COMING).collect();
    if !nearest.is_empty() {
        let title = sheet.say("changes.coming");
        let block = told(sheet, &nearest);
        sheet.section("coming", &title, vec![block]);
    }
    CHANGES.years(sheet, past.iter().chain(&coming).map(|event| event.date));
}

/// The changes of a year, of a month or of a day; of a day with very many one of its pages, from 1.
pub(super) fn of_period(sheet: &mut Sheet<'_>, period: Period, page: usize) {
    let summary = sheet.say("changes.period-summary");
    CHANGES.begin(sheet, period, &summary);
    let diary = &sheet.point.site.diaries.changes;
    let pages = diary.sheets(period);
    sheet.numbered(page, pages, |page| format!("changes/{}", period.page_path(page)));
    let mut events = sheet.model().changes_among(diary.records(period));
    events.retain(|event| period.holds(event.date));
    events.sort_by_key(|event| Reverse(event.date.first_day()));
    let in_parts = diary.is_in_parts(period);
    if in_parts && page == 1 {
        let parts = by_period(&events, |event| period.part(event.date));
        CHANGES.parts(sheet, period, parts.iter().filter_map(|(part, events)| Some(((*part)?, events.len()))));
    }
    // What its parts tell is told by their pages.
    events.retain(|event| !in_parts || period.part(event.date).is_none());
    let here: Vec<Event<'_>> = events.into_iter().skip((page - 1) * MANY).take(MANY).collect();
    for (month, events) in by_period(&here, |event| if in_parts { None } else { month_or_day(period, event.date) }) {
        period_section(sheet, month, &events);
    }
}

/// Changes by the periods in which they are, in their order; those of which that is not known come last.
fn by_period<'e, 'm>(
    events: &'e [Event<'m>],
    of: impl Fn(&Event<'m>) -> Option<Period>,
) -> Vec<(Option<Period>, Vec<&'e Event<'m>>)> {
    let mut groups = grouped(events.iter(), |event| of(event));
    groups.sort_by_key(|(period, _)| period.is_none());
    groups
}

fn period_section(sheet: &mut Sheet<'_>, month: Option<Period>, events: &[&Event<'_>]) {
    let (id, title) = CHANGES.heading(sheet, month);
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
