//! Popolo: people, organisations, posts, memberships, areas, motions and votes, in the form that parliaments and councils publish theirs
//! (<https://www.popoloproject.com/>). Collaboratives and forums are organisations there, decisions are motions.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::Lines;
use super::register::{
    Area, Collaborative, Day, Decision, Forum, Head, Link, Meeting, Membership, Organisation, Person, Row, Source,
};
use super::writer::Writer;
use crate::record::kind::decision::Outcome;

/// The file.
pub(super) fn bytes(writer: &Writer<'_>) -> Vec<u8> {
    let mut file = Lines::begin(&json!({ "handbook": super::VERSION }));
    file.rows("persons", Person::all(writer).map(|person| person_of(&person)));
    let organisations = Organisation::all(writer).map(|body| organisation(&body));
    let wholes = Collaborative::all(writer).map(|whole| collaborative(&whole));
    let forums = Forum::all(writer).map(|forum| forum_of(&forum));
    file.rows("organizations", organisations.chain(wholes).chain(forums));
    let seats = Forum::all(writer).flat_map(|forum| seats(&forum));
    file.rows("posts", posts(writer).into_values().chain(seats));
    let held = Forum::all(writer).flat_map(|forum| seat_memberships(&forum));
    let members = Membership::all(writer).enumerate().map(|(number, membership)| member(number, &membership));
    file.rows("memberships", Person::all(writer).flat_map(|person| post_memberships(&person)).chain(held).chain(members));
    file.rows("areas", Area::all(writer).map(|area| area_of(&area)));
    file.rows("motions", Decision::all(writer).map(|decision| motion(&decision)));
    file.rows("vote_events", Decision::all(writer).filter_map(|decision| vote_event(&decision)));
    file.rows("events", Meeting::all(writer).enumerate().map(|(number, meeting)| event(number, &meeting)));
    file.end()
}

fn date(day: Option<&Day>) -> Value {
    day.map_or(Value::Null, |day| day.0.clone().into())
}

fn id(link: Option<&Link>) -> Value {
    link.map_or(Value::Null, |link| link.id.clone().into())
}

fn other_names(head: &Head) -> Vec<Value> {
    let short = head.short_name.iter().map(|name| json!({ "name": name, "note": "short name" }));
    let former = head.former_names.iter().map(|former| {
        json!({
            "name": former.name,
            "start_date": date(former.from.as_ref()),
            "end_date": date(former.to.as_ref()),
            "note": "former name",
        })
    });
    short.chain(former).collect()
}

fn sources(sources: &[Source]) -> Vec<Value> {
    sources.iter().filter_map(|source| Some(json!({ "url": source.url.as_ref()?, "note": source.title }))).collect()
}

fn links(head: &Head, website: Option<&str>) -> Vec<Value> {
    let page = head.href.as_deref().map(|url| json!({ "url": url, "note": "its page in this handbook" }));
    let website = website.map(|url| json!({ "url": url, "note": "its own website" }));
    page.into_iter().chain(website).collect()
}

fn person_of(person: &Person) -> Value {
    json!({
        "id": person.head.id,
        "name": person.head.title,
        "other_names": other_names(&person.head),
        "summary": person.head.summary,
        "links": links(&person.head, None),
        "sources": sources(&person.head.sources),
    })
}

/// What all organisations have.
fn body(head: &Head, classification: Option<&str>, website: Option<&str>) -> Value {
    json!({
        "id": head.id,
        "name": head.title,
        "other_names": other_names(head),
        "classification": classification,
        "links": links(head, website),
        "sources": sources(&head.sources),
    })
}

fn with(mut value: Value, more: Value) -> Value {
    if let (Value::Object(all), Value::Object(more)) = (&mut value, more) {
        all.extend(more);
    }
    value
}

fn organisation(own: &Organisation) -> Value {
    let identifiers: Vec<Value> = own
        .identifiers
        .iter()
        .map(|identifier| json!({ "scheme": identifier.scheme.name, "identifier": identifier.value }))
        .collect();
    with(
        body(&own.head, Some(&own.kind.name), own.website.as_deref()),
        json!({
            "identifiers": identifiers,
            "parent_id": id(own.part_of.as_ref()),
            "area_id": id(own.areas.first()),
            "founding_date": date(own.from.as_ref()),
            "dissolution_date": date(own.to.as_ref()),
        }),
    )
}

fn collaborative(own: &Collaborative) -> Value {
    let contact = &own.contact;
    let mailboxes = [
        ("governance", &contact.governance),
        ("suppliers", &contact.suppliers),
        ("public", &contact.public),
        ("media", &contact.media),
        ("complaints", &contact.complaints),
    ];
    let details: Vec<Value> = mailboxes
        .into_iter()
        .filter_map(|(label, mailbox)| Some(json!({ "label": label, "type": "email", "value": mailbox.as_ref()? })))
        .collect();
    with(
        body(&own.head, Some(&own.kind.name), contact.website.as_deref()),
        json!({
            "parent_id": id(own.parent.as_ref()),
            "area_id": id(own.footprint.first()),
            "founding_date": date(own.from.as_ref()),
            "dissolution_date": date(own.to.as_ref()),
            "contact_details": details,
        }),
    )
}

fn forum_of(own: &Forum) -> Value {
    with(
        body(&own.head, Some(own.legal_form.as_ref().map_or("forum", |form| &form.name)), None),
        json!({
            "parent_id": id(own.part_of.as_ref().or(own.collaborative.as_ref())),
            "area_id": id(own.areas.first()),
            "founding_date": date(own.from.as_ref()),
            "dissolution_date": date(own.to.as_ref()),
        }),
    )
}

/// The id of a post: that of its body or forum, and its title in small letters.
fn post_id(within: &str, title: &str) -> String {
    let words = title.to_lowercase();
    let words: Vec<&str> = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!("{within}#{}", words.join("-"))
}

fn post(within: &Link, title: &str) -> Value {
    json!({
        "id": post_id(&within.id, title),
        "label": format!("{title}, {}", within.title),
        "role": title,
        "organization_id": within.id,
    })
}

/// The posts that people hold or held, by their ids: those of the same title in the same body are one.
fn posts(writer: &Writer<'_>) -> BTreeMap<String, Value> {
    let held = Person::all(writer).flat_map(|person| person.posts);
    held.map(|own| (post_id(&own.organisation.id, &own.title), post(&own.organisation, &own.title))).collect()
}

fn post_memberships(person: &Person) -> Vec<Value> {
    let of = |(number, post): (usize, &super::register::Post)| {
        json!({
            "id": format!("{}#post-{}", person.head.id, number + 1),
            "role": post.title,
            "person_id": person.head.id,
            "organization_id": post.organisation.id,
            "post_id": post_id(&post.organisation.id, &post.title),
            "start_date": date(post.from.as_ref()),
            "end_date": date(post.to.as_ref()),
        })
    };
    person.posts.iter().enumerate().map(of).collect()
}

fn forum_link(forum: &Forum) -> Link {
    Link { id: forum.head.id.clone(), title: forum.head.title.clone(), href: forum.head.href.clone() }
}

/// The seats of a forum as posts, those of the same title as one.
fn seats(forum: &Forum) -> Vec<Value> {
    let now = forum.seats.iter().map(|seat| &seat.title);
    let mut titles: Vec<&String> = now.chain(forum.holders.iter().map(|holder| &holder.seat)).collect();
    titles.sort_by_key(|title| post_id("", title));
    titles.dedup_by_key(|title| post_id("", title));
    let link = forum_link(forum);
    titles.into_iter().map(|title| post(&link, title)).collect()
}

fn seat_memberships(forum: &Forum) -> Vec<Value> {
    let people = forum.holders.iter().enumerate().filter_map(|(number, holder)| {
        let person = holder.person.as_ref()?;
        Some(json!({
            "id": format!("{}#seat-{}", forum.head.id, number + 1),
            "role": holder.seat,
            "person_id": person.id,
            "organization_id": forum.head.id,
            "post_id": post_id(&forum.head.id, &holder.seat),
            "on_behalf_of_id": id(holder.organisation.as_ref()),
            "start_date": date(holder.from.as_ref()),
            "end_date": date(holder.to.as_ref()),
        }))
    });
    people.collect()
}

fn member(number: usize, own: &Membership) -> Value {
    let role = own.class.as_ref().map_or("member", |class| &class.name);
    let mut value = json!({
        "id": format!("membership-{}", number + 1),
        "role": role,
        "organization_id": own.collaborative.id,
        "start_date": date(own.from.as_ref()),
        "end_date": date(own.to.as_ref()),
    });
    let more = if own.member.id.starts_with("person:") {
        json!({ "person_id": own.member.id })
    } else {
        json!({ "member": { "id": own.member.id, "name": own.member.title } })
    };
    value = with(value, more);
    value
}

fn area_of(area: &Area) -> Value {
    json!({
        "id": area.head.id,
        "name": area.head.title,
        "classification": area.kind.name,
        "parent_id": id(area.within.as_ref()),
        "sources": sources(&area.head.sources),
    })
}

/// What came of a matter, as Popolo says it.
fn result(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Approved => "pass",
        Outcome::Rejected => "fail",
        Outcome::Recommended => "recommended",
        Outcome::Deferred => "deferred",
        Outcome::Noted => "noted",
    }
}

fn motion(own: &Decision) -> Value {
    let taken_by = own.forum.as_ref().or(own.organisation.as_ref()).or(own.collaborative.as_ref());
    json!({
        "id": own.head.id,
        "organization_id": id(taken_by),
        "text": own.head.title,
        "classification": own.kind,
        "date": own.on.0,
        "result": result(own.outcome),
        "sources": sources(&own.head.sources),
    })
}

/// What each member decided for itself; `None` where nobody's own decision is recorded.
fn vote_event(own: &Decision) -> Option<Value> {
    let option = |outcome: Outcome| match outcome {
        Outcome::Approved | Outcome::Recommended => Some("yes"),
        Outcome::Rejected => Some("no"),
        Outcome::Deferred | Outcome::Noted => None,
    };
    let vote = |own: &super::register::OwnResult| {
        let voter = &own.organisation;
        Some(json!({ "voter_id": voter.id, "voter": { "id": voter.id, "name": voter.title }, "option": option(own.outcome)? }))
    };
    let votes: Vec<Value> = own.results.iter().filter_map(vote).collect();
    (!votes.is_empty()).then(|| {
        json!({
            "id": format!("{}#vote", own.head.id),
            "organization_id": id(own.forum.as_ref().or(own.collaborative.as_ref())),
            "motion_id": own.head.id,
            "start_date": own.on.0,
            "result": result(own.outcome),
            "votes": votes,
        })
    })
}

fn event(number: usize, own: &Meeting) -> Value {
    json!({
        "id": format!("meeting-{}", number + 1),
        "name": own.forum.title,
        "start_date": own.day.0,
        "location": own.place,
        "status": if own.cancelled { "cancelled" } else { "confirmed" },
        "organization_id": own.forum.id,
    })
}
