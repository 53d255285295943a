//! When forums meet: by month, what is coming first; moved and cancelled meetings as such, and how one can come.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::address::{self, Part};
use super::super::calendar::{self, Whose};
use super::super::period::{Diary, MANY, Period};
use super::super::view::{Alternate, Block, Fact, Facts, Run, Words, words};
use super::super::viewpoint::shown_url;
use super::chronicle::{Chronicle, grouped, month_or_day};
use super::sheet::Sheet;
use crate::model::calendar::MONTHS_AHEAD;
use crate::model::{Entry, Model, RecordId};
use crate::phrases::capitalised;
use crate::record::Record;
use crate::record::kind::meeting::Series;
use crate::record::kind::{Collaborative, Forum, Kind, Meetings};
use crate::record::value::Sp;

mod rows;

use rows::{Around, Row, of_meetings, rows};

/// How many meetings the pages of forums and bodies show.
const SHOWN: usize = 6;

/// From how many meetings on the first page leaves further months to other pages.
const ENOUGH: usize = 40;

/// How many coming meetings the page of a collaborative shows before it says how one can come.
const NEAR: usize = 12;

/// How many past meetings the page of a collaborative shows.
const PAST_SHOWN: usize = 24;

/// How far ahead pages reach, in months: as far as calendars do.
const FARTHEST: i32 = 24;

/// Meetings by year, month and day.
const MEETINGS: Chronicle = Chronicle {
    path: "meetings",
    title: "meetings.title",
    in_period: "meetings.in-period",
    all_in: "meetings.all-in",
    by_year: "meetings.by-year",
    by_month: "meetings.by-month",
    by_day: "meetings.by-day",
    undated: "meetings.undated",
};

/// All meetings of the handbook, from the first of each series on.
fn all(model: &Model) -> Vec<Row<'_>> {
    let last = farthest(model);
    rows(model.all::<Meetings>().flat_map(|meetings| model.dated_between(meetings, Date::MIN, last)))
}

/// The last day that pages tell of.
fn farthest(model: &Model) -> Date {
    model.today.saturating_add(FARTHEST.months())
}

/// The meetings of a period, of the records in which there are some.
fn within<'m>(model: &'m Model, diary: &Diary, period: Period) -> Vec<Row<'m>> {
    let last = period.date().last_day().min(farthest(model));
    let own = diary.records(period).into_iter().filter_map(|id| model.entry::<Meetings>(id));
    let dated = own.flat_map(|meetings| model.dated_between(meetings, period.date().first_day(), last));
    rows(dated).into_iter().filter(|row| period.holds(row.date)).collect()
}

/// Past and coming meetings; a day from which one was moved is told as long as it is still to come.
fn past_and_coming<'m>(model: &Model, all: Vec<Row<'m>>) -> (Vec<Row<'m>>, Vec<Row<'m>>) {
    let (mut past, coming): (Vec<_>, Vec<_>) = all.into_iter().partition(|row| row.date.last_day() < model.today);
    past.retain(|row| !row.away);
    (past, coming)
}

/// On which dates forums meet, and where that is recorded.
pub(in crate::site) fn diary(model: &Model) -> Diary {
    let last = farthest(model);
    Diary::new(model.all::<Meetings>().flat_map(|meetings| {
        rows(model.dated_between(meetings, Date::MIN, last)).into_iter().map(move |row| (row.date, meetings.id))
    }))
}

/// What is coming, with the way to each year.
pub(super) fn fill(sheet: &mut Sheet<'_>) {
    let (title, summary) = (sheet.say("meetings.title"), sheet.say("meetings.summary"));
    sheet.begin("meetings", &title, &summary);
    let model = sheet.model();
    let (past, coming) = past_and_coming(model, all(model));
    follow(sheet, Whose::All);
    let end = model.today.saturating_add(MONTHS_AHEAD.months());
    let near: Vec<Row<'_>> = coming.iter().filter(|row| row.date.first_day() <= end).copied().collect();
    if near.is_empty() {
        let (title, none) = (sheet.say("meetings.coming"), words(sheet.say("meetings.none")));
        sheet.section("next", &title, vec![Block::Text { paragraphs: vec![none] }]);
    }
    let mut shown = 0;
    for (month, meetings) in grouped(near.into_iter(), |row| Period::of(row.date)) {
        if shown >= ENOUGH {
            break;
        }
        let first = meetings.len().min(2 * ENOUGH);
        shown += first;
        period_section(sheet, month, &meetings[..first]);
        if let Some(month) = month.filter(|_| first < meetings.len()) {
            MEETINGS.lead_to(sheet, month, meetings.iter().filter(|row| !row.away).count());
        }
    }
    MEETINGS.years(sheet, past.iter().chain(&coming).filter(|row| !row.away).map(|row| row.date));
}

/// The meetings of a year, of a month or of a day.
pub(super) fn of_period(sheet: &mut Sheet<'_>, period: Period, page: usize) {
    let summary = sheet.say("meetings.period-summary");
    MEETINGS.begin(sheet, period, &summary);
    let diary = &sheet.point.site.diaries.meetings;
    let pages = diary.sheets(period);
    sheet.numbered(page, pages, |page| format!("meetings/{}", period.page_path(page)));
    let mut all = within(sheet.model(), diary, period);
    let in_parts = diary.is_in_parts(period);
    if in_parts && page == 1 {
        let parts = grouped(all.iter().copied(), |row| period.part(row.date));
        let count = |meetings: &[Row<'_>]| meetings.iter().filter(|row| !row.away).count();
        MEETINGS.parts(sheet, period, parts.iter().filter_map(|(part, meetings)| Some(((*part)?, count(meetings)))));
    }
    // What its parts tell is told by their pages.
    all.retain(|row| !in_parts || period.part(row.date).is_none());
    let here = all.into_iter().skip((page - 1) * MANY).take(MANY);
    for (month, meetings) in grouped(here, |row| if in_parts { None } else { month_or_day(period, row.date) }) {
        period_section(sheet, month, &meetings);
    }
}

/// The meetings of a month or of a day.
fn period_section(sheet: &mut Sheet<'_>, month: Option<Period>, meetings: &[Row<'_>]) {
    let (id, title) = MEETINGS.heading(sheet, month);
    let around = if month.is_some() { Around::Month } else { Around::Nothing };
    let caption = sheet.say_with("meetings.in-period", &[("period", title.as_str().into())]);
    let block = of_meetings(sheet, &id, if month.is_some() { &caption } else { &title }, meetings, around);
    sheet.section(&id, &title, vec![block]);
}

/// The meetings of one collaborative.
pub(super) fn of_collaborative(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let Some(id) = model.find(Kind::Meetings, &format!("{}/meetings", collaborative.address.id)) else { return };
    let Some(meetings) = model.entry::<Meetings>(id) else { return sheet.close(id, &[]) };
    follow(sheet, Whose::Collaborative(sheet.id_of(collaborative)));
    calendar(sheet, meetings);
    sheet.close(id, &["series", "meetings"]);
}

/// When a collaborative's forums meet: what is to come, how the public can come, the rules that say so, what was.
pub(super) fn calendar(sheet: &mut Sheet<'_>, meetings: Entry<'_, Meetings>) {
    let model = sheet.model();
    let own = model.dated_between(meetings, Date::MIN, model.today.saturating_add(MONTHS_AHEAD.months()));
    let (past, coming) = past_and_coming(model, rows(own));
    let near = coming.len().min(NEAR);
    if coming.is_empty() {
        let (title, none) = (sheet.say("meetings.coming"), words(sheet.say("meetings.none")));
        sheet.section("next", &title, vec![Block::Text { paragraphs: vec![none] }]);
    } else {
        let (title, caption) = (sheet.say("meetings.coming"), sheet.say("meetings.coming-caption"));
        let caption = if near < coming.len() { sheet.say("meetings.next") } else { caption };
        let block = of_meetings(sheet, "next", &caption, &coming[..near], Around::Nothing);
        sheet.section("next", &title, vec![block]);
    }
    attending(sheet, meetings);
    series(sheet, meetings);
    if near < coming.len() {
        let (title, caption) = (sheet.say("meetings.later"), sheet.say("meetings.later-caption"));
        let block = of_meetings(sheet, "later", &caption, &coming[near..], Around::Nothing);
        sheet.section("later", &title, vec![block]);
    }
    if !past.is_empty() {
        let (title, caption) = (sheet.say("meetings.past"), sheet.say("meetings.past-caption"));
        let block = of_meetings(sheet, "past", &caption, past.iter().rev().take(PAST_SHOWN), Around::Nothing);
        sheet.section("past", &title, vec![block]);
    }
}

/// When and where each forum meets by its rule.
fn series(sheet: &mut Sheet<'_>, meetings: Entry<'_, Meetings>) {
    let published = |series: &&Sp<Series>| sheet.model().follow(meetings.record, &series.forum).is_some();
    let rows = meetings.fields.series.iter().filter(published).map(|series| {
        let rule = capitalised(&sheet.point.phrases().recurrence(&series.rule));
        let time = series.start.0.time().strftime("%H:%M").to_string();
        let mut parts = vec![words(sheet.say_with("meetings.rule-at", &[("rule", rule.into()), ("time", time.into())]))];
        parts.extend(series.place.as_ref().map(words));
        let link = series.link.as_ref().filter(|_| series.public != Some(false));
        parts.extend(link.map(|url| vec![Run::outside(shown_url(url), url.to_string())]));
        parts.extend(series.public.map(|public| words(in_public(sheet, public).to_lowercase())));
        let forum = sheet.point.follow(meetings.record, &series.forum);
        Fact { language: None, label: forum.text, values: vec![sheet.point.listed(parts)] }
    });
    let rows: Vec<Fact> = rows.collect();
    if !rows.is_empty() {
        let title = sheet.say("meetings.how-often");
        sheet.section("series", &title, vec![Block::Facts(Facts { rows, band: false })]);
    }
}

/// How the public can come and ask, of each forum that meets in public, and whom to write to.
fn attending(sheet: &mut Sheet<'_>, meetings: Entry<'_, Meetings>) {
    let model = sheet.model();
    let schedules = meetings.fields.series.iter().map(|series| &series.forum);
    let named = meetings.fields.meetings.iter().map(|meeting| &meeting.forum);
    let mut forums: Vec<RecordId> = schedules.chain(named).filter_map(|link| model.follow(meetings.record, link)).collect();
    forums.sort_unstable();
    forums.dedup();
    let mut rows: Vec<Fact> = Vec::new();
    for forum in forums.into_iter().filter_map(|id| model.entry::<Forum>(id)) {
        let rules = model.rules(forum);
        let lines = [("meetings.to-come", rules.attend()), ("meetings.to-ask", rules.questions())];
        let values: Vec<Words> = lines
            .into_iter()
            .filter_map(|(key, text)| {
                Some(words(sheet.say_with("lists.labelled", &[("label", sheet.say(key).into()), ("value", text?.into())])))
            })
            .collect();
        if !values.is_empty() {
            rows.push(Fact { language: None, label: forum.record.title(), values });
        }
    }
    rows.extend(whom_to_ask(sheet, meetings.record));
    if !rows.is_empty() {
        let title = sheet.say("meetings.attending");
        sheet.section("attending", &title, vec![Block::Facts(Facts { rows, band: false })]);
    }
}

/// The mailbox for questions of the public, else for those on how the collaborative is governed; `None` where there is none to publish.
pub(super) fn whom_to_ask(sheet: &Sheet<'_>, record: &Record) -> Option<Fact> {
    let model = sheet.model();
    let collaborative: Entry<'_, Collaborative> = model.collaborative_of(record).filter(|_| model.publishes_emails())?;
    let contact = collaborative.fields.contact.as_ref()?;
    let address = contact.public.as_ref().or(contact.governance.as_ref())?.value.to_string();
    Some(Fact::one(sheet.say("meetings.whom-to-ask"), vec![Run::link(address.clone(), format!("mailto:{address}"))]))
}

fn in_public(sheet: &Sheet<'_>, public: bool) -> String {
    sheet.say(if public { "meetings.in-public" } else { "meetings.not-in-public" })
}

/// The meetings of a forum for its own page: what is coming, what was, and its calendar.
pub(super) fn of_forum(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) -> Vec<Block> {
    let model = sheet.model();
    let own = model.meetings_of(forum, model.today, farthest(model));
    let (past, coming) = past_and_coming(model, rows(own));
    let mut blocks = Vec::new();
    if !coming.is_empty() {
        let caption = sheet.say("meetings.next");
        blocks.push(of_meetings(sheet, "next", &caption, coming.iter().take(SHOWN), Around::Forum));
    }
    if !past.is_empty() {
        let caption = sheet.say("meetings.past-of-forum");
        blocks.push(of_meetings(sheet, "past", &caption, past.iter().rev().take(SHOWN), Around::Forum));
    }
    let calendar = calendar_line(sheet, Whose::Forum(forum.id));
    let paragraphs: Vec<Words> = calendar.into_iter().chain(page_of(sheet, forum.record).map(|page| vec![page])).collect();
    if !blocks.is_empty() {
        blocks.push(Block::Text { paragraphs });
    }
    blocks
}

/// When a body’s forums meet next, and its calendar.
pub(super) fn of_body(sheet: &mut Sheet<'_>, body: RecordId) {
    let model = sheet.model();
    let last = model.today.saturating_add(MONTHS_AHEAD.months());
    let forums = model.forums_of(body).into_iter();
    let own = rows(forums.flat_map(|forum| model.meetings_of(forum, model.today, last)));
    let (_, coming) = past_and_coming(model, own);
    let mut blocks = Vec::new();
    if !coming.is_empty() {
        let caption = sheet.say("meetings.next-of-body-caption");
        blocks.push(of_meetings(sheet, "meetings", &caption, coming.iter().take(SHOWN), Around::Nothing));
    }
    let line = calendar_line(sheet, Whose::Body(body));
    blocks.extend(line.map(|line| Block::Text { paragraphs: vec![line] }));
    let title = sheet.say("meetings.next-of-body");
    sheet.section("meetings", &title, blocks);
}

/// The way to a calendar, as a paragraph without a heading.
fn follow(sheet: &mut Sheet<'_>, whose: Whose) {
    let line = calendar_line(sheet, whose);
    sheet.blocks(line.map(|line| Block::Text { paragraphs: vec![line] }).into_iter().collect());
}

/// The way to a calendar; `None` where it holds no meeting. The page says in its head that there is one.
pub(super) fn calendar_line(sheet: &mut Sheet<'_>, whose: Whose) -> Option<Words> {
    let path = calendar::path(sheet.model(), whose);
    let href = sheet.point.href(&path)?;
    let title = calendar::title(sheet.point.site, whose);
    sheet.page.alternates.push(Alternate { title, href: href.clone(), media_type: "text/calendar" });
    Some(sheet.runs("meetings.calendar", &[("file", Run::link(calendar::FILE, href).into())]))
}

/// The way to the page of meetings of a record's collaborative; `None` where it has none.
fn page_of(sheet: &Sheet<'_>, record: &Record) -> Option<Run> {
    let collaborative = sheet.model().collaborative_of(record)?;
    let href = sheet.point.href(&address::part(collaborative.record, Part::Meetings))?;
    let name = collaborative.record.short_title();
    Some(Run::link(sheet.say_with("meetings.all-of", &[("collaborative", name.into())]), href))
}
