//! Meetings on their days: reckoned from recurrence rules, with what was moved and cancelled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::meeting::{Meeting, Series};
use crate::record::kind::{Forum, Meetings};
use crate::record::value::Sp;

/// How far ahead meetings are reckoned, in months.
pub const MONTHS_AHEAD: i32 = 12;

/// One meeting on a day.
#[derive(Clone, Copy)]
pub struct Dated<'m> {
    /// The day.
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

impl Dated<'_> {
    /// Whether it takes place, as far as is known.
    pub fn takes_place(&self) -> bool {
        self.own.is_none_or(|own| !own.cancelled)
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
        let (record, fields): (&'m Record, &'m Meetings) = (meetings.record, meetings.fields);
        let last = self.today.saturating_add(MONTHS_AHEAD.months());
        let replaced: BTreeSet<(Option<RecordId>, Date)> = fields
            .meetings
            .iter()
            .filter_map(|meeting| {
                Some((self.follow(record, &meeting.forum), meeting.instead_of.or(meeting.on)?.date.first_day()))
            })
            .collect();
        let mut all: Vec<Dated<'m>> = fields
            .meetings
            .iter()
            .filter_map(|meeting| {
                let day = meeting.on.or(meeting.instead_of)?.date.first_day();
                let forum = self.follow(record, &meeting.forum);
                let series = fields.series.iter().find(|series| self.follow(record, &series.forum) == forum);
                Some(Dated { day, forum, record, series, own: Some(meeting) })
            })
            .collect();
        for series in &fields.series {
            let forum = self.follow(record, &series.forum);
            let days = series.rule.days(series.start.0.date(), self.today, last);
            let kept = days.into_iter().filter(|day| !replaced.contains(&(forum, *day)));
            all.extend(kept.map(|day| Dated { day, forum, record, series: Some(series), own: None }));
        }
        all.sort_by_key(|dated| dated.day);
        all
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
