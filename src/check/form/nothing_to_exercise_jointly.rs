#![doc = include_str!("nothing_to_exercise_jointly.md")]

use crate::check::{Findings, words};
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::vocabulary::{Allows, LegalForm, LegalFormTrait, OrganisationTrait};
use crate::record::kind::{Forum, Function};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.all::<Forum>().filter(|forum| model.at_work(forum.id)) {
        let Some(form) = model.form(forum).filter(|form| form.is.contains(&LegalFormTrait::Joint)) else { continue };
        if rests_on_law(model, forum, form) {
            continue;
        }
        let functions = functions(model, forum);
        if functions.iter().any(|function| may_be_joint(model, *function, form.parties)) {
            continue;
        }
        let Some(term) = &forum.fields.legal_form else { continue };
        let (title, one) = (forum.record.title(), words::one(form));
        let message = match functions.is_empty() {
            true => format!("“{title}” is {one} with nothing to exercise, and rests on no provision"),
            false => format!("“{title}” is {one}, and those who may be party to one hold none of its functions"),
        };
        findings
            .add(forum.record, term.span, message)
            .label("one decision for several bodies")
            .hint("name under `responsibilities` the functions that its parties exercise jointly, and under `basis` what allows it");
    }
}

/// Whether the forum names a provision under which bodies may act together.
fn rests_on_law(model: &Model, forum: Entry<'_, Forum>, form: &LegalForm) -> bool {
    let allows = |allows: &[Allows]| {
        allows.iter().any(|one| matches!(one, Allows::JointExercise | Allows::Delegation | Allows::PartnershipWithCouncil))
    };
    // Where the law has one provision for acting together and another for the committee, the second does not stand alone.
    let apart = form.basis.iter().filter_map(|id| model.vocabulary_of(forum.record).provision(id)).any(|usual| allows(&usual.allows));
    let mut own = model.provisions(forum.record, &forum.fields.basis);
    own.any(|(_, provision)| !apart || allows(&provision.allows))
}

fn functions(model: &Model, forum: Entry<'_, Forum>) -> Vec<RecordId> {
    let own = forum.responsibilities.iter().filter_map(|link| model.follow(forum.record, link));
    let given = model.delegations_to(forum).into_iter();
    own.chain(given.filter_map(|given| model.follow(given.scheme.record, &given.row.function))).collect()
}

/// Whether a body that may be party holds the function; where no holder is recorded, it may be.
fn may_be_joint(model: &Model, function: RecordId, parties: Option<OrganisationTrait>) -> bool {
    let (Some(function), Some(needed)) = (model.entry::<Function>(function), parties) else { return true };
    let mut holders = function.holder.iter().filter_map(|kind| model.row(function.record, kind));
    function.holder.is_empty() || holders.any(|kind| kind.is.contains(&needed))
}
