#![doc = include_str!("term_over.md")]

use jiff::ToSpan;
use jiff::civil::Date;

use crate::check::Findings;
use crate::model::{Entry, Model, RecordId};
use crate::record::date::{Length, PartialDate};
use crate::record::kind::Forum;
use crate::record::kind::forum::{ChairRule, Holder, Seat};
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        for seat in forum.fields.seats.iter().filter(|seat| seat.term.is_some()) {
            for holder in seat.holders.iter().filter(|holder| holder.during().holds_on(model.today)) {
                holds_too_long(model, forum, &seat.value, holder, findings);
            }
        }
        chairs_too_long(model, forum, findings);
    }
}

fn holds_too_long(model: &Model, forum: Entry<'_, Forum>, seat: &Seat, holder: &Sp<Holder>, findings: &mut Findings<'_>) {
    let (Some(term), Some(from)) = (&seat.term, holder.from) else { return };
    let service = Service::of(model, forum, seat, holder, from.date);
    let title = format!("“{}” of “{}”", seat.title, forum.record.title());
    let too_many = term.limit.filter(|limit| service.exceeds(*limit, term.length, model.today));
    if let Some(limit) = too_many {
        let most = match (limit, term.length) {
            (1, Some(length)) => format!("one term of {length}"),
            (_, Some(length)) => format!("{limit} terms of {length}"),
            (_, None) => format!("{limit} in a row"),
        };
        let served = match term.length {
            Some(_) => format!("since {}", service.since),
            None => format!("for {} terms", service.terms),
        };
        findings
            .add(forum.record, from.span, format!("the holder of {title} has served {served}, and may serve at most {most}"))
            .label("the present term")
            .hint("record who follows, or an exception and who agreed to it");
        return;
    }
    let Some(length) = term.length else { return };
    let ended = length.after(from.date.last_day());
    if ended <= model.today {
        findings
            .add(forum.record, from.span, format!("the term of the holder of {title} is over: it began {} and is {length}", on(from.date)))
            .label("the first day of the term")
            .hint("record who follows; or that the holder serves again, as a further entry in `holders`");
    }
}

/// How long the holder of a seat has served without a break.
struct Service {
    since: PartialDate,
    terms: u32,
}

impl Service {
    /// Follows the entries of the same person back, as long as each begins where another ended.
    fn of(model: &Model, forum: Entry<'_, Forum>, seat: &Seat, holder: &Holder, from: PartialDate) -> Service {
        let mut service = Service { since: from, terms: 1 };
        let Some(person) = model.holder_person(forum, holder) else { return service };
        let mut earlier: Vec<(PartialDate, Date)> =
            seat.holders.iter().filter_map(|other| entry_of(model, forum, other, person)).collect();
        earlier.sort_unstable_by_key(|(from, _)| std::cmp::Reverse(from.first_day()));
        for (from, to) in earlier {
            let gap = service.since.first_day().checked_sub(31.days()).unwrap_or(Date::MIN);
            if from.first_day() < service.since.first_day() && to >= gap {
                service = Service { since: from, terms: service.terms + 1 };
            }
        }
        service
    }

    fn exceeds(&self, limit: u32, length: Option<Length>, today: Date) -> bool {
        let end = length.map(|length| (0..limit.min(100)).fold(self.since.last_day(), |day, _| length.after(day)));
        self.terms > limit || end.is_some_and(|end| end <= today)
    }
}

fn entry_of(model: &Model, forum: Entry<'_, Forum>, holder: &Holder, person: RecordId) -> Option<(PartialDate, Date)> {
    let same = model.holder_person(forum, holder) == Some(person);
    let (from, to) = (holder.from?.date, holder.to?.date.last_day());
    same.then_some((from, to))
}

/// A chair whose term is over, where the chair does not go round: that is `seat/rotation-broken`'s subject.
fn chairs_too_long(model: &Model, forum: Entry<'_, Forum>, findings: &mut Findings<'_>) {
    let Some(chair) = &forum.fields.chair else { return };
    let rotates = chair.rule.is_some_and(|rule| rule.value == ChairRule::Rotates);
    // Where the chair's seat has a term of its own, its holders have been asked.
    let by_seat = forum.fields.seats.iter().any(|seat| {
        let same = matches!((&seat.id, &chair.seat), (Some(id), Some(seat)) if id.value == seat.value);
        same && seat.term.is_some() && !seat.holders.is_empty()
    });
    let (Some(term), Some(since)) = (chair.term, chair.since) else { return };
    if rotates || by_seat || term.after(since.date.last_day()) > model.today {
        return;
    }
    findings
        .add(
            forum.record,
            since.span,
            format!("the term of the chair of “{}” is over: it began {} and is {term}", forum.record.title(), on(since.date)),
        )
        .label("the first day of the term")
        .hint("record the new term with `since`, and who holds it");
}

fn on(date: PartialDate) -> String {
    match date {
        PartialDate::Day(_) => format!("on {date}"),
        PartialDate::Month(..) | PartialDate::Year(_) => format!("in {date}"),
    }
}
