//! Recurrence rules of RFC 5545, as far as meetings need them.
//!
//! Libraries for this bring a second library of dates; meetings need days, weeks, months and years only, so the rule is
//! read here and its days are reckoned with the dates that everything else uses.

use crate::limits::Limits;
use std::fmt;

use super::value::{Flaw, text_format};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frequency {
    /// Every so many days.
    Daily,
    /// Every so many weeks.
    Weekly,
    /// Every so many months.
    Monthly,
    /// Every so many years.
    Yearly,
}

/// A weekday, perhaps the first, second or last of its month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByDay {
    /// Which one of the month, from the end where negative; all of them where there is none.
    pub nth: Option<i8>,
    /// The weekday.
    pub weekday: Weekday,
}

/// A rule by which meetings recur.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recurrence {
    /// The rule as written.
    pub text: String,
    /// How often.
    pub frequency: Frequency,
    /// Every how many.
    pub interval: u16,
    /// On which weekdays.
    pub by_day: Vec<ByDay>,
    /// On which days of the month, from its end where negative.
    pub by_month_day: Vec<i8>,
    /// In which months.
    pub by_month: Vec<i8>,
    /// Which of a period's days, from the end where negative.
    pub by_position: Vec<i16>,
    /// How many times in all.
    pub count: Option<u32>,
    /// The last day.
    pub until: Option<Date>,
}

impl Recurrence {
    /// Reads a rule such as `FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU`.
    ///
    /// # Errors
    /// Where it is no rule, or one that meetings do not need.
    pub fn read(text: &str) -> Result<Recurrence, Flaw> {
        let mut rule = Recurrence {
            text: text.to_owned(),
            frequency: Frequency::Monthly,
            interval: 1,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_month: Vec::new(),
            by_position: Vec::new(),
            count: None,
            until: None,
        };
        let mut frequency = None;
        let mut week_starts = "MO";
        let mut names = Vec::new();
        for part in text.split(';').filter(|part| !part.is_empty()) {
            let Some((name, value)) = part.split_once('=') else {
                return Err(flaw(format!("`{part}` is not a part of a recurrence rule")));
            };
            if names.contains(&name) {
                return Err(flaw(format!("`{name}` stands twice in the rule")));
            }
            names.push(name);
            match name {
                "FREQ" => frequency = Some(read_frequency(value)?),
                "INTERVAL" => rule.interval = number(name, value, 1, 1000)?,
                "COUNT" => rule.count = Some(number(name, value, 1, 10_000)?),
                "UNTIL" => rule.until = Some(read_until(value)?),
                "BYDAY" => rule.by_day = list(value, read_day)?,
                "BYMONTHDAY" => rule.by_month_day = list(value, |value| nonzero(name, value, 31))?,
                "BYMONTH" => rule.by_month = list(value, |value| number(name, value, 1, 12))?,
                "BYSETPOS" => rule.by_position = list(value, |value| nonzero(name, value, 366))?,
                "WKST" => week_starts = value,
                _ => return Err(flaw(format!("`{name}` is not a part that meetings can recur by"))),
            }
        }
        rule.frequency = frequency.ok_or_else(|| flaw("the rule does not say how often: `FREQ` is missing".to_owned()))?;
        if rule.count.is_some() && rule.until.is_some() {
            return Err(flaw("a rule has `COUNT` or `UNTIL`, not both".to_owned()));
        }
        rule.question(week_starts)?;
        Ok(rule)
    }

    /// Refuses what calendars read otherwise than it is reckoned here, or not at all.
    fn question(&self, week_starts: &str) -> Result<(), Flaw> {
        let (is_by_day, is_by_month_day) = (!self.by_day.is_empty(), !self.by_month_day.is_empty());
        let unit = match self.frequency {
            Frequency::Daily => "day",
            Frequency::Weekly => "week",
            Frequency::Monthly | Frequency::Yearly => "",
        };
        if !unit.is_empty() && (is_by_month_day || self.by_day.iter().any(|by| by.nth.is_some())) {
            return Err(flaw(format!("what recurs by the {unit} cannot have a day of the month beside it")));
        }
        if self.frequency == Frequency::Yearly && (is_by_day || is_by_month_day) && self.by_month.is_empty() {
            return Err(flaw("what recurs every year on such a day needs its month: `BYMONTH`".to_owned()));
        }
        if !self.by_position.is_empty() && !is_by_day && !is_by_month_day && self.by_month.is_empty() {
            return Err(flaw("`BYSETPOS` chooses among days, and the rule names none".to_owned()));
        }
        if week_starts != "MO" && self.frequency == Frequency::Weekly && self.interval > 1 {
            return Err(flaw(format!("`WKST={week_starts}`: weeks are counted from their Mondays here")));
        }
        Ok(())
    }

    /// The days from `first` to `last`, both included, of a series that starts on `start`.
    pub fn days(&self, start: Date, first: Date, last: Date) -> Vec<Date> {
        self.days_within(start, first, last, Limits::default().meeting_periods)
    }

    /// The same where the rule is followed for so many periods, and no farther.
    pub fn days_within(&self, start: Date, first: Date, last: Date, periods: u32) -> Vec<Date> {
        let mut days = Vec::new();
        let mut number = 0u32;
        let last = self.until.map_or(last, |until| until.min(last));
        for period in 0..i64::from(periods) {
            let Some(anchor) = self.period(start, period) else { break };
            if anchor > last {
                break;
            }
            for day in self.days_of(start, anchor) {
                if day < start {
                    continue;
                }
                number = number.saturating_add(1);
                if day > last || self.count.is_some_and(|count| number > count) {
                    return days;
                }
                if day >= first {
                    days.push(day);
                }
            }
        }
        days
    }

    /// How many times a year it comes to, about.
    pub fn times_a_year(&self) -> f64 {
        let start = Date::constant(2025, 1, 1);
        let open = Recurrence { count: None, until: None, ..self.clone() };
        let end = start.saturating_add(4.years());
        open.days(start, start, end).len() as f64 / 4.0
    }

    /// The first day of the period so many periods after the start's.
    fn period(&self, start: Date, number: i64) -> Option<Date> {
        let step = number.checked_mul(i64::from(self.interval))?;
        match self.frequency {
            Frequency::Daily => start.checked_add(step.days()).ok(),
            Frequency::Weekly => monday_of(start).checked_add(step.weeks()).ok(),
            Frequency::Monthly => start.first_of_month().checked_add(step.months()).ok(),
            Frequency::Yearly => start.first_of_year().checked_add(step.years()).ok(),
        }
    }

    fn days_of(&self, start: Date, anchor: Date) -> Vec<Date> {
        let mut days = match self.frequency {
            Frequency::Daily => vec![anchor],
            Frequency::Weekly => self.days_of_week(start, anchor),
            Frequency::Monthly => self.days_of_month(start, anchor),
            Frequency::Yearly => self.days_of_year(start, anchor),
        };
        if !self.by_month.is_empty() {
            days.retain(|day| self.by_month.contains(&day.month()));
        }
        if self.frequency == Frequency::Daily && !self.by_day.is_empty() {
            days.retain(|day| self.by_day.iter().any(|by| by.weekday == day.weekday()));
        }
        days.sort();
        days.dedup();
        self.positions(days)
    }

    fn days_of_week(&self, start: Date, monday: Date) -> Vec<Date> {
        let offset = |weekday: Weekday| i64::from(weekday.to_monday_zero_offset());
        let day = |weekday| monday.checked_add(offset(weekday).days()).ok();
        if self.by_day.is_empty() {
            return day(start.weekday()).into_iter().collect();
        }
        self.by_day.iter().filter_map(|by| day(by.weekday)).collect()
    }

    fn days_of_month(&self, start: Date, month: Date) -> Vec<Date> {
        let mut days: Vec<Date> = self.by_month_day.iter().filter_map(|number| month_day(month, *number)).collect();
        if !self.by_day.is_empty() {
            let weekdays = self.by_day.iter().flat_map(|by| weekdays_of(month, *by));
            days = if days.is_empty() { weekdays.collect() } else { weekdays.filter(|day| days.contains(day)).collect() };
        } else if days.is_empty() {
            days.extend(month_day(month, start.day()));
        }
        days
    }

    fn days_of_year(&self, start: Date, year: Date) -> Vec<Date> {
        let months: Vec<i8> = if self.by_month.is_empty() { vec![start.month()] } else { self.by_month.clone() };
        let month = |number: i8| Date::new(year.year(), number, 1).ok();
        months.into_iter().filter_map(month).flat_map(|month| self.days_of_month(start, month)).collect()
    }

    fn positions(&self, days: Vec<Date>) -> Vec<Date> {
        if self.by_position.is_empty() {
            return days;
        }
        let at = |position: i16| {
            let index = if position > 0 { i64::from(position) - 1 } else { days.len() as i64 + i64::from(position) };
            usize::try_from(index).ok().and_then(|index| days.get(index)).copied()
        };
        let mut chosen: Vec<Date> = self.by_position.iter().filter_map(|position| at(*position)).collect();
        chosen.sort();
        chosen.dedup();
        chosen
    }
}

impl fmt::Display for Recurrence {
    /// As people say it: `every 3 months, on the first Tuesday`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.frequency {
            Frequency::Daily => "day",
            Frequency::Weekly => "week",
            Frequency::Monthly => "month",
            Frequency::Yearly => "year",
        };
        match self.interval {
            1 => write!(formatter, "every {unit}")?,
            number => write!(formatter, "every {number} {unit}s")?,
        }
        let days: Vec<String> = self.by_day.iter().map(ByDay::to_string).collect();
        if !days.is_empty() {
            write!(formatter, ", on {}", days.join(" and "))?;
        }
        if !self.by_month_day.is_empty() {
            let days: Vec<String> = self.by_month_day.iter().map(i8::to_string).collect();
            write!(formatter, ", on day {} of the month", days.join(" and "))?;
        }
        Ok(())
    }
}

impl fmt::Display for ByDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let weekday = format!("{:?}", self.weekday);
        match self.nth {
            None => formatter.write_str(&weekday),
            Some(-1) => write!(formatter, "the last {weekday}"),
            Some(nth @ 1..=5) => {
                write!(formatter, "the {} {weekday}", ["first", "second", "third", "fourth", "fifth"][nth as usize - 1])
            }
            Some(nth) => write!(formatter, "{weekday} number {nth}"),
        }
    }
}

fn flaw(message: String) -> Flaw {
    Flaw::new(message, "write it as in calendars, such as \"FREQ=MONTHLY;BYDAY=1TU\" for the first Tuesday of each month")
}

fn read_frequency(value: &str) -> Result<Frequency, Flaw> {
    match value {
        "DAILY" => Ok(Frequency::Daily),
        "WEEKLY" => Ok(Frequency::Weekly),
        "MONTHLY" => Ok(Frequency::Monthly),
        "YEARLY" => Ok(Frequency::Yearly),
        _ => Err(flaw(format!("`FREQ={value}` is not DAILY, WEEKLY, MONTHLY or YEARLY"))),
    }
}

fn number<N: TryFrom<i64>>(name: &str, value: &str, least: i64, most: i64) -> Result<N, Flaw> {
    let read = value.parse::<i64>().ok().filter(|number| (least..=most).contains(number));
    read.and_then(|number| N::try_from(number).ok())
        .ok_or_else(|| flaw(format!("`{name}={value}` is not a number from {least} to {most}")))
}

fn nonzero<N: TryFrom<i64>>(name: &str, value: &str, most: i64) -> Result<N, Flaw> {
    match value.parse::<i64>() {
        Ok(0) => Err(flaw(format!("`{name}` counts from 1, or from -1 from the end"))),
        _ => number(name, value, -most, most),
    }
}

/// The values of a list, each once: however long it is written, there are only so many days.
fn list<T: PartialEq>(value: &str, read: impl Fn(&str) -> Result<T, Flaw>) -> Result<Vec<T>, Flaw> {
    let mut values = Vec::new();
    for value in value.split(',') {
        let value = read(value)?;
        if !values.contains(&value) {
            values.push(value);
        }
    }
    Ok(values)
}

fn read_day(value: &str) -> Result<ByDay, Flaw> {
    let split = value.len().saturating_sub(2);
    let (nth, weekday) = if value.is_char_boundary(split) { value.split_at(split) } else { ("", value) };
    let weekday = match weekday {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return Err(flaw(format!("`{value}` is not a weekday such as TU, 1TU or -1FR"))),
    };
    let nth = if nth.is_empty() { None } else { Some(nonzero("BYDAY", nth, 5)?) };
    Ok(ByDay { nth, weekday })
}

fn read_until(value: &str) -> Result<Date, Flaw> {
    let (day, time) = value.split_once('T').unwrap_or((value, "000000"));
    let is_time = time.trim_end_matches('Z').len() == 6 && time.trim_end_matches('Z').bytes().all(|byte| byte.is_ascii_digit());
    let is_day = day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit());
    let read = Date::strptime("%Y%m%d", day).ok().filter(|_| is_day && is_time);
    read.ok_or_else(|| flaw(format!("`UNTIL={value}` is not a date such as 20261231")))
}

fn monday_of(day: Date) -> Date {
    day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
}

fn month_day(month: Date, number: i8) -> Option<Date> {
    let day = if number > 0 { number } else { month.days_in_month() + 1 + number };
    Date::new(month.year(), month.month(), day).ok()
}

fn weekdays_of(month: Date, by: ByDay) -> Vec<Date> {
    match by.nth {
        Some(nth) => month.nth_weekday_of_month(nth, by.weekday).into_iter().collect(),
        None => (1..=5).filter_map(|nth| month.nth_weekday_of_month(nth, by.weekday).ok()).collect(),
    }
}

text_format!(Recurrence, "recurrence", Recurrence::read);

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn days(rule: &str, start: &str, last: &str) -> Vec<String> {
        let rule = Recurrence::read(rule).unwrap();
        rule.days(day(start), day(start), day(last)).iter().map(Date::to_string).collect()
    }

    #[test]
    fn quarterly_on_the_first_tuesday() {
        let found = days("FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU", "2025-04-01", "2026-01-31");
        assert_eq!(found, ["2025-04-01", "2025-07-01", "2025-10-07", "2026-01-06"]);
    }

    #[test]
    fn ends_by_count_and_by_date() {
        assert_eq!(days("FREQ=WEEKLY;COUNT=2", "2025-04-01", "2026-01-01"), ["2025-04-01", "2025-04-08"]);
        assert_eq!(days("FREQ=DAILY;UNTIL=20250403", "2025-04-01", "2026-01-01").len(), 3);
        assert_eq!(
            days("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "2025-05-01", "2026-01-01"),
            ["2025-05-30", "2025-06-30"]
        );
        assert_eq!(
            days("FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1FR;COUNT=3", "2025-01-01", "2027-01-01"),
            ["2025-03-28", "2025-09-26", "2026-03-27"]
        );
    }

    #[test]
    fn a_day_that_a_month_lacks_is_left_out() {
        assert_eq!(days("FREQ=MONTHLY", "2025-01-31", "2025-05-31"), ["2025-01-31", "2025-03-31", "2025-05-31"]);
    }

    #[test]
    fn flaws_name_the_part() {
        for rule in [
            "",
            "é",
            "FREQ=HOURLY",
            "FREQ=DAILY;BYDAY=XX",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;COUNT=1;UNTIL=20250101",
            "FREQ=DAILY;FREQ=WEEKLY",
            "FREQ=DAILY;UNTIL=20250101x",
            "FREQ=DAILY;UNTIL=2025010",
            "FREQ=MONTHLY;BYMONTHDAY=00",
            "FREQ=MONTHLY;BYDAY=00MO",
        ] {
            assert!(Recurrence::read(rule).is_err(), "{rule}");
        }
        assert_eq!(Recurrence::read("FREQ=MONTHLY;BYDAY=1TU").unwrap().times_a_year(), 12.0);
    }

    #[test]
    fn what_calendars_read_otherwise_is_refused() {
        for rule in [
            "FREQ=DAILY;BYMONTHDAY=1",
            "FREQ=WEEKLY;BYDAY=1MO",
            "FREQ=YEARLY;BYDAY=1MO",
            "FREQ=YEARLY;BYMONTHDAY=15",
            "FREQ=MONTHLY;BYSETPOS=1",
            "FREQ=WEEKLY;INTERVAL=2;WKST=SU",
        ] {
            assert!(Recurrence::read(rule).is_err(), "{rule}");
        }
        for rule in ["FREQ=WEEKLY;WKST=SU", "FREQ=YEARLY;BYMONTH=3;BYDAY=1MO", "FREQ=DAILY;UNTIL=20250101T235959Z"] {
            assert!(Recurrence::read(rule).is_ok(), "{rule}");
        }
    }

    #[test]
    fn a_long_list_of_days_is_no_more_than_the_days_that_there_are() {
        let rule = Recurrence::read(&format!("FREQ=MONTHLY;BYDAY={}MO", "MO,".repeat(100_000))).unwrap();
        assert_eq!(rule.by_day.len(), 1);
        assert_eq!(days("FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=1,-1", "2025-01-01", "2025-02-28"), ["2025-01-06", "2025-02-03"]);
    }
}
