//! Who presides over a forum: the bodies from which its chair and its vice chair come.

use super::{Entry, Model, RecordId};
use crate::record::kind::Forum;
use crate::record::kind::vocabulary::SeatTrait;
use crate::record::value::Sp;

impl Model {
    /// The body from which a forum's chair comes today, where that is recorded.
    pub fn chair_body(&self, forum: Entry<'_, Forum>) -> Option<RecordId> {
        let chair = forum.fields.chair.as_ref();
        let said = chair.and_then(|chair| chair.held_by.as_ref()).and_then(|link| self.follow(forum.record, link));
        said.or_else(|| self.body_at(forum, chair.and_then(|chair| chair.seat.as_ref()), SeatTrait::Chair))
    }

    /// The body from which a forum's vice chair comes today, where that is recorded.
    pub fn vice_chair_body(&self, forum: Entry<'_, Forum>) -> Option<RecordId> {
        let vice = forum.fields.chair.as_ref().and_then(|chair| chair.vice.as_ref());
        let said = vice.and_then(|vice| vice.held_by.as_ref()).and_then(|link| self.follow(forum.record, link));
        said.or_else(|| self.body_at(forum, vice.and_then(|vice| vice.seat.as_ref()), SeatTrait::ViceChair))
    }

    /// The body of the one place that a seat's id names, or that is of a kind; `None` where several are.
    fn body_at(&self, forum: Entry<'_, Forum>, id: Option<&Sp<String>>, kind: SeatTrait) -> Option<RecordId> {
        let places = self.places(forum);
        let mut meant = places.iter().filter(|place| match id {
            Some(id) => place.seat.id.as_ref().is_some_and(|own| own.value == id.value),
            None => self.seat_is(forum, place.seat, kind),
        });
        let only = meant.next().filter(|_| meant.next().is_none())?;
        only.organisation
    }
}
