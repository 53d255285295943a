//! An area: its bodies, in one box for each set of collaboratives that they share, and those collaboratives.

use std::collections::BTreeMap;

use super::{Block, Diagram, Node, Said, Tone};
use crate::model::RecordId;
use crate::phrases::Argument;
use crate::phrases::capitalised;
use crate::record::kind::{Collaborative, Kind, Organisation};
use crate::site::viewpoint::Viewpoint;

/// The most collaboratives that are shown.
const COLLABORATIVES: usize = 16;
/// The most bodies that are shown one by one, all boxes together.
const BODIES: usize = 36;

/// The bodies of an area and the collaboratives that work there; an empty picture where there are too many to draw.
pub(in crate::site) fn area(point: &Viewpoint<'_>, id: RecordId, bodies: &[RecordId], collaboratives: &[RecordId]) -> Diagram {
    let mut sets: BTreeMap<Vec<usize>, Vec<RecordId>> = BTreeMap::new();
    for body in bodies {
        sets.entry(shared(point, *body, collaboratives)).or_default().push(*body);
    }
    if collaboratives.len() > COLLABORATIVES || sets.len() > COLLABORATIVES {
        return Diagram::default();
    }
    let caption = point.say_with("pictures.area", &[("area", point.model().record(id).title().into())]);
    let mut picture = Picture { point, id, most: BODIES / sets.len().max(1), diagram: Diagram { caption, ..Diagram::default() } };
    // Bodies stand above the first collaborative that they share, so that on a phone neighbours stand near each other.
    let mut places: Vec<Option<usize>> = vec![None; collaboratives.len()];
    let mut groups: Vec<(usize, &[usize], usize)> = Vec::new();
    for (number, collaborative) in collaboratives.iter().enumerate() {
        for (set, own) in sets.iter().filter(|(set, _)| set.first() == Some(&number)) {
            groups.push((picture.bodies(own), set, own.len()));
        }
        places[number] = Some(picture.collaborative(*collaborative, bodies));
    }
    for (block, set, count) in groups {
        for to in set.iter().filter_map(|number| places[*number]) {
            let values = vec![("count", count.into())];
            let said = Said::new(point.phrases(), "pictures.belong", "pictures.belong-line", values);
            picture.diagram.down(block, to, said);
        }
    }
    if let Some(own) = sets.get(&Vec::new()) {
        picture.alone(own);
    }
    picture.diagram
}

/// The collaboratives of which a body is a member today, by their numbers.
fn shared(point: &Viewpoint<'_>, body: RecordId, collaboratives: &[RecordId]) -> Vec<usize> {
    let today = point.model().today;
    let memberships = point.model().memberships_of(body).into_iter().filter(|membership| membership.during().holds_on(today));
    let own = memberships.filter_map(|membership| collaboratives.iter().position(|id| *id == membership.collaborative.id));
    let mut own: Vec<usize> = own.collect();
    own.sort_unstable();
    own.dedup();
    own
}

struct Picture<'p, 's> {
    point: &'p Viewpoint<'s>,
    id: RecordId,
    /// How many bodies of one set are shown one by one.
    most: usize,
    diagram: Diagram,
}

impl Picture<'_, '_> {
    fn node(&self, id: RecordId) -> Node {
        Node::of(self.point.link(id))
    }

    /// Bodies that share the same collaboratives.
    fn bodies(&mut self, own: &[RecordId]) -> usize {
        if let [body] = own {
            return self.diagram.add(Block::Single(self.node(*body)));
        }
        let title = self.point.say_with("pictures.bodies", &[("count", Argument::spelled(own.len()))]);
        self.framed(Node { several: true, ..Node::named(capitalised(&title)) }, own)
    }

    /// Bodies that are in no collaborative of the area.
    fn alone(&mut self, own: &[RecordId]) {
        let title = self.point.say_with("pictures.in-none", &[("count", own.len().into())]);
        self.framed(Node::named(title), own);
    }

    fn framed(&mut self, title: Node, own: &[RecordId]) -> usize {
        let shown = if own.len() > self.most { self.most.saturating_sub(1).max(1) } else { own.len() };
        let mut nodes: Vec<Node> = own.iter().take(shown).map(|id| self.node(*id)).collect();
        if shown < own.len() {
            let more = self.point.say_with("page.more", &[("count", (own.len() - shown).into())]);
            let list = format!("organisations/by/area/{}", self.point.model().record(self.id).address.id);
            nodes.push(Node { href: self.point.href(&list), ..Node::named(more) });
        }
        self.diagram.add(Block::Group { title, nodes, dashed: false })
    }

    /// A collaborative, with how many of its members come from elsewhere.
    fn collaborative(&mut self, id: RecordId, bodies: &[RecordId]) -> usize {
        let model = self.point.model();
        let members = model.entry::<Collaborative>(id).map(|whole| model.members(whole).filter_map(|own| own.member).collect());
        let members: Vec<RecordId> = members.unwrap_or_default();
        let works_here = |body: RecordId| {
            let body = model.entry::<Organisation>(body);
            body.is_some_and(|body| {
                let areas = body.fields.areas.iter().filter_map(|link| model.follow(body.record, link));
                areas.into_iter().any(|area| model.areas_around(area).contains(&self.id))
            })
        };
        let is_body = |member: &RecordId| model.record(*member).kind == Kind::Organisation;
        let elsewhere = |member: &&RecordId| is_body(member) && !bodies.contains(member) && !works_here(**member);
        let others = members.iter().filter(elsewhere).count();
        let node = self.node(id).tone(Tone::Forum);
        let note = self.point.say_with("pictures.elsewhere", &[("count", others.into())]);
        self.diagram.add(Block::Single(if others > 0 { node.note(note) } else { node }))
    }
}
