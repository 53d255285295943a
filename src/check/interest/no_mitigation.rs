#![doc = include_str!("no_mitigation.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::person::Interest;
use crate::record::kind::{Agreement, Collaborative, Person};
use crate::record::link::Link;
use crate::record::value::Sp;
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut near: BTreeMap<RecordId, BTreeMap<RecordId, Tie>> = BTreeMap::new();
    for (person, seats) in model.seats_by_person() {
        let Some(person) = model.entry::<Person>(person) else { continue };
        let open: Vec<(&Sp<Interest>, RecordId)> = open_interests(model, person);
        let wholes: BTreeSet<RecordId> =
            seats.iter().filter_map(|seat| model.collaborative_of(seat.forum.record)).map(|whole| whole.id).collect();
        for (interest, organisation) in open {
            let tie = wholes.iter().find_map(|whole| {
                let ties = near.entry(*whole).or_insert_with(|| ties(model, *whole));
                ties.get(&organisation).map(|tie| (*whole, tie.clone()))
            });
            let Some((whole, tie)) = tie else { continue };
            let (name, body) = (person.record.title(), model.record(organisation).title());
            let collaborative = model.record(whole).title();
            let message = format!("“{name}” has an interest in “{body}”, which is {} “{collaborative}”, and nothing says what is done about it", tie.what);
            findings
                .add(person.record, interest.kind.span, message)
                .label("no mitigation is recorded")
                .related(tie.place, format!("{} it", tie.what))
                .hint("write under `mitigation` what they do, such as leaving the room when it is discussed");
        }
    }
}

/// How a body is tied to a collaborative.
#[derive(Clone)]
struct Tie {
    what: &'static str,
    place: Place,
}

/// The interests of today in bodies that do not employ the person, for which nothing is done.
fn open_interests<'m>(model: &'m Model, person: Entry<'m, Person>) -> Vec<(&'m Sp<Interest>, RecordId)> {
    let fields: &'m Person = person.fields;
    let posts = fields.posts.iter().filter(|post| post.during().holds_on(model.today));
    let employers: BTreeSet<RecordId> = posts.filter_map(|post| model.follow(person.record, &post.organisation)).collect();
    let during = |interest: &Interest| crate::record::date::During::new(interest.from, interest.to);
    let open = fields.interests.iter().filter(|interest| {
        during(interest).holds_on(model.today) && interest.mitigation.is_none() && interest.withheld.is_none()
    });
    let in_body = open.filter_map(|interest| Some((interest, model.follow(person.record, interest.organisation.as_ref()?)?)));
    in_body.filter(|(_, body)| !employers.contains(body)).collect()
}

/// The bodies that belong to a collaborative, serve it or have agreed something with it.
fn ties(model: &Model, whole: RecordId) -> BTreeMap<RecordId, Tie> {
    let mut ties = BTreeMap::new();
    let Some(whole) = model.entry::<Collaborative>(whole) else { return ties };
    for agreement in model.agreements(whole) {
        let agreement: Entry<'_, Agreement> = agreement;
        for party in &agreement.fields.parties {
            if let Some(body) = model.follow(agreement.record, &party.organisation) {
                ties.insert(body, Tie { what: "party to an agreement of", place: agreement.record.place(party.span) });
            }
        }
    }
    let mut named = |link: Option<&Link<crate::record::kind::Organisation>>, what| {
        let Some(link) = link else { return };
        if let Some(body) = model.follow(whole.record, link) {
            ties.insert(body, Tie { what, place: whole.record.place(link.span) });
        }
    };
    for commissioner in model.commissioners(whole) {
        named(Some(&commissioner.organisation), "the commissioner of");
    }
    named(whole.fields.host.as_ref(), "the host of");
    for membership in model.members(whole) {
        if let Some(member) = membership.member {
            ties.insert(member, Tie { what: "a member of", place: whole.record.place(membership.row.span) });
        }
    }
    ties
}
