//! What a handbook says of findings: which count for more or less, and which are accepted, why and until when.

use crate::diagnostic::{Diagnostic, Report, Severity};
use crate::model::Model;
use crate::record::Record;
use crate::record::kind::handbook::{Allow, Checks, Level};
use crate::record::kind::{Handbook, Kind};
use crate::record::suggest::nearest;
use crate::record::value::Sp;
use crate::span::Span;

use super::CHECKS;

/// Raises, lowers and accepts findings as `[checks]` of the handbook says; reports what there is wrong or idle.
pub fn apply(model: &Model, report: &mut Report) {
    let Some((_, record)) = model.of_kind(Kind::Handbook).next() else { return };
    let Some(checks) = record.of::<Handbook>().and_then(|handbook| handbook.checks.as_ref()) else { return };
    report.retain(|finding| set_level(finding, checks));
    // What could not be read may be all that an entry accepts.
    let is_known = !report.iter().any(|finding| finding.severity == Severity::Error && is_of_reading(finding.check));
    let used = accept(model, report, checks);
    for (allow, used) in checks.allow.iter().zip(used) {
        if used || is_known || is_of_no_record(model, allow) {
            report_allow(model, record, allow, used, report);
        }
    }
    report_names(record, checks, report);
}

/// What is found only beside an earlier site: whether it is accepted in vain is not known without one.
const BESIDE_AN_EARLIER_SITE: [&str; 3] = ["site/address-gone", "site/anchor-gone", "site/part-gone"];

/// Raises, lowers and accepts findings as `[checks]` says, and reports nothing of its own: for findings that come after all others.
pub fn weigh(model: &Model, report: &mut Report) {
    let Some((_, record)) = model.of_kind(Kind::Handbook).next() else { return };
    let Some(checks) = record.of::<Handbook>().and_then(|handbook| handbook.checks.as_ref()) else { return };
    report.retain(|finding| set_level(finding, checks));
    accept(model, report, checks);
}

/// Whether a check is asked by reading or joining: what it finds is missing to all others.
fn is_of_reading(name: &str) -> bool {
    super::named(name).is_some_and(|check| check.run.is_none() && !name.starts_with("site/"))
}

/// Sets a finding's level; `false` where it is not looked for.
fn set_level(finding: &mut Diagnostic, checks: &Checks) -> bool {
    if let Some(level) = checks.levels.get(finding.check) {
        finding.severity = match level.value {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Advice => Severity::Advice,
            Level::Off => return false,
        };
    }
    let subject = finding.check.split('/').next().unwrap_or("");
    let denied = checks.deny.iter().any(|deny| match deny.as_str() {
        "warnings" => finding.severity == Severity::Warning,
        "advice" => finding.severity == Severity::Advice,
        name => name == finding.check || name == subject,
    });
    if denied {
        finding.severity = Severity::Error;
    }
    true
}

/// Takes out what is accepted today, and tells of each acceptance whether it accepted anything.
fn accept(model: &Model, report: &mut Report, checks: &Checks) -> Vec<bool> {
    let mut used = vec![false; checks.allow.len()];
    report.retain(|finding| {
        let matching = checks.allow.iter().enumerate().filter(|(_, allow)| matches(model, allow, finding));
        let mut accepted = false;
        for (number, allow) in matching {
            used[number] = true;
            accepted |= !has_run_out(model, allow);
        }
        !accepted
    });
    used
}

fn matches(model: &Model, allow: &Allow, finding: &Diagnostic) -> bool {
    // A record that was renamed is meant by its old name still, which joining has reported.
    let is_meant = |subject: &str| {
        subject == finding.subject || model.named(subject).is_some_and(|id| model.record(id).subject() == finding.subject)
    };
    allow.check.value == finding.check && allow.subject.as_ref().is_none_or(|subject| is_meant(&subject.value))
}

fn has_run_out(model: &Model, allow: &Allow) -> bool {
    allow.until.is_some_and(|until| until.date.last_day() < model.today)
}

/// Whether the record that an acceptance is about exists, and not on the model's day.
fn is_of_another_day(model: &Model, subject: &str) -> bool {
    let named = subject.split_once(':').and_then(|(kind, address)| model.find(Kind::named(kind)?, address));
    named.is_some_and(|id| {
        let record = model.record(id);
        let collaborative = model.collaborative_of(record).map(|collaborative| collaborative.id);
        !model.holds_today(id) || collaborative.is_some_and(|collaborative| !model.holds_today(collaborative))
    })
}

/// Whether an acceptance is about a record that is not there, and of which joining has not told that it is missing.
fn is_of_no_record(model: &Model, allow: &Allow) -> bool {
    let subject = allow.subject.as_ref().and_then(|subject| subject.value.split_once(':'));
    let Some((kind, address)) = subject.and_then(|(kind, address)| Some((Kind::named(kind)?, address))) else { return false };
    let within = kind.address(address).collaborative;
    model.find(kind, address).is_none() && !model.lacks(kind, within.as_deref()) && !model.lacks(Kind::Collaborative, None)
}

fn report_allow(model: &Model, record: &Record, allow: &Sp<Allow>, used: bool, report: &mut Report) {
    let of = allow.subject.as_ref().map_or(String::new(), |subject| format!(" of `{}`", subject.value));
    let place = record.place(allow.check.span);
    let finding = match (&allow.until, used) {
        // A record that does not hold on the model's day is asked nothing on it: the entry is for other days.
        (_, false) if BESIDE_AN_EARLIER_SITE.contains(&allow.check.value.as_str()) => return,
        (_, false) if allow.subject.as_ref().is_some_and(|subject| is_of_another_day(model, &subject.value)) => return,
        (_, false) if is_of_no_record(model, allow) => {
            let subject = allow.subject.as_ref().map_or("", |subject| &subject.value);
            let near = nearest(
                subject,
                model.records().map(|(_, record)| record.subject()).collect::<Vec<_>>().iter().map(String::as_str),
            )
            .map(|near| format!("did you mean `{near}`?"));
            Diagnostic::warning(
                "checks/allow-unused",
                place,
                format!("there is no record `{subject}`, of which `{}` could find anything", allow.check.value),
            )
            .maybe_hint(near)
            .hint("remove this entry: it accepts nothing")
        }
        (_, false) => {
            Diagnostic::warning("checks/allow-unused", place, format!("nothing is found by `{}`{of} any more", allow.check.value))
                .hint("remove this entry: it accepts nothing")
        }
        (Some(until), true) if has_run_out(model, allow) => Diagnostic::warning(
            "checks/allow-expired",
            place,
            format!("`{}`{of} was accepted until {}", allow.check.value, until.date),
        )
        .hint("mend what it finds, or give a later end and a reason that still holds"),
        (None, true) => Diagnostic::warning(
            "checks/allow-without-end",
            place,
            format!("`{}`{of} is accepted without an end", allow.check.value),
        )
        .hint("add `until` with the day on which somebody will look at it again"),
        (Some(_), true) => return,
    };
    report.add(finding.about(record.subject()));
}

/// Where the key stands of which this is the value.
fn key_before(record: &Record, key: &str, value: Span) -> Span {
    let before = record.text.get(..value.start as usize).unwrap_or("");
    before.rfind(key).map_or(value, |start| Span::new(start..start + key.len()))
}

fn report_names(record: &Record, checks: &Checks, report: &mut Report) {
    let names = || CHECKS.iter().map(|check| check.name);
    let subjects = || names().filter_map(|name| name.split('/').next());
    let mut unknown = |name: &str, span, words: bool| {
        let known = names().any(|known| known == name)
            || words && (subjects().any(|known| known == name) || matches!(name, "warnings" | "advice"));
        if known {
            return;
        }
        let near = nearest(name, names());
        let hint =
            near.map_or_else(|| "see `handbook explain checks` for all".to_owned(), |near| format!("did you mean `{near}`?"));
        let message = format!("there is no check `{name}`");
        report.add(Diagnostic::error("checks/unknown-name", record.place(span), message).hint(hint).about(record.subject()));
    };
    checks.deny.iter().for_each(|deny| unknown(&deny.value, deny.span, true));
    checks.levels.iter().for_each(|(name, level)| unknown(name, key_before(record, name, level.span), false));
    checks.allow.iter().for_each(|allow| unknown(&allow.check.value, allow.check.span, false));
}
