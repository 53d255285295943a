//! What would break if a body, a person, a forum or an agreement were gone: on its own page, and for all on one page.

use super::super::view::{Block, Column, Run, Table, Words, words};
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::model::impact::{Broken, Loss};
use crate::model::words::list;
use crate::record::kind::Kind;

/// How many lines a page shows before the others are folded.
const SHOWN: usize = 6;

/// How many records of a kind the page of all shows.
const RANKED: usize = 30;

/// The kinds of which the question is asked, as the page of all orders and heads them.
const KINDS: [(Kind, &str, &str); 4] = [
    (Kind::Organisation, "organisations", "Organisation"),
    (Kind::Person, "people", "Person"),
    (Kind::Forum, "forums", "Forum"),
    (Kind::Agreement, "agreements", "Agreement"),
];

/// On whom and on what most depends.
pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "impact",
        "What depends on whom",
        "For each organisation, person, forum and agreement, what would break if it were gone: those on which most depends first.",
    );
    for (kind, id, heading) in KINDS {
        let model = sheet.model();
        let mut ranked: Vec<(RecordId, Vec<Broken>)> = model.of_kind(kind).map(|(id, _)| (id, grave(sheet, id))).collect();
        ranked.retain(|(_, broken)| !broken.is_empty());
        ranked.sort_by_cached_key(|(id, broken)| (weight(broken), model.record(*id).title()));
        let rest = ranked.len().saturating_sub(RANKED);
        let rows: Vec<Vec<Words>> = ranked
            .iter()
            .take(RANKED)
            .map(|(id, broken)| {
                let all = words(broken.len().to_string());
                vec![name(sheet, *id), words(told(broken)), all]
            })
            .collect();
        if rows.is_empty() {
            continue;
        }
        let columns = vec![Column::new(heading), Column::new("What would break"), Column::number("In all")];
        let caption = format!("{}, the most weighty first", kind.plural());
        let mut blocks = vec![Block::Table(Table { id: format!("part-{id}-table"), caption, columns, rows, matrix: false })];
        if rest > 0 {
            let line = format!("On {rest} more something depends, and less: their own pages say what.");
            blocks.push(Block::Text { paragraphs: vec![words(line)] });
        }
        sheet.section(id, kind.plural(), blocks);
    }
    let how = "A quorum that could not be met weighs most, then a matter that would reach nobody who decides it, then memberships, seats and agreements. What only mentions a record is not counted.";
    sheet.section("how", "How this is reckoned", vec![Block::Text { paragraphs: vec![words(how)] }]);
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
        blocks.push(Block::Folded { summary: format!("{} more", folded.len()), lines: folded });
    }
    if let Some(href) = sheet.point.href("impact") {
        blocks.push(Block::Text { paragraphs: vec![vec![Run::link("What depends on others", href)]] });
    }
    sheet.section("impact", "If this were gone", blocks);
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

/// What would break, by its sorts: “2 quorums, one delegation and 3 seats”.
fn told(broken: &[Broken]) -> String {
    const SORTS: [(Loss, &str, &str); 8] = [
        (Loss::Quorum, "quorum", "quorums"),
        (Loss::Chain, "delegation", "delegations"),
        (Loss::Member, "membership", "memberships"),
        (Loss::Seat, "seat", "seats"),
        (Loss::Agreement, "agreement", "agreements"),
        (Loss::Owner, "document without an owner", "documents without an owner"),
        (Loss::Role, "role", "roles"),
        (Loss::Reporting, "line of reporting", "lines of reporting"),
    ];
    let parts =
        SORTS.iter().filter_map(|(loss, one, several)| match broken.iter().filter(|broken| broken.loss == *loss).count() {
            0 => None,
            1 => Some(format!("1 {one}")),
            many => Some(format!("{many} {several}")),
        });
    list(&parts.collect::<Vec<String>>())
}

fn name(sheet: &Sheet<'_>, id: RecordId) -> Words {
    let record = sheet.model().record(id);
    let mut line = vec![sheet.point.link(id)];
    if let Some(whole) = sheet.model().collaborative_of(record) {
        line.extend([Run::text(", "), sheet.point.link_short(whole.id)]);
    }
    line
}

/// One thing that would break, with the name of the record in it linked.
fn line(sheet: &Sheet<'_>, broken: &Broken) -> Words {
    let record = sheet.model().record(broken.record);
    let (title, message) = (record.title(), capital(&broken.message));
    match message.split_once(&format!("“{title}”")) {
        Some((before, after)) => {
            let link = Run { text: title, ..sheet.point.link(broken.record) };
            [Run::text(before), link, Run::text(format!("{after}."))].into_iter().filter(|run| !run.text.is_empty()).collect()
        }
        None => {
            let whole = sheet.model().collaborative_of(record).map(|whole| whole.id);
            let mut line = words(message);
            line.extend(whole.into_iter().flat_map(|id| [Run::text(" ("), sheet.point.link_short(id), Run::text(")")]));
            line.push(Run::text("."));
            line
        }
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
