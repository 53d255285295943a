#![doc = include_str!("minutes_late.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::date::long_date;
use crate::record::kind::{Forum, Meetings};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for meetings in model.all::<Meetings>() {
        for meeting in meetings.fields.meetings.iter().filter(|meeting| !meeting.cancelled && meeting.minutes.is_none()) {
            let Some(on) = meeting.on else { continue };
            let Some(forum) = model.get::<Forum>(meetings.record, &meeting.forum) else { continue };
            let rules = model.rules(forum);
            let Some(minutes) = rules.minutes().filter(|minutes| minutes.published != Some(false)) else { continue };
            let Some(within) = minutes.within else { continue };
            // Rules that came into force later do not hold for earlier meetings.
            let effective = forum.fields.control.as_ref().and_then(|control| control.effective);
            let due = within.after(on.date.last_day());
            let before_the_rule = effective.is_some_and(|effective| effective.date.first_day() > on.date.last_day());
            if due >= model.today || before_the_rule || meeting.minutes_published.is_some() {
                continue;
            }
            let message = format!(
                "the minutes of “{}” of {} were due on {}, and none are on record",
                forum.record.title(),
                on.date,
                long_date(due)
            );
            findings
                .add(meetings.record, on.span, message)
                .label("the meeting")
                .related(rules.place("meetings"), format!("minutes are due within {within}"))
                .hint("add the address of the minutes as `minutes`, and the day on which they were published");
        }
    }
}
