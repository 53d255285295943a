//! How a collaborative is governed: its model, the duties that it serves, its text, and the forms of its forums.

use super::super::super::view::{Fact, Words, words};
use super::super::super::viewpoint::joined;
use super::super::sheet::Sheet;
use super::super::{delegations, table};
use super::{hold_diagram, hold_lists, hold_members, not_recorded};
use crate::model::role::Duty;
use crate::model::{Entry, RecordId};
use crate::record::kind::{Collaborative, Governance, Kind};

pub(super) fn governance(sheet: &mut Sheet<'_>, id: RecordId) {
    let model = sheet.model();
    let Some(collaborative) = model.entry::<Collaborative>(id) else { return };
    sheet.facts(model_facts(sheet, collaborative), false);
    hold_diagram(sheet, collaborative);
    hold_members(sheet, collaborative);
    hold_lists(sheet, collaborative);
    delegations::hold(sheet, collaborative.record);
    let own = governance_text(sheet, collaborative);
    forms(sheet, collaborative);
    sheet.release();
    if let Some(own) = own {
        sheet.close(own, &["control"]);
    }
}

/// Its model, explained, and who leads, hosts and commissions.
pub(in crate::site::page) fn model_facts(sheet: &Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Vec<Fact> {
    let (model, record) = (sheet.model(), collaborative.record);
    let mut rows = Vec::new();
    if let Some(term) = &collaborative.fields.model {
        rows.push(Fact::one(sheet.say("collaborative.model"), vec![sheet.point.term(record, term)]));
        if let Some(row) = model.row(record, term) {
            let explained = [
                ("models.definition", row.definition.clone()),
                ("models.binds", row.binds.clone()),
                ("models.power", row.power.clone()),
            ];
            rows.extend(explained.into_iter().filter_map(|(key, text)| Some(Fact::text(sheet.say(key), text?))));
        }
    }
    rows.extend(duties(sheet, collaborative));
    rows
}

/// How it says itself that it is governed, with the version; the record that says it, or nothing where none does.
pub(in crate::site::page) fn governance_text(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Option<RecordId> {
    let model = sheet.model();
    let own = model.find(Kind::Governance, &format!("{}/governance", collaborative.record.address.id))?;
    let words = model.record(own);
    sheet.control(words, words.of::<Governance>().and_then(|governance| governance.control.as_ref()));
    sheet.prose(words, true);
    Some(own)
}

/// Who leads it, hosts it and commissions it today, with who did before or will after.
pub(super) fn duties(sheet: &Sheet<'_>, collaborative: Entry<'_, Collaborative>) -> Vec<Fact> {
    let roles = sheet.model().roles(collaborative);
    let all = [
        (Duty::Lead, "collaborative.lead"),
        (Duty::Host, "collaborative.host"),
        (Duty::Commissioner, "collaborative.commissioner"),
    ];
    let row = |(duty, key): (Duty, &str)| {
        let own = roles.iter().filter(|role| role.duty == duty);
        let values: Vec<Words> = own
            .map(|role| {
                let body = vec![role.body.map_or_else(|| sheet.point.unpublished(), |id| sheet.point.link(id))];
                let during = sheet.point.during_text(role.during);
                sheet.point.listed(vec![body, if during.is_empty() { Words::new() } else { words(during) }])
            })
            .collect();
        (!values.is_empty()).then(|| Fact { language: None, label: sheet.say(key), values })
    };
    all.into_iter().filter_map(row).collect()
}

/// The legal form of each forum, beside its name: the name says nothing about it.
pub(in crate::site::page) fn forms(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let rows: Vec<Vec<Words>> = sheet
        .model()
        .forums(collaborative)
        .filter(|forum| forum.during().holds_on(sheet.model().today))
        .map(|forum| {
            let form = forum.fields.legal_form.as_ref();
            let row = form.and_then(|form| sheet.model().row(forum.record, form));
            let reports = forum.fields.reports_to.iter().map(|party| sheet.point.party(forum.record, party)).collect();
            let reports = joined(reports, &sheet.say("lists.semicolon"));
            vec![
                vec![sheet.point.link(forum.id)],
                form.map_or_else(|| not_recorded(sheet), |form| vec![sheet.point.term(forum.record, form)]),
                row.and_then(|row| row.binds.clone()).map_or_else(|| not_recorded(sheet), words),
                if reports.is_empty() { not_recorded(sheet) } else { reports },
            ]
        })
        .collect();
    if !rows.is_empty() {
        let block = table(
            "forms",
            sheet.say("forms.caption"),
            &sheet.say_each(&["forms.forum", "forms.in-law", "models.binds", "forms.answers-to"]),
            rows,
        );
        sheet.section("forms", sheet.say("forms.title"), vec![block]);
    }
}
