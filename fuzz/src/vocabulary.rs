//! A handbook's own words, added to those of every jurisdiction.

use handbook::record::kind::Vocabulary;
use handbook::record::kind::vocabulary::SETS;
use handbook::vocabulary::{Vocabularies, jurisdictions};

/// What a handbook adds is there in each jurisdiction, takes nothing away, and adding it twice is adding it once.
pub fn run(bytes: &[u8]) {
    let Some(record) = super::records::read("vocabulary.toml", bytes) else { return };
    let Some(added) = record.of::<Vocabulary>() else { return };
    let (plain, with) = (Vocabularies::new(None), Vocabularies::new(Some(added)));
    for (jurisdiction, _) in jurisdictions() {
        let (plain, with) = (plain.of(jurisdiction), with.of(jurisdiction));
        let mut twice = with.clone();
        twice.add(added);
        for key in SETS {
            let ids = |vocabulary: &Vocabulary| -> Vec<String> {
                vocabulary.list(key).iter().map(|row| row.id().value.clone()).collect()
            };
            let (before, after) = (ids(plain), ids(with));
            assert!(after.starts_with(&before), "{key}: a word was lost or moved");
            assert!(ids(added).iter().all(|id| after.contains(id)), "{key}: a word was not added");
            assert_eq!(ids(&twice), after, "{key}: added twice");
            for row in with.list(key) {
                assert!(!with.name_of(key, &row.id().value).is_empty() || row.name().is_empty(), "{key}: no name");
            }
        }
    }
}
