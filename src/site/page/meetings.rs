//! When forums meet: reckoned from recurrence rules, with what was moved and cancelled.

use super::super::view::{Block, Fact, Run, Words, words};
use super::super::viewpoint::shown_url;
use super::sheet::Sheet;
use super::table;
use crate::model::Entry;
use crate::model::calendar::Dated;
use crate::record::Record;

use crate::record::kind::{Forum, Kind, Meetings};

/// How many meetings a forum's own page shows.
const SHOWN_ON_FORUM: usize = 6;

/// All meetings of the handbook.
pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("meetings", "Meetings", "The meetings of every forum in the next twelve months, and those on record.");
    let model = sheet.model();
    let all: Vec<Dated<'_>> = model.all::<Meetings>().flat_map(|meetings| model.dated(meetings)).collect();
    show(sheet, all);
}

/// The meetings of one collaborative.
pub(super) fn of_collaborative(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let Some(id) = model.find(Kind::Meetings, &format!("{}/meetings", collaborative.address.id)) else { return };
    let Some(meetings) = model.entry::<Meetings>(id) else { return sheet.close(id, &[]) };
    calendar(sheet, meetings);
    sheet.close(id, &["series", "meetings"]);
}

/// When a collaborative's forums meet, as a rule and day by day.
pub(super) fn calendar(sheet: &mut Sheet<'_>, meetings: Entry<'_, Meetings>) {
    let rows: Vec<Fact> = meetings
        .fields
        .series
        .iter()
        .map(|series| {
            let mut line =
                words(format!("{}, at {}", capital(&series.rule.to_string()), series.start.0.time().strftime("%H:%M")));
            line.extend(series.place.as_ref().map(|place| Run::text(format!(", {place}"))));
            line.extend(
                series
                    .link
                    .as_ref()
                    .map(|url| [Run::text(", "), Run::outside(shown_url(url), url.to_string())])
                    .into_iter()
                    .flatten(),
            );
            line.extend(series.public.map(|public| Run::text(if public { ", in public" } else { ", not in public" })));
            let forum = sheet.point.follow(meetings.record, &series.forum);
            Fact { label: forum.text, values: vec![line] }
        })
        .collect();
    sheet.facts(rows, false);
    let all = sheet.model().dated(meetings);
    show(sheet, all);
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The next meetings of a forum, for its own page.
pub(super) fn next_of(sheet: &Sheet<'_>, forum: Entry<'_, Forum>) -> Option<Block> {
    let model = sheet.model();
    let collaborative = forum.record.address.collaborative.as_deref()?;
    let meetings = model.entry::<Meetings>(model.find(Kind::Meetings, &format!("{collaborative}/meetings"))?)?;
    let mut own: Vec<Dated<'_>> = sheet
        .model()
        .dated(meetings)
        .into_iter()
        .filter(|dated| dated.forum == Some(forum.id) && dated.day >= model.today)
        .collect();
    own.truncate(SHOWN_ON_FORUM);
    let rows: Vec<Vec<Words>> = own.iter().map(|dated| row(sheet, dated, false)).collect();
    (!rows.is_empty()).then(|| table("next", "The next meetings", &["Day", "Time and place", "Papers due", "Notes"], rows))
}

fn show(sheet: &mut Sheet<'_>, mut all: Vec<Dated<'_>>) {
    all.sort_by_key(|dated| (dated.day, dated.forum));
    let today = sheet.model().today;
    let (past, next): (Vec<_>, Vec<_>) = all.into_iter().partition(|dated| dated.day < today);
    let columns = ["Day", "Forum", "Time and place", "Papers due", "Notes"];
    for (id, title, caption, dated) in [
        ("next", "Coming meetings", "Meetings in the next twelve months", next),
        ("past", "Past meetings on record", "Meetings on record, the latest first", past.into_iter().rev().collect()),
    ] {
        let rows: Vec<Vec<Words>> = dated.iter().map(|dated| row(sheet, dated, true)).collect();
        if rows.is_empty() && id == "next" {
            sheet.section(
                id,
                title,
                vec![Block::Text { paragraphs: vec![words("No meeting is on record for the next twelve months.")] }],
            );
        } else if !rows.is_empty() {
            sheet.section(id, title, vec![table(id, caption, &columns, rows)]);
        }
    }
}

fn row(sheet: &Sheet<'_>, dated: &Dated<'_>, with_forum: bool) -> Vec<Words> {
    let (model, point) = (sheet.model(), &sheet.point);
    let forum = dated.forum.and_then(|id| model.entry::<Forum>(id));
    let mut day = vec![point.day(dated.day)];
    let cancelled = dated.own.is_some_and(|own| own.cancelled);
    if cancelled {
        day.extend([Run::text(" "), Run::label("cancelled", "ended")]);
    }
    let papers_before = forum.and_then(|forum| forum.fields.meetings.as_ref()).and_then(|rules| rules.papers);
    let due = papers_before.filter(|_| !cancelled).map_or_else(Words::new, |before| vec![point.day(before.before(dated.day))]);
    let mut cells = vec![day];
    if with_forum {
        let mut line = vec![dated.forum.map_or_else(super::super::viewpoint::unpublished, |id| point.link(id))];
        let collaborative = model.collaborative_of(dated.record);
        line.extend(
            collaborative.map(|collaborative| [Run::text(", "), point.link_short(collaborative.id)]).into_iter().flatten(),
        );
        cells.push(line);
    }
    cells.extend([time_and_place(dated), due, notes(sheet, dated)]);
    cells
}

fn time_and_place(dated: &Dated<'_>) -> Words {
    let time = dated
        .own
        .and_then(|own| own.at.clone())
        .or_else(|| dated.series.map(|series| series.start.0.time().strftime("%H:%M").to_string()));
    let place = dated.own.and_then(|own| own.place.clone()).or_else(|| dated.series.and_then(|series| series.place.clone()));
    let public = dated.own.and_then(|own| own.public).or_else(|| dated.series.and_then(|series| series.public));
    let public = public.map(|public| if public { "in public".to_owned() } else { "not in public".to_owned() });
    words([time, place, public].into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn notes(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let Some(own) = dated.own else { return Words::new() };
    let mut parts: Vec<Words> = Vec::new();
    if let Some(instead) = own.instead_of.filter(|_| !own.cancelled) {
        parts.push(vec![Run::text("in place of "), sheet.point.date(instead.date)]);
    }
    parts.extend(own.papers.as_ref().map(|url| vec![Run::outside("papers", url.to_string())]));
    parts.extend(own.minutes.as_ref().map(|url| vec![Run::outside("minutes", url.to_string())]));
    super::super::viewpoint::joined(parts, ", ")
}
