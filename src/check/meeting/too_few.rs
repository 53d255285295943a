#![doc = include_str!("too_few.md")]

use jiff::ToSpan;

use crate::check::Findings;
use crate::model::Model;
use crate::model::calendar::Schedule;
use crate::model::words::count;
use crate::record::date::long_date;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let schedules = model.schedules();
    for forum in model.forums_today() {
        let Some(schedule) = schedules.get(&forum.id) else { continue };
        let rules = model.rules(forum);
        // A rule such as every five weeks comes to no whole number: only a whole meeting less is one too few.
        let Some(required) = rules.fewest_meetings_a_year().map(|times| (times + 0.05).floor()).filter(|times| *times >= 1.0) else {
            continue;
        };
        let title = forum.record.title();
        let asked = count(required as usize, "time", "times");
        let planned = schedule.a_year(model.today);
        if planned > 0.0 && planned + 0.5 < required {
            let times = count(planned.round() as usize, "time", "times");
            let message = format!("“{title}” is to meet {asked} a year and is planned to meet {times}");
            let planned = schedule.dated.iter().find_map(|dated| Some((dated.record, dated.series?)));
            let mut finding = findings.field(forum.record, "meetings", message).label("how often it is to meet");
            if let Some((record, series)) = planned {
                finding = finding.related(record.place(series.rule.span), "the series");
            }
            finding
                .hint("plan more meetings, or agree on fewer");
        } else if planned == 0.0
            && let Some(held) = held(schedule, model)
            && (held as f64) < required
        {
            let since = model.today.saturating_sub(1.years());
            let message =
                format!("“{title}” is to meet {asked} a year and has met {} since {}", count(held, "time", "times"), long_date(since));
            findings
                .field(forum.record, "meetings", message)
                .label("how often it is to meet")
                .hint("record the meetings that took place, hold more, or agree on fewer");
        }
    }
}

/// How many meetings took place in the last twelve months; `None` where the record does not reach back so far.
fn held(schedule: &Schedule<'_>, model: &Model) -> Option<usize> {
    let since = model.today.saturating_sub(1.years());
    let reaches_back = schedule.dated.iter().any(|dated| dated.day <= since);
    let past = schedule.dated.iter().filter(|dated| dated.day > since && dated.day < model.today && dated.takes_place());
    reaches_back.then(|| past.count())
}
