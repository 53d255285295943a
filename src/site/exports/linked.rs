//! Linked data: bodies, collaboratives, forums, people, posts, memberships and what became of them, in the words of the W3C's
//! Organization Ontology (<https://www.w3.org/TR/vocab-org/>), with times as in OWL-Time.
//!
//! A thing is named by the address of its page with `#this` behind it: the page tells of the thing, and is not it.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::json::{Lines, Opening};
use super::register::{Area, Collaborative, Day, Forum, Head, Link, Membership, Organisation, Person, Row, Word};
use super::writer::Writer;
use crate::record::kind::organisation::Succession;

/// The file.
pub(super) fn bytes(writer: &Writer<'_>) -> Vec<u8> {
    let mut file = Lines::begin(&json!({ "@context": context() }));
    let about = std::iter::once(about(writer));
    let areas = Area::all(writer).map(|area| area_of(&area));
    let bodies = Organisation::all(writer).map(|body| organisation(&body));
    let wholes = Collaborative::all(writer).map(|whole| collaborative(&whole));
    let forums = Forum::all(writer).map(|forum| forum_of(&forum));
    let people = Person::all(writer).map(|person| person_of(&person));
    let members = Membership::all(writer).enumerate().map(|(number, own)| member(number, &own));
    let posts = Person::all(writer).flat_map(|person| posts(&person));
    let seats = Forum::all(writer).flat_map(|forum| seats(&forum));
    let changes = changes(writer)
        .into_iter()
        .enumerate()
        .map(|(number, change)| with(change, json!({ "@id": format!("#change-{}", number + 1) })));
    file.rows(
        "@graph",
        about
            .chain(areas)
            .chain(bodies)
            .chain(wholes)
            .chain(forums)
            .chain(people)
            .chain(members)
            .chain(posts)
            .chain(seats)
            .chain(changes),
    );
    file.end()
}

fn context() -> Value {
    json!({
        "@version": 1.1,
        "org": "http://www.w3.org/ns/org#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "dcterms": "http://purl.org/dc/terms/",
        "time": "http://www.w3.org/2006/time#",
        "schema": "https://schema.org/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    })
}

/// The file itself.
fn about(writer: &Writer<'_>) -> Value {
    let opening = Opening::of(writer, "inventory");
    let mut about = json!({
        "@id": "",
        "@type": "schema:Dataset",
        "dcterms:title": { "@value": opening.title, "@language": opening.language },
        "dcterms:modified": { "@value": opening.as_of, "@type": "xsd:date" },
        "schema:version": opening.handbook.to_string(),
    });
    if let Value::Object(about) = &mut about {
        about.extend(opening.publisher.map(|publisher| ("schema:publisher".to_owned(), Value::String(publisher))));
        let licence = opening.licence.map(|licence| match licence.url {
            Some(url) => json!({ "@id": url }),
            None => json!(licence.name),
        });
        about.extend(licence.map(|licence| ("dcterms:license".to_owned(), licence)));
    }
    about
}

/// The name of what a page tells of.
fn this(href: Option<&str>) -> Value {
    href.map_or(Value::Null, |href| json!({ "@id": format!("{href}#this") }))
}

fn refer(link: Option<&Link>) -> Value {
    link.map_or(Value::Null, |link| this(link.href.as_deref()))
}

fn refer_all(links: &[Link]) -> Vec<Value> {
    links.iter().map(|link| this(link.href.as_deref())).filter(|value| !value.is_null()).collect()
}

/// A date with the datatype of what is known of it.
fn date(day: Option<&Day>) -> Value {
    day.map_or(Value::Null, |day| json!({ "@value": day.0, "@type": datatype(day) }))
}

fn datatype(day: &Day) -> &'static str {
    match day.0.len() {
        4 => "xsd:gYear",
        7 => "xsd:gYearMonth",
        _ => "xsd:date",
    }
}

fn instant(day: Option<&Day>) -> Value {
    let Some(day) = day else { return Value::Null };
    let key = match datatype(day) {
        "xsd:gYear" => "time:inXSDgYear",
        "xsd:gYearMonth" => "time:inXSDgYearMonth",
        _ => "time:inXSDDate",
    };
    let mut instant = json!({ "@type": "time:Instant" });
    instant[key] = date(Some(day));
    instant
}

fn interval(from: Option<&Day>, to: Option<&Day>) -> Value {
    if from.is_none() && to.is_none() {
        return Value::Null;
    }
    json!({ "@type": "time:Interval", "time:hasBeginning": instant(from), "time:hasEnd": instant(to) })
}

fn concept(list: &str, word: Option<&Word>) -> Value {
    word.map_or(
        Value::Null,
        |word| json!({ "@id": format!("#{list}-{}", word.id), "@type": "skos:Concept", "skos:prefLabel": word.name }),
    )
}

fn role(title: &str) -> Value {
    json!({ "@type": "org:Role", "skos:prefLabel": title })
}

/// What everything with a page has.
fn thing(head: &Head, kind: &str) -> Value {
    let former: Vec<&str> = head.former_names.iter().map(|former| former.name.as_str()).collect();
    let mut other: Vec<&str> = head.short_name.iter().map(String::as_str).collect();
    other.extend(former);
    let mut thing = json!({
        "@type": kind,
        "skos:prefLabel": head.title,
        "skos:altLabel": other,
        "dcterms:identifier": head.id,
        "dcterms:description": head.summary,
    });
    if let Some(href) = &head.href {
        thing["@id"] = json!(format!("{href}#this"));
        thing["foaf:isPrimaryTopicOf"] = json!({ "@id": href });
    }
    thing
}

fn with(mut value: Value, more: Value) -> Value {
    if let (Value::Object(all), Value::Object(more)) = (&mut value, more) {
        all.extend(more);
    }
    value
}

fn area_of(area: &Area) -> Value {
    with(thing(&area.head, "schema:AdministrativeArea"), json!({ "schema:containedInPlace": refer(area.within.as_ref()) }))
}

fn organisation(own: &Organisation) -> Value {
    let code = |identifier: &super::register::Identifier| json!({ "@type": "schema:PropertyValue", "schema:propertyID": identifier.scheme.id, "schema:value": identifier.value });
    let site = |site: &super::register::Site| json!({ "@type": "org:Site", "skos:prefLabel": site.name });
    let website = own.website.as_ref().map_or(Value::Null, |url| json!({ "@id": url }));
    with(
        thing(&own.head, "org:FormalOrganization"),
        json!({
            "org:classification": concept("kind", Some(&own.kind)),
            "org:subOrganizationOf": refer(own.part_of.as_ref()),
            "org:hasSite": own.sites.iter().map(site).collect::<Vec<_>>(),
            "dcterms:spatial": refer_all(&own.areas),
            "foaf:homepage": website,
            "schema:identifier": own.identifiers.iter().map(code).collect::<Vec<_>>(),
            "schema:foundingDate": date(own.from.as_ref()),
            "schema:dissolutionDate": date(own.to.as_ref()),
        }),
    )
}

fn collaborative(own: &Collaborative) -> Value {
    let purpose: Vec<&str> = own.objectives.iter().map(|objective| objective.text.as_str()).collect();
    let website = own.contact.website.as_ref().map_or(Value::Null, |url| json!({ "@id": url }));
    with(
        thing(&own.head, "org:OrganizationalCollaboration"),
        json!({
            "org:classification": concept("model", own.model.as_ref().or(Some(&own.kind))),
            "org:subOrganizationOf": refer(own.parent.as_ref()),
            "org:purpose": purpose,
            "dcterms:spatial": refer_all(&own.footprint),
            "foaf:homepage": website,
            "schema:foundingDate": date(own.from.as_ref()),
            "schema:dissolutionDate": date(own.to.as_ref()),
        }),
    )
}

fn forum_of(own: &Forum) -> Value {
    let answers = own.reports_to.iter().filter(|party| !party.each_member && party.post.is_none());
    let answers: Vec<Value> = answers.map(|party| refer(party.record.as_ref())).filter(|value| !value.is_null()).collect();
    with(
        thing(&own.head, "org:OrganizationalUnit"),
        json!({
            "org:classification": concept("form", own.legal_form.as_ref()),
            "org:subOrganizationOf": refer(own.part_of.as_ref().or(own.collaborative.as_ref())),
            "org:reportsTo": answers,
            "org:purpose": own.purpose,
            "schema:foundingDate": date(own.from.as_ref()),
            "schema:dissolutionDate": date(own.to.as_ref()),
        }),
    )
}

fn person_of(own: &Person) -> Value {
    with(thing(&own.head, "foaf:Person"), json!({ "foaf:name": own.head.title }))
}

fn member(number: usize, own: &Membership) -> Value {
    json!({
        "@id": format!("#membership-{}", number + 1),
        "@type": "org:Membership",
        "org:member": refer(Some(&own.member)),
        "org:organization": refer(Some(&own.collaborative)),
        "org:role": role(own.class.as_ref().map_or("Member", |class| &class.name)),
        "org:memberDuring": interval(own.from.as_ref(), own.to.as_ref()),
    })
}

/// A person's posts as memberships of the body with a time, and those of today as posts.
fn posts(person: &Person) -> Vec<Value> {
    let holder = this(person.head.href.as_deref());
    let of = |post: &super::register::Post| {
        let within = refer(Some(&post.organisation));
        let membership = json!({
            "@type": "org:Membership",
            "org:member": holder,
            "org:organization": within,
            "org:role": role(&post.title),
            "org:memberDuring": interval(post.from.as_ref(), post.to.as_ref()),
        });
        let held = json!({
            "@type": "org:Post",
            "skos:prefLabel": post.title,
            "org:postIn": within,
            "org:heldBy": holder,
        });
        std::iter::once(membership).chain(post.today.then_some(held))
    };
    person.posts.iter().flat_map(of).collect()
}

/// A forum's seats as posts, and those who hold or held one as members.
fn seats(forum: &Forum) -> Vec<Value> {
    let within = this(forum.head.href.as_deref());
    let places = forum.seats.iter().map(|seat| {
        json!({
            "@type": "org:Post",
            "skos:prefLabel": seat.title,
            "org:postIn": within,
            "org:role": role(seat.kind.as_ref().map_or(&seat.title, |kind| &kind.name)),
            "org:heldBy": refer(seat.person.as_ref()),
        })
    });
    let members = forum.holders.iter().filter_map(|holder| {
        Some(json!({
            "@type": "org:Membership",
            "org:member": refer(Some(holder.person.as_ref()?)),
            "org:organization": within,
            "org:role": role(&holder.seat),
            "org:memberDuring": interval(holder.from.as_ref(), holder.to.as_ref()),
        }))
    });
    places.chain(members).collect()
}

/// How bodies became others.
#[derive(Default)]
struct Change {
    before: Vec<Value>,
    after: Vec<Value>,
    on: Value,
    how: Value,
    notes: Vec<String>,
}

/// One event for each change: those that became one are together in it, and so are those that one became.
fn changes(writer: &Writer<'_>) -> Vec<Value> {
    let mut changes: BTreeMap<(String, String), Change> = BTreeMap::new();
    for own in Organisation::all(writer) {
        for successor in &own.successors {
            let on = successor.on.as_ref().map_or_else(String::new, |day| day.0.clone());
            let centre = if successor.how == Succession::Split { &own.head.id } else { &successor.organisation.id };
            let change = changes.entry((centre.clone(), on)).or_default();
            change.on = date(successor.on.as_ref());
            change.how = serde_json::to_value(successor.how).unwrap_or_default();
            add(&mut change.before, this(own.head.href.as_deref()));
            add(&mut change.after, refer(Some(&successor.organisation)));
            change.notes.extend(successor.note.clone());
        }
    }
    changes.into_values().map(event).collect()
}

fn add(values: &mut Vec<Value>, value: Value) {
    if !values.contains(&value) {
        values.push(value);
    }
}

fn event(change: Change) -> Value {
    json!({
        "@type": "org:ChangeEvent",
        "skos:prefLabel": change.how,
        "org:originalOrganization": change.before,
        "org:resultingOrganization": change.after,
        "dcterms:date": change.on,
        "dcterms:description": change.notes,
    })
}
