//! Finds functions by words that people use for them: forgiving of endings, typing mistakes and other words for the same.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Entry, Model, RecordId};
use crate::record::kind::{Function, Glossary};

/// A function that some words may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// The function.
    pub function: RecordId,
    /// How many of the words it has.
    pub words: usize,
    /// Whether one of its names has any of them: else they are only among what is said of it.
    pub is_named: bool,
    /// How many of them its name has.
    in_name: usize,
    /// How near all of them are: more is nearer.
    weight: u32,
}

impl Match {
    /// The one that is meant, where it is nearer by far than the others.
    pub fn clear(matches: &[Match]) -> Option<Match> {
        match matches {
            [only] => Some(*only),
            [first, second, ..] => {
                let by_name = first.in_name > second.in_name;
                (by_name || first.weight >= 2 * second.weight).then_some(*first)
            }
            [] => None,
        }
    }
}

/// Words that say nothing of a matter.
const IDLE: [&str; 22] = [
    "a", "an", "and", "at", "by", "can", "decide", "decides", "for", "from", "in", "is", "may", "of", "on", "or", "the", "to",
    "where", "whether", "which", "who",
];

/// How much a word counts in a name, in other names, in what is said of it.
const NAME: u32 = 7;
const OTHER_NAME: u32 = 4;
const SAID: u32 = 1;

impl Model {
    /// The functions that words mean, the nearest first: those that have all of the words, else those that have most of them.
    pub fn functions_named(&self, text: &str) -> Vec<Match> {
        let asked = self.ways_to_say(text);
        let mut matches: Vec<Match> = self.all::<Function>().filter_map(|function| self.match_of(function, &asked)).collect();
        let best = matches.iter().map(|found| found.words).max().unwrap_or(0);
        matches.retain(|found| found.words == best);
        matches.sort_by_key(|found| (Reverse((found.in_name, found.weight)), self.record(found.function).title()));
        matches
    }

    /// The words, and the same in other words of the glossary.
    fn ways_to_say(&self, text: &str) -> Vec<Vec<String>> {
        let own = words(text);
        let mut ways = vec![own.clone()];
        for term in self.all::<Glossary>().flat_map(|glossary| &glossary.fields.terms) {
            let names: Vec<Vec<String>> = [Some(&term.term.value), term.short.as_ref()]
                .into_iter()
                .flatten()
                .chain(&term.also)
                .map(|name| words(name))
                .collect();
            let said = names.iter().find(|name| !name.is_empty() && name.iter().all(|word| own.contains(word)));
            let Some(said) = said else { continue };
            for other in names.iter().filter(|other| *other != said && !other.is_empty()) {
                let rest = own.iter().filter(|word| !said.contains(word));
                ways.push(rest.chain(other).cloned().collect());
            }
        }
        ways
    }

    fn match_of(&self, function: Entry<'_, Function>, asked: &[Vec<String>]) -> Option<Match> {
        let texts = self.texts_of(function);
        let of = |way: &Vec<String>| -> Option<(usize, usize, u32, bool)> {
            let weights: Vec<u32> = way.iter().map(|word| weight(word, &texts)).collect();
            let found = weights.iter().filter(|weight| **weight > 0).count();
            // Fewer than half of the words say nothing, unless one is in the name as it is. What is said in other words counts in full
            // only where all is found.
            let whole = if found == way.len() { asked[0].len().max(1) } else { found.min(asked[0].len()) };
            let exact = weights.iter().any(|weight| *weight >= 3 * NAME);
            let named = |word: &&String| texts.iter().any(|(own, weight)| *weight == NAME && closeness(word, own) > 0);
            let in_name = way.iter().filter(named).count();
            let names = |word: &String| texts.iter().any(|(own, weight)| *weight >= OTHER_NAME && closeness(word, own) > 0);
            let is_named = way.iter().any(names);
            (found > 0 && (found * 2 >= way.len() || exact)).then(|| (whole, in_name, weights.iter().sum(), is_named))
        };
        let (words, in_name, weight, is_named) = asked.iter().filter(|way| !way.is_empty()).filter_map(of).max()?;
        Some(Match { function: function.id, words, is_named, in_name, weight })
    }

    /// The words of a function, each with how much it counts.
    fn texts_of(&self, function: Entry<'_, Function>) -> Vec<(String, u32)> {
        let record = function.record;
        let category = function.fields.category.as_ref().and_then(|category| self.row(record, category));
        let category = category.into_iter().flat_map(|row| std::iter::once(&row.name).chain(&row.also));
        let short = record.short_name();
        let named = [(record.title(), NAME), (record.address.id.to_string(), NAME)];
        let others =
            short.into_iter().chain(function.fields.also.iter().map(String::as_str)).map(|text| (text.to_owned(), OTHER_NAME));
        let said = record.head.summary.iter().chain(category).map(|text| (text.clone(), SAID));
        let texts = named.into_iter().chain(others).chain(said);
        texts.flat_map(|(text, weight)| words(&text).into_iter().map(move |word| (word, weight))).collect()
    }
}

/// The words of a text that say something, in small letters, each once.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase().replace(['’', '\''], "");
    let mut seen = BTreeSet::new();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !IDLE.contains(word) && seen.insert((*word).to_owned())).map(str::to_owned).collect()
}

/// How much a word counts among others: most where it stands there as it is.
fn weight(word: &str, texts: &[(String, u32)]) -> u32 {
    texts.iter().map(|(own, weight)| closeness(word, own) * weight).max().unwrap_or(0)
}

/// 3 for the same word, 2 for another ending, 1 for a typing mistake, 0 for another word.
fn closeness(one: &str, other: &str) -> u32 {
    if one == other {
        return 3;
    }
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    let letters = short.chars().count();
    if letters >= 4 && long.starts_with(short) && long.chars().count() - letters <= 4 {
        return 2;
    }
    let shared = short.chars().zip(long.chars()).take_while(|(one, other)| one == other).count();
    if shared >= 5 && long.chars().count() - shared <= 3 {
        return 2;
    }
    let reach = match letters {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    };
    u32::from(reach > 0 && strsim::damerau_levenshtein(one, other) <= reach)
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use crate::diagnostic::Report;
    use crate::model::join;
    use crate::record;
    use crate::source::File;

    const FILES: [(&str, &str); 6] = [
        ("handbook.toml", "title = \"Example\"\njurisdiction = \"england\"\n"),
        (
            "glossary.toml",
            "[[terms]]\nterm = \"Laboratory information system\"\nshort = \"LIMS\"\ndefinition = \"Software.\"\nalso = [\"lab computer\"]\n",
        ),
        ("functions/contract-award.toml", "name = \"Award of contracts\"\ncategory = \"procurement\"\nalso = [\"tender\"]\n"),
        (
            "functions/shared-procurement.toml",
            "name = \"Shared procurement\"\ncategory = \"procurement\"\nsummary = \"Buying together.\"\n",
        ),
        ("functions/vascular-services.toml", "name = \"Where vascular services are provided\"\ncategory = \"service-change\"\n"),
        ("functions/laboratory-information-system.toml", "name = \"Laboratory information system\"\n"),
    ];

    fn found(text: &str) -> Vec<String> {
        let mut report = Report::default();
        let records = FILES.into_iter().filter_map(|(path, text)| record::parse(&File::new(path, text.as_bytes()), &mut report));
        let model =
            join(records.map(Into::into).collect::<Vec<_>>(), Default::default(), Date::constant(2026, 6, 1), &mut report);
        assert!(report.is_empty(), "{report:?}");
        model.functions_named(text).iter().map(|found| model.record(found.function).address.to_string()).collect()
    }

    #[test]
    fn functions_are_found_by_words_endings_and_mistakes() {
        assert_eq!(found("contract award")[0], "contract-award");
        assert_eq!(found("awarding a contract")[0], "contract-award");
        assert_eq!(found("tenders")[0], "contract-award");
        assert_eq!(found("procurment"), ["shared-procurement", "contract-award"]);
        assert_eq!(found("who decides where vascular surgery happens"), ["vascular-services"]);
        assert_eq!(found("lims"), ["laboratory-information-system"]);
        assert_eq!(found("the lab computer"), ["laboratory-information-system"]);
        assert_eq!(found("car park"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
    }
}
