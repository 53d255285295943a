//! Why a collaborative exists, as far as it says so.

use super::{Entry, Model};
use crate::record::kind::{Collaborative, Purpose};

impl Model {
    /// A collaborative's purpose; `None` where it has none on record, or none that is whole.
    pub fn purpose_of<'m>(&'m self, collaborative: Entry<'m, Collaborative>) -> Option<Entry<'m, Purpose>> {
        self.parts::<Purpose>(collaborative).next()
    }

    /// Whether a collaborative states its purpose, in prose or in fields.
    pub fn states_its_purpose(&self, collaborative: Entry<'_, Collaborative>) -> bool {
        self.purpose_of(collaborative).is_some_and(|purpose| {
            purpose.record.body.has_words || purpose.fields.problem.is_some() || purpose.fields.benefit.is_some()
        })
    }
}
