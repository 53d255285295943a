#![doc = include_str!("declaration_old.md")]

use jiff::ToSpan;

use crate::check::Findings;
use crate::model::Model;
use crate::model::seats::SeatHeld;
use crate::record::date::PartialDate;
use crate::record::kind::Person;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let Ok(year_ago) = model.today.checked_sub(1.year()) else { return };
    for (person, seats) in model.seats_by_person() {
        let Some(seat) = seats.iter().find(|seat| is_registered_here(model, seat)) else { continue };
        let Some(person) = model.entry::<Person>(person) else { continue };
        let own = person.fields.declared.map(|declared| declared.date);
        let interests = person.fields.interests.iter().filter_map(|interest| interest.declared).map(|declared| declared.date);
        let latest: Option<PartialDate> = interests.chain(own).max_by_key(|date| date.last_day());
        if latest.is_some_and(|latest| latest.last_day() >= year_ago) {
            continue;
        }
        let name = person.record.title();
        let message = match latest {
            Some(latest) => format!("“{name}” holds a seat and last declared interests on {latest}"),
            None => format!("“{name}” holds a seat and has declared nothing, not even that there is nothing to declare"),
        };
        findings
            .field(person.record, "declared", message)
            .label("more than twelve months ago, or never")
            .related(seat.forum.record.place(seat.holder.span), format!("a seat on “{}”", seat.forum.record.title()))
            .hint("ask for a declaration, and write its day under `declared`, also where there is nothing to declare");
    }
}

/// Whether interests of those who sit there are registered in this handbook, and not elsewhere.
fn is_registered_here(model: &Model, seat: &SeatHeld<'_>) -> bool {
    let register = model.rules(seat.forum).conflicts().and_then(|conflicts| conflicts.register.as_deref());
    register.is_none_or(|register| register == "people")
}
