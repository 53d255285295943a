//! Agreements.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Control, Day, Head, Link, Money, Row, Word};
use crate::model::Entry;
use crate::record::kind::agreement as kind;
use crate::record::kind::vocabulary;

/// Whether an agreement binds in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::site) enum Binding {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Some of it does.
    Partly,
}

/// What bodies have agreed with each other.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Agreement {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The collaborative whose agreement it is.
    pub collaborative: Option<Link>,
    /// What sort of agreement it is.
    pub kind: Word,
    /// Whether it binds in law: as it says itself, else as its kind usually does.
    pub binding: Option<Binding>,
    /// Whether it is in force on the handbook's day.
    pub in_force: bool,
    /// Who agreed.
    pub parties: Vec<AgreementParty>,
    /// The first day on which it holds.
    pub valid_from: Option<Day>,
    /// The last day on which it holds.
    pub valid_to: Option<Day>,
    /// The provisions on which it rests.
    pub basis: Vec<Word>,
    /// The agreement that it replaces.
    pub supersedes: Option<Link>,
    /// The signed copy.
    pub file: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// Whether what it gives may be passed on.
    pub onward_delegation: Option<bool>,
    /// Who bears liability, in words.
    pub liability: Option<String>,
    /// How disputes are settled.
    pub dispute_resolution: Option<String>,
    /// How long before one must say that one leaves, in words.
    pub notice: Option<String>,
    /// How it ends.
    pub exit: Option<String>,
    /// Money that the parties put together.
    pub pooled_fund: Option<PooledFund>,
    /// Version, approval and review of the text.
    pub control: Option<Control>,
}

/// Who agreed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct AgreementParty {
    /// The body.
    pub organisation: Link,
    /// When it signed.
    pub signed: Option<Day>,
    /// In which role.
    pub role: Option<String>,
    /// The post that signed.
    pub signatory: Option<String>,
}

/// Money that parties put together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct PooledFund {
    /// Who holds it.
    pub holder: Option<Link>,
    /// Who pays into it.
    pub contributors: Vec<Link>,
    /// How much a year.
    pub amount: Option<Money>,
}

impl Agreement {
    /// What is published of an agreement.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, entry: Entry<'_, kind::Agreement>) -> Agreement {
        let (record, fields, model) = (entry.record, entry.fields, writer.model());
        let party = |party: &kind::AgreementParty| {
            let organisation = writer.follow(record, &party.organisation)?;
            let (signed, role, signatory) = (day(party.signed), party.role.clone(), party.signatory.clone());
            Some(AgreementParty { organisation, signed, role, signatory })
        };
        let fund = |fund: &kind::PooledFund| PooledFund {
            holder: writer.follow_some(record, fund.holder.as_ref()),
            contributors: writer.follow_all(record, &fund.contributors),
            amount: fund.amount.map(|amount| writer.money(amount)),
        };
        Agreement {
            head: writer.head(entry.id),
            collaborative: writer.whole(record),
            kind: writer.word(record, &fields.kind),
            binding: model.binding(entry).map(|binding| match binding {
                vocabulary::Binding::Yes => Binding::Yes,
                vocabulary::Binding::No => Binding::No,
                vocabulary::Binding::Partly => Binding::Partly,
            }),
            in_force: model.in_force(entry) && model.at_work(entry.id),
            parties: fields.parties.iter().filter_map(|row| party(row)).collect(),
            valid_from: fields.valid.as_ref().and_then(|valid| day(valid.from)),
            valid_to: fields.valid.as_ref().and_then(|valid| day(valid.to)),
            basis: writer.words(record, &fields.basis),
            supersedes: writer.follow_some(record, fields.supersedes.as_ref()),
            file: writer.file(fields.file.as_ref()),
            url: fields.url.as_ref().map(|url| url.to_string()),
            onward_delegation: fields.onward_delegation.map(|onward| onward.value),
            liability: fields.liability.clone(),
            dispute_resolution: fields.dispute_resolution.clone(),
            notice: fields.exit.as_ref().and_then(|exit| exit.notice).map(|notice| notice.to_string()),
            exit: fields.exit.as_ref().and_then(|exit| exit.rule.clone()),
            pooled_fund: fields.pooled_fund.as_ref().map(|row| fund(row)),
            control: writer.control(record),
        }
    }
}

impl Row for Agreement {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Agreement>().map(|entry| Agreement::of(writer, entry)))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .link("collaborative", |row| row.collaborative.as_ref())
            .word("kind", |row| Some(&row.kind))
            .choice("binding", |row| row.binding)
            .flag("in_force", |row| row.in_force)
            .list("parties", |row| row.parties.iter().map(|party| party.organisation.id.clone()).collect())
            .date("valid_from", |row| row.valid_from.as_ref())
            .date("valid_to", |row| row.valid_to.as_ref())
            .words("basis", |row| &row.basis)
            .link("supersedes", |row| row.supersedes.as_ref())
            .address("file", |row| row.file.as_deref())
            .address("url", |row| row.url.as_deref())
            .maybe("onward_delegation", |row| row.onward_delegation)
            .some("liability", |row| row.liability.as_deref())
            .some("dispute_resolution", |row| row.dispute_resolution.as_deref())
            .some("notice", |row| row.notice.as_deref())
            .some("exit", |row| row.exit.as_deref())
            .money("pooled_fund/amount", |row| row.pooled_fund.as_ref()?.amount.as_ref())
            .link("pooled_fund/holder", |row| row.pooled_fund.as_ref()?.holder.as_ref())
            .control(|row| row.control.as_ref())
    }
}
