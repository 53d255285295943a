//! The quorum of a forum: in words, as the number that it comes to today, and as a small calculator.

use super::super::super::phrases::script_words;
use super::super::super::view::{Block, Calculator, CalculatorSeat, Quorum, QuorumSum, Run};
use super::super::sheet::Sheet;
use crate::model::Entry;
use crate::model::quorum::{Need, QuorumToday};
use crate::phrases::capitalised;
use crate::record::kind::Forum;
use crate::record::kind::forum::Deputy;
use crate::record::kind::quorum::Inquorate;

pub(super) fn hold_quorum(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>, today: Option<QuorumToday>) {
    let (Some(today), Some(quorum)) = (today, &forum.fields.quorum) else { return };
    let mut notes = Vec::new();
    if today.vacant > 0 {
        notes.push(sheet.say_with("quorum.vacant", &[("count", today.vacant.into())]));
    }
    if today.meeting.number > today.meeting.available && !forum.fields.seats.is_empty() {
        notes.push(sheet.say_with("quorum.cannot-be-met", &[("count", today.meeting.available.into())]));
    }
    let deputies = deputies(sheet.model().places(forum).iter().filter_map(|place| place.seat.deputy.as_ref()));
    notes.extend(deputies.map(|key| sheet.say(key)));
    if let Some(after) = quorum.inactive_after {
        notes.push(sheet.say_with("quorum.inactive", &[("length", sheet.point.phrases().length(after).into())]));
    }
    notes.extend(quorum.inquorate.map(|inquorate| {
        sheet.say(match inquorate.value {
            Inquorate::Adjourn => "quorum.inquorate-adjourn",
            Inquorate::Advise => "quorum.inquorate-advise",
            Inquorate::Ratify => "quorum.inquorate-ratify",
        })
    }));
    let decide = today.decide.map(|need| {
        let key = if need.sum.is_empty() { "quorum.to-decide" } else { "quorum.to-decide-sum" };
        let number = Run { strong: true, ..Run::text(need.number.to_string()) };
        sheet.runs(
            key,
            &[("rule", sheet.told(&need.words).into()), ("number", number.into()), ("sum", sheet.told(&need.sum).into())],
        )
    });
    let view = Quorum {
        id: "part-quorum-sums".to_owned(),
        rule: sheet.say_with("quorum.sentence", &[("rule", capitalised(&sheet.told(&today.meeting.words)).into())]),
        number: today.meeting.number,
        of: today.voting_seats,
        sums: sums(sheet, &today.meeting),
        decide: decide.unwrap_or_default(),
        notes,
        calculator: calculator(sheet, forum),
    };
    sheet.hold("quorum", sheet.say("quorum.title"), vec![Block::Quorum(view)]);
}

/// Beyond so many seats a list to tick is no help.
const SEATS_TO_TICK: usize = 40;

/// What a reader needs to try who is there.
fn calculator(sheet: &Sheet<'_>, forum: Entry<'_, Forum>) -> Option<Calculator> {
    let model = sheet.model();
    let places = model.places(forum);
    let ways = model.ways_to_be_quorate(forum);
    if places.is_empty() || places.len() > SEATS_TO_TICK || ways.is_empty() {
        return None;
    }
    let ways =
        ways.iter().map(|way| serde_json::json!({ "seats": way.seats, "each": way.each, "members": way.members, "of": way.of }));
    let seats = places.iter().map(|place| {
        let organisation = place.organisation.map_or_else(String::new, |id| model.record(id).short_title());
        let label = match organisation.is_empty() {
            true => place.seat.title.clone(),
            false => {
                let values = [("post", (&place.seat.title).into()), ("body", (&organisation).into())];
                sheet.say_with("party.post", &values)
            }
        };
        CalculatorSeat { label, organisation, votes: place.votes() }
    });
    let words = script_words(sheet.point.phrases(), "calculator.say");
    Some(Calculator { seats: seats.collect(), ways: serde_json::Value::Array(ways.collect()).to_string(), words })
}

/// The parts of a rule, each with how its number comes about; nothing for a bare number, which needs no sum.
fn sums(sheet: &Sheet<'_>, need: &Need) -> Vec<QuorumSum> {
    if need.parts.is_empty() {
        let own = QuorumSum { rule: capitalised(&sheet.told(&need.words)), sum: sheet.told(&need.sum), number: need.number };
        return if need.sum.is_empty() { Vec::new() } else { vec![own] };
    }
    let part =
        |part: &Need| QuorumSum { rule: capitalised(&sheet.told(&part.words)), sum: sheet.told(&part.sum), number: part.number };
    let mut rows: Vec<QuorumSum> = need.parts.iter().map(part).collect();
    let key = if need.any { "quorum.any-of" } else { "quorum.all-of" };
    rows.push(QuorumSum { rule: sheet.say(key), sum: String::new(), number: need.number });
    rows
}

/// What holds of deputies, by its key; none where no seat takes one.
fn deputies<'d>(rules: impl Iterator<Item = &'d Deputy>) -> Option<&'static str> {
    let allowed: Vec<&Deputy> = rules.filter(|deputy| deputy.allowed).collect();
    let first = allowed.first()?;
    let same = allowed.iter().all(|deputy| (deputy.counts, deputy.votes) == (first.counts, first.votes));
    if !same {
        return Some("quorum.deputies-differ");
    }
    Some(match (first.counts, first.votes) {
        (Some(true), Some(true)) => "quorum.deputies-vote",
        (Some(true), Some(false)) => "quorum.deputies-count-only",
        (Some(true), None) => "quorum.deputies-count",
        (Some(false), _) => "quorum.deputies-do-not-count",
        (None, _) => "quorum.deputies-unrecorded",
    })
}
