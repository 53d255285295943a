//! A collaborative: who, since when, which model, which members.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::vocabulary::{Aims, CollaborativeKinds, MemberClasses, Models, Principles, Sectors};
use super::{Area, Organisation, Person};
use crate::record::date::{During, Length, When};
use crate::record::link::{Evidence, Link, Term};
use crate::record::value::{Email, Sp, Url};

/// Bodies, or people, that act together: who, since when, by which model.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Collaborative {
    /// What sort of collaborative it is.
    pub kind: Term<CollaborativeKinds>,
    /// Whether its members give similar services, different ones, or both.
    pub orientation: Option<Sp<Orientation>>,
    /// The services that it is about.
    #[serde(default)]
    pub sectors: Vec<Term<Sectors>>,
    /// Its governance model, as policy names it; each forum states its own legal form.
    pub model: Option<Term<Models>>,
    /// How far it has come.
    pub stage: Option<Sp<Stage>>,
    /// Since when it exists.
    pub from: Option<When>,
    /// The last day that it existed.
    pub to: Option<When>,
    /// The jurisdiction whose vocabulary and rules hold here, where it is not the handbook's.
    pub jurisdiction: Option<Sp<Jurisdiction>>,
    /// The areas that it serves.
    #[serde(default)]
    pub footprint: Vec<Link<Area>>,
    /// The member that holds the contract and answers for the service; some models require one.
    pub lead: Option<Link<Organisation>>,
    /// The body that employs and contracts on its behalf.
    pub host: Option<Link<Organisation>>,
    /// The body to which hosting is proposed, or agreed, to move.
    pub next_host: Option<Link<Organisation>>,
    /// How staff, contracts and property move where the host changes, and by when.
    pub transition: Option<String>,
    /// The body whose staff serve it: papers, minutes, the programme office.
    pub secretariat: Option<Link<Organisation>>,
    /// The company or other legal vehicle that the members own together.
    pub company: Option<Link<Organisation>>,
    /// The bodies that commission or approve it, and when each does.
    #[serde(default)]
    pub commissioners: Vec<Sp<Commissioner>>,
    /// The collaborative inside which it sits.
    pub parent: Option<Link<Collaborative>>,
    /// The collaboratives that took its place.
    #[serde(default)]
    pub successors: Vec<CollaborativeSuccessor>,
    /// Who belongs to it, and with what voice.
    #[serde(default)]
    pub members: Vec<Sp<Member>>,
    /// What it has agreed to achieve.
    #[serde(default)]
    pub objectives: Vec<Sp<Objective>>,
    /// How it meets published principles.
    #[serde(default)]
    pub principles: Vec<Sp<PrincipleMet>>,
    /// Work that it does together.
    #[serde(default)]
    pub programmes: Vec<Sp<Programme>>,
    /// What happened, and when.
    #[serde(default)]
    pub events: Vec<Sp<Event>>,
    /// How it is paid for.
    pub funding: Option<Sp<Funding>>,
    /// Mailboxes for those who ask.
    pub contact: Option<Contact>,
    /// When its arrangements are looked at again.
    pub review: Option<Sp<Review>>,
    /// How a member leaves.
    pub exit: Option<String>,
}

impl Collaborative {
    /// Whether it is not agreed yet: what it has not settled is then no mistake.
    pub fn is_proposed(&self) -> bool {
        self.stage.is_some_and(|stage| stage.value == Stage::Proposed)
    }

    /// When it exists.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// A body that commissions or approves a collaborative.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commissioner {
    /// The body.
    pub organisation: Link<Organisation>,
    /// Since when it does.
    pub from: Option<When>,
    /// The last day that it did.
    pub to: Option<When>,
}

impl Commissioner {
    /// When it does.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// Whether members give similar services or different ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Orientation {
    /// Similar services: a chain of acute trusts.
    Horizontal,
    /// Different services along a pathway: community, acute, mental health.
    Vertical,
    /// Both.
    Mixed,
}

/// How far a collaborative has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Not agreed yet.
    Proposed,
    /// Working as if it were live, without its powers.
    Shadow,
    /// At work.
    Live,
    /// At work, and its future is being looked at.
    UnderReview,
    /// Paused.
    Suspended,
    /// At an end.
    Closed,
}

/// A jurisdiction: its vocabulary, its law, its rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Jurisdiction {
    /// England, with the English NHS.
    England,
    /// Wales.
    Wales,
    /// Scotland.
    Scotland,
    /// Ireland.
    Ireland,
    /// France.
    France,
    /// No country's law: open-source groups, networks, clubs.
    #[default]
    Generic,
}

/// One member: a body, a person, or another collaborative.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = ["organisation", "person", "collaborative"]))]
pub struct Member {
    /// The body.
    pub organisation: Option<Link<Organisation>>,
    /// The person, where members are people.
    pub person: Option<Link<Person>>,
    /// The collaborative, where one is a member of another.
    pub collaborative: Option<Link<Collaborative>>,
    /// With what voice.
    pub class: Option<Term<MemberClasses>>,
    /// Since when.
    pub from: Option<When>,
    /// The last day.
    pub to: Option<When>,
    /// How many votes it has, where votes are weighted.
    pub votes: Option<u32>,
    /// Who approved that it joined.
    pub approved: Option<MemberApproval>,
    /// What it pays or gives.
    pub contribution: Option<Contribution>,
    /// How long before leaving it must say so.
    pub notice: Option<Length>,
    /// Anything else that readers need.
    pub note: Option<String>,
}

impl Member {
    /// When it belongs.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// Who approved that a member joined.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MemberApproval {
    /// Which of its bodies, such as "board".
    pub by: String,
    /// When.
    pub on: Option<When>,
}

/// What a member pays or gives.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// By which rule, such as "proportionate to turnover".
    pub rule: Option<String>,
    /// How much in the period, in the handbook's currency.
    pub amount: Option<u64>,
    /// For which period, such as "2025-26".
    pub period: Option<String>,
}

/// A collaborative that took another's place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CollaborativeSuccessor {
    /// The collaborative, or the body that its members became.
    pub collaborative: Option<Link<Collaborative>>,
    /// The body that its members became.
    pub organisation: Option<Link<Organisation>>,
    /// From which day.
    pub on: Option<When>,
    /// What became of it, in words.
    pub note: Option<String>,
}

/// An agreed aim.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Objective {
    /// What is to be achieved.
    pub text: String,
    /// Which aims it serves.
    #[serde(default)]
    pub aims: Vec<Term<Aims>>,
    /// With which bodies it was agreed.
    #[serde(default)]
    pub agreed_with: Vec<Link<Organisation>>,
    /// Who leads the work.
    pub lead: Option<Link<Organisation>>,
    /// How one will know.
    pub measure: Option<String>,
    /// By when.
    pub due: Option<When>,
}

/// How the collaborative meets one principle of a published set.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PrincipleMet {
    /// Which principle.
    pub principle: Term<Principles>,
    /// What shows it.
    pub evidence: Evidence,
}

/// A piece of work done together.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// What it is called.
    pub name: String,
    /// What it does, in a sentence or two.
    pub summary: Option<String>,
    /// Which function it is about.
    pub function: Option<Link<super::Function>>,
    /// Since when.
    pub from: Option<When>,
    /// Until when.
    pub to: Option<When>,
}

/// Something that happened.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When.
    pub on: When,
    /// What.
    pub text: String,
    /// A source on the web.
    pub source: Option<Url>,
}

/// How a collaborative is paid for.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Funding {
    /// By which rule the members share the cost.
    pub rule: Option<String>,
    /// What the money pays.
    pub pays_for: Option<String>,
    /// The body that holds it.
    pub holder: Option<Link<Organisation>>,
    /// How much in the period, in the handbook's currency.
    pub amount: Option<u64>,
    /// For which period.
    pub period: Option<String>,
}

/// Mailboxes of roles, never of a person.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// For questions about how it is governed.
    pub governance: Option<Sp<Email>>,
    /// For suppliers and those who want to join.
    pub suppliers: Option<Sp<Email>>,
    /// For everybody else.
    pub public: Option<Sp<Email>>,
    /// For journalists.
    pub media: Option<Sp<Email>>,
    /// For complaints.
    pub complaints: Option<Sp<Email>>,
    /// Its own page on the web.
    pub website: Option<Url>,
}

/// When something is looked at again, and by whom.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// How often.
    pub every: Option<Length>,
    /// The next time.
    pub next: Option<When>,
    /// A condition instead of a date, such as "two months before the contract ends".
    pub when: Option<String>,
    /// The post that sees to it.
    pub owner: Option<String>,
}
