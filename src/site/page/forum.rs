//! A forum: its terms of reference, its seats as they are, its quorum told and reckoned.

use super::super::diagram;
use super::super::view::{Block, Calculator, CalculatorSeat, Fact, Facts, Notice, Quorum, QuorumSum, Run, Words, words};
use super::super::viewpoint::{joined, listed};
use super::sheet::Sheet;
use super::table;
use crate::model::forum::{Occupancy, Place};
use crate::model::quorum::{Need, QuorumToday};
use crate::model::{Entry, RecordId};
use crate::phrases::capitalised;
use crate::record::kind::forum::{Chair, ChairRule, Decisions, Deputy, Method, Voters};
use crate::record::kind::quorum::Inquorate;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Kind};

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    sheet.begin_record(id);
    let Some(forum) = sheet.model().entry::<Forum>(id) else { return sheet.close(id, &[]) };
    sheet.page.header.kind = words("Terms of reference");
    terms_of_reference(sheet, forum);
    hold_taken(sheet, forum);
    sheet.release();
    let picture = diagram::answering(&sheet.point, forum).parts(&sheet.point.site.arrangements);
    sheet.section("answering", "To whom it answers", picture);
    super::impact::of_record(sheet, id);
    super::changes::timeline(sheet, id);
    sheet.close(id, SHOWN);
}

/// The terms of reference: the rules that the forum's fields state, and its text.
pub(super) fn terms_of_reference(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    sheet.lifetime(forum.during(), "Ended");
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
    let article = if form.name.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let plural = form.is.contains(&LegalFormTrait::InCommon) || form.is.contains(&LegalFormTrait::Individual);
    let name = form.name.to_lowercase();
    let what = if plural { format!("In law: {name}") } else { format!("In law this is {article} {name}") };
    let heading = if promises_more && advises { format!("{what}, whatever its name") } else { what };
    let mut paragraphs: Vec<Words> = [
        form.definition.clone(),
        form.power.as_ref().map(|power| format!("Where the power to decide lies: {}.", power.trim_end_matches('.'))),
    ]
    .into_iter()
    .flatten()
    .map(words)
    .collect();
    if let Some(href) = sheet.point.href("models-and-forms") {
        paragraphs.push(vec![Run::link("The legal forms explained", format!("{href}#form-{}", form.id.value))]);
    }
    let tone = if promises_more && advises { "warning" } else { "info" };
    sheet.notice(Notice { tone, title: heading, paragraphs });
}

fn first_facts(sheet: &Sheet<'_>, forum: Entry<'_, Forum>) -> Vec<Fact> {
    let (record, fields, point) = (forum.record, forum.fields, &sheet.point);
    let mut rows = Vec::new();
    rows.extend(fields.purpose.clone().map(|purpose| Fact::text("Purpose", purpose)));
    let parties = |parties: &[crate::record::value::Sp<crate::record::link::Party>]| -> Vec<Words> {
        parties.iter().map(|party| point.party(record, party)).collect()
    };
    if !fields.basis.is_empty() {
        rows.push(Fact {
            label: "Legal basis".to_owned(),
            values: fields.basis.iter().map(|term| vec![point.term(record, term)]).collect(),
        });
    }
    let established = fields.established_by.iter().map(|established| {
        let mut line = vec![point.follow(record, &established.organisation)];
        line.extend(established.on.map(|on| [Run::text(", "), point.date(on.date)]).into_iter().flatten());
        line.extend(established.resolution.as_ref().map(|resolution| Run::text(format!(" ({resolution})"))));
        line
    });
    push(&mut rows, "Established by", established.collect());
    push(&mut rows, "Answers to", parties(&fields.reports_to));
    push(&mut rows, "Part of", fields.part_of.iter().map(|link| vec![point.follow(record, link)]).collect());
    let groups = sheet.model().referring::<Forum>(forum.id, "part_of");
    push(&mut rows, "Has within it", groups.map(|other| vec![point.link(other.id)]).collect());
    push(&mut rows, "Level", fields.level.iter().map(|level| vec![point.term(record, level)]).collect());
    push(&mut rows, "Where", fields.areas.iter().map(|area| vec![point.follow(record, area)]).collect());
    push(
        &mut rows,
        if sheet.model().form_is(forum, LegalFormTrait::Advises) { "Advises on" } else { "Decides or oversees" },
        fields.responsibilities.iter().map(|function| vec![point.follow(record, function)]).collect(),
    );
    push(
        &mut rows,
        "Not in its scope",
        fields.out_of_scope.iter().map(|function| vec![point.follow(record, function)]).collect(),
    );
    push(
        &mut rows,
        "Holds unless this says otherwise",
        fields.inherits.iter().map(|policy| vec![point.follow(record, policy)]).collect(),
    );
    push(&mut rows, "Where this differs", fields.deviations.iter().map(|text| words(text.clone())).collect());
    rows.extend(sheet.former_names(record));
    rows
}

fn push(rows: &mut Vec<Fact>, label: &str, values: Vec<Words>) {
    if !values.is_empty() {
        rows.push(Fact { label: label.to_owned(), values });
    }
}

fn hold_quorum(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>, today: Option<QuorumToday>) {
    let (Some(today), Some(quorum)) = (today, &forum.fields.quorum) else { return };
    let mut notes = Vec::new();
    if today.vacant > 0 {
        notes.push(format!(
            "{} {} vacant.",
            today.vacant,
            if today.vacant == 1 { "seat with a vote is" } else { "seats with a vote are" }
        ));
    }
    if today.meeting.number > today.meeting.available && !forum.fields.seats.is_empty() {
        notes.push(format!("This cannot be met: only {} could count.", today.meeting.available));
    }
    if let Some(sentence) = deputies(sheet.model().places(forum).iter().filter_map(|place| place.seat.deputy.as_ref())) {
        notes.push(sentence);
    }
    if let Some(after) = quorum.inactive_after {
        notes.push(format!("A seat that nobody has represented for {after} leaves the count."));
    }
    notes.extend(quorum.inquorate.map(|inquorate| {
        match inquorate.value {
            Inquorate::Adjourn => "Without a quorum the meeting is put off.",
            Inquorate::Advise => "Without a quorum the meeting may advise, not decide.",
            Inquorate::Ratify => "What is decided without a quorum must be ratified.",
        }
        .to_owned()
    }));
    let decide = today.decide.map(|need| {
        let key = if need.sum.is_empty() { "quorum.to-decide" } else { "quorum.to-decide-sum" };
        let number = Run { strong: true, ..Run::text(need.number.to_string()) };
        sheet.runs(key, &[("rule", need.words.into()), ("number", number.into()), ("sum", need.sum.into())])
    });
    let view = Quorum {
        id: "part-quorum-sums".to_owned(),
        rule: format!("{}.", capitalised(&today.meeting.words)),
        number: today.meeting.number,
        of: today.voting_seats,
        sums: sums(&today.meeting),
        decide: decide.unwrap_or_default(),
        notes,
        calculator: calculator(sheet, forum),
    };
    sheet.hold("quorum", "Quorum", vec![Block::Quorum(view)]);
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
        let label =
            if organisation.is_empty() { place.seat.title.clone() } else { format!("{}, {organisation}", place.seat.title) };
        CalculatorSeat { label, organisation, votes: place.votes() }
    });
    Some(Calculator { seats: seats.collect(), ways: serde_json::Value::Array(ways.collect()).to_string() })
}

/// The parts of a rule, each with how its number comes about; nothing for a bare number, which needs no sum.
fn sums(need: &Need) -> Vec<QuorumSum> {
    if need.parts.is_empty() {
        let own = QuorumSum { rule: capitalised(&need.words), sum: need.sum.clone(), number: need.number };
        return if need.sum.is_empty() { Vec::new() } else { vec![own] };
    }
    let part = |part: &Need| QuorumSum { rule: capitalised(&part.words), sum: part.sum.clone(), number: part.number };
    let mut rows: Vec<QuorumSum> = need.parts.iter().map(part).collect();
    let rule =
        if need.any { "One of these is enough: the smallest meeting" } else { "The smallest meeting that meets all of these" };
    rows.push(QuorumSum { rule: rule.to_owned(), sum: String::new(), number: need.number });
    rows
}

fn deputies<'d>(rules: impl Iterator<Item = &'d Deputy>) -> Option<String> {
    let allowed: Vec<&Deputy> = rules.filter(|deputy| deputy.allowed).collect();
    let first = allowed.first()?;
    let same = allowed.iter().all(|deputy| (deputy.counts, deputy.votes) == (first.counts, first.votes));
    if !same {
        return Some("Whether a deputy counts differs from seat to seat: see the table of seats.".to_owned());
    }
    Some(
        match (first.counts, first.votes) {
            (Some(true), Some(true)) => "Deputies count and vote.",
            (Some(true), Some(false)) => "Deputies count, and do not vote.",
            (Some(true), None) => "Deputies count.",
            (Some(false), _) => "Deputies may come, and do not count.",
            (None, _) => "Deputies may come; whether they count is not recorded.",
        }
        .to_owned(),
    )
}

fn hold_seats(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let places = sheet.model().places(forum);
    let mut blocks = Vec::new();
    if !places.is_empty() {
        let rows = seat_rows(sheet, forum, &places);
        blocks.push(table("seats", &seats_caption(&places), &["Seat", "For", "Held by", "Vote", "Deputy", "Term"], rows));
    } else if !forum.fields.seats.is_empty() {
        let lines = forum
            .fields
            .seats
            .iter()
            .map(|seat| words(format!("{}{}", seat.title, if seat.each.is_some() { ", one for each member" } else { "" })));
        blocks.push(Block::List { lines: lines.collect() });
    }
    if !forum.fields.attendees.is_empty() {
        blocks.push(Block::Heading {
            id: "part-attendance".to_owned(),
            title: "In attendance, without a seat".to_owned(),
            level: 3,
        });
        let lines = forum.fields.attendees.iter().map(|attendee| {
            let mut line = words(attendee.title.clone());
            line.extend(
                attendee
                    .organisation
                    .as_ref()
                    .map(|link| [Run::text(", "), sheet.point.follow(forum.record, link)])
                    .into_iter()
                    .flatten(),
            );
            line.extend(attendee.each.map(|_| Run::text(", one from every member")));
            line
        });
        blocks.push(Block::List { lines: lines.collect() });
    }
    let limits = limits(forum);
    if !limits.is_empty() {
        blocks.push(Block::Text { paragraphs: vec![words(limits.join(" "))] });
    }
    sheet.hold("seats", "Seats", blocks);
}

fn limits(forum: Entry<'_, Forum>) -> Vec<String> {
    let Some(limits) = &forum.fields.limits else { return Vec::new() };
    let mut sentences = Vec::new();
    if let Some(seats) = &limits.seats {
        sentences.push(match (seats.min, seats.max) {
            (Some(min), Some(max)) => format!("There are {min} to {max} seats."),
            (Some(min), None) => format!("There are at least {min} seats."),
            (None, Some(max)) => format!("There are at most {max} seats."),
            (None, None) => return sentences,
        });
    }
    if let Some(cap) = &limits.same_affiliation {
        let most = cap
            .fraction
            .map(|fraction| format!("{fraction} of the seats"))
            .or_else(|| cap.count.map(|count| format!("{count} seats")));
        sentences.extend(most.map(|most| format!("At most {most} may be held from one employer.")));
    }
    if limits.equal_seats == Some(true) {
        sentences.push("Every member has as many seats as any other.".to_owned());
    }
    sentences
}

fn seats_caption(places: &[Place<'_>]) -> String {
    let voting: Vec<&Place<'_>> = places.iter().filter(|place| place.votes()).collect();
    let vacant = voting.iter().filter(|place| place.occupancy == Occupancy::Vacant).count();
    let rest = places.len() - voting.len();
    let mut caption = format!("{} {} with a vote", voting.len(), if voting.len() == 1 { "seat" } else { "seats" });
    if rest > 0 {
        caption.push_str(&format!(", {rest} without"));
    }
    if vacant > 0 {
        caption.push_str(&format!("; {vacant} vacant"));
    }
    caption
}

/// A row for each place; one for all members where nothing is recorded that would tell their places apart.
fn seat_rows(sheet: &Sheet<'_>, forum: Entry<'_, Forum>, places: &[Place<'_>]) -> Vec<Vec<Words>> {
    let mut rows = Vec::new();
    let mut places = places.iter().peekable();
    while let Some(place) = places.next() {
        let same = |other: &Place<'_>| std::ptr::eq(place.seat, other.seat) && other.occupancy == Occupancy::NotRecorded;
        let mut count = 1;
        if place.seat.each.is_some() && place.occupancy == Occupancy::NotRecorded {
            while places.next_if(|other| same(other)).is_some() {
                count += 1;
            }
        }
        let mut row = seat_row(sheet, forum, place);
        if count > 1 {
            row[1] = words(format!("each of the {count} members"));
        }
        rows.push(row);
    }
    rows
}

fn seat_row(sheet: &Sheet<'_>, forum: Entry<'_, Forum>, place: &Place<'_>) -> Vec<Words> {
    let point = &sheet.point;
    let seat = place.seat;
    let mut title = words(seat.title.clone());
    title.extend(seat.kind.as_ref().map(|kind| Run::text(format!(" ({})", point.term(forum.record, kind).text.to_lowercase()))));
    let held = match (place.holder, place.occupancy) {
        (Some(holder), _) => {
            let who = holder
                .person
                .as_ref()
                .map(|link| point.follow(forum.record, link))
                .or_else(|| holder.post.clone().map(Run::text));
            let mut line: Words = vec![who.unwrap_or_else(Run::unrecorded)];
            line.extend(holder.from.map(|from| [Run::text(", since "), point.date(from.date)]).into_iter().flatten());
            line
        }
        (None, Occupancy::Vacant) => vec![Run::label("Vacant", "warning")],
        (None, _) => seat.appointed_by.clone().map_or_else(|| vec![Run::unrecorded()], |by| words(format!("appointed by {by}"))),
    };
    let vote = match (place.votes(), seat.votes) {
        (false, _) => "No".to_owned(),
        (true, Some(votes)) => format!("{votes} {}", if votes == 1 { "vote" } else { "votes" }),
        (true, None) => "Yes".to_owned(),
    };
    let deputy = match &seat.deputy {
        None => vec![Run::unrecorded()],
        Some(deputy) if !deputy.allowed => words("No"),
        Some(deputy) => {
            let counts = deputy.counts.map(|counts| if counts { "counts" } else { "does not count" });
            let votes = deputy.votes.map(|votes| if votes { "votes" } else { "does not vote" });
            let rights: Vec<&str> = [counts, votes].into_iter().flatten().collect();
            let named = place.holder.and_then(|holder| holder.deputy.clone()).or_else(|| deputy.named.clone());
            let name = named.map(|named| format!(": {named}")).unwrap_or_default();
            words(if rights.is_empty() { format!("Yes{name}") } else { format!("Yes, {}{name}", rights.join(" and ")) })
        }
    };
    let term = seat.term.as_ref().map_or_else(Words::new, |term| {
        let length = term.length.map(|length| length.to_string());
        let limit = term.limit.map(|limit| format!("at most {limit} in a row"));
        words([length, limit].into_iter().flatten().collect::<Vec<_>>().join(", "))
    });
    let organisation = place.organisation.map_or_else(Words::new, |id| vec![point.link_short(id)]);
    vec![title, organisation, held, words(vote), deputy, term]
}

fn hold_decisions(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let mut rows = Vec::new();
    if let Some(decisions) = &forum.fields.decisions {
        rows.extend(method(decisions).map(|method| Fact::text("How", method)));
        rows.extend(
            decisions
                .needs_approval
                .map(|_| Fact::text("What it supports", "takes effect only when every member’s board has approved it")),
        );
        rows.extend(decisions.fallback.clone().map(|text| Fact::text("If that fails", text)));
        rows.extend(decisions.tie.clone().map(|text| Fact::text("If votes are equal", text)));
        rows.extend(decisions.urgent.clone().map(|text| Fact::text("Urgent matters", text)));
    }
    if let Some(chair) = &forum.fields.chair {
        rows.extend(chair_facts(sheet, forum, chair));
    }
    if let Some(conflicts) = &forum.fields.conflicts {
        rows.extend(conflicts.declared.clone().map(|text| Fact::text("Interests are declared", text)));
        rows.extend(conflicts.handling.clone().map(|text| Fact::text("Who has an interest", text)));
        rows.extend(conflicts.register.as_ref().map(|register| {
            let href = sheet.point.href("people").filter(|_| register == "people");
            let text =
                if register == "people" { "in the records of people in this handbook".to_owned() } else { register.clone() };
            let outside = register
                .starts_with("http")
                .then(|| Run::outside(super::super::viewpoint::shown_url(register), register.clone()));
            Fact::one("Register of interests", vec![outside.unwrap_or(Run { href, ..Run::text(text) })])
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
                kind.passes.clone().map_or_else(|| vec![Run::unrecorded()], words),
                takes_part.map_or_else(Words::new, |need| words(format!("{}: {} today", need.words, need.number))),
                kind.minimum.map_or_else(Words::new, |minimum| words(minimum.to_string())),
                words(
                    [kind.used_for.clone(), kind.proposed_by.as_ref().map(|by| format!("proposed by {by}"))]
                        .into_iter()
                        .flatten()
                        .collect::<Vec<_>>()
                        .join("; "),
                ),
            ]
        });
        blocks.push(table(
            "decision-types",
            "Kinds of decision",
            &["Kind", "Passes when", "Must take part", "Open for at least", "Used for"],
            rows.collect(),
        ));
    }
    sheet.hold("decisions", "How it decides", blocks);
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
            "Decisions on record",
            vec![Block::Register(super::super::view::Register { entries, columns: false })],
        );
    }
}

fn method(decisions: &Decisions) -> Option<String> {
    let method = match decisions.method?.value {
        Method::Consensus => "By consensus",
        Method::Consent => "By consent: nobody objects",
        Method::Majority => "By majority",
        Method::Supermajority => "By a larger majority",
        Method::Unanimity => "Unanimously",
    };
    let of = decisions.of.map(|of| match of.value {
        Voters::Members => " of all members",
        Voters::VotingSeats => " of all seats with a vote",
        Voters::Present => " of those present",
        Voters::Voting => " of those who vote",
    });
    Some(format!("{method}{}", of.unwrap_or_default()))
}

fn chair_facts(sheet: &Sheet<'_>, forum: Entry<'_, Forum>, chair: &Chair) -> Vec<Fact> {
    let point = &sheet.point;
    let mut parts: Vec<Words> = Vec::new();
    parts.extend(chair.rule.map(|rule| {
        words(match rule.value {
            ChairRule::Appointed => "appointed",
            ChairRule::Elected => "elected by the members",
            ChairRule::Rotates => "goes round",
            ChairRule::Independent => "independent of the members",
            ChairRule::ExOfficio => "the holder of a post",
        })
    }));
    parts.extend(chair.term.map(|term| words(format!("for {term}"))));
    parts.extend(chair.held_by.as_ref().map(|link| vec![Run::text("today from "), point.follow(forum.record, link)]));
    parts.extend(chair.since.map(|since| vec![Run::text("since "), point.date(since.date)]));
    parts.extend(
        chair.casting_vote.map(|casting| words(if casting.value { "with a casting vote" } else { "without a casting vote" })),
    );
    let mut rows = Vec::new();
    push(&mut rows, "Chair", vec![joined(parts, ", ")].into_iter().filter(|line| !line.is_empty()).collect());
    let order = chair.order.iter().map(|link| vec![point.follow(forum.record, link)]).collect();
    push(&mut rows, "Order of the chair", vec![listed(order)].into_iter().filter(|line| !line.is_empty()).collect());
    if let Some(vice) = &chair.vice {
        let seat = vice
            .seat
            .as_ref()
            .and_then(|name| forum.fields.seats.iter().find(|seat| seat.id.as_ref().is_some_and(|id| id.value == name.value)));
        let parts = [
            seat.map(|seat| words(seat.title.clone()))
                .or_else(|| vice.seat.as_ref().map(|seat| words(super::super::label(&seat.value)))),
            vice.rule.clone().map(words),
            vice.held_by.as_ref().map(|link| vec![Run::text("today from "), point.follow(forum.record, link)]),
            vice.other_body.filter(|other| *other).map(|_| words("from another body than the chair")),
        ];
        push(
            &mut rows,
            "Vice chair",
            vec![joined(parts.into_iter().flatten().collect(), ", ")].into_iter().filter(|line| !line.is_empty()).collect(),
        );
    }
    rows
}

fn hold_meetings(sheet: &mut Sheet<'_>, forum: Entry<'_, Forum>) {
    let mut rows = Vec::new();
    if let Some(rules) = &forum.fields.meetings {
        let often = rules.every.map(|every| format!("every {every}"));
        let least = rules.minimum.map(|minimum| format!("at least {} times a year", minimum.value));
        let often: Vec<String> = [often, least].into_iter().flatten().collect();
        if !often.is_empty() {
            rows.push(Fact::text("How often", often.join(", ")));
        }
        rows.extend(
            rules
                .public
                .map(|public| Fact::text("Public", if public { "the public may be there" } else { "not open to the public" })),
        );
    }
    let holding = sheet.model().rules(forum);
    rows.extend(holding.attend().map(|attend| Fact::text(&sheet.say("meetings.to-come"), attend)));
    rows.extend(holding.questions().map(|questions| Fact::text(&sheet.say("meetings.to-ask"), questions)));
    rows.extend(super::meetings::whom_to_ask(sheet, forum.record).filter(|_| holding.meets_in_public()));
    if let Some(rules) = &forum.fields.meetings {
        rows.extend(rules.notice.map(|notice| Fact::text("Called", format!("{notice} before"))));
        rows.extend(rules.papers.map(|papers| Fact::text("Papers", format!("{papers} before"))));
        if let Some(minutes) = &rules.minutes {
            let published = minutes.published.map(|published| if published { "published" } else { "not published" });
            let within = minutes.within.map(|within| format!("within {within}"));
            let text: Vec<String> = published.map(str::to_owned).into_iter().chain(within).collect();
            rows.push(Fact::text("Minutes", text.join(" ")));
        }
        rows.extend(rules.duration.map(|minutes| Fact::text("How long", format!("about {minutes} minutes"))));
        rows.extend(
            rules
                .remote
                .map(|remote| Fact::text("From afar", if remote { "one may take part and counts" } else { "does not count" })),
        );
    }
    if let Some(review) = &forum.fields.review {
        let parts = [
            review.every.map(|every| format!("every {every}")),
            review.when.clone(),
            review.owner.as_ref().map(|owner| format!("by the {}", owner.to_lowercase())),
        ];
        let text: Vec<String> = parts.into_iter().flatten().collect();
        if !text.is_empty() {
            rows.push(Fact::text("It looks at its own work", text.join(", ")));
        }
    }
    let amended: Vec<Words> = forum.fields.amended_by.iter().map(|party| sheet.point.party(forum.record, party)).collect();
    push(&mut rows, "May be changed by", amended);
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(Block::Facts(Facts { rows, band: false }));
    }
    blocks.extend(super::meetings::of_forum(sheet, forum));
    sheet.hold("meetings", "Meetings", blocks);
}
