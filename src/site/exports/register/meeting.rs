//! Meetings on their days.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, date, day};
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
    /// The day, as far as it is known.
    pub day: Day,
    /// At what time, where that is recorded, such as `14:00`.
    pub at: Option<String>,
    /// In which time zone that is.
    pub time_zone: Option<String>,
    /// How long it lasts, in minutes.
    pub duration: Option<u64>,
    /// Where.
    pub place: Option<String>,
    /// Where from afar; `null` where the public may not be there.
    pub link: Option<String>,
    /// Whether the public may be there.
    pub public: Option<bool>,
    /// Whether it does not take place.
    pub cancelled: bool,
    /// The day of the series that it takes the place of.
    pub instead_of: Option<Day>,
    /// The day by which its papers are out.
    pub papers_due: Option<Day>,
    /// Its papers.
    pub papers: Option<String>,
    /// Its minutes.
    pub minutes: Option<String>,
    /// When the minutes were published.
    pub minutes_published: Option<Day>,
    /// What else those who come should know.
    pub note: Option<String>,
}

impl Meeting {
    /// The meetings of one collaborative's record.
    pub(in crate::site::exports) fn of_record(writer: &Writer<'_>, meetings: Entry<'_, Meetings>) -> Vec<Meeting> {
        writer.model().dated(meetings).iter().filter_map(|dated| Meeting::of(writer, dated)).collect()
    }

    /// `None` where the forum is not published.
    fn of(writer: &Writer<'_>, dated: &Dated<'_>) -> Option<Meeting> {
        let (own, model) = (dated.own, writer.model());
        let text = |text: Option<&str>| text.map(str::to_owned);
        Some(Meeting {
            forum: writer.link(dated.forum?),
            collaborative: writer.whole(dated.record),
            day: date(dated.date()),
            at: dated.time().map(|time| time.strftime("%H:%M").to_string()),
            time_zone: text(model.zone_of(dated)),
            duration: model.minutes_of(dated).map(u64::from),
            place: text(dated.place()),
            link: text(model.link_of(dated)),
            public: model.open_to_public(dated),
            cancelled: !dated.takes_place(),
            instead_of: dated.moved_from().map(date),
            papers_due: model.papers_due(dated).map(|day| Day(day.to_string())),
            papers: own.and_then(|own| own.papers.as_ref()).map(|url| url.to_string()),
            minutes: own.and_then(|own| own.minutes.as_ref()).map(|url| url.to_string()),
            minutes_published: own.and_then(|own| day(own.minutes_published)),
            note: own.and_then(|own| own.note.clone()),
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
            .date("day", |row| Some(&row.day))
            .some("at", |row| row.at.as_deref())
            .some("time_zone", |row| row.time_zone.as_deref())
            .number("duration", |row| row.duration)
            .some("place", |row| row.place.as_deref())
            .address("link", |row| row.link.as_deref())
            .maybe("public", |row| row.public)
            .flag("cancelled", |row| row.cancelled)
            .date("instead_of", |row| row.instead_of.as_ref())
            .date("papers_due", |row| row.papers_due.as_ref())
            .address("papers", |row| row.papers.as_deref())
            .address("minutes", |row| row.minutes.as_deref())
            .date("minutes_published", |row| row.minutes_published.as_ref())
            .some("note", |row| row.note.as_deref())
    }
}
