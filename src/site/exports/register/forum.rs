//! Forums and their terms of reference.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::seat::{Holder, Seat};
use super::{Columns, Control, Day, Head, Link, Party, Row, Word};
use crate::model::Entry;
use crate::model::quorum::Need;
use crate::record::kind::forum::{self as kind, ChairRule, Method, Voters};
use crate::record::kind::quorum::Inquorate;

/// A forum: who meets, with what power, by which rules.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Forum {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The collaborative whose forum it is.
    pub collaborative: Option<Link>,
    /// What it is in law, whatever it is called.
    pub legal_form: Option<Word>,
    /// The provisions under which it acts.
    pub basis: Vec<Word>,
    /// The bodies that made it.
    pub established_by: Vec<Established>,
    /// To whom it answers.
    pub reports_to: Vec<Party>,
    /// The larger group of which it is part.
    pub part_of: Option<Link>,
    /// The level at which it works.
    pub level: Option<Word>,
    /// Where it works, where that is less than the collaborative's footprint.
    pub areas: Vec<Link>,
    /// Since when it meets.
    pub from: Option<Day>,
    /// The last day that it existed.
    pub to: Option<Day>,
    /// Whether it meets on the handbook's day.
    pub today: bool,
    /// What it is for.
    pub purpose: Option<String>,
    /// What it decides or oversees.
    pub responsibilities: Vec<Link>,
    /// What it does not do.
    pub out_of_scope: Vec<Link>,
    /// The policy that holds unless its terms of reference say otherwise.
    pub inherits: Option<Link>,
    /// How its chair is found.
    pub chair_rule: Option<ChairRule>,
    /// The body from which its chair comes today.
    pub chair: Option<Link>,
    /// The body from which its vice chair comes today.
    pub vice_chair: Option<Link>,
    /// Every place at its table today.
    pub seats: Vec<Seat>,
    /// Everybody who holds, held or will hold a seat, as far as they are published.
    pub holders: Vec<Holder>,
    /// Its quorum as it comes out today, its own or inherited.
    pub quorum: Option<Quorum>,
    /// What happens at a meeting that is not quorate.
    pub inquorate: Option<Inquorate>,
    /// The usual way of deciding, its own or inherited.
    pub decides_by: Option<Method>,
    /// Of whom a majority is counted.
    pub majority_of: Option<Voters>,
    /// How many meetings a year there are, about.
    pub meetings_a_year: Option<f64>,
    /// Whether its rules say that the public may be there.
    pub public: bool,
    /// Version, approval and review of its terms of reference.
    pub control: Option<Control>,
}

/// By whom and when a forum was made.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Established {
    /// The body.
    pub organisation: Link,
    /// When.
    pub on: Option<Day>,
    /// The resolution.
    pub resolution: Option<String>,
}

/// A quorum as it comes out on the handbook's day.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Quorum {
    /// The rule in words.
    pub rule: String,
    /// How many must be there for a meeting.
    pub number: u64,
    /// How many must be there for a decision.
    pub to_decide: u64,
    /// How many seats have a vote.
    pub voting_seats: u64,
    /// How many of these are known to be empty.
    pub vacant: u64,
    /// How the number comes about; empty where it is the rule itself.
    pub sum: String,
    /// Whether it can be met with the seats that are filled today.
    pub reachable: bool,
}

impl Forum {
    /// What is published of a forum.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, entry: Entry<'_, kind::Forum>) -> Forum {
        let (record, fields, model) = (entry.record, entry.fields, writer.model());
        let rules = model.rules(entry);
        let established = |made: &kind::Established| {
            let organisation = writer.follow(record, &made.organisation)?;
            Some(Established { organisation, on: day(made.on), resolution: made.resolution.clone() })
        };
        Forum {
            head: writer.head(entry.id),
            collaborative: writer.whole(record),
            legal_form: writer.word_some(record, fields.legal_form.as_ref()),
            basis: writer.words(record, &fields.basis),
            established_by: fields.established_by.iter().filter_map(|made| established(made)).collect(),
            reports_to: writer.parties(record, &fields.reports_to),
            part_of: writer.follow_some(record, fields.part_of.as_ref()),
            level: writer.word_some(record, fields.level.as_ref()),
            areas: writer.follow_all(record, &fields.areas),
            from: day(fields.from),
            to: day(fields.to),
            today: model.at_work(entry.id),
            purpose: fields.purpose.clone(),
            responsibilities: writer.follow_all(record, &fields.responsibilities),
            out_of_scope: writer.follow_all(record, &fields.out_of_scope),
            inherits: writer.follow_some(record, fields.inherits.as_ref()),
            chair_rule: fields.chair.as_ref().and_then(|chair| chair.rule).map(|rule| rule.value),
            chair: model.chair_body(entry).map(|id| writer.link(id)),
            vice_chair: model.vice_chair_body(entry).map(|id| writer.link(id)),
            seats: Seat::of_forum(writer, entry),
            holders: Holder::of_forum(writer, entry),
            quorum: quorum(writer, entry),
            inquorate: rules.quorum().and_then(|quorum| quorum.inquorate).map(|inquorate| inquorate.value),
            decides_by: rules.method(),
            majority_of: rules.majority_of(),
            meetings_a_year: rules.meetings_a_year().map(|number| (number * 10.0).round() / 10.0),
            public: rules.meets_in_public(),
            control: writer.control(record),
        }
    }
}

fn quorum(writer: &Writer<'_>, forum: Entry<'_, kind::Forum>) -> Option<Quorum> {
    let today = writer.model().quorum_today(forum)?;
    let reachable = |need: &Need| need.beyond_all_seats().is_none() && need.beyond_filled_seats().is_none();
    let number = |number: usize| number as u64;
    Some(Quorum {
        rule: writer.point.told(&today.meeting.words),
        number: number(today.meeting.number),
        to_decide: number(today.to_decide()),
        voting_seats: number(today.voting_seats),
        vacant: number(today.vacant),
        sum: writer.point.told(&today.meeting.sum),
        reachable: today.rules().all(|(need, _)| reachable(need)),
    })
}

impl Row for Forum {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Forum>().map(|entry| Forum::of(writer, entry)))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .link("collaborative", |row| row.collaborative.as_ref())
            .word("legal_form", |row| row.legal_form.as_ref())
            .words("basis", |row| &row.basis)
            .list("established_by", |row| row.established_by.iter().map(|made| made.organisation.id.clone()).collect())
            .list("reports_to", |row| row.reports_to.iter().map(|party| party.name.clone()).collect())
            .link("part_of", |row| row.part_of.as_ref())
            .word("level", |row| row.level.as_ref())
            .links("areas", |row| &row.areas)
            .date("from", |row| row.from.as_ref())
            .date("to", |row| row.to.as_ref())
            .flag("today", |row| row.today)
            .some("purpose", |row| row.purpose.as_deref())
            .links("responsibilities", |row| &row.responsibilities)
            .links("out_of_scope", |row| &row.out_of_scope)
            .link("inherits", |row| row.inherits.as_ref())
            .choice("chair_rule", |row| row.chair_rule)
            .link("chair", |row| row.chair.as_ref())
            .link("vice_chair", |row| row.vice_chair.as_ref())
            .some("quorum/rule", |row| Some(row.quorum.as_ref()?.rule.as_str()))
            .number("quorum/number", |row| Some(row.quorum.as_ref()?.number))
            .number("quorum/to_decide", |row| Some(row.quorum.as_ref()?.to_decide))
            .number("quorum/voting_seats", |row| Some(row.quorum.as_ref()?.voting_seats))
            .number("quorum/vacant", |row| Some(row.quorum.as_ref()?.vacant))
            .maybe("quorum/reachable", |row| Some(row.quorum.as_ref()?.reachable))
            .choice("inquorate", |row| row.inquorate)
            .choice("decides_by", |row| row.decides_by)
            .choice("majority_of", |row| row.majority_of)
            .flag("public", |row| row.public)
            .control(|row| row.control.as_ref())
    }
}
