//! Years, months and days that have a page of their own, where what happens on days is told.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::page;
use crate::model::{Model, RecordId};
use crate::record::date::PartialDate;

/// How much stands on one page: a year with more has a page for each of its months, and such a month one for each of its days.
pub(super) const MANY: usize = 120;

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
    /// A day.
    Day(Date),
}

impl Period {
    /// The month in which a day lies.
    pub(super) fn month_of(day: Date) -> Period {
        Period::Month(day.year(), day.month())
    }

    /// The longer periods in which it lies, the longest first.
    pub(super) fn around(self) -> Vec<Period> {
        match self {
            Period::Year(_) => Vec::new(),
            Period::Month(year, _) => vec![Period::Year(year)],
            Period::Day(day) => vec![Period::Year(day.year()), Period::month_of(day)],
        }
    }

    /// Of its months or days the one in which a date lies; `None` where the date is not known so closely, and for a day.
    pub(super) fn part(self, date: PartialDate) -> Option<Period> {
        match (self, date) {
            (Period::Year(_), date) => Period::of(date),
            (Period::Month(..), PartialDate::Day(day)) => Some(Period::Day(day)),
            _ => None,
        }
    }

    /// The end of its address: `2026`, `2026/07` or `2026/07/14`.
    pub(super) fn path(self) -> String {
        match self {
            Period::Year(year) => format!("{year:04}"),
            Period::Month(year, month) => format!("{year:04}/{month:02}"),
            Period::Day(day) => day.strftime("%Y/%m/%d").to_string(),
        }
    }

    /// The end of the address of one of its pages, from 1. Those of a year or a month beyond the first tell only of what has no month or
    /// no day, and say so: `2026/10` is October and no tenth page.
    pub(super) fn page_path(self, page: usize) -> String {
        let path = self.path();
        match self {
            _ if page < 2 => path,
            Period::Day(_) => format!("{path}/{page}"),
            _ => format!("{path}/undated/{page}"),
        }
    }

    /// As a date, known as closely.
    pub(super) fn date(self) -> PartialDate {
        match self {
            Period::Year(year) => PartialDate::Year(year),
            Period::Month(year, month) => PartialDate::Month(year, month),
            Period::Day(day) => PartialDate::Day(day),
        }
    }

    /// Whether a date lies in it. A date of which only the year is known lies in no month.
    pub(super) fn holds(self, date: PartialDate) -> bool {
        match self {
            Period::Year(year) => year == date.first_day().year(),
            Period::Month(..) => Period::of(date) == Some(self),
            Period::Day(day) => date == PartialDate::Day(day),
        }
    }

    /// The month in which a date lies, as far as it is known.
    pub(super) fn of(date: PartialDate) -> Option<Period> {
        match date {
            PartialDate::Year(_) => None,
            PartialDate::Month(year, month) => Some(Period::Month(year, month)),
            PartialDate::Day(day) => Some(Period::month_of(day)),
        }
    }
}

/// On which dates there is something to tell, and in which records it stands: so that a page of a day need not ask them all.
pub(super) struct Diary {
    records: BTreeMap<PartialDate, Vec<RecordId>>,
}

impl Diary {
    /// Of dates with the records in which they stand.
    pub(super) fn new(dates: impl Iterator<Item = (PartialDate, RecordId)>) -> Diary {
        let mut records: BTreeMap<PartialDate, Vec<RecordId>> = BTreeMap::new();
        for (date, record) in dates {
            records.entry(date).or_default().push(record);
        }
        Diary { records }
    }

    /// The periods that need a page, in order: every year in which there is a date, and the parts of those with many.
    pub(super) fn pages(&self) -> Vec<Period> {
        let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
        for (date, records) in &self.records {
            let year = Period::Year(date.first_day().year());
            let month = year.part(*date);
            let day = month.and_then(|month| month.part(*date));
            for period in [Some(year), month, day].into_iter().flatten() {
                *counts.entry(period).or_default() += records.len();
            }
        }
        let has_page =
            |period: &Period| period.around().iter().all(|around| counts.get(around).is_some_and(|count| *count > MANY));
        counts.keys().copied().filter(has_page).collect()
    }

    /// Whether a period has so much in it that each of its parts has a page.
    pub(super) fn is_in_parts(&self, period: Period) -> bool {
        let within = self.records.iter().filter(|(date, _)| period.holds(**date));
        !matches!(period, Period::Day(_)) && within.map(|(_, records)| records.len()).sum::<usize>() > MANY
    }

    /// How many pages a period takes: what stands on none of its parts, and is more than one page holds, goes on on further ones.
    pub(super) fn sheets(&self, period: Period) -> usize {
        let in_parts = self.is_in_parts(period);
        let own = self.records.iter().filter(|(date, _)| period.holds(**date) && !(in_parts && period.part(**date).is_some()));
        own.map(|(_, records)| records.len()).sum::<usize>().div_ceil(MANY).max(1)
    }

    /// The records in which something stands that lies in a period, in order.
    pub(super) fn records(&self, period: Period) -> BTreeSet<RecordId> {
        self.records.iter().filter(|(date, _)| period.holds(**date)).flat_map(|(_, records)| records.iter().copied()).collect()
    }
}

/// The diaries of a handbook.
pub(super) struct Diaries {
    /// Of its meetings.
    pub meetings: Diary,
    /// Of what changed, and will.
    pub changes: Diary,
}

impl Diaries {
    pub(super) fn of(model: &Model) -> Diaries {
        Diaries { meetings: page::meetings::diary(model), changes: page::changes::diary(model) }
    }
}

/// The years in which there are dates, the latest first, with how many there are.
pub(super) fn years(dates: impl Iterator<Item = PartialDate>) -> Vec<(Period, usize)> {
    let mut years: BTreeMap<Period, usize> = BTreeMap::new();
    for date in dates {
        *years.entry(Period::Year(date.first_day().year())).or_default() += 1;
    }
    years.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        PartialDate::read(text).unwrap()
    }

    fn diary(dates: impl Iterator<Item = PartialDate>) -> Diary {
        Diary::new(dates.map(|date| (date, RecordId::default())))
    }

    #[test]
    fn a_year_with_much_in_it_has_pages_for_its_months_and_such_a_month_for_its_days() {
        let few = diary([date("2025-03-01"), date("2024"), date("2025")].into_iter());
        assert_eq!(few.pages(), [Period::Year(2024), Period::Year(2025)]);
        assert!(!few.is_in_parts(Period::Year(2025)));
        let half = || std::iter::repeat_n(date("2025-03-01"), MANY / 2);
        let year = diary(half().chain(std::iter::repeat_n(date("2025-05-02"), MANY / 2)).chain([date("2025"), date("2025-01")]));
        assert_eq!(year.pages(), [Period::Year(2025), Period::Month(2025, 1), Period::Month(2025, 3), Period::Month(2025, 5)]);
        let month = diary(half().chain(half()).chain([date("2025-03-09"), date("2025-03"), date("2025-04-01")]));
        let days = [1, 9].map(|day| Period::Day(jiff::civil::date(2025, 3, day)));
        let months = [Period::Month(2025, 3), Period::Month(2025, 4)];
        assert_eq!(month.pages(), [vec![Period::Year(2025)], months.to_vec(), days.to_vec()].concat());
        assert_eq!((month.sheets(days[0]), month.sheets(months[0])), (1, 1));
        assert_eq!(diary(half().chain(half()).chain([date("2025-03-01")])).sheets(days[0]), 2);
        let undated = diary(std::iter::repeat_n(date("2025"), 2 * MANY + 1).chain([date("2025-03-01")]));
        assert_eq!((undated.sheets(Period::Year(2025)), undated.sheets(months[0])), (3, 1));
        assert!(month.is_in_parts(months[0]) && !month.is_in_parts(months[1]) && !month.is_in_parts(days[0]));
    }

    #[test]
    fn dates_lie_where_they_are_known_to() {
        assert!(Period::Year(2025).holds(date("2025")) && !Period::Month(2025, 1).holds(date("2025")));
        assert!(Period::Month(2025, 1).holds(date("2025-01")) && Period::Month(2025, 1).holds(date("2025-01-31")));
        let day = Period::Day(jiff::civil::date(2025, 1, 31));
        assert!(day.holds(date("2025-01-31")) && !day.holds(date("2025-01")));
        assert_eq!([Period::Year(2025), Period::Month(2025, 1), day].map(Period::path), ["2025", "2025/01", "2025/01/31"]);
        let pages = [Period::Year(2025), Period::Month(2025, 1), day].map(|period| period.page_path(10));
        assert_eq!(pages, ["2025/undated/10", "2025/01/undated/10", "2025/01/31/10"]);
        let counted = years([date("2024"), date("2025-01"), date("2024-02-03")].into_iter());
        assert_eq!(counted, [(Period::Year(2025), 1), (Period::Year(2024), 2)]);
    }
}
