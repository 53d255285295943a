//! Calendars: when forums meet, as files that the calendars of readers take in (RFC 5545). Each meeting stands in them by itself, so that
//! one which was moved or cancelled needs no second rule; it keeps its name whatever becomes of it. Knows no clock: a file is made as of
//! the site's day.

mod text;
mod zone;

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

use super::{Site, address};
use crate::model::calendar::Dated;
use crate::model::{Entry, Model, RecordId};
use crate::record::date::PartialDate;
use crate::record::kind::{Forum, Meetings};

use text::Text;
use zone::Zone;

/// How far back calendars reach, in months.
const MONTHS_BACK: i32 = 3;

/// How far ahead calendars reach, in months.
const MONTHS_AHEAD: i32 = 24;

/// Whose meetings a calendar holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// All of the handbook.
    All,
    /// Those of a collaborative's forums.
    Collaborative(RecordId),
    /// Those of one forum, with the days on which its papers are due.
    Forum(RecordId),
    /// Those of the forums on which a body has a seat.
    Body(RecordId),
}

/// What the file of a calendar is called.
pub(super) const FILE: &str = "calendar.ics";

/// The address of a calendar: beside the page that shows the same meetings.
pub(super) fn path(model: &Model, whose: Whose) -> String {
    let beside = match whose {
        Whose::All => "meetings".to_owned(),
        Whose::Collaborative(id) => address::part(model.record(id), address::Part::Meetings),
        Whose::Forum(id) | Whose::Body(id) => address::of(model.record(id)).unwrap_or_default(),
    };
    format!("{beside}/{FILE}")
}

/// Every calendar in which a meeting stands.
pub(super) fn all(model: &Model) -> Vec<Whose> {
    let (first, last) = reach(model);
    let mut forums = BTreeSet::new();
    for meetings in model.all::<Meetings>() {
        let dated = model.dated_between(meetings, first, last);
        forums.extend(dated.iter().filter(|dated| stands(dated, first, last)).filter_map(|dated| dated.forum));
    }
    if forums.is_empty() {
        return Vec::new();
    }
    let mut bodies: BTreeSet<RecordId> = BTreeSet::new();
    let mut collaboratives: BTreeSet<RecordId> = BTreeSet::new();
    for forum in forums.iter().filter_map(|id| model.entry::<Forum>(*id)) {
        collaboratives.extend(model.collaborative_of(forum.record).map(|collaborative| collaborative.id));
        if forum.during().holds_on(model.today) {
            bodies.extend(model.places(forum).iter().filter_map(|place| place.organisation));
        }
    }
    bodies.retain(|body| model.forums_of(*body).iter().any(|forum| forums.contains(&forum.id)));
    let collaboratives = collaboratives.into_iter().map(Whose::Collaborative);
    let forums = forums.into_iter().map(Whose::Forum);
    std::iter::once(Whose::All).chain(collaboratives).chain(forums).chain(bodies.into_iter().map(Whose::Body)).collect()
}

fn reach(model: &Model) -> (Date, Date) {
    let first = model.today.saturating_sub(MONTHS_BACK.months()).first_of_month();
    (first, model.today.saturating_add(MONTHS_AHEAD.months()))
}

/// Whether a meeting can stand in a calendar: its day is known, and near enough.
fn stands(dated: &Dated<'_>, first: Date, last: Date) -> bool {
    dated.forum.is_some() && matches!(dated.date(), PartialDate::Day(day) if first <= day && day <= last)
}

/// A calendar's name for readers.
pub(super) fn title(site: &Site, whose: Whose) -> String {
    let name = match whose {
        Whose::All => site.model.title().to_owned(),
        Whose::Collaborative(id) | Whose::Body(id) => site.model.record(id).short_title(),
        Whose::Forum(id) => forum_title(site, id),
    };
    site.theme.phrases().say_with("calendars.title", &[("name", name.into())])
}

/// A forum by its name and its collaborative's.
fn forum_title(site: &Site, id: RecordId) -> String {
    let record = site.model.record(id);
    let collaborative = site.model.collaborative_of(record).map(|collaborative| collaborative.record.short_title());
    match collaborative.filter(|name| !record.title().contains(name)) {
        Some(name) => {
            let values = [("forum", record.title().into()), ("collaborative", name.into())];
            site.theme.phrases().say_with("calendars.forum-of", &values)
        }
        None => record.title(),
    }
}

/// The file of a calendar.
pub(super) fn file(site: &Site, whose: Whose) -> String {
    let model = &site.model;
    let (first, last) = reach(model);
    let mut meetings: Vec<Dated<'_>> = meetings(model, whose).into_iter().filter(|dated| stands(dated, first, last)).collect();
    meetings.sort_by_key(|dated| (dated.day, dated.time(), dated.forum));
    let mut text = Text::default();
    text.line("BEGIN", "VCALENDAR");
    text.line("VERSION", "2.0");
    text.line("PRODID", "-//handbook//meetings//EN");
    text.line("CALSCALE", "GREGORIAN");
    text.line("METHOD", "PUBLISH");
    let title = title(site, whose);
    text.words("NAME", &title);
    text.words("X-WR-CALNAME", &title);
    if let Some(base) = site.base_url() {
        text.line("SOURCE;VALUE=URI", &format!("{base}{}", path(model, whose)));
    }
    text.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    text.line("X-PUBLISHED-TTL", "P1D");
    let zones = zones(model, &meetings);
    for zone in zones.values().filter(|zone| !zone.is_universal()) {
        let days = || meetings.iter().filter(|dated| model.zone_of(dated).is_some()).map(|dated| dated.day);
        zone.describe(&mut text, days().min().unwrap_or(first), days().max().unwrap_or(last));
    }
    let mut times: BTreeMap<(RecordId, Date), usize> = BTreeMap::new();
    for dated in &meetings {
        let Some(forum) = dated.forum.and_then(|id| model.entry::<Forum>(id)) else { continue };
        // A forum that meets twice on one day has two meetings, which are told apart by their order.
        let time = times.entry((forum.id, dated.first_planned())).or_default();
        *time += 1;
        let entry = Meeting { site, forum, dated, zone: model.zone_of(dated).and_then(|name| zones.get(name)), time: *time };
        entry.write(&mut text);
        if let (Whose::Forum(_), Some(due)) = (whose, model.papers_due(dated)) {
            entry.write_papers(&mut text, due);
        }
    }
    text.line("END", "VCALENDAR");
    text.finish()
}

fn meetings(model: &Model, whose: Whose) -> Vec<Dated<'_>> {
    let (first, last) = reach(model);
    let of_forum = |forum| model.meetings_of(forum, first, last);
    match whose {
        Whose::All => model.all::<Meetings>().flat_map(|meetings| model.dated_between(meetings, first, last)).collect(),
        Whose::Collaborative(id) => {
            let own = Some(&*model.record(id).address.id);
            let all = model.all::<Meetings>().filter(|meetings| meetings.record.scope() == own);
            all.flat_map(|meetings| model.dated_between(meetings, first, last)).collect()
        }
        Whose::Forum(id) => model.entry::<Forum>(id).map(of_forum).unwrap_or_default(),
        Whose::Body(id) => model.forums_of(id).into_iter().flat_map(of_forum).collect(),
    }
}

/// The zones that meetings name, by the names that they use.
fn zones<'m>(model: &'m Model, meetings: &[Dated<'m>]) -> BTreeMap<&'m str, Zone> {
    let names: BTreeSet<&str> = meetings.iter().filter_map(|dated| model.zone_of(dated)).collect();
    names.into_iter().filter_map(|name| Some((name, Zone::named(name)?))).collect()
}

/// A meeting as it stands in a calendar.
struct Meeting<'s> {
    site: &'s Site,
    forum: Entry<'s, Forum>,
    dated: &'s Dated<'s>,
    zone: Option<&'s Zone>,
    /// Which one of its forum's on its day it is.
    time: usize,
}

impl Meeting<'_> {
    fn write(&self, text: &mut Text) {
        let (phrases, dated) = (self.site.theme.phrases(), self.dated);
        let cancelled = !dated.takes_place();
        text.line("BEGIN", "VEVENT");
        self.begin(text, "meeting");
        self.write_time(text);
        let title = forum_title(self.site, self.forum.id);
        // Not every calendar shows that an event is cancelled.
        text.words(
            "SUMMARY",
            &if cancelled { phrases.say_with("calendars.cancelled-title", &[("meeting", title.into())]) } else { title },
        );
        text.words("LOCATION", dated.place().or(self.site.model.link_of(dated)).unwrap_or_default());
        text.words("DESCRIPTION", &self.description());
        self.write_address(text);
        text.line("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
        if cancelled {
            text.line("TRANSP", "TRANSPARENT");
        }
        text.line("END", "VEVENT");
    }

    fn write_papers(&self, text: &mut Text, due: Date) {
        text.line("BEGIN", "VEVENT");
        self.begin(text, "papers");
        write_day(text, due);
        let (phrases, meeting) = (self.site.theme.phrases(), forum_title(self.site, self.forum.id));
        text.words("SUMMARY", &phrases.say_with("calendars.papers-title", &[("meeting", meeting.into())]));
        let day = phrases.day(self.dated.day);
        text.words("DESCRIPTION", &phrases.say_with("calendars.papers-for", &[("day", day.into())]));
        self.write_address(text);
        text.line("TRANSP", "TRANSPARENT");
        text.line("END", "VEVENT");
    }

    /// The name that stays with it, on which day that was true, and how often it changed.
    fn begin(&self, text: &mut Text, what: &str) {
        let (planned, time) = (self.dated.first_planned().to_string(), self.time.to_string());
        text.line("UID", &self.site.identity(&[what, &self.forum.record.address.to_string(), &planned, &time]));
        text.line("DTSTAMP", &format!("{}Z", local(self.site.model.today.to_datetime(Time::midnight()))));
        let own = self.dated.own;
        let moved = own.is_some_and(|own| own.on.is_some() && own.instead_of.is_some());
        let changes = usize::from(moved) + usize::from(!self.dated.takes_place());
        text.line("SEQUENCE", &changes.to_string());
    }

    /// When it begins and ends. Without a time of day it takes the day; without a time zone it is at that time wherever one is.
    fn write_time(&self, text: &mut Text) {
        let Some(time) = self.dated.time() else { return write_day(text, self.dated.day) };
        let start = self.dated.day.to_datetime(time);
        let minutes = self.site.model.minutes_of(self.dated);
        let end = minutes.map(|minutes| match self.zone {
            Some(zone) => zone.after(start, minutes),
            None => start.saturating_add(i64::from(minutes).minutes()),
        });
        for (name, at) in [("DTSTART", Some(start)), ("DTEND", end)] {
            let Some(at) = at else { continue };
            match self.zone {
                Some(zone) if zone.is_universal() => text.line(name, &format!("{}Z", local(at))),
                Some(zone) => text.line(&format!("{name};TZID={}", zone.name), &local(at)),
                None => text.line(name, &local(at)),
            }
        }
    }

    /// What those who come should know, line by line.
    fn description(&self) -> String {
        let (model, phrases, dated) = (&self.site.model, self.site.theme.phrases(), self.dated);
        let mut lines = Vec::new();
        if !dated.takes_place() {
            lines.push(phrases.say("calendars.cancelled"));
            lines.extend(dated.own.and_then(|own| own.note.clone()));
            return lines.join("\n");
        }
        let moved = dated.moved_from().map(|from| phrases.date(from));
        lines.extend(moved.map(|day| phrases.say_with("calendars.moved-from", &[("day", day.into())])));
        lines.extend(dated.own.and_then(|own| own.note.clone()));
        let public = model.open_to_public(dated);
        lines.extend(public.map(|public| phrases.say(if public { "calendars.public" } else { "calendars.not-public" })));
        let rules = model.rules(self.forum);
        if public == Some(true) {
            lines.extend(rules.attend().map(|text| phrases.say_with("calendars.to-come", &[("text", text.into())])));
            lines.extend(rules.questions().map(|text| phrases.say_with("calendars.to-ask", &[("text", text.into())])));
        }
        let due = model.papers_due(dated).map(|due| phrases.day(due));
        lines.extend(model.link_of(dated).map(|link| phrases.say_with("calendars.from-afar", &[("address", link.into())])));
        lines.extend(due.map(|day| phrases.say_with("calendars.papers-due", &[("day", day.into())])));
        let papers = dated.own.and_then(|own| own.papers.as_deref());
        lines.extend(papers.map(|url| phrases.say_with("calendars.papers", &[("address", url.into())])));
        let minutes = dated.own.and_then(|own| own.minutes.as_deref());
        lines.extend(minutes.map(|url| phrases.say_with("calendars.minutes", &[("address", url.into())])));
        lines.join("\n")
    }

    /// The forum's page, where it is known where the site is published.
    fn write_address(&self, text: &mut Text) {
        let path = address::of(self.forum.record);
        if let (Some(base), Some(path)) = (self.site.base_url(), path) {
            text.line("URL", &format!("{base}{path}/"));
        }
    }
}

/// A whole day, which takes nobody's time.
fn write_day(text: &mut Text, day: Date) {
    let value = |day: Date| day.strftime("%Y%m%d").to_string();
    text.line("DTSTART;VALUE=DATE", &value(day));
    text.line("DTEND;VALUE=DATE", &value(day.saturating_add(1.day())));
}

/// A time by the clock, as `20260716T140000`.
fn local(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}
