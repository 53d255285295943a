//! Who may give and who may hold a function, as the vocabulary says of forms, kinds of body and provisions.

use super::somebody::{Bodies, Somebody};
use crate::model::{Entry, Model, RecordId};
use crate::record::Record;
use crate::record::kind::delegation::Delegation;
use crate::record::kind::vocabulary::{Allows, CollaborativeTrait, LegalForm, LegalFormTrait, Provision, Provisions};
use crate::record::kind::{Collaborative, Delegations, Forum, Function, Organisation};
use crate::record::link::Term;

/// Why somebody may not hold, or may not give, a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A forum whose legal form holds no power at all.
    Powerless(RecordId),
    /// A forum that decides under a contract only, and the function is held by law.
    Contractual(RecordId),
    /// A body, person or collaborative that is not what a provision asks for.
    NotOpen {
        /// Who.
        who: RecordId,
        /// The provision, by its id.
        provision: String,
    },
}

/// Why the receiver of a delegation may not hold what it is given; `None` where nothing on record speaks against it.
pub(super) fn receiver(
    bodies: &mut Bodies<'_>,
    function: Entry<'_, Function>,
    scheme: Entry<'_, Delegations>,
    row: &Delegation,
    (from, to): (&Somebody, &Somebody),
) -> Option<Unfit> {
    let model = bodies.model;
    match to {
        Somebody::Forum(id) => {
            let form = model.form(model.entry::<Forum>(*id)?)?;
            if form.binds_nobody() {
                return Some(Unfit::Powerless(*id));
            }
            let contractual = form.is.contains(&LegalFormTrait::Contractual) && !holds_delegation(form);
            (contractual && !function.fields.holder.is_empty()).then_some(Unfit::Contractual(*id))
        }
        Somebody::Collaborative(id) => {
            let kind = model.entry::<Collaborative>(*id).and_then(|whole| model.row(whole.record, &whole.fields.kind));
            let statutory = kind.is_some_and(|kind| kind.is.contains(&CollaborativeTrait::Statutory));
            if statutory { None } else { not_open(model, scheme, row, *id, |provision| provision.delegate.is_none()) }
        }
        Somebody::Body(id) if !bodies.of(from).contains(id) => {
            let body = model.entry::<Organisation>(*id)?;
            let open = |provision: &Provision| provision.delegate.is_none_or(|is| model.body_is(body, is));
            not_open(model, scheme, row, *id, open)
        }
        _ => None,
    }
}

/// The bodies that may not give a function away under the provisions of a delegation.
pub(super) fn givers(bodies: &mut Bodies<'_>, scheme: Entry<'_, Delegations>, row: &Delegation, from: &Somebody) -> Vec<Unfit> {
    let model = bodies.model;
    let unfit = |id: RecordId| {
        let body = model.entry::<Organisation>(id)?;
        let open = |provision: &Provision| provision.delegator.is_none_or(|is| model.body_is(body, is));
        not_open(model, scheme, row, id, open)
    };
    bodies.of(from).into_iter().filter_map(unfit).collect()
}

/// The first provision under which a delegation stands that is not open to somebody, where none is.
fn not_open(
    model: &Model,
    scheme: Entry<'_, Delegations>,
    row: &Delegation,
    who: RecordId,
    open: impl Fn(&Provision) -> bool,
) -> Option<Unfit> {
    let provisions = provisions(model, scheme, row);
    let delegating: Vec<&Provision> = provisions.into_iter().filter(|provision| lets_delegate(provision)).collect();
    let first = delegating.first().filter(|_| !delegating.iter().any(|provision| open(provision)))?;
    Some(Unfit::NotOpen { who, provision: first.id.value.clone() })
}

/// Whether a provision lets one body exercise another’s function, rather than a board use its own committees and directors.
fn lets_delegate(provision: &Provision) -> bool {
    provision.delegate.is_some() || provision.allows.contains(&Allows::Delegation)
}

/// The provisions on which a delegation rests: its own, or where it names none those of its agreement.
fn provisions<'m>(model: &'m Model, scheme: Entry<'m, Delegations>, row: &'m Delegation) -> Vec<&'m Provision> {
    let known = |owner: &'m Record, terms: &'m [Term<Provisions>]| -> Vec<&'m Provision> {
        terms.iter().filter_map(|term| model.row(owner, term)).collect()
    };
    if !row.basis.is_empty() {
        return known(scheme.record, &row.basis);
    }
    let agreement = row.agreement.as_ref().and_then(|link| model.get(scheme.record, link));
    agreement.map_or_else(Vec::new, |agreement| known(agreement.record, &agreement.fields.basis))
}

fn holds_delegation(form: &LegalForm) -> bool {
    form.is.contains(&LegalFormTrait::HoldsDelegation)
}
