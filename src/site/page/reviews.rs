//! What is due: what is overdue, what waits to be done, what is coming.

use jiff::ToSpan;

use super::super::view::{Block, Register, RegisterEntry, Run, Words, words};
use super::sheet::Sheet;
use super::table;
use crate::check;
use crate::check::explanation;
use crate::model::due::{Due, Matter, Standing};
use crate::phrases::capitalised;
use crate::record::kind::Handbook;
use crate::record::kind::handbook::{Allow, Publish};

/// How far ahead the page looks, in months.
const MONTHS_AHEAD: i32 = 12;

/// How many matters the home page shows.
const SHOWN_AT_HOME: usize = 6;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("reviews", sheet.say("due.title"), sheet.say("due.summary"));
    let due = due(sheet);
    let groups = [
        (Standing::Overdue, "overdue", "due.overdue", "due.overdue-caption"),
        (Standing::Open, "open", "due.open", "due.open-caption"),
        (Standing::Coming, "coming", "due.coming", "due.coming-caption"),
        (Standing::Conditional, "conditional", "due.conditional", "due.conditional-caption"),
    ];
    for (standing, id, title, caption) in groups {
        let rows: Vec<Vec<Words>> = due.iter().filter(|due| due.standing == standing).map(|due| row(sheet, due)).collect();
        if !rows.is_empty() {
            let columns = sheet.say_each(&["due.what", day_of(standing), "due.kind", "due.owner"]);
            sheet.section(id, sheet.say(title), vec![table(id, sheet.say(caption), &columns, rows)]);
        }
    }
    if due.is_empty() {
        let paragraphs = vec![words(sheet.say("due.nothing-note"))];
        sheet.section("nothing", sheet.say("due.nothing"), vec![Block::Text { paragraphs }]);
    }
}

/// What the column of days is called, by its key.
fn day_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Overdue => "due.since",
        Standing::Open => "due.open-since",
        Standing::Coming | Standing::Conditional => "due.day",
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
            day_and_mark.extend([Run::text(" "), sheet.point.overdue(day, &sheet.say("control.overdue"))]);
        }
        day_and_mark
    });
    let owner = due.owner.map_or_else(Words::new, words);
    vec![vec![name(sheet, due)], day, words(matter(sheet, due.matter)), owner]
}

/// What sort of thing is due.
fn matter(sheet: &Sheet<'_>, matter: Matter) -> String {
    sheet.point.phrases().one_of("matters", matter.word()).unwrap_or_default()
}

/// What is due, linked to the record that says so.
fn name(sheet: &Sheet<'_>, due: &Due<'_>) -> Run {
    if let Some(allow) = due.allow {
        return accepted(sheet, allow);
    }
    Run { language: None, ..sheet.point.link_as(due.id, capitalised(&sheet.told(&due.words))) }
}

/// An accepted finding by what it means, linked to the page of findings.
fn accepted(sheet: &Sheet<'_>, allow: &Allow) -> Run {
    let title = check::named(&allow.check.value).map(|check| explanation::read(check.text).title);
    let title = title.unwrap_or_else(|| allow.check.value.clone());
    let subject = allow.subject.as_ref().and_then(|subject| sheet.model().named(&subject.value));
    let text = match subject {
        Some(id) => {
            let values = [("finding", title.into()), ("record", sheet.model().record(id).title().into())];
            sheet.say_with("due.accepted-of", &values)
        }
        None => sheet.say_with("due.accepted", &[("finding", title.into())]),
    };
    let href = sheet.point.href("findings").map(|href| format!("{href}#part-accepted"));
    Run { href, language: sheet.point.english(), ..Run::text(text) }
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
        (count(Standing::Overdue), "due.count-overdue"),
        (count(Standing::Open), "due.count-open"),
        (count(Standing::Coming), "due.count-coming"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, key)| sheet.say_with(key, &[("count", (*count).into())])).collect();
    let link = Run::link(sheet.say("due.all"), href);
    let all = match counts.is_empty() {
        true => vec![link],
        false => {
            let counts = counts.join(&sheet.say("lists.comma"));
            sheet.runs("due.all-counted", &[("link", link.into()), ("counts", counts.into())])
        }
    };
    vec![Block::Register(Register { entries, columns: false }), Block::Text { paragraphs: vec![all] }]
}

fn entry(sheet: &Sheet<'_>, due: &Due<'_>) -> RegisterEntry {
    let mut meta: Vec<Words> = Vec::new();
    match (due.standing, due.day) {
        (Standing::Open, Some(day)) => meta.push(sheet.runs("due.is-open-since", &[("date", sheet.point.date(day).into())])),
        (Standing::Open, None) => meta.push(words(sheet.say("due.is-open"))),
        (_, Some(day)) => {
            meta.push(vec![sheet.point.date(day), Run::text(" "), sheet.point.overdue(day, &sheet.say("control.overdue"))])
        }
        (_, None) => {}
    }
    meta.push(words(matter(sheet, due.matter)));
    RegisterEntry { name: vec![name(sheet, due)], meta, ..RegisterEntry::default() }
}
