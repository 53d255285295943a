//! Meetings on their days: reckoned from recurrence rules, with what was moved and cancelled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::date::PartialDate;
use crate::record::kind::meeting::{Meeting, Series};
use crate::record::kind::{Forum, Kind, Meetings};
use crate::record::value::Sp;

/// How far ahead meetings are reckoned, in months.
pub const MONTHS_AHEAD: i32 = 12;

/// One meeting on a day.
#[derive(Clone, Copy)]
pub struct Dated<'m> {
    /// The day; the first that it can be where the day is not known.
    pub day: Date,
    /// Whose; `None` where the reference leads nowhere.
    pub forum: Option<RecordId>,
    /// The record in which it stands.
    pub record: &'m Record,
    /// The series to which it belongs.
    pub series: Option<&'m Sp<Series>>,
    /// What is said of this meeting itself.
    pub own: Option<&'m Sp<Meeting>>,
}

impl<'m> Dated<'m> {
    /// Whether it takes place, as far as is known.
    pub fn takes_place(&self) -> bool {
        self.own.is_none_or(|own| !own.cancelled)
    }

    /// The date as far as it is known.
    pub fn date(&self) -> PartialDate {
        let own = self.own.and_then(|own| own.on.or(own.instead_of)).map(|when| when.date);
        own.unwrap_or(PartialDate::Day(self.day))
    }

    /// The day of the series in whose place it takes place; `None` where it was not moved, or does not take place.
    pub fn moved_from(&self) -> Option<PartialDate> {
        let own = self.own.filter(|own| !own.cancelled)?;
        let instead = own.instead_of?.date;
        own.on.filter(|on| on.date != instead).map(|_| instead)
    }

    /// The day by which its series knows it: its own where it was not moved.
    pub fn first_planned(&self) -> Date {
        let instead = self.own.and_then(|own| own.instead_of);
        instead.map_or(self.day, |instead| instead.date.first_day())
    }

    /// At what time it begins.
    pub fn time(&self) -> Option<Time> {
        let own = self.own.and_then(|own| own.at).map(|at| at.0);
        own.or_else(|| self.series.map(|series| series.start.0.time()))
    }

    /// The time zone of its time, where the series names one.
    pub fn zone(&self) -> Option<&'m str> {
        self.series?.time_zone.as_deref()
    }

    /// How long it lasts, in minutes, where that is said of it or of its series.
    pub fn minutes(&self) -> Option<u32> {
        let own = self.own.and_then(|own| own.duration);
        own.or_else(|| self.series.and_then(|series| series.duration))
    }

    /// Where.
    pub fn place(&self) -> Option<&'m str> {
        let own = self.own.and_then(|own| own.place.as_deref());
        own.or_else(|| self.series.and_then(|series| series.place.as_deref()))
    }
}

/// The meetings of one forum.
#[derive(Clone, Default)]
pub struct Schedule<'m> {
    /// Its series.
    pub series: Vec<&'m Sp<Series>>,
    /// Its meetings on their days, past and to come, those that are cancelled too.
    pub dated: Vec<Dated<'m>>,
}

impl Model {
    /// The meetings of one record: those that it names, of whatever time, and those that its series come to in the next months.
    pub fn dated<'m>(&'m self, meetings: Entry<'m, Meetings>) -> Vec<Dated<'m>> {
        self.dated_between(meetings, self.today, self.today.saturating_add(MONTHS_AHEAD.months()))
    }

    /// The meetings of one record: those that it names, of whatever time, and those that its series come to from `first` to `last`;
    /// by their days.
    pub fn dated_between<'m>(&'m self, meetings: Entry<'m, Meetings>, first: Date, last: Date) -> Vec<Dated<'m>> {
        let (record, fields): (&'m Record, &'m Meetings) = (meetings.record, meetings.fields);
        let replaced: BTreeSet<(Option<RecordId>, Date)> = fields
            .meetings
            .iter()
            .filter_map(|meeting| {
                Some((self.follow(record, &meeting.forum), meeting.instead_of.or(meeting.on)?.date.first_day()))
            })
            .collect();
        let periods = self.limits().meeting_periods;
        let mut all: Vec<Dated<'m>> = fields
            .meetings
            .iter()
            .filter_map(|meeting| {
                let day = meeting.on.or(meeting.instead_of)?.date.first_day();
                let planned = meeting.instead_of.or(meeting.on)?.date.first_day();
                let forum = self.follow(record, &meeting.forum);
                let of_forum = || fields.series.iter().filter(|series| self.follow(record, &series.forum) == forum);
                // Of several series it belongs to the one that comes to its day.
                let exact = of_forum()
                    .find(|series| !series.rule.days_within(series.start.0.date(), planned, planned, periods).is_empty());
                Some(Dated { day, forum, record, series: exact.or_else(|| of_forum().next()), own: Some(meeting) })
            })
            .collect();
        for series in &fields.series {
            let forum = self.follow(record, &series.forum);
            let days = series.rule.days_within(series.start.0.date(), first, last, periods);
            let kept = days.into_iter().filter(|day| !replaced.contains(&(forum, *day)));
            all.extend(kept.map(|day| Dated { day, forum, record, series: Some(series), own: None }));
        }
        all.sort_by_key(|dated| (dated.day, dated.time(), dated.forum));
        all
    }

    /// The meetings of a forum, as [`Model::dated_between`] gives them: those that are named, and those of its series from `first` to
    /// `last`.
    pub fn meetings_of<'m>(&'m self, forum: Entry<'m, Forum>, first: Date, last: Date) -> Vec<Dated<'m>> {
        let meetings = forum.record.scope().and_then(|scope| self.find(Kind::Meetings, &format!("{scope}/meetings")));
        let meetings = meetings.and_then(|id| self.entry::<Meetings>(id));
        let all = meetings.map(|meetings| self.dated_between(meetings, first, last)).unwrap_or_default();
        all.into_iter().filter(|dated| dated.forum == Some(forum.id)).collect()
    }

    /// The time zone of a meeting: as its series names it, else the handbook; `None` where neither does.
    pub fn zone_of<'m>(&'m self, dated: &Dated<'m>) -> Option<&'m str> {
        dated.zone().or_else(|| self.handbook()?.time_zone.as_deref())
    }

    /// Whether the public may be at a meeting: as is said of it, of its series, or in the rules of its forum.
    pub fn open_to_public(&self, dated: &Dated<'_>) -> Option<bool> {
        let own = dated.own.and_then(|own| own.public);
        let series = || dated.series.and_then(|series| series.public);
        let rules = || self.rules(self.entry::<Forum>(dated.forum?)?).public();
        own.or_else(series).or_else(rules)
    }

    /// The address at which one can be at a meeting from afar; `None` for one that is not open to the public, whose address would let
    /// anybody in.
    pub fn link_of<'m>(&self, dated: &Dated<'m>) -> Option<&'m str> {
        let own = dated.own.and_then(|own| own.link.as_deref());
        let link = own.or_else(|| dated.series.and_then(|series| series.link.as_deref()))?;
        (self.open_to_public(dated) != Some(false)).then_some(link)
    }

    /// How long a meeting lasts, in minutes: as is said of it, of its series, or in the rules of its forum.
    pub fn minutes_of(&self, dated: &Dated<'_>) -> Option<u32> {
        dated.minutes().or_else(|| self.rules(self.entry::<Forum>(dated.forum?)?).duration())
    }

    /// The day by which the papers of a meeting are out, where its forum says so; `None` for one that does not take place, or whose
    /// day is not known.
    pub fn papers_due(&self, dated: &Dated<'_>) -> Option<Date> {
        let PartialDate::Day(day) = dated.date() else { return None };
        let forum = self.entry::<Forum>(dated.forum.filter(|_| dated.takes_place())?)?;
        self.rules(forum).papers().map(|before| before.before(day))
    }

    /// The day on which a forum meets next, where that is on record.
    pub fn next_meeting(&self, forum: Entry<'_, Forum>) -> Option<Date> {
        let coming = self.meetings_of(forum, self.today, self.today.saturating_add(MONTHS_AHEAD.months()));
        coming.iter().find(|dated| dated.day >= self.today && dated.takes_place()).map(|dated| dated.day)
    }

    /// The forums on which a body has a seat today, in the order of records.
    pub fn forums_of(&self, body: RecordId) -> Vec<Entry<'_, Forum>> {
        let memberships = self.memberships_of(body);
        let held = memberships.iter().filter(|membership| membership.during().holds_on(self.today));
        let mut forums: Vec<Entry<'_, Forum>> = held.flat_map(|membership| self.forums(membership.collaborative)).collect();
        forums.extend(self.backlinks(body).iter().filter_map(|link| self.entry::<Forum>(link.from)));
        forums.sort_by_key(|forum| forum.id);
        forums.dedup_by_key(|forum| forum.id);
        forums.retain(|forum| {
            let seats = || self.places(*forum);
            forum.during().holds_on(self.today) && seats().iter().any(|place| place.organisation == Some(body))
        });
        forums
    }

    /// The meetings of every forum that has some on record.
    pub fn schedules(&self) -> BTreeMap<RecordId, Schedule<'_>> {
        let mut schedules: BTreeMap<RecordId, Schedule<'_>> = BTreeMap::new();
        for meetings in self.all::<Meetings>() {
            for series in &meetings.fields.series {
                if let Some(forum) = self.follow(meetings.record, &series.forum) {
                    schedules.entry(forum).or_default().series.push(series);
                }
            }
            for dated in self.dated(meetings) {
                if let Some(forum) = dated.forum {
                    schedules.entry(forum).or_default().dated.push(dated);
                }
            }
        }
        schedules
    }

    /// About how many times a year a forum meets: by its series, else by its own rules; `None` where neither says.
    pub fn meetings_a_year(&self, forum: Entry<'_, Forum>, schedule: Option<&Schedule<'_>>) -> Option<f64> {
        let planned = schedule.map_or(0.0, |schedule| schedule.a_year(self.today));
        if planned > 0.0 { Some(planned) } else { self.rules(forum).meetings_a_year() }
    }
}

impl Schedule<'_> {
    /// About how many meetings a year its series come to today.
    pub fn a_year(&self, today: Date) -> f64 {
        let runs = |series: &&&Sp<Series>| series.rule.until.is_none_or(|until| until >= today) && series.rule.count.is_none();
        self.series.iter().filter(runs).map(|series| series.rule.times_a_year()).sum()
    }

    /// The first meeting from a day on that takes place.
    pub fn next(&self, today: Date) -> Option<&Dated<'_>> {
        self.dated.iter().find(|dated| dated.day >= today && dated.takes_place())
    }
}
