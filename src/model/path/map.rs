//! The functions and decisions map: for each collaborative, at which level each matter is decided, and by whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{Band, Decider, Path, Somebody};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::Forum;
use crate::record::link::Party;

/// A matter on the map of a collaborative.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The function.
    pub function: RecordId,
    /// Who decides it, each with the level.
    pub deciders: Vec<PlacedDecider>,
    /// Whether the scheme says that it was given to nobody.
    pub given_to_nobody: bool,
}

/// Who decides a matter, and at which level.
#[derive(Clone, Debug)]
pub struct PlacedDecider {
    /// The level, by its id.
    pub level: String,
    /// Who.
    pub who: PlacedWho,
    /// For which amounts.
    pub band: Band,
}

/// Who decides a matter.
#[derive(Clone, Debug)]
pub enum PlacedWho {
    /// Somebody whom a scheme names.
    Party {
        /// The scheme.
        scheme: RecordId,
        /// The party as it is written there.
        party: Box<Party>,
    },
    /// A forum that decides of itself what is in its remit.
    Forum(RecordId),
    /// Members that gave nothing of it away, each for itself.
    Members {
        /// Which.
        bodies: Vec<RecordId>,
        /// Whether these are all that hold it.
        all: bool,
    },
}

/// The maps of all collaboratives, reckoned once.
pub(in crate::model) type Maps = BTreeMap<RecordId, Vec<Placed>>;

impl Model {
    /// The functions and decisions map of a collaborative: every matter that its scheme or its forums’ terms of reference name, in the
    /// order of the functions.
    pub fn decisions_map(&self, collaborative: RecordId) -> &[Placed] {
        self.memory.maps.get_or_init(|| maps(self)).get(&collaborative).map_or(&[], Vec::as_slice)
    }
}

fn maps(model: &Model) -> Maps {
    let mut maps = Maps::new();
    for path in model.paths() {
        let mut answers = path.answers(model);
        let named: BTreeSet<RecordId> = path
            .remit(model)
            .into_iter()
            .filter_map(|forum| model.collaborative_of(model.record(forum)))
            .map(|whole| whole.id)
            .filter(|whole| !answers.contains_key(whole))
            .collect();
        answers.extend(named.into_iter().map(|whole| (whole, path.answer(model, None, Some(whole)))));
        for (whole, answer) in answers {
            let here = |record| model.collaborative_of(record).is_some_and(|own| own.id == whole);
            let mut deciders: Vec<PlacedDecider> =
                answer.deciders.iter().filter_map(|decider| place(model, &path, decider)).collect();
            if path.steps.is_empty() && path.reserved.is_empty() {
                let own = path.remit(model).into_iter().filter(|forum| here(model.record(*forum)));
                deciders.extend(own.filter_map(|forum| of_itself(model, model.entry(forum)?)));
            }
            let given_to_nobody = path.undelegated.iter().any(|ungiven| here(ungiven.scheme.record));
            maps.entry(whole).or_default().push(Placed { function: path.function.id, deciders, given_to_nobody });
        }
    }
    maps
}

fn place(model: &Model, path: &Path<'_>, decider: &Decider) -> Option<PlacedDecider> {
    Some(match decider {
        Decider::Chain(chain) => {
            let step = &path.steps[*chain.steps.last()?];
            PlacedDecider {
                level: model.level_of(step.to)?,
                who: PlacedWho::Party { scheme: step.scheme.id, party: Box::new(step.row.to.value.clone()) },
                band: step.band.unwrap_or(step.own),
            }
        }
        Decider::Reserved(number) => {
            let kept = &path.reserved[*number];
            PlacedDecider {
                level: model.level_of(kept.to)?,
                who: PlacedWho::Party { scheme: kept.scheme.id, party: Box::new(kept.row.to.value.clone()) },
                band: kept.band,
            }
        }
        Decider::Own(number) => PlacedDecider {
            level: "organisation".to_owned(),
            who: PlacedWho::Members { bodies: vec![path.own[*number].body.id], all: false },
            band: path.own[*number].band,
        },
        Decider::Members { bodies, all, .. } => PlacedDecider {
            level: "organisation".to_owned(),
            who: PlacedWho::Members { bodies: bodies.clone(), all: *all },
            band: Band::default(),
        },
    })
}

/// A forum that decides what is in its remit without a delegation: under a contract, a charter or a law, or as a body’s own board.
fn of_itself(model: &Model, forum: Entry<'_, Forum>) -> Option<PlacedDecider> {
    let decides = model.decides(forum) && !model.needs_delegation(forum);
    let level = model.level_of(&Somebody::Forum(forum.id))?;
    decides.then_some(PlacedDecider { level, who: PlacedWho::Forum(forum.id), band: Band::default() })
}
