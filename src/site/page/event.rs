//! What changed, in a sentence: as it is told from anywhere, or on the page of what it is about, where that is “it”.

use super::super::phrases::Argument;
use super::super::view::{Run, Words};
use super::super::viewpoint::Viewpoint;
use crate::model::RecordId;
use crate::model::changes::{Change, Event};
use crate::record::Record;
use crate::record::kind::collaborative::CollaborativeSuccessor;
use crate::record::kind::control::Approval;
use crate::record::kind::decision::Outcome;
use crate::record::kind::delegation::Delegation;
use crate::record::kind::organisation::{Succession, Successor};
use crate::record::kind::{Decision, Kind};
use crate::record::link::Party;

/// What changed, as it is told from anywhere. Of several events, which one sentence can tell, each subject is named.
pub(in crate::site) fn sentence(point: &Viewpoint<'_>, event: &Event<'_>, alike: &[&Event<'_>]) -> Words {
    let told = Told { point, event, from: None };
    told.sentence(std::iter::once(event).chain(alike.iter().copied()))
}

/// What changed, as it is told on the page of a record.
pub(super) fn own_sentence(point: &Viewpoint<'_>, event: &Event<'_>, page: RecordId) -> Words {
    Told { point, event, from: Some(page) }.sentence(std::iter::once(event))
}

/// Whether one sentence can tell two events: the same happened, on the same day, to things of one kind.
pub(super) fn are_alike(point: &Viewpoint<'_>, one: &Event<'_>, other: &Event<'_>) -> bool {
    let kind = |event: &Event<'_>| point.model().record(event.about).kind;
    one.date == other.date
        && match (&one.change, &other.change) {
            (Change::Began, Change::Began) | (Change::Ended, Change::Ended) => kind(one) == kind(other),
            (Change::Joined(_), Change::Joined(_))
            | (Change::Left(_), Change::Left(_))
            | (Change::Established(_), Change::Established(_)) => one.about == other.about,
            (Change::Followed(first), Change::Followed(second)) => {
                let same = first.name() == second.name() && first.how.value == second.how.value;
                same && first.note.is_none() && second.note.is_none() && kind(one) == kind(other)
            }
            _ => false,
        }
}

struct Told<'t, 's> {
    point: &'t Viewpoint<'s>,
    event: &'t Event<'t>,
    /// The record on whose page it is told.
    from: Option<RecordId>,
}

impl Told<'_, '_> {
    /// Whether it is told on the page of what it is about.
    fn is_own(&self) -> bool {
        self.from == Some(self.event.about)
    }

    fn record(&self) -> &Record {
        self.point.model().record(self.event.about)
    }

    /// A phrase for what happened: another for what is still to come where the language has one, and on the page of what it is about.
    fn say(&self, word: &str, own: bool, values: &[(&str, Argument)]) -> Words {
        let coming = self.event.date.first_day() > self.point.model().today;
        let families: &[&str] = match (own, coming) {
            (false, false) => &["events.told"],
            (false, true) => &["events.coming", "events.told"],
            (true, false) => &["events.own", "events.told"],
            (true, true) => &["events.own-coming", "events.own", "events.told"],
        };
        let has = |family: &&&str| self.point.phrases().one_of(family, word).is_some();
        let family = families.iter().find(has).copied().unwrap_or("events.told");
        self.point.runs(&format!("{family}.{word}"), values)
    }

    fn sentence<'e>(&self, alike: impl Iterator<Item = &'e Event<'e>>) -> Words {
        let (point, own) = (self.point, self.is_own());
        let subject = || Argument::from(self.subject(self.event.about));
        match &self.event.change {
            Change::Began | Change::Ended => self.lifetime(alike),
            Change::Renamed(name) => self.say("renamed", own, &[("subject", subject()), ("name", (*name).into())]),
            Change::Followed(successor) => self.followed(successor, alike),
            Change::Replaced(successor) => self.replaced(successor),
            Change::Joined(_) | Change::Left(_) => self.membership(alike),
            Change::Happened(told) => {
                let text = Run::text(told.text.clone());
                self.about_collaborative(match told.source.as_ref().filter(|_| self.from.is_some()) {
                    Some(url) => {
                        let source = Run::outside(point.say("events.source"), url.to_string());
                        point.runs("lists.aside", &[("text", text.into()), ("aside", source.into())])
                    }
                    None => vec![text],
                })
            }
            Change::ProgrammeBegan(programme) => {
                self.about_collaborative(self.say("programme-began", own, &[("programme", programme.name.as_str().into())]))
            }
            Change::ProgrammeEnded(programme) => {
                self.about_collaborative(self.say("programme-ended", own, &[("programme", programme.name.as_str().into())]))
            }
            Change::Established(_) => {
                let bodies = alike.filter_map(|event| match event.change {
                    Change::Established(by) => Some(vec![point.follow(self.record(), &by.organisation)]),
                    _ => None,
                });
                self.say("established", own, &[("bodies", self.and(bodies.collect()).into()), ("subject", subject())])
            }
            Change::Version(version) => {
                let mut line = self.version("version", &version.version.value, Words::new());
                line.extend(version.summary.as_ref().map(|summary| Run::text(format!(": {}", summary.trim_end_matches('.')))));
                line.push(Run::text("."));
                line
            }
            Change::Approved(version, by) => {
                let bodies = by.iter().map(|approval| self.approval(approval)).collect();
                self.version("approved", &version.version.value, self.and(bodies))
            }
            Change::InForce => {
                let control = point.model().control_of(self.record());
                match control.and_then(|control| control.version.as_ref()) {
                    Some(version) => self.version("version-in-force", &version.value, Words::new()),
                    None => self.say("in-force", own, &[("text", self.text().into())]),
                }
            }
            Change::Signed(bodies) => {
                let bodies = self.and(bodies.iter().map(|body| vec![point.link(*body)]).collect());
                self.say("signed", own, &[("bodies", bodies.into()), ("agreement", subject())])
            }
            Change::Given(row) => self.delegation("given", row),
            Change::Returned(row) => self.delegation("returned", row),
            Change::Decided(decision) => self.decided(decision),
            Change::TookEffect => self.say("took-effect", own, &[("decision", point.link(self.event.about).into())]),
        }
    }

    /// A record as it is told of in a sentence: linked, and what is part of a collaborative with that one.
    fn subject(&self, id: RecordId) -> Words {
        let (point, model) = (self.point, self.point.model());
        let record = model.record(id);
        let collaborative = model.collaborative_of(record).filter(|own| own.id != id);
        let Some(collaborative) = collaborative else { return vec![point.link(id)] };
        let whole = point.link_short(collaborative.id);
        let linked_here = |whole: Run| Run { href: point.href_of(id), ..whole };
        match record.kind {
            Kind::Delegations => point.runs("events.scheme-of", &[("collaborative", linked_here(whole).into())]),
            Kind::Governance => point.runs("events.governance-of", &[("collaborative", linked_here(whole).into())]),
            // What bears its collaborative's name needs it no second time.
            _ if record.title().contains(&whole.text) => vec![point.link(id)],
            _ => point.runs("events.part-of", &[("part", point.link(id).into()), ("collaborative", whole.into())]),
        }
    }

    /// The text whose versions are told.
    fn text(&self) -> Words {
        match (self.record().kind, self.is_own()) {
            (Kind::Forum, true) => vec![Run::text(self.point.say("events.own-terms"))],
            (Kind::Forum, false) => {
                let forum = self.subject(self.event.about);
                self.point.runs("events.terms-of", &[("forum", forum.into())])
            }
            _ => self.subject(self.event.about),
        }
    }

    /// Words about a collaborative, which is named before them elsewhere than on its own page.
    fn about_collaborative(&self, words: Words) -> Words {
        if self.is_own() {
            return words;
        }
        let whole = self.point.link_short(self.event.about);
        self.point.runs("lists.labelled", &[("label", whole.into()), ("value", words.into())])
    }

    fn lifetime<'e>(&self, alike: impl Iterator<Item = &'e Event<'e>>) -> Words {
        let word = match (self.record().kind, matches!(self.event.change, Change::Began)) {
            (Kind::Organisation, true) => "body-began",
            (Kind::Organisation, false) => "body-ended",
            (Kind::Agreement, true) => "agreement-began",
            (_, true) => "began",
            (_, false) => "ended",
        };
        let subjects = self.and(alike.map(|event| self.subject(event.about)).collect());
        self.say(word, self.is_own(), &[("subject", subjects.into())])
    }

    fn membership<'e>(&self, alike: impl Iterator<Item = &'e Event<'e>>) -> Words {
        let (Change::Joined(member) | Change::Left(member)) = self.event.change else { return Words::new() };
        let joined = matches!(self.event.change, Change::Joined(_));
        let members = alike.filter_map(|event| match event.change {
            Change::Joined(member) | Change::Left(member) => Some(vec![self.point.link(member)]),
            _ => None,
        });
        let values = [
            ("member", Argument::from(self.and(members.collect()))),
            ("collaborative", self.point.link(self.event.about).into()),
        ];
        let of_member = self.from == Some(member);
        match (self.is_own(), joined) {
            (true, true) => self.say("member-joined", true, &values),
            (true, false) => self.say("member-left", true, &values),
            (false, true) => self.say("joined", of_member, &values),
            (false, false) => self.say("left", of_member, &values),
        }
    }

    /// What became of a body, or of several that went the same way.
    fn followed<'e>(&self, successor: &Successor, alike: impl Iterator<Item = &'e Event<'e>>) -> Words {
        let word = match successor.how.value {
            Succession::Merger => "merged",
            Succession::Acquisition => "acquired",
            Succession::Rename => "now-called",
            Succession::Split => "split",
            Succession::Part => "part-went",
            Succession::Closure if successor.organisation.is_none() => "shut",
            Succession::Closure => "closed",
        };
        let subjects = self.and(alike.map(|event| self.subject(event.about)).collect());
        let next = successor.organisation.as_ref().map(|link| self.point.follow(self.record(), link));
        let next = next.map_or_else(Words::new, |run| vec![run]);
        let mut line = self.say(word, self.is_own(), &[("subject", subjects.into()), ("successor", next.into())]);
        line.extend(note(successor.note.as_deref()));
        line
    }

    fn replaced(&self, successor: &CollaborativeSuccessor) -> Words {
        let (point, record) = (self.point, self.record());
        let collaborative = successor.collaborative.as_ref().map(|link| point.follow(record, link));
        let next = collaborative.or_else(|| successor.organisation.as_ref().map(|link| point.follow(record, link)));
        let next = next.unwrap_or_else(|| point.unpublished());
        let subject = self.subject(self.event.about);
        let mut line = self.say("replaced", self.is_own(), &[("subject", subject.into()), ("successor", next.into())]);
        line.extend(note(successor.note.as_deref()));
        line
    }

    /// What became of a version of a text. On a forum's page the text is named, since the page is about the forum, too.
    fn version(&self, word: &str, version: &str, bodies: Words) -> Words {
        let of_forum = self.record().kind == Kind::Forum;
        let values = [("version", version.into()), ("text", self.text().into()), ("bodies", bodies.into())];
        self.say(word, self.is_own() && !of_forum, &values)
    }

    fn delegation(&self, word: &str, row: &Delegation) -> Words {
        let function = self.point.follow(self.record(), &row.function);
        let (giver, receiver) = (self.party(&row.from), self.party(&row.to));
        let values = [("function", function.into()), ("giver", giver.into()), ("receiver", receiver.into())];
        self.say(word, false, &values)
    }

    fn party(&self, party: &Party) -> Words {
        self.point.party_within(self.record(), party)
    }

    fn approval(&self, approval: &Approval) -> Words {
        let (point, record) = (self.point, self.record());
        let body = approval.organisation.as_ref().map(|link| point.follow(record, link));
        let forum = || approval.forum.as_ref().map(|link| point.follow(record, link));
        let words = || approval.by.clone().map(Run::text);
        vec![body.or_else(forum).or_else(words).unwrap_or_else(|| point.unrecorded())]
    }

    fn decided(&self, decision: &Decision) -> Words {
        let (point, record) = (self.point, self.record());
        let outcome = point.say(match decision.outcome.value {
            Outcome::Recommended => "events.outcomes.recommended",
            Outcome::Approved => "events.outcomes.approved",
            Outcome::Rejected => "events.outcomes.rejected",
            Outcome::Deferred => "events.outcomes.deferred",
            Outcome::Noted => "events.outcomes.noted",
        });
        let forum = decision.forum.as_ref().map(|forum| match point.model().follow(record, forum) {
            Some(id) => self.subject(id),
            None => vec![point.unpublished()],
        });
        let by = forum.or_else(|| decision.organisation.as_ref().map(|body| vec![point.follow(record, body)]));
        let word = if by.is_some() { "decided-by" } else { "decided" };
        let link = point.link(self.event.about);
        let values = [("decision", link.into()), ("outcome", outcome.into()), ("by", Argument::from(by.unwrap_or_default()))];
        self.say(word, false, &values)
    }

    /// Several in one line: “one, two and three”.
    fn and(&self, mut values: Vec<Words>) -> Words {
        let Some(last) = values.pop() else { return Words::new() };
        if values.is_empty() {
            return last;
        }
        let first = self.point.listed(values);
        self.point.runs("events.and", &[("first", first.into()), ("last", last.into())])
    }
}

/// What an author adds, as a sentence of its own.
fn note(note: Option<&str>) -> Option<Run> {
    note.map(|note| Run::text(format!(" {}.", note.trim_end_matches('.'))))
}
