//! Texts: policies, documents and free pages, and any record that has no page of its own making.

use super::super::view::{Fact, Run};
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::record::kind::{Document, Kind, Page, Policy};

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let point = &sheet.point;
    let mut rows = Vec::new();
    let mut control = record.of::<Page>().and_then(|page| page.control.as_ref());
    let file = |file: &crate::record::value::Attachment| {
        let name = file.rsplit('/').next().unwrap_or(file).to_owned();
        Fact::one(sheet.say("document.file"), vec![Run { href: point.href(file), ..Run::text(name) }])
    };
    if let Some(policy) = record.of::<Policy>() {
        control = policy.control.as_ref();
        rows.extend(policy.category.clone().map(|text| Fact::text(sheet.say("document.category"), text)));
        let bodies = policy.applies_to.iter().map(|link| vec![point.follow(record, link)]);
        let collaboratives = policy.collaboratives.iter().map(|link| vec![point.follow(record, link)]);
        let applies: Vec<_> = bodies.chain(collaboratives).collect();
        if !applies.is_empty() {
            rows.push(Fact { label: sheet.say("document.applies-to"), values: applies, ..Fact::default() });
        }
        rows.extend(
            policy.supersedes.as_ref().map(|link| Fact::one(sheet.say("record.replaces"), vec![point.follow(record, link)])),
        );
        rows.extend(policy.file.as_ref().map(|attachment| file(&attachment.value)));
    }
    if let Some(document) = record.of::<Document>() {
        control = document.control.as_ref();
        rows.extend(document.category.clone().map(|text| Fact::text(sheet.say("document.category"), text)));
        rows.extend(
            document.supersedes.as_ref().map(|link| Fact::one(sheet.say("record.replaces"), vec![point.follow(record, link)])),
        );
        rows.extend(document.file.as_ref().map(|attachment| file(&attachment.value)));
    }
    sheet.control(record, control);
    sheet.facts(rows, false);
    sheet.prose(record, record.kind != Kind::Page);
    sheet.release();
    sheet.close(id, &["category", "applies_to", "collaboratives", "supersedes", "file", "control", "menu"]);
}
