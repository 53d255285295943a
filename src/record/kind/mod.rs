//! The kinds of record: one documented struct each, and where its file stands.

use std::fmt;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::Address;
use super::schema::Schema;

pub mod agreement;
pub mod area;
pub mod collaborative;
pub mod control;
pub mod decision;
pub mod delegation;
pub mod document;
pub mod forum;
pub mod function;
pub mod glossary;
pub mod handbook;
pub mod meeting;
pub mod organisation;
pub mod person;
pub mod quorum;
pub mod vocabulary;

pub use agreement::Agreement;
pub use area::Area;
pub use collaborative::Collaborative;
pub use decision::Decision;
pub use delegation::Delegations;
pub use document::{Document, Governance, Page, Policy, Purpose};
pub use forum::Forum;
pub use function::Function;
pub use glossary::Glossary;
pub use handbook::Handbook;
pub use meeting::Meetings;
pub use organisation::Organisation;
pub use person::Person;
pub use vocabulary::Vocabulary;

/// Where the files of a kind stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Home {
    /// One file beside `handbook.toml`.
    Root(&'static str),
    /// A folder beside `handbook.toml`.
    Folder(&'static str),
    /// One file in the folder of each collaborative.
    Part(&'static str),
    /// A folder in the folder of each collaborative.
    PartFolder(&'static str),
}

/// What of a head a kind has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadRule {
    /// A head with a name.
    Named,
    /// A head whose name may be left out: the text's first heading, or its place, names it.
    Unnamed,
    /// None: a list, not a record with a page.
    None,
}

/// What a kind's struct has in common with the others.
pub trait Fields: DeserializeOwned + JsonSchema + Sized + Send + Sync + 'static {
    /// Which kind it is.
    const KIND: Kind;

    /// These fields, where a record is of this kind.
    fn of(fields: &AnyFields) -> Option<&Self>;
}

macro_rules! kinds {
    ($(
        $kind:ident, $name:literal, $label:literal, $plural:literal, $home:expr, $head:expr;
    )*) => {
        /// A kind of record.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind {
            $(
                #[doc = concat!("See [`", stringify!($kind), "`](struct@", stringify!($kind), ").")]
                $kind,
            )*
        }

        /// All kinds, in the order in which a reader meets them.
        pub const KINDS: &[Kind] = &[$(Kind::$kind),*];

        /// The fields of a record of any kind.
        #[derive(Clone, Debug)]
        pub enum AnyFields {
            $(
                #[doc = concat!("Those of a ", $name, ".")]
                $kind(Box<$kind>),
            )*
        }

        impl Kind {
            /// Its name in references and on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Kind::$kind => $name,)* }
            }

            /// Its name as readers see it.
            pub fn label(self) -> &'static str {
                match self { $(Kind::$kind => $label,)* }
            }

            /// Its plural as readers see it.
            pub fn plural(self) -> &'static str {
                match self { $(Kind::$kind => $plural,)* }
            }

            /// Where its files stand.
            pub fn home(self) -> Home {
                match self { $(Kind::$kind => $home,)* }
            }

            /// The address that a text such as `leeds` or `wyaat/board` means for it.
            pub fn address(self, text: &str) -> Address {
                let own = matches!(self.home(), Home::Part(_) | Home::PartFolder(_)) && self != Kind::Collaborative;
                match text.split_once('/').filter(|_| own) {
                    Some((collaborative, id)) => Address { collaborative: Some(collaborative.into()), id: id.into() },
                    None => Address { collaborative: None, id: text.into() },
                }
            }

            /// What of a head it has.
            pub fn head(self) -> HeadRule {
                match self { $(Kind::$kind => $head,)* }
            }

            /// The form of its fields.
            pub fn schema(self) -> &'static Schema {
                match self {
                    $(Kind::$kind => {
                        static SCHEMA: std::sync::OnceLock<Schema> = std::sync::OnceLock::new();
                        SCHEMA.get_or_init(|| Schema::of::<$kind>(Kind::$kind))
                    })*
                }
            }

            /// The fields of this kind from a table that was walked.
            ///
            /// # Errors
            /// Where the table is not whole, as the library says it.
            pub fn read(self, table: toml::Spanned<toml::de::DeTable<'_>>) -> Result<AnyFields, toml::de::Error> {
                let deserializer = toml::de::Deserializer::from(table);
                match self {
                    $(Kind::$kind => <$kind as serde::Deserialize>::deserialize(deserializer).map(|fields| AnyFields::$kind(Box::new(fields))),)*
                }
            }
        }

        $(
            impl Fields for $kind {
                const KIND: Kind = Kind::$kind;

                fn of(fields: &AnyFields) -> Option<&Self> {
                    match fields {
                        AnyFields::$kind(fields) => Some(fields),
                        _ => None,
                    }
                }
            }
        )*
    };
}

kinds! {
    Handbook, "handbook", "Handbook", "Handbooks", Home::Root("handbook"), HeadRule::None;
    Collaborative, "collaborative", "Collaborative", "Collaboratives", Home::Part("collaborative"), HeadRule::Named;
    Purpose, "purpose", "Purpose", "Purposes", Home::Part("purpose"), HeadRule::Unnamed;
    Governance, "governance", "Governance", "Governance", Home::Part("governance"), HeadRule::Unnamed;
    Forum, "forum", "Forum", "Forums", Home::PartFolder("terms-of-reference"), HeadRule::Named;
    Agreement, "agreement", "Agreement", "Agreements", Home::PartFolder("agreements"), HeadRule::Named;
    Delegations, "delegations", "Scheme of delegation", "Schemes of delegation", Home::Part("delegations"), HeadRule::Unnamed;
    Decision, "decision", "Decision", "Decisions", Home::PartFolder("decisions"), HeadRule::Unnamed;
    Meetings, "meetings", "Meetings", "Meetings", Home::Part("meetings"), HeadRule::Unnamed;
    Document, "document", "Document", "Documents", Home::PartFolder("documents"), HeadRule::Named;
    Organisation, "organisation", "Organisation", "Organisations", Home::Folder("organisations"), HeadRule::Named;
    Area, "area", "Area", "Areas", Home::Folder("areas"), HeadRule::Named;
    Person, "person", "Person", "People", Home::Folder("people"), HeadRule::Named;
    Function, "function", "Function", "Functions", Home::Folder("functions"), HeadRule::Named;
    Policy, "policy", "Policy", "Policies", Home::Folder("policies"), HeadRule::Named;
    Page, "page", "Page", "Pages", Home::Folder("pages"), HeadRule::Named;
    Glossary, "glossary", "Glossary", "Glossaries", Home::Root("glossary"), HeadRule::None;
    Vocabulary, "vocabulary", "Vocabulary", "Vocabularies", Home::Root("vocabulary"), HeadRule::None;
}

impl Kind {
    /// The kind of this name, singular or plural, as people type it; `None` where there is none.
    pub fn named(name: &str) -> Option<Kind> {
        let name = name.to_lowercase();
        KINDS.iter().copied().find(|kind| kind.name() == name || kind.plural().to_lowercase() == name)
    }

    /// Its name with an article: `a forum`, `an organisation`.
    pub fn with_article(self) -> String {
        let name = self.label().to_lowercase();
        let article = match self {
            Kind::Meetings | Kind::Governance => return name,
            _ if name.starts_with(['a', 'e', 'i', 'o']) => "an",
            _ => "a",
        };
        format!("{article} {name}")
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
