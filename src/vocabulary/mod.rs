//! The vocabularies that come with the program, and what a handbook adds to them. Knows no record but its own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use serde::Deserialize;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::Report;
use crate::phrases::lowered;
use crate::record::kind::Kind;
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::vocabulary::{Provision, Row, SETS, Vocabulary};
use crate::record::link::{Set, Term};
use crate::record::walk;

const BUILT_IN: [(Jurisdiction, &str, &str); 6] = [
    (Jurisdiction::Generic, "generic", include_str!("generic.toml")),
    (Jurisdiction::England, "england", include_str!("england.toml")),
    (Jurisdiction::Wales, "wales", include_str!("wales.toml")),
    (Jurisdiction::Scotland, "scotland", include_str!("scotland.toml")),
    (Jurisdiction::Ireland, "ireland", include_str!("ireland.toml")),
    (Jurisdiction::France, "france", include_str!("france.toml")),
];

impl Jurisdiction {
    /// Its name as records write it.
    pub fn word(self) -> &'static str {
        BUILT_IN.iter().find(|(jurisdiction, ..)| *jurisdiction == self).map_or("generic", |(_, word, _)| word)
    }
}

/// All jurisdictions, each with its word.
pub fn jurisdictions() -> impl Iterator<Item = (Jurisdiction, &'static str)> {
    BUILT_IN.iter().map(|(jurisdiction, word, _)| (*jurisdiction, *word))
}

/// The vocabulary of one jurisdiction as it comes with the program, what it extends included.
pub fn built_in(jurisdiction: Jurisdiction) -> &'static Vocabulary {
    static ALL: OnceLock<BTreeMap<Jurisdiction, Vocabulary>> = OnceLock::new();
    let all = ALL.get_or_init(|| BUILT_IN.iter().map(|(jurisdiction, _, text)| (*jurisdiction, with_base(read(text)))).collect());
    &all[&jurisdiction]
}

fn with_base(own: Vocabulary) -> Vocabulary {
    let base = BUILT_IN.iter().find(|(_, word, _)| Some(*word) == own.extends.as_deref());
    let Some((_, _, text)) = base else { return own };
    let mut whole = read(text);
    whole.add(&own);
    whole.name = own.name;
    whole.language = own.language;
    whole
}

/// Reads a vocabulary that comes with the program; a test holds that each has no mistake, so one that had would be empty.
fn read(text: &str) -> Vocabulary {
    read_reporting(text, "vocabulary.toml", &mut Report::default()).unwrap_or_default()
}

fn read_reporting(text: &str, path: &str, report: &mut Report) -> Option<Vocabulary> {
    let path: Arc<str> = path.into();
    let (mut table, errors) = DeTable::parse_recoverable(text);
    let walked = walk::walk(Kind::Vocabulary.schema(), &mut table, &path, text, &[], report);
    let read = Vocabulary::deserialize(toml::de::Deserializer::from(table));
    read.ok().filter(|_| walked.whole && errors.is_empty())
}

/// The words of every jurisdiction, with what this handbook adds.
#[derive(Clone, Debug)]
pub struct Vocabularies {
    own: BTreeMap<Jurisdiction, Arc<Vocabulary>>,
    /// The lists and ids of the words that the handbook itself adds or calls otherwise.
    added: BTreeSet<(&'static str, String)>,
}

impl Vocabularies {
    /// The vocabularies that come with the program, with a handbook's own words added to each.
    pub fn new(added: Option<&Vocabulary>) -> Vocabularies {
        let with = |jurisdiction| {
            let mut vocabulary = built_in(jurisdiction).clone();
            if let Some(added) = added {
                vocabulary.add(added);
            }
            (jurisdiction, Arc::new(vocabulary))
        };
        let ids = |vocabulary: &Vocabulary, key: &'static str| -> Vec<(&'static str, String)> {
            vocabulary.list(key).into_iter().map(|row| (key, row.id().value.clone())).collect()
        };
        let words = |vocabulary| SETS.iter().flat_map(move |key| ids(vocabulary, key));
        Vocabularies {
            own: jurisdictions().map(|(jurisdiction, _)| with(jurisdiction)).collect(),
            added: added.into_iter().flat_map(words).collect(),
        }
    }

    /// Whether the handbook itself gives a word of the list with this key, in its own language; all others are English.
    pub fn is_added(&self, key: &str, id: &str) -> bool {
        self.added.iter().any(|(own, word)| *own == key && word == id)
    }

    /// What the handbook itself calls its words, and says of them.
    pub fn added(&self) -> BTreeSet<String> {
        let own = |(key, id): &(&'static str, String)| {
            let row = self.own.get(&Jurisdiction::Generic)?.list(key).into_iter().find(|row| row.id().value == *id)?;
            let said =
                [row.name().to_owned(), lowered(row.name()), row.plural(), lowered(&row.plural()), row.definition().to_owned()];
            Some(said.into_iter().chain(row.short().map(str::to_owned)))
        };
        self.added.iter().filter_map(own).flatten().collect()
    }

    /// The words of one jurisdiction.
    pub fn of(&self, jurisdiction: Jurisdiction) -> &Vocabulary {
        &self.own[&jurisdiction]
    }
}

impl Vocabulary {
    /// The row that a term names; `None` where there is none, which joining has reported.
    pub fn row<S: Set>(&self, term: &Term<S>) -> Option<&S::Row> {
        self.row_named::<S>(&term.text)
    }

    /// The row of this id.
    pub fn row_named<S: Set>(&self, id: &str) -> Option<&S::Row> {
        S::rows(self).iter().find(|row| row.id().value == id)
    }

    /// What a word of the list with this key is called; the word itself where it is not known.
    pub fn name_of(&self, key: &str, id: &str) -> String {
        let row = self.list(key).into_iter().find(|row| row.id().value == id);
        row.map_or_else(|| walk::label(id), |row| row.name().to_owned())
    }

    /// The provision of this id.
    pub fn provision(&self, id: &str) -> Option<&Provision> {
        self.provisions.iter().find(|provision| provision.id.value == id)
    }
}

/// Every text of the vocabularies that come with the program, with its language: they are English, but for names in a jurisdiction's own
/// language.
pub fn texts() -> BTreeMap<String, &'static str> {
    let mut texts = BTreeMap::new();
    for (jurisdiction, _, text) in BUILT_IN {
        let (table, _) = DeTable::parse_recoverable(text);
        for list in table.get_ref().values() {
            gather(list.get_ref(), "", native(jurisdiction), &mut texts);
        }
    }
    texts
}

/// The language of the names that a jurisdiction's own law uses.
fn native(jurisdiction: Jurisdiction) -> &'static str {
    match jurisdiction {
        Jurisdiction::France => "fr",
        Jurisdiction::Wales => "cy",
        Jurisdiction::Ireland => "ga",
        Jurisdiction::Generic | Jurisdiction::England | Jurisdiction::Scotland => "en",
    }
}

/// Adds what is said under `key`, and below it. Words that only the program reads are left out.
fn gather(value: &DeValue<'_>, key: &str, native: &'static str, texts: &mut BTreeMap<String, &'static str>) {
    const UNSPOKEN: [&str; 4] = ["id", "is", "url", "also"];
    match value {
        DeValue::String(text) => {
            let language =
                if key == "native" || native == "fr" && ["instrument", "heading"].contains(&key) { native } else { "en" };
            if key == "name" {
                texts.entry(format!("{text}s")).or_insert(language);
            }
            if matches!(key, "name" | "plural") {
                texts.entry(lowered(text)).or_insert(language);
            }
            texts.entry(text.to_string()).or_insert(language);
        }
        DeValue::Array(values) => values.iter().for_each(|value| gather(value.get_ref(), key, native, texts)),
        DeValue::Table(table) => {
            let said = table.iter().filter(|(key, _)| !UNSPOKEN.contains(&&**key.get_ref()));
            said.for_each(|(key, value)| gather(value.get_ref(), key.get_ref(), native, texts));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_vocabularies_have_no_mistake() {
        for (_, word, text) in BUILT_IN {
            let mut report = Report::default();
            let vocabulary = read_reporting(text, word, &mut report);
            let findings: Vec<_> =
                report.sorted().into_iter().map(|finding| format!("{word}: {} {:?}", finding.message, finding.hints)).collect();
            assert_eq!(findings, Vec::<String>::new());
            assert!(vocabulary.is_some_and(|vocabulary| vocabulary.name.is_some()), "{word}");
        }
    }

    #[test]
    fn a_jurisdiction_has_its_own_words_and_the_common_ones() {
        let england = built_in(Jurisdiction::England);
        assert!(england.organisation_kinds.iter().any(|kind| kind.id.value == "nhs-trust"));
        assert!(england.levels.iter().any(|level| level.id.value == "place"));
        assert!(built_in(Jurisdiction::Generic).organisation_kinds.iter().all(|kind| !kind.id.starts_with("nhs")));
    }
}
