//! How a clause is cited: what it is in, as which version, and where it stands. Knows no page.

use super::address;
use super::viewpoint::Viewpoint;
use crate::model::RecordId;
use crate::record::date::{PartialDate, long_date};
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
    let model = point.model();
    let record = model.record(id);
    let control = model.control_of(record).map(|control| &control.value);
    let version = control.and_then(|control| control.version.as_ref()).map(|version| format!("version {}", version.value));
    let parts: Vec<String> = title(point, id).into_iter().chain(version).collect();
    let state = match control.and_then(dated) {
        Some((date, _)) if model.changed_since_approval(record).is_some() => format!("changed since it was approved on {date}"),
        Some((date, true)) => format!("approved {date}"),
        Some((date, false)) => format!("of {date}"),
        None => format!("as of {}", long_date(model.today)),
    };
    let address = address::shown_at(record)
        .and_then(|(path, _)| Some(format!(", {}{path}/#{ID}", point.site.base_url()?)))
        .unwrap_or_default();
    format!("{}, clause {NUMBER} ({state}){address}", parts.join(", "))
}

/// The collaborative, the record, and what sort of text it is where its name does not say so.
fn title(point: &Viewpoint<'_>, id: RecordId) -> Vec<String> {
    let record = point.model().record(id);
    let title = record.title();
    let collaborative = point.model().collaborative_of(record).map(|collaborative| collaborative.record.short_title());
    let sort = Some("terms of reference").filter(|sort| record.kind == Kind::Forum && !title.to_lowercase().contains(sort));
    collaborative.into_iter().chain([title]).chain(sort.map(str::to_owned)).collect()
}

/// The day of the present version, and whether it was approved on that day.
fn dated(control: &Control) -> Option<(PartialDate, bool)> {
    if control.is_pending() {
        return None;
    }
    let approved = control.approved_on().map(|on| (on.date, true));
    approved.or_else(|| Some((control.current()?.on?.date, false)))
}
