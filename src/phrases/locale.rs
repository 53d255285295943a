//! Dates, numbers and money as a language writes them: patterns and names from its table.

use jiff::civil::Date;

use super::{Argument, Phrases};
use crate::record::date::{During, Length, PartialDate, Unit};
use crate::record::recurrence::{ByDay, Frequency, Recurrence};

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

impl Phrases {
    /// A date as far as it is known: `2016`, `April 2016`, `1 April 2016`.
    pub fn date(&self, date: PartialDate) -> String {
        match date {
            PartialDate::Year(year) => self.say_with("dates.year", &[("year", year.to_string().into())]),
            PartialDate::Month(year, month) => {
                let month = self.named_month("dates.months-alone", month);
                self.say_with("dates.month", &[("month", month.into()), ("year", year.to_string().into())])
            }
            PartialDate::Day(day) => self.day(day),
        }
    }

    /// A day: `1 April 2016`.
    pub fn day(&self, day: Date) -> String {
        self.day_in("dates.day", "dates.months", day)
    }

    /// A day in short: `1 Apr 2016`.
    pub fn short_day(&self, day: Date) -> String {
        self.day_in("dates.short-day", "dates.short-months", day)
    }

    /// A day with its day of the week: `Friday 1 April 2016`.
    pub fn week_day(&self, day: Date) -> String {
        let name = self.day_of_week(day.weekday().to_monday_zero_offset());
        self.say_with("dates.week-day", &[("weekday", name.into()), ("date", self.day(day).into())])
    }

    /// A day of a month whose year is known: `1 April`.
    pub fn month_day(&self, day: Date) -> String {
        self.day_in("dates.month-day", "dates.months", day)
    }

    /// The same with its day of the week: `Friday 1 April`.
    pub fn week_day_of_month(&self, day: Date) -> String {
        let name = self.day_of_week(day.weekday().to_monday_zero_offset());
        self.say_with("dates.week-day", &[("weekday", name.into()), ("date", self.month_day(day).into())])
    }

    fn day_in(&self, key: &str, months: &str, day: Date) -> String {
        let number = u64::try_from(day.day()).unwrap_or_default();
        let values = [
            ("day", Argument::Number(number)),
            ("ordinal", Argument::Number(number)),
            ("month", self.named_month(months, day.month()).into()),
            ("year", day.year().to_string().into()),
        ];
        self.say_with(key, &values)
    }

    /// The name of a month, from 1, as it stands alone.
    pub fn month(&self, month: i8) -> String {
        self.named_month("dates.months-alone", month)
    }

    /// The name of a day of the week; Monday is 0.
    pub fn day_of_week(&self, day: i8) -> String {
        named(self, "dates.weekdays", &DAYS, i64::from(day))
    }

    /// The short name of a day of the week; Monday is 0.
    pub fn short_day_of_week(&self, day: i8) -> String {
        named(self, "dates.short-weekdays", &DAYS, i64::from(day))
    }

    fn named_month(&self, family: &str, month: i8) -> String {
        named(self, family, &MONTHS, i64::from(month) - 1)
    }

    /// A time that something holds: `from 2016`, `until 30 September 2021`, `2016 to 30 September 2021`; empty where nothing is known.
    pub fn during(&self, during: During) -> String {
        match (during.from, during.to) {
            (None, None) => String::new(),
            (Some(from), None) => self.say_with("dates.from", &[("from", self.date(from).into())]),
            (None, Some(to)) => self.say_with("dates.until", &[("to", self.date(to).into())]),
            (Some(from), Some(to)) => {
                self.say_with("dates.range", &[("from", self.date(from).into()), ("to", self.date(to).into())])
            }
        }
    }

    /// A length of time: `5 working days`, `1 year`.
    pub fn length(&self, length: Length) -> String {
        let key = match length.unit {
            Unit::Days => "time.days",
            Unit::WorkingDays => "time.working-days",
            Unit::Weeks => "time.weeks",
            Unit::Months => "time.months",
            Unit::Years => "time.years",
        };
        self.say_with(key, &[("count", u64::from(length.number).into())])
    }

    /// A length of time as notice: `1 year’s notice`, `6 months’ notice`.
    pub fn notice(&self, length: Length) -> String {
        let count = u64::from(length.number);
        self.say_with("time.notice", &[("length", self.length(length).into()), ("count", count.into())])
    }

    /// A rule by which meetings recur: `every 3 months, on the first Tuesday`.
    pub fn recurrence(&self, rule: &Recurrence) -> String {
        let key = match rule.frequency {
            Frequency::Daily => "time.every-days",
            Frequency::Weekly => "time.every-weeks",
            Frequency::Monthly => "time.every-months",
            Frequency::Yearly => "time.every-years",
        };
        let often = self.say_with(key, &[("count", u64::from(rule.interval).into())]);
        let days: Vec<String> = rule.by_day.iter().map(|day| self.by_day(day)).collect();
        let month_days: Vec<String> = rule.by_month_day.iter().map(i8::to_string).collect();
        let and = |parts: &[String]| parts.join(&self.say("lists.and"));
        match (days.is_empty(), month_days.is_empty()) {
            (true, true) => often,
            (false, true) => self.say_with("time.on-weekdays", &[("often", often.into()), ("days", and(&days).into())]),
            (true, false) => self.say_with("time.on-month-days", &[("often", often.into()), ("days", and(&month_days).into())]),
            (false, false) => {
                let values = [("often", often.into()), ("days", and(&days).into()), ("month-days", and(&month_days).into())];
                self.say_with("time.on-weekdays-and-month-days", &values)
            }
        }
    }

    fn by_day(&self, day: &ByDay) -> String {
        let weekday = self.day_of_week(day.weekday.to_monday_zero_offset());
        match day.nth {
            None => weekday,
            Some(-1) => self.say_with("time.last-weekday", &[("weekday", weekday.into())]),
            Some(nth) => {
                let values = [("weekday", weekday.into()), ("number", nth.to_string().into())];
                let named = self.one_of_with("time.weekday-of-month", &nth.to_string(), &values);
                named.unwrap_or_else(|| self.say_with("time.weekday-number", &values))
            }
        }
    }

    /// A list as prose writes it: “one”, “one and two”, “one, two and three”.
    pub fn list<T: AsRef<str>>(&self, words: &[T]) -> String {
        self.in_a_row(words, "lists.and")
    }

    /// A choice as prose writes it: “one”, “one or two”, “one, two or three”.
    pub fn choice<T: AsRef<str>>(&self, words: &[T]) -> String {
        self.in_a_row(words, "lists.or")
    }

    fn in_a_row<T: AsRef<str>>(&self, words: &[T], last_key: &str) -> String {
        match words {
            [] => String::new(),
            [only] => only.as_ref().to_owned(),
            [rest @ .., last] => {
                let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
                format!("{}{}{}", rest.join(&self.say("lists.comma")), self.say(last_key), last.as_ref())
            }
        }
    }

    /// A number, its digits in groups: `1,234`.
    pub fn number(&self, number: u64) -> String {
        let digits = number.to_string();
        if digits.len() <= 3 {
            return digits;
        }
        let between = self.say("numbers.group");
        let mut grouped = String::with_capacity(digits.len() + 4);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                grouped.push_str(&between);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A number given in hundredths, with as many places as it has: `4.67`, `3.5`, `4`.
    pub fn hundredths(&self, number: u64) -> String {
        let whole = self.number(number / 100);
        match number % 100 {
            0 => whole,
            rest => format!("{whole}{}{}", self.say("numbers.decimal"), format!("{rest:02}").trim_end_matches('0')),
        }
    }

    /// A number in words, where the language has a word for it; else in digits.
    pub fn spelled(&self, number: u64) -> String {
        self.one_of("numbers.words", &number.to_string()).unwrap_or_else(|| self.number(number))
    }

    /// An amount of money in a currency, given by its three letters: `£750,000`.
    pub fn money(&self, currency: &str, amount: u64) -> String {
        let values = [("amount", amount.into()), ("currency", currency.into())];
        self.one_of_with("money", currency, &values).unwrap_or_else(|| self.say_with("money.any", &values))
    }
}

fn named(phrases: &Phrases, family: &str, names: &[&str], index: i64) -> String {
    let name = usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default();
    phrases.one_of(family, name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn english_dates_numbers_and_money() {
        let english = Phrases::english();
        let day = Date::constant(2016, 4, 1);
        assert_eq!(english.day(day), "1 April 2016");
        assert_eq!(english.short_day(day), "1 Apr 2016");
        assert_eq!(english.week_day(day), "Friday 1 April 2016");
        assert_eq!(english.date(PartialDate::Month(2016, 4)), "April 2016");
        assert_eq!(english.date(PartialDate::Year(2016)), "2016");
        let during = During { from: Some(PartialDate::Year(2016)), to: Some(PartialDate::Day(day)) };
        assert_eq!(english.during(during), "2016 to 1 April 2016");
        assert_eq!(english.number(1_234_567), "1,234,567");
        assert_eq!((english.spelled(3), english.spelled(1300)), ("three".to_owned(), "1,300".to_owned()));
        assert_eq!(english.money("GBP", 750_000), "£750,000");
        assert_eq!(english.money("CHF", 5000), "CHF 5,000");
    }

    #[test]
    fn french_dates_and_money_are_a_matter_of_the_table() {
        let table = "[dates.months]\napril = 'avril'\n[dates.day]\none = '{day}er {month} {year}'\nother = '{day} {month} {year}'\n\
                     [numbers]\ngroup = '\u{202f}'\n[money]\nGBP = '{amount}\u{a0}£'\n";
        let (french, mistakes) = Phrases::for_language("fr-FR", &BTreeMap::from([("phrases/fr.toml", table)]));
        assert_eq!(mistakes, []);
        assert_eq!(french.day(Date::constant(2016, 4, 1)), "1er avril 2016");
        assert_eq!(french.day(Date::constant(2016, 4, 2)), "2 avril 2016");
        assert_eq!(french.money("GBP", 750_000), "750\u{202f}000\u{a0}£");
    }
}
