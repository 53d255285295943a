//! Dates, moments, times of day, lengths of time: one to a line.

use handbook::record::date::{During, Length, PartialDate, TimeOfDay, When, meant, read_date_time};
use handbook::record::value::{Format, Fraction, amount};
use handbook::span::Span;
use jiff::civil::Date;

/// Formats that are read from a text on one line.
const FORMATS: [Format; 15] = [
    Format::Plain,
    Format::Date,
    Format::Length,
    Format::Fraction,
    Format::Url,
    Format::Email,
    Format::Attachment,
    Format::Recurrence,
    Format::TimeZone,
    Format::Language,
    Format::Currency,
    Format::DateTime,
    Format::Time,
    Format::Alias,
    Format::Scalar,
];

/// What is read is written as it was; what a hint says to write can be read; what is after a day is not before it.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut read = Vec::new();
    for line in text.lines().take(20) {
        read.extend(date(line));
        for format in FORMATS {
            let _ = format.readable(line);
            if let Err(flaw) = format.check(line) {
                assert!(!flaw.message.is_empty() && !flaw.hint.is_empty(), "{line:?} as {format:?} has no way out");
            }
        }
        if let Ok(moment) = read_date_time(line) {
            assert_eq!(read_date_time(&moment.to_string()).ok(), Some(moment), "{line:?}");
        }
        if let Ok(time) = TimeOfDay::read(line) {
            let written = time.0.strftime("%H:%M").to_string();
            assert!(time.0.second() == 0 && TimeOfDay::read(&written).ok() == Some(time), "{line:?}");
        }
        if let Ok(fraction) = Fraction::read(line) {
            assert_eq!(Fraction::read(&fraction.to_string()).ok(), Some(fraction), "{line:?}");
        }
        let _ = amount(line).map(|number| assert!(number.replace('_', "").parse::<u64>().is_ok(), "{line:?}: {number}"));
    }
    lengths(&text, &read);
    during(&read);
}

fn date(line: &str) -> Option<PartialDate> {
    if let Some(meant) = meant(line) {
        let bare = meant.trim_matches('"');
        assert!(PartialDate::read(bare).is_ok(), "{line:?}: the hint {meant} is no date");
    }
    let date = PartialDate::read(line).ok()?;
    assert_eq!(date.iso(), line, "a date is written as it was read");
    assert!(date.first_day() <= date.last_day(), "{line:?}");
    assert!(!date.to_string().is_empty());
    Some(date)
}

fn lengths(text: &str, dates: &[PartialDate]) {
    for length in text.lines().take(20).filter_map(|line| Length::read(line).ok()) {
        assert!(length.days() >= 0.0 && !length.to_string().is_empty());
        let days = dates.iter().map(|date| date.first_day());
        for day in days.chain([Date::MIN, Date::MAX, Date::constant(2024, 2, 29)]) {
            assert!(length.after(day) >= day, "{length:?} after {day}");
            assert!(length.before(day) <= day, "{length:?} before {day}");
        }
    }
}

fn during(dates: &[PartialDate]) {
    let when = |date: &PartialDate| When { date: *date, span: Span::default() };
    for pair in dates.windows(2) {
        let one = During::new(pair.first().map(when), pair.last().map(when));
        for day in [pair[0].first_day(), pair[1].last_day()] {
            let is_one_of_three = [one.ended_before(day), one.begins_after(day), one.holds_on(day)];
            assert!(is_one_of_three.contains(&true), "{one:?} on {day}");
        }
        let other = During::new(None, pair.first().map(when));
        assert_eq!(one.overlaps(other), other.overlaps(one), "{one:?} and {other:?}");
    }
}
