//! Whether a decision stands on the model's day: taken by then, in force by then, and not replaced by another.

use super::authority::is_decided;
use super::{Entry, Model, RecordId};
use crate::record::date::PartialDate;
use crate::record::kind::Decision;

/// Where a decision stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    /// It is taken only after that day.
    ToCome,
    /// It is taken, and holds only from a later day.
    From(PartialDate),
    /// It stands: nothing that came after has replaced it.
    Stands,
    /// Another decision has taken its place.
    Replaced(RecordId),
}

impl Model {
    /// Where a decision stands on the model's day.
    pub fn force(&self, decision: Entry<'_, Decision>) -> Force {
        if decision.fields.on.date.first_day() > self.today {
            return Force::ToCome;
        }
        if let Some(other) = self.replaced_by(decision.id) {
            return Force::Replaced(other);
        }
        let from = decision.fields.effective.map(|effective| effective.date);
        from.filter(|from| from.first_day() > self.today).map_or(Force::Stands, Force::From)
    }

    /// The decision that has taken another's place by the model's day; `None` where none has.
    fn replaced_by(&self, old: RecordId) -> Option<RecordId> {
        let links = self.backlinks(old).iter().filter(|link| link.field.as_deref() == Some("supersedes"));
        let later = links.filter_map(|link| self.entry::<Decision>(link.from));
        let holds = |decision: &Entry<'_, Decision>| {
            let from = decision.fields.effective.unwrap_or(decision.fields.on);
            is_decided(decision.fields.outcome.value) && from.date.first_day() <= self.today
        };
        later.filter(holds).map(|decision| decision.id).next()
    }
}
