//! What a table of phrases lacks, compared with English, which is complete.

use std::collections::{BTreeMap, BTreeSet};

/// What a theme's own table lacks: no table of its language says these phrases, so pages say them in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// The table's path in the theme.
    pub path: String,
    /// How many phrases it lacks.
    pub count: usize,
    /// How many phrases there are.
    pub of: usize,
    /// Which they are: parts of the table that are lacking as a whole, then the keys of the others, part by part.
    pub what: String,
}

impl Lack {
    /// What is lacking of all keys where only these are said; `None` where nothing is.
    pub(super) fn of(path: &str, all: &BTreeSet<&str>, said: &BTreeSet<&str>) -> Option<Lack> {
        let mut parts: BTreeMap<&str, (Vec<&str>, usize)> = BTreeMap::new();
        for key in all {
            let (part, name) = key.split_once('.').unwrap_or(("", key));
            let (lacking, known) = parts.entry(part).or_default();
            *known += 1;
            if !said.contains(key) {
                lacking.push(name);
            }
        }
        let count: usize = parts.values().map(|(lacking, _)| lacking.len()).sum();
        let is_whole = |(lacking, known): &(Vec<&str>, usize)| lacking.len() == *known;
        let whole: Vec<String> = parts.iter().filter(|(_, part)| is_whole(part)).map(|(name, _)| format!("`[{name}]`")).collect();
        let some = parts.iter().filter(|(_, part)| !is_whole(part) && !part.0.is_empty()).map(|(name, (lacking, _))| {
            let keys: Vec<String> = lacking.iter().map(|key| format!("`{key}`")).collect();
            format!("in `[{name}]` {}", keys.join(", "))
        });
        let all_of = (!whole.is_empty()).then(|| format!("all of {}", whole.join(", ")));
        let what: Vec<String> = all_of.into_iter().chain(some).collect();
        (count > 0).then(|| Lack { path: path.to_owned(), count, of: all.len(), what: what.join("; ") })
    }
}
