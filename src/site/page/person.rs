//! A holder of public posts: posts, seats, what they have declared.

use super::super::view::{Run, Words, words};
use super::sheet::Sheet;
use super::table;
use crate::model::RecordId;
use crate::record::Record;
use crate::record::kind::person::Interest;
use crate::record::kind::{Forum, Person};

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let model = sheet.model();
    let Some(person) = model.entry::<Person>(id) else { return sheet.close(id, &[]) };
    let posts: Vec<Vec<Words>> = person
        .fields
        .posts
        .iter()
        .map(|post| {
            let today = post.during().holds_on(model.today);
            vec![
                words(post.title.clone()),
                vec![sheet.point.follow(record, &post.organisation)],
                vec![sheet.point.when(post.from)],
                post.to.map_or_else(Words::new, |to| vec![sheet.point.date(to.date)]),
                if today { words(sheet.say("body.today")) } else { vec![Run::label(sheet.say("body.former"), "ended")] },
            ]
        })
        .collect();
    sheet.prose(record, false);
    if !posts.is_empty() {
        let block = table(
            "posts",
            sheet.say("person.posts"),
            &sheet.say_each(&["person.post", "person.organisation", "member.since", "member.until", "body.standing"]),
            posts,
        );
        sheet.section("posts", sheet.say("person.posts"), vec![block]);
    }
    seats(sheet, id);
    interests(sheet, record, person.fields);
    super::impact::of_record(sheet, id);
    sheet.close(id, &["posts", "interests", "declared", "affiliation"]);
}

fn seats(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let mut forums: Vec<RecordId> = model
        .backlinks(id)
        .iter()
        .filter(|link| link.field.as_deref() == Some("seats.holders.person"))
        .map(|link| link.from)
        .collect();
    forums.dedup();
    let mut rows = Vec::new();
    for forum in forums.into_iter().filter_map(|forum| model.entry::<Forum>(forum)) {
        for seat in &forum.fields.seats {
            let own = seat
                .holders
                .iter()
                .filter(|holder| holder.person.as_ref().and_then(|person| model.follow(forum.record, person)) == Some(id));
            for holder in own {
                let collaborative = model.collaborative_of(forum.record);
                rows.push(vec![
                    vec![sheet.point.link(forum.id)],
                    collaborative.map_or_else(Words::new, |collaborative| vec![sheet.point.link_short(collaborative.id)]),
                    words(seat.title.clone()),
                    vec![sheet.point.when(holder.from)],
                    holder.to.map_or_else(Words::new, |to| vec![sheet.point.date(to.date)]),
                    words(sheet.say(if seat.voting.unwrap_or(true) { "value.yes" } else { "value.no" })),
                ]);
            }
        }
    }
    if !rows.is_empty() {
        let block = table(
            "seats",
            sheet.say("seats.title"),
            &sheet.say_each(&["meetings.column-forum", "body.of", "seats.seat", "member.since", "member.until", "seats.vote"]),
            rows,
        );
        sheet.section("seats", sheet.say("seats.title"), vec![block]);
    }
}

fn interests(sheet: &mut Sheet<'_>, record: &Record, person: &Person) {
    let rows: Vec<Vec<Words>> = person.interests.iter().map(|interest| interest_row(sheet, record, interest)).collect();
    if !rows.is_empty() {
        let block = table(
            "interests",
            sheet.say("person.interests"),
            &sheet.say_each(&[
                "person.interest",
                "person.interest-kind",
                "member.since",
                "member.until",
                "person.declared",
                "person.mitigation",
            ]),
            rows,
        );
        sheet.section("interests", sheet.say("person.interests"), vec![block]);
    } else if let Some(declared) = person.declared {
        let line = sheet.runs("person.nothing-to-declare", &[("date", sheet.point.date(declared.date).into())]);
        sheet.section(
            "interests",
            sheet.say("person.interests"),
            vec![super::super::view::Block::Text { paragraphs: vec![line] }],
        );
    }
}

/// An interest as a row: what, of which kind, since and until when, when it was declared, what is done about it.
pub(super) fn interest_row(sheet: &Sheet<'_>, record: &Record, interest: &Interest) -> Vec<Words> {
    let point = &sheet.point;
    let kind = vec![point.term(record, &interest.kind)];
    // Of what is withheld only the reason is published, whatever else the record says.
    if let Some(reason) = &interest.withheld {
        let withheld = vec![Run::quiet(sheet.say_with("person.withheld", &[("reason", (&reason.value).into())]))];
        return vec![withheld, kind, Words::new(), Words::new(), Words::new(), Words::new()];
    }
    let mut what: Words = interest.description.clone().map(words).unwrap_or_default();
    if let Some(organisation) = &interest.organisation {
        let body = point.follow(record, organisation);
        what = match what.is_empty() {
            true => vec![body],
            false => sheet.runs("lists.labelled", &[("label", what.into()), ("value", body.into())]),
        };
    }
    vec![
        what,
        kind,
        vec![point.when(interest.from)],
        interest.to.map_or_else(Words::new, |to| vec![point.date(to.date)]),
        vec![point.when(interest.declared)],
        interest.mitigation.clone().map_or_else(|| vec![sheet.point.unrecorded()], words),
    ]
}
