//! The registers: what is published of each kind, row by row. The types here are the published form. They change only with
//! [`VERSION`](super::VERSION), while the fields of records may move.
//!
//! Every key is always there: `null`, or an empty list, where nothing is recorded. JSON, tables, Popolo and linked data are all made
//! from these rows, and nothing else of a record leaves the house.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;

use super::writer::Writer;
use super::{csv, json};
use crate::phrases::Phrases;
use crate::record::kind::control::Status;

mod agreement;
mod answer;
mod area;
mod collaborative;
mod coverage;
mod decision;
mod delegation;
mod document;
mod forum;
mod function;
mod interest;
mod meeting;
mod membership;
mod organisation;
mod person;
mod review;
mod seat;
mod table;
mod term;

pub(super) use agreement::Agreement;
pub(super) use answer::Answer;
pub(super) use area::Area;
pub(super) use collaborative::Collaborative;
pub(super) use decision::{Decision, OwnResult};
pub(super) use delegation::Delegation;
pub(super) use document::Document;
pub(super) use forum::Forum;
pub(super) use meeting::Meeting;
pub(super) use membership::Membership;
pub(super) use organisation::{Identifier, Organisation, Site};
pub(super) use person::{Person, Post};
pub(super) use review::Review;
pub(super) use seat::Seat;
pub(super) use table::{Cell, Columns, Datatype};
pub(super) use term::Term;

/// A row of a register.
pub(super) trait Row: Serialize + JsonSchema + Sized {
    /// All rows, in the order of the records that they come from.
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w>;

    /// The same as a table.
    fn columns() -> Columns<Self>;
}

macro_rules! registers {
    ($($register:ident, $name:literal, $row:ty;)*) => {
        /// A register: all of a sort, as of the handbook's day.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Register {
            $(
                #[doc = concat!("The register `", $name, "`.")]
                $register,
            )*
        }

        /// All registers, in the order in which a reader meets them.
        pub(in crate::site) const REGISTERS: &[Register] = &[$(Register::$register),*];

        impl Register {
            /// Its name, in addresses and as the key of its rows.
            pub(in crate::site) fn name(self) -> &'static str {
                match self { $(Register::$register => $name,)* }
            }

            /// What readers call it.
            pub(in crate::site) fn title(self, phrases: &Phrases) -> String {
                phrases.one_of("data.registers", self.name()).unwrap_or_default()
            }

            /// What it holds, in a sentence.
            pub(in crate::site) fn about(self, phrases: &Phrases) -> String {
                phrases.one_of("data.registers-about", self.name()).unwrap_or_default()
            }

            /// How many rows it has.
            pub(in crate::site) fn count(self, writer: &Writer<'_>) -> usize {
                match self { $(Register::$register => <$row>::all(writer).count(),)* }
            }

            /// It as JSON.
            pub(super) fn json(self, writer: &Writer<'_>) -> Vec<u8> {
                match self { $(Register::$register => json::register::<$row>(writer, self),)* }
            }

            /// It as a table.
            pub(super) fn csv(self, writer: &Writer<'_>) -> Vec<u8> {
                match self { $(Register::$register => csv::table::<$row>(writer),)* }
            }

            /// What the columns of its table mean.
            pub(super) fn csv_metadata(self, writer: &Writer<'_>) -> Vec<u8> {
                match self { $(Register::$register => csv::metadata::<$row>(writer, self),)* }
            }

            /// The form of one of its rows; what it refers to is added to the generator.
            pub(super) fn row_schema(self, generator: &mut SchemaGenerator) -> Schema {
                match self { $(Register::$register => generator.subschema_for::<$row>(),)* }
            }
        }
    };
}

registers! {
    Collaboratives, "collaboratives", Collaborative;
    Memberships, "memberships", Membership;
    Organisations, "organisations", Organisation;
    Areas, "areas", Area;
    People, "people", Person;
    Interests, "interests", interest::Interest;
    Functions, "functions", function::Function;
    Delegations, "delegations", Delegation;
    WhoDecides, "who-decides", Answer;
    Forums, "forums", Forum;
    Seats, "seats", Seat;
    Agreements, "agreements", Agreement;
    Decisions, "decisions", Decision;
    Documents, "documents", Document;
    Meetings, "meetings", Meeting;
    Reviews, "reviews", Review;
    Coverage, "coverage", coverage::Covered;
    Glossary, "glossary", Term;
}

/// A record, by its id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(in crate::site) struct Link {
    /// Its kind and its name among those of its kind, such as `organisation:leeds` or `forum:wyaat/board`: the same in every file.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where its page stands, resolved against the address of this file; `null` where no page shows it.
    pub href: Option<String>,
}

/// A word of the vocabulary.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Word {
    /// Its id, which stays.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// An amount of money.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Money {
    /// How much, in whole units.
    pub amount: u64,
    /// The currency, by its three letters.
    pub currency: String,
}

/// A date as far as it is known, as in ISO 8601: `2016`, `2016-04` or `2016-04-01`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(in crate::site) struct Day(pub String);

/// The form of a date of which the day or the month may be unknown.
pub(super) const PARTIAL_DATE: &str = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?";

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A date as far as it is known, as in ISO 8601: a year, a month or a day.",
            "type": "string",
            "pattern": format!("^{PARTIAL_DATE}$"),
        })
    }
}

/// Somebody who holds, gives, receives or answers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Party {
    /// Who, in words.
    pub name: String,
    /// The body, forum, collaborative or person; for a post its body, for every member their collaborative.
    pub record: Option<Link>,
    /// The post within the body, where one is meant.
    pub post: Option<String>,
    /// Whether every member of the collaborative is meant, each for itself.
    pub each_member: bool,
}

/// What every record has.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(in crate::site) struct Head {
    /// Its kind and its name among those of its kind: the same in every file, and it stays while the record does.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where its page stands, resolved against the address of this file; `null` where no page shows it.
    pub href: Option<String>,
    /// A short form of its name.
    pub short_name: Option<String>,
    /// What it is, in one plain sentence.
    pub summary: Option<String>,
    /// Names that it bore before.
    pub former_names: Vec<FormerName>,
    /// The language that it is written in, where that is not the handbook's.
    pub language: Option<String>,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// Whether it is a draft: never so in a handbook that is published without drafts.
    pub draft: bool,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// Facts on which another source says otherwise.
    pub disputed: Vec<Dispute>,
    /// Its authors' own values, as they wrote them.
    pub extra: serde_json::Map<String, serde_json::Value>,
}

/// A name borne before.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct FormerName {
    /// The name.
    pub name: String,
    /// Since when.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

/// Where facts come from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Source {
    /// What it is called.
    pub title: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// When it was read.
    pub accessed: Option<Day>,
    /// What it says, or how far it was read.
    pub note: Option<String>,
}

/// A fact on which another source says otherwise.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Dispute {
    /// The field, as records call it.
    pub field: String,
    /// What the other source says.
    pub value: String,
    /// Which source.
    pub source: Option<String>,
    /// Why they differ.
    pub note: Option<String>,
}

/// Under which version, approval and review a text stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Control {
    /// The version that the text is.
    pub version: Option<String>,
    /// Where it stands.
    pub status: Option<Status>,
    /// A reference number of its own.
    pub reference: Option<String>,
    /// The day from which it holds.
    pub effective: Option<Day>,
    /// The day on which the last of those who approved this version did.
    pub approved: Option<Day>,
    /// When it is looked at again: as is said, or as follows from the last approval.
    pub next_review: Option<Day>,
    /// The post that sees to the review.
    pub review_owner: Option<String>,
    /// The post that answers for the text.
    pub owner: Option<String>,
    /// Whether the text is known to differ from the one that was approved.
    pub changed_since_approval: bool,
    /// Its versions, the latest first.
    pub history: Vec<Version>,
}

/// One version of a text.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Version {
    /// Its number.
    pub version: String,
    /// When it was made.
    pub on: Option<Day>,
    /// What changed.
    pub summary: Option<String>,
    /// The post that wrote it.
    pub author: Option<String>,
    /// Who approved it, in order.
    pub approved_by: Vec<Approval>,
}

/// An approval.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Approval {
    /// By whom, in words.
    pub by: String,
    /// The body or forum.
    pub record: Option<Link>,
    /// When.
    pub on: Option<Day>,
    /// At which of its meetings.
    pub meeting: Option<String>,
    /// Whether it was given by silence, where the law counts that as approval.
    pub tacit: bool,
}
