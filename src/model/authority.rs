//! By what right a decision was taken, as of its own day: what the forum had been given, for which amounts, who was there, and whose
//! approval it needed.

mod own_schemes;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::arrangement::Given;
use super::path::{Band, OwnKept};
use super::quorum::Attendance;
use super::{Entry, Model, RecordId};
use crate::record::date::During;
use crate::record::kind::decision::Outcome;
use crate::record::kind::delegation::Reserved;
use crate::record::kind::meeting::Meeting;
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Decision, Delegations, Forum, Kind, Meetings, Organisation};
use crate::record::link::Who;
use crate::record::value::Sp;

/// A row of what is reserved.
#[derive(Clone, Copy)]
pub struct Held<'m> {
    /// The row.
    pub row: &'m Sp<Reserved>,
    /// The scheme in which it stands.
    pub scheme: Entry<'m, Delegations>,
}

/// What forums have been given, at whatever time: looked up once, asked for every decision.
#[derive(Default)]
pub struct Powers<'m> {
    given: HashMap<(RecordId, RecordId), Vec<Given<'m>>>,
    held: HashMap<(RecordId, RecordId), Vec<Held<'m>>>,
    own: HashMap<RecordId, Vec<OwnKept<'m>>>,
    met: HashMap<(RecordId, Date), &'m Sp<Meeting>>,
}

/// By what right a decision was taken.
pub struct Authority<'m> {
    /// The day as of which this is so.
    pub on: Date,
    /// The right.
    pub right: Right<'m>,
    /// Who was there, where that is recorded.
    pub attendance: Option<Attendance>,
    /// Those whose own approval it needed, each with what came of it there; `None` where nothing is recorded.
    pub approvals: Vec<(RecordId, Option<Outcome>)>,
}

/// The right by which a forum decided.
pub enum Right<'m> {
    /// It did not decide: it recommended, put off or took note.
    NothingDecided,
    /// Each body decided for itself.
    Own,
    /// The forum needs no delegation: it is a body's own board, or decides under a contract, a charter or a law.
    OfItself,
    /// By a delegation.
    Given(Given<'m>),
    /// By a delegation, save for those givers who keep the matter by their own schemes: each of them decides for itself.
    InPart(Given<'m>, Vec<OwnKept<'m>>),
    /// What is recorded does not say: no matter, no forum, or no scheme.
    NotRecorded,
    /// It had none.
    None(Lack<'m>),
}

/// Why a forum had no right to decide.
pub enum Lack<'m> {
    /// It did not exist on that day.
    NotThere(During),
    /// It was never given the matter.
    NeverGiven,
    /// It had the matter at another time.
    OtherTime(Given<'m>),
    /// It had the matter for other amounts.
    OtherAmount(Given<'m>),
    /// The matter is reserved at that amount.
    Reserved(Held<'m>),
    /// All who gave the matter keep it by their own schemes, at that amount: one row for each.
    KeptByGivers(Vec<OwnKept<'m>>),
}

impl<'m> Powers<'m> {
    /// What all forums have been given.
    pub fn all(model: &'m Model) -> Powers<'m> {
        let mut powers = Powers::default();
        model.all::<Delegations>().for_each(|scheme| powers.add(model, scheme));
        model.all::<Organisation>().for_each(|body| powers.keep(model, body));
        model.all::<Meetings>().for_each(|meetings| powers.meet(model, meetings));
        powers
    }

    /// What concerns one decision.
    pub fn of(model: &'m Model, decision: Entry<'m, Decision>) -> Powers<'m> {
        let mut powers = Powers::default();
        let function = decision.fields.function.as_ref().and_then(|link| model.follow(decision.record, link));
        let mut speaking: Vec<RecordId> =
            function.map_or(&[][..], |id| model.backlinks(id)).iter().map(|link| link.from).collect();
        speaking.sort_unstable();
        speaking.dedup();
        speaking.iter().filter_map(|id| model.entry::<Delegations>(*id)).for_each(|scheme| powers.add(model, scheme));
        speaking.iter().filter_map(|id| model.entry::<Organisation>(*id)).for_each(|body| powers.keep(model, body));
        let own = decision.record.address.collaborative.as_ref();
        let meetings = own.and_then(|own| model.find(Kind::Meetings, &format!("{own}/meetings")));
        meetings.and_then(|id| model.entry::<Meetings>(id)).into_iter().for_each(|meetings| powers.meet(model, meetings));
        powers
    }

    fn add(&mut self, model: &'m Model, scheme: Entry<'m, Delegations>) {
        let fields: &'m Delegations = scheme.fields;
        for row in &fields.delegations {
            let function = model.follow(scheme.record, &row.function);
            let Some(Who::Forum(link)) = row.to.who() else { continue };
            if let (Some(function), Some(forum)) = (function, model.follow(scheme.record, link)) {
                self.given.entry((function, forum)).or_default().push(Given { row, scheme });
            }
        }
        for row in &fields.reserved {
            let function = model.follow(scheme.record, &row.function);
            let whole = model.collaborative_of(scheme.record).map(|whole| whole.id);
            if let (Some(function), Some(whole)) = (function, whole) {
                self.held.entry((function, whole)).or_default().push(Held { row, scheme });
            }
        }
    }

    fn meet(&mut self, model: &'m Model, meetings: Entry<'m, Meetings>) {
        let fields: &'m Meetings = meetings.fields;
        for meeting in fields.meetings.iter().filter(|meeting| !meeting.cancelled) {
            let forum = model.follow(meetings.record, &meeting.forum);
            if let (Some(forum), Some(on)) = (forum, meeting.on) {
                self.met.insert((forum, on.date.first_day()), meeting);
            }
        }
    }

    /// The delegations of a function to a forum, of whatever time.
    pub fn given(&self, function: RecordId, forum: RecordId) -> &[Given<'m>] {
        self.given.get(&(function, forum)).map_or(&[], Vec::as_slice)
    }

    /// By what right a decision was taken.
    pub fn authority(&self, model: &'m Model, decision: Entry<'m, Decision>) -> Authority<'m> {
        Authority {
            on: decision.fields.on.date.last_day(),
            right: self.right(model, decision),
            attendance: self.attendance(model, decision),
            approvals: self.approvals(model, decision),
        }
    }

    /// The right by which a decision was taken, as of its own day.
    pub fn right(&self, model: &'m Model, decision: Entry<'m, Decision>) -> Right<'m> {
        let on = decision.fields.on.date.last_day();
        let forum = decision.fields.forum.as_ref().and_then(|link| model.get::<Forum>(decision.record, link));
        if !is_decided(decision.fields.outcome.value) {
            return Right::NothingDecided;
        }
        let Some(forum) = forum else {
            return if decision.fields.organisation.is_some() || !decision.fields.results.is_empty() {
                Right::Own
            } else {
                Right::NotRecorded
            };
        };
        if !forum.during().holds_on(on) {
            return Right::None(Lack::NotThere(forum.during()));
        }
        if !decision.fields.results.is_empty() {
            return Right::Own;
        }
        if !model.needs_delegation(forum) {
            return if model.decides(forum) { Right::OfItself } else { Right::NotRecorded };
        }
        let Some(function) = decision.fields.function.as_ref().and_then(|link| model.follow(decision.record, link)) else {
            return Right::NotRecorded;
        };
        self.given_right(model, decision, (function, forum))
    }

    fn given_right(
        &self,
        model: &'m Model,
        decision: Entry<'m, Decision>,
        (function, forum): (RecordId, Entry<'m, Forum>),
    ) -> Right<'m> {
        let on = decision.fields.on.date.last_day();
        let whole = model.collaborative_of(forum.record).map(|whole| whole.id);
        let value = decision.fields.value.map(|value| value.value);
        let amount = |band: Band| value.is_none_or(|value| band.holds(value));
        let held = whole.and_then(|whole| self.held.get(&(function, whole))).map_or(&[][..], Vec::as_slice);
        let held = held.iter().copied().filter(|held| valid(held.row.valid.as_ref()).holds_on(on));
        let kept = held.filter(|held| value.is_some() || held.row.above.is_none()).find(|held| amount(Band::reserved(held.row)));
        let given = self.given(function, forum.id);
        let timely = || given.iter().copied().filter(|given| valid(given.row.valid.as_ref()).holds_on(on));
        let fits = timely().find(|given| amount(Band::of(given.row)));
        match (kept, fits) {
            (Some(kept), fits) if fits.is_none_or(|fits| Band::of(fits.row).up_to.is_none()) => Right::None(Lack::Reserved(kept)),
            (_, Some(fits)) => {
                let all = timely().filter(|given| amount(Band::of(given.row)));
                self.right_from_givers(model, decision, (function, fits), all)
            }
            (_, None) => match (timely().next(), given.first()) {
                (Some(other), _) => Right::None(Lack::OtherAmount(other)),
                (None, Some(other)) => Right::None(Lack::OtherTime(*other)),
                (None, None) if self.has_scheme(model, forum) => Right::None(Lack::NeverGiven),
                (None, None) => Right::NotRecorded,
            },
        }
    }

    /// Whether the collaborative of a forum has a scheme at all: without one it is not known what the forum was given.
    fn has_scheme(&self, model: &Model, forum: Entry<'_, Forum>) -> bool {
        let own = forum.record.address.collaborative.as_ref();
        own.is_some_and(|own| model.find(Kind::Delegations, &format!("{own}/delegations")).is_some())
    }

    /// Who was there, where that is recorded, and whether it was a quorum on that day.
    pub fn attendance(&self, model: &Model, decision: Entry<'_, Decision>) -> Option<Attendance> {
        let forum = model.follow(decision.record, decision.fields.forum.as_ref()?)?;
        let own: Vec<&str> = decision.fields.present.iter().map(|present| present.value.as_str()).collect();
        let met = || self.met.get(&(forum, decision.fields.on.date.first_day()));
        let present = if own.is_empty() { met()?.present.iter().map(|present| present.value.as_str()).collect() } else { own };
        if present.is_empty() {
            return None;
        }
        let then = model.at(decision.fields.on.date.last_day());
        Some(then.attendance(then.entry::<Forum>(forum)?, present))
    }

    /// Those whose own approval a decision needs, as the forum’s rules say or as committees in common decide, with what came of it
    /// there.
    pub fn approvals(&self, model: &Model, decision: Entry<'_, Decision>) -> Vec<(RecordId, Option<Outcome>)> {
        let forum = decision.fields.forum.as_ref().and_then(|link| model.get::<Forum>(decision.record, link));
        let Some(forum) = forum else { return Vec::new() };
        let supported = matches!(decision.fields.outcome.value, Outcome::Approved | Outcome::Recommended);
        if !supported || !model.rules(forum).needs_approval() && !model.decides_in_common(forum) {
            return Vec::new();
        }
        let results: BTreeMap<RecordId, Outcome> = decision
            .fields
            .results
            .iter()
            .filter_map(|result| Some((model.follow(decision.record, &result.organisation)?, result.outcome.value)))
            .collect();
        let then = model.at(decision.fields.on.date.last_day());
        then.member_bodies(forum.record).into_iter().map(|body| (body, results.get(&body).copied())).collect()
    }
}

impl Model {
    /// Whether a forum of this form has only the power that is given to it: not a body's own board, nor one that decides under a contract,
    /// a charter or a law, nor one that only advises.
    pub fn needs_delegation(&self, forum: Entry<'_, Forum>) -> bool {
        let is = |is| self.form_is(forum, is);
        let several = is(LegalFormTrait::InCommon) || is(LegalFormTrait::Joint) || is(LegalFormTrait::Individual);
        is(LegalFormTrait::HoldsDelegation) && !is(LegalFormTrait::OwnBoard) && (several || !is(LegalFormTrait::Decides))
    }

    /// Whether a forum is several committees that meet together, each of which decides for its own body.
    pub fn decides_in_common(&self, forum: Entry<'_, Forum>) -> bool {
        self.form_is(forum, LegalFormTrait::InCommon)
    }
}

/// Whether an outcome says that a matter was decided, one way or the other.
pub fn is_decided(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Approved | Outcome::Rejected)
}

fn valid(valid: Option<&Sp<crate::record::kind::agreement::Valid>>) -> During {
    valid.map_or_else(During::default, |valid| valid.during())
}
