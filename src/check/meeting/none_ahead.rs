#![doc = include_str!("none_ahead.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::date::long_date;
use crate::record::kind::Kind;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let schedules = model.schedules();
    for forum in model.forums_today() {
        let schedule = schedules.get(&forum.id);
        let rules = model.rules(forum);
        let expected = schedule.is_some() || rules.says_how_often_it_meets() || rules.meets_in_public();
        // A meeting of a forum that is not there may be one of this.
        let expected = expected && !model.lacks(Kind::Forum, forum.record.scope());
        if !expected || schedule.is_some_and(|schedule| schedule.next(model.today).is_some()) {
            continue;
        }
        let last = schedule.and_then(|schedule| schedule.dated.iter().rev().find(|dated| dated.day < model.today));
        let title = forum.record.title();
        let message = match last {
            Some(last) => format!("no meeting of “{title}” is on record after {}", long_date(last.day)),
            None => format!("no coming meeting of “{title}” is on record"),
        };
        let mut finding = findings
            .field(forum.record, "meetings", message)
            .label("it meets, and nobody can see when")
            .hint("add its dates to `meetings.toml` of its collaborative, or the day on which the forum ended as `to`");
        if let Some(last) = last {
            let span = last.own.map(|own| own.span).or_else(|| last.series.map(|series| series.span));
            finding = finding.related(last.record.place(span.unwrap_or_default()), "the last that is on record");
        }
        drop(finding);
    }
}
