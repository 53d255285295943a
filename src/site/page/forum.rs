//! A forum: its terms of reference, its seats as they are, its quorum told and reckoned.

use super::super::diagram;
use super::super::phrases::script_words;
use super::super::view::{Block, Calculator, CalculatorSeat, Fact, Facts, Notice, Quorum, QuorumSum, Run, Words, words};
use super::sheet::Sheet;
use super::table;
use crate::model::forum::{Occupancy, Place};
use crate::model::quorum::{Need, QuorumToday};
use crate::model::words::one;
use crate::model::{Entry, RecordId};
use crate::phrases::capitalised;
use crate::record::date::Length;
use crate::record::kind::forum::{Chair, ChairRule, Decisions, Deputy, Method, Voters};
use crate::record::kind::quorum::Inquorate;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Kind};
use crate::record::value::Fraction;

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    sheet.begin_record(id);
    let Some(forum) = sheet.model().entry::<Forum>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = words(sheet.say("forum.kind"));
    terms_of_reference(sheet, forum);
    hold_taken(sheet, forum);
    sheet.release();
    let picture = diagram::answering(&sheet.point, forum).parts(&sheet.point);
    sheet.section("answering", sheet.say("pictures.answers"), picture);
    super::impact::of_record(sheet, id);
    super::changes::timeline(sheet, id);
    sheet.close(id, SHOWN);
}

/// The terms of reference: the rules that the forum's fields state, and its text.
pub(super) fn terms_of_reference(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    sheet.lifetime(forum.during());
    sheet.control(forum.record, forum.fields.control.as_ref());
    form_notice(sheet, forum);
    sheet.facts(first_facts(sheet, forum), false);
    let quorum = sheet.model().quorum_today(forum).cloned();
    hold_quorum(sheet, forum, quorum);
    hold_seats(sheet, forum);
    hold_decisions(sheet, forum);
    hold_meetings(sheet, forum);
    sheet.prose(sheet.model().record(forum.id), true);
}

const SHOWN: &[&str] = &[
    "legal_form",
    "basis",
    "established_by",
    "reports_to",
    "part_of",
    "level",
    "areas",
    "from",
    "to",
    "purpose",
    "responsibilities",
    "out_of_scope",
    "inherits",
    "deviations",
    "chair",
    "seats",
    "attendees",
    "limits",
    "quorum",
    "decisions",
    "meetings",
    "conflicts",
    "review",
    "control",
    "amended_by",
];

/// The site always prints the form: a forum's name says nothing about it.
fn form_notice(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let model = sheet.model();
    let Some(term) = &forum.fields.legal_form else { return };
    let Some(form) = model.row(forum.record, term) else { return };
    let title = forum.record.title().to_lowercase();
    let others = model.vocabularies_for(forum.record).flat_map(|vocabulary| &vocabulary.legal_forms);
    let own = form.suggests.iter().any(|words| title.contains(&words.to_lowercase()));
    let promises_more =
        !own && others.into_iter().any(|other| other.suggests.iter().any(|words| title.contains(&words.to_lowercase())));
    let advises = form.is.contains(&LegalFormTrait::Advises);
    let plural = form.is.contains(&LegalFormTrait::InCommon) || form.is.contains(&LegalFormTrait::Individual);
    let name = form.name.to_lowercase();
    let (key, form_name) = match plural {
        true => ("forum.form", name),
        false => ("forum.form-is", sheet.told(&one(form))),
    };
    let heading = sheet.say_with(key, &[("form", form_name.into())]);
    let heading = match promises_more && advises {
        true => sheet.say_with("forum.form-whatever-name", &[("what", heading.into())]),
        false => heading,
    };
    let mut paragraphs: Vec<Words> = [
        form.definition.clone(),
        form.power.as_ref().map(|power| sheet.say_with("forum.power", &[("power", power.trim_end_matches('.').into())])),
    ]
    .into_iter()
    .flatten()
    .map(words)
    .collect();
    if let Some(href) = sheet.point.href("models-and-forms") {
        paragraphs.push(vec![Run::link(sheet.say("forum.forms-explained"), format!("{href}#form-{}", form.id.value))]);
    }
    let tone = if promises_more && advises { "warning" } else { "info" };
    sheet.notice(Notice { tone, title: heading, paragraphs });
}

fn first_facts(sheet: &Sheet<'_>, forum: Entry<'_, Forum>) -> Vec<Fact> {
    let (record, fields, point) = (forum.record, forum.fields, &sheet.point);
    let mut rows = Vec::new();
    rows.extend(fields.purpose.clone().map(|purpose| Fact::text(sheet.say("forum.purpose"), purpose)));
    let parties = |parties: &[crate::record::value::Sp<crate::record::link::Party>]| -> Vec<Words> {
        parties.iter().map(|party| point.party(record, party)).collect()
    };
    if !fields.basis.is_empty() {
        rows.push(Fact {
            label: sheet.say("record.legal-basis"),
            values: fields.basis.iter().map(|term| vec![point.term(record, term)]).collect(),
            ..Fact::default()
        });
    }
    let established = fields.established_by.iter().map(|established| {
        let mut parts = vec![vec![point.follow(record, &established.organisation)]];
        parts.extend(established.on.map(|on| vec![point.date(on.date)]));
        let line = point.listed(parts);
        match &established.resolution {
            Some(resolution) => point.runs("lists.aside", &[("text", line.into()), ("aside", resolution.clone().into())]),
            None => line,
        }
    });
    push(&mut rows, sheet.say("forum.established-by"), established.collect());
    push(&mut rows, sheet.say("forms.answers-to"), parties(&fields.reports_to));
    push(&mut rows, sheet.say("record.part-of"), fields.part_of.iter().map(|link| vec![point.follow(record, link)]).collect());
    let groups = sheet.model().referring::<Forum>(forum.id, "part_of");
    push(&mut rows, sheet.say("record.has-within"), groups.map(|other| vec![point.link(other.id)]).collect());
    push(&mut rows, sheet.say("forum.level"), fields.level.iter().map(|level| vec![point.term(record, level)]).collect());
    push(&mut rows, sheet.say("forum.where"), fields.areas.iter().map(|area| vec![point.follow(record, area)]).collect());
    push(
        &mut rows,
        sheet.say(match sheet.model().form_is(forum, LegalFormTrait::Advises) {
            true => "forum.advises-on",
            false => "forum.decides",
        }),
        fields.responsibilities.iter().map(|function| vec![point.follow(record, function)]).collect(),
    );
    push(
        &mut rows,
        sheet.say("forum.out-of-scope"),
        fields.out_of_scope.iter().map(|function| vec![point.follow(record, function)]).collect(),
    );
    push(
        &mut rows,
        sheet.say("forum.inherits"),
        fields.inherits.iter().map(|policy| vec![point.follow(record, policy)]).collect(),
    );
    push(&mut rows, sheet.say("forum.deviations"), fields.deviations.iter().map(|text| words(text.clone())).collect());
    rows.extend(sheet.former_names(record));
    rows
}

fn push(rows: &mut Vec<Fact>, label: String, values: Vec<Words>) {
    if !values.is_empty() {
        rows.push(Fact { label, values, ..Fact::default() });
    }
}

fn hold_quorum(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>, today: Option<QuorumToday>) {
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

/// The headings of the table of seats.
const SEATS: &[&str] = &["seats.seat", "seats.for", "seats.held-by", "seats.vote", "seats.deputy", "seats.term"];

fn hold_seats(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
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
            id: "part-attendance".to_owned(),
            title: sheet.say("seats.in-attendance"),
            language: None,
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

fn hold_decisions(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let mut rows = Vec::new();
    if let Some(decisions) = &forum.fields.decisions {
        rows.extend(method(sheet, decisions).map(|method| Fact::text(sheet.say("decides.how"), method)));
        rows.extend(
            decisions.needs_approval.map(|_| Fact::text(sheet.say("decides.supports"), sheet.say("decides.supports-note"))),
        );
        rows.extend(decisions.fallback.clone().map(|text| Fact::text(sheet.say("decides.fallback"), text)));
        rows.extend(decisions.tie.clone().map(|text| Fact::text(sheet.say("decides.tie"), text)));
        rows.extend(decisions.urgent.clone().map(|text| Fact::text(sheet.say("decides.urgent"), text)));
    }
    if let Some(chair) = &forum.fields.chair {
        rows.extend(chair_facts(sheet, forum, chair));
    }
    if let Some(conflicts) = &forum.fields.conflicts {
        rows.extend(conflicts.declared.clone().map(|text| Fact::text(sheet.say("decides.interests-declared"), text)));
        rows.extend(conflicts.handling.clone().map(|text| Fact::text(sheet.say("decides.interests-handled"), text)));
        rows.extend(conflicts.register.as_ref().map(|register| {
            let href = sheet.point.href("people").filter(|_| register == "people");
            let text = if register == "people" { sheet.say("decides.interests-people") } else { register.clone() };
            let outside = register
                .starts_with("http")
                .then(|| Run::outside(super::super::viewpoint::shown_url(register), register.clone()));
            Fact::one(sheet.say("decides.interests-register"), vec![outside.unwrap_or(Run { href, ..Run::text(text) })])
        }));
    }
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Facts(Facts { rows, band: false }));
    }
    let types = forum.fields.decisions.as_ref().map_or(&[][..], |decisions| &decisions.types);
    if !types.is_empty() {
        let rows = types.iter().map(|kind| {
            let takes_part = kind.takes_part.as_ref().and_then(|rule| sheet.model().need_today(forum, rule));
            vec![
                words(kind.name.clone()),
                kind.passes.clone().map_or_else(|| vec![sheet.point.unrecorded()], words),
                takes_part.map_or_else(Words::new, |need| {
                    words(sheet.say_with(
                        "decides.need-today",
                        &[("rule", sheet.told(&need.words).into()), ("number", need.number.into())],
                    ))
                }),
                kind.minimum.map_or_else(Words::new, |minimum| words(sheet.point.phrases().length(minimum))),
                words(
                    [
                        kind.used_for.clone(),
                        kind.proposed_by.as_ref().map(|by| sheet.say_with("decides.proposed-by", &[("body", by.into())])),
                    ]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(&sheet.say("lists.semicolon")),
                ),
            ]
        });
        blocks.push(table(
            "decision-types",
            sheet.say("decides.types"),
            &sheet.say_each(&[
                "decides.type",
                "decides.passes-when",
                "decides.must-take-part",
                "decides.open-for",
                "decides.used-for",
            ]),
            rows.collect(),
        ));
    }
    sheet.hold("decisions", sheet.say("decides.title"), blocks);
}

/// What it has decided, the latest first.
fn hold_taken(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let taken: Vec<RecordId> = sheet
        .model()
        .backlinks(forum.id)
        .iter()
        .map(|link| link.from)
        .filter(|from| sheet.model().record(*from).kind == Kind::Decision)
        .collect();
    let entries: Vec<_> = taken.into_iter().rev().map(|id| super::index::entry(sheet, id)).collect();
    if !entries.is_empty() {
        sheet.hold(
            "taken",
            sheet.say("decides.taken"),
            vec![Block::Register(super::super::view::Register { entries, columns: false })],
        );
    }
}

fn method(sheet: &Sheet<'_>, decisions: &Decisions) -> Option<String> {
    let method = match decisions.method?.value {
        Method::Consensus => "decides.consensus",
        Method::Consent => "decides.consent",
        Method::Majority => "decides.majority",
        Method::Supermajority => "decides.supermajority",
        Method::Unanimity => "decides.unanimity",
    };
    let of = decisions.of.map(|of| match of.value {
        Voters::Members => "decides.of-members",
        Voters::VotingSeats => "decides.of-voting-seats",
        Voters::Present => "decides.of-present",
        Voters::Voting => "decides.of-voting",
    });
    Some(match of {
        Some(of) => sheet.say_with(of, &[("method", sheet.say(method).into())]),
        None => sheet.say(method),
    })
}

fn chair_facts(sheet: &Sheet<'_>, forum: Entry<'_, Forum>, chair: &Chair) -> Vec<Fact> {
    let point = &sheet.point;
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(chair.rule.map(|rule| {
        words(sheet.say(match rule.value {
            ChairRule::Appointed => "chair.appointed",
            ChairRule::Elected => "chair.elected",
            ChairRule::Rotates => "chair.rotates",
            ChairRule::Independent => "chair.independent",
            ChairRule::ExOfficio => "chair.ex-officio",
        }))
    }));
    parts.extend(
        chair.term.map(|term| words(sheet.say_with("chair.for-term", &[("length", point.phrases().length(term).into())]))),
    );
    parts.extend(
        chair.held_by.as_ref().map(|link| sheet.runs("chair.today-from", &[("body", point.follow(forum.record, link).into())])),
    );
    parts.extend(chair.since.map(|since| sheet.runs("dates.since", &[("from", point.date(since.date).into())])));
    parts.extend(
        chair
            .casting_vote
            .map(|casting| words(sheet.say(if casting.value { "chair.casting-vote" } else { "chair.no-casting-vote" }))),
    );
    let mut rows = Vec::new();
    push(&mut rows, sheet.say("chair.chair"), vec![point.listed(parts)].into_iter().filter(|line| !line.is_empty()).collect());
    let order = chair.order.iter().map(|link| vec![point.follow(forum.record, link)]).collect();
    push(
        &mut rows,
        sheet.say("chair.order"),
        vec![sheet.point.listed(order)].into_iter().filter(|line| !line.is_empty()).collect(),
    );
    if let Some(vice) = &chair.vice {
        let seat = vice
            .seat
            .as_ref()
            .and_then(|name| forum.fields.seats.iter().find(|seat| seat.id.as_ref().is_some_and(|id| id.value == name.value)));
        let parts = [
            seat.map(|seat| words(seat.title.clone()))
                .or_else(|| vice.seat.as_ref().map(|seat| words(crate::record::walk::label(&seat.value)))),
            vice.rule.clone().map(words),
            vice.held_by
                .as_ref()
                .map(|link| sheet.runs("chair.today-from", &[("body", point.follow(forum.record, link).into())])),
            vice.other_body.filter(|other| *other).map(|_| words(sheet.say("chair.vice-other-body"))),
        ];
        push(
            &mut rows,
            sheet.say("chair.vice"),
            vec![point.listed(parts.into_iter().flatten().collect())].into_iter().filter(|line| !line.is_empty()).collect(),
        );
    }
    rows
}

fn hold_meetings(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let mut rows = Vec::new();
    if let Some(rules) = &forum.fields.meetings {
        let length = |length: Length| sheet.point.phrases().length(length);
        let often = rules.every.map(|every| sheet.say_with("time.every", &[("length", length(every).into())]));
        let least = rules.minimum.map(|minimum| sheet.say_with("meeting-rules.times-a-year", &[("count", minimum.value.into())]));
        let often: Vec<String> = [often, least].into_iter().flatten().collect();
        if !often.is_empty() {
            rows.push(Fact::text(sheet.say("review.often"), often.join(&sheet.say("lists.comma"))));
        }
        rows.extend(rules.public.map(|public| {
            Fact::text(
                sheet.say("meeting-rules.public"),
                sheet.say(if public { "meeting-rules.public-yes" } else { "meeting-rules.public-no" }),
            )
        }));
    }
    let holding = sheet.model().rules(forum);
    rows.extend(holding.attend().map(|attend| Fact::text(sheet.say("meetings.to-come"), attend)));
    rows.extend(holding.questions().map(|questions| Fact::text(sheet.say("meetings.to-ask"), questions)));
    rows.extend(super::meetings::whom_to_ask(sheet, forum.record).filter(|_| holding.meets_in_public()));
    if let Some(rules) = &forum.fields.meetings {
        let length = |length: Length| sheet.point.phrases().length(length);
        rows.extend(rules.notice.map(|notice| {
            Fact::text(
                sheet.say("meeting-rules.called"),
                sheet.say_with("meeting-rules.before", &[("length", length(notice).into())]),
            )
        }));
        rows.extend(rules.papers.map(|papers| {
            Fact::text(
                sheet.say("meeting-rules.papers"),
                sheet.say_with("meeting-rules.before", &[("length", length(papers).into())]),
            )
        }));
        if let Some(minutes) = &rules.minutes {
            let within = minutes.within.map(length);
            let text = match (minutes.published, within) {
                (Some(true), Some(within)) => {
                    sheet.say_with("meeting-rules.minutes-published-within", &[("length", within.into())])
                }
                (Some(false), Some(within)) => {
                    sheet.say_with("meeting-rules.minutes-not-published-within", &[("length", within.into())])
                }
                (None, Some(within)) => sheet.say_with("meeting-rules.minutes-within", &[("length", within.into())]),
                (Some(true), None) => sheet.say("meeting-rules.minutes-published"),
                (Some(false), None) => sheet.say("meeting-rules.minutes-not-published"),
                (None, None) => String::new(),
            };
            rows.push(Fact::text(sheet.say("meeting-rules.minutes"), text));
        }
        rows.extend(rules.duration.map(|minutes| {
            Fact::text(
                sheet.say("meeting-rules.duration"),
                sheet.say_with("meeting-rules.about-minutes", &[("count", minutes.into())]),
            )
        }));
        rows.extend(rules.remote.map(|remote| {
            Fact::text(
                sheet.say("meeting-rules.remote"),
                sheet.say(if remote { "meeting-rules.remote-counts" } else { "meeting-rules.remote-does-not-count" }),
            )
        }));
    }
    if let Some(review) = &forum.fields.review {
        let parts = [
            review.every.map(|every| sheet.say_with("time.every", &[("length", sheet.point.phrases().length(every).into())])),
            review.when.clone(),
            review.owner.as_ref().map(|owner| sheet.say_with("forum.review-by", &[("owner", owner.to_lowercase().into())])),
        ];
        let text: Vec<String> = parts.into_iter().flatten().collect();
        if !text.is_empty() {
            rows.push(Fact::text(sheet.say("forum.review"), text.join(&sheet.say("lists.comma"))));
        }
    }
    let amended: Vec<Words> = forum.fields.amended_by.iter().map(|party| sheet.point.party(forum.record, party)).collect();
    push(&mut rows, sheet.say("forum.amended-by"), amended);
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Facts(Facts { rows, band: false }));
    }
    blocks.extend(super::meetings::of_forum(sheet, forum));
    sheet.hold("meetings", sheet.say("meetings.title"), blocks);
}
