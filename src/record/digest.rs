//! The digest of the text that bodies approve: its prose, and the rules that its fields state. Two texts that read the same have the
//! same digest, whoever sits where and however the lines are broken at their ends.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::Record;
use super::body::Body;
use super::kind::Kind;
use super::walk::Value;

/// How many hexadecimal digits of a digest are written: two texts that differ share as many by chance once in eighteen quintillion.
pub const SHOWN: usize = 16;

/// How many digits tell the versions of one section or rule apart.
const OF_PART: usize = 8;

/// What stands before the digits.
const SCHEME: &str = "sha256:";

/// The digest of the text of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Digest {
    /// Of the whole text, all its hexadecimal digits.
    digits: String,
    /// Of each section of the prose, by its address on the page; what stands before the first heading has the address `text`.
    pub sections: BTreeMap<String, String>,
    /// Of each field that states a rule, by its key.
    pub rules: BTreeMap<String, String>,
}

/// The fields of a kind that state what is approved with its prose: rules, and not who is elected or when it was signed.
fn rules_of(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Forum => &[
            "reports_to",
            "responsibilities",
            "out_of_scope",
            "deviations",
            "chair",
            "seats",
            "attendees",
            "limits",
            "quorum",
            "decisions",
            "meetings",
            "conflicts",
            "amended_by",
        ],
        Kind::Delegations => &["delegations", "reserved"],
        Kind::Policy => &["rules"],
        _ => &[],
    }
}

/// What changes without an approval: who holds a seat, since when, and when somebody looks at it again.
const NOT_RULES: [&str; 7] = ["holders", "vacant", "since", "held_by", "named", "recorded", "review"];

/// Whether records of a kind stand under document control.
fn is_controlled(kind: Kind) -> bool {
    use Kind::{Agreement, Delegations, Document, Forum, Governance, Page, Policy};
    matches!(kind, Forum | Agreement | Delegations | Document | Governance | Policy | Page)
}

/// The digest of a record's text; `None` where it has neither prose nor rules, or is of a kind that nobody approves.
pub(super) fn of(record: &Record) -> Option<Digest> {
    let Record { kind, facts, body, text, .. } = record;
    let kind = *kind;
    if !is_controlled(kind) {
        return None;
    }
    let sections = sections(body, text);
    let stated = facts.iter().filter(|fact| rules_of(kind).contains(&fact.field.as_str()));
    let rules: BTreeMap<String, String> = stated.map(|fact| (fact.field.clone(), canonical(&fact.value))).collect();
    if sections.is_empty() && rules.is_empty() {
        return None;
    }
    let mut hash = Sha256::new();
    for (_, text) in &sections {
        hash.update(text);
        hash.update("\n\n");
    }
    for (field, rule) in &rules {
        hash.update(format!("\0{field}={rule}"));
    }
    Some(Digest {
        digits: base16ct::lower::encode_string(&hash.finalize()),
        sections: sections.into_iter().map(|(id, text)| (id, short(&text))).collect(),
        rules: rules.into_iter().map(|(field, rule)| (field, short(&rule))).collect(),
    })
}

/// The prose by its sections in their order, each with its address; empty ones are left out.
fn sections(body: &Body, text: &str) -> Vec<(String, String)> {
    let prose = body.prose.range();
    let starts = body.outline.iter().filter(|heading| heading.depth <= 1 && !heading.number.is_empty());
    let mut marks: Vec<(String, usize)> = vec![("text".to_owned(), prose.start)];
    marks.extend(starts.map(|heading| (heading.id.clone(), heading.span.range().start)));
    let ends = marks.iter().skip(1).map(|(_, start)| *start).chain([prose.end]).collect::<Vec<_>>();
    let cut = marks.into_iter().zip(ends).map(|((id, start), end)| (id, tidy(text.get(start..end).unwrap_or(""))));
    cut.filter(|(_, text)| !text.is_empty()).collect()
}

/// A text without blanks at the ends of its lines, and with one empty line where there are several.
fn tidy(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    for line in text.lines().map(str::trim_end) {
        if !line.is_empty() || !tidy.ends_with("\n\n") && !tidy.is_empty() {
            tidy.push_str(line);
            tidy.push('\n');
        }
    }
    tidy.truncate(tidy.trim_end().len());
    tidy
}

/// What a field says in a form that does not depend on the order of its keys.
fn canonical(value: &Value) -> String {
    match value {
        Value::Text(text, _) => format!("{text:?}"),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Choice(word) | Value::Link(_, word) | Value::Term(_, word) => word.clone(),
        Value::List(values) => format!("[{}]", values.iter().map(canonical).collect::<Vec<_>>().join(",")),
        Value::Table(facts) => {
            let kept = facts.iter().filter(|fact| !NOT_RULES.contains(&fact.field.as_str()));
            let mut fields: Vec<String> = kept.map(|fact| format!("{}={}", fact.field, canonical(&fact.value))).collect();
            fields.sort();
            format!("{{{}}}", fields.join(","))
        }
    }
}

fn short(text: &str) -> String {
    let mut digits = base16ct::lower::encode_string(&Sha256::digest(text));
    digits.truncate(OF_PART);
    digits
}

impl Digest {
    /// As it is written beside a version: `sha256:` and sixteen digits.
    pub fn shown(&self) -> String {
        format!("{SCHEME}{}", &self.digits[..SHOWN])
    }

    /// Whether it is the one that was written beside a version, in full or shortened; `None` where that is no digest.
    pub fn is(&self, written: &str) -> Option<bool> {
        let digits = digits_of(written)?;
        Some(self.digits.starts_with(&digits))
    }
}

/// The digits of a digest as written; `None` where it is none, or too short to tell texts apart.
fn digits_of(written: &str) -> Option<String> {
    let digits = written.trim().strip_prefix(SCHEME)?.to_lowercase();
    let sound = (SHOWN..=64).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then_some(digits)
}

/// Whether what was written beside a version is a digest.
pub fn is_digest(written: &str) -> bool {
    digits_of(written).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Report;
    use crate::source::File;

    fn digest(text: &str) -> Digest {
        let file = File::new("collaboratives/x/terms-of-reference/board.md", text.as_bytes());
        super::super::parse(&file, &mut Report::default()).unwrap().digest().cloned().unwrap()
    }

    const BOARD: &str = "+++\nname = \"Board\"\nquorum = { count = 3, inquorate = \"adjourn\" }\n[[seats]]\ntitle = \"Chair\"\n+++\n\n## Purpose\n\nIt decides.\n\n## Quorum\n\nThree.\n";

    #[test]
    fn what_reads_the_same_has_the_same_digest() {
        let one = digest(BOARD);
        let holder = BOARD.replace("title = \"Chair\"", "title = \"Chair\"\nholders = [{ person = \"a\" }]");
        let blanks = BOARD.replace("It decides.", "It decides.  \n");
        let order = BOARD.replace("count = 3, inquorate = \"adjourn\"", "inquorate = \"adjourn\", count = 3");
        let head = BOARD.replace("name = \"Board\"", "name = \"Board\"\nsummary = \"One sentence.\"");
        for other in [holder, blanks, order, head] {
            assert_eq!(digest(&other), one, "{other}");
        }
        assert_eq!(one.is(&one.shown()), Some(true));
        assert_eq!(one.shown().len(), "sha256:".len() + SHOWN);
    }

    #[test]
    fn a_change_is_seen_where_it_was_made() {
        let one = digest(BOARD);
        let prose = digest(&BOARD.replace("Three.", "Two."));
        assert_eq!(prose.is(&one.shown()), Some(false));
        assert_eq!((prose.sections["purpose"] == one.sections["purpose"], prose.rules == one.rules), (true, true));
        assert_ne!(prose.sections["quorum"], one.sections["quorum"]);
        let rule = digest(&BOARD.replace("count = 3", "count = 2"));
        assert_eq!((rule.sections == one.sections, rule.rules["quorum"] == one.rules["quorum"]), (true, false));
    }

    #[test]
    fn a_digest_is_known_by_its_form() {
        assert!(is_digest("sha256:0123456789abcdef") && !is_digest("sha256:0123") && !is_digest("0123456789abcdef"));
        assert_eq!(digest(BOARD).is("version 2"), None);
    }
}
