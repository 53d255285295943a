//! “Did you mean”: the known word nearest to one that is not known.

/// The word of `known` that `word` was probably meant to be; `None` where none is near.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word = plain(word);
    let reach = (word.chars().count() / 3).clamp(1, 5);
    let near = known.into_iter().filter_map(|candidate| {
        let plain = plain(candidate);
        let distance = strsim::damerau_levenshtein(&word, &plain);
        let close = distance <= reach
            || contains_words(&plain, &word)
            || contains_words(&word, &plain)
            || word.len() >= 4 && plain.starts_with(&word)
            || has_initials(&plain, &word);
        close.then_some((distance, candidate))
    });
    near.min().map(|(_, candidate)| candidate)
}

/// Whether all words of `part` are words of `whole`: `leeds-hospitals` in `leeds-teaching-hospitals`.
fn contains_words(whole: &str, part: &str) -> bool {
    part.len() >= 4 && part.split('-').all(|word| whole.split('-').any(|other| other == word))
}

/// Whether a word is made of the first letters of several: `jca` of `joint-committee-agreement`.
fn has_initials(whole: &str, word: &str) -> bool {
    let initials: String = whole.split('-').filter_map(|part| part.chars().next()).collect();
    word.len() >= 3 && initials == word
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace(['_', ' '], "-")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        assert_eq!(nearest("titel", ["title", "kind"]), Some("title"));
        assert_eq!(nearest("leeds-hospitals", ["leeds-teaching-hospitals", "hull"]), Some("leeds-teaching-hospitals"));
        assert_eq!(nearest("harbour-hospitals", ["harbour", "hull"]), Some("harbour"));
        assert_eq!(nearest("shortname", ["short_name"]), Some("short_name"));
        assert_eq!(nearest("north-lark", ["north-larkmoor", "hull"]), Some("north-larkmoor"));
        assert_eq!(nearest("jca", ["joint-committee-agreement", "memorandum"]), Some("joint-committee-agreement"));
        assert_eq!(nearest("colour", ["kind", "name"]), None);
    }
}
