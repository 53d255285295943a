#![doc = include_str!("none_for_a_year.md")]

use std::collections::{HashMap, HashSet};

use jiff::ToSpan;

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::date::PartialDate;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Decision, Forum, Kind};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let Ok(year_ago) = model.today.checked_sub(1.year()) else { return };
    let mut last: HashMap<RecordId, PartialDate> = HashMap::new();
    let mut logs: HashSet<RecordId> = HashSet::new();
    for decision in model.all::<Decision>() {
        logs.extend(model.collaborative_of(decision.record).map(|whole| whole.id));
        let forum = decision.fields.forum.as_ref().and_then(|link| model.follow(decision.record, link));
        let on = decision.fields.on.date;
        if let Some(forum) = forum {
            let latest = last.entry(forum).or_insert(on);
            *latest = if on.last_day() > latest.last_day() { on } else { *latest };
        }
    }
    // Where a collaborative logs no decision at all, this handbook is not where its log is kept.
    let has_log = |forum: &Entry<'_, Forum>| model.collaborative_of(forum.record).is_some_and(|whole| logs.contains(&whole.id));
    // A decision of a forum that is not there may be one of another.
    let is_known = |forum: &Entry<'_, Forum>| !model.lacks(Kind::Forum, forum.record.scope());
    for forum in model.forums_today().filter(has_log).filter(is_known).filter(|forum| is_expected(model, *forum)) {
        // Whoever began within the year has not been silent for one.
        let begun = forum.fields.from.map(|from| from.date.last_day()).is_none_or(|from| from <= year_ago);
        let latest = last.get(&forum.id);
        if !begun || latest.is_some_and(|latest| latest.last_day() > year_ago) {
            continue;
        }
        let name = forum.record.title();
        let message = match latest {
            Some(latest) => format!("“{name}” decides, and its last decision on record is of {latest}"),
            None => format!("“{name}” decides, and no decision of it is on record"),
        };
        findings
            .field(forum.record, "legal_form", message)
            .label("a form that decides")
            .hint("log its decisions, or, where it has nothing to decide, ask whether it is still needed");
    }
}

/// Whether a forum decides for several bodies in a collaborative that is at work.
fn is_expected(model: &Model, forum: Entry<'_, Forum>) -> bool {
    let stage = model.collaborative_of(forum.record).and_then(|whole| whole.fields.stage).map(|stage| stage.value);
    let live = stage.is_none_or(|stage| matches!(stage, Stage::Live | Stage::UnderReview));
    live && model.decides(forum) && !model.form_is(forum, LegalFormTrait::OwnBoard)
}
