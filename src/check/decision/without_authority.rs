#![doc = include_str!("without_authority.md")]

use crate::check::Findings;
use crate::check::words::titles;
use crate::model::authority::{Lack, Powers, Right};
use crate::model::path::{Band, OwnKept};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::{Decision, Forum};
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let powers = Powers::all(model);
    for decision in model.all::<Decision>() {
        let right = powers.right(model, decision);
        if let Right::InPart(_, kept) | Right::None(Lack::KeptByGivers(kept)) = &right {
            add_kept(model, findings, decision, kept);
        }
        let Right::None(lack) = right else { continue };
        let Some(forum) = decision.fields.forum.as_ref().and_then(|link| model.get::<Forum>(decision.record, link)) else { continue };
        let function = decision.fields.function.as_ref().and_then(|link| model.follow(decision.record, link));
        let told = Told::of(model, decision, forum, function, &lack);
        let Some(told) = told else { continue };
        let mut finding =
            findings.add(decision.record, told.place.span, told.message).label("decided here").related(told.why, told.label);
        if let Some(function) = function {
            finding = finding.related(model.record(function).itself(), "the matter");
        }
        finding.hint(told.hint);
    }
}

/// Tells that givers keep by their own schemes what a forum has decided for them.
fn add_kept(model: &Model, findings: &mut Findings<'_>, decision: Entry<'_, Decision>, kept: &[OwnKept<'_>]) {
    let (title, function) = (decision.record.title(), decision.fields.function.as_ref());
    let matter = function.and_then(|link| model.follow(decision.record, link)).map_or_else(String::new, |id| model.record(id).title());
    let worth = decision.fields.value.map_or_else(String::new, |value| format!(" ({})", model.money(value.value)));
    let who = titles(model, kept.iter().map(|own| own.body.id));
    let (keep, hint) = match kept {
        [own] => {
            let amounts = model.band_words(own.band).to_string();
            let amounts = if amounts.is_empty() { amounts } else { format!(" {amounts}") };
            let keep = format!("by its own scheme of delegation {who} keeps “{matter}”{amounts}");
            (keep, "let its board decide, and write what it decided under `results`")
        }
        _ => (
            format!("by their own schemes of delegation {who} keep “{matter}”"),
            "let the board of each decide, and write what each decided under `results`",
        ),
    };
    let field = if decision.fields.value.is_some() { "value" } else { "forum" };
    let mut finding =
        findings.add(decision.record, decision.record.field(field).span, format!("“{title}”{worth} was decided, and {keep}")).label("decided here");
    for own in kept {
        finding = finding.related(own.body.record.place(own.row.function.span), "kept here");
    }
    finding.hint(hint);
}

/// A lack of authority in words.
struct Told {
    message: String,
    place: Place,
    why: Place,
    label: String,
    hint: &'static str,
}

impl Told {
    fn of(
        model: &Model,
        decision: Entry<'_, Decision>,
        forum: Entry<'_, Forum>,
        function: Option<RecordId>,
        lack: &Lack<'_>,
    ) -> Option<Told> {
        let (title, name) = (decision.record.title(), forum.record.title());
        let matter = function.map_or_else(String::new, |function| model.record(function).title());
        let field = |key: &str| decision.record.field(key);
        let value = decision.fields.value.map_or_else(String::new, |value| model.money(value.value));
        Some(match lack {
            Lack::NotThere(during) => Told {
                message: format!("“{title}” was decided on {}, and “{name}” existed {during}", decision.fields.on.date),
                place: field("on"),
                why: forum.record.field(if during.begins_after(decision.fields.on.date.last_day()) { "from" } else { "to" }),
                label: "when it existed".to_owned(),
                hint: "correct the day, or name the forum that decided",
            },
            // Where its terms of reference claim the matter, that is the subject of `delegation/claimed`.
            Lack::NeverGiven if claims(model, forum, function) => return None,
            Lack::NeverGiven => Told {
                message: format!("“{title}” was decided by “{name}”, which was never given “{matter}”"),
                place: field("forum"),
                why: forum.record.field("legal_form"),
                label: "it has only what it is given".to_owned(),
                hint: "record the delegation, or write `recommended` and what each body decided under `results`",
            },
            Lack::OtherTime(given) => {
                let valid = given.row.valid.as_ref();
                let during = valid.map_or_else(String::new, |valid| valid.during().to_string());
                Told {
                    message: format!("“{title}” was decided on {}, and “{name}” had “{matter}” {during}", decision.fields.on.date),
                    place: field("on"),
                    why: given.scheme.record.place(valid.map_or(given.row.span, |valid| valid.span)),
                    label: "when the delegation held".to_owned(),
                    hint: "record the delegation of that day, or let those who hold the function ratify the decision",
                }
            }
            Lack::OtherAmount(given) => Told {
                message: format!("“{title}” is worth {value}, and “{name}” may decide “{matter}” {}", model.band_words(Band::of(given.row))),
                place: field("value"),
                why: given.scheme.record.place(given.row.up_to.or(given.row.limit).or(given.row.above).map_or(given.row.span, |at| at.span)),
                label: "for which amounts".to_owned(),
                hint: "let whoever decides at that amount ratify it, or correct the value",
            },
            Lack::Reserved(held) => {
                let keeper = model.party_words(held.scheme.record, &held.row.to);
                let at = if decision.fields.value.is_some() { format!(" at {value}") } else { String::new() };
                Told {
                    message: format!("“{title}” was decided by “{name}”, and “{matter}”{at} is reserved to {keeper}"),
                    place: field("forum"),
                    why: held.scheme.record.place(held.row.function.span),
                    label: "reserved here".to_owned(),
                    hint: "write `recommended`, and what those to whom it is reserved decided under `results`",
                }
            }
            Lack::KeptByGivers(_) => return None,
        })
    }
}

/// Whether the terms of reference of a forum that meets today have the matter in its remit.
fn claims(model: &Model, forum: Entry<'_, Forum>, function: Option<RecordId>) -> bool {
    let named = forum.fields.responsibilities.iter().any(|link| model.follow(forum.record, link) == function);
    named && model.at_work(forum.id)
}
