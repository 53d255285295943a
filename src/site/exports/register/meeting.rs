//! Meetings on their days.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Link, Row};
use crate::model::Entry;
use crate::model::calendar::Dated;
use crate::record::kind::Meetings;

/// One meeting.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Meeting {
    /// Whose.
    pub forum: Link,
    /// The collaborative whose forum it is.
    pub collaborative: Option<Link>,
    /// The day.
    pub day: Day,
    /// At what time, where that is recorded, such as `14:00`.
    pub at: Option<String>,
    /// In which time zone that is.
    pub time_zone: Option<String>,
    /// How long it lasts, in minutes.
    pub duration: Option<u64>,
    /// Where.
    pub place: Option<String>,
    /// Where from afar.
    pub link: Option<String>,
    /// Whether the public may be there.
    pub public: Option<bool>,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// The day of the series that it takes the place of.
    pub instead_of: Option<Day>,
    /// Its papers.
    pub papers: Option<String>,
    /// Its minutes.
    pub minutes: Option<String>,
    /// When the minutes were published.
    pub minutes_published: Option<Day>,
}

impl Meeting {
    /// The meetings of one collaborative's record.
    pub(in crate::site::exports) fn of_record(writer: &Writer<'_>, meetings: Entry<'_, Meetings>) -> Vec<Meeting> {
        writer.model().dated(meetings).iter().filter_map(|dated| Meeting::of(writer, dated)).collect()
    }

    /// `None` where the forum is not published.
    fn of(writer: &Writer<'_>, dated: &Dated<'_>) -> Option<Meeting> {
        let (own, series) = (dated.own, dated.series);
        let usual = || series.map(|series| series.start.0.time().strftime("%H:%M").to_string());
        let rules = writer.model().entry(dated.forum?).map(|forum| writer.model().rules(forum));
        let lasts = || rules.and_then(|rules| rules.duration());
        Some(Meeting {
            forum: writer.link(dated.forum?),
            collaborative: writer.whole(dated.record),
            day: Day(dated.day.to_string()),
            at: own.and_then(|own| own.at.clone()).or_else(usual),
            time_zone: series.and_then(|series| series.time_zone.as_ref()).map(|zone| zone.to_string()),
            duration: series.and_then(|series| series.duration).or_else(lasts).map(u64::from),
            place: own.and_then(|own| own.place.clone()).or_else(|| series.and_then(|series| series.place.clone())),
            link: series.and_then(|series| series.link.as_ref()).map(|url| url.to_string()),
            public: own.and_then(|own| own.public).or_else(|| series.and_then(|series| series.public)),
            cancelled: !dated.takes_place(),
            instead_of: own.and_then(|own| day(own.instead_of)),
            papers: own.and_then(|own| own.papers.as_ref()).map(|url| url.to_string()),
            minutes: own.and_then(|own| own.minutes.as_ref()).map(|url| url.to_string()),
            minutes_published: own.and_then(|own| day(own.minutes_published)),
        })
    }
}

impl Row for Meeting {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<Meetings>().flat_map(|meetings| Meeting::of_record(writer, meetings)))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .link("forum", |row: &Self| Some(&row.forum))
            .link("collaborative", |row| row.collaborative.as_ref())
            .day("day", |row| &row.day)
            .some("at", |row| row.at.as_deref())
            .some("time_zone", |row| row.time_zone.as_deref())
            .number("duration", |row| row.duration)
            .some("place", |row| row.place.as_deref())
            .address("link", |row| row.link.as_deref())
            .maybe("public", |row| row.public)
            .flag("cancelled", |row| row.cancelled)
            .date("instead_of", |row| row.instead_of.as_ref())
            .address("papers", |row| row.papers.as_deref())
            .address("minutes", |row| row.minutes.as_deref())
            .date("minutes_published", |row| row.minutes_published.as_ref())
    }
}
