//! The seats of a forum: whose each is, who holds it, with what vote, and until when.

use super::super::super::view::{Block, Run, Words, words};
use super::super::sheet::Sheet;
use super::super::table;
use crate::model::Entry;
use crate::model::forum::{Occupancy, Place};
use crate::record::kind::Forum;
use crate::record::value::Fraction;

/// The headings of the table of seats.
const SEATS: &[&str] = &["seats.seat", "seats.for", "seats.held-by", "seats.vote", "seats.deputy", "seats.term"];

pub(super) fn hold_seats(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let places = sheet.model().places(forum);
    let mut blocks = Vec::new();
    if !places.is_empty() {
        let rows = seat_rows(sheet, forum, &places);
        blocks.push(table("seats", seats_caption(sheet, &places), &sheet.say_each(SEATS), rows));
    } else if !forum.fields.seats.is_empty() {
        let lines = forum.fields.seats.iter().map(|seat| match seat.each.is_some() {
            true => sheet.runs("seats.one-for-each", &[("seat", seat.title.clone().into())]),
            false => words(seat.title.clone()),
        });
        blocks.push(Block::List { lines: lines.collect() });
    }
    if !forum.fields.attendees.is_empty() {
        blocks.push(Block::Heading {
            language: None,
            id: "part-attendance".to_owned(),
            title: sheet.say("seats.in-attendance"),
            level: 3,
        });
        let lines = forum.fields.attendees.iter().map(|attendee| {
            let mut parts = vec![words(attendee.title.clone())];
            parts.extend(attendee.organisation.as_ref().map(|link| vec![sheet.point.follow(forum.record, link)]));
            parts.extend(attendee.each.map(|_| words(sheet.say("seats.one-from-every"))));
            sheet.point.listed(parts)
        });
        blocks.push(Block::List { lines: lines.collect() });
    }
    let limits = limits(sheet, forum);
    if !limits.is_empty() {
        blocks.push(Block::Text { paragraphs: vec![words(limits.join(" "))] });
    }
    sheet.hold("seats", sheet.say("seats.title"), blocks);
}

fn limits(sheet: &Sheet<'_>, forum: Entry<'_, Forum>) -> Vec<String> {
    let Some(limits) = &forum.fields.limits else { return Vec::new() };
    let mut sentences = Vec::new();
    if let Some(seats) = &limits.seats {
        sentences.push(match (seats.min, seats.max) {
            (Some(min), Some(max)) => sheet.say_with("seats.from-to", &[("min", min.into()), ("count", max.into())]),
            (Some(min), None) => sheet.say_with("seats.at-least", &[("count", min.into())]),
            (None, Some(max)) => sheet.say_with("seats.at-most", &[("count", max.into())]),
            (None, None) => return sentences,
        });
    }
    if let Some(cap) = &limits.same_affiliation {
        let part = |fraction: Fraction| sheet.say_with("seats.cap-part", &[("fraction", fraction.to_string().into())]);
        let count = || cap.count.map(|count| sheet.say_with("seats.cap", &[("count", count.into())]));
        sentences.extend(cap.fraction.map(part).or_else(count));
    }
    if limits.equal_seats == Some(true) {
        sentences.push(sheet.say("seats.equal"));
    }
    sentences
}

fn seats_caption(sheet: &Sheet<'_>, places: &[Place<'_>]) -> String {
    let voting: Vec<&Place<'_>> = places.iter().filter(|place| place.votes()).collect();
    let vacant = voting.iter().filter(|place| place.occupancy == Occupancy::Vacant).count();
    let rest = places.len() - voting.len();
    let mut caption = sheet.say_with("seats.caption", &[("count", voting.len().into())]);
    if rest > 0 {
        caption = [caption, sheet.say_with("seats.caption-without", &[("count", rest.into())])].join(&sheet.say("lists.comma"));
    }
    if vacant > 0 {
        caption =
            [caption, sheet.say_with("seats.caption-vacant", &[("count", vacant.into())])].join(&sheet.say("lists.semicolon"));
    }
    caption
}

/// A row for each place; one for all members where nothing is recorded that would tell their places apart.
fn seat_rows(sheet: &Sheet<'_>, forum: Entry<'_, Forum>, places: &[Place<'_>]) -> Vec<Vec<Words>> {
    let mut rows = Vec::new();
    let mut places = places.iter().peekable();
    while let Some(place) = places.next() {
        let same = |other: &Place<'_>| std::ptr::eq(place.seat, other.seat) && other.occupancy == Occupancy::NotRecorded;
        let mut count = 1_usize;
        if place.seat.each.is_some() && place.occupancy == Occupancy::NotRecorded {
            while places.next_if(|other| same(other)).is_some() {
                count += 1;
            }
        }
        let mut row = seat_row(sheet, forum, place);
        if count > 1 {
            row[1] = words(sheet.say_with("seats.each-of", &[("count", count.into())]));
        }
        rows.push(row);
    }
    rows
}

fn seat_row(sheet: &Sheet<'_>, forum: Entry<'_, Forum>, place: &Place<'_>) -> Vec<Words> {
    let point = &sheet.point;
    let seat = place.seat;
    let title = match &seat.kind {
        Some(kind) => {
            let kind = point.term(forum.record, kind).text.to_lowercase();
            point.runs("lists.aside", &[("text", seat.title.clone().into()), ("aside", kind.into())])
        }
        None => words(seat.title.clone()),
    };
    let held = match (place.holder, place.occupancy) {
        (Some(holder), _) => {
            let who = holder
                .person
                .as_ref()
                .map(|link| point.follow(forum.record, link))
                .or_else(|| holder.post.clone().map(Run::text));
            let who = vec![who.unwrap_or_else(|| point.unrecorded())];
            let since = holder.from.map(|from| point.runs("dates.since", &[("from", point.date(from.date).into())]));
            point.listed([Some(who), since].into_iter().flatten().collect())
        }
        (None, Occupancy::Vacant) => vec![Run::label(sheet.say("seats.vacant"), "warning")],
        (None, _) => seat.appointed_by.clone().map_or_else(
            || vec![sheet.point.unrecorded()],
            |by| words(sheet.say_with("seats.appointed-by", &[("body", by.into())])),
        ),
    };
    let vote = match (place.votes(), seat.votes) {
        (false, _) => sheet.say("value.no"),
        (true, Some(votes)) => sheet.say_with("value.votes", &[("count", votes.into())]),
        (true, None) => sheet.say("value.yes"),
    };
    let deputy = match &seat.deputy {
        None => vec![sheet.point.unrecorded()],
        Some(deputy) if !deputy.allowed => words(sheet.say("value.no")),
        Some(deputy) => {
            let counts = deputy.counts.map(|counts| if counts { "seats.deputy-counts" } else { "seats.deputy-does-not-count" });
            let votes = deputy.votes.map(|votes| if votes { "seats.deputy-votes" } else { "seats.deputy-does-not-vote" });
            let rights: Vec<String> = [counts, votes].into_iter().flatten().map(|key| sheet.say(key)).collect();
            let named = place.holder.and_then(|holder| holder.deputy.clone()).or_else(|| deputy.named.clone());
            let allowed = match rights.is_empty() {
                true => sheet.say("value.yes"),
                false => [sheet.say("value.yes"), point.phrases().list(&rights)].join(&sheet.say("lists.comma")),
            };
            match named {
                Some(name) => sheet.runs("lists.labelled", &[("label", allowed.into()), ("value", name.into())]),
                None => words(allowed),
            }
        }
    };
    let term = seat.term.as_ref().map_or_else(Words::new, |term| {
        let length = term.length.map(|length| point.phrases().length(length));
        let limit = term.limit.map(|limit| sheet.say_with("seats.terms-in-a-row", &[("count", limit.into())]));
        words([length, limit].into_iter().flatten().collect::<Vec<_>>().join(&sheet.say("lists.comma")))
    });
    let organisation = place.organisation.map_or_else(Words::new, |id| vec![point.link_short(id)]);
    vec![title, organisation, held, words(vote), deputy, term]
}
