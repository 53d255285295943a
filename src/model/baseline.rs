//! What a publisher requires of every collaborative, and who has it.

use super::{Entry, Model, RecordId};
use crate::phrases::Saying;
use crate::record::kind::vocabulary::{AgreementTrait, Row};
use crate::record::kind::{Agreement, Collaborative, Kind};

/// A set of requirements, and how each collaborative meets them.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// Its id: that of a ready baseline, or `own`.
    pub id: String,
    /// What it is called.
    pub name: Saying,
    /// What it is, and where it comes from.
    pub definition: String,
    /// What it requires, in order.
    pub requirements: Vec<RequirementNamed>,
    /// How each collaborative of today meets it, in the order of their addresses.
    pub rows: Vec<BaselineRow>,
}

/// One requirement.
#[derive(Clone, Debug)]
pub struct RequirementNamed {
    /// As written, such as `agreements`.
    pub what: String,
    /// As readers see it.
    pub name: Saying,
    /// Why.
    pub reason: String,
    /// The kinds of collaborative of which it is required; of all where there are none.
    pub kinds: Vec<String>,
}

/// How one collaborative meets a baseline.
#[derive(Clone, Debug)]
pub struct BaselineRow {
    /// The collaborative.
    pub collaborative: RecordId,
    /// For each requirement, how it is met.
    pub met: Vec<Met>,
}

/// How a requirement is met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Met {
    /// By this record.
    By(RecordId),
    /// By what the collaborative's own record says.
    Stated,
    /// Not.
    Not,
    /// It is not required of this kind of collaborative.
    NotAsked,
    /// The word says nothing that can be looked for.
    NotUnderstood,
}

impl Model {
    /// The handbook's own baseline, where it has one, and the ready ones that it switches on.
    pub fn baselines(&self) -> Vec<Baseline> {
        let Some(handbook) = self.handbook() else { return Vec::new() };
        let mut baselines = Vec::new();
        let own: Vec<RequirementNamed> = handbook
            .baseline
            .iter()
            .map(|row| RequirementNamed {
                what: row.requires.value.clone(),
                name: requirement_name(&row.requires.value),
                reason: row.reason.clone().unwrap_or_default(),
                kinds: row.kinds.iter().map(|kind| kind.value.clone()).collect(),
            })
            .collect();
        if !own.is_empty() {
            baselines.push(self.measured("own".to_owned(), Saying::plain("baseline.own"), String::new(), own));
        }
        let vocabulary = self.vocabulary(self.jurisdiction());
        for ready in handbook.baselines.iter().filter_map(|term| vocabulary.row(term)) {
            let requirements = ready.requires.iter().map(|required| RequirementNamed {
                what: required.what.clone(),
                name: required.name.as_ref().map_or_else(|| requirement_name(&required.what), Saying::from),
                reason: required.reason.clone().unwrap_or_default(),
                kinds: Vec::new(),
            });
            baselines.push(self.measured(
                ready.id.value.clone(),
                (&ready.name).into(),
                ready.definition().to_owned(),
                requirements.collect(),
            ));
        }
        baselines
    }

    fn measured(&self, id: String, name: Saying, definition: String, requirements: Vec<RequirementNamed>) -> Baseline {
        let today = self.all::<Collaborative>().filter(|entry| self.holds_today(entry.id));
        let row = |collaborative: Entry<'_, Collaborative>| BaselineRow {
            collaborative: collaborative.id,
            met: requirements.iter().map(|requirement| self.meets(collaborative, requirement)).collect(),
        };
        let rows = today.map(row).collect();
        Baseline { id, name, definition, requirements, rows }
    }

    fn meets(&self, collaborative: Entry<'_, Collaborative>, requirement: &RequirementNamed) -> Met {
        let kind = &collaborative.fields.kind.text;
        if !requirement.kinds.is_empty() && !requirement.kinds.contains(kind) {
            return Met::NotAsked;
        }
        match requirement.what.split_once(':') {
            Some(("principle", id)) => stated(collaborative.fields.principles.iter().any(|met| met.principle.text == id)),
            Some(("seat", kind)) => self.seat_of_kind(collaborative, kind),
            Some(("agreement", word)) => self.agreement_with(collaborative, word),
            Some(("function", id)) => self.function_held(collaborative, id),
            Some(_) => Met::NotUnderstood,
            None => self.has(collaborative, &requirement.what),
        }
    }

    fn has(&self, collaborative: Entry<'_, Collaborative>, what: &str) -> Met {
        let single = |kind: Kind, name: &str| {
            self.find(kind, &format!("{}/{name}", collaborative.record.address.id)).map_or(Met::Not, Met::By)
        };
        let first = |kind: Kind| self.first_of(collaborative, kind);
        match what {
            "purpose" => single(Kind::Purpose, "purpose"),
            "governance" => single(Kind::Governance, "governance"),
            "delegations" => single(Kind::Delegations, "delegations"),
            "meetings" => single(Kind::Meetings, "meetings"),
            "agreement" | "agreements" => first(Kind::Agreement),
            "terms-of-reference" | "forums" => first(Kind::Forum),
            "decisions" => first(Kind::Decision),
            "documents" => first(Kind::Document),
            // Any other field of the collaborative's own record.
            field if Kind::Collaborative.schema().root().field(field).is_some() => {
                let says = collaborative.record.facts.iter().any(|fact| fact.field == field);
                stated(says)
            }
            _ => Met::NotUnderstood,
        }
    }

    fn first_of(&self, collaborative: Entry<'_, Collaborative>, kind: Kind) -> Met {
        let id = &collaborative.record.address.id;
        let mut own = self.of_kind(kind).filter(|(_, record)| record.address.collaborative.as_ref() == Some(id));
        own.find(|(id, _)| self.holds_today(*id)).map_or(Met::Not, |(id, _)| Met::By(id))
    }

    fn seat_of_kind(&self, collaborative: Entry<'_, Collaborative>, kind: &str) -> Met {
        let mut forums = self.forums(collaborative).filter(|forum| self.holds_today(forum.id));
        let has = |forum: &Entry<'_, crate::record::kind::Forum>| {
            forum.fields.seats.iter().any(|seat| seat.kind.as_ref().is_some_and(|own| own.text == kind))
        };
        forums.find(has).map_or(Met::Not, |forum| Met::By(forum.id))
    }

    fn agreement_with(&self, collaborative: Entry<'_, Collaborative>, word: &str) -> Met {
        let id = &collaborative.record.address.id;
        let own = self.all::<Agreement>().filter(|agreement| agreement.record.address.collaborative.as_ref() == Some(id));
        let fits = |agreement: &Entry<'_, Agreement>| {
            let row = self.row(agreement.record, &agreement.fields.kind);
            agreement.fields.kind.text == word || row.is_some_and(|row| row.is.iter().any(|is| agreement_word(*is) == word))
        };
        own.into_iter().find(fits).map_or(Met::Not, |agreement| Met::By(agreement.id))
    }

    fn function_held(&self, collaborative: Entry<'_, Collaborative>, function: &str) -> Met {
        let Some(wanted) = self.find(Kind::Function, function) else { return Met::NotUnderstood };
        let mut forums = self.forums(collaborative).filter(|forum| self.holds_today(forum.id));
        let holds = |forum: &Entry<'_, crate::record::kind::Forum>| {
            forum.fields.responsibilities.iter().any(|link| self.follow(forum.record, link) == Some(wanted))
        };
        forums.find(holds).map_or(Met::Not, |forum| Met::By(forum.id))
    }
}

fn stated(is: bool) -> Met {
    if is { Met::Stated } else { Met::Not }
}

fn agreement_word(is: AgreementTrait) -> &'static str {
    match is {
        AgreementTrait::Contract => "contract",
        AgreementTrait::HeadContract => "head-contract",
        AgreementTrait::Subcontract => "subcontract",
        AgreementTrait::Partnership => "partnership",
        AgreementTrait::Memorandum => "memorandum",
        AgreementTrait::Delegation => "delegation",
        AgreementTrait::PooledFund => "pooled-fund",
        AgreementTrait::Host => "host",
        AgreementTrait::InformationSharing => "information-sharing",
        AgreementTrait::Convention => "convention",
        AgreementTrait::Constitution => "constitution",
        AgreementTrait::Company => "company",
        AgreementTrait::Charter => "charter",
        AgreementTrait::JointAppointment => "joint-appointment",
    }
}

fn requirement_name(what: &str) -> Saying {
    let field = |key: &str| Saying::Field { key: key.to_owned(), within: false };
    match what.split_once(':') {
        Some((of, word)) => Saying::new("lists.labelled", [("label", field(of)), ("value", word.replace('-', " ").into())]),
        None => field(what),
    }
}
