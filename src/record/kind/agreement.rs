//! What bodies have agreed: memorandum, partnership agreement, contract, convention.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Organisation;
use super::control::Control;
use super::vocabulary::{AgreementKinds, Provisions};
use crate::record::date::{During, Length, When};
use crate::record::link::{Link, Term};
use crate::record::value::{Attachment, Sp, Url};

/// What bodies have agreed with each other, and in which words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agreement {
    /// What sort of agreement it is.
    pub kind: Term<AgreementKinds>,
    /// Whether it binds in law; as its kind does where nothing is said.
    pub binding: Option<Sp<bool>>,
    /// Who agreed.
    #[serde(default)]
    pub parties: Vec<Sp<AgreementParty>>,
    /// From when to when it holds.
    pub valid: Option<Sp<Valid>>,
    /// The provisions on which it rests.
    #[serde(default)]
    pub basis: Vec<Term<Provisions>>,
    /// The agreement that it replaces.
    pub supersedes: Option<Link<Agreement>>,
    /// The signed copy.
    pub file: Option<Sp<Attachment>>,
    /// Where it is published.
    pub url: Option<Url>,
    /// Whether what it gives may be passed on.
    pub onward_delegation: Option<Sp<bool>>,
    /// Who bears liability, in words.
    pub liability: Option<String>,
    /// How disputes are settled.
    pub dispute_resolution: Option<String>,
    /// How it ends.
    pub exit: Option<Exit>,
    /// Money that the parties put together.
    pub pooled_fund: Option<Sp<PooledFund>>,
    /// Version, approval and review of the text.
    pub control: Option<Sp<Control>>,
}

/// Who agreed, and when they signed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AgreementParty {
    /// The body.
    pub organisation: Link<Organisation>,
    /// When it signed.
    pub signed: Option<When>,
    /// In which role, such as "commissioner", "lead" or "host".
    pub role: Option<String>,
    /// The post that signed.
    pub signatory: Option<String>,
}

/// From when to when something holds.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Valid {
    /// The first day.
    pub from: Option<When>,
    /// The last day.
    pub to: Option<When>,
}

impl Valid {
    /// As a time.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// How an agreement ends.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exit {
    /// How long before one must say so.
    pub notice: Option<Length>,
    /// In words.
    pub rule: Option<String>,
}

/// Money that parties put together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PooledFund {
    /// Who holds it.
    pub holder: Option<Link<Organisation>>,
    /// Who pays into it.
    #[serde(default)]
    pub contributors: Vec<Link<Organisation>>,
    /// How much a year, in the handbook's currency.
    pub amount: Option<u64>,
}
