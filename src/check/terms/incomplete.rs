#![doc = include_str!("incomplete.md")]

use crate::check::Findings;
use crate::model::{Entry, Model, words};
use crate::record::kind::vocabulary::LegalFormTrait;
use crate::record::kind::{Forum, Kind};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for forum in model.forums_today() {
        let may_be_there = |part: &Part| part.keys.iter().any(|key| model.may_say_more(forum.record, key));
        let missing: Vec<&Part> =
            PARTS.iter().filter(|part| !(part.is_there)(model, forum) && !may_be_there(part)).collect();
        if missing.is_empty() {
            continue;
        }
        let title = forum.record.title();
        let what: Vec<&str> = missing.iter().map(|part| part.name).collect();
        let how: Vec<&str> = missing.iter().map(|part| part.field).collect();
        findings
            .about(forum.record, format!("the terms of reference of “{title}” do not say {}", words::choice(&what)))
            .label(words::count(missing.len(), "thing is missing", "things are missing"))
            .hint(format!("add {}", words::list(&how)));
    }
}

/// What terms of reference cannot be without.
struct Part {
    name: &'static str,
    field: &'static str,
    keys: &'static [&'static str],
    is_there: fn(&Model, Entry<'_, Forum>) -> bool,
}

const PARTS: [Part; 8] = [
    Part { name: "on what authority it acts", field: "`basis` or `established_by`", keys: &["basis", "established_by", "legal_form"], is_there: authority },
    Part { name: "what it is for", field: "`purpose` or `responsibilities`", keys: &["purpose", "responsibilities"], is_there: purpose },
    Part { name: "who sits on it", field: "`[[seats]]`", keys: &["seats"], is_there: |_, forum| !forum.fields.seats.is_empty() },
    Part { name: "who chairs it", field: "`[chair]`", keys: &["chair"], is_there: |_, forum| forum.fields.chair.is_some() },
    Part { name: "how many must be there", field: "`[quorum]`", keys: &["quorum", "inherits"], is_there: |model, forum| model.rules(forum).quorum().is_some() },
    Part {
        name: "how it decides",
        field: "`[decisions]` with a `method`",
        keys: &["decisions", "inherits"], is_there: |model, forum| model.rules(forum).says_how_it_decides(),
    },
    Part { name: "to whom it reports", field: "`reports_to`", keys: &["reports_to", "part_of"], is_there: reporting_line },
    Part { name: "when it is reviewed", field: "`[review]`", keys: &["review", "control"], is_there: review },
];

fn authority(model: &Model, forum: Entry<'_, Forum>) -> bool {
    let said = !forum.fields.basis.is_empty() || !forum.fields.established_by.is_empty();
    let holds = || {
        let links = model.backlinks(forum.id).iter();
        links.filter(|link| link.field.as_deref() == Some("delegations.to.forum")).any(|link| model.record(link.from).kind == Kind::Delegations)
    };
    // To advise needs no authority but to be asked; a body's own board has its own.
    let needs_none = [LegalFormTrait::Advises, LegalFormTrait::OwnBoard].into_iter().any(|is| model.form_is(forum, is));
    said || needs_none || holds() || model.rules(forum).have_a_section_on(&["authority", "powers"])
}

fn purpose(model: &Model, forum: Entry<'_, Forum>) -> bool {
    let said = forum.fields.purpose.is_some() || !forum.fields.responsibilities.is_empty();
    said || model.rules(forum).have_a_section_on(&["purpose", "remit", "responsibilities"])
}

fn reporting_line(model: &Model, forum: Entry<'_, Forum>) -> bool {
    let said = !forum.fields.reports_to.is_empty() || forum.fields.part_of.is_some();
    said || model.form_is(forum, LegalFormTrait::OwnBoard)
}

fn review(_: &Model, forum: Entry<'_, Forum>) -> bool {
    let control = forum.fields.control.as_ref().and_then(|control| control.review.as_ref());
    let reviews = [forum.fields.review.as_ref(), control];
    reviews.into_iter().flatten().any(|review| review.next.is_some() || review.every.is_some() || review.when.is_some())
}
