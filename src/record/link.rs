//! References from one record to another, and to words of the vocabulary, as authors write them.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use super::kind::vocabulary::{Row, Vocabulary};
use super::kind::{Agreement, Collaborative, Document, Fields, Forum, Organisation, Person, Policy};
use super::value::{Sp, Url};
use crate::span::Span;

/// A reference to a record of kind `K`, by its id.
pub struct Link<K> {
    /// The id as written: bare, or `collaborative/id`.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    kind: PhantomData<fn() -> K>,
}

impl<K> Clone for Link<K> {
    fn clone(&self) -> Self {
        Link { text: self.text.clone(), span: self.span, kind: PhantomData }
    }
}

impl<K> fmt::Debug for Link<K> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Link({})", self.text)
    }
}

impl<'de, K> Deserialize<'de> for Link<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Sp { value, span } = Sp::<String>::deserialize(deserializer)?;
        Ok(Link { text: value, span, kind: PhantomData })
    }
}

impl<K: Fields> JsonSchema for Link<K> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("link-to-{}", K::KIND.name()).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "x-link": K::KIND.name() })
    }
}

/// A list of the vocabulary.
pub trait Set {
    /// The list's key in a vocabulary file, such as `legal_forms`.
    const KEY: &'static str;
    /// What one of its rows holds.
    type Row: Row;

    /// The list in a vocabulary.
    fn rows(vocabulary: &Vocabulary) -> &[Self::Row];

    /// The list in a vocabulary, to add to.
    fn rows_mut(vocabulary: &mut Vocabulary) -> &mut Vec<Self::Row>;
}

/// A word of the vocabulary's list `S`, by its id.
pub struct Term<S> {
    /// The id as written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    set: PhantomData<fn() -> S>,
}

impl<S> Clone for Term<S> {
    fn clone(&self) -> Self {
        Term { text: self.text.clone(), span: self.span, set: PhantomData }
    }
}

impl<S> fmt::Debug for Term<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Term({})", self.text)
    }
}

impl<'de, S> Deserialize<'de> for Term<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Sp { value, span } = Sp::<String>::deserialize(deserializer)?;
        Ok(Term { text: value, span, set: PhantomData })
    }
}

impl<S: Set> JsonSchema for Term<S> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("term-of-{}", S::KEY).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "x-term": S::KEY })
    }
}

/// Every one of a group, named by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Each {
    /// Every member of the collaborative; where something answers to or comes from one, its board.
    Member,
}

/// Somebody who holds, gives, receives or answers: a body, a forum, a person, a post, or every member.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = ["organisation", "forum", "collaborative", "person", "each"], "x-needs" = { "post": "organisation" }))]
pub struct Party {
    /// A body.
    pub organisation: Option<Link<Organisation>>,
    /// A forum, whoever sits on it.
    pub forum: Option<Link<Forum>>,
    /// A collaborative as a whole.
    pub collaborative: Option<Link<Collaborative>>,
    /// A person.
    pub person: Option<Link<Person>>,
    /// Every member of this collaborative.
    pub each: Option<Sp<Each>>,
    /// A post within the organisation, such as its chief executive.
    pub post: Option<String>,
}

/// Who a [`Party`] is.
#[derive(Clone, Copy, Debug)]
pub enum Who<'r> {
    /// A body.
    Organisation(&'r Link<Organisation>),
    /// A post within a body.
    Post(&'r str, &'r Link<Organisation>),
    /// A forum.
    Forum(&'r Link<Forum>),
    /// A collaborative.
    Collaborative(&'r Link<Collaborative>),
    /// A person.
    Person(&'r Link<Person>),
    /// Every member.
    EachMember(Span),
}

impl Party {
    /// Who it is; `None` where nothing is named, which reading has reported.
    pub fn who(&self) -> Option<Who<'_>> {
        if let Some(link) = &self.organisation {
            return Some(match &self.post {
                Some(post) => Who::Post(post, link),
                None => Who::Organisation(link),
            });
        }
        let forum = self.forum.as_ref().map(Who::Forum);
        let collaborative = || self.collaborative.as_ref().map(Who::Collaborative);
        let person = || self.person.as_ref().map(Who::Person);
        let each = || self.each.as_ref().map(|each| Who::EachMember(each.span));
        forum.or_else(collaborative).or_else(person).or_else(each)
    }
}

/// What shows that something is so.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// A forum.
    pub forum: Option<Link<Forum>>,
    /// An agreement.
    pub agreement: Option<Link<Agreement>>,
    /// A document.
    pub document: Option<Link<Document>>,
    /// A policy.
    pub policy: Option<Link<Policy>>,
    /// A page elsewhere.
    pub url: Option<Url>,
    /// In words.
    pub text: Option<String>,
}
