//! What people type on the command line, and what is meant by it.

use std::sync::Arc;

use clap::builder::PossibleValuesParser;

use super::terminal::Trouble;
use crate::record::Address;
use crate::record::id;
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::vocabulary::{Row, Vocabulary};
use crate::record::kind::{Home, KINDS, Kind};
use crate::record::suggest::nearest;
use crate::vocabulary::{built_in, jurisdictions};

/// The kind that a word names: its name, its plural, or the folder or file in which it stands.
pub(super) fn kind(word: &str) -> Option<Kind> {
    let word = word.to_lowercase().replace([' ', '_'], "-");
    Kind::named(&word).or_else(|| KINDS.iter().copied().find(|kind| place(*kind) == word))
}

/// As [`kind`], or why there is none.
pub(super) fn kind_or_why(word: &str) -> Result<Kind, Trouble> {
    kind(word).ok_or_else(|| {
        let trouble = Trouble::new(format!("there is no kind of record `{word}`"));
        match nearest_kind(word) {
            Some(near) => trouble.way_out(format!("did you mean `{near}`?")),
            None => trouble.way_out(format!("the kinds are {}", list(KINDS.iter().map(|kind| kind.name())))),
        }
    })
}

/// The kind that a word was probably meant to name.
pub(super) fn nearest_kind(word: &str) -> Option<Kind> {
    nearest(word, KINDS.iter().flat_map(|kind| [kind.name(), place(*kind)])).and_then(kind)
}

/// The folder or the file in which records of a kind stand.
fn place(kind: Kind) -> &'static str {
    match kind.home() {
        Home::Root(name) | Home::Folder(name) | Home::Part(name) | Home::PartFolder(name) => name,
    }
}

/// How the address of a record of a kind is written: with an example's words in it.
pub(super) fn form(kind: Kind) -> &'static str {
    match kind.home() {
        Home::Root(_) => "",
        Home::Part(_) if kind == Kind::Collaborative => "<id>",
        Home::Part(_) => "<collaborative>",
        Home::PartFolder(_) => "<collaborative>/<id>",
        Home::Folder(_) if kind == Kind::Page => "<path>",
        Home::Folder(_) => "<id>",
    }
}

/// Why a word is no address.
pub(super) enum Misnamed {
    /// It lacks a part, or has one too many.
    Form,
    /// A part cannot be an id.
    Id {
        /// Why.
        why: String,
        /// What to do about it.
        way_out: String,
        /// The nearest address that can be; empty where nothing is near.
        better: String,
    },
}

/// Reads the address of a record of a kind.
pub(super) fn address(kind: Kind, word: &str) -> Result<Address, Misnamed> {
    let word = word.trim_end_matches('/').trim_end_matches(".toml").trim_end_matches(".md");
    let parts: Vec<&str> = if word.is_empty() { Vec::new() } else { word.split('/').collect() };
    let whole = |id: &str| Address { collaborative: None, id: Arc::from(id) };
    let part = |collaborative: &str, id: &str| Address { collaborative: Some(Arc::from(collaborative)), id: Arc::from(id) };
    let address = match (kind.home(), &parts[..]) {
        (Home::Root(name), []) => return Ok(whole(name)),
        (Home::Part(_), [id]) if kind == Kind::Collaborative => whole(id),
        (Home::Part(name), [collaborative]) => part(collaborative, name),
        (Home::PartFolder(_), [collaborative, id]) => part(collaborative, id),
        (Home::Folder(_), [_, ..]) if kind == Kind::Page => whole(word),
        (Home::Folder(_), [id]) => whole(id),
        _ => return Err(Misnamed::Form),
    };
    match parts.iter().find_map(|part| id::flaw(part)) {
        None => Ok(address),
        Some((why, way_out)) => {
            let better: Vec<String> = parts.iter().map(|part| id::suggestion(part)).collect();
            let sound = better.iter().all(|part| id::flaw(part).is_none());
            Err(Misnamed::Id { why, way_out, better: if sound { better.join("/") } else { String::new() } })
        }
    }
}

/// The jurisdictions, for the command line.
pub(super) fn places() -> PossibleValuesParser {
    PossibleValuesParser::new(jurisdictions().map(|(_, word)| word))
}

/// The jurisdiction that one of these words names.
pub(super) fn jurisdiction(word: &str) -> Jurisdiction {
    jurisdictions().find(|(_, known)| *known == word).map_or_else(Jurisdiction::default, |(jurisdiction, _)| jurisdiction)
}

/// The rows of a list of words, those first that only this vocabulary has: where one is England's, an NHS trust before a company.
pub(super) fn rows<'v>(vocabulary: &'v Vocabulary, key: &str) -> Vec<&'v dyn Row> {
    let everywhere = built_in(Jurisdiction::Generic).list(key);
    let is_general = |row: &&dyn Row| everywhere.iter().any(|general| general.id().value == row.id().value);
    let (general, own): (Vec<_>, Vec<_>) = vocabulary.list(key).into_iter().partition(is_general);
    own.into_iter().chain(general).collect()
}

/// `a`, `b` and `c`.
pub(super) fn list<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match &words[..] {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_folders_too() {
        assert_eq!(kind("terms-of-reference"), Some(Kind::Forum));
        assert_eq!(kind("Organisations"), Some(Kind::Organisation));
        assert_eq!(kind("scheme of delegation"), None);
        assert_eq!(kind("organization"), None);
    }

    #[test]
    fn an_address_has_the_form_of_its_kind() {
        let read = |kind, word| address(kind, word).ok().map(|address| address.to_string());
        assert_eq!(read(Kind::Forum, "larkmoor/board"), Some("larkmoor/board".to_owned()));
        assert_eq!(read(Kind::Forum, "board"), None);
        assert_eq!(read(Kind::Delegations, "larkmoor"), Some("larkmoor/delegations".to_owned()));
        assert_eq!(read(Kind::Page, "help/contact"), Some("help/contact".to_owned()));
        assert_eq!(read(Kind::Organisation, "leeds.toml"), Some("leeds".to_owned()));
        assert!(
            matches!(address(Kind::Organisation, "Leeds Trust"), Err(Misnamed::Id { better, .. }) if better == "leeds-trust")
        );
    }
}
