//! Who decides what: the answer to the handbook's main question, for each function in each collaborative.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::Writer;
use super::{Columns, Link, Money, Party, Row, Word};
use crate::model::RecordId;
use crate::model::path::{Band, Chain, Decider, Path};

/// By what right somebody decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::site) enum By {
    /// It was given to them.
    Delegation,
    /// It is reserved to them.
    Reservation,
    /// They hold it by law and gave nothing of it away.
    Law,
    /// Nobody was given it, as the scheme itself says.
    Nobody,
    /// The chain breaks off, so that nothing arrives.
    Broken,
}

/// Somebody who may decide a function in a collaborative, or that nobody may.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Answer {
    /// What may be decided.
    pub function: Link,
    /// In which collaborative.
    pub collaborative: Link,
    /// By what right.
    pub by: By,
    /// Who decides; several where members each decide for themselves; empty where nobody does.
    pub deciders: Vec<Party>,
    /// At which level, by its id.
    pub level: Option<String>,
    /// Only above what amount.
    pub above: Option<Money>,
    /// Up to and including what amount; no limit where it is `null`.
    pub up_to: Option<Money>,
    /// The chain by which it arrived, from the first giver on.
    pub chain: Vec<Step>,
}

/// One step of a chain.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Step {
    /// Who gives.
    pub from: Option<Party>,
    /// Who receives.
    pub to: Option<Party>,
    /// Up to and including what amount arrives.
    pub up_to: Option<Money>,
    /// Only above what amount.
    pub above: Option<Money>,
    /// Under which conditions.
    pub conditions: Option<String>,
    /// The agreement in which it stands.
    pub agreement: Option<Link>,
    /// The clause of that agreement.
    pub clause: Option<String>,
    /// The provisions that allow it.
    pub basis: Vec<Word>,
}

impl Answer {
    /// The answers about one function: in every collaborative whose scheme, or whose forums' terms of reference, speak of it.
    fn about(writer: &Writer<'_>, path: &Path<'_>) -> Vec<Answer> {
        let model = writer.model();
        let mut wholes: BTreeSet<RecordId> = path.collaboratives(model).into_iter().collect();
        let remit = path.remit(model);
        wholes.extend(remit.iter().filter_map(|forum| model.collaborative_of(model.record(*forum))).map(|whole| whole.id));
        wholes.into_iter().flat_map(|whole| Answer::within(writer, path, whole)).collect()
    }

    /// The answers about one function in one collaborative.
    pub(in crate::site::exports) fn within(writer: &Writer<'_>, path: &Path<'_>, whole: RecordId) -> Vec<Answer> {
        let model = writer.model();
        let answer = path.answer(model, None, Some(whole));
        let mut answers: Vec<Answer> =
            answer.deciders.iter().filter_map(|decider| Answer::decided(writer, path, whole, decider)).collect();
        answers.extend(
            answer
                .broken
                .iter()
                .map(|chain| Answer { chain: steps(writer, path, chain), ..Answer::blank(writer, path, whole, By::Broken) }),
        );
        let own = |record| model.collaborative_of(record).is_some_and(|own| own.id == whole);
        if path.undelegated.iter().any(|ungiven| own(ungiven.scheme.record)) {
            answers.push(Answer::blank(writer, path, whole, By::Nobody));
        }
        answers
    }

    fn blank(writer: &Writer<'_>, path: &Path<'_>, whole: RecordId, by: By) -> Answer {
        Answer {
            function: writer.link(path.function.id),
            collaborative: writer.link(whole),
            by,
            deciders: Vec::new(),
            level: None,
            above: None,
            up_to: None,
            chain: Vec::new(),
        }
    }

    fn bounded(self, writer: &Writer<'_>, band: Band) -> Answer {
        let money = |amount: Option<u64>| amount.map(|amount| writer.money(amount));
        Answer { above: money(band.above), up_to: money(band.up_to), ..self }
    }

    fn decided(writer: &Writer<'_>, path: &Path<'_>, whole: RecordId, decider: &Decider) -> Option<Answer> {
        let model = writer.model();
        let blank = |by| Answer::blank(writer, path, whole, by);
        let party = |body: &RecordId| {
            let link = writer.link(*body);
            Party { name: link.title.clone(), record: Some(link), post: None, each_member: false }
        };
        Some(match decider {
            Decider::Chain(chain) => {
                let step = &path.steps[*chain.steps.last()?];
                let answer = blank(By::Delegation).bounded(writer, step.band.unwrap_or(step.own));
                let deciders = writer.party(step.scheme.record, &step.row.to).into_iter().collect();
                Answer { deciders, level: model.level_of(step.to), chain: steps(writer, path, chain), ..answer }
            }
            Decider::Reserved(number) => {
                let kept = &path.reserved[*number];
                let deciders = writer.party(kept.scheme.record, &kept.row.to).into_iter().collect();
                let answer = blank(By::Reservation).bounded(writer, kept.band);
                Answer { deciders, level: model.level_of(kept.to), ..answer }
            }
            Decider::Own(number) => {
                let own = &path.own[*number];
                let answer = blank(By::Reservation).bounded(writer, own.band);
                Answer { deciders: vec![party(&own.body.id)], level: Some("organisation".to_owned()), ..answer }
            }
            Decider::Members { bodies, .. } => {
                Answer { deciders: bodies.iter().map(party).collect(), level: Some("organisation".to_owned()), ..blank(By::Law) }
            }
        })
    }
}

fn steps(writer: &Writer<'_>, path: &Path<'_>, chain: &Chain) -> Vec<Step> {
    let step = |number: &usize| {
        let step = &path.steps[*number];
        let band = step.band.unwrap_or(step.own);
        let money = |amount: Option<u64>| amount.map(|amount| writer.money(amount));
        Step {
            from: writer.party(step.scheme.record, &step.row.from),
            to: writer.party(step.scheme.record, &step.row.to),
            up_to: money(band.up_to),
            above: money(band.above),
            conditions: step.row.conditions.clone(),
            agreement: writer.follow_some(step.scheme.record, step.row.agreement.as_ref()),
            clause: step.row.clause.clone(),
            basis: writer.words(step.scheme.record, &step.row.basis),
        }
    };
    chain.steps.iter().map(step).collect()
}

impl Row for Answer {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().paths().flat_map(|path| Answer::about(writer, &path)))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .link("function", |row: &Self| Some(&row.function))
            .link("collaborative", |row| Some(&row.collaborative))
            .choice("by", |row| Some(row.by))
            .list("deciders", |row| row.deciders.iter().map(|party| party.name.clone()).collect())
            .some("level", |row| row.level.as_deref())
            .money("above", |row| row.above.as_ref())
            .money("up_to", |row| row.up_to.as_ref())
            .list("chain", |row| {
                let names = |step: &Step| [&step.from, &step.to].map(|party| party.as_ref().map(|party| party.name.clone()));
                let mut way: Vec<String> = row.chain.iter().flat_map(names).flatten().collect();
                way.dedup();
                way
            })
            .list("chain/agreement", |row| {
                row.chain.iter().filter_map(|step| step.agreement.as_ref()).map(|link| link.id.clone()).collect()
            })
            .list("chain/basis", |row| row.chain.iter().flat_map(|step| &step.basis).map(|word| word.id.clone()).collect())
    }
}
