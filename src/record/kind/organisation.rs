//! A body: trust, board, council, company, charity.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::agreement::Valid;
use super::vocabulary::{OrganisationKinds, Provisions, Sectors};
use super::{Area, Function, Policy};
use crate::record::date::{During, When};
use crate::record::link::{Link, Term};
use crate::record::value::{Fraction, Sp, Url};

/// A body: a trust, board, council, company or charity.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// What it is in law, from the vocabulary: this says what it may do.
    pub kind: Term<OrganisationKinds>,
    /// The services that it gives.
    #[serde(default)]
    pub sectors: Vec<Term<Sectors>>,
    /// The nations, regions, systems and places that it serves or works in.
    #[serde(default)]
    pub areas: Vec<Link<Area>>,
    /// The day that it came into being.
    pub from: Option<When>,
    /// The last day that it existed.
    pub to: Option<When>,
    /// Its codes in public registers, as scheme = "value".
    #[serde(default)]
    #[schemars(extend("x-keys" = "identifier_schemes"))]
    pub identifiers: BTreeMap<String, Sp<String>>,
    /// Its own website.
    pub website: Option<Url>,
    /// Hospitals or offices of this one body that have names of their own.
    #[serde(default)]
    pub sites: Vec<Sp<Site>>,
    /// The bodies that took over from it, one entry each.
    #[serde(default)]
    pub successors: Vec<Sp<Successor>>,
    /// The body whose part, committee or subsidiary it is.
    pub part_of: Option<Link<Organisation>>,
    /// Who owns it, where it is a company that others own together: all of it.
    #[serde(default)]
    pub shareholders: Vec<Sp<Shareholder>>,
    /// What its own scheme of reservation and delegation keeps for its board, so that it cannot give it to a collaborative.
    #[serde(default)]
    pub reserved: Vec<Sp<OwnReserved>>,
}

impl Organisation {
    /// When it exists.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// A hospital or office of one body.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// What it is called.
    pub name: String,
    /// Since when it belongs to the body.
    pub from: Option<When>,
    /// The last day that it did.
    pub to: Option<When>,
    /// Anything else that readers need.
    pub note: Option<String>,
}

/// Somebody who owns a part of a company.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shareholder {
    /// The owner.
    pub organisation: Link<Organisation>,
    /// Which part of the shares, such as "1/4" or "33/100".
    pub share: Sp<Fraction>,
    /// Since when.
    pub from: Option<When>,
    /// The last day.
    pub to: Option<When>,
}

impl Shareholder {
    /// When they own it.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// A matter that a body’s own scheme of reservation and delegation keeps for its board.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnReserved {
    /// What.
    pub function: Link<Function>,
    /// Above what amount, in the handbook's currency: up to it the body may give it away; all of it is kept where nothing is said.
    pub above: Option<Sp<u64>>,
    /// The provisions that keep it there.
    #[serde(default)]
    pub basis: Vec<Term<Provisions>>,
    /// The document that says so, where it is one of this handbook's policies.
    pub document: Option<Link<Policy>>,
    /// The clause of that document.
    pub clause: Option<String>,
    /// Where it is written, in words.
    pub source: Option<String>,
    /// From when to when.
    pub valid: Option<Sp<Valid>>,
}

/// How one body follows another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Succession {
    /// Several became one new body.
    Merger,
    /// One took over another.
    Acquisition,
    /// The same body under another name.
    Rename,
    /// One became several.
    Split,
    /// Part of its work went to another.
    Part,
    /// Its work ended, or went to nobody in particular.
    Closure,
}

/// A body that took over.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Successor {
    /// Which body; none where its work ended with it, which `how = "closure"` says.
    pub organisation: Option<Link<Organisation>>,
    /// The first day on which the successor was responsible.
    pub on: Option<When>,
    /// In which way.
    pub how: Sp<Succession>,
    /// What went where, in words.
    pub note: Option<String>,
    /// Who approved it, and when.
    #[serde(default)]
    pub approved_by: Vec<Approver>,
}

impl Successor {
    /// The body as it is written; empty where nobody took over.
    pub fn name(&self) -> &str {
        self.organisation.as_ref().map_or("", |link| link.text.as_str())
    }
}

/// Somebody who approved something, in words, and when.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approver {
    /// Who, such as "Board of directors".
    pub by: String,
    /// When.
    pub on: Option<When>,
}
