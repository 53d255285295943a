//! What is reckoned once for a day and asked for often: who sits where, what each quorum comes to, and what that costs.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::RecordId;
use super::forum::Sitting;
use super::load::Load;
use super::quorum::QuorumToday;
use crate::record::Record;
use crate::record::kind::Kind;

/// What has been reckoned so far of the forums of one model. Each answer is reckoned when it is first asked for.
#[derive(Debug)]
pub(super) struct Memory {
    first: u32,
    forums: Vec<OfForum>,
    /// What taking part costs each body.
    pub(super) loads: OnceLock<BTreeMap<RecordId, Load>>,
}

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
        Memory { first: first as u32, forums: (first..end).map(|_| OfForum::default()).collect(), loads: OnceLock::new() }
    }

    /// What is remembered of a forum.
    pub(super) fn forum(&self, id: RecordId) -> &OfForum {
        &self.forums[(id.0 - self.first) as usize]
    }
}
