//! What readers ask of the records of each kind, and what a record answers.

use std::collections::BTreeSet;

use super::{Asked, LETTER_NAME, NOT_RECORDED, Question};
use crate::model::RecordId;
use crate::model::authority::{Powers, Right};
use crate::record::Record;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::control::{Control, Status};
use crate::record::kind::decision::Outcome;
use crate::record::kind::vocabulary::{
    AgreementKinds, AreaKinds, FunctionCategories, LegalForms, Levels, Models, OrganisationKinds, Sectors,
};
use crate::record::kind::{
    Agreement, Area, Collaborative, Decision, Document, Forum, Function, Kind, Organisation, Person, Policy,
};
use crate::record::link::{Link, Set, Term};
use crate::record::value::Sp;
use crate::record::walk::label;

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
    (rank as u32, title.unwrap_or_else(|| label(value)))
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

pub(super) const WITHIN: Question = Question { name: "collaborative", values: within, says: says_collaborative };

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
pub(super) const LETTER: Question = Question {
    name: LETTER_NAME,
    values: |asked, id| one(letter(&asked.model.record(id).title())),
    says: |asked, _, value| if value == DIGIT { (0, asked.phrases.say("lists.digits")) } else { (1, value.to_uppercase()) },
};

const DIGIT: &str = "0";

/// The letter under which a title stands: its first, in lower case; `0` for all that begins with none.
pub(in crate::site) fn letter(title: &str) -> String {
    let first = sort_key(title).chars().next().filter(|first| first.is_alphabetic());
    first.map_or_else(|| DIGIT.to_owned(), String::from)
}

/// A title as lists sort it: without case, and without the article or “NHS” in front.
pub(in crate::site) fn sort_key(title: &str) -> String {
    let lower = title.to_lowercase();
    let bare = lower.strip_prefix("the ").or_else(|| lower.strip_prefix("nhs ")).unwrap_or(&lower);
    bare.to_owned()
}

/// What is asked of the records of a kind, in the order in which lists show it.
pub(super) fn questions(kind: Kind) -> &'static [Question] {
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
        says: says::<Models>,
    },
    Question {
        name: "sector",
        values: |asked, id| asked.entry::<Collaborative>(id).map_or_else(none, |one| words(&one.fields.sectors)),
        says: says::<Sectors>,
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
        says: says::<OrganisationKinds>,
    },
    Question {
        name: "sector",
        values: |asked, id| asked.entry::<Organisation>(id).map_or_else(none, |body| words(&body.fields.sectors)),
        says: says::<Sectors>,
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
        says: says::<LegalForms>,
    },
    WITHIN,
    REVIEW,
];

const AGREEMENT: &[Question] = &[
    Question {
        name: "type",
        values: |asked, id| asked.entry::<Agreement>(id).map_or_else(none, |one_of| one(&*one_of.fields.kind.text)),
        says: says::<AgreementKinds>,
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
                Right::InPart(..) => "part",
                Right::None(_) => "none",
                Right::NothingDecided => "nothing-decided",
                Right::NotRecorded => NOT_RECORDED,
            })
        },
        says: |asked, _, value| {
            says_one_of(&["within", "part", "none", "nothing-decided"], asked.phrases.one_of("lists.authorities", value), value)
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
        says: says::<FunctionCategories>,
    },
    Question {
        name: "holder",
        values: |asked, id| asked.entry::<Function>(id).map_or_else(none, |one| words(&one.fields.holder)),
        says: says::<OrganisationKinds>,
    },
    Question {
        name: "level",
        values: |asked, id| asked.entry::<Function>(id).map_or_else(none, |one| word(one.fields.level.as_ref())),
        says: says::<Levels>,
    },
];

const AREA: &[Question] = &[
    Question {
        name: "type",
        values: |asked, id| asked.entry::<Area>(id).map_or_else(none, |area| one(&*area.fields.kind.text)),
        says: says::<AreaKinds>,
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
