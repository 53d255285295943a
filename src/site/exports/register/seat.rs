//! Seats as they are on the handbook's day, and who held them before.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Link, Row, Word};
use crate::model::Entry;
use crate::model::forum::{Occupancy as Sits, Place};
use crate::record::kind::Forum;
use crate::record::kind::forum::{Holder as HolderRow, Seat as SeatRow};

/// Whether somebody sits on a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(in crate::site) enum Occupancy {
    /// Somebody does.
    Filled,
    /// Nobody does.
    Vacant,
    /// Who does is not recorded.
    NotRecorded,
}

/// One place at a forum's table today.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Seat {
    /// Which forum.
    pub forum: Link,
    /// What the seat is called.
    pub title: String,
    /// What sort of seat it is.
    pub kind: Option<Word>,
    /// The body, person or collaborative for which it is; `null` where it is for nobody in particular.
    pub organisation: Option<Link>,
    /// Whether it has a vote.
    pub votes: bool,
    /// How many votes.
    pub weight: u64,
    /// Whether somebody sits there.
    pub occupancy: Occupancy,
    /// The last day on which somebody held it, where nobody does now.
    pub empty_since: Option<Day>,
    /// Who sits there, where that is recorded and published.
    pub person: Option<Link>,
    /// By which post, where no person is named.
    pub post: Option<String>,
    /// Since when they do.
    pub from: Option<Day>,
    /// The last day that they will.
    pub to: Option<Day>,
    /// Whether a deputy may stand in and counts towards the quorum.
    pub deputy_counts: bool,
}

impl Seat {
    /// Every place at a forum's table today.
    pub(in crate::site::exports) fn of_forum(writer: &Writer<'_>, forum: Entry<'_, Forum>) -> Vec<Seat> {
        writer.model().places(forum).iter().map(|place| Seat::of(writer, forum, place)).collect()
    }

    fn of(writer: &Writer<'_>, forum: Entry<'_, Forum>, place: &Place<'_>) -> Seat {
        let model = writer.model();
        let person = place.holder.and_then(|holder| model.holder_person(forum, holder));
        Seat {
            forum: writer.link(forum.id),
            title: place.seat.title.clone(),
            kind: writer.word_some(forum.record, place.seat.kind.as_ref()),
            organisation: place.organisation.map(|id| writer.link(id)),
            votes: place.votes(),
            weight: u64::from(place.weight()),
            occupancy: match place.occupancy {
                Sits::Filled => Occupancy::Filled,
                Sits::Vacant => Occupancy::Vacant,
                Sits::NotRecorded => Occupancy::NotRecorded,
            },
            empty_since: place.empty_since.map(|day| Day(day.to_string())),
            person: person.map(|id| writer.link(id)),
            post: place.holder.and_then(|holder| holder.post.clone()),
            from: place.holder.and_then(|holder| day(holder.from)),
            to: place.holder.and_then(|holder| day(holder.to)),
            deputy_counts: place.deputy_counts(),
        }
    }
}

/// That somebody holds, held or will hold a seat.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Holder {
    /// What the seat is called.
    pub seat: String,
    /// What sort of seat it is.
    pub kind: Option<Word>,
    /// Who, where that is published.
    pub person: Option<Link>,
    /// For which body.
    pub organisation: Option<Link>,
    /// By which post, where no person is named.
    pub post: Option<String>,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl Holder {
    /// Everybody who holds, held or will hold a seat of a forum, as far as they are published.
    pub(in crate::site::exports) fn of_forum(writer: &Writer<'_>, forum: Entry<'_, Forum>) -> Vec<Holder> {
        let of = |seat: &SeatRow| -> Vec<Holder> {
            let own = || writer.follow_some(forum.record, seat.organisation.as_ref());
            let holder = |holder: &HolderRow| Holder {
                seat: seat.title.clone(),
                kind: writer.word_some(forum.record, seat.kind.as_ref()),
                person: writer.follow_some(forum.record, holder.person.as_ref()),
                organisation: writer.follow_some(forum.record, holder.organisation.as_ref()).or_else(own),
                post: holder.post.clone(),
                from: day(holder.from),
                to: day(holder.to),
            };
            seat.holders.iter().map(|row| holder(row)).collect()
        };
        forum.fields.seats.iter().flat_map(|seat| of(seat)).collect()
    }
}

impl Row for Seat {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().forums_today().flat_map(|forum| Seat::of_forum(writer, forum)))
    }

    fn columns() -> Columns<Self> {
        Columns::new()
            .link("forum", |row: &Self| Some(&row.forum))
            .text("title", |row| &row.title)
            .word("kind", |row| row.kind.as_ref())
            .link("organisation", |row| row.organisation.as_ref())
            .flag("votes", |row| row.votes)
            .number("weight", |row| Some(row.weight))
            .choice("occupancy", |row| Some(row.occupancy))
            .date("empty_since", |row| row.empty_since.as_ref())
            .link("person", |row| row.person.as_ref())
            .some("post", |row| row.post.as_deref())
            .date("from", |row| row.from.as_ref())
            .date("to", |row| row.to.as_ref())
            .flag("deputy_counts", |row| row.deputy_counts)
    }
}
