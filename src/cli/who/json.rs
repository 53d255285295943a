//! The answer for programs. Its form is numbered and changes only with the number.

use serde::Serialize;

use super::super::asked::json;
use super::super::terminal::Trouble;
use super::Question;
use crate::diagnostic::json::{Places, Where};
use crate::model::lookup::Match;
use crate::model::path::{Chain, Decider, End, Path};
use crate::model::{Model, RecordId};
use crate::project::Edition;

#[derive(Serialize)]
struct Document {
    version: u32,
    as_of: String,
    words: String,
    amount: Option<u64>,
    currency: String,
    /// `null` where the words can mean several functions: then only `matches` says which.
    function: Option<Function>,
    answers: Vec<Answer>,
    /// The functions that the words may mean, the nearest first.
    matches: Vec<String>,
}

#[derive(Serialize)]
struct Function {
    id: String,
    name: String,
    /// The kinds of body that hold it by law.
    holders: Vec<String>,
    basis: Vec<String>,
    /// Forums that have it in their remit.
    remit: Vec<String>,
}

#[derive(Serialize)]
struct Answer {
    collaborative: String,
    deciders: Vec<Who>,
    /// Chains by which no power arrives.
    broken: Vec<Way>,
    /// Whether the scheme says that it was given to nobody.
    given_to_nobody: bool,
    given_to_nobody_at: Option<Where>,
}

#[derive(Serialize)]
#[serde(tag = "by", rename_all = "kebab-case")]
enum Who {
    /// The last receiver of a chain.
    Delegation(Way),
    /// Reserved.
    Reservation {
        who: String,
        above: Option<u64>,
        source: Option<String>,
        #[serde(flatten)]
        at: Where,
    },
    /// Members that gave nothing of it away.
    Law { members: Vec<String>, all: bool },
}

#[derive(Serialize)]
struct Way {
    who: String,
    record: Option<String>,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    from: String,
    to: String,
    above: Option<u64>,
    up_to: Option<u64>,
    conditions: Option<String>,
    written: Vec<String>,
    joint: bool,
    breaks: bool,
    findings: Vec<String>,
    #[serde(flatten)]
    at: Where,
}

pub(super) fn document(
    edition: &Edition,
    question: &Question<'_>,
    path: Option<&Path<'_>>,
    matches: &[Match],
) -> Result<String, Trouble> {
    let model = &edition.model;
    let address = |id: RecordId| model.record(id).address.to_string();
    let mut writer = Writer { model, places: Places::new(&edition.sources) };
    let wholes =
        path.map_or_else(Vec::new, |path| question.collaborative.map_or_else(|| path.collaboratives(model), |one| vec![one]));
    json(&Document {
        version: 1,
        as_of: model.today.to_string(),
        words: question.words.to_owned(),
        amount: question.amount,
        currency: model.currency().to_owned(),
        function: path.map(|path| writer.function(path)),
        answers: path.map_or_else(Vec::new, |path| wholes.iter().map(|whole| writer.answer(question, path, *whole)).collect()),
        matches: matches.iter().map(|found| address(found.function)).collect(),
    })
}

struct Writer<'w> {
    model: &'w Model,
    places: Places<'w>,
}

impl Writer<'_> {
    fn address(&self, id: RecordId) -> String {
        self.model.record(id).subject()
    }

    fn function(&self, path: &Path<'_>) -> Function {
        Function {
            id: path.function.record.address.to_string(),
            name: path.function.record.title(),
            holders: path.function.fields.holder.iter().map(|term| term.text.clone()).collect(),
            basis: path.function.fields.basis.iter().map(|term| term.text.clone()).collect(),
            remit: path.remit(self.model).into_iter().map(|forum| self.address(forum)).collect(),
        }
    }

    fn answer(&mut self, question: &Question<'_>, path: &Path<'_>, whole: RecordId) -> Answer {
        let answer = path.answer(self.model, question.amount, Some(whole));
        let own = |record| self.model.collaborative_of(record).is_some_and(|own| own.id == whole);
        let ungiven = path.undelegated.iter().find(|ungiven| own(ungiven.scheme.record));
        Answer {
            collaborative: self.model.record(whole).address.to_string(),
            deciders: answer.deciders.iter().map(|decider| self.decider(path, decider)).collect(),
            broken: answer.broken.iter().map(|chain| self.way(path, chain)).collect(),
            given_to_nobody: ungiven.is_some(),
            given_to_nobody_at: ungiven.map(|ungiven| self.places.at(&ungiven.place())),
        }
    }

    fn decider(&mut self, path: &Path<'_>, decider: &Decider) -> Who {
        match decider {
            Decider::Chain(chain) => Who::Delegation(self.way(path, chain)),
            Decider::Reserved(number) => {
                let kept = &path.reserved[*number];
                Who::Reservation {
                    who: self.model.party_words(kept.scheme.record, &kept.row.to).to_string(),
                    above: kept.band.above,
                    source: kept.row.source.clone(),
                    at: self.places.at(&kept.place()),
                }
            }
            Decider::Own(number) => {
                let own = &path.own[*number];
                Who::Reservation {
                    who: own.body.record.title(),
                    above: own.band.above,
                    source: own.written(self.model).map(|saying| saying.to_string()),
                    at: self.places.at(&own.place()),
                }
            }
            Decider::Members { bodies, all, .. } => {
                Who::Law { members: bodies.iter().map(|body| self.model.record(*body).address.to_string()).collect(), all: *all }
            }
        }
    }

    fn way(&mut self, path: &Path<'_>, chain: &Chain) -> Way {
        let last = chain.steps.last().map(|step| &path.steps[*step]);
        let steps = chain.steps.iter().map(|step| self.step(path, *step, chain.end)).collect();
        Way {
            who: last.map_or_else(String::new, |step| step.receiver(self.model).to_string()),
            record: last.and_then(|step| step.to.record()).map(|id| self.address(id)),
            steps,
        }
    }

    fn step(&mut self, path: &Path<'_>, step: usize, end: End) -> Step {
        let own = &path.steps[step];
        let band = own.band.unwrap_or(own.own);
        Step {
            from: own.giver(self.model).to_string(),
            to: own.receiver(self.model).to_string(),
            above: band.above,
            up_to: band.up_to,
            conditions: own.row.conditions.clone(),
            written: own.written(self.model).into_iter().map(|saying| saying.to_string()).collect(),
            joint: own.row.joint == Some(true),
            breaks: end == End::Breaks(step),
            findings: own.flaws.iter().map(|flaw| path.flaw_words(self.model, step, flaw).to_string()).collect(),
            at: self.places.at(&own.place()),
        }
    }
}
