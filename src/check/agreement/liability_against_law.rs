#![doc = include_str!("liability_against_law.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::arrangement::Given;
use crate::record::kind::delegation::Liability;
use crate::record::kind::vocabulary::Provision;
use crate::span::Place;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for given in model.delegations_today() {
        let Some(stated) = given.row.liability else { continue };
        let law = law(model, given);
        if law.iter().any(|(_, provision)| provision.liability == Some(stated.value)) {
            continue;
        }
        let Some((place, provision)) = law.into_iter().next() else { continue };
        let name = provision.short.as_deref().unwrap_or(&provision.name);
        let (stated_on, put_on) = match stated.value {
            Liability::Delegate => ("receives it", "gives it"),
            Liability::Delegator => ("gives it", "receives it"),
        };
        let function = model.function_title(given);
        let message =
            format!("liability for “{function}” is put on the one that {stated_on}, and {name} puts it on the one that {put_on}");
        findings
            .add(given.scheme.record, stated.span, message)
            .label(format!("the one that {stated_on}"))
            .related(place, format!("the one that {put_on}"))
            .hint("write what the provision says, or name the provision on which the delegation really rests");
    }
}

/// The provisions that say who bears liability, among those of the delegation or else of its agreement.
fn law<'m>(model: &'m Model, given: Given<'m>) -> Vec<(Place, &'m Provision)> {
    let owner = given.scheme.record;
    let speaks = |(_, provision): &(Place, &'m Provision)| provision.liability.is_some();
    if !given.row.basis.is_empty() {
        let own = model.provisions(owner, &given.row.basis).map(|(term, provision)| (owner.place(term.span), provision));
        return own.filter(speaks).collect();
    }
    let Some(agreement) = model.agreement_of(given) else { return Vec::new() };
    let own = model.provisions(agreement.record, &agreement.fields.basis);
    own.map(|(term, provision)| (agreement.record.place(term.span), provision)).filter(speaks).collect()
}
