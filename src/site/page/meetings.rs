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
    sheet.begin("meetings", sheet.say("meetings.title"), sheet.say("meetings.summary"));
    let model = sheet.model();
    let all: Vec<Dated<'_>> = model.all::<Meetings>().flat_map(|meetings| model.dated(meetings)).collect();
    show(sheet, all);
}

/// The meetings of one collaborative.
pub(super) fn of_collaborative(sheet: &mut Sheet<'_>, collaborative: &Record) {
    let model = sheet.model();
    let Some(id) = model.find(Kind::Meetings, &format!("{}/meetings", collaborative.address.id)) else { return };
    let Some(meetings) = model.entry::<Meetings>(id) else { return sheet.close(id, &[]) };
    let rows: Vec<Fact> = meetings
        .fields
        .series
        .iter()
        .map(|series| {
            let rule = capital(&sheet.point.phrases().recurrence(&series.rule));
            let time = series.start.0.time().strftime("%H:%M").to_string();
            let mut parts = vec![words(sheet.say_with("meetings.rule-at", &[("rule", rule.into()), ("time", time.into())]))];
            parts.extend(series.place.as_ref().map(|place| words(place.clone())));
            parts.extend(series.link.as_ref().map(|url| vec![Run::outside(shown_url(url), url.to_string())]));
            parts.extend(series.public.map(|public| words(sheet.say(public_key(public)))));
            let line = sheet.point.listed(parts);
            let forum = sheet.point.follow(meetings.record, &series.forum);
            Fact { label: forum.text, values: vec![line] }
        })
        .collect();
    sheet.facts(rows, false);
    let all = sheet.model().dated(meetings);
    show(sheet, all);
    sheet.close(id, &["series", "meetings"]);
}

/// Whether the public may be there, by the key of its phrase.
fn public_key(public: bool) -> &'static str {
    if public { "meetings.in-public" } else { "meetings.not-in-public" }
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
    (!rows.is_empty()).then(|| {
        let columns = ["meetings.day", "meetings.time-and-place", "meetings.papers-due", "meetings.notes"];
        table("next", sheet.say("meetings.next-of-forum"), &sheet.say_each(&columns), rows)
    })
}

fn show(sheet: &mut Sheet<'_>, mut all: Vec<Dated<'_>>) {
    all.sort_by_key(|dated| (dated.day, dated.forum));
    let today = sheet.model().today;
    let (past, next): (Vec<_>, Vec<_>) = all.into_iter().partition(|dated| dated.day < today);
    let columns =
        sheet.say_each(&["meetings.day", "meetings.forum", "meetings.time-and-place", "meetings.papers-due", "meetings.notes"]);
    for (id, title, caption, dated) in [
        ("next", "meetings.next", "meetings.next-caption", next),
        ("past", "meetings.past", "meetings.past-caption", past.into_iter().rev().collect()),
    ] {
        let (title, caption) = (sheet.say(title), sheet.say(caption));
        let rows: Vec<Vec<Words>> = dated.iter().map(|dated| row(sheet, dated, true)).collect();
        if rows.is_empty() && id == "next" {
            sheet.section(id, title, vec![Block::Text { paragraphs: vec![words(sheet.say("meetings.none"))] }]);
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
        day.extend([Run::text(" "), Run::label(sheet.say("meetings.cancelled"), "ended")]);
    }
    let papers_before = forum.and_then(|forum| forum.fields.meetings.as_ref()).and_then(|rules| rules.papers);
    let due = papers_before.filter(|_| !cancelled).map_or_else(Words::new, |before| vec![point.day(before.before(dated.day))]);
    let mut cells = vec![day];
    if with_forum {
        let mut parts = vec![vec![dated.forum.map_or_else(|| point.unpublished(), |id| point.link(id))]];
        parts.extend(model.collaborative_of(dated.record).map(|collaborative| vec![point.link_short(collaborative.id)]));
        cells.push(point.listed(parts));
    }
    cells.extend([time_and_place(sheet, dated), due, notes(sheet, dated)]);
    cells
}

fn time_and_place(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let time = dated
        .own
        .and_then(|own| own.at.clone())
        .or_else(|| dated.series.map(|series| series.start.0.time().strftime("%H:%M").to_string()));
    let place = dated.own.and_then(|own| own.place.clone()).or_else(|| dated.series.and_then(|series| series.place.clone()));
    let public = dated.own.and_then(|own| own.public).or_else(|| dated.series.and_then(|series| series.public));
    let public = public.map(|public| sheet.say(public_key(public)));
    words([time, place, public].into_iter().flatten().collect::<Vec<_>>().join(&sheet.say("lists.comma")))
}

fn notes(sheet: &Sheet<'_>, dated: &Dated<'_>) -> Words {
    let Some(own) = dated.own else { return Words::new() };
    let mut parts: Vec<Words> = Vec::new();
    if let Some(instead) = own.instead_of.filter(|_| !own.cancelled) {
        parts.push(sheet.runs("meetings.in-place-of", &[("date", sheet.point.date(instead.date).into())]));
    }
    parts.extend(own.papers.as_ref().map(|url| vec![Run::outside(sheet.say("meetings.link-papers"), url.to_string())]));
    parts.extend(own.minutes.as_ref().map(|url| vec![Run::outside(sheet.say("meetings.link-minutes"), url.to_string())]));
    sheet.point.listed(parts)
}
