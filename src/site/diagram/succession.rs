//! What became of bodies: mergers, splits, new names, from the oldest down.

use std::collections::BTreeSet;

use super::{Block, Diagram, Node, Said, Tone};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::Organisation;
use crate::record::kind::organisation::Succession;
use crate::site::viewpoint::Viewpoint;

/// The most bodies that are shown.
const SHOWN: usize = 24;

/// The bodies before and after a body, with those that they came from or became.
pub(in crate::site) fn succession(point: &Viewpoint<'_>, id: RecordId) -> Diagram {
    let model = point.model();
    let caption = point.say_with("diagram.succession", &[("body", model.record(id).title().into())]);
    let mut diagram = Diagram { caption, ..Diagram::default() };
    let shown = related(model, id);
    let mut bodies: Vec<RecordId> = shown.iter().copied().collect();
    let began = |id: &RecordId| model.during_of(*id).from.map(|from| from.first_day());
    let before = |id: &RecordId| ancestors(model, *id, &shown).len();
    bodies.sort_by_cached_key(|id| (before(id), began(id), *id));
    for body in &bodies {
        let over = model.during_of(*body).ended_before(model.today);
        let tone = match (*body == id, over) {
            (_, true) => Tone::Ended,
            (true, false) => Tone::Lead,
            (false, false) => Tone::Plain,
        };
        let during = point.during_text(model.during_of(*body));
        let node = Node::of(point.link(*body)).tone(tone);
        diagram.add(Block::Single(if during.is_empty() { node } else { node.note(during) }));
    }
    for (from, body) in bodies.iter().enumerate() {
        let Some(entry) = model.entry::<Organisation>(*body) else { continue };
        for successor in &entry.fields.successors {
            let to = successor.organisation.as_ref().and_then(|link| model.follow(entry.record, link));
            let Some(to) = to.and_then(|to| bodies.iter().position(|other| *other == to)) else { continue };
            let (label, line) = match successor.how.value {
                Succession::Merger => ("edges.merged", "edges.merged-line"),
                Succession::Acquisition => ("edges.acquired", "edges.acquired-line"),
                Succession::Rename => ("edges.renamed", "edges.renamed-line"),
                Succession::Split => ("edges.split", "edges.split-line"),
                Succession::Part => ("edges.part", "edges.part-line"),
                Succession::Closure => ("edges.closed", "edges.closed-line"),
            };
            diagram.down(from, to, Said::new(point.phrases(), label, line, Vec::new()));
        }
    }
    diagram
}

/// A body with all that it came from and became, as far as they are shown.
fn related(model: &Model, id: RecordId) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::from([id]);
    let mut open = vec![id];
    while let Some(body) = open.pop() {
        for other in after(model, body).into_iter().chain(before(model, body)) {
            if found.len() < SHOWN && found.insert(other) {
                open.insert(0, other);
            }
        }
    }
    found
}

/// What a body came from, among those that are shown: a line of bodies may be as long as its authors like.
fn ancestors(model: &Model, id: RecordId, shown: &BTreeSet<RecordId>) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(body) = open.pop() {
        open.extend(before(model, body).into_iter().filter(|other| shown.contains(other) && found.insert(*other)));
    }
    found
}

fn after(model: &Model, id: RecordId) -> Vec<RecordId> {
    model.entry::<Organisation>(id).map_or_else(Vec::new, |body| model.successors(body))
}

fn before(model: &Model, id: RecordId) -> Vec<RecordId> {
    let links = model.backlinks(id).iter().filter(|link| link.field.as_deref() == Some("successors.organisation"));
    let bodies = links.filter_map(|link| model.entry::<Organisation>(link.from));
    bodies.map(|body: Entry<'_, Organisation>| body.id).collect()
}
