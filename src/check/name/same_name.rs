#![doc = include_str!("same_name.md")]

use std::collections::BTreeMap;

use crate::check::{Findings, naming};
use crate::model::{Entry, Model};
use crate::record::date::During;
use crate::record::kind::Organisation;
use crate::span::Span;

/// A name that a body bears or bore, and when.
struct Borne<'m> {
    organisation: Entry<'m, Organisation>,
    name: &'m str,
    during: During,
    span: Span,
    former: bool,
}

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut bearers: BTreeMap<String, Vec<Borne<'_>>> = BTreeMap::new();
    for organisation in model.all::<Organisation>() {
        for borne in names(organisation) {
            bearers.entry(naming::key(borne.name)).or_default().push(borne);
        }
    }
    for bearers in bearers.into_values() {
        for (number, borne) in bearers.iter().enumerate() {
            let twice = |other: &&Borne<'_>| {
                other.organisation.id != borne.organisation.id && naming::at_the_same_time(other.during, borne.during)
            };
            let Some(other) = bearers[..number].iter().find(twice) else { continue };
            let (id, other_id) = (&borne.organisation.record.address, &other.organisation.record.address);
            findings
                .add(borne.organisation.record, borne.span, format!("`{id}` and `{other_id}` both bear the name “{}”", borne.name))
                .label(if borne.former { "a former name" } else { "its name" })
                .related(other.organisation.record.place(other.span), if other.former { "its former name" } else { "its name" })
                .hint("keep one record where both are the same body; where they are two, write their full names, or when each bore the name");
        }
    }
}

fn names(organisation: Entry<'_, Organisation>) -> impl Iterator<Item = Borne<'_>> {
    let head = &organisation.record.head;
    let former = head.former_names.iter().map(move |former| Borne {
        organisation,
        name: &former.name,
        during: former.during(),
        span: former.span,
        former: true,
    });
    let last = head.former_names.iter().filter_map(|former| former.to).map(|to| to.date).max();
    let own = organisation.during();
    let during = During { from: last.or(own.from), to: own.to };
    let name = head.name.as_ref();
    let present = name.map(|name| Borne { organisation, name: &name.value, during, span: name.span, former: false });
    present.into_iter().chain(former)
}
