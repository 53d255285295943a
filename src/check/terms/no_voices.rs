#![doc = include_str!("no_voices.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::vocabulary::SeatTrait;
use crate::record::kind::{Collaborative, Forum};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_at_work(collaborative.record)) {
        let wanted: Vec<SeatTrait> = {
            let principles = &model.vocabulary_of(collaborative.record).principles;
            principles.iter().flat_map(|principle| principle.voices.iter().copied()).collect()
        };
        let forums: Vec<Entry<'_, Forum>> =
            model.forums(collaborative).filter(|forum| forum.during().holds_on(model.today)).collect();
        let seated: Vec<&Entry<'_, Forum>> = forums.iter().filter(|forum| !forum.fields.seats.is_empty()).collect();
        let heard = |voice: SeatTrait| {
            seated.iter().any(|forum| forum.fields.seats.iter().any(|seat| model.seat_is(**forum, &seat.value, voice)))
        };
        let missing: Vec<&str> = wanted.into_iter().filter(|voice| !heard(*voice)).filter_map(whose).collect();
        if missing.is_empty() || forums.iter().any(|forum| model.may_say_more(forum.record, "seats")) {
            continue;
        }
        let Some(first) = seated.first() else { continue };
        let title = collaborative.record.title();
        let message = format!("no seat in “{title}” is for {}", missing.join(", and none for "));
        findings
            .about(collaborative.record, message)
            .label("a principle that it should meet")
            .related(first.record.field("seats"), format!("the seats of “{}”", first.record.title()))
            .hint("add such a seat to one of its forums, or give a seat that is one its `kind`");
    }
}

fn whose(voice: SeatTrait) -> Option<&'static str> {
    match voice {
        SeatTrait::ClinicalVoice => Some("clinicians"),
        SeatTrait::CommunityVoice => Some("patients and communities"),
        SeatTrait::Challenge => Some("those who challenge"),
        SeatTrait::Director | SeatTrait::Executive | SeatTrait::Chair | SeatTrait::ViceChair | SeatTrait::Outside => None,
    }
}
