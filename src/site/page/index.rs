//! The list of all records of a kind.

use std::collections::BTreeMap;

use super::super::address::index;
use super::super::feed::Told;
use super::super::view::{Block, MenuEntry, Register, RegisterEntry, Run, Section, Words, words};
use super::sheet::Sheet;
use crate::model::RecordId;
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
    match kind {
        Kind::Area => by_group(sheet, ids, area_group),
        Kind::Function => by_group(sheet, ids, function_group),
        Kind::Collaborative | Kind::Forum | Kind::Agreement | Kind::Document => by_group(sheet, ids, group_of),
        Kind::Decision => {
            let mut ids = ids;
            ids.sort_by_key(|id| {
                std::cmp::Reverse(sheet.model().entry::<Decision>(*id).map(|decision| decision.fields.on.date.first_day()))
            });
            whole(sheet, ids);
        }
        _ if ids.len() >= LETTERS_FROM => by_letter(sheet, ids),
        _ => whole(sheet, by_title(sheet, ids)),
    }
}

fn title(sheet: &Sheet<'_>, kind: Kind) -> String {
    sheet.point.phrases().one_of("index.title", kind.name()).unwrap_or_else(|| sheet.point.kinds(kind))
}

fn summary(sheet: &Sheet<'_>, kind: Kind) -> String {
    sheet.point.phrases().one_of("index.summary", kind.name()).unwrap_or_default()
}

fn by_title(sheet: &Sheet<'_>, mut ids: Vec<RecordId>) -> Vec<RecordId> {
    ids.sort_by_cached_key(|id| sort_key(&sheet.model().record(*id).title()));
    ids
}

/// A title as lists sort it: without case, and without the article or “NHS” in front.
fn sort_key(title: &str) -> String {
    let lower = title.to_lowercase();
    let bare = lower.strip_prefix("the ").or_else(|| lower.strip_prefix("nhs ")).unwrap_or(&lower);
    bare.to_owned()
}

fn whole(sheet: &mut Sheet<'_>, ids: Vec<RecordId>) {
    let entries: Vec<RegisterEntry> = ids.into_iter().map(|id| entry(sheet, id)).collect();
    sheet.blocks(vec![Block::Register(Register { entries, columns: false })]);
}

fn by_letter(sheet: &mut Sheet<'_>, ids: Vec<RecordId>) {
    let mut letters: BTreeMap<char, Vec<RecordId>> = BTreeMap::new();
    for id in by_title(sheet, ids) {
        let first = sort_key(&sheet.model().record(id).title()).chars().next().unwrap_or('#');
        letters.entry(if first.is_alphabetic() { first } else { '#' }).or_default().push(id);
    }
    let shown = |letter: char| if letter == '#' { "0–9".to_owned() } else { letter.to_uppercase().collect() };
    let anchor = |letter: char| if letter == '#' { "letter-0".to_owned() } else { format!("letter-{letter}") };
    let menu =
        letters.keys().map(|letter| MenuEntry { title: shown(*letter), href: format!("#{}", anchor(*letter)), current: "" });
    sheet.blocks(vec![Block::Letters { letters: menu.collect() }]);
    for (letter, ids) in letters {
        let entries = ids.into_iter().map(|id| entry(sheet, id)).collect();
        let blocks = vec![Block::Register(Register { entries, columns: false })];
        sheet.page.sections.push(Section::new(&anchor(letter), shown(letter), blocks));
    }
}

/// A heading under which a record stands in its list: sorted by the number, shown by the words.
type Group = (u32, String);

fn by_group(sheet: &mut Sheet<'_>, ids: Vec<RecordId>, group: fn(&Sheet<'_>, RecordId) -> Group) {
    let mut groups: BTreeMap<Group, Vec<RecordId>> = BTreeMap::new();
    for id in by_title(sheet, ids) {
        groups.entry(group(sheet, id)).or_default().push(id);
    }
    if let [ids] = &groups.values().collect::<Vec<_>>()[..] {
        return whole(sheet, (*ids).clone());
    }
    for (number, ((_, title), ids)) in groups.into_iter().enumerate() {
        let entries = ids.into_iter().map(|id| entry(sheet, id)).collect();
        sheet.section(&format!("group-{}", number + 1), &title, vec![Block::Register(Register { entries, columns: false })]);
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
    let short = record.head.short_name.as_ref().filter(|short| short.value != record.title());
    let link = sheet.point.link(id);
    let name = match short {
        Some(short) => sheet.runs("lists.aside", &[("text", link.into()), ("aside", short.value.clone().into())]),
        None => vec![link],
    };
    RegisterEntry { name, meta: meta(sheet, id), text: record.head.summary.clone() }
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
