//! How a clause is cited: what it is in, as which version, and where it stands. Knows no page.

use super::address;
use super::viewpoint::Viewpoint;
use crate::model::RecordId;
use crate::record::date::PartialDate;
use crate::record::kind::Kind;
use crate::record::kind::control::Control;

/// What stands in a citation for the number of the clause that is cited.
const NUMBER: &str = "{clause}";

/// What stands in a citation for the clause's id.
const ID: &str = "{id}";

/// How the clauses of a record are cited, with `{clause}` and `{id}` where each has its own: "WYAAT, Committee in Common, terms of
/// reference, version 2.1, clause {clause} (approved 12 March 2025), https://…/#{id}". Without an address where nobody says where
/// the handbook is published.
pub(super) fn of(point: &Viewpoint<'_>, id: RecordId) -> String {
    let record = point.model().record(id);
    let control = point.model().control_of(record).map(|control| &control.value);
    let version = control.and_then(|control| control.version.as_ref());
    let version = version.map(|version| point.say_with("citation.version", &[("version", (&version.value).into())]));
    let text = title(point, id).into_iter().chain(version).collect::<Vec<_>>().join(", ");
    let state = state(point, id, control);
    let cited = point.say_with("citation.clause", &[("text", text.into()), ("clause", NUMBER.into()), ("state", state.into())]);
    let path = address::shown_at(record).map(|(path, _)| path);
    match point.site.base_url().zip(path) {
        Some((base, path)) => format!("{cited}, {base}{path}/#{ID}"),
        None => cited,
    }
}

/// The collaborative, the record, and what sort of text it is where its name does not say so.
fn title(point: &Viewpoint<'_>, id: RecordId) -> Vec<String> {
    let record = point.model().record(id);
    let title = record.title();
    let collaborative = point.model().collaborative_of(record).map(|collaborative| collaborative.record.short_title());
    let sort = (record.kind == Kind::Forum).then(|| point.say("citation.terms-of-reference"));
    let sort = sort.filter(|sort| !title.to_lowercase().contains(&sort.to_lowercase()));
    collaborative.into_iter().chain([title]).chain(sort).collect()
}

/// Whether the text is the one approved, and since when.
fn state(point: &Viewpoint<'_>, id: RecordId, control: Option<&Control>) -> String {
    let Some((date, is_approval)) = control.and_then(dated) else {
        return point.say_with("citation.as-of", &[("date", point.day_text(point.model().today).into())]);
    };
    let date = point.date_text(date);
    if point.model().changed_since_approval(point.model().record(id)).is_some() {
        point.say_with("citation.changed", &[("date", date.into())])
    } else if is_approval {
        point.say_with("citation.approved", &[("date", date.into())])
    } else {
        point.say_with("citation.of", &[("date", date.into())])
    }
}

/// The day of the present version, and whether it was approved on that day; `None` for a draft.
fn dated(control: &Control) -> Option<(PartialDate, bool)> {
    if control.is_pending() {
        return None;
    }
    let approved = control.approved_on().map(|on| (on.date, true));
    approved.or_else(|| Some((control.current()?.on?.date, false)))
}
