//! Recurrence rules: one to a line, and the day on which the series begins on the first that is a date.

use handbook::record::recurrence::Recurrence;
use jiff::ToSpan;
use jiff::civil::Date;

/// The days of a rule are in order, each once, from the first asked for to the last; asking in two parts gives the same; written in our
/// own order it is the same rule.
pub fn run(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let start = text.lines().find_map(|line| line.parse::<Date>().ok()).unwrap_or(Date::constant(2024, 2, 29));
    for line in text.lines().take(10) {
        let Ok(rule) = Recurrence::read(line) else { continue };
        question(&rule, start);
    }
}

/// Panics where a promise of a rule is broken for a series that begins on `start`.
pub fn question(rule: &Recurrence, start: Date) {
    let first = start.saturating_add(100.days());
    let last = first.saturating_add(6.years());
    let days = rule.days(start, first, last);
    assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{rule:?} from {start}: not in order, or a day twice: {days:?}");
    assert!(days.iter().all(|day| (first..=last).contains(day)), "{rule:?} from {start}: beyond what was asked for");
    if let Some(until) = rule.until {
        assert!(days.iter().all(|day| *day <= until), "{rule:?} from {start}: after its end");
    }
    if let Some(count) = rule.count {
        assert!(days.len() as u64 <= u64::from(count), "{rule:?} from {start}: too often");
    }
    let middle = first.saturating_add(2.years());
    let parts = [rule.days(start, first, middle), rule.days(start, middle.saturating_add(1.days()), last)];
    if middle < last {
        assert_eq!(parts.concat(), days, "{rule:?} from {start}: asked in two parts");
    }
    let mut again = Recurrence::read(&written(rule)).unwrap_or_else(|flaw| panic!("{rule:?}: {flaw:?}"));
    again.text.clone_from(&rule.text);
    assert_eq!(&again, rule, "printed and read again");
    assert!(rule.times_a_year() >= 0.0 && !rule.to_string().is_empty());
}

/// A rule in the order of RFC 5545's own list.
pub fn written(rule: &Recurrence) -> String {
    let mut parts = vec![format!("FREQ={}", format!("{:?}", rule.frequency).to_uppercase())];
    parts.extend(rule.until.map(|until| format!("UNTIL={}", until.strftime("%Y%m%d"))));
    parts.extend(rule.count.map(|count| format!("COUNT={count}")));
    parts.push(format!("INTERVAL={}", rule.interval));
    let days = rule.by_day.iter().map(|by| {
        let weekday = format!("{:?}", by.weekday)[..2].to_uppercase();
        by.nth.map_or(weekday.clone(), |nth| format!("{nth}{weekday}"))
    });
    parts.extend(listed("BYDAY", days));
    parts.extend(listed("BYMONTHDAY", rule.by_month_day.iter().map(i8::to_string)));
    parts.extend(listed("BYMONTH", rule.by_month.iter().map(i8::to_string)));
    parts.extend(listed("BYSETPOS", rule.by_position.iter().map(i16::to_string)));
    parts.join(";")
}

fn listed(name: &str, values: impl Iterator<Item = String>) -> Option<String> {
    let values: Vec<String> = values.collect();
    (!values.is_empty()).then(|| format!("{name}={}", values.join(",")))
}
