//! How a function reaches whoever decides it: from the bodies that hold it by law, delegation by delegation and from scheme to scheme,
//! with what is reserved and what was given to nobody.
//!
//! Pages, the command line and checks all ask this, so that they say the same. Everything is linear in the delegations.

use std::collections::BTreeSet;

use super::{Entry, Model, RecordId};
use crate::record::kind::delegation::{Delegation, Reserved, Undelegated};
use crate::record::kind::organisation::OwnReserved;
use crate::record::kind::{Delegations, Function, Organisation};
use crate::record::value::Sp;
use crate::span::Place;

mod answer;
mod band;
mod build;
mod chain;
mod fit;
mod level;
pub(in crate::model) mod map;
mod somebody;
#[cfg(test)]
mod tests;
mod words;

pub use answer::{Answer, Decider};
pub use band::Band;
pub(super) use build::Reckoned;
pub use chain::{Chain, End};
pub use fit::Unfit;
pub use map::{Placed, PlacedDecider, PlacedWho};
pub use somebody::Somebody;

/// How one function reaches whoever decides it, today.
pub struct Path<'m> {
    /// The function.
    pub function: Entry<'m, Function>,
    /// Every delegation of it that holds today, in the order of the schemes.
    pub steps: Vec<Step<'m>>,
    /// What of it is reserved today.
    pub reserved: Vec<Kept<'m>>,
    /// What of it bodies keep today by schemes of their own, in the order of the bodies.
    pub own: Vec<OwnKept<'m>>,
    /// Schemes that say it was given to nobody.
    pub undelegated: Vec<Ungiven<'m>>,
    /// Delegations of it that are over, or not begun.
    pub past: Vec<Past<'m>>,
}

/// One delegation, with what comes before it and after it.
pub struct Step<'m> {
    /// The row.
    pub row: &'m Sp<Delegation>,
    /// The scheme in which it stands.
    pub scheme: Entry<'m, Delegations>,
    /// Who gives.
    pub from: &'m Somebody,
    /// Who receives.
    pub to: &'m Somebody,
    /// Whether the giver holds the function by law; `None` where that is not known.
    pub by_law: Option<bool>,
    /// The amounts that it names itself.
    pub own: Band,
    /// The amounts that arrive: its own, within those of its giver and without what is reserved; `None` where none do.
    pub band: Option<Band>,
    /// The steps by which its giver received the function.
    pub before: &'m [usize],
    /// The steps by which its receiver passes the function on.
    pub onward: &'m [usize],
    /// What is wrong with it.
    pub flaws: &'m [Flaw],
}

impl Step<'_> {
    /// Where it is written.
    pub fn place(&self) -> Place {
        self.scheme.record.place(self.row.span)
    }

    /// Whether no power arrives by it, whatever its row says.
    pub fn breaks(&self) -> bool {
        self.band.is_none() || self.flaws.iter().any(Flaw::breaks)
    }
}

/// What is wrong with a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Its giver does not hold the function by law, and nobody gave it to it.
    NotHeld {
        /// The delegation by which the giver had it once, or will: its number in [`Path::past`].
        past: Option<usize>,
    },
    /// It is part of a round that comes back to where it began: the numbers of its steps, in order.
    Round(Vec<usize>),
    /// It gives more than its giver has.
    AboveGiver {
        /// The step by which the giver has the most.
        step: usize,
        /// Up to what amount that is.
        limit: u64,
    },
    /// The giver may not pass it on.
    Forbidden {
        /// The step that says so, itself or by its agreement.
        step: usize,
        /// Whether its agreement says so.
        by_agreement: bool,
    },
    /// Nothing says that the giver may pass it on.
    NotSaid {
        /// The step by which the giver has it.
        step: usize,
    },
    /// The receiver may not hold it.
    Receiver(Unfit),
    /// A giver may not give it under the provisions that are named.
    Giver(Unfit),
    /// The giver or the receiver does not exist today.
    Gone(RecordId),
    /// The agreement in which it stands is not in force today.
    AgreementOver(RecordId),
    /// The same giver reserves what it gives: the number in [`Path::reserved`].
    Reserved(usize),
    /// A giver keeps what it gives by its own scheme: the number in [`Path::own`].
    KeptByOwnScheme(usize),
}

impl Flaw {
    /// Whether no power arrives by a step that has it.
    pub fn breaks(&self) -> bool {
        match self {
            Flaw::NotHeld { .. } | Flaw::Round(_) | Flaw::Forbidden { .. } | Flaw::Receiver(_) | Flaw::Gone(_) => true,
            Flaw::AboveGiver { .. } | Flaw::NotSaid { .. } | Flaw::Giver(_) | Flaw::AgreementOver(_) => false,
            Flaw::Reserved(_) | Flaw::KeptByOwnScheme(_) => false,
        }
    }
}

/// A row of what is reserved.
pub struct Kept<'m> {
    /// The row.
    pub row: &'m Sp<Reserved>,
    /// The scheme in which it stands.
    pub scheme: Entry<'m, Delegations>,
    /// To whom.
    pub to: &'m Somebody,
    /// Which amounts.
    pub band: Band,
}

impl Kept<'_> {
    /// Where it is written.
    pub fn place(&self) -> Place {
        self.scheme.record.place(self.row.span)
    }
}

/// A row of what a body keeps by its own scheme.
#[derive(Clone, Copy)]
pub struct OwnKept<'m> {
    /// The row.
    pub row: &'m Sp<OwnReserved>,
    /// The body.
    pub body: Entry<'m, Organisation>,
    /// Which amounts.
    pub band: Band,
}

impl OwnKept<'_> {
    /// Where it is written.
    pub fn place(&self) -> Place {
        self.body.record.place(self.row.span)
    }
}

/// A row of what was given to nobody.
#[derive(Clone, Copy)]
pub struct Ungiven<'m> {
    /// The row.
    pub row: &'m Sp<Undelegated>,
    /// The scheme in which it stands.
    pub scheme: Entry<'m, Delegations>,
}

impl Ungiven<'_> {
    /// Where it is written.
    pub fn place(&self) -> Place {
        self.scheme.record.place(self.row.span)
    }
}

/// A delegation that is over, or not begun.
pub struct Past<'m> {
    /// The row.
    pub row: &'m Sp<Delegation>,
    /// The scheme in which it stands.
    pub scheme: Entry<'m, Delegations>,
    /// Who received it.
    pub to: &'m Somebody,
}

impl Model {
    /// The paths of all functions, in their order.
    pub fn paths(&self) -> impl Iterator<Item = Path<'_>> {
        self.reckoned_paths().iter().filter_map(|reckoned| reckoned.path(self))
    }

    /// The path of one function; `None` where it is none, or not whole.
    pub fn path_of(&self, function: RecordId) -> Option<Path<'_>> {
        let all = self.reckoned_paths();
        let at = all.binary_search_by_key(&function, |reckoned| reckoned.function).ok()?;
        all[at].path(self)
    }

    fn reckoned_paths(&self) -> &[Reckoned] {
        self.memory.paths.get_or_init(|| build::all(self))
    }
}

impl Path<'_> {
    /// Whether something could not be read in a scheme that speaks of the function: an amount may be missing from a row.
    pub fn has_unread_rows(&self) -> bool {
        let schemes = self.steps.iter().map(|step| step.scheme.record).chain(self.reserved.iter().map(|kept| kept.scheme.record));
        schemes.into_iter().any(|scheme| scheme.may_say_more("delegations") || scheme.may_say_more("reserved"))
    }

    /// The collaboratives whose schemes speak of the function, each once.
    pub fn collaboratives(&self, model: &Model) -> Vec<RecordId> {
        let steps = self.steps.iter().map(|step| step.scheme);
        let kept = self.reserved.iter().map(|kept| kept.scheme);
        let ungiven = self.undelegated.iter().map(|ungiven| ungiven.scheme);
        let schemes = steps.chain(kept).chain(ungiven);
        let found: BTreeSet<RecordId> =
            schemes.filter_map(|scheme| model.collaborative_of(scheme.record)).map(|whole| whole.id).collect();
        found.into_iter().collect()
    }
}
