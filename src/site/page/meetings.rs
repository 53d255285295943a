//! When forums meet: by month, what is coming first; moved and cancelled meetings as such, and how one can come.

use jiff::ToSpan;
use jiff::civil::Date;

use super::super::address::{self, Part};
use super::super::calendar::{self, Whose};
use super::super::period::{self, MANY, Period};
use super::super::view::{Alternate, Block, Crumb, Fact, Facts, Run, Words, words};
use super::super::viewpoint::{joined, shown_url};
use super::sheet::Sheet;
use super::{home_crumb, table};
use crate::model::calendar::{Dated, MONTHS_AHEAD};
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::date::PartialDate;
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
    let (title, summary) = (sheet.say("meetings.title"), sheet.say("meetings.summary"));
    sheet.begin("meetings", &title, &summary);
    let model = sheet.model();
    let meetings = all(model);
    let (past, coming): (Vec<_>, Vec<_>) = meetings.into_iter().partition(|dated| dated.date().last_day() < model.today);
    follow(sheet, Whose::All);
    let end = model.today.saturating_add(MONTHS_AHEAD.months());
    let near: Vec<Dated<'_>> = coming.iter().filter(|dated| dated.day <= end).copied().collect();
    if near.is_empty() {
        let (title, none) = (sheet.say("meetings.coming"), words(sheet.say("meetings.none")));
        sheet.section("next", &title, vec![Block::Text { paragraphs: vec![none] }]);
    }
    let mut shown = 0;
    for (month, meetings) in by_month(&near) {
        if shown >= ENOUGH {
            break;
        }
        shown += meetings.len();
        month_section(sheet, month, &meetings, model.today);
    }
    years(sheet, coming.iter().chain(&past).map(Dated::date));
}

/// The meetings of a year or of a month.
pub(super) fn of_period(sheet: &mut Sheet<'_>, period: Period) {
    let name = sheet.point.period_text(period);
    let title = sheet.say_with("meetings.in-period", &[("period", name.as_str().into())]);
    let summary = sheet.say("meetings.period-summary");
    sheet.begin("meetings", &title, &summary);
    let mut crumbs =
        vec![home_crumb(&sheet.point), Crumb { title: sheet.say("meetings.title"), href: sheet.point.href("meetings") }];
    if period.year() != period {
        let href = sheet.point.href(&format!("meetings/{}", period.year().path()));
        crumbs.push(Crumb { title: sheet.point.period_text(period.year()), href });
    }
    crumbs.push(Crumb { title: name, href: None });
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
        let name = Run::link(sheet.point.period_text(month), href);
        Some(sheet.runs("lists.labelled", &[("label", name.into()), ("value", meetings.len().into())]))
    });
    let lines: Vec<Words> = lines.collect();
    let title = sheet.say("meetings.by-month");
    sheet.section("months", &title, vec![Block::List { lines }]);
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
        Some(month) => (month.path().replace('/', "-"), sheet.point.period_text(month), Around::Month),
        None => ("undated".to_owned(), sheet.say("meetings.undated"), Around::Nothing),
    };
    let caption = sheet.say_with("meetings.in-period", &[("period", title.as_str().into())]);
    let block = listed(sheet, &id, if month.is_some() { &caption } else { &title }, meetings, from, around);
    sheet.section(&id, &title, vec![block]);
}

/// The years in which there are meetings, with the way to each.
fn years(sheet: &mut Sheet<'_>, dates: impl Iterator<Item = PartialDate>) {
    let lines = period::years(dates).into_iter().filter_map(|(year, count)| {
        let href = sheet.point.href(&format!("meetings/{}", year.path()))?;
        let name = sheet.point.period_text(year);
        let title = sheet.say_with("meetings.all-in", &[("period", name.as_str().into())]);
        let title = Run::link(title, href);
        Some(sheet.runs("lists.labelled", &[("label", title.into()), ("value", count.into())]))
    });
    let lines: Vec<Words> = lines.collect();
    if !lines.is_empty() {
        let title = sheet.say("meetings.by-year");
        sheet.section("years", &title, vec![Block::List { lines }]);
    }
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

/// When a collaborative's forums meet: what is to come, the rules that say so, how the public can come, what was.
pub(super) fn calendar(sheet: &mut Sheet<'_>, meetings: Entry<'_, Meetings>) {
    let model = sheet.model();
    let mut own = model.dated_between(meetings, Date::MIN, model.today.saturating_add(MONTHS_AHEAD.months()));
    sort(&mut own);
    let (past, coming): (Vec<_>, Vec<_>) = own.into_iter().partition(|dated| dated.date().last_day() < model.today);
    if coming.is_empty() {
        let (title, none) = (sheet.say("meetings.coming"), words(sheet.say("meetings.none")));
        sheet.section("next", &title, vec![Block::Text { paragraphs: vec![none] }]);
    } else {
        let (title, caption) = (sheet.say("meetings.coming"), sheet.say("meetings.coming-caption"));
        let block = listed(sheet, "next", &caption, &coming, model.today, Around::Nothing);
        sheet.section("next", &title, vec![block]);
    }
    series(sheet, meetings);
    attending(sheet, meetings);
    if !past.is_empty() {
        let latest: Vec<Dated<'_>> = past[past.len().saturating_sub(PAST_SHOWN)..].to_vec();
        let (title, caption) = (sheet.say("meetings.past"), sheet.say("meetings.past-caption"));
        let block = earlier(sheet, "past", &caption, &latest, Around::Nothing);
        sheet.section("past", &title, vec![block]);
    }
}

/// When and where each forum meets by its rule.
fn series(sheet: &mut Sheet<'_>, meetings: Entry<'_, Meetings>) {
    let rows = meetings.fields.series.iter().map(|series| {
        let rule = capital(&sheet.point.phrases().recurrence(&series.rule));
        let time = series.start.0.time().strftime("%H:%M").to_string();
        let mut parts = vec![words(sheet.say_with("meetings.rule-at", &[("rule", rule.into()), ("time", time.into())]))];
        parts.extend(series.place.as_ref().map(words));
        parts.extend(series.link.as_ref().map(|url| vec![Run::outside(shown_url(url), url.to_string())]));
        parts.extend(series.public.map(|public| words(in_public(sheet, public).to_lowercase())));
        let forum = sheet.point.follow(meetings.record, &series.forum);
        Fact { label: forum.text, values: vec![sheet.point.listed(parts)] }
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
            rows.push(Fact { label: forum.record.title(), values });
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

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn in_public(sheet: &Sheet<'_>, public: bool) -> String {
    sheet.say(if public { "meetings.in-public" } else { "meetings.not-in-public" })
}

/// The meetings of a forum for its own page: what is coming, what was, and its calendar.
pub(super) fn of_forum(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) -> Vec<Block> {
    let model = sheet.model();
    let own = model.meetings_of(forum, model.today, model.today.saturating_add(FARTHEST.months()));
    let (past, mut coming): (Vec<_>, Vec<_>) = own.into_iter().partition(|dated| dated.date().last_day() < model.today);
    coming.truncate(SHOWN);
    let mut blocks = Vec::new();
    if !coming.is_empty() {
        blocks.push(listed(sheet, "next", &sheet.say("meetings.next"), &coming, model.today, Around::Forum));
    }
    let latest: Vec<Dated<'_>> = past[past.len().saturating_sub(SHOWN)..].to_vec();
    if !latest.is_empty() {
        blocks.push(earlier(sheet, "past", &sheet.say("meetings.past-of-forum"), &latest, Around::Forum));
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
        let caption = sheet.say("meetings.next-of-body-caption");
        blocks.push(listed(sheet, "meetings", &caption, &coming, model.today, Around::Nothing));
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
    as_table(sheet, id, caption, rows.collect(), around)
}

/// Past meetings, the latest first.
fn earlier(sheet: &Sheet<'_>, id: &str, caption: &str, meetings: &[Dated<'_>], around: Around) -> Block {
    let rows = meetings.iter().rev().map(|dated| cells(sheet, Row::Meeting, dated, around));
    as_table(sheet, id, caption, rows.collect(), around)
}

fn as_table(sheet: &Sheet<'_>, id: &str, caption: &str, rows: Vec<Vec<Words>>, around: Around) -> Block {
    let mut columns = vec![sheet.say("meetings.column-day"), sheet.say("meetings.column-time")];
    if around != Around::Forum {
        columns.push(sheet.say("meetings.column-forum"));
    }
    columns.extend([
        sheet.say("meetings.column-where"),
        sheet.say("meetings.column-public"),
        sheet.say("meetings.column-papers"),
        sheet.say("meetings.column-notes"),
    ]);
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    table(id, caption, &columns, rows)
}

fn cells(sheet: &Sheet<'_>, row: Row, dated: &Dated<'_>, around: Around) -> Vec<Words> {
    let (model, point) = (sheet.model(), &sheet.point);
    let mut forum = Vec::new();
    if around != Around::Forum {
        let mut parts = vec![vec![dated.forum.map_or_else(|| point.unpublished(), |id| point.link(id))]];
        parts.extend(model.collaborative_of(dated.record).map(|own| vec![point.link_short(own.id)]));
        forum.push(point.listed(parts));
    }
    let mut cells = vec![day(sheet, row, dated, around)];
    if let Row::MovedAway(_) = row {
        cells.push(Words::new());
        cells.extend(forum);
        cells.extend([
            Words::new(),
            Words::new(),
            Words::new(),
            point.runs("meetings.moved-to", &[("day", point.date(dated.date()).into())]),
        ]);
        return cells;
    }
    let public = model.open_to_public(dated).map_or_else(Words::new, |public| words(in_public(sheet, public)));
    let due = model.papers_due(dated).map_or_else(Words::new, |due| {
        let in_year = around == Around::Month && due.year() == dated.day.year();
        vec![if in_year { Run::date(point.phrases().month_day(due), due.to_string()) } else { point.day(due) }]
    });
    cells.push(time(sheet, dated));
    cells.extend(forum);
    cells.extend([place(sheet, dated), public, due, notes(sheet, dated)]);
    cells
}

/// The day with its weekday, and whether it still stands.
fn day(sheet: &Sheet<'_>, row: Row, dated: &Dated<'_>, around: Around) -> Words {
    let phrases = sheet.point.phrases();
    let mark = |key, tone| Some(Run::label(sheet.say(key), tone));
    let (date, mark) = match row {
        Row::MovedAway(day) => (PartialDate::Day(day), mark("meetings.moved", "ended")),
        Row::Meeting if !dated.takes_place() => (dated.date(), mark("meetings.cancelled", "ended")),
        Row::Meeting => (dated.date(), dated.moved_from().and_then(|_| mark("meetings.new-day", "warning"))),
    };
    let text = match date {
        PartialDate::Day(day) if around == Around::Month => phrases.week_day_of_month(day),
        PartialDate::Day(day) => phrases.week_day(day),
        date => phrases.date(date),
    };
    let mut line = vec![Run::date(text, date.iso())];
    line.extend(mark.into_iter().flat_map(|mark| [Run::text(" "), mark]));
    line
}

/// The time of day; with its zone where that is not the handbook's.
fn time(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let Some(time) = dated.time() else { return Words::new() };
    let time = time.strftime("%H:%M").to_string();
    let usual = sheet.model().handbook().and_then(|handbook| handbook.time_zone.as_deref());
    let zone = dated.zone().filter(|zone| usual.is_some_and(|usual| usual != *zone));
    let Some(zone) = zone else { return words(time) };
    // A zone is named by its city.
    let zone = match zone.rsplit('/').next().unwrap_or(zone) {
        "UTC" => "UTC".to_owned(),
        city => sheet.say_with("meetings.zone-of-city", &[("city", city.replace('_', " ").into())]),
    };
    words(sheet.say_with("meetings.time-in", &[("time", time.into()), ("zone", zone.into())]))
}

fn place(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let parts = [dated.place().map(words), dated.link().map(|url| vec![Run::outside(shown_url(url), url)])];
    sheet.point.listed(parts.into_iter().flatten().collect())
}

fn notes(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let Some(own) = dated.own else { return Words::new() };
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(dated.moved_from().map(|from| sheet.runs("meetings.in-place-of", &[("day", sheet.point.date(from).into())])));
    parts.extend(own.papers.as_ref().map(|url| vec![Run::outside(sheet.say("meetings.papers"), url.to_string())]));
    parts.extend(own.minutes.as_ref().map(|url| vec![Run::outside(sheet.say("meetings.minutes"), url.to_string())]));
    let note = own.note.as_ref().map(words);
    joined([sheet.point.listed(parts)].into_iter().chain(note).collect(), ". ")
}

/// The way to the page of meetings of a record's collaborative; `None` where it has none.
fn page_of(sheet: &Sheet<'_>, record: &Record) -> Option<Run> {
    let collaborative = sheet.model().collaborative_of(record)?;
    let href = sheet.point.href(&address::part(collaborative.record, Part::Meetings))?;
    let name = collaborative.record.short_title();
    Some(Run::link(sheet.say_with("meetings.all-of", &[("collaborative", name.into())]), href))
}
