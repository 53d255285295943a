//! What lists are told apart by: for each kind a few questions that readers ask, and what each record answers.
//! Knows the model; knows no page and no address.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use crate::model::authority::{Powers, Right};
use crate::model::{Entry, Model, RecordId};
use crate::phrases::Phrases;
use crate::record::Record;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::control::{Control, Status};
use crate::record::kind::decision::Outcome;
use crate::record::kind::{
    Agreement, Area, Collaborative, Decision, Document, Fields, Forum, Function, Kind, Organisation, Person, Policy,
};
use crate::record::link::{Link, Set, Term};
use crate::record::value::Sp;

/// The most entries that one page lists; longer lists go on on further pages.
pub(super) const ENTRIES: usize = 200;

/// From how many records on a list is worth narrowing.
const NARROWED_FROM: usize = 5;

/// The most values that a list shows of one question; all of them stand on a page of their own.
pub(super) const VALUES: usize = 60;

/// How many of them it shows where there are more.
pub(super) const VALUES_OF_LONG: usize = 24;

/// The name of the letters under which a long list stands.
const LETTER_NAME: &str = "letter";

/// The value of records that do not answer a question which all could.
const NOT_RECORDED: &str = "not-recorded";

/// A question with all its answers.
pub(super) struct Facet {
    /// Its name in addresses, such as `model`.
    pub name: &'static str,
    /// Its name for readers, such as “Model”.
    pub title: String,
    /// The answers, in order.
    pub values: Vec<Value>,
}

/// One answer, with the records that give it.
pub(super) struct Value {
    /// Its name in addresses, such as `lead-provider`; with slashes where it names a record within another.
    pub value: String,
    /// Its name for readers.
    pub title: String,
    /// The records, in the order of their addresses.
    pub records: Vec<RecordId>,
}

impl Facet {
    /// Whether its values have pages here: what stands in a collaborative's folder is listed by the collaborative.
    pub(super) fn has_pages(&self) -> bool {
        self.name != WITHIN.name
    }

    /// Whether it tells so many records apart: it has two answers, and one of them is given by some but not by all.
    fn tells_apart(&self, records: usize) -> bool {
        self.values.len() > 1 && self.values.iter().any(|value| (2..records).contains(&value.records.len()))
    }

    /// Whether it has more values than a list can show.
    pub(super) fn is_long(&self) -> bool {
        self.values.len() > VALUES
    }
}

/// By what a list is split where it is too long: decisions by their years, all else by letters.
pub(super) fn way_in(kind: Kind) -> &'static str {
    if kind == Kind::Decision { "year" } else { LETTER_NAME }
}

/// The numbers of the pages that so many entries need: at least one.
pub(super) fn pages(entries: usize) -> std::ops::RangeInclusive<usize> {
    1..=entries.div_ceil(ENTRIES).max(1)
}

/// The answers of one record: for each question its number and those of the answers.
type Answers = Vec<(usize, Vec<usize>)>;

/// What the lists of a site are told apart by.
#[derive(Default)]
pub(super) struct Facets {
    kinds: BTreeMap<Kind, (Vec<Facet>, BTreeMap<RecordId, Answers>)>,
}

impl Facets {
    /// For each of these kinds, the questions whose answers tell its records apart.
    pub(super) fn of(model: &Model, phrases: &Phrases, kinds: &[Kind]) -> Facets {
        let asked = Asked { model, phrases, powers: OnceLock::new() };
        let told = |kind: &Kind| (*kind, asked.told_apart(*kind));
        Facets { kinds: kinds.iter().map(told).collect() }
    }

    /// The questions of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> &[Facet] {
        self.kinds.get(&kind).map_or(&[], |(facets, _)| facets)
    }

    /// One answer; `None` where nobody gives it.
    pub(super) fn value(&self, kind: Kind, facet: &str, value: &str) -> Option<(&Facet, &Value)> {
        let facet = self.of_kind(kind).iter().find(|own| own.name == facet)?;
        facet.values.iter().find(|own| own.value == value).map(|value| (facet, value))
    }

    /// What a record answers: to each question the values.
    pub(super) fn answers(&self, kind: Kind, id: RecordId) -> Vec<(&'static str, Vec<&str>)> {
        let Some((facets, answers)) = self.kinds.get(&kind) else { return Vec::new() };
        let answered = answers.get(&id).into_iter().flatten();
        let answer = answered.map(|(facet, values)| {
            let facet = &facets[*facet];
            (facet.name, values.iter().map(|value| facet.values[*value].value.as_str()).collect())
        });
        answer.collect()
    }
}

/// What is asked of every record of a kind.
struct Question {
    name: &'static str,
    /// The values of a record, by their names in addresses.
    values: fn(&Asked<'_>, RecordId) -> BTreeSet<String>,
    /// A value for readers, as the first record that has it says it, with its rank among the others.
    says: fn(&Asked<'_>, &Record, &str) -> (u32, String),
}

/// A model that is asked, with what is looked up once.
struct Asked<'m> {
    model: &'m Model,
    phrases: &'m Phrases,
    powers: OnceLock<Powers<'m>>,
}

impl<'m> Asked<'m> {
    fn told_apart(&self, kind: Kind) -> (Vec<Facet>, BTreeMap<RecordId, Answers>) {
        let records: Vec<RecordId> = self.model.of_kind(kind).map(|(id, _)| id).collect();
        let letter = (records.len() > ENTRIES && kind != Kind::Decision).then_some(&LETTER);
        let asked = questions(kind).iter().filter(|_| records.len() >= NARROWED_FROM).chain(letter);
        let facets: Vec<Facet> = asked
            .map(|question| self.facet(question, &records))
            .filter(|facet| {
                let is_way_in = records.len() > ENTRIES && facet.name == way_in(kind);
                is_way_in || facet.tells_apart(records.len())
            })
            .collect();
        let mut answers: BTreeMap<RecordId, Answers> = BTreeMap::new();
        for (number, facet) in facets.iter().enumerate() {
            for (value, record) in
                facet.values.iter().enumerate().flat_map(|(value, own)| own.records.iter().map(move |id| (value, id)))
            {
                let own = answers.entry(*record).or_default();
                match own.last_mut() {
                    Some((facet, values)) if *facet == number => values.push(value),
                    _ => own.push((number, vec![value])),
                }
            }
        }
        (facets, answers)
    }

    fn facet(&self, question: &Question, records: &[RecordId]) -> Facet {
        let mut values: BTreeMap<String, Vec<RecordId>> = BTreeMap::new();
        for id in records {
            for value in (question.values)(self, *id) {
                values.entry(value).or_default().push(*id);
            }
        }
        let said = values.into_iter().map(|(value, records)| {
            let (rank, title) = if value == NOT_RECORDED {
                (u32::MAX, self.phrases.say("lists.not-recorded"))
            } else {
                (question.says)(self, self.model.record(records[0]), &value)
            };
            ((rank, title.to_lowercase()), Value { value, title, records })
        });
        let mut values: Vec<((u32, String), Value)> = said.collect();
        values.sort_by(|(one, _), (other, _)| one.cmp(other));
        let title = self.phrases.one_of("lists.facets", question.name).unwrap_or_default();
        Facet { name: question.name, title, values: values.into_iter().map(|(_, value)| value).collect() }
    }

    fn entry<K: Fields>(&self, id: RecordId) -> Option<Entry<'m, K>> {
        self.model.entry::<K>(id)
    }

    /// An area by its id, with those in which it lies.
    fn areas(&self, owner: &Record, links: &[Link<Area>]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let mut next: Vec<RecordId> = links.iter().filter_map(|link| self.model.follow(owner, link)).collect();
        while let Some(id) = next.pop() {
            let Some(area) = self.entry::<Area>(id) else { continue };
            if found.insert(area.record.address.id.to_string()) {
                next.extend(area.fields.within.as_ref().and_then(|link| self.model.follow(area.record, link)));
            }
        }
        found
    }

    fn titled(&self, kind: Kind, address: &str) -> String {
        self.model.find(kind, address).map_or_else(|| address.to_owned(), |id| self.model.record(id).title())
    }
}

fn one(value: impl Into<String>) -> BTreeSet<String> {
    BTreeSet::from([value.into()])
}

fn none() -> BTreeSet<String> {
    BTreeSet::new()
}

/// A word of the vocabulary, or that there is none.
fn word<S: Set>(term: Option<&Term<S>>) -> BTreeSet<String> {
    one(term.map_or(NOT_RECORDED, |term| &term.text))
}

fn words<S: Set>(terms: &[Term<S>]) -> BTreeSet<String> {
    terms.iter().map(|term| term.text.to_string()).collect()
}

fn says<S: Set>(asked: &Asked<'_>, record: &Record, value: &str) -> (u32, String) {
    (0, asked.model.word(record, S::KEY, value))
}

fn says_area(asked: &Asked<'_>, _: &Record, value: &str) -> (u32, String) {
    (0, asked.titled(Kind::Area, value))
}

fn says_collaborative(asked: &Asked<'_>, _: &Record, value: &str) -> (u32, String) {
    (0, asked.titled(Kind::Collaborative, value))
}

fn says_organisation(asked: &Asked<'_>, _: &Record, value: &str) -> (u32, String) {
    (0, asked.titled(Kind::Organisation, value))
}

/// One of a short fixed list of words, in its order.
fn says_one_of(words: &[&str], title: Option<String>, value: &str) -> (u32, String) {
    let rank = words.iter().position(|word| *word == value).unwrap_or(words.len());
    (rank as u32, title.unwrap_or_else(|| super::label(value)))
}

/// A choice by its word in addresses, or that there is none.
fn word_of<C: PartialEq>(choices: &[(C, &str)], choice: Option<C>) -> BTreeSet<String> {
    let found = choice.and_then(|choice| choices.iter().find(|(own, _)| *own == choice));
    one(found.map_or(NOT_RECORDED, |(_, word)| word))
}

fn says_word<C>(choices: &[(C, &str)], title: Option<String>, value: &str) -> (u32, String) {
    let words: Vec<&str> = choices.iter().map(|(_, word)| *word).collect();
    says_one_of(&words, title, value)
}

/// The collaborative in whose folder a record stands.
fn within(asked: &Asked<'_>, id: RecordId) -> BTreeSet<String> {
    asked.model.record(id).address.collaborative.iter().map(ToString::to_string).collect()
}

const WITHIN: Question = Question { name: "collaborative", values: within, says: says_collaborative };

/// Whether what is looked at again is late, as of the site's day.
const REVIEW: Question = Question {
    name: "review",
    values: |asked, id| {
        let next = control(asked, id).and_then(|control| control.next_review());
        one(match next {
            Some(next) if next.date.last_day() < asked.model.today => "overdue",
            Some(_) => "to-come",
            None => NOT_RECORDED,
        })
    },
    says: |asked, _, value| says_one_of(&["overdue", "to-come"], asked.phrases.one_of("lists.reviews", value), value),
};

/// Where documents stand, as addresses say it.
const STATUSES: [(Status, &str); 5] = [
    (Status::Approved, "approved"),
    (Status::InApproval, "in-approval"),
    (Status::Draft, "draft"),
    (Status::Superseded, "superseded"),
    (Status::Withdrawn, "withdrawn"),
];

const STATUS: Question = Question {
    name: "status",
    values: |asked, id| word_of(&STATUSES, control(asked, id).and_then(|control| control.status).map(|status| status.value)),
    says: |asked, _, value| says_word(&STATUSES, asked.phrases.one_of("lists.statuses", value), value),
};

fn control<'m>(asked: &Asked<'m>, id: RecordId) -> Option<&'m Control> {
    let policy = || asked.entry::<Policy>(id)?.fields.control.as_ref();
    let document = || asked.entry::<Document>(id)?.fields.control.as_ref();
    let forum = || asked.entry::<Forum>(id)?.fields.control.as_ref();
    let control: &'m Sp<Control> = policy().or_else(document).or_else(forum)?;
    Some(&control.value)
}

/// The letter under which a record stands in a long list.
const LETTER: Question = Question {
    name: LETTER_NAME,
    values: |asked, id| one(letter(&asked.model.record(id).title())),
    says: |asked, _, value| if value == DIGIT { (0, asked.phrases.say("lists.digits")) } else { (1, value.to_uppercase()) },
};

const DIGIT: &str = "0";

/// The letter under which a title stands: its first, in lower case; `0` for all that begins with none.
pub(super) fn letter(title: &str) -> String {
    let first = sort_key(title).chars().next().filter(|first| first.is_alphabetic());
    first.map_or_else(|| DIGIT.to_owned(), String::from)
}

/// A title as lists sort it: without case, and without the article or “NHS” in front.
pub(super) fn sort_key(title: &str) -> String {
    let lower = title.to_lowercase();
    let bare = lower.strip_prefix("the ").or_else(|| lower.strip_prefix("nhs ")).unwrap_or(&lower);
    bare.to_owned()
}

/// What is asked of the records of a kind, in the order in which lists show it.
fn questions(kind: Kind) -> &'static [Question] {
    match kind {
        Kind::Collaborative => COLLABORATIVE,
        Kind::Organisation => ORGANISATION,
        Kind::Forum => FORUM,
        Kind::Agreement => AGREEMENT,
        Kind::Decision => DECISION,
        Kind::Person => PERSON,
        Kind::Function => FUNCTION,
        Kind::Area => AREA,
        Kind::Document => &[WITHIN, REVIEW, STATUS],
        Kind::Policy => &[REVIEW, STATUS],
        _ => &[],
    }
}

/// How far collaboratives have come, as addresses say it.
const STAGES: [(Stage, &str); 6] = [
    (Stage::Proposed, "proposed"),
    (Stage::Shadow, "shadow"),
    (Stage::Live, "live"),
    (Stage::UnderReview, "under-review"),
    (Stage::Suspended, "suspended"),
    (Stage::Closed, "closed"),
];

const COLLABORATIVE: &[Question] = &[
    Question {
        name: "model",
        values: |asked, id| asked.entry::<Collaborative>(id).map_or_else(none, |one| word(one.fields.model.as_ref())),
        says: says::<crate::record::kind::vocabulary::Models>,
    },
    Question {
        name: "sector",
        values: |asked, id| asked.entry::<Collaborative>(id).map_or_else(none, |one| words(&one.fields.sectors)),
        says: says::<crate::record::kind::vocabulary::Sectors>,
    },
    Question {
        name: "area",
        values: |asked, id| {
            asked.entry::<Collaborative>(id).map_or_else(none, |one| asked.areas(one.record, &one.fields.footprint))
        },
        says: says_area,
    },
    Question {
        name: "stage",
        values: |asked, id| {
            word_of(&STAGES, asked.entry::<Collaborative>(id).and_then(|one| one.fields.stage).map(|stage| stage.value))
        },
        says: |asked, _, value| says_word(&STAGES, asked.phrases.one_of("lists.stages", value), value),
    },
];

const ORGANISATION: &[Question] = &[
    Question {
        name: "type",
        values: |asked, id| asked.entry::<Organisation>(id).map_or_else(none, |body| one(&*body.fields.kind.text)),
        says: says::<crate::record::kind::vocabulary::OrganisationKinds>,
    },
    Question {
        name: "sector",
        values: |asked, id| asked.entry::<Organisation>(id).map_or_else(none, |body| words(&body.fields.sectors)),
        says: says::<crate::record::kind::vocabulary::Sectors>,
    },
    Question {
        name: "area",
        values: |asked, id| {
            asked.entry::<Organisation>(id).map_or_else(none, |body| asked.areas(body.record, &body.fields.areas))
        },
        says: says_area,
    },
    Question {
        name: "taking-part",
        values: |asked, id| {
            let memberships = asked.model.memberships_of(id);
            let today = memberships.iter().any(|membership| membership.during().holds_on(asked.model.today));
            let ended = asked.model.during_of(id).ended_before(asked.model.today);
            one(match (ended, today) {
                (true, _) => "ended",
                (false, true) => "yes",
                (false, false) => "no",
            })
        },
        says: |asked, _, value| says_one_of(&["yes", "no", "ended"], asked.phrases.one_of("lists.taking-part", value), value),
    },
];

const FORUM: &[Question] = &[
    Question {
        name: "form",
        values: |asked, id| asked.entry::<Forum>(id).map_or_else(none, |forum| word(forum.fields.legal_form.as_ref())),
        says: says::<crate::record::kind::vocabulary::LegalForms>,
    },
    WITHIN,
    REVIEW,
];

const AGREEMENT: &[Question] = &[
    Question {
        name: "type",
        values: |asked, id| asked.entry::<Agreement>(id).map_or_else(none, |one_of| one(&*one_of.fields.kind.text)),
        says: says::<crate::record::kind::vocabulary::AgreementKinds>,
    },
    WITHIN,
    Question {
        name: "end",
        values: |asked, id| {
            let valid = asked.entry::<Agreement>(id).and_then(|agreement| agreement.fields.valid.as_ref());
            let to = valid.and_then(|valid| valid.to).map(|to| to.date.last_day());
            match to {
                Some(to) if to < asked.model.today => one("ended"),
                Some(to) => one(to.year().to_string()),
                None => one(NOT_RECORDED),
            }
        },
        says: |asked, _, value| match value.parse() {
            Ok(year) => (year, value.to_owned()),
            Err(_) => says_one_of(&[], asked.phrases.one_of("lists.ends", value), value),
        },
    },
];

const DECISION: &[Question] = &[
    Question {
        name: "year",
        values: |asked, id| {
            let on = asked.entry::<Decision>(id).map(|decision| decision.fields.on.date.first_day());
            on.map_or_else(none, |on| one(on.year().to_string()))
        },
        // The latest first.
        says: |_, _, value| (value.parse::<u32>().map_or(0, |year| u32::MAX - 1 - year), value.to_owned()),
    },
    WITHIN,
    Question {
        name: "forum",
        values: |asked, id| {
            let decision = asked.entry::<Decision>(id);
            let forum = decision.and_then(|decision| asked.model.follow(decision.record, decision.fields.forum.as_ref()?));
            forum.map_or_else(none, |forum| one(asked.model.record(forum).address.to_string()))
        },
        says: |asked, _, value| {
            let Some(id) = asked.model.find(Kind::Forum, value) else { return (0, value.to_owned()) };
            let record = asked.model.record(id);
            let title = record.title();
            let Some(whole) = asked.model.collaborative_of(record) else { return (0, title) };
            let names = [("forum", title.into()), ("collaborative", whole.record.short_title().into())];
            (0, asked.phrases.say_with("lists.forum-of", &names))
        },
    },
    Question {
        name: "outcome",
        values: |asked, id| word_of(&OUTCOMES, asked.entry::<Decision>(id).map(|decision| decision.fields.outcome.value)),
        says: |asked, _, value| says_word(&OUTCOMES, asked.phrases.one_of("lists.outcomes", value), value),
    },
    Question {
        name: "authority",
        values: |asked, id| {
            let Some(decision) = asked.entry::<Decision>(id) else { return none() };
            let powers = asked.powers.get_or_init(|| Powers::all(asked.model));
            one(match powers.right(asked.model, decision) {
                Right::Given(_) | Right::OfItself | Right::Own => "within",
                Right::None(_) => "none",
                Right::NothingDecided => "nothing-decided",
                Right::NotRecorded => NOT_RECORDED,
            })
        },
        says: |asked, _, value| {
            says_one_of(&["within", "none", "nothing-decided"], asked.phrases.one_of("lists.authorities", value), value)
        },
    },
];

/// What came of matters, as addresses say it.
const OUTCOMES: [(Outcome, &str); 5] = [
    (Outcome::Approved, "approved"),
    (Outcome::Recommended, "recommended"),
    (Outcome::Rejected, "rejected"),
    (Outcome::Deferred, "deferred"),
    (Outcome::Noted, "noted"),
];

const PERSON: &[Question] = &[
    Question {
        name: "organisation",
        values: |asked, id| {
            let Some(person) = asked.entry::<Person>(id) else { return none() };
            let posts = person.fields.posts.iter().filter(|post| post.during().holds_on(asked.model.today));
            let bodies = posts.map(|post| &post.organisation).chain(person.fields.affiliation.as_ref());
            let bodies = bodies.filter_map(|link| asked.model.follow(person.record, link));
            bodies.map(|body| asked.model.record(body).address.id.to_string()).collect()
        },
        says: says_organisation,
    },
    Question {
        name: "interests",
        values: |asked, id| {
            let Some(person) = asked.entry::<Person>(id) else { return none() };
            one(match (person.fields.interests.is_empty(), person.fields.declared.is_some()) {
                (false, _) => "declared",
                (true, true) => "nothing-to-declare",
                (true, false) => NOT_RECORDED,
            })
        },
        says: |asked, _, value| {
            says_one_of(&["declared", "nothing-to-declare"], asked.phrases.one_of("lists.interests", value), value)
        },
    },
];

const FUNCTION: &[Question] = &[
    Question {
        name: "category",
        values: |asked, id| asked.entry::<Function>(id).map_or_else(none, |one| word(one.fields.category.as_ref())),
        says: says::<crate::record::kind::vocabulary::FunctionCategories>,
    },
    Question {
        name: "holder",
        values: |asked, id| asked.entry::<Function>(id).map_or_else(none, |one| words(&one.fields.holder)),
        says: says::<crate::record::kind::vocabulary::OrganisationKinds>,
    },
    Question {
        name: "level",
        values: |asked, id| asked.entry::<Function>(id).map_or_else(none, |one| word(one.fields.level.as_ref())),
        says: says::<crate::record::kind::vocabulary::Levels>,
    },
];

const AREA: &[Question] = &[
    Question {
        name: "type",
        values: |asked, id| asked.entry::<Area>(id).map_or_else(none, |area| one(&*area.fields.kind.text)),
        says: says::<crate::record::kind::vocabulary::AreaKinds>,
    },
    Question {
        name: "within",
        values: |asked, id| {
            let Some(area) = asked.entry::<Area>(id) else { return none() };
            let around: Vec<Link<Area>> = area.fields.within.iter().cloned().collect();
            asked.areas(area.record, &around)
        },
        says: says_area,
    },
    Question {
        name: "use",
        values: |asked, id| one(if asked.model.during_of(id).ended_before(asked.model.today) { "ended" } else { "today" }),
        says: |asked, _, value| says_one_of(&["today", "ended"], asked.phrases.one_of("lists.uses", value), value),
    },
];
