//! The members of a collaborative: those of today, those to come and those of the past.

use super::super::super::view::{Block, Words, words};
use super::super::sheet::Sheet;
use super::super::table;
use super::not_recorded;
use crate::model::Entry;
use crate::model::membership::Membership;
use crate::record::kind::Collaborative;

/// Holds its members: today’s, those to come, those that were.
pub(in crate::site::page) fn hold_members(sheet: &mut Sheet<'_>, collaborative: Entry<'_, Collaborative>) {
    let model = sheet.model();
    let (current, others): (Vec<Membership<'_>>, Vec<Membership<'_>>) =
        model.memberships(collaborative).partition(|membership| membership.during().holds_on(model.today));
    let mut blocks = Vec::new();
    if !current.is_empty() {
        blocks.push(members_table(
            sheet,
            "members",
            sheet.say_with("collaborative.count-members", &[("count", current.len().into())]),
            &current,
        ));
    }
    let (future, past): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|membership| membership.during().begins_after(model.today));
    if !future.is_empty() {
        blocks.push(members_table(
            sheet,
            "future-members",
            sheet.say_with("collaborative.count-future", &[("count", future.len().into())]),
            &future,
        ));
    }
    if !past.is_empty() {
        blocks.push(members_table(
            sheet,
            "former-members",
            sheet.say_with("collaborative.count-past", &[("count", past.len().into())]),
            &past,
        ));
    }
    sheet.hold("members", sheet.say("collaborative.members"), blocks);
}

fn members_table(sheet: &Sheet<'_>, id: &str, caption: String, members: &[Membership<'_>]) -> Block {
    let has = |field: fn(&Membership<'_>) -> bool| members.iter().any(field);
    let (class, from, to) = (
        has(|member| member.row.class.is_some()),
        has(|member| member.row.from.is_some()),
        has(|member| member.row.to.is_some()),
    );
    let (approved, pays, note) = (
        has(|member| member.row.approved.is_some()),
        has(|member| member.row.contribution.is_some()),
        has(|member| member.row.note.is_some() || member.row.notice.is_some() || member.row.votes.is_some()),
    );
    let columns = [
        ("member.member", true),
        ("member.class", class),
        ("member.since", from),
        ("member.until", to),
        ("member.approved", approved),
        ("member.contribution", pays),
        ("member.note", note),
    ];
    let shown: Vec<String> = columns.iter().filter(|(_, shown)| *shown).map(|(key, _)| sheet.say(key)).collect();
    let rows = members.iter().map(|member| {
        let cells = [
            vec![member.member.map_or_else(|| sheet.point.unpublished(), |id| sheet.point.link(id))],
            member
                .row
                .class
                .as_ref()
                .map_or_else(|| not_recorded(sheet), |class| vec![sheet.point.term(member.collaborative.record, class)]),
            vec![sheet.point.when(member.row.from)],
            member.row.to.map_or_else(Words::new, |to| vec![sheet.point.date(to.date)]),
            approval(sheet, member),
            contribution(sheet, member),
            remarks(sheet, member),
        ];
        cells.into_iter().zip(columns).filter(|(_, (_, shown))| *shown).map(|(cell, _)| cell).collect()
    });
    table(id, caption, &shown, rows.collect())
}

fn approval(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let Some(approved) = &member.row.approved else { return not_recorded(sheet) };
    let mut parts = vec![words(sheet.point.choice(&approved.by))];
    parts.extend(approved.on.map(|on| vec![sheet.point.date(on.date)]));
    sheet.point.listed(parts)
}

/// What a member pays or gives.
pub(in crate::site::page) fn contribution(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let Some(contribution) = &member.row.contribution else { return not_recorded(sheet) };
    let amount = contribution.amount.map(|amount| sheet.point.money(amount));
    let parts = [amount, contribution.rule.clone().map(|rule| rule.replace('-', " ")), contribution.period.clone()];
    words(parts.into_iter().flatten().collect::<Vec<_>>().join(&sheet.say("lists.comma")))
}

fn remarks(sheet: &Sheet<'_>, member: &Membership<'_>) -> Words {
    let votes = member.row.votes.map(|votes| sheet.say_with("value.votes", &[("count", votes.into())]));
    let notice = |notice| sheet.say_with("member.notice", &[("notice", sheet.point.phrases().notice(notice).into())]);
    let notice = member.row.notice.map(notice);
    words([votes, notice, member.row.note.clone()].into_iter().flatten().collect::<Vec<_>>().join(&sheet.say("lists.semicolon")))
}
