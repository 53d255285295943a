//! Joins the rows of schemes into paths: who received before whom, what arrives, and what is wrong on the way.

use std::collections::{BTreeSet, HashMap};

use super::somebody::Bodies;
use super::{Band, Flaw, Kept, OwnKept, Past, Path, Somebody, Step, Ungiven, fit};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::agreement::Valid;
use crate::record::kind::delegation::{Delegation, Reserved};
use crate::record::kind::{Delegations, Function, Organisation, Person};
use crate::record::value::Sp;

/// A path as it is remembered: with the numbers of rows in place of the rows.
#[derive(Debug)]
pub(in crate::model) struct Reckoned {
    pub(super) function: RecordId,
    steps: Vec<ReckonedStep>,
    reserved: Vec<(At, Somebody)>,
    own: Vec<OwnAt>,
    ungiven: Vec<At>,
    past: Vec<(At, Somebody)>,
}

/// Where a row stands: its scheme, and its number there.
#[derive(Clone, Copy, Debug)]
struct At {
    scheme: RecordId,
    row: usize,
}

/// Where a row of what a body keeps stands: the body, and its number there.
#[derive(Clone, Copy, Debug)]
struct OwnAt {
    body: RecordId,
    row: usize,
    band: Band,
}

#[derive(Debug)]
struct ReckonedStep {
    at: At,
    from: Somebody,
    to: Somebody,
    by_law: Option<bool>,
    own: Band,
    band: Option<Band>,
    before: Vec<usize>,
    onward: Vec<usize>,
    flaws: Vec<Flaw>,
}

impl Reckoned {
    /// The path with its rows; `None` where the function’s record is not whole.
    pub(super) fn path<'m>(&'m self, model: &'m Model) -> Option<Path<'m>> {
        let scheme = |at: &At| model.entry::<Delegations>(at.scheme);
        let step = |step: &'m ReckonedStep| {
            let scheme = scheme(&step.at)?;
            let ReckonedStep { from, to, by_law, own, band, before, onward, flaws, at } = step;
            let row = scheme.fields.delegations.get(at.row)?;
            Some(Step { row, scheme, from, to, by_law: *by_law, own: *own, band: *band, before, onward, flaws })
        };
        let kept = |(at, to): &'m (At, Somebody)| {
            let scheme = scheme(at)?;
            let row = scheme.fields.reserved.get(at.row)?;
            Some(Kept { row, scheme, to, band: Band::reserved(row) })
        };
        let own = |at: &OwnAt| {
            let body = model.entry::<Organisation>(at.body)?;
            Some(OwnKept { row: body.fields.reserved.get(at.row)?, body, band: at.band })
        };
        let past = |(at, to): &'m (At, Somebody)| {
            let scheme = scheme(at)?;
            Some(Past { row: scheme.fields.delegations.get(at.row)?, scheme, to })
        };
        let ungiven = |at: &At| {
            let scheme = scheme(at)?;
            Some(Ungiven { row: scheme.fields.undelegated.get(at.row)?, scheme })
        };
        Some(Path {
            function: model.entry(self.function)?,
            steps: self.steps.iter().filter_map(step).collect(),
            reserved: self.reserved.iter().filter_map(kept).collect(),
            own: self.own.iter().filter_map(own).collect(),
            undelegated: self.ungiven.iter().filter_map(ungiven).collect(),
            past: self.past.iter().filter_map(past).collect(),
        })
    }
}

/// The paths of all functions, in their order.
pub(super) fn all(model: &Model) -> Vec<Reckoned> {
    let mut gathered: HashMap<RecordId, Rows<'_>> = HashMap::new();
    for scheme in model.all::<Delegations>().filter(|scheme| model.is_at_work(scheme.record)) {
        gather(model, scheme, &mut gathered);
    }
    for body in model.all::<Organisation>() {
        gather_own(model, body, &mut gathered);
    }
    let mut builder = Builder { model, bodies: Bodies::new(model) };
    let functions: Vec<Entry<'_, Function>> = model.all::<Function>().collect();
    let mut rows = |id| gathered.remove(&id).unwrap_or_default();
    functions.into_iter().map(|function| builder.path(function, rows(function.id))).collect()
}

/// All rows about one function.
#[derive(Default)]
struct Rows<'m> {
    given: Vec<(usize, &'m Sp<Delegation>, Entry<'m, Delegations>)>,
    past: Vec<(usize, &'m Sp<Delegation>, Entry<'m, Delegations>)>,
    kept: Vec<(usize, &'m Sp<Reserved>, Entry<'m, Delegations>)>,
    own: Vec<OwnAt>,
    ungiven: Vec<At>,
}

/// Whether something holds on the model’s day.
fn holds(model: &Model, valid: Option<&Sp<Valid>>) -> bool {
    valid.is_none_or(|valid| valid.during().holds_on(model.today))
}

/// Puts what a body keeps by its own scheme with the rows about the same functions.
fn gather_own<'m>(model: &'m Model, body: Entry<'m, Organisation>, gathered: &mut HashMap<RecordId, Rows<'m>>) {
    let fields: &'m Organisation = body.fields;
    if fields.reserved.is_empty() || !model.holds_today(body.id) {
        return;
    }
    for (number, row) in fields.reserved.iter().enumerate().filter(|(_, row)| holds(model, row.valid.as_ref())) {
        if let Some(function) = model.follow(body.record, &row.function) {
            let own = OwnAt { body: body.id, row: number, band: Band::kept_by(row) };
            gathered.entry(function).or_default().own.push(own);
        }
    }
}

/// Puts the rows of a scheme with those about the same functions.
fn gather<'m>(model: &'m Model, scheme: Entry<'m, Delegations>, gathered: &mut HashMap<RecordId, Rows<'m>>) {
    let fields: &'m Delegations = scheme.fields;
    for (number, row) in fields.delegations.iter().enumerate() {
        let Some(function) = model.follow(scheme.record, &row.function) else { continue };
        let rows = gathered.entry(function).or_default();
        let today = holds(model, row.valid.as_ref());
        let list = if today { &mut rows.given } else { &mut rows.past };
        list.push((number, row, scheme));
    }
    for (number, row) in fields.reserved.iter().enumerate().filter(|(_, row)| holds(model, row.valid.as_ref())) {
        if let Some(function) = model.follow(scheme.record, &row.function) {
            gathered.entry(function).or_default().kept.push((number, row, scheme));
        }
    }
    for (number, row) in fields.undelegated.iter().enumerate() {
        if let Some(function) = model.follow(scheme.record, &row.function) {
            gathered.entry(function).or_default().ungiven.push(At { scheme: scheme.id, row: number });
        }
    }
}

/// A path while it is reckoned.
struct Draft<'m> {
    function: Entry<'m, Function>,
    steps: Vec<DraftStep<'m>>,
    reserved: Vec<DraftKept<'m>>,
    own: Vec<OwnAt>,
    past: Vec<(At, Somebody)>,
}

struct DraftStep<'m> {
    number: usize,
    row: &'m Sp<Delegation>,
    scheme: Entry<'m, Delegations>,
    from: Somebody,
    to: Somebody,
    by_law: Option<bool>,
    own: Band,
    band: Option<Band>,
    before: Vec<usize>,
    onward: Vec<usize>,
    flaws: Vec<Flaw>,
}

struct DraftKept<'m> {
    number: usize,
    scheme: Entry<'m, Delegations>,
    to: Somebody,
    band: Band,
}

impl DraftStep<'_> {
    /// Leaves out of what arrives the amounts above one.
    fn leave(&mut self, above: u64) {
        let rest = (above > 0).then_some(Band { above: None, up_to: Some(above) });
        self.band = rest.and_then(|rest| self.band?.within(rest));
    }

    /// Whether the row itself gives of amounts that are kept.
    fn gives_of(&self, kept: Band) -> bool {
        // A delegation without an upper bound ends where the reservation begins: nothing is said twice.
        let ends_there = self.own.up_to.is_none() && self.own.above < kept.above;
        !ends_there && self.own.within(kept).is_some()
    }

    fn reckoned(self) -> ReckonedStep {
        let DraftStep { number, scheme, from, to, by_law, own, band, before, onward, flaws, .. } = self;
        let at = At { scheme: scheme.id, row: number };
        ReckonedStep { at, from, to, by_law, own, band, before, onward, flaws }
    }
}

/// Builds paths, and remembers who the members of a collaborative are.
struct Builder<'m> {
    model: &'m Model,
    bodies: Bodies<'m>,
}

impl<'m> Builder<'m> {
    fn path(&mut self, function: Entry<'m, Function>, rows: Rows<'m>) -> Reckoned {
        let model = self.model;
        let steps = rows.given.into_iter().map(|(number, row, scheme)| self.step(function, number, row, scheme)).collect();
        let kept = rows.kept.into_iter().map(|(number, row, scheme)| DraftKept {
            number,
            scheme,
            to: model.somebody(scheme.record, &row.to),
            band: Band::reserved(row),
        });
        let past = rows
            .past
            .into_iter()
            .map(|(number, row, scheme)| (At { scheme: scheme.id, row: number }, model.somebody(scheme.record, &row.to)));
        let mut draft = Draft { function, steps, reserved: kept.collect(), own: rows.own, past: past.collect() };
        self.link(&mut draft.steps);
        for round in rounds(&draft.steps) {
            for step in &round {
                draft.steps[*step].flaws.push(Flaw::Round(round.clone()));
            }
        }
        self.reserve(&mut draft);
        self.keep_own(&mut draft);
        arrive(&mut draft.steps);
        self.judge(&mut draft);
        Reckoned {
            function: function.id,
            steps: draft.steps.into_iter().map(DraftStep::reckoned).collect(),
            reserved: draft.reserved.into_iter().map(|kept| (At { scheme: kept.scheme.id, row: kept.number }, kept.to)).collect(),
            own: draft.own,
            ungiven: rows.ungiven,
            past: draft.past,
        }
    }

    fn step(
        &mut self,
        function: Entry<'m, Function>,
        number: usize,
        row: &'m Sp<Delegation>,
        scheme: Entry<'m, Delegations>,
    ) -> DraftStep<'m> {
        let from = self.model.somebody(scheme.record, &row.from);
        let to = self.model.somebody(scheme.record, &row.to);
        let by_law = self.bodies.hold_by_law(&from, function);
        let own = Band::of(row);
        let band = (!own.is_empty()).then_some(own);
        let (before, onward, flaws) = (Vec::new(), Vec::new(), Vec::new());
        DraftStep { number, row, scheme, from, to, by_law, own, band, before, onward, flaws }
    }

    /// Finds for each step those by which its giver received the function.
    fn link(&mut self, steps: &mut [DraftStep<'m>]) {
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
    fn reserve(&mut self, path: &mut Draft<'m>) {
        for (number, kept) in path.reserved.iter().enumerate() {
            let keepers = self.bodies.of(&kept.to);
            for step in path.steps.iter_mut().filter(|step| step.scheme.id == kept.scheme.id) {
                let givers = self.bodies.of(&step.from);
                let same = step.from == kept.to || !givers.is_empty() && givers.iter().all(|giver| keepers.contains(giver));
                if !same {
                    continue;
                }
                step.leave(kept.band.above.unwrap_or(0));
                if step.gives_of(kept.band) {
                    step.flaws.push(Flaw::Reserved(number));
                }
            }
        }
    }

    /// Marks what a giver gives and keeps by its own scheme. What every giver keeps does not arrive.
    fn keep_own(&mut self, path: &mut Draft<'m>) {
        if path.own.is_empty() {
            return;
        }
        for step in &mut path.steps {
            let givers = self.bodies.of(&step.from);
            for (number, own) in path.own.iter().enumerate().filter(|(_, own)| givers.contains(&own.body)) {
                if step.gives_of(own.band) {
                    step.flaws.push(Flaw::KeptByOwnScheme(number));
                }
            }
            let limit = |giver: &RecordId| {
                let own = path.own.iter().filter(|own| own.body == *giver);
                own.map(|own| own.band.above.unwrap_or(0)).min()
            };
            let limits: Option<Vec<u64>> = givers.iter().map(limit).collect();
            if let Some(highest) = limits.and_then(|limits| limits.into_iter().max()) {
                step.leave(highest);
            }
        }
    }

    fn judge(&mut self, path: &mut Draft<'m>) {
        for number in 0..path.steps.len() {
            let flaws = self.flaws(path, number);
            path.steps[number].flaws.extend(flaws);
        }
    }

    fn flaws(&mut self, path: &Draft<'m>, number: usize) -> Vec<Flaw> {
        let step = &path.steps[number];
        let (from, to) = (&step.from, &step.to);
        let mut flaws = Vec::new();
        if step.by_law == Some(false) && step.before.is_empty() {
            let past = path.past.iter().position(|(_, to)| to == from);
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
    fn passed_on(&mut self, path: &Draft<'m>, number: usize) -> Option<Flaw> {
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
fn above_giver(steps: &[DraftStep<'_>], number: usize) -> Option<Flaw> {
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
fn arrive(steps: &mut [DraftStep<'_>]) {
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
fn rounds(steps: &[DraftStep<'_>]) -> Vec<Vec<usize>> {
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
