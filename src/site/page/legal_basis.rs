//! Provisions of law in plain words, with everything that cites each.

use std::collections::{BTreeMap, BTreeSet};

use super::super::view::{Block, Fact, Facts, Register, RegisterEntry, Run, Words, words};
use super::sheet::Sheet;
use crate::model::{Model, RecordId};
use crate::record::body::Form;
use crate::record::kind::Collaborative;
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::delegation::Liability;
use crate::record::kind::vocabulary::Provision;
use crate::record::walk::Target;

/// The provisions of every jurisdiction that the handbook is about.
pub(in crate::site) fn provisions(model: &Model) -> Vec<&Provision> {
    let mut jurisdictions: BTreeSet<Jurisdiction> =
        model.all::<Collaborative>().map(|collaborative| model.jurisdiction_of(collaborative.record)).collect();
    jurisdictions.insert(model.jurisdiction());
    let mut known = BTreeSet::new();
    let all = jurisdictions.into_iter().flat_map(|jurisdiction| &model.vocabulary(jurisdiction).provisions);
    all.filter(|provision| known.insert(provision.id.value.clone())).collect()
}

/// Which records cite each provision, in a field or in prose.
fn citations(model: &Model) -> BTreeMap<String, Vec<RecordId>> {
    let mut citations: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for (id, record) in model.records() {
        let fields = record
            .mentions
            .iter()
            .filter(|mention| mention.target == Target::Term("provisions".to_owned()))
            .map(|mention| mention.text.as_str());
        let prose = record
            .body
            .references
            .iter()
            .filter(|reference| reference.form == Form::Wiki)
            .map(|reference| reference.target.trim_start_matches("provision:"));
        for text in fields.chain(prose) {
            let cited = citations.entry(text.to_owned()).or_default();
            if cited.last() != Some(&id) {
                cited.push(id);
            }
        }
    }
    citations
}

/// The list of all provisions.
pub(super) fn list(sheet: &mut Sheet<'_>) {
    sheet.begin("legal-basis", sheet.say("legal-basis.title"), sheet.say("legal-basis.summary"));
    let model = sheet.model();
    let citations = citations(model);
    let mut acts: BTreeMap<String, Vec<RegisterEntry>> = BTreeMap::new();
    for provision in provisions(model) {
        let cited = citations.get(&provision.id.value).map_or(0, Vec::len);
        let mut meta: Vec<Words> = Vec::new();
        if provision.during().ended_before(model.today) {
            meta.push(vec![Run::label(sheet.say("legal-basis.not-in-force"), "ended")]);
        }
        meta.extend(provision.heading.clone().map(words));
        if cited > 0 {
            meta.push(words(sheet.say_with("legal-basis.cited-by", &[("count", cited.into())])));
        }
        let href = sheet.point.href(&format!("legal-basis/{}", provision.id.value));
        let entry = RegisterEntry {
            name: vec![Run { href, ..Run::text(provision.name.clone()) }],
            meta,
            text: provision.summary.clone(),
            ..RegisterEntry::default()
        };
        acts.entry(provision.instrument.clone().unwrap_or_else(|| sheet.say("legal-basis.other-provisions")))
            .or_default()
            .push(entry);
    }
    for (number, (act, entries)) in acts.into_iter().enumerate() {
        sheet.section(&format!("act-{}", number + 1), act, vec![Block::Register(Register { entries, columns: false })]);
    }
}

/// The page of one provision.
pub(super) fn provision(sheet: &mut Sheet<'_>, id: &str) {
    let model = sheet.model();
    let Some(provision) = provisions(model).into_iter().find(|provision| provision.id.value == id) else { return };
    sheet.begin("provision", &provision.name, provision.summary.as_deref().unwrap_or(""));
    sheet.page.header.kind = words(sheet.say("legal-basis.provision"));
    sheet.page.header.short = provision.short.clone();
    if let (Some(href), Some(own)) = (sheet.point.href("legal-basis"), sheet.page.breadcrumb.pop()) {
        sheet.page.breadcrumb.push(super::super::view::Crumb {
            title: sheet.say("legal-basis.title"),
            href: Some(href),
            ..Default::default()
        });
        sheet.page.breadcrumb.push(own);
    }
    sheet.lifetime_said(provision.during(), "legal-basis.not-in-force-since");
    let mut rows = Vec::new();
    rows.extend(provision.instrument.clone().map(|text| Fact::text(sheet.say("legal-basis.instrument"), text)));
    rows.extend(provision.section.clone().map(|text| Fact::text(sheet.say("legal-basis.number"), text)));
    rows.extend(provision.heading.clone().map(|text| Fact::text(sheet.say("legal-basis.heading"), text)));
    if provision.from.is_some() || provision.to.is_some() {
        rows.push(Fact::text(sheet.say("legal-basis.in-force"), sheet.point.during_text(provision.during())));
    }
    rows.extend(provision.liability.map(|liability| {
        Fact::text(
            sheet.say("legal-basis.liability"),
            sheet.say(match liability {
                Liability::Delegate => "legal-basis.liability-delegate",
                Liability::Delegator => "legal-basis.liability-delegator",
            }),
        )
    }));
    if !provision.forbids.is_empty() {
        rows.push(Fact {
            label: sheet.say("legal-basis.forbids"),
            values: provision.forbids.iter().map(|text| words(text.clone())).collect(),
            ..Fact::default()
        });
    }
    for wrong in &provision.not_for {
        let href = sheet.point.href(&format!("legal-basis/{}", wrong.instead));
        let name = model.word(model.record(RecordId::default()), "provisions", &wrong.instead);
        let instead = Run { href, ..Run::text(name) };
        let mut line =
            sheet.runs("legal-basis.see-instead", &[("topic", wrong.topic.clone().into()), ("provision", instead.into())]);
        line.extend(wrong.because.as_ref().map(|because| Run::text(format!(". {because}"))));
        rows.push(Fact::one(sheet.say("legal-basis.wrong"), line));
    }
    rows.extend(provision.source.clone().map(|text| Fact::text(sheet.say("glossary.source"), text)));
    rows.extend(provision.url.as_ref().map(|url| {
        Fact::one(sheet.say("legal-basis.text"), vec![Run::outside(super::super::viewpoint::shown_url(url), url.to_string())])
    }));
    sheet.facts(rows, false);
    cited_by(sheet, id);
}

fn cited_by(sheet: &mut Sheet<'_>, id: &str) {
    let model = sheet.model();
    let citing = citations(model).remove(id).unwrap_or_default();
    let mut rows: Vec<Fact> = Vec::new();
    for from in citing {
        let run = sheet.point.link(from);
        if run.href.is_none() {
            continue;
        }
        let label = sheet.point.kinds(model.record(from).kind);
        match rows.iter_mut().find(|row| row.label == label) {
            Some(row) => row.values.push(vec![run]),
            None => rows.push(Fact::one(label, vec![run])),
        }
    }
    if rows.is_empty() {
        sheet.section(
            "cited",
            sheet.say("legal-basis.cited"),
            vec![Block::Text { paragraphs: vec![words(sheet.say("legal-basis.cited-by-none"))] }],
        );
    } else {
        sheet.section("cited", sheet.say("legal-basis.cited"), vec![Block::Facts(Facts { rows, band: false })]);
    }
}
