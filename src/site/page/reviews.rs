//! What is due: what is overdue, what waits to be done, what is coming.

use jiff::ToSpan;

use super::super::view::{Block, Register, RegisterEntry, Run, Words, words};
use super::sheet::Sheet;
use super::table;
use crate::check;
use crate::check::explanation;
use crate::model::due::{Due, Matter, Standing};
use crate::record::kind::Handbook;
use crate::record::kind::handbook::{Allow, Publish};

/// How far ahead the page looks, in months.
const MONTHS_AHEAD: i32 = 12;

/// How many matters the home page shows.
const SHOWN_AT_HOME: usize = 6;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin(
        "reviews",
        "What is due",
        "Reviews that are overdue, approvals and seats that are open, and what ends or comes round in the next twelve months.",
    );
    let due = due(sheet);
    let groups = [
        (Standing::Overdue, "overdue", "Overdue", "What should have been done by now, the oldest first"),
        (Standing::Open, "open", "Open", "What waits to be done, on no particular day"),
        (Standing::Coming, "coming", "In the next twelve months", "What comes, by its day"),
        (Standing::Conditional, "conditional", "On a condition", "What is reviewed once something else has happened"),
    ];
    for (standing, id, title, caption) in groups {
        let rows: Vec<Vec<Words>> = due.iter().filter(|due| due.standing == standing).map(|due| row(sheet, due)).collect();
        if !rows.is_empty() {
            let columns = ["What", day_of(standing), "Kind", "Who sees to it"];
            sheet.section(id, title, vec![table(id, caption, &columns, rows)]);
        }
    }
    if due.is_empty() {
        let paragraphs = vec![words("Nothing is overdue or open, and nothing on record comes in the next twelve months.")];
        sheet.section("nothing", "Nothing is due", vec![Block::Text { paragraphs }]);
    }
}

fn day_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue => "Since",
        Standing::Open => "Open since",
        Standing::Coming | Standing::Conditional => "Day",
    }
}

/// What of all that is due may be read by everybody: which findings are accepted only where findings are published.
fn due<'s>(sheet: &Sheet<'s>) -> Vec<Due<'s>> {
    let model = sheet.model();
    let shows_findings = model.handbook().is_some_and(publishes_findings);
    let due = model.due(model.today.saturating_add(MONTHS_AHEAD.months()));
    due.into_iter().filter(|due| due.matter != Matter::Acceptance || shows_findings).collect()
}

/// Whether a handbook publishes its findings.
pub(in crate::site) fn publishes_findings(handbook: &Handbook) -> bool {
    handbook.publish.as_ref().is_some_and(|Publish { findings, .. }| *findings == Some(true))
}

fn row(sheet: &Sheet<'_>, due: &Due<'_>) -> Vec<Words> {
    let day = due.day.map_or_else(Words::new, |day| {
        let mut day_and_mark = vec![sheet.point.date(day)];
        if due.standing == Standing::Coming {
            day_and_mark.extend([Run::text(" "), sheet.point.overdue(day, "overdue")]);
        }
        day_and_mark
    });
    let owner = due.owner.map_or_else(Words::new, words);
    vec![vec![name(sheet, due)], day, words(due.matter.label()), owner]
}

/// What is due, linked to the record that says so.
fn name(sheet: &Sheet<'_>, due: &Due<'_>) -> Run {
    if let Some(allow) = due.allow {
        return accepted(sheet, allow);
    }
    let mut letters = due.words.chars();
    let capital = letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect());
    Run { language: None, ..sheet.point.link_as(due.id, capital) }
}

/// An accepted finding by what it means, linked to the page of findings.
fn accepted(sheet: &Sheet<'_>, allow: &Allow) -> Run {
    let title = check::named(&allow.check.value).map(|check| explanation::read(check.text).title);
    let title = title.unwrap_or_else(|| allow.check.value.clone());
    let subject = allow.subject.as_ref().and_then(|subject| sheet.model().named(&subject.value));
    let of = subject.map_or_else(String::new, |id| format!(" (“{}”)", sheet.model().record(id).title()));
    let href = sheet.point.href("findings").map(|href| format!("{href}#part-accepted"));
    Run { href, ..Run::text(format!("Accepted until then: {title}{of}")) }
}

/// The next matters for the home page, with the way to all; none where nothing is due.
pub(super) fn at_home(sheet: &Sheet<'_>) -> Vec<Block> {
    let due = due(sheet);
    let Some(href) = sheet.point.href("reviews").filter(|_| !due.is_empty()) else { return Vec::new() };
    let dated = due.iter().filter(|due| matches!(due.standing, Standing::Overdue | Standing::Coming));
    let open = due.iter().filter(|due| due.standing == Standing::Open);
    let entries: Vec<RegisterEntry> = dated.chain(open).take(SHOWN_AT_HOME).map(|due| entry(sheet, due)).collect();
    let count = |standing| due.iter().filter(|due| due.standing == standing).count();
    let counts = [
        (count(Standing::Overdue), "overdue"),
        (count(Standing::Open), "open"),
        (count(Standing::Coming), "in the next twelve months"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let mut all = vec![Run::link("All that is due", href)];
    if !counts.is_empty() {
        all.push(Run::text(format!(": {}.", counts.join(", "))));
    }
    vec![Block::Register(Register { entries, columns: false }), Block::Text { paragraphs: vec![all] }]
}

fn entry(sheet: &Sheet<'_>, due: &Due<'_>) -> RegisterEntry {
    let mut meta: Vec<Words> = Vec::new();
    match (due.standing, due.day) {
        (Standing::Open, Some(day)) => meta.push(vec![Run::text("open since "), sheet.point.date(day)]),
        (Standing::Open, None) => meta.push(words("open")),
        (_, Some(day)) => meta.push(vec![sheet.point.date(day), Run::text(" "), sheet.point.overdue(day, "overdue")]),
        (_, None) => {}
    }
    meta.push(words(due.matter.label()));
    RegisterEntry { name: vec![name(sheet, due)], meta, ..RegisterEntry::default() }
}
