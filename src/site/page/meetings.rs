//! When forums meet: by month, what is coming first; moved and cancelled meetings as such, and how one can come.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::address::{self, Part};
use super::super::calendar::{self, Whose};
use super::super::period::{self, MANY, Period};
use super::super::view::{Alternate, Block, Crumb, Fact, Facts, Run, Words, words};
use super::super::viewpoint::{joined, shown_url, unpublished};
use super::sheet::Sheet;
use super::{home_crumb, table};
use crate::model::calendar::{Dated, MONTHS_AHEAD};
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::date::{PartialDate, long_date};
use crate::record::kind::{Collaborative, Forum, Kind, Meetings};

/// How many meetings the pages of forums and bodies show.
const SHOWN: usize = 6;

/// From how many meetings on the first page leaves further months to other pages.
const ENOUGH: usize = 40;

/// How many past meetings the page of a collaborative shows.
const PAST_SHOWN: usize = 24;

/// How far ahead pages reach, in months: as far as calendars do.
const FARTHEST: i32 = 24;

/// All meetings of the handbook, from the first of each series on.
fn all(model: &Model) -> Vec<Dated<'_>> {
    let last = model.today.saturating_add(FARTHEST.months());
    let mut all: Vec<Dated<'_>> =
        model.all::<Meetings>().flat_map(|meetings| model.dated_between(meetings, Date::MIN, last)).collect();
    sort(&mut all);
    all
}

fn sort(all: &mut [Dated<'_>]) {
    all.sort_by_key(|dated| (dated.day, dated.time(), dated.forum));
}

/// The years, and the months of full years, that have a page.
pub(in crate::site) fn periods(model: &Model) -> Vec<Period> {
    period::pages(all(model).iter().map(Dated::date))
}

/// What is coming, with the way to each year.
pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "meetings",
        "Meetings",
        "When every forum meets, what is coming first; and where, who may come, and when papers are due.",
    );
    let model = sheet.model();
    let meetings = all(model);
    let (past, coming): (Vec<_>, Vec<_>) = meetings.into_iter().partition(|dated| dated.date().last_day() < model.today);
    follow(sheet, Whose::All);
    let end = model.today.saturating_add(MONTHS_AHEAD.months());
    let near: Vec<Dated<'_>> = coming.iter().filter(|dated| dated.day <= end).copied().collect();
    if near.is_empty() {
        let none = words("No meeting is on record for the next twelve months.");
        sheet.section("next", "Coming meetings", vec![Block::Text { paragraphs: vec![none] }]);
    }
    let mut shown = 0;
    for (month, meetings) in by_month(&near) {
        if shown >= ENOUGH {
            break;
        }
        shown += meetings.len();
        month_section(sheet, month, &meetings, model.today);
    }
    years(sheet, "further", "By year", coming.iter().chain(&past).map(Dated::date));
}

/// The meetings of a year or of a month.
pub(super) fn of_period(sheet: &mut Sheet<'_>, period: Period) {
    let title = format!("Meetings in {}", period.title());
    sheet.begin("meetings", &title, "When every forum meets, with what was moved and what was cancelled.");
    let mut crumbs = vec![home_crumb(&sheet.point), Crumb { title: "Meetings".to_owned(), href: sheet.point.href("meetings") }];
    if period.year() != period {
        let href = sheet.point.href(&format!("meetings/{}", period.year().path()));
        crumbs.push(Crumb { title: period.year().title(), href });
    }
    crumbs.push(Crumb { title: period.title(), href: None });
    sheet.page.breadcrumb = crumbs;
    let all: Vec<Dated<'_>> = all(sheet.model()).into_iter().filter(|dated| period.holds(dated.date())).collect();
    let months: Vec<(Option<Period>, Vec<Dated<'_>>)> = by_month(&all);
    let in_months = period.year() == period && all.len() > MANY;
    if in_months {
        months_list(sheet, &months);
    }
    for (month, meetings) in months.iter().filter(|(month, _)| !in_months || month.is_none()) {
        month_section(sheet, *month, meetings, Date::MIN);
    }
}

/// The months of a year with their number of meetings.
fn months_list(sheet: &mut Sheet<'_>, months: &[(Option<Period>, Vec<Dated<'_>>)]) {
    let lines = months.iter().filter_map(|(month, meetings)| {
        let month = (*month)?;
        let href = sheet.point.href(&format!("meetings/{}", month.path()))?;
        Some(vec![Run::link(month.title(), href), Run::text(format!(": {}", meetings.len()))])
    });
    let lines: Vec<Words> = lines.collect();
    sheet.section("months", "By month", vec![Block::List { lines }]);
}

/// Meetings by the months in which they are, in their order; those of which only the year is known come first.
fn by_month<'m>(meetings: &[Dated<'m>]) -> Vec<(Option<Period>, Vec<Dated<'m>>)> {
    let mut months: Vec<(Option<Period>, Vec<Dated<'m>>)> = Vec::new();
    for dated in meetings {
        let month = Period::of(dated.date());
        match months.iter_mut().find(|(known, _)| *known == month) {
            Some((_, meetings)) => meetings.push(*dated),
            None => months.push((month, vec![*dated])),
        }
    }
    months
}

/// A month's meetings; on days before `from` nothing is told.
fn month_section(sheet: &mut Sheet<'_>, month: Option<Period>, meetings: &[Dated<'_>], from: Date) {
    let (id, title, around) = match month {
        Some(month) => (month.path().replace('/', "-"), month.title(), Around::Month),
        None => ("undated".to_owned(), "On a day that is not known yet".to_owned(), Around::Nothing),
    };
    let block = listed(sheet, &id, &format!("Meetings in {title}"), meetings, from, around);
    sheet.section(&id, &title, vec![block]);
}

/// The years in which there are meetings, with the way to each.
fn years(sheet: &mut Sheet<'_>, id: &str, title: &str, dates: impl Iterator<Item = PartialDate>) {
    let mut years: Vec<Period> = dates.map(|date| Period::Year(date.first_day().year())).collect();
    years.sort_unstable();
    let mut counted: Vec<(Period, usize)> = Vec::new();
    for year in years {
        match counted.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => counted.push((year, 1)),
        }
    }
    let lines = counted.iter().rev().filter_map(|(year, count)| {
        let href = sheet.point.href(&format!("meetings/{}", year.path()))?;
        Some(vec![Run::link(format!("All meetings in {}", year.title()), href), Run::text(format!(": {count}"))])
    });
    let lines: Vec<Words> = lines.collect();
    if !lines.is_empty() {
        sheet.section(id, title, vec![Block::List { lines }]);
    }
}

/// The meetings of one collaborative.
pub(super) fn of_collaborative(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let Some(id) = model.find(Kind::Meetings, &format!("{}/meetings", collaborative.address.id)) else { return };
    let Some(meetings) = model.entry::<Meetings>(id) else { return sheet.close(id, &[]) };
    follow(sheet, Whose::Collaborative(sheet.id_of(collaborative)));
    let mut own = model.dated_between(meetings, Date::MIN, model.today.saturating_add(MONTHS_AHEAD.months()));
    sort(&mut own);
    let (past, coming): (Vec<_>, Vec<_>) = own.into_iter().partition(|dated| dated.date().last_day() < model.today);
    if coming.is_empty() {
        let none = words("No meeting is on record for the next twelve months.");
        sheet.section("next", "Coming meetings", vec![Block::Text { paragraphs: vec![none] }]);
    } else {
        let block = listed(sheet, "next", "Meetings in the next twelve months", &coming, model.today, Around::Nothing);
        sheet.section("next", "Coming meetings", vec![block]);
    }
    series(sheet, meetings);
    attending(sheet, meetings);
    if !past.is_empty() {
        let latest: Vec<Dated<'_>> = past[past.len().saturating_sub(PAST_SHOWN)..].to_vec();
        let block = earlier(sheet, "past", "The latest that are past", &latest, Around::Nothing);
        sheet.section("past", "Past meetings", vec![block]);
    }
    sheet.close(id, &["series", "meetings"]);
}

/// When and where each forum meets by its rule.
fn series(sheet: &mut Sheet<'_>, meetings: Entry<'_, Meetings>) {
    let rows = meetings.fields.series.iter().map(|series| {
        let mut parts =
            vec![words(format!("{}, at {}", capital(&series.rule.to_string()), series.start.0.time().strftime("%H:%M")))];
        parts.extend(series.place.as_ref().map(words));
        parts.extend(series.link.as_ref().map(|url| vec![Run::outside(shown_url(url), url.to_string())]));
        parts.extend(series.public.map(|public| words(in_public(public).to_lowercase())));
        let forum = sheet.point.follow(meetings.record, &series.forum);
        Fact { label: forum.text, values: vec![joined(parts, ", ")] }
    });
    let rows: Vec<Fact> = rows.collect();
    if !rows.is_empty() {
        sheet.section("series", "How often they meet", vec![Block::Facts(Facts { rows, band: false })]);
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
        let lines = [("How to come", rules.attend()), ("Questions", rules.questions())];
        let values: Vec<Words> =
            lines.into_iter().filter_map(|(label, text)| Some(words(format!("{label}: {}", text?)))).collect();
        if !values.is_empty() {
            rows.push(Fact { label: forum.record.title(), values });
        }
    }
    rows.extend(whom_to_ask(sheet, meetings.record));
    if !rows.is_empty() {
        sheet.section("attending", "How to come, and how to ask", vec![Block::Facts(Facts { rows, band: false })]);
    }
}

/// The mailbox for questions of the public, else for those on how the collaborative is governed; `None` where there is none to publish.
pub(super) fn whom_to_ask(sheet: &Sheet<'_>, record: &Record) -> Option<Fact> {
    let model = sheet.model();
    let collaborative: Entry<'_, Collaborative> = model.collaborative_of(record).filter(|_| model.publishes_emails())?;
    let contact = collaborative.fields.contact.as_ref()?;
    let address = contact.public.as_ref().or(contact.governance.as_ref())?.value.to_string();
    Some(Fact::one("Whom to ask", vec![Run::link(address.clone(), format!("mailto:{address}"))]))
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn in_public(public: bool) -> &'static str {
    if public { "In public" } else { "Not in public" }
}

/// The meetings of a forum for its own page: what is coming, what was, and its calendar.
pub(super) fn of_forum(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) -> Vec<Block> {
    let model = sheet.model();
    let own = model.meetings_of(forum, model.today, model.today.saturating_add(FARTHEST.months()));
    let (past, mut coming): (Vec<_>, Vec<_>) = own.into_iter().partition(|dated| dated.date().last_day() < model.today);
    coming.truncate(SHOWN);
    let mut blocks = Vec::new();
    if !coming.is_empty() {
        blocks.push(listed(sheet, "next", "The next meetings", &coming, model.today, Around::Forum));
    }
    let latest: Vec<Dated<'_>> = past[past.len().saturating_sub(SHOWN)..].to_vec();
    if !latest.is_empty() {
        blocks.push(earlier(sheet, "past", "Past meetings on record, the latest first", &latest, Around::Forum));
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
    let mut coming: Vec<Dated<'_>> = forums
        .flat_map(|forum| model.meetings_of(forum, model.today, last))
        .filter(|dated| dated.date().last_day() >= model.today)
        .collect();
    sort(&mut coming);
    coming.truncate(SHOWN);
    let mut blocks = Vec::new();
    if !coming.is_empty() {
        blocks.push(listed(
            sheet,
            "meetings",
            "The next meetings of the forums on which it has a seat",
            &coming,
            model.today,
            Around::Nothing,
        ));
    }
    let line = calendar_line(sheet, Whose::Body(body));
    blocks.extend(line.map(|line| Block::Text { paragraphs: vec![line] }));
    sheet.section("meetings", "Its next meetings", blocks);
}

/// The way to a calendar, as a paragraph without a heading.
fn follow(sheet: &mut Sheet<'_>, whose: Whose) {
    let line = calendar_line(sheet, whose);
    sheet.blocks(line.map(|line| Block::Text { paragraphs: vec![line] }).into_iter().collect());
}

/// The way to a calendar; `None` where it holds no meeting. The page says in its head that there is one.
fn calendar_line(sheet: &mut Sheet<'_>, whose: Whose) -> Option<Words> {
    let path = calendar::path(sheet.model(), whose);
    let href = sheet.point.href(&path)?;
    let title = calendar::title(sheet.model(), whose);
    sheet.page.alternates.push(Alternate { title, href: href.clone(), media_type: "text/calendar" });
    Some(vec![
        Run::text("For your calendar: "),
        Run::link("calendar.ics", href),
        Run::text(". Open it once, or subscribe to its address and see every change."),
    ])
}

/// What a table of meetings need not say, since what stands around it does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Nothing.
    Nothing,
    /// Whose meetings they are.
    Forum,
    /// In which year and month.
    Month,
}

/// What a row tells: a meeting, or that one is no longer on its day.
#[derive(Clone, Copy)]
enum Row {
    Meeting,
    MovedAway(Date),
}

/// Meetings by their days, with the days from which one was moved as far as they are `from` some day on.
fn listed(sheet: &Sheet<'_>, id: &str, caption: &str, meetings: &[Dated<'_>], from: Date, around: Around) -> Block {
    let mut rows: Vec<(Date, Row, &Dated<'_>)> = meetings.iter().map(|dated| (dated.day, Row::Meeting, dated)).collect();
    rows.extend(meetings.iter().filter_map(|dated| match dated.moved_from()? {
        PartialDate::Day(day) if day >= from => Some((day, Row::MovedAway(day), dated)),
        _ => None,
    }));
    rows.sort_by_key(|(day, _, dated)| (*day, dated.time(), dated.forum));
    let rows = rows.iter().map(|(_, row, dated)| cells(sheet, *row, dated, around));
    as_table(id, caption, rows.collect(), around)
}

/// Past meetings, the latest first.
fn earlier(sheet: &Sheet<'_>, id: &str, caption: &str, meetings: &[Dated<'_>], around: Around) -> Block {
    let rows = meetings.iter().rev().map(|dated| cells(sheet, Row::Meeting, dated, around));
    as_table(id, caption, rows.collect(), around)
}

fn as_table(id: &str, caption: &str, rows: Vec<Vec<Words>>, around: Around) -> Block {
    if around == Around::Forum {
        table(id, caption, &["Day", "Time", "Where", "Public", "Papers due", "Notes"], rows)
    } else {
        table(id, caption, &["Day", "Time", "Forum", "Where", "Public", "Papers due", "Notes"], rows)
    }
}

fn cells(sheet: &Sheet<'_>, row: Row, dated: &Dated<'_>, around: Around) -> Vec<Words> {
    let (model, point) = (sheet.model(), &sheet.point);
    let mut forum = Vec::new();
    if around != Around::Forum {
        let mut line = vec![dated.forum.map_or_else(unpublished, |id| point.link(id))];
        let collaborative = model.collaborative_of(dated.record);
        line.extend(collaborative.into_iter().flat_map(|own| [Run::text(", "), point.link_short(own.id)]));
        forum.push(line);
    }
    let mut cells = vec![day(row, dated, around)];
    if let Row::MovedAway(_) = row {
        cells.push(Words::new());
        cells.extend(forum);
        cells.extend([Words::new(), Words::new(), Words::new(), vec![Run::text("moved to "), point.date(dated.date())]]);
        return cells;
    }
    let public = model.open_to_public(dated).map_or_else(Words::new, |public| words(in_public(public)));
    let due = model.papers_due(dated).map_or_else(Words::new, |due| {
        let in_year = around == Around::Month && due.year() == dated.day.year();
        vec![if in_year { Run::date(due.strftime("%-d %B").to_string(), due.to_string()) } else { point.day(due) }]
    });
    cells.push(time(model, dated));
    cells.extend(forum);
    cells.extend([place(dated), public, due, notes(sheet, dated)]);
    cells
}

/// The day with its weekday, and whether it still stands.
fn day(row: Row, dated: &Dated<'_>, around: Around) -> Words {
    let (date, mark) = match row {
        Row::MovedAway(day) => (PartialDate::Day(day), Some(Run::label("moved", "ended"))),
        Row::Meeting if !dated.takes_place() => (dated.date(), Some(Run::label("cancelled", "ended"))),
        Row::Meeting => (dated.date(), dated.moved_from().map(|_| Run::label("new day", "warning"))),
    };
    let text = match date {
        PartialDate::Day(day) if around == Around::Month => day.strftime("%A %-d %B").to_string(),
        PartialDate::Day(day) => format!("{} {}", day.strftime("%A"), long_date(day)),
        date => date.to_string(),
    };
    let mut line = vec![Run::date(text, date.iso())];
    line.extend(mark.into_iter().flat_map(|mark| [Run::text(" "), mark]));
    line
}

/// The time of day; with its zone where that is not the handbook's.
fn time(model: &Model, dated: &Dated<'_>) -> Words {
    let Some(time) = dated.time() else { return Words::new() };
    let usual = model.handbook().and_then(|handbook| handbook.time_zone.as_deref());
    let zone = dated.zone().filter(|zone| usual.is_some_and(|usual| usual != *zone));
    let zone = zone.map_or_else(String::new, |zone| format!(" ({})", zone_name(zone)));
    words(format!("{}{zone}", time.strftime("%H:%M")))
}

/// A time zone as people read it: by its city.
fn zone_name(zone: &str) -> String {
    match zone.rsplit('/').next().unwrap_or(zone) {
        "UTC" => "UTC".to_owned(),
        city => format!("{} time", city.replace('_', " ")),
    }
}

fn place(dated: &Dated<'_>) -> Words {
    let parts = [dated.place().map(words), dated.link().map(|url| vec![Run::outside(shown_url(url), url)])];
    joined(parts.into_iter().flatten().collect(), ", ")
}

fn notes(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let Some(own) = dated.own else { return Words::new() };
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(dated.moved_from().map(|from| vec![Run::text("in place of "), sheet.point.date(from)]));
    parts.extend(own.papers.as_ref().map(|url| vec![Run::outside("papers", url.to_string())]));
    parts.extend(own.minutes.as_ref().map(|url| vec![Run::outside("minutes", url.to_string())]));
    let note = own.note.as_ref().map(words);
    joined([joined(parts, ", ")].into_iter().chain(note).collect(), ". ")
}

/// The way to the page of meetings of a record's collaborative; `None` where it has none.
fn page_of(sheet: &Sheet<'_>, record: &Record) -> Option<Run> {
    let collaborative = sheet.model().collaborative_of(record)?;
    let href = sheet.point.href(&address::part(collaborative.record, Part::Meetings))?;
    Some(Run::link(format!("All meetings of {}", collaborative.record.short_title()), href))
}
