//! What holds for whatever is written: printed and read again, in any order, on any number of threads, after any edits, on any day.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use handbook::diagnostic::Report;
use handbook::model;
use handbook::output::{Content, Route};
use handbook::project::{self, Edition};
use handbook::record::kind::KINDS;
use handbook::record::recurrence::Recurrence;
use handbook::record::{self, Record};
use handbook::source::{File, Sources, disk};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;

use crate::fuzz::targets::{printed, recurrence};

const TODAY: Date = Date::constant(2026, 6, 1);

fn sources(folder: &str) -> Sources {
    disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).expect("a handbook")
}

fn rendered(edition: &Edition) -> BTreeMap<Route, Content> {
    let site = edition.site.as_ref().expect("the theme can be read");
    let content =
        |route: &Route| site.render(route).expect("a planned address").unwrap_or_else(|error| panic!("{route}: {error}"));
    site.routes().map(|route| (route.clone(), content(route))).collect()
}

fn read(file: &File) -> Option<Record> {
    let mut report = Report::default();
    record::parse(file, &mut report).filter(|record| report.is_empty() && record.fields.is_some())
}

#[test]
fn a_record_of_every_kind_that_is_printed_and_read_again_is_the_same() {
    let mut kinds = BTreeSet::new();
    let mut count = 0;
    for folder in ["tests/handbook", "content"] {
        for file in sources(folder).files.values() {
            let Some(record) = read(file) else { continue };
            printed::question(&record);
            kinds.insert(record.kind);
            count += 1;
        }
    }
    assert!(kinds.iter().eq(KINDS.iter()), "only of {kinds:?}");
    assert!(count > 100, "{count}");
}

/// Every file printed from what was read of it. Its fields keep their order, since an author’s own fields are shown in theirs.
#[test]
fn a_handbook_whose_files_are_all_printed_anew_makes_the_same_site() {
    let sources = sources("tests/handbook");
    let mut again = sources.clone();
    for file in sources.files.values() {
        if let Some(record) = read(file) {
            let text = printed::printed(&record, printed::Style::Short);
            again.files.insert(Arc::clone(&file.path), Arc::new(File::new(&file.path, text.as_bytes())));
        }
    }
    let (one, other) = (rendered(&project::edition(sources, TODAY)), rendered(&project::edition(again, TODAY)));
    let routes: BTreeSet<&Route> = one.keys().chain(other.keys()).collect();
    let differ: Vec<&Route> = routes.into_iter().filter(|route| one.get(*route) != other.get(*route)).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn records_in_any_order_make_the_same_model() {
    let sources = sources("tests/handbook");
    let mut records: Vec<Arc<Record>> = sources.files.values().filter_map(|file| read(file)).map(Arc::new).collect();
    let attachments: BTreeSet<Arc<str>> = sources.attachments.keys().cloned().collect();
    let joined = |records: Vec<Arc<Record>>| {
        let mut report = Report::default();
        let model = model::join(records, attachments.clone(), TODAY, &mut report);
        handbook::check::run(&model, &mut report);
        let names: Vec<String> = model.records().map(|(_, record)| record.subject()).collect();
        (names, format!("{:#?}", report.sorted()))
    };
    let expected = joined(records.clone());
    for round in 0..4 {
        // As unlike the order of names as a few turns make it.
        let by_round =
            |record: &Arc<Record>| (record.path.len() * (round + 3) % 11, record.path.bytes().rev().collect::<Vec<_>>());
        records.sort_by_key(by_round);
        assert!(joined(records.clone()) == expected, "in order number {round} the model is another");
    }
}

#[test]
fn files_added_in_any_order_on_any_number_of_threads_give_the_same_bytes() {
    let sources = sources("tests/handbook");
    let made = |order: &[&Arc<File>], threads: usize| {
        let mut shuffled = Sources { attachments: sources.attachments.clone(), ..Sources::default() };
        for file in order {
            shuffled.files.insert(Arc::clone(&file.path), Arc::new(File::new(&file.path, file.text.as_bytes())));
        }
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| rendered(&project::edition(shuffled, TODAY)))
    };
    let mut order: Vec<&Arc<File>> = sources.files.values().collect();
    let expected = made(&order, 1);
    for threads in [2, 7] {
        order.sort_by_key(|file| (file.text.len() * threads % 13, std::cmp::Reverse(&file.path)));
        assert!(made(&order, threads) == expected, "on {threads} threads");
    }
}

/// The days of a rule by its definition: every day is asked whether the rule means it.
fn meant(rule: &Recurrence, start: Date, last: Date) -> Vec<Date> {
    use handbook::record::recurrence::Frequency::{Daily, Monthly, Weekly, Yearly};
    let monday = |day: Date| day.saturating_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    let days_between = |one: Date, other: Date| i64::from((other - one).get_days());
    let months = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let period = |day: Date| match rule.frequency {
        Daily => days_between(start, day),
        Weekly => days_between(monday(start), monday(day)) / 7,
        Monthly => months(day) - months(start),
        Yearly => i64::from(day.year()) - i64::from(start.year()),
    };
    let counts = |nth: i8, day: Date| {
        let (from_start, from_end) = ((day.day() - 1) / 7 + 1, (day.days_in_month() - day.day()) / 7 + 1);
        nth == from_start || nth == -from_end
    };
    let is_day = |day: Date| {
        let by_day = rule.by_day.iter().any(|by| by.weekday == day.weekday() && by.nth.is_none_or(|nth| counts(nth, day)));
        let by_month_day = rule.by_month_day.iter().any(|number| {
            *number == day.day() || i16::from(*number) == i16::from(day.day()) - i16::from(day.days_in_month()) - 1
        });
        match (rule.by_day.is_empty(), rule.by_month_day.is_empty(), rule.frequency) {
            (true, true, Daily) => true,
            (true, true, Weekly) => day.weekday() == start.weekday(),
            (true, true, _) => day.day() == start.day(),
            (no_day, no_month_day, _) => (no_day || by_day) && (no_month_day || by_month_day),
        }
    };
    let is_month = |day: Date| match rule.by_month[..] {
        [] => rule.frequency != Yearly || day.month() == start.month(),
        _ => rule.by_month.contains(&day.month()),
    };
    // From the first day of the period, since positions count from there.
    let first = monday(start).min(Date::constant(start.year(), 1, 1));
    let all = first.series(1.day()).take_while(|day| *day <= last.saturating_add(366.days()));
    let mut periods: BTreeMap<i64, Vec<Date>> = BTreeMap::new();
    for day in all.filter(|day| is_day(*day) && is_month(*day)) {
        let number = period(day);
        if number >= 0 && number % i64::from(rule.interval) == 0 {
            periods.entry(number).or_default().push(day);
        }
    }
    let chosen = periods.into_values().flat_map(|days| {
        let length = days.len() as i64;
        let is_chosen = |at: usize| {
            let at = at as i64;
            rule.by_position.is_empty()
                || rule.by_position.iter().any(|position| {
                    let position = i64::from(*position);
                    position == at + 1 || position == at - length
                })
        };
        days.into_iter().enumerate().filter(|(at, _)| is_chosen(*at)).map(|(_, day)| day).collect::<Vec<_>>()
    });
    let end = rule.until.map_or(last, |until| until.min(last));
    let count = rule.count.map_or(usize::MAX, |count| count as usize);
    chosen.filter(|day| *day >= start).take(count).filter(|day| *day <= end).collect()
}

fn rules() -> impl Strategy<Value = String> {
    let part = |parts: &'static [&'static str]| prop::sample::select(parts);
    (
        part(&["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"]),
        part(&["", ";INTERVAL=1", ";INTERVAL=2", ";INTERVAL=3", ";INTERVAL=7"]),
        part(&["", "", ";BYDAY=TU", ";BYDAY=MO,WE,FR", ";BYDAY=1TU", ";BYDAY=-1FR,2MO", ";BYDAY=5TH", ";BYDAY=MO,TU,WE,TH,FR"]),
        part(&["", "", "", ";BYMONTHDAY=15", ";BYMONTHDAY=-1", ";BYMONTHDAY=31,1", ";BYMONTHDAY=29,-7"]),
        part(&["", "", ";BYMONTH=3,9", ";BYMONTH=2", ";BYMONTH=12,1"]),
        part(&["", "", "", ";BYSETPOS=-1", ";BYSETPOS=1,3", ";BYSETPOS=1,-1"]),
        part(&["", "", ";COUNT=1", ";COUNT=5", ";UNTIL=20251231", ";UNTIL=20200229"]),
    )
        .prop_map(|(frequency, interval, day, month_day, month, position, end)| {
            [frequency, interval, day, month_day, month, position, end].concat()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_days_of_a_rule_are_those_that_it_means(text in rules(), offset in 0i64..2000) {
        if let Ok(rule) = Recurrence::read(&text) {
            let start = Date::constant(2020, 1, 1).saturating_add(offset.days());
            let last = start.saturating_add(4.years());
            prop_assert_eq!(rule.days(start, start, last), meant(&rule, start, last), "{} from {}", text, start);
            recurrence::question(&rule, start);
        }
    }

    #[test]
    fn a_rule_goes_on_after_each_of_its_days(text in rules(), offset in 0i64..2000) {
        if let Ok(rule) = Recurrence::read(&text) {
            let start = Date::constant(2020, 1, 1).saturating_add(offset.days());
            let last = start.saturating_add(3.years());
            let days = rule.days(start, start, last);
            for pair in days.windows(2) {
                let next = rule.days(start, pair[0].saturating_add(1.day()), last).first().copied();
                prop_assert_eq!(next, Some(pair[1]), "{} from {}", text, start);
            }
        }
    }
}

#[test]
fn the_definition_of_a_rule_knows_its_calendar() {
    let rule = Recurrence::read("FREQ=MONTHLY;BYDAY=-1FR").unwrap();
    let days = meant(&rule, Date::constant(2026, 1, 1), Date::constant(2026, 3, 31));
    assert_eq!(days, [Date::constant(2026, 1, 30), Date::constant(2026, 2, 27), Date::constant(2026, 3, 27)]);
    assert!(days.iter().all(|day| day.weekday() == Weekday::Friday));
}
