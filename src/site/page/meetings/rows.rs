//! Meetings as rows of tables: what stands on which day, and what of it one should know.

use super::super::sheet::Sheet;
use super::super::table;
use crate::model::Model;
use crate::model::calendar::Dated;
use crate::record::date::PartialDate;
use crate::site::view::{Block, Run, Words, words};
use crate::site::viewpoint::{joined, shown_url};

/// What a table of meetings need not say, since what stands around it does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Around {
    /// Nothing.
    Nothing,
    /// Whose meetings they are.
    Forum,
    /// In which year and month.
    Month,
}

/// A meeting on its day, or that one is no longer on a day.
#[derive(Clone, Copy)]
pub(super) struct Row<'m> {
    /// The day, as far as it is known.
    pub date: PartialDate,
    /// Whether the meeting was moved away from that day.
    pub away: bool,
    /// The meeting.
    pub dated: Dated<'m>,
}

/// A row for each meeting, and one for each day from which one was moved; by their days. Those of a forum that is not published are left
/// out.
pub(super) fn rows<'m>(meetings: impl IntoIterator<Item = Dated<'m>>) -> Vec<Row<'m>> {
    let mut rows: Vec<Row<'m>> = Vec::new();
    for dated in meetings.into_iter().filter(|dated| dated.forum.is_some()) {
        rows.push(Row { date: dated.date(), away: false, dated });
        rows.extend(dated.moved_from().map(|date| Row { date, away: true, dated }));
    }
    rows.sort_by_key(|row| (row.date.first_day(), row.dated.time(), row.dated.forum, row.away));
    rows
}

/// A table of meetings.
pub(super) fn of_meetings<'r, 'm: 'r>(
    sheet: &Sheet<'_>,
    id: &str,
    caption: &str,
    rows: impl IntoIterator<Item = &'r Row<'m>>,
    around: Around,
) -> Block {
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
    table(id, caption, &columns, rows.into_iter().map(|row| cells(sheet, row, around)).collect())
}

fn cells(sheet: &Sheet<'_>, row: &Row<'_>, around: Around) -> Vec<Words> {
    let (model, point, dated) = (sheet.model(), &sheet.point, &row.dated);
    let mut forum = Vec::new();
    if around != Around::Forum {
        let mut line = vec![dated.forum.map_or_else(|| sheet.point.unpublished(), |id| point.link(id))];
        let collaborative = model.collaborative_of(dated.record);
        line.extend(collaborative.into_iter().flat_map(|own| [Run::text(", "), point.link_short(own.id)]));
        forum.push(line);
    }
    let mut cells = vec![day(sheet, row, around)];
    if row.away {
        let moved = point.runs("meetings.moved-to", &[("day", point.date(dated.date()).into())]);
        cells.push(Words::new());
        cells.extend(forum);
        cells.extend([Words::new(), Words::new(), Words::new(), moved]);
        return cells;
    }
    let public = model.open_to_public(dated);
    let public = public.map(|public| sheet.say(if public { "meetings.in-public" } else { "meetings.not-in-public" }));
    let due = model.papers_due(dated).map_or_else(Words::new, |due| {
        let in_year = around == Around::Month && due.year() == dated.day.year();
        vec![if in_year { Run::date(point.phrases().month_day(due), due.to_string()) } else { point.day(due) }]
    });
    cells.push(time(sheet, dated));
    cells.extend(forum);
    cells.extend([place(model, dated), public.map_or_else(Words::new, words), due, notes(sheet, dated)]);
    cells
}

/// The day with its weekday, and whether it still stands.
fn day(sheet: &Sheet<'_>, row: &Row<'_>, around: Around) -> Words {
    let phrases = sheet.point.phrases();
    let text = match row.date {
        PartialDate::Day(day) if around == Around::Month => phrases.week_day_of_month(day),
        PartialDate::Day(day) => phrases.week_day(day),
        date => phrases.date(date),
    };
    let mark = match row.away {
        true => Some(Run::label(sheet.say("meetings.moved"), "ended")),
        false if !row.dated.takes_place() => Some(Run::label(sheet.say("meetings.cancelled"), "ended")),
        false => row.dated.moved_from().map(|_| Run::label(sheet.say("meetings.new-day"), "warning")),
    };
    let mut line = vec![Run::date(text, row.date.iso())];
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

fn place(model: &Model, dated: &Dated<'_>) -> Words {
    let parts = [dated.place().map(words), model.link_of(dated).map(|url| vec![Run::outside(shown_url(url), url)])];
    joined(parts.into_iter().flatten().collect(), ", ")
}

fn notes(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let Some(own) = dated.own else { return Words::new() };
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(dated.moved_from().map(|from| sheet.runs("meetings.in-place-of", &[("day", sheet.point.date(from).into())])));
    parts.extend(own.papers.as_ref().map(|url| vec![Run::outside(sheet.say("meetings.papers"), url.to_string())]));
    parts.extend(own.minutes.as_ref().map(|url| vec![Run::outside(sheet.say("meetings.minutes"), url.to_string())]));
    let note = own.note.as_ref().map(words);
    joined([joined(parts, ", ")].into_iter().chain(note).collect(), ". ")
}
