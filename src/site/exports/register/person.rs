//! Holders of public posts. Whether a person is in the handbook at all is decided before, by what the handbook publishes.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Head, Link, Row};
use crate::model::Entry;
use crate::record::kind;
use crate::record::kind::{Forum, Kind};

/// A holder of public posts.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Person {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// The posts that they hold or held.
    pub posts: Vec<Post>,
    /// The seats that they hold or held.
    pub seats: Vec<SeatHeld>,
    /// The organisation that pays them, where it is none of their posts'.
    pub affiliation: Option<Link>,
    /// The day on which they last declared that they have nothing more to declare.
    pub declared: Option<Day>,
}

/// A post.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Post {
    /// What it is called.
    pub title: String,
    /// Where.
    pub organisation: Link,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// Whether it is held on the handbook's day.
    pub today: bool,
    /// For which body they act when interests differ, and what is done about it.
    pub conflicts: Option<String>,
}

/// A seat that somebody holds or held.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct SeatHeld {
    /// In which forum.
    pub forum: Link,
    /// Which seat.
    pub title: String,
    /// Whether it has a vote.
    pub votes: bool,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// Whether it is held on the handbook's day.
    pub today: bool,
}

impl Person {
    /// What is published of a person.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, entry: Entry<'_, kind::Person>) -> Person {
        let (record, fields) = (entry.record, entry.fields);
        Person {
            head: writer.head(entry.id),
            posts: fields.posts.iter().filter_map(|post| post_of(writer, entry, post)).collect(),
            seats: seats(writer, entry),
            affiliation: writer.follow_some(record, fields.affiliation.as_ref()),
            declared: day(fields.declared),
        }
    }
}

/// `None` where the body is not published.
fn post_of(writer: &Writer<'_>, owner: Entry<'_, kind::Person>, post: &kind::person::Post) -> Option<Post> {
    Some(Post {
        title: post.title.clone(),
        organisation: writer.follow(owner.record, &post.organisation)?,
        from: day(post.from),
        to: day(post.to),
        today: post.during().holds_on(writer.model().today),
        conflicts: post.conflicts.clone(),
    })
}

fn seats(writer: &Writer<'_>, person: Entry<'_, kind::Person>) -> Vec<SeatHeld> {
    let model = writer.model();
    let mut forums: Vec<_> = model.backlinks(person.id).iter().map(|link| link.from).collect();
    forums.retain(|from| model.record(*from).kind == Kind::Forum);
    forums.dedup();
    let mut seats = Vec::new();
    for forum in forums.into_iter().filter_map(|id| model.entry::<Forum>(id)) {
        for (seat, holder) in forum.fields.seats.iter().flat_map(|seat| seat.holders.iter().map(move |holder| (seat, holder))) {
            if model.holder_person(forum, holder) == Some(person.id) {
                seats.push(SeatHeld {
                    forum: writer.link(forum.id),
                    title: seat.title.clone(),
                    votes: seat.voting.unwrap_or(true),
                    from: day(holder.from),
                    to: day(holder.to),
                    today: holder.during().holds_on(model.today) && model.holds_today(forum.id),
                });
            }
        }
    }
    seats
}

impl Row for Person {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Person>().map(|entry| Person::of(writer, entry)))
    }

    fn columns() -> Columns<Self> {
        let today = |row: &Person| -> Vec<String> {
            let held = row.posts.iter().filter(|post| post.today);
            held.map(|post| format!("{}, {}", post.title, post.organisation.title)).collect()
        };
        Columns::of_head(|row: &Self| &row.head)
            .list("posts", today)
            .list("seats", |row| row.seats.iter().filter(|seat| seat.today).map(|seat| seat.forum.id.clone()).collect())
            .link("affiliation", |row| row.affiliation.as_ref())
            .date("declared", |row| row.declared.as_ref())
    }
}
