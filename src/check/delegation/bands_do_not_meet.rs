#![doc = include_str!("bands_do_not_meet.md")]

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Findings, chains};
use crate::model::{Model, RecordId};
use crate::model::path::{Band, Kept, Path, Step};
use crate::record::Record;
use crate::span::{Place, Span};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for path in model.paths() {
        for step in path.steps.iter().filter(|step| step.own.is_empty()) {
            let message = format!("no amount is both {}", both(model, step.own));
            findings
                .add(step.scheme.record, upper(step), message)
                .label("lower than where it begins")
                .hint("`above` is where a band begins and `up_to` where it ends; `limit` cannot be lower than `above`");
        }
        if !path.has_unread_rows() {
            rows(model, findings, &path);
        }
    }
}

/// Looks at the rows of each giver, in the order of their amounts.
fn rows(model: &Model, findings: &mut Findings<'_>, path: &Path<'_>) {
    let mut told: BTreeSet<(Place, Place)> = BTreeSet::new();
    let mut kept: BTreeMap<RecordId, Vec<usize>> = BTreeMap::new();
    for (number, row) in path.reserved.iter().enumerate() {
        let bodies = model.bodies(row.scheme.record, &row.row.to);
        bodies.into_iter().for_each(|body| kept.entry(body).or_default().push(number));
    }
    for (body, steps) in path.first_hand(model) {
        let given = steps.iter().map(|step| Row::given(&path.steps[*step])).filter(|row| !row.band.is_empty());
        let kept = kept.get(&body).into_iter().flatten().map(|number| Row::kept(&path.reserved[*number]));
        let mut rows: Vec<Row<'_>> = given.chain(kept).collect();
        rows.sort_by_key(|row| row.band);
        for pair in rows.windows(2) {
            let places = (pair[0].record.place(pair[0].span), pair[1].record.place(pair[1].span));
            if told.insert(places) {
                neighbours(model, findings, path, &pair[0], &pair[1]);
            }
        }
    }
}

/// A row of amounts: given, or kept.
struct Row<'p> {
    band: Band,
    record: &'p Record,
    /// Where it says where it begins.
    span: Span,
    /// Where it says where it ends.
    end: Span,
    step: Option<&'p Step<'p>>,
}

impl<'p> Row<'p> {
    fn given(step: &'p Step<'p>) -> Row<'p> {
        let begins = step.row.above.map_or(step.row.span, |above| above.span);
        Row { band: step.own, record: step.scheme.record, span: begins, end: upper(step), step: Some(step) }
    }

    fn kept(kept: &'p Kept<'p>) -> Row<'p> {
        let begins = kept.row.above.map_or(kept.row.span, |above| above.span);
        Row { band: kept.band, record: kept.scheme.record, span: begins, end: kept.row.span, step: None }
    }
}

/// Where a delegation says where its amounts end.
fn upper(step: &Step<'_>) -> Span {
    let bounds = [step.row.up_to, step.row.limit].into_iter().flatten();
    bounds.min_by_key(|bound| bound.value).map_or(step.row.span, |bound| bound.span)
}

fn neighbours(model: &Model, findings: &mut Findings<'_>, path: &Path<'_>, lower: &Row<'_>, higher: &Row<'_>) {
    let Some(begins) = higher.band.above else { return };
    let title = path.function.record.title();
    match lower.band.up_to {
        Some(ends) if ends < begins => {
            let message =
                format!("nobody decides “{title}” above {} and up to {}", model.money(ends), model.money(begins));
            findings
                .add(higher.record, higher.span, message)
                .label("begins here")
                .related(lower.record.place(lower.end), "ends here")
                .hint("let one begin where the other ends: `above` is the amount of the other’s `up_to`");
        }
        ends if lower.band.above < Some(begins) && ends.is_none_or(|ends| ends > begins) => {
            // What is both given and kept is the subject of `delegation/reserved-and-delegated`.
            let (Some(one), Some(other)) = (lower.step, higher.step) else { return };
            let together = one.row.joint == Some(true) && other.row.joint == Some(true);
            if one.to == other.to || together {
                return;
            }
            let until = [ends, higher.band.up_to].into_iter().flatten().min();
            let until = until.map_or_else(String::new, |until| format!(" and up to {}", model.money(until)));
            let message = format!(
                "both {} and {} decide “{title}” above {}{until}",
                one.receiver(model),
                other.receiver(model),
                model.money(begins)
            );
            findings
                .add(higher.record, higher.span, message)
                .label(chains::words(model, other))
                .related(lower.record.place(lower.end), chains::words(model, one))
                .hint("let one begin where the other ends: `above` is the amount of the other’s `up_to`");
        }
        _ => {}
    }
}

/// Amounts that exclude each other, in words.
fn both(model: &Model, band: Band) -> String {
    let above = band.above.map_or_else(String::new, |above| model.money(above));
    let up_to = band.up_to.map_or_else(String::new, |up_to| model.money(up_to));
    format!("above {above} and up to {up_to}")
}
