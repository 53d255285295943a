#![doc = include_str!("out_of_proportion.md")]

use crate::check::{Findings, words};
use crate::model::{Entry, Model};
use crate::record::kind::vocabulary::{LegalForm, LegalFormTrait};
use crate::record::kind::{Collaborative, Forum};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>().filter(|forum| model.at_work(forum.id)) {
        let joint = model.form(forum).filter(|form| form.is.contains(&LegalFormTrait::Joint));
        if let Some(form) = joint {
            too_formal(model, findings, forum, form);
        }
    }
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.at_work(collaborative.id)) {
        too_light(model, findings, collaborative);
    }
}

/// A joint committee that rests on law and decides nothing; one that does not rest on law either is another check's.
fn too_formal(model: &Model, findings: &mut Findings<'_>, forum: Entry<'_, Forum>, form: &LegalForm) {
    let Some(term) = &forum.fields.legal_form else { return };
    let idle = forum.responsibilities.is_empty() && !forum.basis.is_empty() && model.delegations_to(forum).is_empty();
    if idle {
        findings
            .add(forum.record, term.span, format!("“{}” is {}, and nothing is delegated to it", forum.record.title(), words::one(form)))
            .label("a demanding form")
            .hint("name what it decides under `responsibilities` and in `delegations.toml`, or choose a lighter form");
    }
}

/// Money put together where every forum only advises.
fn too_light(model: &Model, findings: &mut Findings<'_>, collaborative: Entry<'_, Collaborative>) {
    let mut funds = model.agreements(collaborative).filter(|agreement| agreement.pooled_fund.is_some()).peekable();
    if funds.peek().is_none() {
        return;
    }
    let forums = model.parts::<Forum>(collaborative).filter(|forum| model.at_work(forum.id));
    let forms: Vec<(Entry<'_, Forum>, Option<&LegalForm>)> = forums.map(|forum| (forum, model.form(forum))).collect();
    let Some((first, _)) = forms.first().copied() else { return };
    if !forms.iter().all(|(_, form)| form.is_some_and(LegalForm::binds_nobody)) {
        return;
    }
    for agreement in funds {
        let Some(fund) = &agreement.pooled_fund else { continue };
        let message =
            format!("“{}” pools money, and no forum of “{}” can decide on it", agreement.record.title(), collaborative.record.title());
        findings
            .add(agreement.record, fund.span, message)
            .label("put together here")
            .related(first.record.itself(), "only advises")
            .hint("say who decides on the fund, and give it a form that can: transfers of money call for more than advice");
    }
}
