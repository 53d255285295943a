//! Ways to narrow a list and to put it in order: what stands above it, and what its entries carry for the script.

use super::super::address::{self, Selection};
use super::super::facets::{self, Facet as Asked, Value};
use super::super::view::{Block, Facet, FacetValue, Filters, Mark, MenuEntry, Order, RegisterEntry};
use super::sheet::Sheet;
use crate::model::RecordId;
use crate::record::kind::{Agreement, Area, Collaborative, Decision, Document, Forum, Kind, Policy};

/// What stands above a list of `number` records of a kind. `own` is what they share already; `whole` whether all stand on this page.
pub(super) fn block(sheet: &Sheet<'_>, kind: Kind, own: Option<&Selection>, number: usize, whole: bool) -> Option<Block> {
    let asked = sheet.point.site.facets.of_kind(kind).iter();
    let asked = asked.filter(|facet| whole || facet.name != facets::way_in(kind));
    let own = own.map(|own| (own.facet, own.value.as_str()));
    let address = |facet: &Asked, value: &Value| value_address(kind, facet, value);
    let facets = asked.map(|facet| shown(sheet, address::index(kind), facet, own, |value| address(facet, value)));
    let facets: Vec<Facet> = facets.filter(|facet| !facet.values.is_empty()).collect();
    if facets.is_empty() {
        return None;
    }
    let orders = if whole && number > 2 { orders(sheet, kind) } else { Vec::new() };
    let count = count(sheet, kind, number);
    Some(Block::Filters(Filters { count, number, whole, facets, orders }))
}

/// So many records of a kind.
pub(super) fn count(sheet: &Sheet<'_>, kind: Kind, number: usize) -> String {
    sheet.point.phrases().one_of_with("kinds.counted", kind.name(), &[("count", number.into())]).unwrap_or_default()
}

/// What a list is told apart by, as it stands above it: each value leads to its address. `own` is the facet and the value of this page.
pub(super) fn shown<T>(
    sheet: &Sheet<'_>,
    list: &str,
    facet: &Asked<T>,
    own: Option<(&str, &str)>,
    address: impl Fn(&Value<T>) -> String,
) -> Facet {
    let mut values: Vec<&Value<T>> = facet.values.iter().collect();
    let all = facet.is_long().then(|| {
        // Where all cannot be shown, the most frequent are; in the order that they have anyway.
        values.sort_by_key(|value| std::cmp::Reverse(value.records.len()));
        values.truncate(facets::VALUES_OF_LONG);
        values.sort_by_key(|value| facet.values.iter().position(|other| other.value == value.value));
        let href = sheet.point.href(&address::values(list, facet.name, 1)).unwrap_or_default();
        MenuEntry { title: sheet.say_with("lists.all-values", &[("count", facet.values.len().into())]), href, current: "" }
    });
    let is_own = |value: &Value<T>| own == Some((facet.name, &value.value));
    let value = |value: &Value<T>| {
        let href = sheet.point.href(&address(value))?;
        let current = if is_own(value) { "page" } else { "" };
        let (title, count) = (value.title.clone(), value.records.len());
        Some(FacetValue { value: value.value.clone(), title, language: None, count, href, current })
    };
    let values = values.into_iter().filter_map(value).collect();
    let all = all.filter(|all| !all.href.is_empty());
    Facet { name: facet.name, title: facet.title.clone(), values, all, own: own.is_some_and(|(own, _)| own == facet.name) }
}

/// Where the records that share a value are listed.
pub(super) fn value_address(kind: Kind, facet: &Asked, value: &Value) -> String {
    match address::list_within(kind).filter(|_| !facet.has_pages()) {
        Some(part) => format!("collaboratives/{}/{}", value.value, part.path()),
        None => address::selection(&Selection { kind, facet: facet.name, value: value.value.clone(), page: 1 }),
    }
}

/// The orders of a kind beside its list's own.
fn orders(sheet: &Sheet<'_>, kind: Kind) -> Vec<Order> {
    let orders: &[(&'static str, bool)] = match kind {
        Kind::Collaborative => &[("name", false), ("members", true), ("since", true)],
        Kind::Organisation => &[("name", false), ("collaboratives", true)],
        Kind::Forum | Kind::Policy | Kind::Document => &[("name", false), ("review", false)],
        Kind::Agreement => &[("name", false), ("end", false)],
        Kind::Decision => &[("name", false), ("date", false)],
        Kind::Area => &[("name", false), ("people", true)],
        _ => &[("name", false)],
    };
    let order = |(name, descending): &(&'static str, bool)| Order {
        name,
        title: sheet.point.phrases().one_of("lists.orders", name).unwrap_or_default(),
        descending: *descending,
    };
    orders.iter().map(order).collect()
}

/// An entry with all that a script can narrow and order it by.
pub(super) fn marked(sheet: &Sheet<'_>, kind: Kind, id: RecordId, entry: RegisterEntry) -> RegisterEntry {
    let mut marks = marks(sheet.point.site.facets.answers(kind, id));
    marks.extend(values(sheet, id).into_iter().map(|(name, value)| Mark { name: format!("by-{name}"), value }));
    RegisterEntry { marks, ..entry }
}

/// What tells an entry apart, as a script reads it.
pub(super) fn marks(answers: Vec<(&'static str, Vec<&str>)>) -> Vec<Mark> {
    answers.into_iter().map(|(name, values)| Mark { name: name.to_owned(), value: values.join(" ") }).collect()
}

/// The values by which a record is put in order; those that it lacks are left out, and stand last.
fn values(sheet: &Sheet<'_>, id: RecordId) -> Vec<(&'static str, String)> {
    let model = sheet.model();
    let mut values: Vec<(&'static str, String)> = Vec::new();
    if let Some(collaborative) = model.entry::<Collaborative>(id) {
        values.push(("members", model.members(collaborative).count().to_string()));
        values.extend(collaborative.fields.from.map(|from| ("since", from.date.iso())));
    }
    if model.record(id).kind == Kind::Organisation {
        let today = model.memberships_of(id).into_iter().filter(|membership| membership.during().holds_on(model.today));
        values.push(("collaboratives", today.count().to_string()));
    }
    if let Some(agreement) = model.entry::<Agreement>(id) {
        let to = agreement.fields.valid.as_ref().and_then(|valid| valid.to);
        values.extend(to.map(|to| ("end", to.date.iso())));
    }
    if let Some(decision) = model.entry::<Decision>(id) {
        values.push(("date", decision.fields.on.date.iso()));
    }
    if let Some(area) = model.entry::<Area>(id) {
        values.extend(area.fields.population.map(|population| ("people", population.to_string())));
    }
    let forum = || model.entry::<Forum>(id)?.fields.control.as_ref();
    let policy = || model.entry::<Policy>(id)?.fields.control.as_ref();
    let document = || model.entry::<Document>(id)?.fields.control.as_ref();
    let next = forum().or_else(policy).or_else(document).and_then(|control| control.next_review());
    values.extend(next.map(|next| ("review", next.date.iso())));
    values
}
