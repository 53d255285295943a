#![doc = include_str!("party_not_eligible.md")]

use crate::check::{Findings, words};
use crate::model::{Entry, Model};
use crate::record::kind::vocabulary::LegalForm;
use crate::record::kind::vocabulary::LegalFormTrait::{Contractual, Decides};
use crate::record::kind::{Forum, Organisation};
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>().filter(|forum| model.at_work(forum.id)) {
        let Some(form) = model.form(forum) else { continue };
        let Some(needed) = form.parties else { continue };
        for party in parties(model, forum).into_iter().filter(|party| model.has_known_kind(party.body) && !model.body_is(party.body, needed)) {
            report(model, findings, forum, form, &party);
        }
    }
}

/// A body that takes part as of right, and where the forum's record says so.
struct Party<'m> {
    body: Entry<'m, Organisation>,
    span: Span,
    how: &'static str,
}

fn parties<'m>(model: &'m Model, forum: Entry<'m, Forum>) -> Vec<Party<'m>> {
    let mut parties: Vec<Party<'m>> = Vec::new();
    for made in &forum.fields.established_by {
        let body = model.get(forum.record, &made.organisation).filter(|body| model.holds_today(body.id));
        parties.extend(body.map(|body| Party { body, span: made.organisation.span, how: "party to it here" }));
    }
    let voting = forum.fields.seats.iter().filter(|seat| seat.voting.unwrap_or(true));
    for seat in voting {
        let link = seat.organisation.as_ref();
        let own = link.and_then(|link| Some((model.get(forum.record, link)?, link.span)));
        let members = seat.each.map(|_| model.member_bodies(forum.record)).unwrap_or_default();
        let members = members.into_iter().filter_map(|id| Some((model.entry(id)?, seat.span)));
        parties.extend(own.into_iter().chain(members).map(|(body, span)| Party { body, span, how: "has a vote here" }));
    }
    if parties.is_empty() {
        for party in &forum.fields.reports_to {
            let bodies = model.bodies(forum.record, party).into_iter().filter_map(|id| model.entry(id));
            parties.extend(bodies.map(|body| Party { body, span: party.span, how: "its forum, by this" }));
        }
    }
    let mut seen = Vec::new();
    parties.retain(|party| {
        let new = !seen.contains(&party.body.id);
        seen.push(party.body.id);
        new
    });
    parties
}

fn report(model: &Model, findings: &mut Findings<'_>, forum: Entry<'_, Forum>, form: &LegalForm, party: &Party<'_>) {
    let (title, body) = (forum.record.title(), party.body.record.title());
    let kind = words::kind_of(model, party.body);
    let message = format!("“{body}” is {kind}, which cannot be party to {}, and “{title}” is one", words::one(form));
    let place = party.body.record.place(party.body.fields.kind.span);
    let finding = findings.add(forum.record, party.span, message).label(party.how).related(place, "its kind in law");
    let open = open_to_all(model, forum).map_or_else(String::new, |other| format!(", or choose a form that is open to it: {other}"));
    let finding = finding.hint(format!("let it attend without a vote{open}"));
    if let Some(who) = &form.who {
        finding.hint(format!("who may be in it: {}", who.to_lowercase()));
    }
}

/// A form with a voice that asks nothing of its parties.
fn open_to_all(model: &Model, forum: Entry<'_, Forum>) -> Option<String> {
    let open = |form: &&LegalForm| form.parties.is_none() && form.is.contains(&Contractual) && form.is.contains(&Decides);
    model.vocabulary_of(forum.record).legal_forms.iter().find(open).map(|form| words::one(form).to_string())
}
