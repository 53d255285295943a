//! Who may decide, at an amount or at all: those to whom it came, those who keep it, and those who gave nothing of it.

use std::collections::{BTreeMap, BTreeSet};

use super::somebody::{Bodies, is_holder};
use super::{Band, Chain, End, OwnKept, Path, Somebody, Step};
use crate::model::{Model, RecordId};
use crate::phrases::lowered;
use crate::record::kind::vocabulary::{OrganisationKinds, Row};
use crate::record::link::Term;

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
    /// A body that keeps it by its own scheme: the number in [`Path::own`].
    Own(usize),
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
        let chains = self.within(model, chains, collaborative);
        let wholes = collaborative.map_or_else(|| self.collaboratives(model), |one| vec![one]);
        let here = |number: &usize| {
            let own = model.collaborative_of(self.reserved[*number].scheme.record).map(|whole| whole.id);
            collaborative.is_none() || own == collaborative
        };
        let reserved = (0..self.reserved.len()).filter(here).collect();
        let mut bodies = Bodies::new(model);
        let spoken_for = self.spoken_for(&mut bodies, amount);
        let own: BTreeSet<usize> = wholes.iter().flat_map(|whole| self.own_within(&mut bodies, *whole)).collect();
        let own = own.into_iter().filter(|number| amount.is_none_or(|amount| self.own[*number].band.holds(amount)));
        let rest = wholes.into_iter().filter_map(|whole| self.rest(&mut bodies, whole, &spoken_for));
        let others = own.map(Decider::Own).chain(rest).collect();
        self.gathered(amount, chains, reserved, others)
    }

    /// Who may decide at any amount, in each collaborative whose scheme speaks of the function.
    pub fn answers(&self, model: &Model) -> BTreeMap<RecordId, Answer> {
        let whole_of = |record| model.collaborative_of(record).map(|whole| whole.id);
        let mut chains: BTreeMap<RecordId, Vec<Chain>> = BTreeMap::new();
        for chain in self.chains() {
            let schemes = chain.steps.iter().map(|step| self.steps[*step].scheme.record);
            let wholes: BTreeSet<RecordId> = schemes.filter_map(whole_of).collect();
            wholes.into_iter().for_each(|whole| chains.entry(whole).or_default().push(chain.clone()));
        }
        let mut reserved: BTreeMap<RecordId, Vec<usize>> = BTreeMap::new();
        for (number, kept) in self.reserved.iter().enumerate() {
            reserved.entry(whole_of(kept.scheme.record).unwrap_or_default()).or_default().push(number);
        }
        let mut bodies = Bodies::new(model);
        let spoken_for = self.spoken_for(&mut bodies, None);
        let mut answer = |whole: RecordId| {
            let own: Vec<usize> = self.own_within(&mut bodies, whole);
            let rest = own.into_iter().map(Decider::Own).chain(self.rest(&mut bodies, whole, &spoken_for)).collect();
            let (chains, reserved) = (chains.remove(&whole), reserved.remove(&whole));
            (whole, self.gathered(None, chains.unwrap_or_default(), reserved.unwrap_or_default(), rest))
        };
        self.collaboratives(model).into_iter().map(&mut answer).collect()
    }

    fn gathered(&self, amount: Option<u64>, chains: Vec<Chain>, reserved: Vec<usize>, others: Vec<Decider>) -> Answer {
        let (arriving, broken): (Vec<Chain>, Vec<Chain>) =
            chains.into_iter().partition(|chain| !matches!(chain.end, End::Breaks(_)));
        let mut deciding: Vec<Chain> = arriving.into_iter().filter(|chain| chain.end == End::Decides).collect();
        // Where a chain breaks off, whoever had the function before the break has it still.
        let last: BTreeSet<usize> = deciding.iter().filter_map(|chain| chain.steps.last().copied()).collect();
        for chain in broken.iter().filter_map(|chain| self.before_break(chain)) {
            if chain.steps.last().is_some_and(|step| !last.contains(step)) {
                deciding.push(chain);
            }
        }
        let covers = |number: &usize| amount.is_none_or(|amount| self.reserved[*number].band.holds(amount));
        let kept = reserved.into_iter().filter(covers).map(Decider::Reserved);
        let deciders = deciding.into_iter().map(Decider::Chain).chain(kept).chain(others).collect();
        Answer { amount, deciders, broken }
    }

    /// A broken chain up to the step before its break; `None` where that is the first.
    fn before_break(&self, chain: &Chain) -> Option<Chain> {
        let End::Breaks(at) = chain.end else { return None };
        let length = chain.steps.iter().position(|step| *step == at).filter(|length| *length > 0)?;
        Some(Chain { steps: chain.steps[..length].to_vec(), end: End::Decides })
    }

    /// The bodies that give or keep something of it at an amount.
    fn spoken_for(&self, bodies: &mut Bodies<'_>, amount: Option<u64>) -> BTreeSet<RecordId> {
        let covers = |band: Band| amount.is_none_or(|amount| band.holds(amount));
        let mut spoken_for: BTreeSet<RecordId> = BTreeSet::new();
        for step in self.steps.iter().filter(|step| covers(step.own)) {
            spoken_for.extend(bodies.of(step.from));
        }
        for kept in self.reserved.iter().filter(|kept| covers(kept.band)) {
            spoken_for.extend(bodies.of(kept.to));
        }
        spoken_for.extend(self.own.iter().filter(|own| covers(own.band)).map(|own| own.body.id));
        spoken_for
    }

    /// What members of a collaborative keep by their own schemes.
    fn own_within(&self, bodies: &mut Bodies<'_>, whole: RecordId) -> Vec<usize> {
        if self.own.is_empty() {
            return Vec::new();
        }
        let members = bodies.members(whole).clone();
        let model = bodies.model;
        // What the scheme of the collaborative reserves to the same body as well is told there.
        let here =
            self.reserved.iter().filter(|kept| model.collaborative_of(kept.scheme.record).is_some_and(|own| own.id == whole));
        let kept: Vec<(Band, Vec<RecordId>)> = here.map(|kept| (kept.band, bodies.of(kept.to))).collect();
        let is_told = |own: &OwnKept<'_>| {
            kept.iter().any(|(band, bodies)| own.band.within(*band) == Some(own.band) && bodies.contains(&own.body.id))
        };
        let own = |number: &usize| members.contains(&self.own[*number].body.id) && !is_told(&self.own[*number]);
        (0..self.own.len()).filter(own).collect()
    }

    /// The members of a collaborative that hold the function and neither give nor keep it.
    fn rest(&self, bodies: &mut Bodies<'_>, whole: RecordId, spoken_for: &BTreeSet<RecordId>) -> Option<Decider> {
        // Who holds it by law is not known, and nobody acts as if they did.
        if self.function.fields.holder.is_empty() && spoken_for.is_empty() {
            return None;
        }
        let model = bodies.model;
        let members = bodies.members(whole).iter().copied();
        let holders: Vec<RecordId> = members.filter(|member| is_holder(model, *member, self.function)).collect();
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
        let mut bodies = Bodies::new(model);
        let wholes = collaborative.map_or_else(|| self.collaboratives(model), |one| vec![one]);
        let own = wholes.into_iter().flat_map(|whole| self.own_within(&mut bodies, whole)).map(|number| self.own[number].band);
        Band::cut(steps.chain(kept).chain(own))
    }

    /// The steps by which bodies give the function first-hand, for each body: not having received it themselves.
    pub fn first_hand(&self, model: &Model) -> BTreeMap<RecordId, Vec<usize>> {
        let mut bodies = Bodies::new(model);
        let mut given: BTreeMap<RecordId, Vec<usize>> = BTreeMap::new();
        let first = |step: &Step<'_>| step.before.is_empty();
        for (number, step) in self.steps.iter().enumerate().filter(|(_, step)| first(step)) {
            for body in bodies.of(step.from) {
                if is_holder(model, body, self.function) {
                    given.entry(body).or_default().push(number);
                }
            }
        }
        given
    }

    /// The forums that have the function in their remit today, by their terms of reference.
    pub fn remit(&self, model: &Model) -> Vec<RecordId> {
        let links = model.backlinks(self.function.id).iter();
        let named = links.filter(|link| link.field.as_deref() == Some("responsibilities")).map(|link| link.from);
        named.filter(|forum| model.at_work(*forum)).collect()
    }

    /// Who decides by a chain.
    pub fn decider(&self, chain: &Chain) -> Option<&Somebody> {
        chain.steps.last().map(|step| self.steps[*step].to)
    }

    /// The kinds of body that hold the function by law, as they stand within a sentence.
    pub fn holders(&self, model: &Model) -> Vec<String> {
        let record = self.function.record;
        let plural = |term: &Term<OrganisationKinds>| {
            model.row(record, term).map_or_else(|| term.text.clone(), |kind| lowered(&kind.plural()))
        };
        self.function.fields.holder.iter().map(plural).collect()
    }
}
