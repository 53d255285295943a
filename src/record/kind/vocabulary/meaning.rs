//! What a word means for the rules: the few meanings that the program knows, which the data of a jurisdiction gives to its words.

use schemars::JsonSchema;
use serde::Deserialize;

/// What the law makes of a kind of body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OrganisationTrait {
    /// It can own, employ, contract and be sued.
    LegalPerson,
    /// It belongs to the national health service.
    NhsBody,
    /// It is an NHS trust or foundation trust.
    Trust,
    /// It is a foundation trust.
    FoundationTrust,
    /// It arranges care for a population.
    Commissioner,
    /// It may delegate, or act jointly, under section 65Z5.
    RelevantBody,
    /// It may be party to a joint committee under section 65Z6.
    JointCommitteeParty,
    /// It is a council.
    LocalAuthority,
    /// It brings together those who work in one place.
    PlacePartnership,
    /// It gives care.
    Provider,
    /// It regulates others.
    Regulator,
    /// Its committees are committees of its directors.
    CommitteesOfDirectors,
    /// It may be the support establishment of a French group.
    SupportEstablishmentEligible,
    /// It is a university hospital.
    UniversityHospital,
    /// It is a regional health agency.
    RegionalHealthAgency,
    /// No body of this kind exists any more.
    DissolvedForm,
}

/// Whether a trust of a sector is expected in a provider collaborative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Expectation {
    /// It must be in at least one.
    Must,
    /// It may be, where that helps patients.
    May,
}

/// What follows from the definition of a kind of collaborative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CollaborativeTrait {
    /// It is one only with at least two trusts.
    NeedsTwoTrusts,
    /// It is led by an NHS provider.
    NhsLead,
    /// It works for one place, across services.
    PlaceBased,
    /// It is made of sites of one body.
    SitesOfOneBody,
    /// It rests on contracts.
    Contractual,
    /// It has a host.
    Hosted,
    /// It rests on a convention.
    Convention,
    /// A law made it.
    Statutory,
    /// Its members are people who work in the open.
    OpenSource,
}

/// What a governance model cannot be without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// One member that leads.
    Lead,
    /// A body that employs and contracts.
    Host,
    /// A commissioner.
    Commissioner,
    /// A contract between the commissioner and the lead.
    HeadContract,
    /// An agreement of all members.
    PartnershipAgreement,
    /// Somebody who holds a post in several members.
    JointPost,
    /// A company.
    Company,
    /// A support establishment.
    SupportEstablishment,
    /// A university hospital.
    UniversityHospital,
    /// An authority's approval.
    AuthorityApproval,
}

/// What follows from a legal form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LegalFormTrait {
    /// Its decisions need nobody's approval.
    Decides,
    /// It recommends only.
    Advises,
    /// A function can be given to it.
    HoldsDelegation,
    /// It is one committee, and one decision, for each member.
    InCommon,
    /// One decision binds several bodies.
    Joint,
    /// Named holders of posts decide, each for their own body.
    Individual,
    /// It binds by contract only.
    Contractual,
    /// Liability stays with the bodies that made it.
    LiabilityWithBody,
    /// It is the board of one body, and answers to nobody above it.
    OwnBoard,
}

/// Whether an agreement of a kind usually binds in law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Some of its clauses do.
    Partly,
}

impl<'de> Deserialize<'de> for Binding {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        match word.as_str() {
            "true" => Ok(Binding::Yes),
            "false" => Ok(Binding::No),
            "partly" => Ok(Binding::Partly),
            _ => Err(serde::de::Error::custom("how it binds is true, false or \"partly\"")),
        }
    }
}

impl JsonSchema for Binding {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Binding".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "format": "scalar", "enum": [true, false, "partly"] })
    }
}

/// What a sort of agreement is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AgreementTrait {
    /// A contract.
    Contract,
    /// The contract between commissioner and lead.
    HeadContract,
    /// A contract below the head contract.
    Subcontract,
    /// An agreement of partners.
    Partnership,
    /// A memorandum.
    Memorandum,
    /// It gives functions to others.
    Delegation,
    /// It pools money.
    PooledFund,
    /// It says what a host does.
    Host,
    /// It is about a post that several bodies share.
    JointAppointment,
    /// It shares information.
    InformationSharing,
    /// A convention.
    Convention,
    /// A constitution.
    Constitution,
    /// It makes or rules a company.
    Company,
    /// A charter.
    Charter,
}

/// What the holder of a sort of seat brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SeatTrait {
    /// A director of the body.
    Director,
    /// One who also manages it.
    Executive,
    /// One who asks the awkward questions: non-executive, independent or lay.
    Challenge,
    /// The voice of those who treat patients.
    ClinicalVoice,
    /// The voice of those whom it concerns.
    CommunityVoice,
    /// The chair of the forum.
    Chair,
    /// Who takes the chair's place.
    ViceChair,
    /// One who comes from none of the members.
    Outside,
}

/// What a provision makes possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Allows {
    /// One body exercises another's function.
    Delegation,
    /// Bodies exercise a function together.
    JointExercise,
    /// They do so by a joint committee.
    JointCommittee,
    /// They pool money.
    PooledFund,
    /// A board gives its powers to a committee of directors.
    CommitteeOfDirectors,
    /// A board gives its powers to an executive director.
    IndividualDelegation,
    /// A health body and a council act together.
    PartnershipWithCouncil,
    /// A body acts together with anybody.
    JointWorkingWithAnyone,
    /// One person holds posts in several bodies.
    JointAppointments,
    /// Property, rights and staff move.
    TransferScheme,
    /// A convention.
    Convention,
    /// A company.
    Company,
}
