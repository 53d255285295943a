//! Governance models and legal forms, explained from the vocabulary, with who uses each.

use super::super::view::{Block, Fact, Run, Term, Words, words};
use super::sheet::Sheet;
use crate::model::Model;
use crate::record::kind::vocabulary::{Row, Vocabulary};
use crate::record::kind::{Collaborative, Forum};

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("models", sheet.say("models.title"), sheet.say("models.summary"));
    let model = sheet.model();
    let models = gather(model, |vocabulary| vocabulary.models.iter().collect::<Vec<_>>(), |row| row.id.value.clone());
    let terms: Vec<Term> = models
        .into_iter()
        .map(|row| {
            let used = model
                .all::<Collaborative>()
                .filter(|collaborative| collaborative.fields.model.as_ref().is_some_and(|term| term.text == row.id.value));
            let used: Vec<Words> = used.map(|collaborative| vec![sheet.point.link_short(collaborative.id)]).collect();
            let mut facts = explained(sheet, row.binds.clone(), row.power.clone(), row.who.clone());
            if !row.instruments.is_empty() {
                facts.push(Fact::text(sheet.say("models.made-by"), row.instruments.join(&sheet.say("lists.comma"))));
            }
            with_source(sheet, &mut facts, row.source.clone(), row.url.as_ref().map(|url| url.to_string()));
            push_used(sheet, &mut facts, used, "collaboratives/by/model", &row.id.value);
            Term {
                id: format!("model-{}", row.id.value),
                term: row.name.clone(),
                language: None,
                short: row.short.clone().or_else(|| row.native.clone()),
                definition: definition(row.definition.clone()),
                facts,
            }
        })
        .collect();
    sheet.section("models", sheet.say("models.models"), vec![Block::Terms { terms }]);
    let forms = gather(model, |vocabulary| vocabulary.legal_forms.iter().collect::<Vec<_>>(), |row| row.id.value.clone());
    let mut forms = forms;
    forms.sort_by_key(|row| row.formality.unwrap_or(99));
    let terms: Vec<Term> = forms
        .into_iter()
        .map(|row| {
            let used = model
                .all::<Forum>()
                .filter(|forum| forum.fields.legal_form.as_ref().is_some_and(|term| term.text == row.id.value));
            let used: Vec<Words> = used.map(|forum| vec![sheet.point.link(forum.id)]).collect();
            let mut facts = explained(sheet, row.binds.clone(), row.power.clone(), row.who.clone());
            let basis: Vec<Words> = row
                .basis
                .iter()
                .filter_map(|id| {
                    let provision =
                        super::legal_basis::provisions(model).into_iter().find(|provision| provision.id.value == *id)?;
                    Some(vec![Run { href: sheet.point.href(&format!("legal-basis/{id}")), ..Run::text(provision.name.clone()) }])
                })
                .collect();
            if !basis.is_empty() {
                facts.push(Fact::one(sheet.say("models.basis"), sheet.point.listed(basis)));
            }
            with_source(sheet, &mut facts, row.source.clone(), row.url.as_ref().map(|url| url.to_string()));
            push_used(sheet, &mut facts, used, "forums/by/form", &row.id.value);
            Term {
                id: format!("form-{}", row.id.value),
                term: row.name.clone(),
                language: None,
                short: row.short.clone().or_else(|| row.native.clone()),
                definition: definition(row.definition.clone()),
                facts,
            }
        })
        .collect();
    sheet.section("forms", sheet.say("models.forms"), vec![Block::Terms { terms }]);
}

/// What the page explains, by anchor: the governance models, then the legal forms.
pub(in crate::site) fn rows(model: &Model) -> Vec<(String, &dyn Row)> {
    let models = gather(model, |vocabulary| vocabulary.models.iter().collect::<Vec<_>>(), |row| row.id.value.clone());
    let forms = gather(model, |vocabulary| vocabulary.legal_forms.iter().collect::<Vec<_>>(), |row| row.id.value.clone());
    let models = models.into_iter().map(|row| (format!("model-{}", row.id.value), row as &dyn Row));
    models.chain(forms.into_iter().map(|row| (format!("form-{}", row.id.value), row as &dyn Row))).collect()
}

/// The rows of every jurisdiction that the handbook is about, each once.
fn gather<'m, R>(model: &'m Model, rows: impl Fn(&'m Vocabulary) -> Vec<&'m R>, id: impl Fn(&R) -> String) -> Vec<&'m R> {
    let mut jurisdictions = vec![model.jurisdiction()];
    jurisdictions.extend(model.all::<Collaborative>().map(|collaborative| model.jurisdiction_of(collaborative.record)));
    let mut known = std::collections::BTreeSet::new();
    jurisdictions
        .into_iter()
        .flat_map(|jurisdiction| rows(model.vocabulary(jurisdiction)))
        .filter(|row| known.insert(id(row)))
        .collect()
}

fn definition(text: Option<String>) -> Vec<Words> {
    text.map(|text| vec![words(text)]).unwrap_or_default()
}

fn explained(sheet: &Sheet<'_>, binds: Option<String>, power: Option<String>, who: Option<String>) -> Vec<Fact> {
    let rows = [("models.binds", binds), ("models.power-to-decide", power), ("models.who", who)];
    rows.into_iter().filter_map(|(key, text)| Some(Fact::text(sheet.say(key), text?))).collect()
}

fn with_source(sheet: &Sheet<'_>, facts: &mut Vec<Fact>, source: Option<String>, url: Option<String>) {
    match (source, url) {
        (Some(source), Some(url)) => facts.push(Fact::one(sheet.say("glossary.source"), vec![Run::outside(source, url)])),
        (Some(source), None) => facts.push(Fact::text(sheet.say("glossary.source"), source)),
        (None, Some(url)) => {
            facts.push(Fact::one(sheet.say("glossary.source"), vec![Run::outside(super::super::viewpoint::shown_url(&url), url)]))
        }
        (None, None) => {}
    }
}

/// How many of those that use it are named.
const USED: usize = 24;

/// Who uses it: the first, and the way to all.
fn push_used(sheet: &Sheet<'_>, facts: &mut Vec<Fact>, mut used: Vec<Words>, by: &str, id: &str) {
    if used.is_empty() {
        return;
    }
    let rest = used.len().saturating_sub(USED);
    used.truncate(USED);
    if rest > 0 {
        let href = sheet.point.href(&format!("{by}/{id}"));
        used.push(vec![Run { href, ..Run::text(sheet.say_with("page.more", &[("count", rest.into())])) }]);
    }
    facts.push(Fact::one(sheet.say("models.used-by"), sheet.point.listed(used)));
}
