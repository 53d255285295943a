#![doc = include_str!("no_longer_in_force.md")]

use crate::check::Findings;
use crate::model::{Model, RecordId};
use crate::record::kind::agreement::Valid;
use crate::record::kind::vocabulary::{Provision, Provisions};
use crate::record::kind::{Agreement, Delegations, Forum, Function};
use crate::record::link::Term;
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for (id, record) in model.records() {
        let cited = cited(model, id);
        let ended = || model.collaborative_of(record).is_some_and(|whole| !model.holds_today(whole.id)) || !model.holds_today(id);
        if cited.is_empty() || ended() {
            continue;
        }
        for term in cited {
            let Some(provision) = model.row(record, term).filter(|provision| is_over(model, provision)) else { continue };
            let until = provision.to.map_or(String::new(), |to| format!(" until {}", to.date));
            findings
                .add(record, term.span, format!("“{}” rests on {}, which was in force{until}", record.title(), provision.name))
                .label("no longer in force")
                .hint("name the provision on which it rests today");
        }
    }
}

/// Whether a provision's time is over. What is wrong with a citation that another provision answers is another check's.
fn is_over(model: &Model, provision: &Provision) -> bool {
    provision.during().ended_before(model.today) && provision.not_for.is_empty()
}

/// The provisions on which a record rests today: those of ended agreements and delegations are history.
fn cited(model: &Model, id: RecordId) -> Vec<&Term<Provisions>> {
    let holds = |valid: &Option<Sp<Valid>>| valid.as_ref().is_none_or(|valid| !valid.during().ended_before(model.today));
    if let Some(scheme) = model.entry::<Delegations>(id) {
        let rows = scheme.fields.delegations.iter().filter(|row| holds(&row.valid));
        return rows.flat_map(|row| &row.basis).collect();
    }
    let agreement = model.entry::<Agreement>(id).filter(|agreement| holds(&agreement.valid)).map(|agreement| &agreement.fields.basis);
    let forum = || model.entry::<Forum>(id).map(|forum| &forum.fields.basis);
    let function = || model.entry::<Function>(id).map(|function| &function.fields.basis);
    agreement.or_else(forum).or_else(function).into_iter().flatten().collect()
}
