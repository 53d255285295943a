//! What would break if a body, a person, a forum or an agreement were gone: on its own page, and for all on one page.

use super::super::view::{Block, Column, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::model::impact::{Broken, Loss};
use crate::phrases::capitalised;
use crate::record::kind::Kind;

/// How many lines a page shows before the others are folded.
const SHOWN: usize = 6;

/// How many records of a kind the page of all shows.
const RANKED: usize = 30;

/// The kinds of which the question is asked, as the page of all orders them, each with its address there and the word for one.
const KINDS: [(Kind, &str, &str); 4] = [
    (Kind::Organisation, "organisations", "impact.organisation"),
    (Kind::Person, "people", "impact.person"),
    (Kind::Forum, "forums", "impact.forum"),
    (Kind::Agreement, "agreements", "impact.agreement"),
];

/// On whom and on what most depends.
pub(super) fn fill(sheet: &mut Sheet<'_>) {
    let (title, summary) = (sheet.say("impact.title"), sheet.say("impact.summary"));
    sheet.begin("impact", &title, &summary);
    for (kind, id, heading) in KINDS {
        let model = sheet.model();
        let mut ranked: Vec<(RecordId, Vec<Broken>)> = model.of_kind(kind).map(|(id, _)| (id, grave(sheet, id))).collect();
        ranked.retain(|(_, broken)| !broken.is_empty());
        ranked.sort_by_cached_key(|(id, broken)| (weight(broken), model.record(*id).title()));
        let rest = ranked.len().saturating_sub(RANKED);
        let row = |(id, broken): &(RecordId, Vec<Broken>)| {
            vec![name(sheet, *id), words(told(sheet, broken)), words(broken.len().to_string())]
        };
        let rows: Vec<Vec<Words>> = ranked.iter().take(RANKED).map(row).collect();
        if rows.is_empty() {
            continue;
        }
        let columns = vec![
            Column::new(sheet.say(heading)),
            Column::new(sheet.say("impact.what")),
            Column::number(sheet.say("impact.in-all")),
        ];
        let caption = sheet.say_with("impact.caption", &[("kind", sheet.point.kinds(kind).into())]);
        let mut blocks = vec![Block::Table(Table {
            id: format!("part-{id}-table"),
            caption,
            columns,
            rows,
            matrix: false,
            ..Table::default()
        })];
        if rest > 0 {
            let line = sheet.say_with("impact.rest", &[("count", rest.into())]);
            blocks.push(Block::Text { paragraphs: vec![words(line)] });
        }
        sheet.section(id, sheet.point.kinds(kind), blocks);
    }
    let (how, text) = (sheet.say("impact.how"), sheet.say("impact.how-text"));
    sheet.section("how", &how, vec![Block::Text { paragraphs: vec![words(text)] }]);
}

/// What would break if this record were gone, for its own page; nothing where nothing depends on it.
pub(super) fn of_record(sheet: &mut Sheet<'_>, id: RecordId) {
    let broken = grave(sheet, id);
    if broken.is_empty() {
        return;
    }
    let mut lines: Vec<Words> = broken.iter().map(|one| line(sheet, one)).collect();
    let folded = if lines.len() > SHOWN + 1 { lines.split_off(SHOWN) } else { Vec::new() };
    let mut blocks = vec![Block::List { lines }];
    if !folded.is_empty() {
        let summary = sheet.say_with("impact.more", &[("count", folded.len().into())]);
        blocks.push(Block::Folded { summary, lines: folded });
    }
    if let Some(href) = sheet.point.href("impact") {
        blocks.push(Block::Text { paragraphs: vec![vec![Run::link(sheet.say("impact.others"), href)]] });
    }
    let title = sheet.say("impact.own");
    sheet.section("impact", &title, blocks);
}

/// What would break, without what only mentions the record: that stands under “What refers to this page”.
fn grave(sheet: &Sheet<'_>, id: RecordId) -> Vec<Broken> {
    let model = sheet.model();
    if !model.at_work(id) {
        return Vec::new();
    }
    model.impact(id).into_iter().filter(|one| one.loss != Loss::Reference).collect()
}

/// How much depends, for sorting: the most weighty first.
fn weight(broken: &[Broken]) -> std::cmp::Reverse<(usize, usize, usize)> {
    let of = |loss: Loss| broken.iter().filter(|one| one.loss == loss).count();
    std::cmp::Reverse((of(Loss::Quorum), of(Loss::Chain), broken.len()))
}

/// What would break, by its sorts: “2 quorums, 1 delegation and 3 seats”.
fn told(sheet: &Sheet<'_>, broken: &[Broken]) -> String {
    const SORTS: [(Loss, &str); 8] = [
        (Loss::Quorum, "impact.losses.quorum"),
        (Loss::Chain, "impact.losses.chain"),
        (Loss::Member, "impact.losses.member"),
        (Loss::Seat, "impact.losses.seat"),
        (Loss::Agreement, "impact.losses.agreement"),
        (Loss::Owner, "impact.losses.owner"),
        (Loss::Role, "impact.losses.role"),
        (Loss::Reporting, "impact.losses.reporting"),
    ];
    let parts = SORTS.iter().filter_map(|(loss, key)| {
        let count = broken.iter().filter(|broken| broken.loss == *loss).count();
        (count > 0).then(|| sheet.say_with(key, &[("count", count.into())]))
    });
    sheet.point.phrases().list(&parts.collect::<Vec<_>>())
}

fn name(sheet: &Sheet<'_>, id: RecordId) -> Words {
    let record = sheet.model().record(id);
    let mut line = vec![sheet.point.link(id)];
    if let Some(whole) = sheet.model().collaborative_of(record) {
        line.extend([Run::text(", "), sheet.point.link_short(whole.id)]);
    }
    line
}

/// One thing that would break, with the name of the record in it linked; with its collaborative where the record is not named.
fn line(sheet: &Sheet<'_>, broken: &Broken) -> Words {
    let record = sheet.model().record(broken.record);
    let link = Run { text: record.title(), ..sheet.point.link(broken.record) };
    let mut line = sheet.point.told_with(&broken.message, "name", link);
    if let Some(first) = line.first_mut().filter(|first| first.href.is_none()) {
        first.text = capitalised(&first.text);
    }
    let is_named = line.iter().any(|run| run.href.is_some());
    if let Some(whole) = sheet.model().collaborative_of(record).filter(|_| !is_named) {
        let collaborative = sheet.point.link_short(whole.id);
        line = sheet.runs("impact.in", &[("broken", line.into()), ("collaborative", collaborative.into())]);
    }
    sheet.runs("impact.sentence", &[("broken", line.into())])
}
