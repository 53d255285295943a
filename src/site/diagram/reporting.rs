//! The forums of a collaborative: what members give them, and to whom they answer.

use std::collections::{BTreeMap, BTreeSet};

use super::governance::Drawing;
use super::{Block, Edge, Node, Said, Tone};
use crate::model::{Entry, Model, RecordId};
use crate::phrases::{Argument, Phrases, capitalised};
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Kind};
use crate::record::link::Who;

/// From how many forums of one kind on they stand in one frame.
const GATHERED_FROM: usize = 4;

/// How far up forums are counted: a line of more is no picture that anybody reads, and counting all of it for each forum would take time
/// that grows with the square of its length.
const COUNTED: usize = 60;

/// How many forums stand above a forum; of more than are counted, so many.
pub(super) fn depth(model: &Model, forum: Entry<'_, Forum>) -> usize {
    let mut seen = vec![forum.id];
    let mut next = 0;
    while let Some(forum) = seen.get(next).and_then(|id| model.entry::<Forum>(*id)) {
        for above in model.forums_above(forum) {
            if seen.len() <= COUNTED && !seen.contains(&above.forum) {
                seen.push(above.forum);
            }
        }
        next += 1;
    }
    seen.len() - 1
}

/// Adds forums to a picture, with what leads to and from them.
pub(super) fn add<'d>(drawing: &mut Drawing<'d, '_>, forums: &[Entry<'d, Forum>]) {
    let gathered = gather(drawing, forums);
    for forum in forums.iter().filter(|forum| !gathered.contains(&forum.id)) {
        let block = block(drawing, *forum);
        given(drawing, *forum, block);
        answers(drawing, *forum, block);
    }
    // Members whom nothing else links stand at the table of the first forum.
    let Some((members, first)) = drawing.members.zip(forums.first()) else { return };
    if !drawing.diagram.edges.iter().any(|edge| edge.from == members || edge.to == members) {
        let block = block(drawing, *first);
        take_seats(drawing, *first, members, block);
    }
}

/// The many forums that only report to one other stand in a frame below it.
fn gather(drawing: &mut Drawing<'_, '_>, forums: &[Entry<'_, Forum>]) -> Vec<RecordId> {
    let model = drawing.point.model();
    let mut leading: BTreeSet<RecordId> = BTreeSet::new();
    let mut below_one: BTreeMap<RecordId, Vec<&Entry<'_, Forum>>> = BTreeMap::new();
    for forum in forums {
        let above: BTreeSet<RecordId> = model.forums_above(*forum).into_iter().map(|above| above.forum).collect();
        if let (1, Some(one)) = (above.len(), above.first()) {
            below_one.entry(*one).or_default().push(forum);
        }
        leading.extend(above);
    }
    let only_forums = |forum: &Entry<'_, Forum>| forum.fields.reports_to.iter().all(|party| party.forum.is_some());
    let mut gathered = Vec::new();
    for parent in forums {
        let mut below = below_one.remove(&parent.id).unwrap_or_default();
        below.retain(|forum| !leading.contains(&forum.id) && only_forums(forum));
        if below.len() < GATHERED_FROM {
            continue;
        }
        let to = block(drawing, *parent);
        let nodes = below.iter().map(|forum| drawing.node(forum.id).tone(Tone::Forum)).collect();
        let title = drawing.point.say_with("diagram.groups", &[("count", Argument::spelled(below.len()))]);
        let title = Node::named(capitalised(&title));
        let frame = drawing.diagram.add(Block::Group { title, nodes, dashed: false });
        let said = drawing.of_several("edges.report", "edges.report-line", frame);
        drawing.diagram.up(frame, to, said);
        gathered.extend(below.iter().map(|forum| forum.id));
    }
    gathered
}

fn block(drawing: &mut Drawing<'_, '_>, forum: Entry<'_, Forum>) -> usize {
    let form = drawing.point.model().form(forum).map(|form| form.name.clone());
    let same = form.as_ref().is_some_and(|form| form.eq_ignore_ascii_case(&forum.record.title()));
    drawing.single(forum.id, Tone::Forum, form.as_deref().filter(|_| !same))
}

/// What bodies give to a forum: functions by name, else what its form in law says.
fn given(drawing: &mut Drawing<'_, '_>, forum: Entry<'_, Forum>, block: usize) {
    let model = drawing.point.model();
    let functions = givers(drawing, forum);
    let mut together: BTreeMap<(usize, BTreeSet<RecordId>), Vec<String>> = BTreeMap::new();
    for ((giver, title), bodies) in &functions {
        together.entry((*giver, bodies.clone())).or_default().push(title.clone());
    }
    for ((giver, bodies), titles) in &together {
        let names: Vec<String> = bodies.iter().map(|body| drawing.node(*body).name).collect();
        // Who gives is said where it is not everybody in the block.
        let phrases = drawing.point.phrases();
        let mut values = vec![("count", drawing.diagram.size(*giver).into()), ("what", named(phrases, titles).into())];
        let said = match names.is_empty() {
            true => drawing.says("edges.delegate", "edges.delegate-line", values),
            false => {
                values.push(("bodies", phrases.list(&names).into()));
                drawing.says("edges.delegate-only", "edges.delegate-only-line", values)
            }
        };
        drawing.diagram.down(*giver, block, said);
    }
    let Some(members) = drawing.members.filter(|_| functions.is_empty() && model.forums_above(forum).is_empty()) else { return };
    take_seats(drawing, forum, members, block);
}

/// What members have to do with a forum to which they gave nothing: its form in law says it.
fn take_seats(drawing: &mut Drawing<'_, '_>, forum: Entry<'_, Forum>, members: usize, block: usize) {
    let model = drawing.point.model();
    let is = |is| model.form_is(forum, is);
    let one = drawing.diagram.is_one(members);
    let people = model.members(drawing.whole).filter_map(|member| member.member).all(|id| model.record(id).kind == Kind::Person);
    let (label, line) = if is(LegalFormTrait::Joint) {
        ("edges.exercise-jointly", "edges.exercise-jointly-line")
    } else if is(LegalFormTrait::Contractual) {
        ("edges.decide-by-contract", "edges.decide-by-contract-line")
    } else if is(LegalFormTrait::OwnBoard) && one {
        ("edges.led-by", "edges.led-by-line")
    } else if is(LegalFormTrait::OwnBoard) {
        ("edges.appoint-members", "edges.appoint-members-line")
    } else if people {
        ("edges.sit-on", "edges.sit-on-line")
    } else {
        ("edges.send-members", "edges.send-members-line")
    };
    let said = drawing.of_several(label, line, members);
    drawing.diagram.down(members, block, said);
}

/// Who gives which function to a forum: the block, and the bodies in it where those are not all.
fn givers(drawing: &Drawing<'_, '_>, forum: Entry<'_, Forum>) -> BTreeMap<(usize, String), BTreeSet<RecordId>> {
    let model = drawing.point.model();
    let mut functions: BTreeMap<(usize, String), BTreeSet<RecordId>> = BTreeMap::new();
    let mut whole: BTreeSet<(usize, String)> = BTreeSet::new();
    for given in model.delegations_to(forum) {
        let giver = model.party_record(given.scheme.record, &given.row.from);
        let block = match given.row.from.who() {
            Some(Who::EachMember(_)) => drawing.members,
            _ => giver.and_then(|giver| drawing.known.get(&giver).copied()),
        };
        let Some(block) = block else { continue };
        let key = (block, model.function_title(given));
        match giver.filter(|giver| drawing.is_among(*giver)) {
            Some(giver) => {
                functions.entry(key).or_default().insert(giver);
            }
            None => {
                functions.entry(key.clone()).or_default();
                whole.insert(key);
            }
        }
    }
    for ((block, title), bodies) in &mut functions {
        let all = drawing.known.iter().filter(|(id, known)| *known == block && drawing.is_among(**id)).count();
        if bodies.len() == all || whole.contains(&(*block, title.clone())) {
            bodies.clear();
        }
    }
    functions
}

fn named(phrases: &Phrases, titles: &[String]) -> String {
    match titles {
        [one] => phrases.say_with("diagram.function", &[("function", one.into())]),
        [one, other] => phrases.say_with("diagram.two-functions", &[("one", one.into()), ("other", other.into())]),
        many => phrases.say_with("diagram.functions", &[("count", Argument::spelled(many.len()))]),
    }
}

/// To whom a forum answers.
fn answers(drawing: &mut Drawing<'_, '_>, forum: Entry<'_, Forum>, block: usize) {
    let model = drawing.point.model();
    let advice = model.form_is(forum, LegalFormTrait::Advises);
    let part = forum.fields.part_of.as_ref().and_then(|link| model.follow(forum.record, link));
    if let Some(above) = part.and_then(|above| drawing.known.get(&above).copied()) {
        let said = drawing.says("edges.part-of", "edges.part-of-line", Vec::new());
        drawing.diagram.up(block, above, said);
    }
    for party in &forum.fields.reports_to {
        let record = model.party_record(forum.record, party);
        let to = match party.who() {
            Some(Who::EachMember(_)) => drawing.members,
            Some(Who::Collaborative(_)) if record == Some(drawing.whole.id) && drawing.members.is_some() => drawing.members,
            Some(Who::Forum(_)) if record.is_some_and(|above| part == Some(above)) => None,
            _ => record.map(|above| {
                let tone = if model.record(above).kind == Kind::Forum { Tone::Forum } else { Tone::Plain };
                drawing.single(above, tone, None)
            }),
        };
        if let Some(to) = to {
            // One body among others is named.
            let among = record.filter(|record| drawing.is_among(*record)).map(|one| drawing.node(one).name);
            let (label, line) = match (advice, among.is_some()) {
                (true, true) => ("edges.recommends-to-one", "edges.recommends-to-one-line"),
                (true, false) => ("edges.recommends", "edges.recommends-line"),
                (false, true) => ("edges.reports-to-one", "edges.reports-to-one-line"),
                (false, false) => ("edges.reports", "edges.reports-line"),
            };
            let values = among.map(|name| ("body", name.into())).into_iter().collect();
            let Said { label, line, values } = drawing.says(label, line, values);
            drawing.diagram.join(Edge { from: block, to, label, line, values, up: true, advice });
        }
    }
}
