//! The words that records choose from, and what each means for the rules.
//!
//! A jurisdiction's vocabulary that comes with the program and a handbook's own `vocabulary.toml` have the same form.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::record::date::{During, When};
use crate::record::link::Set;
use crate::record::value::{Sp, Url};

mod meaning;

pub use meaning::{
    AgreementTrait, Allows, Binding, CollaborativeTrait, Expectation, LegalFormTrait, OrganisationTrait, Requirement, SeatTrait,
};

/// What every row of a vocabulary has.
pub trait Row {
    /// The word as records write it.
    fn id(&self) -> &Sp<String>;
    /// The word as readers see it.
    fn name(&self) -> &str;
    /// Its plural.
    fn plural(&self) -> String;
    /// Its short form, where it has one.
    fn short(&self) -> Option<&str>;
    /// What it means; empty where that is not said.
    fn definition(&self) -> &str;
    /// Other words for it, for suggestions and search.
    fn also(&self) -> &[String];
    /// Its name in the language of its jurisdiction.
    fn native(&self) -> Option<&str>;
    /// Where the definition comes from.
    fn source(&self) -> Option<&str>;
    /// Where that can be read.
    fn url(&self) -> Option<&str>;
}

macro_rules! rows {
    ($(
        $(#[$doc:meta])*
        $row:ident in $set:ident as $key:ident { $( $(#[$field_doc:meta])* $field:ident: $type:ty, )* }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Deserialize, JsonSchema)]
            #[serde(deny_unknown_fields)]
            pub struct $row {
                /// The word as records write it.
                pub id: Sp<String>,
                /// The word as readers see it.
                pub name: String,
                /// Its plural, where that is not the name with an s.
                pub plural: Option<String>,
                /// Its short form.
                pub short: Option<String>,
                /// Its name in the language of its jurisdiction.
                pub native: Option<String>,
                /// What it means, in a sentence or two.
                pub definition: Option<String>,
                /// Other words for it, for suggestions and search.
                #[serde(default)]
                pub also: Vec<String>,
                /// Where the definition comes from.
                pub source: Option<String>,
                /// Where that can be read.
                pub url: Option<Url>,
                $( $(#[$field_doc])* pub $field: $type, )*
            }

            impl Row for $row {
                fn id(&self) -> &Sp<String> { &self.id }
                fn name(&self) -> &str { &self.name }
                fn plural(&self) -> String { self.plural.clone().unwrap_or_else(|| format!("{}s", self.name)) }
                fn short(&self) -> Option<&str> { self.short.as_deref() }
                fn definition(&self) -> &str { self.definition.as_deref().unwrap_or("") }
                fn also(&self) -> &[String] { &self.also }
                fn native(&self) -> Option<&str> { self.native.as_deref() }
                fn source(&self) -> Option<&str> { self.source.as_deref() }
                fn url(&self) -> Option<&str> { self.url.as_deref() }
            }

            #[doc = concat!("The list `", stringify!($key), "` of a vocabulary.")]
            #[derive(Clone, Copy, Debug)]
            pub enum $set {}

            impl Set for $set {
                const KEY: &'static str = stringify!($key);
                type Row = $row;

                fn rows(vocabulary: &Vocabulary) -> &[$row] { &vocabulary.$key }

                fn rows_mut(vocabulary: &mut Vocabulary) -> &mut Vec<$row> { &mut vocabulary.$key }
            }
        )*

        /// The words of one jurisdiction, or a handbook's own.
        #[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Vocabulary {
            /// The jurisdiction's name; left out in a handbook's own.
            pub name: Option<String>,
            /// The vocabulary that it adds to.
            pub extends: Option<String>,
            /// The language of its native names.
            pub language: Option<String>,
            $(
                $(#[$doc])*
                #[serde(default)]
                pub $key: Vec<$row>,
            )*
        }

        /// The keys of all lists, in their order.
        pub const SETS: &[&str] = &[$(stringify!($key)),*];

        impl Vocabulary {
            /// The rows of the list with this key, as what all rows have; none where there is no such list.
            pub fn list(&self, key: &str) -> Vec<&dyn Row> {
                match key {
                    $( stringify!($key) => self.$key.iter().map(|row| row as &dyn Row).collect(), )*
                    _ => Vec::new(),
                }
            }

            /// Adds all of another's rows; a row of the same id takes the place of the one that is here.
            pub fn add(&mut self, other: &Vocabulary) {
                $(
                    for row in &other.$key {
                        match self.$key.iter_mut().find(|known| known.id.value == row.id.value) {
                            Some(known) => *known = row.clone(),
                            None => self.$key.push(row.clone()),
                        }
                    }
                )*
            }
        }
    };
}

rows! {
    /// A kind of body, and what the law lets it do.
    OrganisationKind in OrganisationKinds as organisation_kinds {
        /// What the law makes of it.
        #[serde(default)]
        is: Vec<OrganisationTrait>,
    }

    /// Services that bodies give.
    Sector in Sectors as sectors {
        /// Whether a trust of this sector is expected in a provider collaborative.
        expectation: Option<Expectation>,
        /// Since when that is expected; always where nothing is said.
        expected_from: Option<When>,
    }

    /// A kind of area.
    AreaKind in AreaKinds as area_kinds {
        /// The level that it is on.
        level: Option<String>,
    }

    /// A kind of collaborative.
    CollaborativeKind in CollaborativeKinds as collaborative_kinds {
        /// What follows from its definition.
        #[serde(default)]
        is: Vec<CollaborativeTrait>,
        /// The documents that it should have.
        #[serde(default)]
        expects: Vec<String>,
        /// The published sets of aims: its objectives should serve at least one of each.
        #[serde(default)]
        aims: Vec<String>,
    }

    /// A governance model.
    Model in Models as models {
        /// Whether and how it binds members.
        binds: Option<String>,
        /// Where the power to decide sits.
        power: Option<String>,
        /// Who may be in it.
        who: Option<String>,
        /// The papers by which it is usually made.
        #[serde(default)]
        instruments: Vec<String>,
        /// What it cannot be without.
        #[serde(default)]
        requires: Vec<Requirement>,
        /// How it is drawn.
        diagram: Option<String>,
    }

    /// What a forum is in law.
    LegalForm in LegalForms as legal_forms {
        /// What follows from it.
        #[serde(default)]
        is: Vec<LegalFormTrait>,
        /// Whether and how it binds members.
        binds: Option<String>,
        /// Where the power to decide sits.
        power: Option<String>,
        /// Who may be in it.
        who: Option<String>,
        /// What every body that is party to it must be, where the law says so.
        parties: Option<OrganisationTrait>,
        /// The provisions on which it usually rests.
        #[serde(default)]
        basis: Vec<String>,
        /// How it is drawn.
        diagram: Option<String>,
        /// Words in a forum's name that make people expect this form.
        #[serde(default)]
        suggests: Vec<String>,
        /// Its rung on the ladder from an informal group to a merger.
        formality: Option<u32>,
    }

    /// With what voice a member belongs.
    MemberClass in MemberClasses as member_classes {
        /// Whether it has a vote.
        votes: Option<bool>,
        /// Whether it is a member in full.
        full: Option<bool>,
    }

    /// Something that collaboratives are for.
    Aim in Aims as aims {
        /// The published set that it belongs to.
        set: Option<String>,
    }

    /// A principle or an expectation of a published set.
    Principle in Principles as principles {
        /// The published set that it belongs to.
        set: Option<String>,
        /// The voices that it wants to be heard.
        #[serde(default)]
        voices: Vec<SeatTrait>,
    }

    /// A ready set of requirements that a publisher can hold every collaborative to.
    ReadyBaseline in Baselines as baselines {
        /// What it requires.
        #[serde(default)]
        requires: Vec<Required>,
    }

    /// A sort of seat.
    SeatKind in SeatKinds as seat_kinds {
        /// What its holder brings.
        #[serde(default)]
        is: Vec<SeatTrait>,
    }

    /// A sort of matter.
    FunctionCategory in FunctionCategories as function_categories {
        /// Whether those concerned must be asked before it is decided.
        engagement: Option<bool>,
        /// Whether a decision on it sets a course, which somebody should look at again after a time.
        sets_course: Option<bool>,
    }

    /// A sort of agreement.
    AgreementKind in AgreementKinds as agreement_kinds {
        /// Whether it usually binds in law: `true`, `false`, or "partly".
        binding: Option<Binding>,
        /// What it is used for.
        #[serde(default)]
        is: Vec<AgreementTrait>,
    }

    /// A sort of interest.
    InterestKind in InterestKinds as interest_kinds {}

    /// A public register of bodies.
    IdentifierScheme in IdentifierSchemes as identifier_schemes {
        /// The form of its codes, as a regular expression.
        pattern: Option<String>,
        /// Where one can be looked up; `{value}` stands for the code.
        link: Option<Url>,
    }

    /// A level at which things are decided, from the nation down.
    Level in Levels as levels {
        /// Its place in the order: 1 for the highest.
        rank: Option<u32>,
        /// Whether bodies act there in place-based partnerships, to which any collaborative that works there should be linked.
        partnership: Option<bool>,
    }

    /// A provision of law.
    Provision in Provisions as provisions {
        /// The act or code in which it stands.
        instrument: Option<String>,
        /// Its number there.
        section: Option<String>,
        /// Its heading there.
        heading: Option<String>,
        /// What it does, in plain words.
        summary: Option<String>,
        /// Since when it is in force.
        from: Option<When>,
        /// The last day that it was.
        to: Option<When>,
        /// What it makes possible.
        #[serde(default)]
        allows: Vec<Allows>,
        /// On whom it puts liability.
        liability: Option<super::delegation::Liability>,
        /// What it keeps from being given away.
        #[serde(default)]
        forbids: Vec<String>,
        /// What it is wrongly cited for, and the right provision.
        #[serde(default)]
        not_for: Vec<NotFor>,
        /// What a body must be to give a function away under it.
        delegator: Option<OrganisationTrait>,
        /// What a body must be to receive one under it.
        delegate: Option<OrganisationTrait>,
        /// What a body must be to pay into a fund under it.
        contributors: Option<OrganisationTrait>,
        /// Functions that rest on these provisions may not be given away.
        #[serde(default)]
        forbids_provisions: Vec<String>,
        /// Whether it asks that chair and vice chair come from different bodies.
        chair_and_vice_differ: Option<bool>,
        /// Whether it asks for as many seats of one body as of any other; of one kind of body, where several kinds sit together.
        equal_seats: Option<bool>,
    }
}

impl Provision {
    /// When it is in force.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

impl LegalForm {
    /// Whether it neither decides nor can hold a delegation; not where that depends on an agreement or is not said.
    pub fn binds_nobody(&self) -> bool {
        use LegalFormTrait::{Advises, Decides, HoldsDelegation, LiabilityWithBody};
        let powerless = !self.is.iter().any(|one| matches!(one, Decides | HoldsDelegation));
        powerless && self.is.iter().any(|one| matches!(one, Advises | LiabilityWithBody))
    }
}

/// One thing that a ready baseline requires.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Required {
    /// A document, a field, or a word such as `principle:shared-planning-and-decision-making`.
    pub what: String,
    /// What it is called as the heading of a column.
    pub name: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// What a provision is wrongly cited for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NotFor {
    /// What people mean when they cite it.
    pub topic: String,
    /// The provision that says that.
    #[serde(rename = "use")]
    pub instead: String,
    /// Why.
    pub because: Option<String>,
}
