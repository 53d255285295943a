//! To whom a forum answers, directly and through others, and which forums answer to it.

use std::collections::BTreeMap;

use super::{Block, Diagram, Edge, Node, Tone, reporting};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Kind};
use crate::record::link::{Party, Who};
use crate::site::viewpoint::Viewpoint;

/// The most forums that are shown.
const SHOWN: usize = 30;

/// The line of reporting on which a forum stands; an empty picture where it is one step long.
pub(in crate::site) fn answering(point: &Viewpoint<'_>, forum: Entry<'_, Forum>) -> Diagram {
    let model = point.model();
    let caption = point.say_with("pictures.answering", &[("forum", forum.record.title().into())]);
    let mut line = Line { point, own: forum.id, diagram: Diagram { caption, ..Diagram::default() }, known: BTreeMap::new() };
    let mut forums: Vec<(usize, RecordId)> = on_the_line(model, forum).into_iter().map(|(id, depth)| (depth, id)).collect();
    forums.sort_unstable();
    let forums: Vec<Entry<'_, Forum>> = forums.into_iter().filter_map(|(_, id)| model.entry::<Forum>(id)).collect();
    for forum in &forums {
        line.answers(*forum);
    }
    if line.diagram.blocks.len() > 2 { line.diagram } else { Diagram::default() }
}

/// All forums above and below a forum, with how many stand above each.
fn on_the_line(model: &Model, forum: Entry<'_, Forum>) -> BTreeMap<RecordId, usize> {
    let mut found = BTreeMap::from([(forum.id, reporting::depth(model, forum))]);
    for next in [above, below] {
        let mut open = vec![forum.id];
        while let Some(id) = open.pop() {
            for other in next(model, id) {
                let Some(entry) = model.entry::<Forum>(other).filter(|entry| entry.during().holds_on(model.today)) else {
                    continue;
                };
                if found.len() < SHOWN && found.insert(other, reporting::depth(model, entry)).is_none() {
                    open.push(other);
                }
            }
        }
    }
    found
}

fn above(model: &Model, id: RecordId) -> Vec<RecordId> {
    let forum = model.entry::<Forum>(id);
    forum.map_or_else(Vec::new, |forum| model.forums_above(forum).into_iter().map(|above| above.forum).collect())
}

fn below(model: &Model, id: RecordId) -> Vec<RecordId> {
    let mut below: Vec<RecordId> = model.backlinks(id).iter().map(|link| link.from).collect();
    below.sort_unstable();
    below.dedup();
    below.retain(|other| above(model, *other).contains(&id));
    below
}

struct Line<'p, 's> {
    point: &'p Viewpoint<'s>,
    /// The forum that it is about.
    own: RecordId,
    diagram: Diagram,
    known: BTreeMap<RecordId, usize>,
}

impl Line<'_, '_> {
    fn block(&mut self, id: RecordId) -> usize {
        if let Some(block) = self.known.get(&id) {
            return *block;
        }
        let tone = match self.point.model().record(id).kind {
            _ if id == self.own => Tone::Lead,
            Kind::Forum => Tone::Forum,
            _ => Tone::Plain,
        };
        let block = self.diagram.add(Block::Single(Node::of(self.point.link(id)).tone(tone)));
        self.known.insert(id, block);
        block
    }

    /// Adds a forum with all to whom it answers.
    fn answers(&mut self, forum: Entry<'_, Forum>) {
        let model = self.point.model();
        let part = forum.fields.part_of.as_ref().and_then(|link| model.follow(forum.record, link));
        let advice = model.form_is(forum, LegalFormTrait::Advises);
        let (label, line) = match advice {
            true => ("pictures.recommends", "pictures.recommends-line"),
            false => ("pictures.reports", "pictures.reports-line"),
        };
        let mut above: Vec<(usize, &str, &'static str, bool)> = Vec::new();
        for party in &forum.fields.reports_to {
            let to = self.party(forum, party).filter(|_| model.party_record(forum.record, party) != part || part.is_none());
            above.extend(to.map(|to| (to, label, line, advice)));
        }
        if let Some(part) = part {
            let to = self.block(part);
            above.push((to, "pictures.part-of", "pictures.part-of-line", false));
        }
        let from = self.block(forum.id);
        for (to, label, line, advice) in above {
            let label = self.point.say(label);
            self.diagram.join(Edge { from, to, label, line, values: Vec::new(), up: true, advice });
        }
    }

    /// The block of whoever a forum answers to; the boards of all members are one.
    fn party(&mut self, forum: Entry<'_, Forum>, party: &Party) -> Option<usize> {
        let model = self.point.model();
        let Some(Who::EachMember(_)) = party.who() else {
            return model.party_record(forum.record, party).map(|id| self.block(id));
        };
        let whole = model.collaborative_of(forum.record)?.id;
        if let Some(block) = self.known.get(&whole) {
            return Some(*block);
        }
        let href = self.point.href_of(whole).map(|href| format!("{href}#part-members"));
        let name = self.point.say("pictures.each-board");
        let block = self.diagram.add(Block::Single(Node { href, ..Node::named(name) }));
        self.known.insert(whole, block);
        Some(block)
    }
}
