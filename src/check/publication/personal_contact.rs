#![doc = include_str!("personal_contact.md")]

use std::collections::BTreeSet;

use crate::check::Findings;
use crate::model::{Model, publication};
use crate::record::Record;
use crate::record::body::contacts::Way;
use crate::record::id;
use crate::record::kind::Kind;
use crate::record::kind::collaborative::Jurisdiction;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let people = People::of(model);
    for (_, record) in model.records().filter(|(_, record)| !record.head.draft) {
        let jurisdiction = model.jurisdiction_of(record);
        let mut told: BTreeSet<String> = BTreeSet::new();
        for reach in publication::told_of(record).reaches() {
            let Some((what, hint)) = people.whose(&reach.way, jurisdiction) else { continue };
            if told.insert(what.clone()) {
                findings.add(record, reach.span, what).label("it will be published").hint(hint);
            }
        }
    }
}

/// The people of a handbook, by the words of their names as mailboxes write them.
struct People(Vec<(String, String)>);

/// Providers of mailboxes to private people, by the beginning of their domains.
const PRIVATE: [&str; 18] = [
    "gmail.", "googlemail.", "hotmail.", "outlook.", "live.", "yahoo.", "ymail.", "icloud.", "me.com", "mac.com", "aol.", "btinternet.",
    "sky.com", "proton.", "protonmail.", "gmx.", "orange.fr", "wanadoo.fr",
];

impl People {
    fn of(model: &Model) -> People {
        let names = model.of_kind(Kind::Person).map(|(_, record)| words(record));
        let pairs = names.filter_map(|words| Some((words.first()?.clone(), words.last()?.clone())));
        People(pairs.filter(|(given, family)| given != family).collect())
    }

    /// What is said of a way to reach somebody that is a person's own, with a way out; `None` where it can be a role's.
    fn whose(&self, way: &Way, jurisdiction: Jurisdiction) -> Option<(String, &'static str)> {
        match way {
            Way::Mailbox(mailbox) => {
                let (local, domain) = mailbox.to_lowercase().split_once('@').map(|(local, domain)| (local.to_owned(), domain.to_owned()))?;
                let hint = "use the mailbox of a role, such as governance@, which stays when people go";
                if PRIVATE.iter().any(|private| domain.starts_with(private)) {
                    return Some((format!("`{mailbox}` looks like a private mailbox"), hint));
                }
                self.is_of_somebody(&local).then(|| (format!("`{mailbox}` is the mailbox of one person"), hint))
            }
            Way::Telephone(digits) => is_mobile(digits, jurisdiction).then(|| {
                (format!("`{digits}` is a mobile telephone’s number"), "give the number of a switchboard or an office")
            }),
        }
    }

    /// Whether the part before the `@` is a person's name, or the family name with an initial.
    fn is_of_somebody(&self, local: &str) -> bool {
        let parts: Vec<String> = local.split(['.', '_', '-', '+']).map(id::suggestion).filter(|part| !part.is_empty()).collect();
        let has = |word: &str| parts.iter().any(|part| part == word);
        self.0.iter().any(|(given, family)| {
            let initial = given.get(..1).unwrap_or("");
            let joined = [format!("{given}{family}"), format!("{initial}{family}")];
            has(family) && (has(given) || has(initial)) || parts.len() == 1 && joined.contains(&parts[0])
        })
    }
}

/// The words of a person's name, as ids write them, without titles.
fn words(record: &Record) -> Vec<String> {
    const TITLES: [&str; 9] = ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame"];
    let title = record.title();
    let words = title.split_whitespace().map(id::suggestion);
    words.filter(|word| !word.is_empty() && !TITLES.contains(&word.as_str())).collect()
}

/// Whether a number is a mobile telephone's: people carry these, and offices do not.
fn is_mobile(digits: &str, jurisdiction: Jurisdiction) -> bool {
    let home = match jurisdiction {
        Jurisdiction::France => "+33",
        Jurisdiction::Ireland => "+353",
        Jurisdiction::England | Jurisdiction::Wales | Jurisdiction::Scotland => "+44",
        Jurisdiction::Generic => "",
    };
    let whole = match digits.strip_prefix('0') {
        Some(_) if digits.starts_with("00") => format!("+{}", &digits[2..]),
        Some(rest) if !home.is_empty() => format!("{home}{rest}"),
        _ => digits.replacen("+440", "+44", 1),
    };
    let lengths = [("+447", 13), ("+336", 12), ("+337", 12), ("+3538", 13)];
    lengths.iter().any(|(beginning, length)| whole.starts_with(beginning) && whole.len() == *length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_are_told_from_those_of_offices() {
        let mobile = |digits: &str| is_mobile(digits, Jurisdiction::England);
        assert!(mobile("07700900123") && mobile("+447700900123") && mobile("+4407700900123") && mobile("00447700900123"));
        assert!(!mobile("02079460000") && !mobile("08001234567") && !mobile("0770090012"));
        assert!(is_mobile("0612345678", Jurisdiction::France) && !is_mobile("0612345678", Jurisdiction::England));
    }
}
