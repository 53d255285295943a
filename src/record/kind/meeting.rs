//! When forums meet: recurrence rules and dates.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Forum;
use crate::record::date::{Moment, TimeOfDay, When};
use crate::record::link::Link;
use crate::record::recurrence::Recurrence;
use crate::record::value::{Sp, Url, ZoneName};

/// The meetings of one collaborative's forums.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meetings {
    /// Meetings that recur.
    #[serde(default)]
    pub series: Vec<Sp<Series>>,
    /// Single meetings, and changes to those that recur.
    #[serde(default)]
    pub meetings: Vec<Sp<Meeting>>,
}

/// Meetings that recur by a rule.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Whose.
    pub forum: Link<Forum>,
    /// By which rule, as in RFC 5545.
    pub rule: Sp<Recurrence>,
    /// The first, with its time of day.
    pub start: Sp<Moment>,
    /// In which time zone that is.
    pub time_zone: Option<ZoneName>,
    /// How long one lasts, in minutes.
    pub duration: Option<u32>,
    /// Where.
    pub place: Option<String>,
    /// Where from afar: published unless the public may not be there.
    pub link: Option<Url>,
    /// Whether the public may be there.
    pub public: Option<bool>,
}

/// One meeting.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Whose.
    pub forum: Link<Forum>,
    /// The day.
    pub on: Option<When>,
    /// At what time, where it differs, such as "14:00".
    pub at: Option<TimeOfDay>,
    /// How long it lasts, in minutes, where that differs.
    pub duration: Option<u32>,
    /// The day of the series that it takes the place of.
    pub instead_of: Option<When>,
    /// Whether it does not take place.
    #[serde(default)]
    pub cancelled: bool,
    /// Where.
    pub place: Option<String>,
    /// Where from afar: published unless the public may not be there.
    pub link: Option<Url>,
    /// Whether the public may be there.
    pub public: Option<bool>,
    /// What else those who come should know, such as why it was moved or cancelled.
    pub note: Option<String>,
    /// Its papers.
    pub papers: Option<Url>,
    /// Its minutes.
    pub minutes: Option<Url>,
    /// When the minutes were published.
    pub minutes_published: Option<When>,
    /// Who was there, by seat or by body.
    #[serde(default)]
    pub present: Vec<Sp<String>>,
}
