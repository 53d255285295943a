#![doc = include_str!("function_not_delegable.md")]

use std::collections::BTreeMap;

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::vocabulary::{LegalFormTrait, Provision, Vocabulary};
use crate::record::kind::{Forum, Function};
use crate::record::link::Link;
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut kept_in = BTreeMap::new();
    for given in model.delegations_today() {
        let jurisdiction = model.jurisdiction_of(given.scheme.record);
        let kept = kept_in.entry(jurisdiction).or_insert_with(|| kept(model, model.vocabulary(jurisdiction)));
        let Some(kept) = keeping(model, given.scheme.record, &given.row.function, kept) else { continue };
        if !model.stays_within(given) {
            report(findings, given.scheme.record, given.row.function.span, kept, "is given away");
        }
    }
    for forum in model.all::<Forum>().filter(|forum| model.form_is(*forum, LegalFormTrait::Joint) && model.at_work(forum.id)) {
        let jurisdiction = model.jurisdiction_of(forum.record);
        let kept = kept_in.entry(jurisdiction).or_insert_with(|| kept(model, model.vocabulary(jurisdiction)));
        // What is delegated to it is reported where that stands.
        let given = model.delegations_to(forum);
        let given: Vec<Option<RecordId>> =
            given.iter().map(|given| model.follow(given.scheme.record, &given.row.function)).collect();
        let own = forum.fields.responsibilities.iter().filter(|link| !given.contains(&model.follow(forum.record, link)));
        for link in own {
            let Some(kept) = keeping(model, forum.record, link, kept) else { continue };
            report(findings, forum.record, link.span, kept, "is exercised jointly");
        }
    }
}

/// The provisions whose functions may not be given away, each with the provision that says so.
type Kept<'m> = BTreeMap<&'m str, &'m Provision>;

fn kept<'m>(model: &Model, vocabulary: &'m Vocabulary) -> Kept<'m> {
    let mut kept = Kept::new();
    for provision in vocabulary.provisions.iter().filter(|provision| provision.during().holds_on(model.today)) {
        if !provision.forbids.is_empty() {
            kept.insert(&provision.id.value, provision);
        }
        kept.extend(provision.forbids_provisions.iter().map(|id| (id.as_str(), provision)));
    }
    kept
}

/// A function that may not be given away, what in its record says so, and the provision that keeps it.
type Keeping<'m> = (Entry<'m, Function>, Span, &'m Provision);

fn keeping<'m>(model: &'m Model, record: &Record, link: &Link<Function>, kept: &Kept<'m>) -> Option<Keeping<'m>> {
    let function = model.get(record, link)?;
    function.fields.basis.iter().find_map(|term| Some((function, term.span, *kept.get(term.text.as_str())?)))
}

fn report(findings: &mut Findings<'_>, record: &Record, span: Span, (function, term, provision): Keeping<'_>, how: &str) {
    let law = provision.short.as_deref().unwrap_or(&provision.name);
    findings
        .add(record, span, format!("“{}” {how}, and {law} keeps it where it is", function.record.title()))
        .label("may not be delegated or exercised jointly")
        .related(function.record.place(term), "the law on which it rests")
        .hint("leave it with the body that holds it by law; others can be consulted or prepare the decision");
}
