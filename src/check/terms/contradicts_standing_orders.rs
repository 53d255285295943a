#![doc = include_str!("contradicts_standing_orders.md")]

use crate::check::Findings;
use crate::model::rules::Rules;
use crate::model::{Entry, Model};
use crate::record::date::Length;
use crate::record::kind::document::StandingRules;
use crate::record::kind::forum::{Deputy, Method, Seat};
use crate::record::kind::{Forum, Policy};
use crate::record::value::Sp;
use crate::span::Span;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        if model.may_say_more(forum.record, "deviations") {
            continue;
        }
        let rules = model.rules(forum);
        let (Some(policy), Some(standing)) = (rules.policy(), rules.standing()) else { continue };
        for difference in differences(model, forum, rules, standing) {
            if !difference.is_declared(forum) {
                report(forum, policy, &difference, findings);
            }
        }
    }
}

fn report(forum: Entry<'_, Forum>, policy: Entry<'_, Policy>, difference: &Difference, findings: &mut Findings<'_>) {
    let (title, orders) = (forum.record.title(), policy.record.title());
    let message = format!("“{title}” has {}, and “{orders}” {}", difference.own, difference.standing);
    findings
        .add(forum.record, difference.place, message)
        .label("the forum's own rule")
        .related(policy.record.place(difference.rule), "the rule that it inherits")
        .hint(format!("follow the inherited rule, or name the {} in `deviations` as meant", difference.subject));
}

/// A rule of a forum that is another in what it inherits.
struct Difference {
    /// What it is about.
    subject: &'static str,
    /// Words by which a deviation speaks of it.
    words: &'static [&'static str],
    own: String,
    standing: String,
    place: Span,
    rule: Span,
}

impl Difference {
    fn is_declared(&self, forum: Entry<'_, Forum>) -> bool {
        forum.fields.deviations.iter().any(|deviation| {
            let deviation = deviation.to_lowercase();
            self.words.iter().any(|word| deviation.contains(word))
        })
    }
}

fn differences(model: &Model, forum: Entry<'_, Forum>, rules: Rules<'_>, standing: &StandingRules) -> Vec<Difference> {
    let mut found = Vec::new();
    found.extend(quorum(model, forum, standing));
    found.extend(method(forum, standing));
    found.extend(casting_vote(forum, standing));
    found.extend(meetings(forum, standing));
    found.extend(deputies(forum, rules, standing));
    found
}

fn quorum(model: &Model, forum: Entry<'_, Forum>, standing: &StandingRules) -> Option<Difference> {
    let (own, inherited) = (forum.fields.quorum.as_ref()?, standing.quorum.as_ref()?);
    let words = |rule| model.need_today(forum, &rule).map(|need| need.words);
    let (here, there) = (words(own.meeting())?, words(inherited.meeting())?);
    (here != there).then(|| Difference {
        subject: "quorum",
        words: &["quorum", "quorate"],
        own: format!("a quorum of {here}"),
        standing: format!("asks for {there}"),
        place: own.span,
        rule: inherited.span,
    })
}

fn method(forum: Entry<'_, Forum>, standing: &StandingRules) -> Option<Difference> {
    let method = |decisions: &Sp<crate::record::kind::forum::Decisions>| decisions.method;
    let (own, inherited) = (method(forum.fields.decisions.as_ref()?)?, method(standing.decisions.as_ref()?)?);
    (own.value != inherited.value).then(|| Difference {
        subject: "way to decide",
        words: &["decid", "decision", "vot", "majority", "consensus", "unanim"],
        own: format!("decisions by {}", method_words(own.value)),
        standing: format!("has them by {}", method_words(inherited.value)),
        place: own.span,
        rule: inherited.span,
    })
}

fn method_words(method: Method) -> &'static str {
    match method {
        Method::Consensus => "consensus",
        Method::Consent => "consent",
        Method::Majority => "majority",
        Method::Supermajority => "a larger majority",
        Method::Unanimity => "unanimous vote",
    }
}

fn casting_vote(forum: Entry<'_, Forum>, standing: &StandingRules) -> Option<Difference> {
    let (own, inherited) = (forum.fields.chair.as_ref()?.casting_vote?, standing.casting_vote?);
    let words = |vote: bool| if vote { "a casting vote" } else { "no casting vote" };
    (own.value != inherited.value).then(|| Difference {
        subject: "casting vote",
        words: &["casting"],
        own: format!("{} for its chair", words(own.value)),
        standing: format!("gives the chair {}", words(inherited.value)),
        place: own.span,
        rule: inherited.span,
    })
}

/// Meetings called later, papers sent later, fewer meetings: to do more than is asked is no contradiction.
fn meetings(forum: Entry<'_, Forum>, standing: &StandingRules) -> Vec<Difference> {
    let (Some(own), Some(inherited)) = (&forum.fields.meetings, &standing.meetings) else { return Vec::new() };
    let shorter = |own: Option<Length>, inherited: Option<Length>| match (own, inherited) {
        (Some(own), Some(inherited)) if own.days() < inherited.days() => Some((own, inherited)),
        _ => None,
    };
    let difference = |subject, words, own_words, standing_words| Difference {
        subject,
        words,
        own: own_words,
        standing: standing_words,
        place: own.span,
        rule: inherited.span,
    };
    let notice = shorter(own.notice, inherited.notice).map(|(here, there)| {
        difference("notice", &["notice", "called"] as &[_], format!("a notice of {here}"), format!("asks for {there}"))
    });
    let papers = shorter(own.papers, inherited.papers).map(|(here, there)| {
        difference("papers", &["papers"] as &[_], format!("its papers {here} before a meeting"), format!("asks for {there}"))
    });
    let fewer = match (own.minimum, inherited.minimum) {
        (Some(own), Some(inherited)) if own.value < inherited.value => Some(difference(
            "number of meetings",
            &["meetings", "meets"] as &[_],
            format!("at least {} meetings a year", own.value),
            format!("asks for {}", inherited.value),
        )),
        _ => None,
    };
    notice.into_iter().chain(papers).chain(fewer).collect()
}

fn deputies(forum: Entry<'_, Forum>, rules: Rules<'_>, standing: &StandingRules) -> Option<Difference> {
    let inherited = standing.deputy.as_ref()?;
    let differs = |seat: &&Sp<Seat>| {
        let own: Option<&Deputy> = seat.deputy.as_ref();
        own.is_some_and(|own| deputy_words(own) != deputy_words(inherited))
    };
    let seat = forum.fields.seats.iter().find(differs)?;
    let own = rules.deputy(&seat.value)?;
    Some(Difference {
        subject: "deputies",
        words: &["deput", "substitut", "alternate"],
        own: format!("a seat “{}” for which a deputy {}", seat.title, deputy_words(own)),
        standing: format!("says that one {}", deputy_words(inherited)),
        place: seat.span,
        rule: inherited.span,
    })
}

fn deputy_words(deputy: &Deputy) -> &'static str {
    match (deputy.allowed, deputy.counts, deputy.votes) {
        (false, ..) => "may not come",
        (true, Some(true), Some(true)) => "may come, counts and votes",
        (true, Some(true), Some(false)) => "may come and counts, but does not vote",
        (true, Some(false), Some(true)) => "may come and votes, but does not count",
        (true, Some(false), Some(false)) => "may come, and neither counts nor votes",
        (true, Some(true), None) => "may come and counts",
        (true, Some(false), None) => "may come and does not count",
        (true, None, Some(true)) => "may come and votes",
        (true, None, Some(false)) => "may come and does not vote",
        (true, None, None) => "may come",
    }
}
