//! Dates of which the day or the month may be unknown, and lengths of time.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span as Period, ToSpan};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::value::{Flaw, text_format};
use crate::span::Span;

/// A date as far as it is known: a year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartialDate {
    /// Only the year.
    Year(i16),
    /// The year and the month.
    Month(i16, i8),
    /// The day.
    Day(Date),
}

impl PartialDate {
    /// Reads `2016`, `2016-04` or `2016-04-01`.
    ///
    /// # Errors
    /// Where it is none of these, or no such day exists.
    pub fn read(text: &str) -> Result<PartialDate, Flaw> {
        let parts: Vec<&str> = text.split('-').collect();
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        if !digits || !matches!(lengths[..], [4] | [4, 2] | [4, 2, 2]) {
            return Err(no_date(text));
        }
        let year = parts[0].parse().unwrap_or(0);
        let number = |index: usize| parts[index].parse::<i8>().unwrap_or(0);
        if year < 1000 {
            return Err(Flaw::new(format!("`{text}` is not a year that a record can have"), "write the year with four digits"));
        }
        match parts.len() {
            1 => Ok(PartialDate::Year(year)),
            _ if !(1..=12).contains(&number(1)) => {
                let is_next_year = parts.len() == 2 && i16::from(number(1)) == (year + 1) % 100;
                let financial = if is_next_year { "; of a year such as this, write the first or the last day" } else { "" };
                let hint = format!("months are 01 to 12{financial}");
                Err(Flaw::new(format!("there is no month {} in `{text}`", parts[1]), hint))
            }
            2 => Ok(PartialDate::Month(year, number(1))),
            _ => match Date::new(year, number(1), number(2)) {
                Ok(date) => Ok(PartialDate::Day(date)),
                Err(_) => {
                    let last = Date::new(year, number(1), 1).map_or(31, Date::days_in_month);
                    Err(Flaw::new(format!("there is no day {text}"), format!("that month has {last} days")))
                }
            },
        }
    }

    /// The first day that it can mean.
    pub fn first_day(self) -> Date {
        match self {
            PartialDate::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            PartialDate::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MIN),
            PartialDate::Day(date) => date,
        }
    }

    /// The last day that it can mean.
    pub fn last_day(self) -> Date {
        match self {
            PartialDate::Year(year) => Date::new(year, 12, 31).unwrap_or(Date::MAX),
            PartialDate::Month(year, month) => Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month),
            PartialDate::Day(date) => date,
        }
    }

    /// As written in a file: `2016`, `2016-04`, `2016-04-01`.
    pub fn iso(self) -> String {
        match self {
            PartialDate::Year(year) => format!("{year:04}"),
            PartialDate::Month(year, month) => format!("{year:04}-{month:02}"),
            PartialDate::Day(date) => date.to_string(),
        }
    }
}

impl fmt::Display for PartialDate {
    /// As people write it: `2016`, `April 2016`, `1 April 2016`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PartialDate::Year(year) => write!(formatter, "{year}"),
            PartialDate::Month(year, month) => write!(formatter, "{} {year}", month_name(*month)),
            PartialDate::Day(date) => formatter.write_str(&long_date(*date)),
        }
    }
}

text_format!(PartialDate, "partial-date", PartialDate::read);

/// What is said of a text that is no date at all.
fn no_date(text: &str) -> Flaw {
    const OPEN: [&str; 12] = ["", "-", "?", "current", "n/a", "none", "now", "ongoing", "present", "tbc", "tbd", "unknown"];
    if OPEN.contains(&text.trim().to_lowercase().as_str()) {
        let message = if text.trim().is_empty() { "this date is empty".to_owned() } else { format!("`{text}` is not a date") };
        return Flaw::new(message, "leave the field out where the date is not known, or has not come yet");
    }
    if let Some(meant) = meant(text) {
        return Flaw::new(format!("`{text}` is not a date as records write it"), format!("write {meant}"));
    }
    // What is not in figures already is read anew in figures, so this ends.
    if let Some(flaw) = Some(text).filter(|text| text.contains(['/', ' ', '.'])).and_then(no_such_day) {
        return flaw;
    }
    let hint = "write it as 2025-04-01, or as \"2025-04\" or \"2025\" where only that is known";
    Flaw::new(format!("`{text}` is not a date"), hint)
}

/// The date that people mean by `1 April 2019`, `01/04/2019`, `April 2019` or `20190401`, as a record takes it; `None` where
/// that is not clear.
pub fn meant(text: &str) -> Option<String> {
    let (written, parts) = in_figures(text)?;
    let is_date = written != text && PartialDate::read(&written).is_ok();
    is_date.then(|| if parts == 3 { written } else { format!("\"{written}\"") })
}

/// Why there is no such day as people mean by `31/02/2019`; `None` where there is one, or where it is not clear that a day is meant.
pub fn no_such_day(text: &str) -> Option<Flaw> {
    in_figures(text).filter(|(_, parts)| *parts == 3).and_then(|(written, _)| PartialDate::read(&written).err())
}

/// A date as people write it, in figures as a record has it, with the number of its parts: year, month, day.
fn in_figures(text: &str) -> Option<(String, usize)> {
    let mut numbers: Vec<&str> = Vec::new();
    let mut named = None;
    for word in text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let month = MONTHS.iter().position(|month| word.len() >= 3 && month.to_lowercase().starts_with(&word.to_lowercase()));
        let number = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
        match month {
            Some(month) if named.is_none() => named = Some((month + 1).to_string()),
            None if number.bytes().all(|byte| byte.is_ascii_digit()) => numbers.push(number),
            _ => return None,
        }
    }
    let lengths: Vec<usize> = numbers.iter().map(|number| number.len()).collect();
    let parts: Vec<&str> = match (named.as_deref(), &numbers[..], &lengths[..]) {
        (Some(month), [year], [4]) => vec![year, month],
        (Some(month), [day, year], [1 | 2, 4]) => vec![year, month, day],
        (None, [month, year], [1 | 2, 4]) | (None, [year, month], [4, 1]) => vec![year, month],
        (None, [day, month, year], [1 | 2, 1 | 2, 4]) | (None, [year, month, day], [4, 1 | 2, 1 | 2]) => vec![year, month, day],
        (None, [all], [8]) => vec![&all[..4], &all[4..6], &all[6..]],
        _ => return None,
    };
    let written = parts.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>().join("-");
    Some((written, parts.len()))
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

fn month_name(month: i8) -> &'static str {
    usize::try_from(month - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

/// A day as people write it: `1 April 2016`.
pub fn long_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// Reads `2025-04-01T14:00:00`; seconds may be left out.
///
/// # Errors
/// Where it is no date with a time of day, or no such moment exists.
pub fn read_date_time(text: &str) -> Result<DateTime, Flaw> {
    if let Some(moment) = text.parse::<DateTime>().ok().filter(|_| text.contains(['T', 't', ' '])) {
        return Ok(moment);
    }
    let day = text.split(['T', 't', ' ']).next().unwrap_or(text);
    let is_iso = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    match PartialDate::read(day) {
        Err(flaw) if is_iso => Err(flaw),
        Ok(PartialDate::Day(_)) => {
            let hint = format!("write the time of day after a `T`: {day}T14:00:00");
            Err(Flaw::new(format!("`{text}` is not a date with a time of day"), hint))
        }
        _ => Err(Flaw::new(format!("`{text}` is not a date with a time of day"), "write it as 2025-04-01T14:00:00")),
    }
}

/// A date with a time of day, in the time zone that stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub DateTime);

text_format!(Moment, "local-date-time", |text: &str| read_date_time(text).map(Moment));

/// A time of day, in the time zone that holds for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay(pub Time);

impl TimeOfDay {
    /// Reads `14:00`.
    ///
    /// # Errors
    /// Where it is no time of a day with hours and minutes.
    pub fn read(text: &str) -> Result<TimeOfDay, Flaw> {
        let parts: Vec<&str> = text.split([':', '.']).collect();
        let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() <= 2 && !part.starts_with(['+', '-']));
        let time = match parts[..] {
            [hour, minute] if minute.len() == 2 => number(hour).zip(number(minute)),
            _ => None,
        };
        let time = time.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
        match time {
            Some(time) if text.len() == 5 && text.contains(':') => Ok(TimeOfDay(time)),
            Some(time) => Err(Flaw::new(
                format!("`{text}` is not a time of day as records write it"),
                format!("write \"{}\"", time.strftime("%H:%M")),
            )),
            None => Err(Flaw::new(format!("`{text}` is not a time of day"), "write hours and minutes, such as \"14:00\"")),
        }
    }
}

text_format!(TimeOfDay, "time-of-day", TimeOfDay::read);

/// A date, with its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct When {
    /// The date as far as it is known.
    pub date: PartialDate,
    /// Where it stands.
    pub span: Span,
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<PartialDate>::deserialize(deserializer)?;
        Ok(When { span: Span::new(spanned.span()), date: spanned.into_inner() })
    }
}

impl JsonSchema for When {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "partial-date".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        PartialDate::json_schema(generator)
    }
}

/// A time that something holds: from a first day to a last, both perhaps unknown or open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct During {
    /// The first day; always so far as known where there is none.
    pub from: Option<PartialDate>,
    /// The last day; still so where there is none.
    pub to: Option<PartialDate>,
}

impl During {
    /// From the fields `from` and `to` of a record.
    pub fn new(from: Option<When>, to: Option<When>) -> During {
        During { from: from.map(|when| when.date), to: to.map(|when| when.date) }
    }

    /// Whether it holds on `day`. Of a date known in part, the widest reading counts.
    pub fn holds_on(self, day: Date) -> bool {
        !self.begins_after(day) && !self.ended_before(day)
    }

    /// Whether it was over before `day`.
    pub fn ended_before(self, day: Date) -> bool {
        self.to.is_some_and(|to| to.last_day() < day)
    }

    /// Whether it begins only after `day`.
    pub fn begins_after(self, day: Date) -> bool {
        self.from.is_some_and(|from| from.first_day() > day)
    }

    /// Whether both hold on some day.
    pub fn overlaps(self, other: During) -> bool {
        let before = |one: During, other: During| matches!((one.to, other.from), (Some(to), Some(from)) if to.last_day() < from.first_day());
        !before(self, other) && !before(other, self)
    }
}

impl fmt::Display for During {
    /// `from 2016`, `until 30 September 2021`, `2016 to 30 September 2021`; empty where nothing is known.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (None, None) => Ok(()),
            (Some(from), None) => write!(formatter, "from {from}"),
            (None, Some(to)) => write!(formatter, "until {to}"),
            (Some(from), Some(to)) => write!(formatter, "{from} to {to}"),
        }
    }
}

/// The unit of a length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Monday to Friday.
    WorkingDays,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// A length of time as rules state it, such as five working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub number: u16,
    /// Of what.
    pub unit: Unit,
}

impl Length {
    /// Reads `5d`, `5wd`, `3w`, `6m`, `1y`.
    ///
    /// # Errors
    /// Where it is none of these.
    pub fn read(text: &str) -> Result<Length, Flaw> {
        let digits = text.len() - text.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let (number, unit) = text.split_at(digits);
        let unit = match unit {
            "d" => Some(Unit::Days),
            "wd" => Some(Unit::WorkingDays),
            "w" => Some(Unit::Weeks),
            "m" => Some(Unit::Months),
            "y" => Some(Unit::Years),
            _ => None,
        };
        match (number.parse::<u16>().ok().filter(|number| *number <= 9999), unit) {
            (Some(number), Some(unit)) => Ok(Length { number, unit }),
            _ => Err(Flaw::new(
                format!("`{text}` is not a length of time as records write it"),
                Length::meant(text).map_or_else(
                    || {
                        "write a number with d (days), wd (working days), w (weeks), m (months) or y (years), such as \"5wd\""
                            .to_owned()
                    },
                    |meant| format!("write \"{meant}\""),
                ),
            )),
        }
    }

    /// The length that people mean by `12 months`, `five working days` or `quarterly`; `None` where that is not clear.
    fn meant(text: &str) -> Option<String> {
        const ADVERBS: [(&str, &str); 8] = [
            ("annually", "1y"),
            ("daily", "1d"),
            ("every month", "1m"),
            ("fortnightly", "2w"),
            ("monthly", "1m"),
            ("quarterly", "3m"),
            ("weekly", "1w"),
            ("yearly", "1y"),
        ];
        const NUMBERS: [&str; 12] =
            ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
        let text = text.trim().to_lowercase();
        if let Some((_, meant)) = ADVERBS.iter().find(|(adverb, _)| *adverb == text) {
            return Some((*meant).to_owned());
        }
        let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
        let (digits, unit) = if end > 0 { text.split_at(end) } else { text.split_once(' ')? };
        let number = NUMBERS.iter().position(|word| *word == digits).map(|at| at + 1).or_else(|| digits.parse().ok())?;
        let unit = match unit.trim() {
            "d" | "day" | "days" => "d",
            "wd" | "working day" | "working days" | "business days" | "clear working days" => "wd",
            "w" | "week" | "weeks" => "w",
            "m" | "month" | "months" => "m",
            "y" | "yr" | "year" | "years" => "y",
            _ => return None,
        };
        Some(format!("{number}{unit}"))
    }

    /// The day so long after `day`; the last day that there is where that is beyond all calendars.
    pub fn after(self, day: Date) -> Date {
        let number = i64::from(self.number);
        let period: Period = match self.unit {
            Unit::WorkingDays => return working_days_after(day, self.number),
            Unit::Days => number.days(),
            Unit::Weeks => number.weeks(),
            Unit::Months => number.months(),
            Unit::Years => number.years(),
        };
        day.checked_add(period).unwrap_or(Date::MAX)
    }

    /// The day so long before `day`; the first day that there is where that is before all calendars.
    pub fn before(self, day: Date) -> Date {
        let number = -i64::from(self.number);
        let period: Period = match self.unit {
            // Weekends only: which days are public holidays differs from body to body.
            Unit::WorkingDays => return working_days_before(day, self.number),
            Unit::Days => number.days(),
            Unit::Weeks => number.weeks(),
            Unit::Months => number.months(),
            Unit::Years => number.years(),
        };
        day.checked_add(period).unwrap_or(Date::MIN)
    }

    /// As notice: `1 year’s notice`, `6 months’ notice`.
    pub fn of_notice(self) -> String {
        format!("{self}’{} notice", if self.number == 1 { "s" } else { "" })
    }

    /// About how many days it is: for comparing and for counting times a year.
    pub fn days(self) -> f64 {
        let each = match self.unit {
            Unit::Days => 1.0,
            Unit::WorkingDays => 7.0 / 5.0,
            Unit::Weeks => 7.0,
            Unit::Months => 365.25 / 12.0,
            Unit::Years => 365.25,
        };
        f64::from(self.number) * each
    }
}

fn working_days_after(mut day: Date, number: u16) -> Date {
    for _ in 0..number {
        day = next_working_day(day, Date::tomorrow);
    }
    day
}

fn working_days_before(mut day: Date, number: u16) -> Date {
    for _ in 0..number {
        day = next_working_day(day, Date::yesterday);
    }
    day
}

fn next_working_day(mut day: Date, step: fn(Date) -> Result<Date, jiff::Error>) -> Date {
    while let Ok(next) = step(day) {
        day = next;
        if !matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday) {
            break;
        }
    }
    day
}

impl fmt::Display for Length {
    /// As people say it: `5 working days`, `1 year`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Days => "day",
            Unit::WorkingDays => "working day",
            Unit::Weeks => "week",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        write!(formatter, "{} {unit}{}", self.number, if self.number == 1 { "" } else { "s" })
    }
}

text_format!(Length, "length-of-time", Length::read);

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn partial_dates_read_and_say_what_is_wrong() {
        assert_eq!(PartialDate::read("2016").unwrap().last_day(), day("2016-12-31"));
        assert_eq!(PartialDate::read("2016-02").unwrap().to_string(), "February 2016");
        assert_eq!(PartialDate::read("2025-02-30").unwrap_err().hint, "that month has 28 days");
        assert_eq!(PartialDate::read("2025-13").unwrap_err().message, "there is no month 13 in `2025-13`");
        assert!(PartialDate::read("1/4/2016").is_err() && PartialDate::read("").is_err());
        assert_eq!(meant("1st April 2026").as_deref(), Some("2026-04-01"));
        assert_eq!(meant("31/03/2026").as_deref(), Some("2026-03-31"));
        assert_eq!(meant("Sept 2020").as_deref(), Some("\"2020-09\""));
        assert_eq!(meant("20200401").as_deref(), Some("2020-04-01"));
        assert_eq!([meant("soon"), meant("31/02/2026"), meant("2020"), meant("")], [None, None, None, None]);
    }

    #[test]
    fn a_time_holds_from_its_first_day_to_its_last() {
        let during = During { from: PartialDate::read("2016").ok(), to: PartialDate::read("2021-09-30").ok() };
        assert!(during.holds_on(day("2016-01-01")) && during.holds_on(day("2021-09-30")));
        assert!(!during.holds_on(day("2021-10-01")) && !during.holds_on(day("2015-12-31")));
        assert_eq!(during.to_string(), "2016 to 30 September 2021");
    }

    #[test]
    fn lengths_count_working_days() {
        let length = Length::read("5wd").unwrap();
        assert_eq!(length.after(day("2026-11-20")), day("2026-11-27"));
        assert_eq!(Length::read("1y").unwrap().after(day("2024-02-29")), day("2025-02-28"));
        assert_eq!(length.before(day("2026-11-27")), day("2026-11-20"));
        assert!(Length::read("5x").is_err() && Length::read("d").is_err());
        assert_eq!(Length::read("5 working days").unwrap_err().hint, "write \"5wd\"");
        assert_eq!(Length::read("Quarterly").unwrap_err().hint, "write \"3m\"");
    }
}
