//! An agreement: who agreed, whether it binds, until when, on which law it rests.

use super::super::view::{Block, Fact, Facts, Run, Words, words};
use super::super::viewpoint::shown_url;
use super::sheet::Sheet;
use super::table;
use crate::model::{Entry, RecordId};
use crate::record::kind::Agreement;
use crate::record::kind::vocabulary::Binding;

pub(super) fn fill(sheet: &mut Sheet<'_>, id: RecordId) {
    let record = sheet.begin_record(id);
    let Some(agreement) = sheet.model().entry::<Agreement>(id) else { return sheet.close(id, &[]) };
    summary(sheet, agreement);
    sheet.prose(record, true);
    sheet.release();
    super::impact::of_record(sheet, id);
    sheet.close(id, SHOWN);
}

/// An agreement but for its text: who agreed, whether it binds, until when, on which law it rests.
pub(super) fn summary(sheet: &mut Sheet<'_>, agreement: Entry<'_, Agreement>) {
    let (record, fields) = (agreement.record, agreement.fields);
    sheet.page.header.kind = vec![sheet.point.term(record, &fields.kind)];
    if let Some(valid) = &fields.valid {
        sheet.lifetime(valid.during());
    }
    if let Some(binding) = binding(sheet, agreement) {
        sheet.label(binding, "");
    }
    sheet.control(record, fields.control.as_ref());
    let point = &sheet.point;
    let mut rows = Vec::new();
    if let Some(valid) = &fields.valid {
        let ends = valid.to.map(|to| point.overdue(to.date, &sheet.say("agreement.expired")));
        let mut line = words(point.during_text(valid.during()));
        line.extend(ends.map(|mark| [Run::text(" "), mark]).into_iter().flatten());
        rows.push(Fact::one(sheet.say("agreement.holds"), line));
    }
    if !fields.basis.is_empty() {
        rows.push(Fact {
            label: sheet.say("record.legal-basis"),
            values: fields.basis.iter().map(|term| vec![point.term(record, term)]).collect(),
            ..Fact::default()
        });
    }
    rows.extend(fields.supersedes.as_ref().map(|link| Fact::one(sheet.say("record.replaces"), vec![point.follow(record, link)])));
    rows.extend(fields.onward_delegation.map(|onward| {
        Fact::text(
            sheet.say("agreement.passing-on"),
            if onward.value { sheet.say("agreement.may-be-passed-on") } else { sheet.say("agreement.may-not-be-passed-on") },
        )
    }));
    rows.extend(fields.liability.clone().map(|text| Fact::text(sheet.say("agreement.liability"), text)));
    rows.extend(fields.dispute_resolution.clone().map(|text| Fact::text(sheet.say("agreement.disputes"), text)));
    if let Some(exit) = &fields.exit {
        let notice = exit.notice.map(|notice| point.phrases().notice(notice));
        let text: Vec<String> = [notice, exit.rule.clone()].into_iter().flatten().collect();
        rows.push(Fact::text(sheet.say("agreement.leaving"), text.join(&sheet.say("lists.semicolon"))));
    }
    rows.extend(fields.file.as_ref().map(|file| {
        let name = file.value.rsplit('/').next().unwrap_or(&file.value).to_owned();
        Fact::one(sheet.say("agreement.signed-copy"), vec![Run { href: point.href(&file.value), ..Run::text(name) }])
    }));
    rows.extend(
        fields
            .url
            .as_ref()
            .map(|url| Fact::one(sheet.say("agreement.published-at"), vec![Run::outside(shown_url(url), url.to_string())])),
    );
    sheet.facts(rows, false);
    parties(sheet, agreement);
    fund(sheet, agreement);
}

const SHOWN: &[&str] = &[
    "kind",
    "binding",
    "parties",
    "valid",
    "basis",
    "supersedes",
    "file",
    "url",
    "onward_delegation",
    "liability",
    "dispute_resolution",
    "exit",
    "pooled_fund",
    "control",
];

/// Whether an agreement binds in law; `None` where neither it nor its kind says.
pub(super) fn binding(sheet: &Sheet<'_>, agreement: Entry<'_, Agreement>) -> Option<String> {
    Some(match sheet.model().binding(agreement)? {
        Binding::Yes => sheet.say("agreement.binding"),
        Binding::No => sheet.say("agreement.not-binding"),
        Binding::Partly => sheet.say("agreement.partly-binding"),
    })
}

fn parties(sheet: &mut Sheet<'_>, agreement: Entry<'_, Agreement>) {
    let parties = &agreement.fields.parties;
    if parties.is_empty() {
        return;
    }
    let rows = parties.iter().map(|party| {
        vec![
            vec![sheet.point.follow(agreement.record, &party.organisation)],
            party.role.clone().map_or_else(Words::new, |role| words(sheet.point.choice(&role))),
            vec![sheet.point.when(party.signed)],
            party.signatory.clone().map_or_else(Words::new, words),
        ]
    });
    let caption = sheet.say_with("agreement.count-parties", &[("count", parties.len().into())]);
    let block = table(
        "parties",
        caption,
        &sheet.say_each(&["agreement.party", "agreement.role", "agreement.signed", "agreement.by"]),
        rows.collect(),
    );
    sheet.section("parties", sheet.say("agreement.parties"), vec![block]);
}

fn fund(sheet: &mut Sheet<'_>, agreement: Entry<'_, Agreement>) {
    let Some(fund) = &agreement.fields.pooled_fund else { return };
    let point = &sheet.point;
    let mut rows = Vec::new();
    rows.extend(
        fund.holder
            .as_ref()
            .map(|link| Fact::one(sheet.say("agreement.fund-held-by"), vec![point.follow(agreement.record, link)])),
    );
    let contributors: Vec<Words> = fund.contributors.iter().map(|link| vec![point.follow(agreement.record, link)]).collect();
    if !contributors.is_empty() {
        rows.push(Fact::one(sheet.say("agreement.fund-paid-by"), sheet.point.listed(contributors)));
    }
    rows.extend(fund.amount.map(|amount| Fact::text(sheet.say("agreement.fund-amount"), point.money(amount))));
    sheet.section("fund", sheet.say("agreement.fund"), vec![Block::Facts(Facts { rows, band: false })]);
}
