//! Who may decide, at an amount or at all: those to whom it came, those who keep it, and those who gave nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use super::somebody::{Bodies, is_holder};
use super::{Band, Chain, End, Path, Somebody, Step};
use crate::model::{Model, RecordId};
use crate::record::kind::vocabulary::Row;

/// Who may decide a matter, in one collaborative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The amount that was asked for.
    pub amount: Option<u64>,
    /// Who decides, in the order of the schemes.
    pub deciders: Vec<Decider>,
    /// Chains that do not arrive.
    pub broken: Vec<Chain>,
}

/// Somebody who may decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decider {
    /// The last receiver of a chain.
    Chain(Chain),
    /// Those to whom it is reserved: the number in [`Path::reserved`].
    Reserved(usize),
    /// Members that gave nothing of it: each decides for itself, as the law has it.
    Members {
        /// The collaborative.
        collaborative: RecordId,
        /// Which members.
        bodies: Vec<RecordId>,
        /// Whether that is all of its members who hold the function.
        all: bool,
    },
}

impl Path<'_> {
    /// Who may decide at an amount, or where none is named at any, in one collaborative or in all whose schemes speak of the function.
    pub fn answer(&self, model: &Model, amount: Option<u64>, collaborative: Option<RecordId>) -> Answer {
        let chains = amount.map_or_else(|| self.chains(), |amount| self.chains_at(amount));
        let (arriving, broken): (Vec<Chain>, Vec<Chain>) =
            self.within(model, chains, collaborative).into_iter().partition(|chain| !matches!(chain.end, End::Breaks(_)));
        let mut deciders: Vec<Decider> =
            arriving.into_iter().filter(|chain| chain.end == End::Decides).map(Decider::Chain).collect();
        let here = |scheme: &crate::record::Record| {
            let own = model.collaborative_of(scheme).map(|whole| whole.id);
            collaborative.is_none() || own == collaborative
        };
        let covers = |band: Band| amount.is_none_or(|amount| band.holds(amount));
        let reserved = self.reserved.iter().enumerate();
        let reserved = reserved.filter(|(_, kept)| here(kept.scheme.record) && covers(kept.band));
        deciders.extend(reserved.map(|(number, _)| Decider::Reserved(number)));
        let wholes = collaborative.map_or_else(|| self.collaboratives(model), |one| vec![one]);
        deciders.extend(wholes.into_iter().filter_map(|whole| self.rest(model, whole, amount)));
        Answer { amount, deciders, broken }
    }

    /// The members of a collaborative that hold the function and neither give nor reserve it at an amount.
    fn rest(&self, model: &Model, whole: RecordId, amount: Option<u64>) -> Option<Decider> {
        let mut bodies = Bodies::new(model);
        let members = bodies.members(whole).clone();
        let holders: BTreeSet<RecordId> = members.into_iter().filter(|member| is_holder(model, *member, self.function)).collect();
        let mut spoken_for: BTreeSet<RecordId> = BTreeSet::new();
        let covers = |band: Band| amount.is_none_or(|amount| band.holds(amount));
        for step in self.steps.iter().filter(|step| covers(step.own)) {
            spoken_for.extend(bodies.of(&step.from));
        }
        for kept in self.reserved.iter().filter(|kept| covers(kept.band)) {
            spoken_for.extend(bodies.of(&kept.to));
        }
        let rest: Vec<RecordId> = holders.iter().copied().filter(|holder| !spoken_for.contains(holder)).collect();
        let all = rest.len() == holders.len();
        (!rest.is_empty()).then_some(Decider::Members { collaborative: whole, bodies: rest, all })
    }

    /// The amounts at which somebody else decides, in one collaborative or in all; all amounts as one where no amount matters.
    pub fn bands(&self, model: &Model, collaborative: Option<RecordId>) -> Vec<Band> {
        let here = |scheme: &crate::record::Record| {
            let own = model.collaborative_of(scheme).map(|whole| whole.id);
            collaborative.is_none() || own == collaborative
        };
        let steps = self.steps.iter().filter(|step| here(step.scheme.record)).map(|step| step.own);
        let kept = self.reserved.iter().filter(|kept| here(kept.scheme.record)).map(|kept| kept.band);
        Band::cut(steps.chain(kept))
    }

    /// The steps by which bodies give the function first-hand, for each body: not having received it themselves.
    pub fn first_hand(&self, model: &Model) -> BTreeMap<RecordId, Vec<usize>> {
        let mut bodies = Bodies::new(model);
        let mut given: BTreeMap<RecordId, Vec<usize>> = BTreeMap::new();
        let first = |step: &Step<'_>| step.before.is_empty();
        for (number, step) in self.steps.iter().enumerate().filter(|(_, step)| first(step)) {
            for body in bodies.of(&step.from) {
                if is_holder(model, body, self.function) {
                    given.entry(body).or_default().push(number);
                }
            }
        }
        given
    }

    /// Who decides by a chain.
    pub fn decider(&self, chain: &Chain) -> Option<&Somebody> {
        chain.steps.last().map(|step| &self.steps[*step].to)
    }

    /// The kinds of body that hold the function by law, as readers call them.
    pub fn holders(&self, model: &Model) -> Vec<String> {
        let record = self.function.record;
        let plural = |term| model.row(record, term).map_or_else(|| term.text.clone(), Row::plural);
        self.function.fields.holder.iter().map(plural).collect()
    }
}
