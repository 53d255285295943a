//! Schemes of reservation and delegation, row by row.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Link, Money, Party, Row, Word};
use crate::model::Entry;
use crate::record::date::During;
use crate::record::kind::agreement::Valid;
use crate::record::kind::delegation::{self as kind, Liability};
use crate::record::value::Sp;

/// What a row of a scheme says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::site) enum Says {
    /// It was given.
    Delegated,
    /// It was kept.
    Reserved,
    /// It belongs here and was given to nobody.
    GivenToNobody,
}

/// A row of a scheme of reservation and delegation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Delegation {
    /// Whose scheme.
    pub collaborative: Option<Link>,
    /// What the row says.
    pub says: Says,
    /// What may be decided.
    pub function: Link,
    /// Who gives it; `null` for what is reserved or was given to nobody.
    pub from: Option<Party>,
    /// Who receives it, or keeps it.
    pub to: Option<Party>,
    /// Only above what amount.
    pub above: Option<Money>,
    /// Up to and including what amount; no limit where it is `null`.
    pub up_to: Option<Money>,
    /// The provisions that allow it.
    pub basis: Vec<Word>,
    /// The agreement in which it stands.
    pub agreement: Option<Link>,
    /// The clause of that agreement.
    pub clause: Option<String>,
    /// Under which conditions.
    pub conditions: Option<String>,
    /// Whether it may be passed on; `null` where nothing is said.
    pub onward: Option<bool>,
    /// Who bears liability.
    pub liability: Option<Liability>,
    /// Whether giver and receiver decide it together.
    pub joint: bool,
    /// Whom the receiver asks first.
    pub consult: Vec<Party>,
    /// The first day.
    pub valid_from: Option<Day>,
    /// The last day.
    pub valid_to: Option<Day>,
    /// Whether it holds on the handbook's day.
    pub today: bool,
    /// When it is looked at again.
    pub review: Option<Day>,
    /// Since when the giver's own scheme says so too.
    pub recorded: Option<Day>,
    /// Why, or by which document; for what was given to nobody a note.
    pub note: Option<String>,
}

type Scheme<'m> = Entry<'m, kind::Delegations>;

impl Delegation {
    /// Every row of a scheme whose function is published.
    pub(in crate::site::exports) fn of_scheme(writer: &Writer<'_>, scheme: Scheme<'_>) -> Vec<Delegation> {
        let fields = scheme.fields;
        let given = fields.delegations.iter().filter_map(|row| given(writer, scheme, row));
        let kept = fields.reserved.iter().filter_map(|row| kept(writer, scheme, row));
        let ungiven = fields.undelegated.iter().filter_map(|row| {
            let function = writer.follow(scheme.record, &row.function)?;
            Some(Delegation { note: row.note.clone(), ..blank(writer, scheme, Says::GivenToNobody, function, None) })
        });
        given.chain(kept).chain(ungiven).collect()
    }
}

fn given(writer: &Writer<'_>, scheme: Scheme<'_>, row: &kind::Delegation) -> Option<Delegation> {
    let record = scheme.record;
    let function = writer.follow(record, &row.function)?;
    let money = |amount: Option<Sp<u64>>| amount.map(|amount| writer.money(amount.value));
    let band = crate::model::path::Band::of(row);
    Some(Delegation {
        from: writer.party(record, &row.from),
        to: writer.party(record, &row.to),
        above: money(row.above),
        up_to: band.up_to.map(|amount| writer.money(amount)),
        basis: writer.words(record, &row.basis),
        agreement: writer.follow_some(record, row.agreement.as_ref()),
        clause: row.clause.clone(),
        conditions: row.conditions.clone(),
        onward: row.onward.map(|onward| onward.value),
        liability: row.liability.map(|liability| liability.value),
        joint: row.joint == Some(true),
        consult: row.consult.iter().filter_map(|party| writer.party(record, party)).collect(),
        review: day(row.review),
        recorded: day(row.recorded),
        ..blank(writer, scheme, Says::Delegated, function, row.valid.as_ref())
    })
}

fn kept(writer: &Writer<'_>, scheme: Scheme<'_>, row: &kind::Reserved) -> Option<Delegation> {
    let function = writer.follow(scheme.record, &row.function)?;
    Some(Delegation {
        to: writer.party(scheme.record, &row.to),
        above: row.above.map(|above| writer.money(above.value)),
        note: row.source.clone(),
        ..blank(writer, scheme, Says::Reserved, function, row.valid.as_ref())
    })
}

fn blank(writer: &Writer<'_>, scheme: Scheme<'_>, says: Says, function: Link, valid: Option<&Sp<Valid>>) -> Delegation {
    let during = valid.map_or_else(During::default, |valid| valid.during());
    Delegation {
        collaborative: writer.whole(scheme.record),
        says,
        function,
        from: None,
        to: None,
        above: None,
        up_to: None,
        basis: Vec::new(),
        agreement: None,
        clause: None,
        conditions: None,
        onward: None,
        liability: None,
        joint: false,
        consult: Vec::new(),
        valid_from: valid.and_then(|valid| day(valid.from)),
        valid_to: valid.and_then(|valid| day(valid.to)),
        today: during.holds_on(writer.model().today) && writer.model().at_work(scheme.id),
        review: None,
        recorded: None,
        note: None,
    }
}

impl Row for Delegation {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Delegations>().flat_map(|scheme| Delegation::of_scheme(writer, scheme)))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .link("collaborative", |row: &Self| row.collaborative.as_ref())
            .choice("says", |row| Some(row.says))
            .link("function", |row| Some(&row.function))
            .party("from", |row| row.from.as_ref())
            .party("to", |row| row.to.as_ref())
            .money("above", |row| row.above.as_ref())
            .money("up_to", |row| row.up_to.as_ref())
            .words("basis", |row| &row.basis)
            .link("agreement", |row| row.agreement.as_ref())
            .some("clause", |row| row.clause.as_deref())
            .some("conditions", |row| row.conditions.as_deref())
            .maybe("onward", |row| row.onward)
            .choice("liability", |row| row.liability)
            .flag("joint", |row| row.joint)
            .list("consult", |row| row.consult.iter().map(|party| party.name.clone()).collect())
            .date("valid_from", |row| row.valid_from.as_ref())
            .date("valid_to", |row| row.valid_to.as_ref())
            .flag("today", |row| row.today)
            .date("review", |row| row.review.as_ref())
            .date("recorded", |row| row.recorded.as_ref())
            .some("note", |row| row.note.as_deref())
    }
}
