//! A forum: its terms of reference, its seats as they are, its quorum told and reckoned.

use super::super::diagram;
use super::super::view::{Block, Fact, Facts, Notice, Run, Words, words};
use super::sheet::Sheet;
use super::table;
use crate::model::words::one;
use crate::model::{Entry, RecordId};
use crate::record::date::Length;
use crate::record::kind::forum::{Chair, ChairRule, Decisions, Method, Voters};
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Kind};

mod quorum;
mod seats;

use quorum::hold_quorum;
use seats::hold_seats;

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
            language: None,
            label: sheet.say("record.legal-basis"),
            values: fields.basis.iter().map(|term| vec![point.term(record, term)]).collect(),
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
        rows.push(Fact { language: None, label, values });
    }
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
