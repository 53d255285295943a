//! A holder of public posts, with declared interests.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Organisation;
use super::vocabulary::InterestKinds;
use crate::record::date::{During, When};
use crate::record::link::{Link, Term};
use crate::record::value::Sp;

/// A person who holds public posts, with what they have declared.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The posts that they hold or held.
    #[serde(default)]
    pub posts: Vec<Sp<Post>>,
    /// What they have declared.
    #[serde(default)]
    pub interests: Vec<Sp<Interest>>,
    /// The day on which they last declared that they have nothing more to declare.
    pub declared: Option<When>,
    /// The organisation that pays them, where it is none of their posts': for open-source groups.
    pub affiliation: Option<Link<Organisation>>,
}

/// A post.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// What it is called.
    pub title: String,
    /// Where.
    pub organisation: Link<Organisation>,
    /// The first day.
    pub from: Option<When>,
    /// The last day.
    pub to: Option<When>,
    /// Where the person holds posts in other bodies too: for which body they act when interests differ, and what is done about it.
    pub conflicts: Option<String>,
}

impl Post {
    /// When it is held.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// A declared interest.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interest {
    /// Which of the kinds.
    pub kind: Term<InterestKinds>,
    /// What it is; left out where it is withheld.
    pub description: Option<String>,
    /// The organisation concerned, where it has a record here.
    pub organisation: Option<Link<Organisation>>,
    /// Since when.
    pub from: Option<When>,
    /// Until when.
    pub to: Option<When>,
    /// When it was declared.
    pub declared: Option<When>,
    /// What is done about it.
    pub mitigation: Option<String>,
    /// Why the details are not published: then nothing but the kind and this reason is.
    pub withheld: Option<Sp<String>>,
}
