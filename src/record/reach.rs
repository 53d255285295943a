//! How a record lets somebody be reached: every mailbox and telephone number in its fields and its prose.

use super::Record;
use super::body::contacts::{self, Way};
use super::value::Format;
use super::walk::{Fact, Value};
use crate::span::Span;

/// A mailbox or a telephone number that a record gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reach {
    /// Which one.
    pub way: Way,
    /// The field, or the place in the prose.
    pub span: Span,
    /// Whether it stands in a field that is made for mailboxes, and is published as the handbook says of these.
    pub has_its_field: bool,
}

impl Record {
    /// Every mailbox and telephone number that it gives: those of its prose, then those of its fields.
    pub fn reaches(&self) -> Vec<Reach> {
        let prose = self.body.contacts.iter();
        let mut found: Vec<Reach> =
            prose.map(|contact| Reach { way: contact.way.clone(), span: contact.span, has_its_field: false }).collect();
        self.facts.iter().for_each(|fact| gather(fact, &fact.value, &mut found));
        found
    }
}

/// The ways that a field gives, with the field's place.
fn gather(fact: &Fact, value: &Value, found: &mut Vec<Reach>) {
    match value {
        Value::Text(text, format @ (Format::Plain | Format::Email | Format::Scalar)) if may_hold_one(text) => {
            let has_its_field = *format == Format::Email;
            let ways = contacts::find(text).into_iter();
            found.extend(ways.map(|(way, _)| Reach { way, span: fact.span, has_its_field }));
        }
        Value::List(values) => values.iter().for_each(|value| gather(fact, value, found)),
        Value::Table(facts) => facts.iter().for_each(|fact| gather(fact, &fact.value, found)),
        _ => {}
    }
}

/// Whether a text is worth a closer look: it has an `@`, or as many digits as a telephone number.
fn may_hold_one(text: &str) -> bool {
    text.contains('@') || text.bytes().filter(u8::is_ascii_digit).count() >= *contacts::DIGITS.start()
}
