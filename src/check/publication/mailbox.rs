#![doc = include_str!("mailbox.md")]

use crate::check::Findings;
use crate::model::{Model, publication};
use crate::record::body::contacts::Way;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    if model.publishes_emails() {
        return;
    }
    for (_, record) in model.records().filter(|(_, record)| !record.head.draft) {
        // Fields that are made for mailboxes are left out by themselves.
        for reach in publication::told_of(record).reaches().into_iter().filter(|reach| !reach.has_its_field) {
            let Way::Mailbox(mailbox) = reach.way else { continue };
            let message = format!("`{mailbox}` stands in what is published, and this handbook publishes no mailboxes");
            findings
                .add(record, reach.span, message)
                .label("it would be published")
                .hint("leave it out, or say under `[publish]` in handbook.toml that `emails = \"role-mailboxes\"` are published");
        }
    }
}
