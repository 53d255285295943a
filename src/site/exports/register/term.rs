//! The words that the handbook explains.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::super::glossary;
use super::super::writer::Writer;
use super::{Columns, Row};
use crate::record::kind::Glossary;

/// One word and what it means.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Term {
    /// The word.
    pub term: String,
    /// Its short form.
    pub short: Option<String>,
    /// What it means.
    pub definition: String,
    /// Other words that mean the same.
    pub also: Vec<String>,
    /// Words to read next.
    pub see: Vec<String>,
    /// Where the definition comes from.
    pub source: Option<String>,
    /// Where it stands in the glossary, resolved against the address of this file.
    pub href: Option<String>,
}

impl Row for Term {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        let page = writer.href("glossary");
        let terms = writer.model().all::<Glossary>().flat_map(|entry| {
            let fields: &'w Glossary = entry.fields;
            &fields.terms
        });
        Box::new(terms.map(move |term| Term {
            term: term.term.value.clone(),
            short: term.short.clone(),
            definition: term.definition.clone(),
            also: term.also.clone(),
            see: term.see.iter().map(|see| see.value.clone()).collect(),
            source: term.source.as_ref().map(|url| url.to_string()),
            href: page.as_ref().map(|page| format!("{page}#{}", glossary::anchor(&term.term.value))),
        }))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .text("term", |row: &Self| &row.term)
            .some("short", |row| row.short.as_deref())
            .text("definition", |row| &row.definition)
            .list("also", |row| row.also.clone())
            .list("see", |row| row.see.clone())
            .address("source", |row| row.source.as_deref())
            .address("href", |row| row.href.as_deref())
    }
}
