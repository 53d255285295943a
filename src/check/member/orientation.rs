#![doc = include_str!("orientation.md")]

use std::collections::BTreeSet;

use crate::check::{Findings, naming};
use crate::model::{Entry, Model};
use crate::model::words::list;
use crate::record::kind::collaborative::Orientation;
use crate::record::kind::vocabulary::Sectors;
use crate::record::kind::{Collaborative, Organisation};
use crate::record::link::Set;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        let Some(orientation) = collaborative.fields.orientation else { continue };
        let bodies: Vec<Entry<'_, Organisation>> = model.full_bodies(collaborative).collect();
        let sectors: Vec<BTreeSet<&str>> = bodies.iter().map(|body| sectors(*body)).collect();
        let (title, recorded) = (model.record(collaborative.id).title(), sectors.iter().filter(|sectors| !sectors.is_empty()).count());
        let (message, label) = match orientation.value {
            Orientation::Horizontal if recorded > 1 && have_none_in_common(&sectors) => {
                let each: Vec<String> = bodies.iter().map(|body| described(model, *body)).collect();
                let message = format!("“{title}” is called horizontal, and no service is common to all its members");
                (message, naming::first_of(&each.into_iter().filter(|each| !each.is_empty()).collect::<Vec<_>>(), 4))
            }
            Orientation::Vertical if recorded > 1 && recorded == bodies.len() && are_all_alike(&sectors) => {
                let message = format!("“{title}” is called vertical, and all its members give the same services");
                (message, bodies.first().map_or(String::new(), |body| services(model, *body)))
            }
            _ => continue,
        };
        findings
            .add(collaborative.record, orientation.span, message)
            .label(label)
            .related(collaborative.record.field("members"), "its members")
            .hint("correct `orientation`: horizontal for similar services, vertical for different ones along a pathway, mixed for both")
            .hint("or complete the `sectors` of its members");
    }
}

fn sectors<'m>(body: Entry<'m, Organisation>) -> BTreeSet<&'m str> {
    let fields: &'m Organisation = body.fields;
    fields.sectors.iter().map(|sector| sector.text.as_str()).collect()
}

fn have_none_in_common(all: &[BTreeSet<&str>]) -> bool {
    let mut recorded = all.iter().filter(|sectors| !sectors.is_empty());
    let Some(first) = recorded.next() else { return false };
    let rest: Vec<&BTreeSet<&str>> = recorded.collect();
    !first.iter().any(|sector| rest.iter().all(|other| other.contains(sector)))
}

fn are_all_alike(all: &[BTreeSet<&str>]) -> bool {
    all.windows(2).all(|pair| pair[0] == pair[1])
}

fn described(model: &Model, body: Entry<'_, Organisation>) -> String {
    let services = services(model, body);
    if services.is_empty() { services } else { format!("{}: {services}", body.record.short_title()) }
}

fn services(model: &Model, body: Entry<'_, Organisation>) -> String {
    let fields: &Organisation = body.fields;
    let names: Vec<String> =
        fields.sectors.iter().map(|sector| model.word(body.record, Sectors::KEY, &sector.text).to_lowercase()).collect();
    list(&names)
}
