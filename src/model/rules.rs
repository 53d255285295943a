//! The rules of a forum: its own terms of reference, and what it inherits where they are silent.

use super::{Entry, Model};
use crate::record::Record;
use crate::record::date::Length;
use crate::record::kind::collaborative::Stage;
use crate::record::kind::control::Status;
use crate::record::kind::document::StandingRules;
use crate::record::kind::forum::{ChairRule, Conflicts, Decisions, Deputy, MeetingRules, Method, Minutes, Seat, Voters};
use crate::record::kind::quorum::Quorum;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Policy};
use crate::record::value::Sp;
use crate::span::Place;

/// The rules that hold for a forum: those of its own terms of reference, and where these are silent those that it inherits.
#[derive(Clone, Copy)]
pub struct Rules<'m> {
    model: &'m Model,
    forum: Entry<'m, Forum>,
    policy: Option<Entry<'m, Policy>>,
}

impl Model {
    /// The forums that meet today: those that have not ended, in collaboratives that have not ended, whose terms of reference are
    /// neither superseded nor withdrawn.
    pub fn forums_today(&self) -> impl Iterator<Item = Entry<'_, Forum>> {
        self.all::<Forum>().filter(|forum| {
            let control = forum.control.as_ref().and_then(|control| control.status.as_ref());
            let replaced = control.is_some_and(|status| matches!(status.value, Status::Superseded | Status::Withdrawn));
            forum.during().holds_on(self.today) && !replaced && self.is_at_work(forum.record)
        })
    }

    /// Whether the collaborative in whose folder a record stands exists today and is not closed; of a record outside of all, it is.
    pub fn is_at_work(&self, record: &Record) -> bool {
        self.collaborative_of(record).is_none_or(|collaborative| {
            let closed = collaborative.stage.as_ref().is_some_and(|stage| stage.value == Stage::Closed);
            !closed && collaborative.during().holds_on(self.today)
        })
    }

    /// The rules that hold for a forum.
    pub fn rules<'m>(&'m self, forum: Entry<'m, Forum>) -> Rules<'m> {
        let fields: &'m Forum = forum.fields;
        Rules { model: self, forum, policy: fields.inherits.as_ref().and_then(|link| self.get(forum.record, link)) }
    }

    /// Whether a forum decides, rather than advises or talks; not where its legal form is not said.
    pub fn decides(&self, forum: Entry<'_, Forum>) -> bool {
        self.form_is(forum, LegalFormTrait::Decides)
    }
}

impl<'m> Rules<'m> {
    /// The policy from which rules are inherited.
    pub fn policy(&self) -> Option<Entry<'m, Policy>> {
        self.policy
    }

    /// The inherited rules, where they are typed.
    pub fn standing(&self) -> Option<&'m StandingRules> {
        self.policy?.fields.rules.as_ref().map(|rules| &rules.value)
    }

    /// The quorum that holds.
    pub fn quorum(&self) -> Option<&'m Sp<Quorum>> {
        let own: &'m Forum = self.forum.fields;
        own.quorum.as_ref().or_else(|| self.standing()?.quorum.as_ref())
    }

    /// Where the forum's record speaks of its quorum: at the rule itself, or where it says whose rule it takes over.
    pub fn quorum_place(&self) -> Place {
        let own = self.forum.fields.quorum.as_ref().map(|quorum| self.forum.record.place(quorum.span));
        own.unwrap_or_else(|| self.place("quorum"))
    }

    /// Where the forum's record speaks of a rule: at its own field, where it says whose rules it takes over, or at its name.
    pub fn place(&self, field: &str) -> Place {
        let record = self.forum.record;
        let own = record.facts.iter().any(|fact| fact.field == field);
        if own { record.field(field) } else { record.field("inherits") }
    }

    fn own_decisions(&self) -> Option<&'m Decisions> {
        let own: &'m Forum = self.forum.fields;
        own.decisions.as_ref().map(|decisions| &decisions.value)
    }

    fn standing_decisions(&self) -> Option<&'m Decisions> {
        self.standing()?.decisions.as_ref().map(|decisions| &decisions.value)
    }

    fn decisions<T>(&self, of: impl Fn(&'m Decisions) -> Option<T>) -> Option<T> {
        self.own_decisions().and_then(&of).or_else(|| self.standing_decisions().and_then(&of))
    }

    /// The usual way to decide.
    pub fn method(&self) -> Option<Method> {
        self.decisions(|decisions| decisions.method.as_ref()).map(|method| method.value)
    }

    /// Whether it is said how decisions are taken: one way for all, or a way for each kind.
    pub fn says_how_it_decides(&self) -> bool {
        self.method().is_some() || self.decisions(|decisions| decisions.types.first()).is_some()
    }

    /// Of whom a majority is counted.
    pub fn majority_of(&self) -> Option<Voters> {
        self.decisions(|decisions| decisions.of.as_ref()).map(|of| of.value)
    }

    /// What happens where the usual way fails.
    pub fn fallback(&self) -> Option<&'m str> {
        self.decisions(|decisions| decisions.fallback.as_deref())
    }

    /// Whether what it supports needs the members' own approval.
    pub fn needs_approval(&self) -> bool {
        self.decisions(|decisions| decisions.needs_approval.as_ref()).is_some()
    }

    /// What happens where votes are equal.
    pub fn tie(&self) -> Option<&'m str> {
        self.decisions(|decisions| decisions.tie.as_deref())
    }

    /// Whether the chair may decide where votes are equal; `None` where nothing is said.
    pub fn casting_vote(&self) -> Option<bool> {
        let own = self.forum.chair.as_ref().and_then(|chair| chair.casting_vote);
        let inherited = || self.standing().and_then(|rules| rules.casting_vote);
        own.or_else(inherited).map(|vote| vote.value)
    }

    /// Whether somebody is named, or a rule given, for when the chair is away.
    pub fn says_who_replaces_the_chair(&self) -> bool {
        let vice = self.forum.chair.as_ref().and_then(|chair| chair.vice.as_ref());
        let named = vice.is_some_and(|vice| vice.seat.is_some() || vice.rule.is_some() || vice.held_by.is_some());
        named || self.standing().is_some_and(|rules| rules.chair_absent.is_some())
    }

    /// Whether the chair comes from outside the members.
    pub fn chair_is_independent(&self) -> bool {
        let rule = self.forum.chair.as_ref().and_then(|chair| chair.rule);
        rule.is_some_and(|rule| rule.value == ChairRule::Independent)
    }

    /// Whether and how a deputy stands in at a seat.
    pub fn deputy(&self, seat: &'m Seat) -> Option<&'m Deputy> {
        let inherited = || self.standing()?.deputy.as_ref().map(|deputy| &deputy.value);
        seat.deputy.as_ref().or_else(inherited)
    }

    fn own_meetings(&self) -> Option<&'m MeetingRules> {
        let own: &'m Forum = self.forum.fields;
        own.meetings.as_ref().map(|meetings| &meetings.value)
    }

    fn meetings<T>(&self, of: impl Fn(&'m MeetingRules) -> Option<T>) -> Option<T> {
        let standing = || self.standing()?.meetings.as_ref().map(|meetings| &meetings.value);
        self.own_meetings().and_then(&of).or_else(|| standing().and_then(&of))
    }

    /// Whether it is said how often the forum meets.
    pub fn says_how_often_it_meets(&self) -> bool {
        self.meetings(|meetings| meetings.every).is_some() || self.meetings(|meetings| meetings.minimum).is_some()
    }

    /// About how many times a year the forum has to meet: as often as is said, or at least so many times.
    pub fn meetings_a_year(&self) -> Option<f64> {
        let every = self.meetings(|meetings| meetings.every).map(|every| 365.25 / every.days()).filter(|times| times.is_finite());
        every.or_else(|| self.meetings(|meetings| meetings.minimum.map(|minimum| f64::from(minimum.value))))
    }

    /// How many times a year the forum has to meet at least: as is said, or as follows from how often it meets.
    pub fn fewest_meetings_a_year(&self) -> Option<f64> {
        let minimum = self.meetings(|meetings| meetings.minimum.map(|minimum| f64::from(minimum.value)));
        minimum.or_else(|| self.meetings_a_year())
    }

    /// Whether the public may be at its meetings.
    pub fn meets_in_public(&self) -> bool {
        self.public().unwrap_or(false)
    }

    /// Whether the public may be at its meetings; `None` where nothing is said.
    pub fn public(&self) -> Option<bool> {
        self.meetings(|meetings| meetings.public)
    }

    /// How the public can come to its meetings.
    pub fn attend(&self) -> Option<&'m str> {
        self.meetings(|meetings| meetings.visitors.as_ref()?.come.as_deref())
    }

    /// How the public can ask a question at its meetings.
    pub fn questions(&self) -> Option<&'m str> {
        self.meetings(|meetings| meetings.visitors.as_ref()?.ask.as_deref())
    }

    /// About how long a meeting lasts, in minutes.
    pub fn duration(&self) -> Option<u32> {
        self.meetings(|meetings| meetings.duration)
    }

    /// What becomes of its minutes.
    pub fn minutes(&self) -> Option<&'m Minutes> {
        self.meetings(|meetings| meetings.minutes.as_ref())
    }

    /// How long before a meeting is called.
    pub fn notice(&self) -> Option<Length> {
        self.meetings(|meetings| meetings.notice)
    }

    /// How long before a meeting its papers are out.
    pub fn papers(&self) -> Option<Length> {
        self.meetings(|meetings| meetings.papers)
    }

    /// How interests are handled.
    pub fn conflicts(&self) -> Option<&'m Conflicts> {
        let own: &'m Forum = self.forum.fields;
        let inherited = || self.standing()?.conflicts.as_ref().map(|conflicts| &conflicts.value);
        own.conflicts.as_ref().map(|conflicts| &conflicts.value).or_else(inherited)
    }

    /// Whether a heading of the terms of reference, or of what they inherit, has one of these words: a rule that stands in prose
    /// only. The words are English, lower-case, and may be beginnings of words; of a text in another language any section may be it.
    pub fn have_a_section_on(&self, words: &[&str]) -> bool {
        let policy = self.policy.map(|policy| policy.record);
        std::iter::once(self.forum.record).chain(policy).any(|record| {
            let mut headings = record.body.outline.iter().filter(|heading| heading.depth > 0);
            let is_english = self.model.language_of(record).is_none_or(|language| language.starts_with("en"));
            headings.any(|heading| !is_english || words.iter().any(|word| has_word(&heading.title.to_lowercase(), word)))
        })
    }
}

/// Whether a word of `title` begins with `word`.
fn has_word(title: &str, word: &str) -> bool {
    let begins = |at: usize| !title[..at].ends_with(char::is_alphanumeric);
    title.match_indices(word).any(|(at, _)| begins(at))
}
