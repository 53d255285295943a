#![doc = include_str!("contributor_not_eligible.md")]

use crate::check::{Findings, words};
use crate::model::Model;
use crate::record::kind::Agreement;
use crate::record::kind::vocabulary::{Allows, Provision, Provisions};
use crate::record::link::Term;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for agreement in model.all::<Agreement>().filter(|agreement| model.stands(*agreement)) {
        let Some(fund) = &agreement.fields.pooled_fund else { continue };
        let law: Vec<(&Term<Provisions>, &Provision)> = model
            .provisions(agreement.record, &agreement.fields.basis)
            .filter(|(_, provision)| provision.allows.contains(&Allows::PooledFund))
            .collect();
        let Some((term, provision)) = law.first() else { continue };
        for link in &fund.contributors {
            let Some(body) = model.get(agreement.record, link) else { continue };
            if law.iter().any(|(_, provision)| provision.contributors.is_none_or(|asked| model.body_is(body, asked))) {
                continue;
            }
            let (name, kind) = (body.record.title(), words::kind_of(model, body));
            let law = provision.short.as_deref().unwrap_or(&provision.name);
            findings
                .add(agreement.record, link.span, format!("“{name}” is {kind}, which cannot pay into a fund under {law}"))
                .label("a contributor")
                .related(agreement.record.place(term.span), "on which the fund rests")
                .related(body.record.place(body.fields.kind.span), "its kind in law")
                .hint("with a council, rest the fund on a provision for partnerships with councils; others can be paid from it, and not pay in");
        }
    }
}
