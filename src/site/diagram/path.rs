//! How a function reaches whoever decides it: from those who hold it by law, delegation by delegation.

use super::{Block, Diagram, Edge, Node, Said, Tone};
use crate::model::RecordId;
use crate::model::path::{Path, Somebody};
use crate::phrases::capitalised;
use crate::site::viewpoint::Viewpoint;

/// The most places that are shown.
const SHOWN: usize = 30;

/// The path of a function; an empty picture where it is given to nobody, or to too many to draw.
pub(in crate::site) fn decision_path(point: &Viewpoint<'_>, function: RecordId) -> Diagram {
    let Some(path) = point.model().path_of(function) else { return Diagram::default() };
    let places = places(&path);
    if path.steps.is_empty() || places.len() > SHOWN {
        return Diagram::default();
    }
    let caption = point.say_with("diagram.path", &[("function", path.function.record.title().into())]);
    let mut diagram = Diagram { caption, ..Diagram::default() };
    for somebody in &places {
        diagram.add(Block::Single(node(point, &path, somebody)));
    }
    let number = |somebody: &Somebody| places.iter().position(|place| place == somebody).unwrap_or_default();
    for step in &path.steps {
        let amounts = step.band.map_or_else(String::new, |band| point.told(&point.model().band_words(band)));
        let (label, line, values) = match (step.breaks(), amounts.is_empty()) {
            (true, _) => ("edges.gives-in-vain", "edges.gives-in-vain-line", Vec::new()),
            (false, true) => ("edges.delegates", "edges.delegates-line", Vec::new()),
            (false, false) => ("edges.delegates-amounts", "edges.delegates-amounts-line", vec![("amounts", amounts.into())]),
        };
        let Said { label, line, values } = Said::new(point.phrases(), label, line, values);
        let (from, to) = (number(step.from), number(step.to));
        diagram.join(Edge { from, to, label, line, values, up: to < from, advice: step.breaks() });
    }
    diagram
}

/// Everybody on a path, givers before receivers.
fn places(path: &Path<'_>) -> Vec<Somebody> {
    let mut places: Vec<Somebody> = Vec::new();
    for chain in path.chains() {
        for step in chain.steps.iter().map(|step| &path.steps[*step]) {
            for somebody in [step.from, step.to] {
                if !places.contains(somebody) {
                    places.push(somebody.clone());
                }
            }
        }
    }
    places
}

fn node(point: &Viewpoint<'_>, path: &Path<'_>, somebody: &Somebody) -> Node {
    let named = match somebody {
        Somebody::Body(id) | Somebody::Forum(id) | Somebody::Collaborative(id) | Somebody::Person(id) => {
            Node::of(point.link(*id))
        }
        Somebody::Post(id, post) => {
            Node { name: capitalised(post), note: Some(point.model().record(*id).title()), ..Node::of(point.link(*id)) }
        }
        Somebody::Members(id) => Node {
            name: point.say("party.each-board"),
            note: Some(point.model().record(*id).short_title()),
            ..Node::of(point.link(*id))
        },
        Somebody::Unknown => Node::named(capitalised(&point.unpublished().text)),
    };
    let decides = path.steps.iter().any(|step| step.to == somebody && step.onward.is_empty() && !step.breaks());
    let named = if let Somebody::Forum(_) = somebody { named.tone(Tone::Forum) } else { named };
    let mut notes: Vec<String> = named.note.clone().into_iter().collect();
    if decides {
        notes.push(point.say("diagram.decides"));
    }
    for kept in path.reserved.iter().filter(|kept| kept.to == somebody) {
        let amounts = point.told(&point.model().band_words(kept.band));
        notes.push(match amounts.is_empty() {
            true => point.say("diagram.keeps"),
            false => point.say_with("diagram.keeps-amounts", &[("amounts", amounts.into())]),
        });
    }
    notes.dedup();
    let tone = if decides { Tone::Lead } else { named.tone };
    Node { note: (!notes.is_empty()).then(|| notes.join(&point.say("lists.semicolon"))), tone, ..named }
}
