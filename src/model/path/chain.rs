//! Chains: the ways from a first giver to whoever decides, or to where it breaks off.

use super::{Band, Path};
use crate::model::{Model, RecordId};

/// One way through a path: its steps, and how it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// The numbers of its steps in [`Path::steps`], from the first giver on.
    pub steps: Vec<usize>,
    /// How it ends.
    pub end: End,
}

/// How a chain ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The receiver of its last step decides.
    Decides,
    /// No power arrives by this step.
    Breaks(usize),
    /// It goes on as an earlier chain does after the step of this number.
    Joins(usize),
}

impl Path<'_> {
    /// Every chain: each step is in at least one, and each goes on only once.
    pub fn chains(&self) -> Vec<Chain> {
        self.chains_where(|_| true)
    }

    /// The chains by which an amount reaches somebody.
    pub fn chains_at(&self, amount: u64) -> Vec<Chain> {
        self.chains_where(|step| {
            self.steps[step].own.holds(amount) && self.steps[step].band.is_none_or(|band| band.holds(amount))
        })
    }

    /// The chains of which a step stands in a collaborative's scheme; all where none is named.
    pub fn within(&self, model: &Model, chains: Vec<Chain>, collaborative: Option<RecordId>) -> Vec<Chain> {
        let Some(collaborative) = collaborative else { return chains };
        let in_scheme =
            |step: &usize| model.collaborative_of(self.steps[*step].scheme.record).is_some_and(|whole| whole.id == collaborative);
        chains.into_iter().filter(|chain| chain.steps.iter().any(in_scheme)).collect()
    }

    fn chains_where(&self, takes_part: impl Fn(usize) -> bool) -> Vec<Chain> {
        let mut walk = Walk { path: self, seen: vec![false; self.steps.len()], chains: Vec::new() };
        let all = 0..self.steps.len();
        let first = |step: &usize| !self.steps[*step].before.iter().any(|before| takes_part(*before));
        for step in all.clone().filter(|step| takes_part(*step) && first(step)) {
            walk.from(step, &takes_part);
        }
        // What is left is in rounds: they have no first step.
        for step in all.filter(|step| takes_part(*step)) {
            if !walk.seen[step] {
                walk.from(step, &takes_part);
            }
        }
        walk.chains
    }

    /// The amounts for which a chain holds.
    pub fn band_of(&self, chain: &Chain) -> Option<Band> {
        self.steps[*chain.steps.last()?].band
    }
}

/// Walks along steps, each once, and notes where each way ends.
struct Walk<'p, 'm> {
    path: &'p Path<'m>,
    seen: Vec<bool>,
    chains: Vec<Chain>,
}

impl Walk<'_, '_> {
    fn from(&mut self, first: usize, takes_part: &impl Fn(usize) -> bool) {
        self.seen[first] = true;
        // A step with how many of its onward steps have been walked.
        let mut way: Vec<(usize, usize)> = vec![(first, 0)];
        let mut grew = true;
        while let Some((step, walked)) = way.last_mut() {
            let onward: Vec<usize> = self.path.steps[*step].onward.iter().copied().filter(|next| takes_part(*next)).collect();
            let Some(next) = onward.get(*walked).copied() else {
                if grew && onward.is_empty() {
                    self.chains.push(self.chain(&way, None));
                }
                grew = false;
                way.pop();
                continue;
            };
            *walked += 1;
            if self.seen[next] {
                self.chains.push(self.chain(&way, Some(next)));
                grew = false;
            } else {
                self.seen[next] = true;
                way.push((next, 0));
                grew = true;
            }
        }
    }

    fn chain(&self, way: &[(usize, usize)], joins: Option<usize>) -> Chain {
        let steps: Vec<usize> = way.iter().map(|(step, _)| *step).collect();
        let breaks = steps.iter().copied().find(|step| self.path.steps[*step].breaks());
        let end = match (breaks, joins) {
            (Some(step), _) => End::Breaks(step),
            (None, Some(step)) => End::Joins(step),
            (None, None) => End::Decides,
        };
        Chain { steps, end }
    }
}
