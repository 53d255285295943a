//! A forum, and its terms of reference.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::collaborative::Review;
use super::control::Control;
use super::quorum::Quorum;
use super::vocabulary::{LegalForms, Levels, Provisions, SeatKinds};
use super::{Area, Function, Organisation, Person, Policy};
use crate::record::date::{During, Length, When};
use crate::record::link::{Each, Link, Party, Term};
use crate::record::value::{Fraction, Sp};

/// A forum: who meets, with what power, by which rules. Its prose is the terms of reference that boards approve.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Forum {
    /// What it is in law, whatever it is called.
    pub legal_form: Option<Term<LegalForms>>,
    /// The provisions under which it acts.
    #[serde(default)]
    pub basis: Vec<Term<Provisions>>,
    /// The bodies that made it, each by its own resolution.
    #[serde(default)]
    pub established_by: Vec<Sp<Established>>,
    /// To whom it answers.
    #[serde(default)]
    pub reports_to: Vec<Sp<Party>>,
    /// The larger group of which it is part.
    pub part_of: Option<Link<Forum>>,
    /// The level at which it works.
    pub level: Option<Term<Levels>>,
    /// Where it works, where that is less than the collaborative's footprint.
    #[serde(default)]
    pub areas: Vec<Link<Area>>,
    /// Since when it meets.
    pub from: Option<When>,
    /// The last day that it existed.
    pub to: Option<When>,
    /// What it is for, in a sentence.
    pub purpose: Option<String>,
    /// What it decides or oversees.
    #[serde(default)]
    pub responsibilities: Vec<Link<Function>>,
    /// What it does not do, though one might think so.
    #[serde(default)]
    pub out_of_scope: Vec<Link<Function>>,
    /// The policy or standing orders that hold unless this says otherwise.
    pub inherits: Option<Link<Policy>>,
    /// Where it differs from what it inherits.
    #[serde(default)]
    pub deviations: Vec<String>,
    /// How its chair is found.
    pub chair: Option<Sp<Chair>>,
    /// Who sits on it, by seat and not by person.
    #[serde(default)]
    pub seats: Vec<Sp<Seat>>,
    /// Who is there without a seat.
    #[serde(default)]
    pub attendees: Vec<Sp<Attendee>>,
    /// How many seats there may be, and from whom.
    pub limits: Option<Sp<Limits>>,
    /// How many must be there.
    pub quorum: Option<Sp<Quorum>>,
    /// How it decides.
    pub decisions: Option<Sp<Decisions>>,
    /// How often and how it meets.
    pub meetings: Option<Sp<MeetingRules>>,
    /// How interests are handled.
    pub conflicts: Option<Sp<Conflicts>>,
    /// How those who made it are assured of its work, such as through their audit committees or a council's scrutiny.
    pub assurance: Option<Sp<String>>,
    /// When it looks at its own work.
    pub review: Option<Sp<Review>>,
    /// Who may change these terms of reference.
    #[serde(default)]
    pub amended_by: Vec<Sp<Party>>,
    /// Version, approval and review of the text.
    pub control: Option<Sp<Control>>,
}

impl Forum {
    /// When it exists.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// By whom and when a forum was made.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Established {
    /// The body that resolved it.
    pub organisation: Link<Organisation>,
    /// When.
    pub on: Option<When>,
    /// The resolution, in words or by its number.
    pub resolution: Option<String>,
}

/// How the chair is found.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chair {
    /// The way.
    pub rule: Option<Sp<ChairRule>>,
    /// The seat that the chair holds, by its id, where it is always the same.
    pub seat: Option<Sp<String>>,
    /// The order in which the chair goes round.
    #[serde(default)]
    pub order: Vec<Link<Organisation>>,
    /// How long one chairs.
    pub term: Option<Length>,
    /// Since when the present chair does.
    pub since: Option<When>,
    /// The body from which the present chair comes.
    pub held_by: Option<Link<Organisation>>,
    /// Whether the chair may decide where votes are equal.
    pub casting_vote: Option<Sp<bool>>,
    /// Who takes the chair's place.
    pub vice: Option<Sp<Vice>>,
}

/// How a chair is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ChairRule {
    /// Named by those it answers to.
    Appointed,
    /// Chosen by its members.
    Elected,
    /// Goes round.
    Rotates,
    /// From outside the members.
    Independent,
    /// The holder of a post.
    ExOfficio,
}

/// Who takes the chair's place.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vice {
    /// The seat, by its id.
    pub seat: Option<Sp<String>>,
    /// In words.
    pub rule: Option<String>,
    /// The body from which the present vice chair comes.
    pub held_by: Option<Link<Organisation>>,
    /// Whether it must come from another body than the chair.
    pub other_body: Option<bool>,
}

/// A seat, or several alike.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Seat {
    /// A short name by which rules point at it.
    pub id: Option<Sp<String>>,
    /// What it is called.
    pub title: String,
    /// One for every member.
    pub each: Option<Each>,
    /// The body that fills it.
    pub organisation: Option<Link<Organisation>>,
    /// How many there are; one where nothing is said.
    pub count: Option<Sp<u32>>,
    /// Whether it has a vote; it has where nothing is said.
    pub voting: Option<bool>,
    /// How many votes, where they are weighted.
    pub votes: Option<u32>,
    /// What sort of seat it is.
    pub kind: Option<Term<SeatKinds>>,
    /// Whether somebody else may sit there for a time.
    pub deputy: Option<Deputy>,
    /// For how long one holds it.
    pub term: Option<Term_>,
    /// Who holds it or held it.
    #[serde(default)]
    pub holders: Vec<Sp<Holder>>,
    /// Whether nobody holds it.
    pub vacant: Option<Sp<bool>>,
    /// How it is filled.
    pub appointed_by: Option<String>,
}

/// Whether and how a deputy stands in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deputy {
    /// Whether one may.
    pub allowed: bool,
    /// Whether one counts towards the quorum.
    pub counts: Option<bool>,
    /// Whether one votes.
    pub votes: Option<bool>,
    /// Who it is, where one is named in advance.
    pub named: Option<String>,
}

/// For how long a seat is held.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[serde(rename = "Term")]
pub struct Term_ {
    /// How long one term is.
    pub length: Option<Length>,
    /// How many terms in a row one may serve.
    pub limit: Option<u32>,
}

/// Somebody who holds a seat.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// Who.
    pub person: Option<Link<Person>>,
    /// From which body.
    pub organisation: Option<Link<Organisation>>,
    /// By which post, where no person is named.
    pub post: Option<String>,
    /// The first day.
    pub from: Option<When>,
    /// The last day.
    pub to: Option<When>,
    /// Who stands in for them.
    pub deputy: Option<String>,
}

impl Holder {
    /// When they hold it.
    pub fn during(&self) -> During {
        During::new(self.from, self.to)
    }
}

/// Somebody who is there without a seat.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attendee {
    /// What they are.
    pub title: String,
    /// From which body.
    pub organisation: Option<Link<Organisation>>,
    /// One from every member.
    pub each: Option<Each>,
}

/// How many seats there may be.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// How many in all.
    pub seats: Option<Sp<Range>>,
    /// How many from one employer.
    pub same_affiliation: Option<Sp<Cap>>,
    /// Whether every member must have as many seats as any other.
    pub equal_seats: Option<bool>,
    /// How many votes there are in all, where they are weighted.
    pub total_votes: Option<Sp<u32>>,
}

/// From so many to so many.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// At least.
    pub min: Option<u32>,
    /// At most.
    pub max: Option<u32>,
}

/// At most so many, or such a part.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-one-of" = ["fraction", "count"]))]
pub struct Cap {
    /// A part of the seats.
    pub fraction: Option<Fraction>,
    /// A number of seats.
    pub count: Option<u32>,
}

/// How a forum decides.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decisions {
    /// The usual way.
    pub method: Option<Sp<Method>>,
    /// Of whom a majority is counted.
    pub of: Option<Sp<Voters>>,
    /// What happens where that fails.
    pub fallback: Option<String>,
    /// What happens where votes are equal.
    pub tie: Option<String>,
    /// How urgent matters are decided between meetings.
    pub urgent: Option<String>,
    /// Whether what it supports needs the members' own approval.
    pub needs_approval: Option<Sp<Each>>,
    /// Kinds of decision that pass in another way.
    #[serde(default)]
    pub types: Vec<Sp<DecisionType>>,
}

/// A way of deciding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// All agree, or agree to differ.
    Consensus,
    /// Nobody objects.
    Consent,
    /// More than half.
    Majority,
    /// More than half by a stated margin.
    Supermajority,
    /// Every vote.
    Unanimity,
}

/// Of whom a majority is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Voters {
    /// Of all members.
    Members,
    /// Of all seats with a vote.
    VotingSeats,
    /// Of those who are there.
    Present,
    /// Of those who vote.
    Voting,
}

/// A kind of decision that passes in its own way.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionType {
    /// What it is called.
    pub name: String,
    /// When it passes, in words.
    pub passes: Option<String>,
    /// How many must take part.
    pub takes_part: Option<Sp<super::quorum::Rule>>,
    /// How long it must be open.
    pub minimum: Option<Length>,
    /// For what it is used.
    pub used_for: Option<String>,
    /// Who may propose it.
    pub proposed_by: Option<String>,
}

/// How often and how a forum meets.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeetingRules {
    /// How often.
    pub every: Option<Length>,
    /// How many times a year at least.
    pub minimum: Option<Sp<u32>>,
    /// Whether the public may be there.
    pub public: Option<bool>,
    /// How the public can come, and ask.
    pub visitors: Option<Visitors>,
    /// How long before it is called.
    pub notice: Option<Length>,
    /// How long before its papers are out.
    pub papers: Option<Length>,
    /// What becomes of its minutes.
    pub minutes: Option<Minutes>,
    /// About how long one lasts, in minutes.
    pub duration: Option<u32>,
    /// Whether one may take part from afar, and counts.
    pub remote: Option<bool>,
}

/// How the public can be at meetings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Visitors {
    /// How one can come, such as where to sign in or whom to tell.
    pub come: Option<String>,
    /// How one can ask a question, and until when.
    pub ask: Option<String>,
}

/// What becomes of minutes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// How long after the meeting they are out.
    pub within: Option<Length>,
    /// Whether they are published.
    pub published: Option<bool>,
}

/// How interests are handled.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conflicts {
    /// When they are declared.
    pub declared: Option<String>,
    /// Where they are registered: "people" for the records of this handbook, or an address.
    pub register: Option<String>,
    /// What somebody with an interest may do.
    pub handling: Option<String>,
}
