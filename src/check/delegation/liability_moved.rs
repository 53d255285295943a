#![doc = include_str!("liability_moved.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::arrangement::Given;
use crate::model::words::one;
use crate::record::kind::Forum;
use crate::record::kind::delegation::Liability;
use crate::record::kind::vocabulary::LegalFormTrait;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for given in model.delegations_today() {
        let Some(liability) = given.row.liability.filter(|liability| liability.value == Liability::Delegate) else { continue };
        let Some(forum) = model.receiver(given).and_then(|id| model.entry::<Forum>(id)) else { continue };
        let Some(form) = model.form(forum).filter(|form| form.is.contains(&LegalFormTrait::LiabilityWithBody)) else { continue };
        // Where a provision says who bears liability, that is compared by `agreement/liability-against-law`.
        if law_speaks(model, given) {
            continue;
        }
        let (function, name) = (model.function_title(given), forum.record.title());
        let message = format!("liability for “{function}” is put on “{name}”, and as {} it leaves it with the bodies that made it", one(form));
        findings
            .add(given.scheme.record, liability.span, message)
            .label("moved to the receiver")
            .related(forum.record.field("legal_form"), "what it is in law")
            .hint("write `liability = \"delegator\"`, or name under `basis` the provision that moves it");
    }
}

/// Whether a provision of the delegation, or of its agreement, says who bears liability.
fn law_speaks(model: &Model, given: Given<'_>) -> bool {
    let own = model.provisions(given.scheme.record, &given.row.basis).any(|(_, provision)| provision.liability.is_some());
    let agreement = model.agreement_of(given);
    own || agreement.is_some_and(|agreement| {
        model.provisions(agreement.record, &agreement.fields.basis).any(|(_, provision)| provision.liability.is_some())
    })
}
