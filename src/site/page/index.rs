//! The list of all records of a kind.

use std::collections::BTreeMap;

use super::super::address::{self, Selection, index};
use super::super::facets;
use super::super::feed::Told;
use super::super::view::{Block, Crumb, MenuEntry, Register, RegisterEntry, Run, Section, Words, words};
use super::narrow;
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::phrases::Argument;
use crate::record::kind::{
    Agreement, Area, Collaborative, Decision, Document, Forum, Function, Kind, Organisation, Person, Policy,
};

/// From how many records on a list has letters.
const LETTERS_FROM: usize = 25;

pub(super) fn fill(sheet: &mut Sheet<'_>, kind: Kind) {
    sheet.begin("index", title(sheet, kind), summary(sheet, kind));
    if sheet.page.site.menu.iter().all(|entry| Some(&entry.href) != sheet.point.href(index(kind)).as_ref()) {
        sheet.page.header.kind = Words::new();
    }
    if kind == Kind::Decision {
        super::changes::follow(sheet, Told::Decisions);
    }
    let ids: Vec<RecordId> = sheet.model().of_kind(kind).map(|(id, _)| id).collect();
    let whole = ids.len() <= sheet.model().limits().entries();
    let filters = narrow::block(sheet, kind, None, ids.len(), whole);
    sheet.blocks(filters.into_iter().collect());
    if whole {
        list(sheet, kind, ids);
    } else {
        parts(sheet, kind);
    }
}

/// The records of a kind that share a value.
pub(super) fn filtered(sheet: &mut Sheet<'_>, selection: &Selection) {
    let site = sheet.point.site;
    let kind = selection.kind;
    let Some((facet, value)) = site.facets.value(kind, selection.facet, &selection.value) else { return };
    let (all, here) = (sheet.model().of_kind(kind).count(), value.records.len());
    let some = sheet.say_with("lists.some-of", &[("count", here.into()), ("all", narrow::count(sheet, kind, all).into())]);
    let list_of = List { path: index(kind), name: sheet.point.kinds(kind), title: title(sheet, kind) };
    let some = format!("{some} {}", summary(sheet, kind));
    begin_value(sheet, &list_of, (facet, value), selection.page, some);
    let pages = facets::pages(here, sheet.model().limits()).count();
    let filters = narrow::block(sheet, kind, Some(selection), here, pages == 1);
    sheet.blocks(filters.into_iter().collect());
    if pages == 1 {
        return list(sheet, kind, value.records.clone());
    }
    let address = |page| address::selection(&Selection { page, ..selection.clone() });
    let menu = pages_menu(sheet, here, selection.page, address);
    let ids = in_order(sheet, kind, value.records.clone());
    let most = sheet.model().limits().entries();
    let ids: Vec<RecordId> = ids.into_iter().skip((selection.page - 1) * most).take(most).collect();
    // What a script narrows by is left out: it has nothing to narrow here.
    let entries = ids.into_iter().map(|id| entry(sheet, id)).collect();
    sheet.blocks(menu.clone());
    sheet.blocks(vec![Block::Register(Register { entries, columns: false })]);
    sheet.blocks(menu);
}

/// The most entries that a page shows which is about something else.
const SHOWN_ELSEWHERE: usize = 60;

/// Records of a kind on a page that is about something else: the first of them, and the way to all of the kind that share a value.
pub(super) fn some(sheet: &Sheet<'_>, kind: Kind, ids: &[RecordId], all: (&'static str, &str)) -> Vec<Block> {
    if ids.is_empty() {
        return Vec::new();
    }
    let entries = ids.iter().take(SHOWN_ELSEWHERE).map(|id| entry(sheet, *id)).collect();
    let mut blocks = vec![Block::Register(Register { entries, columns: false })];
    if ids.len() > SHOWN_ELSEWHERE {
        let selection = Selection { kind, facet: all.0, value: all.1.to_owned(), page: 1 };
        let list = sheet.point.href(&address::selection(&selection)).or_else(|| sheet.point.href(index(kind)));
        let count = sheet.say_with("page.more", &[("count", (ids.len() - SHOWN_ELSEWHERE).into())]);
        blocks.push(Block::Text { paragraphs: vec![vec![Run { href: list, ..Run::text(count) }]] });
    }
    blocks
}

/// All values by which a kind is told apart, each with its number.
pub(super) fn values(sheet: &mut Sheet<'_>, kind: Kind, facet: &str, page: usize) {
    let Some(facet) = sheet.point.site.facets.of_kind(kind).iter().find(|own| own.name == facet) else { return };
    let list = List { path: index(kind), name: sheet.point.kinds(kind), title: title(sheet, kind) };
    let entry = |sheet: &Sheet<'_>, value: &facets::Value| {
        (narrow::value_address(kind, facet, value), narrow::count(sheet, kind, value.records.len()))
    };
    all_values(sheet, &list, facet, page, entry);
}

/// A list of which some values have a page.
pub(super) struct List {
    /// Its address.
    pub path: &'static str,
    /// Its name in phrases.
    pub name: String,
    /// Its title.
    pub title: String,
}

/// One page of all values by which a list is told apart. `of` gives the address of a value, and how much has it, in words.
pub(super) fn all_values<T>(
    sheet: &mut Sheet<'_>,
    list: &List,
    facet: &facets::Facet<T>,
    page: usize,
    of: impl Fn(&Sheet<'_>, &facets::Value<T>) -> (String, String),
) {
    let by = [("list", Argument::from(list.name.clone())), ("facet", facet.title.to_lowercase().into())];
    let summary = sheet.say_with("lists.values", &[("count", facet.values.len().into())]);
    sheet.begin("filtered", sheet.say_with("lists.by", &by), &summary);
    let pages = facets::pages(facet.values.len(), sheet.model().limits()).count();
    if pages > 1 {
        let names = [&by[..], &[("page", page.into()), ("pages", pages.into())]].concat();
        sheet.page.title = sheet.say_with("lists.by-page", &names);
    }
    crumb_of(sheet, list);
    let menu = pages_menu(sheet, facet.values.len(), page, |page| address::values(list.path, facet.name, page));
    let most = sheet.model().limits().entries();
    let here = facet.values.iter().skip((page - 1) * most).take(most);
    let entries = here.map(|value| {
        let (address, count) = of(sheet, value);
        let name = vec![Run { href: sheet.point.href(&address), ..Run::text(value.title.clone()) }];
        RegisterEntry { name, meta: vec![words(count)], ..RegisterEntry::default() }
    });
    let register = Block::Register(Register { entries: entries.collect(), columns: true });
    sheet.blocks(menu.clone());
    sheet.blocks(vec![register]);
    sheet.blocks(menu);
}

/// Begins the page of one value of a list: `some` says how much of all it is; its title says of what list, by what, and which page.
pub(super) fn begin_value<T>(
    sheet: &mut Sheet<'_>,
    list: &List,
    (facet, value): (&facets::Facet<T>, &facets::Value<T>),
    page: usize,
    some: String,
) {
    let pages = facets::pages(value.records.len(), sheet.model().limits()).count();
    sheet.begin("filtered", &value.title, some);
    let key = if pages > 1 { "lists.by-value-page" } else { "lists.by-value" };
    let by = [("list", Argument::from(list.name.clone())), ("facet", facet.title.to_lowercase().into())];
    let numbers = [("value", value.title.clone().into()), ("page", page.into()), ("pages", pages.into())];
    sheet.page.title = sheet.say_with(key, &[&by[..], &numbers].concat());
    let by = sheet.say_with("lists.by", &by);
    sheet.page.header.kind = vec![Run { href: sheet.point.href(list.path), ..Run::text(by) }];
    crumb_of(sheet, list);
}

/// Adds a list to the way to one of its pages.
fn crumb_of(sheet: &mut Sheet<'_>, list: &List) {
    let list_of = Crumb { title: list.title.clone(), href: sheet.point.href(list.path), ..Crumb::default() };
    let crumbs = &mut sheet.page.breadcrumb;
    crumbs.insert(crumbs.len() - 1, list_of);
}

/// Links to all pages of a list that goes on; none where it does not.
pub(super) fn pages_menu(sheet: &Sheet<'_>, entries: usize, here: usize, address: impl Fn(usize) -> String) -> Vec<Block> {
    let link = |page: usize| {
        let current = if page == here { "page" } else { "" };
        sheet.point.href(&address(page)).map(|href| MenuEntry { title: page.to_string(), href, current })
    };
    let pages: Vec<MenuEntry> = facets::pages(entries, sheet.model().limits()).filter_map(link).collect();
    if pages.len() > 1 { vec![Block::Pages { pages }] } else { Vec::new() }
}

/// What stands in place of a list that is too long: the ways to its parts, by letter or by year.
fn parts(sheet: &mut Sheet<'_>, kind: Kind) {
    let facets = sheet.point.site.facets.of_kind(kind);
    let Some(facet) = facets.iter().find(|facet| facet.name == facets::way_in(kind)) else { return };
    let lines = facet.values.iter().map(|value| {
        let href = sheet.point.href(&narrow::value_address(kind, facet, value));
        let name = Run { href, ..Run::text(value.title.clone()) };
        let count = narrow::count(sheet, kind, value.records.len());
        sheet.runs("lists.labelled", &[("label", name.into()), ("value", count.into())])
    });
    let blocks = vec![Block::List { lines: lines.collect() }];
    let names = [("list", sheet.point.kinds_within(kind).into()), ("facet", facet.title.to_lowercase().into())];
    let title = sheet.say_with("lists.all-by", &names);
    sheet.section("parts", &title, blocks);
}

/// A list of a kind as readers expect it: under letters, under what they belong to, or the latest first.
fn list(sheet: &mut Sheet<'_>, kind: Kind, ids: Vec<RecordId>) {
    match kind {
        Kind::Area => by_group(sheet, kind, ids, area_group),
        Kind::Function => by_group(sheet, kind, ids, function_group),
        Kind::Collaborative | Kind::Forum | Kind::Agreement | Kind::Document => by_group(sheet, kind, ids, group_of),
        Kind::Decision => whole(sheet, kind, in_order(sheet, kind, ids)),
        _ if ids.len() >= LETTERS_FROM => by_letter(sheet, kind, ids),
        _ => whole(sheet, kind, in_order(sheet, kind, ids)),
    }
}

/// Decisions the latest first, all others by their titles.
fn in_order(sheet: &Sheet<'_>, kind: Kind, mut ids: Vec<RecordId>) -> Vec<RecordId> {
    if kind != Kind::Decision {
        return by_title(sheet, ids);
    }
    ids.sort_by_key(|id| {
        std::cmp::Reverse(sheet.model().entry::<Decision>(*id).map(|decision| decision.fields.on.date.first_day()))
    });
    ids
}

fn title(sheet: &Sheet<'_>, kind: Kind) -> String {
    sheet.point.phrases().one_of("index.title", kind.name()).unwrap_or_else(|| sheet.point.kinds(kind))
}

fn summary(sheet: &Sheet<'_>, kind: Kind) -> String {
    sheet.point.phrases().one_of("index.summary", kind.name()).unwrap_or_default()
}

fn by_title(sheet: &Sheet<'_>, mut ids: Vec<RecordId>) -> Vec<RecordId> {
    ids.sort_by_cached_key(|id| facets::sort_key(&sheet.model().record(*id).title()));
    ids
}

fn whole(sheet: &mut Sheet<'_>, kind: Kind, ids: Vec<RecordId>) {
    let register = register(sheet, kind, ids);
    sheet.blocks(vec![register]);
}

fn register(sheet: &Sheet<'_>, kind: Kind, ids: Vec<RecordId>) -> Block {
    let entries = ids.into_iter().map(|id| narrow::marked(sheet, kind, id, entry(sheet, id))).collect();
    Block::Register(Register { entries, columns: false })
}

fn by_letter(sheet: &mut Sheet<'_>, kind: Kind, ids: Vec<RecordId>) {
    let mut letters: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
    for id in by_title(sheet, ids) {
        letters.entry(facets::letter(&sheet.model().record(id).title())).or_default().push(id);
    }
    let digits = sheet.say("lists.digits");
    let shown = |letter: &str| if letter == "0" { digits.clone() } else { letter.to_uppercase() };
    let anchor = |letter: &str| format!("letter-{letter}");
    let menu = letters.keys().map(|letter| MenuEntry { title: shown(letter), href: format!("#{}", anchor(letter)), current: "" });
    sheet.blocks(vec![Block::Letters { letters: menu.collect() }]);
    for (letter, ids) in letters {
        let blocks = vec![register(sheet, kind, ids)];
        sheet.page.sections.push(Section::new(&anchor(&letter), shown(&letter), blocks));
    }
}

/// A heading under which a record stands in its list: sorted by the number, shown by the words.
type Group = (u32, String);

fn by_group(sheet: &mut Sheet<'_>, kind: Kind, ids: Vec<RecordId>, group: fn(&Sheet<'_>, RecordId) -> Group) {
    let mut groups: BTreeMap<Group, Vec<RecordId>> = BTreeMap::new();
    for id in by_title(sheet, ids) {
        groups.entry(group(sheet, id)).or_default().push(id);
    }
    if let [ids] = &groups.values().collect::<Vec<_>>()[..] {
        return whole(sheet, kind, (*ids).clone());
    }
    for (number, ((_, title), ids)) in groups.into_iter().enumerate() {
        let blocks = vec![register(sheet, kind, ids)];
        sheet.section(&format!("group-{}", number + 1), &title, blocks);
    }
}

fn area_group(sheet: &Sheet<'_>, id: RecordId) -> Group {
    let model = sheet.model();
    let area = model.entry::<Area>(id);
    let Some(kind) = area.and_then(|area| model.row(area.record, &area.fields.kind)) else {
        return (99, sheet.say("index.other-areas"));
    };
    if !model.holds_today(id) {
        return (90, sheet.say("index.former-areas"));
    }
    let levels = &model.vocabulary(model.jurisdiction()).levels;
    let rank = kind.level.as_ref().and_then(|level| levels.iter().find(|row| row.id.value == *level)).and_then(|row| row.rank);
    (rank.unwrap_or(50), crate::record::kind::vocabulary::Row::plural(kind))
}

fn function_group(sheet: &Sheet<'_>, id: RecordId) -> Group {
    let function = sheet.model().entry::<Function>(id);
    let category = function
        .and_then(|function| function.fields.category.as_ref().map(|category| sheet.point.term(function.record, category).text));
    category.map_or_else(|| (9, sheet.say("scheme.other-matters")), |name| (0, name))
}

fn group_of(sheet: &Sheet<'_>, id: RecordId) -> Group {
    let model = sheet.model();
    let record = model.record(id);
    match record.kind {
        Kind::Collaborative if !model.holds_today(id) => (9, sheet.say("home.ended")),
        Kind::Collaborative => {
            let kind = model
                .entry::<Collaborative>(id)
                .map(|entry| model.row(entry.record, &entry.fields.kind).map(crate::record::kind::vocabulary::Row::plural));
            kind.flatten().map_or_else(|| (8, sheet.say("index.others")), |plural| (0, plural))
        }
        _ => (0, model.collaborative_of(record).map_or_else(String::new, |collaborative| collaborative.record.title())),
    }
}

/// A record as lists show it.
pub(super) fn entry(sheet: &Sheet<'_>, id: RecordId) -> RegisterEntry {
    let record = sheet.model().record(id);
    let short = record.short_name().filter(|short| *short != record.title());
    let link = sheet.point.link(id);
    let name = match short {
        Some(short) => sheet.runs("lists.aside", &[("text", link.into()), ("aside", short.to_owned().into())]),
        None => vec![link],
    };
    let language = record.head.language.as_ref().map(|language| language.to_string());
    RegisterEntry { name, meta: meta(sheet, id), text: record.head.summary.clone(), language, ..RegisterEntry::default() }
}

/// What sort a record is and where it stands, in a few words.
pub(super) fn meta(sheet: &Sheet<'_>, id: RecordId) -> Vec<Words> {
    let (model, point) = (sheet.model(), &sheet.point);
    let record = model.record(id);
    let mut meta: Vec<Words> = Vec::new();
    let during = model.during_of(id);
    if let Some(to) = during.to.filter(|_| during.ended_before(model.today)) {
        let ended = sheet.say_with("record.ended-on", &[("date", point.date_text(to).into())]);
        meta.push(vec![Run::label(ended, "ended")]);
    }
    if record.head.draft {
        meta.push(vec![Run::label(sheet.say("record.draft"), "warning")]);
    }
    if let Some(organisation) = model.entry::<Organisation>(id) {
        meta.push(vec![point.term(record, &organisation.fields.kind)]);
        let memberships =
            model.memberships_of(id).into_iter().filter(|membership| membership.during().holds_on(model.today)).count();
        if memberships > 0 {
            meta.push(words(sheet.say_with("baseline.count-collaboratives", &[("count", memberships.into())])));
        }
    }
    if let Some(collaborative) = model.entry::<Collaborative>(id) {
        meta.push(vec![point.term(record, &collaborative.fields.kind)]);
        meta.extend(collaborative.fields.model.as_ref().map(|term| vec![point.term(record, term)]));
        let members = model.members(collaborative).count();
        if members > 0 {
            meta.push(words(sheet.say_with("index.count-members", &[("count", members.into())])));
        }
        meta.extend(
            collaborative
                .fields
                .from
                .map(|from| sheet.runs("dates.since", &[("from", point.date(from.date).into())]))
                .filter(|_| !during.ended_before(model.today)),
        );
    }
    if let Some(forum) = model.entry::<Forum>(id) {
        meta.extend(forum.fields.legal_form.as_ref().map(|form| vec![point.term(record, form)]));
        let places = model.places(forum).iter().filter(|place| place.votes()).count();
        if places > 0 {
            meta.push(words(sheet.say_with("seats.caption", &[("count", places.into())])));
        }
    }
    if let Some(agreement) = model.entry::<Agreement>(id) {
        meta.push(vec![point.term(record, &agreement.fields.kind)]);
        meta.extend(super::agreement::binding(sheet, agreement).map(words));
        if !agreement.fields.parties.is_empty() {
            let parties = agreement.fields.parties.len();
            meta.push(words(sheet.say_with("agreement.count-parties", &[("count", parties.into())])));
        }
    }
    if let Some(decision) = model.entry::<Decision>(id) {
        meta.push(vec![point.date(decision.fields.on.date)]);
        meta.push(words(sheet.say(super::decision::outcome(decision.fields.outcome.value))));
        meta.extend(super::decision::force(sheet, model.force(decision)).map(|(text, tone)| vec![Run::label(text, tone)]));
        meta.extend(decision.fields.forum.as_ref().map(|forum| vec![point.follow(record, forum)]));
    }
    if let Some(area) = model.entry::<Area>(id) {
        meta.push(vec![point.term(record, &area.fields.kind)]);
        meta.extend(
            area.fields
                .within
                .as_ref()
                .map(|within| sheet.runs("index.in-area", &[("area", point.follow(record, within).into())])),
        );
    }
    if let Some(person) = model.entry::<Person>(id) {
        let posts = person.fields.posts.iter().filter(|post| post.during().holds_on(model.today));
        meta.extend(posts.map(|post| {
            let body = point.follow(record, &post.organisation);
            sheet.runs("party.post", &[("post", post.title.clone().into()), ("body", body.into())])
        }));
    }
    let control = model.entry::<Policy>(id).and_then(|policy| policy.fields.control.as_ref());
    let control = control.or_else(|| model.entry::<Document>(id).and_then(|document| document.fields.control.as_ref()));
    let control = control.or_else(|| model.entry::<Forum>(id).and_then(|forum| forum.fields.control.as_ref()));
    if let Some(control) = control {
        meta.extend(
            control
                .version
                .as_ref()
                .map(|version| words(sheet.say_with("index.version", &[("version", (&version.value).into())]))),
        );
        if let Some(next) =
            control.review.as_ref().and_then(|review| review.next).filter(|next| next.date.last_day() < model.today)
        {
            meta.push(vec![point.overdue(next.date, &sheet.say("index.review-overdue"))]);
        }
    }
    meta
}
