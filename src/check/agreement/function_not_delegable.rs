#![doc = include_str!("function_not_delegable.md")]

use std::collections::BTreeMap;

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::Record;
use crate::record::kind::vocabulary::{LegalFormTrait, Provision, Vocabulary};
use crate::record::kind::{Forum, Function};
use crate::record::link::Link;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut kept_in = BTreeMap::new();
    for given in model.delegations_today() {
        let jurisdiction = model.jurisdiction_of(given.scheme.record);
        let kept = kept_in.entry(jurisdiction).or_insert_with(|| kept(model, model.vocabulary(jurisdiction)));
        if !model.stays_within(given) {
            report(model, findings, given.scheme.record, &given.row.function, kept, "is given away");
        }
    }
    for forum in model.all::<Forum>().filter(|forum| model.form_is(*forum, LegalFormTrait::Joint) && model.at_work(forum.id)) {
        let jurisdiction = model.jurisdiction_of(forum.record);
        let kept = kept_in.entry(jurisdiction).or_insert_with(|| kept(model, model.vocabulary(jurisdiction)));
        for link in &forum.fields.responsibilities {
            report(model, findings, forum.record, link, kept, "is exercised jointly");
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

fn report(model: &Model, findings: &mut Findings<'_>, record: &Record, link: &Link<Function>, kept: &Kept<'_>, how: &str) {
    let Some(function) = model.get(record, link) else { return };
    let Some((term, provision)) = keeping(function, kept) else { return };
    let law = provision.short.as_deref().unwrap_or(&provision.name);
    findings
        .add(record, link.span, format!("“{}” {how}, and {law} keeps it where it is", function.record.title()))
        .label("may not be delegated or exercised jointly")
        .related(function.record.place(term), "the law on which it rests")
        .hint("leave it with the body that holds it by law; others can be consulted or prepare the decision");
}

/// What in a function's record says that it may not be given away, and by which provision.
fn keeping<'k>(function: Entry<'_, Function>, kept: &Kept<'k>) -> Option<(crate::span::Span, &'k Provision)> {
    function.basis.iter().find_map(|term| Some((term.span, *kept.get(term.text.as_str())?)))
}
