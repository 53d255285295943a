//! Who sits where: the seats of each person today.

use std::collections::BTreeMap;

use super::{Entry, Model, RecordId};
use crate::record::kind::Forum;
use crate::record::kind::forum::{Holder, Seat};
use crate::record::value::Sp;

/// A seat that a person holds today.
#[derive(Clone, Copy)]
pub struct SeatHeld<'m> {
    /// Where.
    pub forum: Entry<'m, Forum>,
    /// The seat's row.
    pub seat: &'m Sp<Seat>,
    /// The row that says who holds it.
    pub holder: &'m Sp<Holder>,
}

impl SeatHeld<'_> {
    /// Whether it has a vote.
    pub fn votes(&self) -> bool {
        self.seat.voting.unwrap_or(true)
    }
}

impl Model {
    /// The seats that each person holds today, in forums that meet today.
    pub fn seats_by_person(&self) -> BTreeMap<RecordId, Vec<SeatHeld<'_>>> {
        let mut seats: BTreeMap<RecordId, Vec<SeatHeld<'_>>> = BTreeMap::new();
        for forum in self.forums_today() {
            let fields: &Forum = forum.fields;
            let rows = fields.seats.iter().flat_map(|seat| seat.holders.iter().map(move |holder| (seat, holder)));
            for (seat, holder) in rows.filter(|(_, holder)| holder.during().holds_on(self.today)) {
                if let Some(person) = self.holder_person(forum, holder) {
                    seats.entry(person).or_default().push(SeatHeld { forum, seat, holder });
                }
            }
        }
        seats
    }
}
