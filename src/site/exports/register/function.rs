//! What can be decided.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::Writer;
use super::{Columns, Head, Link, Row, Word};
use crate::record::kind;

/// Something that can be decided or done, which somebody holds by law.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Function {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// What sort of matter it is.
    pub category: Option<Word>,
    /// The kinds of body that hold it by law.
    pub holders: Vec<Word>,
    /// The provisions that give it to them.
    pub basis: Vec<Word>,
    /// The level at which it is decided, where that is settled.
    pub level: Option<Word>,
    /// Other words by which people look for it.
    pub also: Vec<String>,
    /// Where it matters only for some areas, which.
    pub areas: Vec<Link>,
    /// Whether deciding it together with others is meant.
    pub joint: bool,
}

impl Row for Function {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Function>().map(|entry| {
            let (record, fields) = (entry.record, entry.fields);
            Function {
                head: writer.head(entry.id),
                category: writer.word_some(record, fields.category.as_ref()),
                holders: writer.words(record, &fields.holder),
                basis: writer.words(record, &fields.basis),
                level: writer.word_some(record, fields.level.as_ref()),
                also: fields.also.clone(),
                areas: writer.follow_all(record, &fields.areas),
                joint: fields.joint.is_some_and(|joint| joint.value),
            }
        }))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .word("category", |row| row.category.as_ref())
            .words("holders", |row| &row.holders)
            .words("basis", |row| &row.basis)
            .word("level", |row| row.level.as_ref())
            .list("also", |row| row.also.clone())
            .links("areas", |row| &row.areas)
            .flag("joint", |row| row.joint)
    }
}
