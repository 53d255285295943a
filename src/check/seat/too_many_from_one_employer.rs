#![doc = include_str!("too_many_from_one_employer.md")]

use std::collections::BTreeMap;

use crate::check::Findings;
use crate::model::forum::{Occupancy, Place};
use crate::model::{Entry, Model, RecordId, words};
use crate::record::kind::Forum;
use crate::record::kind::forum::Cap;
use crate::record::value::Rounding;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let Some(cap) = forum.fields.limits.as_ref().and_then(|limits| limits.same_affiliation.as_ref()) else { continue };
        if !model.table_is_known(forum) {
            continue;
        }
        let places = model.places(forum);
        let held: Vec<&Place<'_>> =
            places.iter().filter(|place| place.votes() && place.occupancy != Occupancy::Vacant).collect();
        let Some((most, words)) = allowed(&cap.value, held.len()) else { continue };
        let mut by_employer: BTreeMap<RecordId, Vec<&Place<'_>>> = BTreeMap::new();
        for place in &held {
            if let Some(employer) = employer(model, forum, place) {
                by_employer.entry(employer).or_default().push(place);
            }
        }
        for (employer, theirs) in by_employer.into_iter().filter(|(_, theirs)| theirs.len() > most) {
            let message = format!(
                "{} of the {} at “{}” are held by people from “{}”, and {words}",
                words::number(theirs.len()),
                words::count(held.len(), "seat", "seats"),
                forum.record.title(),
                model.record(employer).title(),
            );
            let mut finding = findings.add(forum.record, cap.span, message).label("the limit");
            for place in theirs {
                let span = place.holder.map_or(place.seat.span, |holder| holder.span);
                finding = finding.related(forum.record.place(span), "one of these");
            }
            finding.hint("let somebody from elsewhere take one of these seats, or agree on another limit");
        }
    }
}

/// How many seats may be held from one employer, and how that is said. One seat alone is never too many.
fn allowed(cap: &Cap, held: usize) -> Option<(usize, String)> {
    if let Some(count) = cap.count {
        return Some((count as usize, format!("at most {} may be", words::number(count as usize))));
    }
    let fraction = cap.fraction?;
    let most = fraction.of(held, Rounding::Down).max(1);
    Some((most, format!("at most {} may be, {fraction} of them", words::number(most))))
}

/// Who employs whoever sits at a place: the body that the seat's row names, else the person's own affiliation or post.
fn employer(model: &Model, forum: Entry<'_, Forum>, place: &Place<'_>) -> Option<RecordId> {
    let named = place.holder.and_then(|holder| model.follow(forum.record, holder.organisation.as_ref()?));
    let affiliation = || {
        let person = model.get(forum.record, place.holder?.person.as_ref()?)?;
        model.follow(person.record, person.fields.affiliation.as_ref()?)
    };
    named.or_else(affiliation).or(place.organisation)
}
