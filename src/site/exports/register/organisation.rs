//! Bodies.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Head, Link, Money, Row, Word};
use crate::model::Entry;
use crate::model::path::OwnKept;
use crate::record::kind::organisation as kind;
use crate::record::kind::organisation::Succession;
use crate::record::kind::vocabulary::OrganisationTrait;

/// A body: a trust, board, council, company or charity.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Organisation {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// What it is in law.
    pub kind: Word,
    /// Whether it is a body of the state: of the health service, a council, a regulator or a commissioner.
    pub public: bool,
    /// The services that it gives.
    pub sectors: Vec<Word>,
    /// The areas that it serves or works in.
    pub areas: Vec<Link>,
    /// The day that it came into being.
    pub from: Option<Day>,
    /// The last day that it existed.
    pub to: Option<Day>,
    /// Its codes in public registers.
    pub identifiers: Vec<Identifier>,
    /// Its own website.
    pub website: Option<String>,
    /// Hospitals or offices of this one body that have names of their own.
    pub sites: Vec<Site>,
    /// The bodies that took over from it.
    pub successors: Vec<Successor>,
    /// The body whose part, committee or subsidiary it is.
    pub part_of: Option<Link>,
    /// Who owns it, where it is a company that others own together.
    pub shareholders: Vec<Shareholder>,
    /// What its own scheme of reservation and delegation keeps for its board today.
    pub reserved: Vec<Reserved>,
    /// The collaboratives to which it belongs today.
    pub collaboratives: Vec<Link>,
}

/// A code in a public register.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Identifier {
    /// The register.
    pub scheme: Word,
    /// The code.
    pub value: String,
}

/// A hospital or office of one body.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Site {
    /// What it is called.
    pub name: String,
    /// Since when it belongs to the body.
    pub from: Option<Day>,
    /// The last day that it did.
    pub to: Option<Day>,
    /// Anything else that readers need.
    pub note: Option<String>,
}

/// A body that took over.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Successor {
    /// Which body.
    pub organisation: Link,
    /// The first day on which it was responsible.
    pub on: Option<Day>,
    /// In which way.
    pub how: Succession,
    /// What went where, in words.
    pub note: Option<String>,
}

/// Somebody who owns a part of a company.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Shareholder {
    /// The owner.
    pub organisation: Link,
    /// Which part of the shares, such as `1/4`.
    pub share: String,
    /// Since when.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

/// A matter that a body keeps by its own scheme.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Reserved {
    /// What.
    pub function: Link,
    /// Above what amount; all of it where it is `null`.
    pub above: Option<Money>,
    /// Where it is written, in words.
    pub source: Option<String>,
}

const PUBLIC: [OrganisationTrait; 5] = [
    OrganisationTrait::NhsBody,
    OrganisationTrait::LocalAuthority,
    OrganisationTrait::Regulator,
    OrganisationTrait::Commissioner,
    OrganisationTrait::RegionalHealthAgency,
];

impl Organisation {
    /// What is published of a body.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, entry: Entry<'_, kind::Organisation>) -> Organisation {
        let (record, fields, model) = (entry.record, entry.fields, writer.model());
        let identifier = |(scheme, value): (&String, &crate::record::value::Sp<String>)| Identifier {
            scheme: Word { id: scheme.clone(), name: model.word(record, "identifier_schemes", scheme) },
            value: value.value.clone(),
        };
        let mut collaboratives: Vec<_> = model
            .memberships_of(entry.id)
            .iter()
            .filter(|membership| membership.during().holds_on(model.today) && model.holds_today(membership.collaborative.id))
            .map(|membership| membership.collaborative.id)
            .collect();
        collaboratives.dedup();
        Organisation {
            head: writer.head(entry.id),
            kind: writer.word(record, &fields.kind),
            public: PUBLIC.into_iter().any(|is| model.body_is(entry, is)),
            sectors: writer.words(record, &fields.sectors),
            areas: writer.follow_all(record, &fields.areas),
            from: day(fields.from),
            to: day(fields.to),
            identifiers: fields.identifiers.iter().map(identifier).collect(),
            website: fields.website.as_ref().map(|url| url.to_string()),
            sites: fields.sites.iter().map(|site| site_of(site)).collect(),
            successors: fields.successors.iter().filter_map(|successor| successor_of(writer, entry, successor)).collect(),
            part_of: writer.follow_some(record, fields.part_of.as_ref()),
            shareholders: fields.shareholders.iter().filter_map(|holder| shareholder_of(writer, entry, holder)).collect(),
            reserved: model.kept_by(entry.id).iter().filter_map(|own| reserved_of(writer, own)).collect(),
            collaboratives: collaboratives.into_iter().map(|id| writer.link(id)).collect(),
        }
    }
}

fn site_of(site: &kind::Site) -> Site {
    Site { name: site.name.clone(), from: day(site.from), to: day(site.to), note: site.note.clone() }
}

fn successor_of(writer: &Writer<'_>, owner: Entry<'_, kind::Organisation>, successor: &kind::Successor) -> Option<Successor> {
    Some(Successor {
        organisation: writer.follow(owner.record, successor.organisation.as_ref()?)?,
        on: day(successor.on),
        how: successor.how.value,
        note: successor.note.clone(),
    })
}

fn shareholder_of(writer: &Writer<'_>, owner: Entry<'_, kind::Organisation>, holder: &kind::Shareholder) -> Option<Shareholder> {
    Some(Shareholder {
        organisation: writer.follow(owner.record, &holder.organisation)?,
        share: holder.share.to_string(),
        from: day(holder.from),
        to: day(holder.to),
    })
}

fn reserved_of(writer: &Writer<'_>, own: &OwnKept<'_>) -> Option<Reserved> {
    Some(Reserved {
        function: writer.follow(own.body.record, &own.row.function)?,
        above: own.band.above.map(|above| writer.money(above)),
        source: own.written(writer.model()).map(|source| writer.point.told(&source)),
    })
}

impl Row for Organisation {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Organisation>().map(|entry| Organisation::of(writer, entry)))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .word("kind", |row| Some(&row.kind))
            .flag("public", |row| row.public)
            .words("sectors", |row| &row.sectors)
            .links("areas", |row| &row.areas)
            .date("from", |row| row.from.as_ref())
            .date("to", |row| row.to.as_ref())
            .list("identifiers", |row| {
                row.identifiers.iter().map(|identifier| format!("{}:{}", identifier.scheme.id, identifier.value)).collect()
            })
            .address("website", |row| row.website.as_deref())
            .list("sites", |row| row.sites.iter().map(|site| site.name.clone()).collect())
            .list("successors", |row| row.successors.iter().map(|successor| successor.organisation.id.clone()).collect())
            .link("part_of", |row| row.part_of.as_ref())
            .list("shareholders", |row| row.shareholders.iter().map(|holder| holder.organisation.id.clone()).collect())
            .list("reserved", |row| row.reserved.iter().map(|kept| kept.function.id.clone()).collect())
            .links("collaboratives", |row| &row.collaboratives)
    }
}
