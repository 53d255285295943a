//! The glossary, and the terms that other pages explain at first use.

use super::super::glossary::{self, Term};
use super::super::view::{self, Block, Fact, Run, words};
use super::super::viewpoint::shown_url;
use super::sheet::Sheet;
use crate::model::Model;
use crate::record::kind::Glossary;
use crate::record::kind::glossary::GlossaryTerm;

/// The terms of a model's glossary, as other pages explain them.
pub(in crate::site) fn terms(model: &Model) -> super::super::glossary::Glossary {
    let terms = model.all::<Glossary>().flat_map(|glossary| &glossary.fields.terms).map(|term| Term {
        term: term.term.value.clone(),
        short: term.short.iter().cloned().collect(),
        definition: term.definition.clone(),
        anchor: glossary::anchor(&term.term.value),
    });
    super::super::glossary::Glossary::new(terms.collect())
}

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("glossary", sheet.say("glossary.title"), sheet.say("glossary.summary"));
    let mut all: Vec<&GlossaryTerm> =
        sheet.model().all::<Glossary>().flat_map(|glossary| &glossary.fields.terms).map(|term| &term.value).collect();
    all.sort_by_key(|term| term.term.value.to_lowercase());
    let terms = all.iter().map(|term| entry(sheet, term, &all)).collect();
    sheet.blocks(vec![Block::Terms { terms }]);
}

fn entry(sheet: &Sheet<'_>, term: &GlossaryTerm, all: &[&GlossaryTerm]) -> view::Term {
    let mut facts = Vec::new();
    if !term.also.is_empty() {
        facts.push(Fact::text(sheet.say("glossary.also"), term.also.join(&sheet.say("lists.comma"))));
    }
    let see: Vec<view::Words> = term
        .see
        .iter()
        .map(|see| {
            let known = all.iter().find(|other| other.term.value == see.value || other.short.as_ref() == Some(&see.value));
            let href = known.map(|other| format!("#{}", glossary::anchor(&other.term.value)));
            vec![Run { href, ..Run::text(see.value.clone()) }]
        })
        .collect();
    if !see.is_empty() {
        facts.push(Fact { label: sheet.say("glossary.see"), values: see, ..Fact::default() });
    }
    facts.extend(
        term.source
            .as_ref()
            .map(|url| Fact::one(sheet.say("glossary.source"), vec![Run::outside(shown_url(url), url.to_string())])),
    );
    view::Term {
        id: glossary::anchor(&term.term.value),
        term: term.term.value.clone(),
        language: None,
        short: term.short.clone(),
        definition: vec![words(term.definition.clone())],
        facts,
    }
}
