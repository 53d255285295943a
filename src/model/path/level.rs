//! At which level somebody decides: nation, region, system, place, collaborative, organisation.

use super::Somebody;
use crate::model::{Model, RecordId};
use crate::record::kind::vocabulary::{Level, OrganisationTrait};
use crate::record::kind::{Area, Forum, Organisation};

impl Model {
    /// The levels of a record's jurisdiction, the highest first.
    pub fn levels(&self, owner: RecordId) -> Vec<&Level> {
        let mut levels: Vec<&Level> = self.vocabulary_of(self.record(owner)).levels.iter().collect();
        levels.sort_by_key(|level| level.rank.unwrap_or(u32::MAX));
        levels
    }

    /// The level at which somebody decides, by its id; `None` where it is not known who that is. A forum says its level itself, or is its
    /// collaborative's; a body that plans for others decides for the largest area that it serves, any other for itself.
    pub fn level_of(&self, somebody: &Somebody) -> Option<String> {
        match somebody {
            Somebody::Unknown => None,
            Somebody::Forum(forum) => {
                let own = self.entry::<Forum>(*forum).and_then(|forum| forum.fields.level.as_ref());
                Some(own.map_or_else(|| "collaborative".to_owned(), |level| level.text.clone()))
            }
            Somebody::Collaborative(_) => Some("collaborative".to_owned()),
            Somebody::Body(body) => Some(self.level_served(*body).unwrap_or_else(|| "organisation".to_owned())),
            Somebody::Post(..) | Somebody::Members(_) | Somebody::Person(_) => Some("organisation".to_owned()),
        }
    }

    /// The level of the largest area for which a body plans or watches over others.
    fn level_served(&self, body: RecordId) -> Option<String> {
        let body = self.entry::<Organisation>(body)?;
        let plans = [OrganisationTrait::Commissioner, OrganisationTrait::Regulator, OrganisationTrait::RegionalHealthAgency];
        if !plans.into_iter().any(|is| self.body_is(body, is)) || self.body_is(body, OrganisationTrait::Provider) {
            return None;
        }
        let levels = self.levels(body.id);
        let areas = body.fields.areas.iter().filter_map(|link| self.get::<Area>(body.record, link));
        let named = areas.filter_map(|area| self.row(area.record, &area.fields.kind)?.level.clone());
        let rank = |level: &String| levels.iter().position(|row| row.id.value == *level).unwrap_or(usize::MAX);
        named.min_by_key(rank)
    }
}
