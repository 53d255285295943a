//! Time zones of iCalendar files: each that is named is described, so that a program needs no list of its own.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::text::Text;

/// How many years are looked at to see by which rule clocks change: so many tell the fourth Sunday from the last.
const YEARS_FOR_A_RULE: i32 = 12;

/// A time zone in which meetings are told.
pub(super) struct Zone {
    /// Its name, as its own list writes it.
    pub name: String,
    zone: TimeZone,
}

/// A day on which clocks change.
struct Change {
    /// When, by the clock that held until then.
    at: DateTime,
    from: Offset,
    to: Offset,
    abbreviation: String,
}

impl Zone {
    /// The zone of a name; `None` where there is no such zone.
    pub fn named(name: &str) -> Option<Zone> {
        let zone = TimeZone::get(name).ok()?;
        Some(Zone { name: zone.iana_name().unwrap_or(name).to_owned(), zone })
    }

    /// Whether it is the time of the world, which needs no description.
    pub fn is_universal(&self) -> bool {
        let moves = self.zone.following(Timestamp::MIN).next().is_some();
        !moves && self.zone.to_offset(Timestamp::UNIX_EPOCH) == Offset::UTC
    }

    /// The time by the clock so many minutes after another.
    pub fn after(&self, start: DateTime, minutes: u32) -> DateTime {
        let start = self.zone.to_ambiguous_zoned_datetime(start).compatible();
        let end = start.ok().and_then(|start| start.checked_add(i64::from(minutes).minutes()).ok());
        end.map_or(DateTime::MAX, |end| end.datetime())
    }

    /// Describes it for the days from `first` to `last`.
    pub fn describe(&self, text: &mut Text, first: Date, last: Date) {
        text.line("BEGIN", "VTIMEZONE");
        text.line("TZID", &self.name);
        let changes = self.changes(first, last.saturating_add(YEARS_FOR_A_RULE.years()));
        if changes.is_empty() {
            let offset = self.zone.to_offset_info(timestamp(first));
            let start = Date::constant(1970, 1, 1).to_datetime(Time::midnight());
            let (from, abbreviation) = (offset.offset(), offset.abbreviation().to_owned());
            observe(text, &Change { at: start, from, to: from, abbreviation }, None);
        }
        let alike =
            |one: &Change, other: &Change| (one.from, one.to, &one.abbreviation) == (other.from, other.to, &other.abbreviation);
        for (number, change) in changes.iter().enumerate() {
            let series: Vec<&Change> = changes.iter().filter(|other| alike(change, other)).collect();
            let is_first = !changes[..number].iter().any(|other| alike(change, other));
            match rule(&series) {
                Some(rule) if is_first => observe(text, change, Some(&rule)),
                Some(_) => {}
                None if change.at.date() <= last => observe(text, change, None),
                None => {}
            }
        }
        text.line("END", "VTIMEZONE");
    }

    /// The changes of clocks from the last one before `first` until `last`.
    fn changes(&self, first: Date, last: Date) -> Vec<Change> {
        let (first, last) = (timestamp(first), timestamp(last));
        let before = self.zone.preceding(first).next();
        let after = self.zone.following(first).take_while(|change| change.timestamp() <= last);
        let change = |change: jiff::tz::TimeZoneTransition<'_>| {
            let at = change.timestamp();
            let from = self.zone.to_offset(at.saturating_sub(1.second()).unwrap_or(at));
            Change { at: from.to_datetime(at), from, to: change.offset(), abbreviation: change.abbreviation().to_owned() }
        };
        before.into_iter().chain(after).map(change).collect()
    }
}

fn timestamp(day: Date) -> Timestamp {
    Offset::UTC.to_timestamp(day.to_datetime(Time::midnight())).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What holds from a change on. Which half of the year is called summer is told by the clock and not by law: Ireland's standard time is
/// its summer's, which programs do not understand.
fn observe(text: &mut Text, change: &Change, rule: Option<&str>) {
    let name = if change.to > change.from { "DAYLIGHT" } else { "STANDARD" };
    text.line("BEGIN", name);
    text.line("DTSTART", &super::local(change.at));
    if let Some(rule) = rule {
        text.line("RRULE", rule);
    }
    text.line("TZOFFSETFROM", &offset(change.from));
    text.line("TZOFFSETTO", &offset(change.to));
    text.words("TZNAME", &change.abbreviation);
    text.line("END", name);
}

/// By which yearly rule clocks change, such as on the last Sunday of March; `None` where the days follow none.
fn rule(changes: &[&Change]) -> Option<String> {
    let first = changes.first()?.at;
    let yearly = changes.windows(2).all(|pair| pair[1].at.year() == pair[0].at.year() + 1);
    let alike = changes.iter().all(|change| {
        let day = change.at.date();
        day.month() == first.month() && day.weekday() == first.date().weekday() && change.at.time() == first.time()
    });
    if changes.len() < 3 || !yearly || !alike {
        return None;
    }
    let days = || changes.iter().map(|change| change.at.date());
    let nth = (first.day() - 1) / 7 + 1;
    let position = if days().all(|day| day.day() + 7 > day.days_in_month()) {
        -1
    } else if days().all(|day| (day.day() - 1) / 7 + 1 == nth) {
        nth
    } else {
        return None;
    };
    let weekday = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][usize::from(first.date().weekday().to_monday_zero_offset() as u8)];
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={position}{weekday}", first.month()))
}

/// An offset as `+0100`.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, seconds) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let rest = if rest == 0 { String::new() } else { format!("{rest:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(name: &str) -> String {
        let mut text = Text::default();
        Zone::named(name).unwrap().describe(&mut text, Date::constant(2026, 3, 1), Date::constant(2028, 6, 1));
        text.finish().replace("\r\n", "\n")
    }

    #[test]
    fn clocks_that_change_by_a_rule_have_one() {
        let london = "BEGIN:VTIMEZONE\nTZID:Europe/London\n\
            BEGIN:STANDARD\nDTSTART:20251026T020000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n\
            TZOFFSETFROM:+0100\nTZOFFSETTO:+0000\nTZNAME:GMT\nEND:STANDARD\n\
            BEGIN:DAYLIGHT\nDTSTART:20260329T010000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n\
            TZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nTZNAME:BST\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
        assert_eq!(described("Europe/London"), london);
        assert_eq!(described("europe/london"), london);
        assert!(described("America/New_York").contains("RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU\n"));
    }

    #[test]
    fn irish_summer_time_is_told_as_every_other() {
        let dublin = described("Europe/Dublin");
        assert!(dublin.contains("BEGIN:DAYLIGHT\nDTSTART:20260329T010000\n"), "{dublin}");
        assert!(dublin.contains("TZOFFSETFROM:+0000\nTZOFFSETTO:+0100\nTZNAME:IST\nEND:DAYLIGHT\n"), "{dublin}");
    }

    #[test]
    fn clocks_that_change_by_no_rule_or_never_are_told_day_by_day() {
        let casablanca = described("Africa/Casablanca");
        assert!(!casablanca.contains("RRULE") && casablanca.matches("DTSTART").count() > 3, "{casablanca}");
        let kolkata = described("Asia/Kolkata");
        assert!(kolkata.matches("BEGIN:STANDARD").count() == 1 && kolkata.contains("TZOFFSETTO:+0530\n"), "{kolkata}");
    }

    #[test]
    fn the_time_of_the_world_is_known() {
        let universal = |name| Zone::named(name).unwrap().is_universal();
        assert!(universal("Etc/UTC") && universal("UTC"));
        assert!(!universal("Europe/London") && !universal("Etc/GMT+1") && !universal("Africa/Abidjan"));
        assert!(Zone::named("Europe/Nowhere").is_none());
    }

    #[test]
    fn a_meeting_over_a_change_of_clocks_lasts_as_long_as_others() {
        let london = Zone::named("Europe/London").unwrap();
        let start = |text: &str| text.parse::<DateTime>().unwrap();
        assert_eq!(london.after(start("2026-03-29T00:30"), 60), start("2026-03-29T02:30"));
        assert_eq!(london.after(start("2026-10-25T00:30"), 120), start("2026-10-25T01:30"));
        assert_eq!(london.after(start("2026-06-01T23:30"), 60), start("2026-06-02T00:30"));
    }
}
