//! Years and months that have a page of their own, where what happens on days is told.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::record::date::PartialDate;

/// How much stands on one page: a year with more has a page for each of its months.
pub(super) const MANY: usize = 150;

/// A year or a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Period {
    /// A year.
    Year(i16),
    /// A month of a year.
    Month(i16, i8),
}

impl Period {
    /// The month in which a day lies.
    pub(super) fn month_of(day: Date) -> Period {
        Period::Month(day.year(), day.month())
    }

    /// The year in which it lies.
    pub(super) fn year(self) -> Period {
        match self {
            Period::Year(year) | Period::Month(year, _) => Period::Year(year),
        }
    }

    /// The end of its address: `2026` or `2026/07`.
    pub(super) fn path(self) -> String {
        match self {
            Period::Year(year) => format!("{year:04}"),
            Period::Month(year, month) => format!("{year:04}/{month:02}"),
        }
    }

    /// As a date of which the day is not known.
    pub(super) fn date(self) -> PartialDate {
        match self {
            Period::Year(year) => PartialDate::Year(year),
            Period::Month(year, month) => PartialDate::Month(year, month),
        }
    }

    /// Whether a date lies in it. A date of which only the year is known lies in no month.
    pub(super) fn holds(self, date: PartialDate) -> bool {
        match self {
            Period::Year(year) => year == date.first_day().year(),
            Period::Month(..) => Period::of(date) == Some(self),
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

/// The periods that need a page: every year in which there is a date, and every month of those with many.
pub(super) fn pages(dates: impl Iterator<Item = PartialDate>) -> Vec<Period> {
    let mut years: BTreeMap<i16, BTreeMap<Option<Period>, usize>> = BTreeMap::new();
    for date in dates {
        *years.entry(date.first_day().year()).or_default().entry(Period::of(date)).or_default() += 1;
    }
    let mut periods = Vec::new();
    for (year, months) in years {
        periods.push(Period::Year(year));
        if months.values().sum::<usize>() > MANY {
            periods.extend(months.into_keys().flatten());
        }
    }
    periods
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

    #[test]
    fn a_year_with_much_in_it_has_pages_for_its_months() {
        let few = [date("2025-03-01"), date("2024"), date("2025")];
        assert_eq!(pages(few.into_iter()), [Period::Year(2024), Period::Year(2025)]);
        let many = std::iter::repeat_n(date("2025-03-01"), MANY).chain([date("2025"), date("2025-01")]);
        assert_eq!(pages(many), [Period::Year(2025), Period::Month(2025, 1), Period::Month(2025, 3)]);
    }

    #[test]
    fn dates_lie_where_they_are_known_to() {
        assert!(Period::Year(2025).holds(date("2025")) && !Period::Month(2025, 1).holds(date("2025")));
        assert!(Period::Month(2025, 1).holds(date("2025-01")) && Period::Month(2025, 1).holds(date("2025-01-31")));
        assert_eq!((Period::Month(2025, 1).path(), Period::Year(2025).path()), ("2025/01".to_owned(), "2025".to_owned()));
        let counted = years([date("2024"), date("2025-01"), date("2024-02-03")].into_iter());
        assert_eq!(counted, [(Period::Year(2025), 1), (Period::Year(2024), 2)]);
    }
}
