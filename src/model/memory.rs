//! What is reckoned once for a day and asked for often: who sits where, what each quorum comes to, and what that costs.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use super::RecordId;
use super::coverage::Coverage;
use super::forum::Sitting;
use super::load::Loads;
use super::path::Reckoned;
use super::path::map::Maps;
use super::quorum::QuorumToday;
use crate::record::Record;
use crate::record::kind::Kind;

/// What has been reckoned so far of the forums of one model. Each answer is reckoned when it is first asked for.
#[derive(Debug)]
pub(super) struct Memory {
    first: u32,
    /// What is remembered of the forums, some together: a model of another day asks for few of them.
    forums: Vec<OnceLock<Box<[OfForum]>>>,
    /// Who is in which collaborative.
    pub(super) coverage: OnceLock<Coverage>,
    /// The memberships of each body, person and collaborative, as the collaborative and the number of the row.
    pub(super) memberships: OnceLock<HashMap<RecordId, Vec<(RecordId, usize)>>>,
    /// What taking part costs.
    pub(super) loads: OnceLock<Loads>,
    /// How each function reaches whoever decides it.
    pub(super) paths: OnceLock<Vec<Reckoned>>,
    /// Controlled documents by the post that owns them.
    pub(super) owned: OnceLock<BTreeMap<String, Vec<RecordId>>>,
    /// At which level each matter is decided, for each collaborative.
    pub(super) maps: OnceLock<Maps>,
}

/// Of how many forums room for an answer is made together.
const TOGETHER: usize = 64;

/// What has been reckoned of one forum.
#[derive(Debug, Default)]
pub(super) struct OfForum {
    /// Its places.
    pub(super) places: OnceLock<Vec<Sitting>>,
    /// Its quorum.
    pub(super) quorum: OnceLock<Option<QuorumToday>>,
}

impl Memory {
    /// Of nothing yet; records stand in the order of their kinds.
    pub(super) fn new(records: &[Arc<Record>]) -> Memory {
        let first = records.partition_point(|record| record.kind < Kind::Forum);
        let end = records.partition_point(|record| record.kind <= Kind::Forum);
        let forums = (0..(end - first).div_ceil(TOGETHER)).map(|_| OnceLock::new()).collect();
        Memory {
            first: first as u32,
            forums,
            coverage: OnceLock::new(),
            memberships: OnceLock::new(),
            loads: OnceLock::new(),
            paths: OnceLock::new(),
            owned: OnceLock::new(),
            maps: OnceLock::new(),
        }
    }

    /// What is remembered of a forum.
    pub(super) fn forum(&self, id: RecordId) -> &OfForum {
        let number = (id.0 - self.first) as usize;
        let together = || (0..TOGETHER).map(|_| OfForum::default()).collect();
        &self.forums[number / TOGETHER].get_or_init(together)[number % TOGETHER]
    }
}
