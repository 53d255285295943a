//! Files for machines, beside the pages: what each is called, and its bytes. One file of this room for each form; all forms are made
//! from the same published rows (`register`), so that what may be published is decided once.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::viewpoint::Viewpoint;
use super::{Planned, Site};
use crate::model::{Model, RecordId};
use crate::output::{Content, Route};
use crate::record::kind::Kind;

mod csv;
mod inventory;
mod json;
mod linked;
mod popolo;
pub(super) mod register;
mod schema;
pub(super) mod structured;
mod writer;

use register::{REGISTERS, Register};
use schema::SCHEMAS;
use writer::Writer;

/// The version of all forms: it rises where something that was there is gone or means something else, and stays where something is
/// added.
pub(super) const VERSION: u32 = 1;

/// One file for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Export {
    /// A register as JSON.
    Json(Register),
    /// A register as a table.
    Csv(Register),
    /// What the columns of a register's table mean.
    CsvMetadata(Register),
    /// A collaborative with everything of it, as JSON.
    Collaborative(RecordId),
    /// The form of one of the JSON files.
    Schema(schema::Schema),
    /// Everything about organisations, as linked data.
    Linked,
    /// People, organisations, posts and decisions, in the form that parliaments publish theirs.
    Popolo,
    /// Every record with its address, for other handbooks.
    Inventory,
}

/// The files for machines of one site, each made at most once.
#[derive(Default)]
pub(super) struct Exports {
    made: BTreeMap<Export, OnceLock<Content>>,
}

impl Exports {
    /// All of a model, none made yet.
    pub(super) fn of(model: &Model) -> Exports {
        Exports { made: all(model).map(|export| (export, OnceLock::new())).collect() }
    }

    /// The bytes of one; `None` where the site has no such file.
    pub(super) fn content(&self, site: &Site, export: Export) -> Option<&Content> {
        Some(self.made.get(&export)?.get_or_init(|| make(site, export)))
    }
}

/// All files for machines of a model.
pub(super) fn all(model: &Model) -> impl Iterator<Item = Export> {
    let registers =
        REGISTERS.iter().flat_map(|register| [Export::Json(*register), Export::Csv(*register), Export::CsvMetadata(*register)]);
    let collaboratives = model.of_kind(Kind::Collaborative).map(|(id, _)| Export::Collaborative(id));
    let schemas = SCHEMAS.iter().map(|schema| Export::Schema(*schema));
    registers.chain(collaboratives).chain(schemas).chain([Export::Linked, Export::Popolo, Export::Inventory])
}

impl Export {
    /// Its address below the site's root.
    pub(super) fn path(self, model: &Model) -> String {
        match self {
            Export::Json(register) => format!("data/{}.json", register.name()),
            Export::Csv(register) => format!("data/{}.csv", register.name()),
            Export::CsvMetadata(register) => format!("data/{}.csv-metadata.json", register.name()),
            Export::Collaborative(id) => format!("data/collaboratives/{}.json", model.record(id).address.id),
            Export::Schema(schema) => format!("data/schema/{}.json", schema.name()),
            Export::Linked => "data/handbook.jsonld".to_owned(),
            Export::Popolo => "data/popolo.json".to_owned(),
            Export::Inventory => "inventory.json".to_owned(),
        }
    }

    /// Its route; `None` where its path is none, which does not happen.
    pub(super) fn route(self, model: &Model) -> Option<Route> {
        Route::file(&self.path(model))
    }
}

fn make(site: &Site, export: Export) -> Content {
    let path = export.path(&site.model);
    let route = export.route(&site.model).unwrap_or_else(Route::home);
    let writer = Writer::new(Viewpoint::new(site, &route));
    let bytes = match export {
        Export::Json(register) => register.json(&writer),
        Export::Csv(register) => register.csv(&writer),
        Export::CsvMetadata(register) => register.csv_metadata(&writer),
        Export::Collaborative(id) => json::collaborative(&writer, id),
        Export::Schema(schema) => schema.bytes(),
        Export::Linked => linked::bytes(&writer),
        Export::Popolo => popolo::bytes(&writer),
        Export::Inventory => inventory::bytes(&writer),
    };
    Content::file(&path, bytes)
}

/// The form of a collaborative's file.
pub(super) const COLLABORATIVE: schema::Schema = schema::Schema::Collaborative;

/// The form of the inventory.
pub(super) const INVENTORY: schema::Schema = schema::Schema::Inventory;

/// How many rows a register has.
pub(super) fn count(point: &Viewpoint<'_>, register: Register) -> usize {
    register.count(&Writer::new(Viewpoint::new(point.site, &point.route)))
}

/// The address of a file for machines as a page links to it, with how many bytes it has; `None` where there is none.
pub(super) fn linked_from(point: &Viewpoint<'_>, export: Export) -> Option<(String, usize)> {
    let href = point.href(&export.path(point.model()))?;
    let Some(Planned::Export(_)) = export.route(point.model()).and_then(|route| point.site.plan.get(&route)) else { return None };
    Some((href, point.site.exports.content(point.site, export)?.bytes.len()))
}
