//! The inventory: every record with its address, by which another handbook can link here.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::address;
use super::json::{Lines, Opening};
use super::register::FormerName;
use super::writer::{Writer, day};
use crate::model::RecordId;
use crate::record::Record;

/// Every record of a handbook: the form of the file behind how it begins.
#[derive(Serialize, JsonSchema)]
pub(super) struct Inventory {
    /// Every record that has a page of its own.
    records: Vec<Listed>,
}

/// A record with its address.
#[derive(Serialize, JsonSchema)]
pub(super) struct Listed {
    /// Its kind and its name among those of its kind: what another handbook refers to it by.
    id: String,
    /// Its kind.
    kind: String,
    /// What it is called.
    title: String,
    /// A short form of its name.
    short_name: Option<String>,
    /// Names that it bore before.
    former_names: Vec<FormerName>,
    /// Where its page stands below the handbook's base address.
    path: String,
    /// The same as an address, resolved against that of this file.
    href: Option<String>,
    /// Earlier addresses below the base address, which lead there.
    aliases: Vec<String>,
}

/// The file.
pub(super) fn bytes(writer: &Writer<'_>) -> Vec<u8> {
    let mut file = Lines::begin(&Opening::of(writer, "inventory"));
    file.rows("records", writer.model().records().filter_map(|(id, record)| listed(writer, id, record)));
    file.end()
}

/// `None` where it has no page of its own.
fn listed(writer: &Writer<'_>, id: RecordId, record: &Record) -> Option<Listed> {
    let path = address::of(record)?;
    let former = |former: &crate::record::head::FormerName| FormerName {
        name: former.name.clone(),
        from: day(former.from),
        to: day(former.to),
    };
    Some(Listed {
        id: record.subject(),
        kind: record.kind.name().to_owned(),
        title: record.title(),
        short_name: record.head.short_name.as_ref().map(|name| name.value.clone()),
        former_names: record.head.former_names.iter().map(|name| former(name)).collect(),
        path: format!("{path}/"),
        href: writer.href_of(id),
        aliases: record.head.aliases.iter().map(|alias| alias.value.0.clone()).collect(),
    })
}
