//! Where everything stands, found at once: a page asks for the way to hundreds of others.

use std::collections::{BTreeMap, HashSet};

use super::{Planned, address};
use crate::model::{Model, RecordId};
use crate::output::Route;

/// Every address that is taken, and the one of each record.
pub(super) struct Places {
    taken: HashSet<Route>,
    /// In the order of the model's records.
    records: Vec<Option<Place>>,
}

/// The page on which a record is shown, with the anchor where it is a part of that page.
pub(super) struct Place {
    pub route: Route,
    pub anchor: Option<&'static str>,
}

impl Places {
    pub(super) fn of(model: &Model, plan: &BTreeMap<Route, Planned>) -> Places {
        let taken: HashSet<Route> = plan.keys().cloned().collect();
        let place = |(_, record)| {
            let (path, anchor) = address::shown_at(record)?;
            let route = Route::page(&path)?;
            Some(Place { route: taken.get(&route)?.clone(), anchor })
        };
        let records = model.records().map(place).collect();
        Places { taken, records }
    }

    /// The page or file at a path; `None` where nothing stands there.
    pub(super) fn at(&self, path: &str) -> Option<&Route> {
        let route = Route::page(path).and_then(|route| self.taken.get(&route));
        route.or_else(|| self.taken.get(path))
    }

    /// Where a record is shown; `None` where it is not.
    pub(super) fn of_record(&self, id: RecordId) -> Option<&Place> {
        self.records.get(id.number())?.as_ref()
    }
}
