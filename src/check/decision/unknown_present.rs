#![doc = include_str!("unknown_present.md")]

use jiff::civil::Date;

use crate::check::Findings;
use crate::model::publication::SOMEBODY;
use crate::model::words::choice;
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::{Decision, Forum, Meetings};
use crate::record::suggest::nearest;
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut asked: Vec<Asked<'_>> = Vec::new();
    for decision in model.all::<Decision>().filter(|decision| !decision.fields.present.is_empty()) {
        let forum = decision.fields.forum.as_ref().and_then(|link| model.get::<Forum>(decision.record, link));
        let Some(forum) = forum else { continue };
        asked.push(Asked { on: decision.fields.on.date.last_day(), forum: forum.id, record: decision.record, present: &decision.fields.present });
    }
    for meetings in model.all::<Meetings>() {
        for meeting in meetings.fields.meetings.iter().filter(|meeting| !meeting.present.is_empty()) {
            let (forum, on) = (model.get::<Forum>(meetings.record, &meeting.forum), meeting.on);
            let (Some(forum), Some(on)) = (forum, on) else { continue };
            asked.push(Asked { on: on.date.last_day(), forum: forum.id, record: meetings.record, present: &meeting.present });
        }
    }
    // One model for each day: what it has reckoned of a table serves every decision of that day.
    asked.sort_by_key(|asked| asked.on);
    for day in asked.chunk_by(|one, other| one.on == other.on) {
        let then = model.at(day[0].on);
        day.iter().for_each(|asked| look(&then, findings, asked));
    }
}

/// Who is written down as present at a forum on a day, and where.
struct Asked<'m> {
    on: Date,
    forum: RecordId,
    record: &'m Record,
    present: &'m [Sp<String>],
}

/// Looks for names of which nothing is known at a forum's table on a day.
fn look(then: &Model, findings: &mut Findings<'_>, asked: &Asked<'_>) {
    let Asked { record, present, .. } = *asked;
    let Some(forum) = then.entry::<Forum>(asked.forum).filter(|forum| !forum.fields.seats.is_empty()) else { return };
    if !then.table_is_known(forum) {
        return;
    }
    let attendance = then.attendance(forum, present.iter().map(|name| name.value.as_str()));
    let unknown = present.iter().filter(|name| attendance.unknown.contains(&name.value) && name.value != SOMEBODY);
    for name in unknown {
        let title = forum.record.title();
        findings
            .add(record, name.span, format!("“{}” was present and has no seat at “{title}” that day", name.value))
            .label("a seat, or a body with one?")
            .related(forum.record.field("seats"), "its seats")
            .hint(way_out(then, forum, &name.value));
    }
}

/// Whom the name may have meant.
fn way_out(model: &Model, forum: Entry<'_, Forum>, name: &str) -> String {
    let seats = forum.fields.seats.iter().map(|seat| seat.id.as_ref().map_or_else(|| seat.title.clone(), |id| id.value.clone()));
    let places = model.places(forum);
    let bodies = places.iter().filter_map(|place| place.organisation).map(|body| model.record(body).address.to_string());
    let mut known: Vec<String> = seats.chain(bodies).collect();
    known.sort();
    known.dedup();
    if let Some(near) = nearest(name, known.iter().map(String::as_str)) {
        return format!("did you mean `{near}`?");
    }
    let shown: Vec<String> = known.iter().take(6).map(|name| format!("`{name}`")).collect();
    format!("write a seat or a body, such as {}; who attends without a seat belongs under `[[attendees]]`", choice(&shown))
}
