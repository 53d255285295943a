#![doc = include_str!("no_contact.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Collaborative;
use crate::record::kind::collaborative::{Contact, Stage};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|one| model.at_work(one.id)) {
        let proposed = collaborative.fields.stage.is_some_and(|stage| stage.value == Stage::Proposed);
        if proposed || collaborative.fields.contact.as_ref().is_some_and(is_for_the_public) {
            continue;
        }
        if model.may_say_more(collaborative.record, "contact") {
            continue;
        }
        let message = format!("“{}” has no address for the public", collaborative.record.title());
        findings
            .field(collaborative.record, "contact", message)
            .label("whom does a patient, a resident or a supplier ask?")
            .hint("add `[contact]` with a mailbox of a role as `public` or `governance`, or its own website");
    }
}

fn is_for_the_public(contact: &Contact) -> bool {
    contact.public.is_some() || contact.governance.is_some() || contact.website.is_some()
}
