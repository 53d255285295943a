//! What is due: what is overdue, what waits to be done, what is coming; all of it, and what of it has a value.

use super::super::address;
use super::super::agenda::{Listed, STANDINGS};
use super::super::facets::Value;
use super::super::view::{Block, Filters, Register, RegisterEntry, Run, Words, words};
use super::index::{self, List};
use super::sheet::Sheet;
use super::{narrow, table};
use crate::check;
use crate::check::explanation;
use crate::model::due::{Matter, Standing};
use crate::phrases::capitalised;
use crate::record::kind::handbook::Allow;

/// Where it stands.
const PATH: &str = "reviews";

/// How many of each standing its page shows where all would be too many.
const FIRST: usize = 24;

/// How many matters the home page shows.
const SHOWN_AT_HOME: usize = 6;

pub(super) fn fill(sheet: &mut Sheet<'_>) {
    sheet.begin("reviews", sheet.say("due.title"), sheet.say("due.summary"));
    let due = &sheet.point.site.agenda.due;
    let whole = due.len() <= sheet.model().limits().entries();
    let filters = filters(sheet, None, due.len(), whole);
    sheet.blocks(filters);
    let all: Vec<usize> = (0..due.len()).collect();
    groups(sheet, &all, whole, if whole { usize::MAX } else { FIRST });
    if due.is_empty() {
        let paragraphs = vec![words(sheet.say("due.nothing-note"))];
        sheet.section("nothing", sheet.say("due.nothing"), vec![Block::Text { paragraphs }]);
    }
}

/// What of all that is due has a value: one of its pages, from 1.
pub(super) fn filtered(sheet: &mut Sheet<'_>, facet: &str, value: &str, page: usize) {
    let agenda = &sheet.point.site.agenda;
    let Some((facet, value)) = agenda.value(facet, value) else { return };
    let (all, here) = (counted(sheet, agenda.due.len()), value.records.len());
    let some = sheet.say_with("lists.some-of", &[("count", here.into()), ("all", all.into())]);
    index::begin_value(sheet, &list(sheet), (facet, value), page, some);
    let most = sheet.model().limits().entries();
    let whole = here <= most;
    let filters = filters(sheet, Some((facet.name, &value.value)), here, whole);
    sheet.blocks(filters);
    let menu = index::pages_menu(sheet, here, page, |page| address::by(PATH, facet.name, &value.value, page));
    let places: Vec<usize> = value.records.iter().skip((page - 1) * most).take(most).copied().collect();
    sheet.blocks(menu.clone());
    groups(sheet, &places, whole, usize::MAX);
    sheet.blocks(menu);
}

/// All values by which it is told apart, where those are many: one of their pages, from 1.
pub(super) fn values(sheet: &mut Sheet<'_>, facet: &str, page: usize) {
    let Some(facet) = sheet.point.site.agenda.facets.iter().find(|own| own.name == facet) else { return };
    let of = |sheet: &Sheet<'_>, value: &Value<usize>| {
        (address::by(PATH, facet.name, &value.value, 1), counted(sheet, value.records.len()))
    };
    let list = list(sheet);
    index::all_values(sheet, &list, facet, page, of);
}

fn list(sheet: &Sheet<'_>) -> List {
    List { path: PATH, name: sheet.say("due.title"), title: sheet.say("due.title") }
}

/// So much that is due.
fn counted(sheet: &Sheet<'_>, number: usize) -> String {
    sheet.say_with("due.counted", &[("count", number.into())])
}

/// The ways to narrow so much; none where nothing tells it apart.
fn filters(sheet: &Sheet<'_>, own: Option<(&str, &str)>, number: usize, whole: bool) -> Vec<Block> {
    let facets = sheet.point.site.agenda.facets.iter();
    let shown =
        facets.map(|facet| narrow::shown(sheet, PATH, facet, own, |value| address::by(PATH, facet.name, &value.value, 1)));
    let facets: Vec<_> = shown.filter(|facet| !facet.values.is_empty()).collect();
    let block = Filters { count: counted(sheet, number), number, whole, facets, orders: Vec::new() };
    if block.facets.is_empty() { Vec::new() } else { vec![Block::Filters(block)] }
}

/// What is due under where it stands; of what is more than `most` the first, with the way to all. `marked` whether a script can narrow it.
fn groups(sheet: &mut Sheet<'_>, places: &[usize], marked: bool, most: usize) {
    let agenda = &sheet.point.site.agenda;
    for standing in STANDINGS {
        let (id, [title, caption]) = (standing.word(), said_of(standing));
        let here: Vec<usize> = places.iter().filter(|place| agenda.due[**place].standing == standing).copied().collect();
        if here.is_empty() {
            continue;
        }
        let shown = &here[..here.len().min(most)];
        let rows: Vec<Vec<Words>> = shown.iter().map(|place| row(sheet, &agenda.due[*place])).collect();
        let columns = sheet.say_each(&["due.what", day_of(standing), "due.kind", "due.owner"]);
        let mut block = table(id, sheet.say(caption), &columns, rows);
        if let Block::Table(table) = &mut block
            && marked
        {
            table.marks = shown.iter().map(|place| narrow::marks(agenda.answers(*place))).collect();
        }
        let more = here.len() - shown.len();
        let href = sheet.point.href(&address::by(PATH, "standing", id, 1)).filter(|_| more > 0);
        let all = href.map(|href| Run::link(sheet.say_with("page.more", &[("count", more.into())]), href));
        let all = all.map(|run| Block::Text { paragraphs: vec![vec![run]] });
        sheet.section(id, sheet.say(title), [block].into_iter().chain(all).collect());
    }
}

/// The keys of what things are headed by that stand somewhere, and of what their table shows.
fn said_of(standing: Standing) -> [&'static str; 2] {
    match standing {
        Standing::Overdue => ["due.overdue", "due.overdue-caption"],
        Standing::Open => ["due.open", "due.open-caption"],
        Standing::Coming => ["due.coming", "due.coming-caption"],
        Standing::Conditional => ["due.conditional", "due.conditional-caption"],
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

fn row(sheet: &Sheet<'_>, due: &Listed) -> Vec<Words> {
    let day = due.day.map_or_else(Words::new, |day| {
        let mut day_and_mark = vec![sheet.point.date(day)];
        if due.standing == Standing::Coming {
            day_and_mark.extend([Run::text(" "), sheet.point.overdue(day, &sheet.say("control.overdue"))]);
        }
        day_and_mark
    });
    let owner = due.owner.as_ref().map_or_else(Words::new, words);
    vec![vec![name(sheet, due)], day, words(matter(sheet, due.matter)), owner]
}

/// What sort of thing is due.
fn matter(sheet: &Sheet<'_>, matter: Matter) -> String {
    sheet.point.phrases().one_of("matters", matter.word()).unwrap_or_default()
}

/// What is due, linked to the record that says so.
fn name(sheet: &Sheet<'_>, due: &Listed) -> Run {
    if let Some(allow) = &due.allow {
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
    let due = &sheet.point.site.agenda.due;
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

fn entry(sheet: &Sheet<'_>, due: &Listed) -> RegisterEntry {
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
