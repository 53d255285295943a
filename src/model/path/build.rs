//! Joins the rows of schemes into paths: who received before whom, what arrives, and what is wrong on the way.

use std::collections::{BTreeSet, HashMap};

use super::somebody::Bodies;
use super::{Band, Flaw, Kept, Past, Path, Somebody, Step, Ungiven, fit};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::agreement::Valid;
use crate::record::kind::delegation::{Delegation, Reserved};
use crate::record::kind::{Delegations, Function, Person};
use crate::record::value::Sp;

/// A row of a scheme that is about a function.
pub(super) enum Row<'m> {
    Given(&'m Sp<Delegation>, Entry<'m, Delegations>),
    Past(&'m Sp<Delegation>, Entry<'m, Delegations>),
    Kept(&'m Sp<Reserved>, Entry<'m, Delegations>),
    Ungiven(Ungiven<'m>),
}

/// All rows about one function.
#[derive(Default)]
pub(super) struct Rows<'m> {
    given: Vec<(&'m Sp<Delegation>, Entry<'m, Delegations>)>,
    past: Vec<(&'m Sp<Delegation>, Entry<'m, Delegations>)>,
    kept: Vec<(&'m Sp<Reserved>, Entry<'m, Delegations>)>,
    ungiven: Vec<Ungiven<'m>>,
}

impl<'m> Rows<'m> {
    pub(super) fn add(&mut self, row: Row<'m>) {
        match row {
            Row::Given(row, scheme) => self.given.push((row, scheme)),
            Row::Past(row, scheme) => self.past.push((row, scheme)),
            Row::Kept(row, scheme) => self.kept.push((row, scheme)),
            Row::Ungiven(ungiven) => self.ungiven.push(ungiven),
        }
    }
}

/// Hands over the rows of a scheme, each with its function. Schemes of collaboratives that are at an end say nothing of today.
pub(super) fn gather<'m>(model: &'m Model, scheme: Entry<'m, Delegations>, mut take: impl FnMut(RecordId, Row<'m>)) {
    if !model.is_at_work(scheme.record) {
        return;
    }
    let fields: &'m Delegations = scheme.fields;
    let holds = |valid: Option<&Sp<Valid>>| valid.is_none_or(|valid| valid.during().holds_on(model.today));
    for row in &fields.delegations {
        let Some(function) = model.follow(scheme.record, &row.function) else { continue };
        let today = holds(row.valid.as_ref());
        take(function, if today { Row::Given(row, scheme) } else { Row::Past(row, scheme) });
    }
    for row in fields.reserved.iter().filter(|row| holds(row.valid.as_ref())) {
        if let Some(function) = model.follow(scheme.record, &row.function) {
            take(function, Row::Kept(row, scheme));
        }
    }
    for row in &fields.undelegated {
        if let Some(function) = model.follow(scheme.record, &row.function) {
            take(function, Row::Ungiven(Ungiven { row, scheme }));
        }
    }
}

/// Builds paths, and remembers who the members of a collaborative are.
pub(super) struct Builder<'m> {
    model: &'m Model,
    bodies: Bodies<'m>,
}

impl<'m> Builder<'m> {
    pub(super) fn new(model: &'m Model) -> Builder<'m> {
        Builder { model, bodies: Bodies::new(model) }
    }

    pub(super) fn path(&mut self, function: Entry<'m, Function>, rows: Rows<'m>) -> Path<'m> {
        let model = self.model;
        let given = rows.given.into_iter().map(|(row, scheme)| self.step(function, row, scheme)).collect();
        let kept = rows.kept.into_iter().map(|(row, scheme)| Kept {
            row,
            scheme,
            to: model.somebody(scheme.record, &row.to),
            band: Band::reserved(row),
        });
        let past = rows.past.into_iter().map(|(row, scheme)| Past { row, scheme, to: model.somebody(scheme.record, &row.to) });
        let (reserved, past) = (kept.collect(), past.collect());
        let mut path = Path { function, steps: given, reserved, undelegated: rows.ungiven, past };
        self.link(&mut path.steps);
        let rounds = rounds(&path.steps);
        for round in rounds {
            for step in &round {
                path.steps[*step].flaws.push(Flaw::Round(round.clone()));
            }
        }
        self.reserve(&mut path);
        arrive(&mut path.steps);
        self.judge(&mut path);
        path
    }

    fn step(&mut self, function: Entry<'m, Function>, row: &'m Sp<Delegation>, scheme: Entry<'m, Delegations>) -> Step<'m> {
        let from = self.model.somebody(scheme.record, &row.from);
        let to = self.model.somebody(scheme.record, &row.to);
        let by_law = self.bodies.hold_by_law(&from, function);
        let own = Band::of(row);
        let band = (!own.is_empty()).then_some(own);
        Step { row, scheme, from, to, by_law, own, band, before: Vec::new(), onward: Vec::new(), flaws: Vec::new() }
    }

    /// Finds for each step those by which its giver received the function.
    fn link(&mut self, steps: &mut [Step<'m>]) {
        let mut received: HashMap<Somebody, Vec<usize>> = HashMap::new();
        for (number, step) in steps.iter().enumerate() {
            received.entry(step.to.clone()).or_default().push(number);
        }
        let groups: BTreeSet<RecordId> =
            received.keys().filter_map(|to| if let Somebody::Members(group) = to { Some(*group) } else { None }).collect();
        for number in 0..steps.len() {
            let keys = self.had_by(&steps[number].from, &groups);
            let before = keys.iter().filter_map(|key| received.get(key)).flatten().copied();
            let meets = |other: &usize| steps[*other].own.within(steps[number].own).is_some();
            let itself = |other: &usize| *other == number && steps[number].from != steps[number].to;
            let before: BTreeSet<usize> = before.filter(meets).filter(|other| !itself(other)).collect();
            for other in &before {
                steps[*other].onward.push(number);
            }
            steps[number].before = before.into_iter().collect();
        }
    }

    /// Who must have received a function for `from` to have it.
    fn had_by(&mut self, from: &Somebody, groups: &BTreeSet<RecordId>) -> Vec<Somebody> {
        let mut keys = vec![from.clone()];
        let body = match from {
            Somebody::Body(body) => Some(*body),
            Somebody::Post(body, _) => {
                keys.push(Somebody::Body(*body));
                Some(*body)
            }
            Somebody::Collaborative(whole) => {
                keys.push(Somebody::Members(*whole));
                None
            }
            Somebody::Person(person) => {
                keys.extend(posts(self.model, *person));
                None
            }
            Somebody::Unknown => return Vec::new(),
            Somebody::Members(_) | Somebody::Forum(_) => None,
        };
        if let Some(body) = body {
            let of = groups.iter().copied().filter(|group| self.bodies.members(*group).contains(&body));
            keys.extend(of.map(Somebody::Members));
        }
        keys
    }

    /// Marks what a giver both gives and reserves, and leaves the reserved amounts out of what arrives.
    fn reserve(&mut self, path: &mut Path<'m>) {
        for (number, kept) in path.reserved.iter().enumerate() {
            let keepers = self.bodies.of(&kept.to);
            for step in path.steps.iter_mut().filter(|step| step.scheme.id == kept.scheme.id) {
                let givers = self.bodies.of(&step.from);
                let same = step.from == kept.to || !givers.is_empty() && givers.iter().all(|giver| keepers.contains(giver));
                if !same {
                    continue;
                }
                // A delegation without an upper bound ends where the reservation begins: nothing is said twice.
                let ends_there = step.own.up_to.is_none() && step.own.above < kept.band.above;
                if !ends_there && step.own.within(kept.band).is_some() {
                    step.flaws.push(Flaw::Reserved(number));
                }
                let rest = kept.band.above.map(|above| Band { above: None, up_to: Some(above) });
                step.band = rest.and_then(|rest| step.band?.within(rest));
            }
        }
    }

    fn judge(&mut self, path: &mut Path<'m>) {
        for number in 0..path.steps.len() {
            let flaws = self.flaws(path, number);
            path.steps[number].flaws.extend(flaws);
        }
    }

    fn flaws(&mut self, path: &Path<'m>, number: usize) -> Vec<Flaw> {
        let step = &path.steps[number];
        let (from, to) = (&step.from, &step.to);
        let mut flaws = Vec::new();
        if step.by_law == Some(false) && step.before.is_empty() {
            let past = path.past.iter().position(|past| past.to == *from);
            flaws.push(Flaw::NotHeld { past });
        }
        flaws.extend(above_giver(&path.steps, number));
        flaws.extend(self.passed_on(path, number));
        flaws.extend(fit::receiver(&mut self.bodies, path.function, step.scheme, step.row, (from, to)).map(Flaw::Receiver));
        flaws.extend(fit::givers(&mut self.bodies, step.scheme, step.row, from).into_iter().map(Flaw::Giver));
        for somebody in [from, to] {
            flaws.extend(somebody.record().filter(|id| !self.model.holds_today(*id)).map(Flaw::Gone));
        }
        let agreement = step.row.agreement.as_ref().and_then(|link| self.model.get(step.scheme.record, link));
        flaws.extend(
            agreement.filter(|agreement| !self.model.stands(*agreement)).map(|agreement| Flaw::AgreementOver(agreement.id)),
        );
        flaws
    }

    /// Whether a step passes on what may not be passed on: to others than those from whom it came, and not within one body.
    fn passed_on(&mut self, path: &Path<'m>, number: usize) -> Option<Flaw> {
        let step = &path.steps[number];
        let (givers, within) = (self.bodies.of(&step.from), self.bodies.of(&step.to));
        if step.before.is_empty() || !within.is_empty() && within.iter().all(|body| givers.contains(body)) {
            return None;
        }
        let mut silent = None;
        let mut allowed = false;
        for before in step.before.iter().copied().filter(|before| *before != number) {
            let first = self.bodies.of(&path.steps[before].from);
            if !within.is_empty() && within.iter().all(|body| first.contains(body)) {
                continue;
            }
            let row = path.steps[before].row;
            let agreement = row.agreement.as_ref().and_then(|link| self.model.get(path.steps[before].scheme.record, link));
            match (row.onward, agreement.and_then(|agreement| agreement.fields.onward_delegation)) {
                (_, Some(onward)) if !onward.value => return Some(Flaw::Forbidden { step: before, by_agreement: true }),
                (Some(onward), _) if !onward.value => return Some(Flaw::Forbidden { step: before, by_agreement: false }),
                (None, None) => silent = silent.or(Some(before)),
                _ => allowed = true,
            }
        }
        silent.filter(|_| !allowed && step.by_law != Some(true)).map(|step| Flaw::NotSaid { step })
    }
}

/// The posts that a person holds today, as somebody who receives.
fn posts(model: &Model, person: RecordId) -> Vec<Somebody> {
    let Some(person) = model.entry::<Person>(person) else { return Vec::new() };
    let posts = person.fields.posts.iter().filter(|post| post.during().holds_on(model.today));
    let post = |post: &Sp<crate::record::kind::person::Post>| {
        let body = model.follow(person.record, &post.organisation)?;
        Some(Somebody::Post(body, post.title.trim().to_lowercase()))
    };
    posts.filter_map(post).collect()
}

/// The limit that a step exceeds: its giver has the function only by delegation, and none goes so far.
fn above_giver(steps: &[Step<'_>], number: usize) -> Option<Flaw> {
    let step = &steps[number];
    if step.by_law == Some(true) || step.before.is_empty() || step.flaws.iter().any(|flaw| matches!(flaw, Flaw::Round(_))) {
        return None;
    }
    let own = step.own.up_to?;
    let limits: Option<Vec<(u64, usize)>> =
        step.before.iter().map(|before| Some((steps[*before].band.unwrap_or(steps[*before].own).up_to?, *before))).collect();
    let (limit, step) = limits?.into_iter().max()?;
    (own > limit).then_some(Flaw::AboveGiver { step, limit })
}

/// Reckons what arrives by each step: its own amounts within those of its giver, from the first steps on. Steps in a round, and those
/// after one, keep their own.
fn arrive(steps: &mut [Step<'_>]) {
    let mut waiting: Vec<usize> = steps.iter().map(|step| step.before.len()).collect();
    let mut ready: Vec<usize> = (0..steps.len()).filter(|number| waiting[*number] == 0).collect();
    while let Some(number) = ready.pop() {
        let step = &steps[number];
        if !step.before.is_empty() && step.by_law != Some(true) {
            let arrived = step.before.iter().filter_map(|before| steps[*before].band).reduce(Band::with);
            steps[number].band = arrived.and_then(|arrived| steps[number].band?.within(arrived));
        }
        for onward in steps[number].onward.clone() {
            waiting[onward] -= 1;
            if waiting[onward] == 0 {
                ready.push(onward);
            }
        }
    }
}

/// The rounds among steps: each step's number once in the order of giving. Steps that are in several rounds are in the first found.
fn rounds(steps: &[Step<'_>]) -> Vec<Vec<usize>> {
    let mut waiting: Vec<usize> = steps.iter().map(|step| step.before.len()).collect();
    let mut ready: Vec<usize> = (0..steps.len()).filter(|number| waiting[*number] == 0).collect();
    while let Some(number) = ready.pop() {
        for onward in &steps[number].onward {
            waiting[*onward] -= 1;
            if waiting[*onward] == 0 {
                ready.push(*onward);
            }
        }
    }
    // What still waits is in a round or after one: going back from it leads into a round.
    let mut seen: Vec<Option<usize>> = vec![None; steps.len()];
    let mut rounds = Vec::new();
    for start in (0..steps.len()).filter(|number| waiting[*number] > 0) {
        let mut way = Vec::new();
        let mut at = start;
        while seen[at].is_none() {
            seen[at] = Some(start);
            way.push(at);
            let back = steps[at].before.iter().copied().find(|before| waiting[*before] > 0);
            // A step waits only for others that wait.
            at = back.unwrap_or(at);
        }
        if seen[at] == Some(start)
            && let Some(begin) = way.iter().position(|step| *step == at)
        {
            let mut round: Vec<usize> = way[begin..].iter().rev().copied().collect();
            let first = round.iter().enumerate().min_by_key(|(_, step)| **step).map_or(0, |(index, _)| index);
            round.rotate_left(first);
            rounds.push(round);
        }
    }
    rounds
}
