//! Words as search compares them: in small letters, without accents and apostrophes. Knows nothing of where they stand.
//!
//! `themes/default/static/search.js` folds in the same way; a browser test holds both to the same examples.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// How many letters of a word count; nobody types more.
pub const LONGEST: usize = 32;

/// Words that say nothing of a matter: they are neither kept nor asked for.
pub const IDLE: [&str; 31] = [
    "a", "an", "and", "are", "as", "at", "be", "by", "de", "des", "du", "et", "for", "from", "in", "is", "it", "its", "la", "le",
    "les", "of", "on", "or", "s", "that", "the", "this", "to", "with", "y",
];

/// Calls `take` with each word of a text, folded, in its order; idle words are passed over.
pub fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = String::new();
    let mut letters = 0;
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            if letters < LONGEST {
                word.push(letter.to_ascii_lowercase());
                letters += 1;
            }
        } else if letter.is_ascii() {
            if letter != '\'' {
                end(&mut word, &mut letters, &mut take);
            }
        } else {
            decompose_compatible(letter, |part| match other_letters(part) {
                Fold::Nothing => {}
                Fold::Break => end(&mut word, &mut letters, &mut take),
                Fold::Letters(folded) => add(&mut word, &mut letters, folded.chars()),
                Fold::Small => add(&mut word, &mut letters, part.to_lowercase()),
            });
        }
    }
    end(&mut word, &mut letters, &mut take);
}

/// The words of a text, folded, in its order.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_word(text, |word| words.push(word.to_owned()));
    words
}

fn add(word: &mut String, letters: &mut usize, folded: impl Iterator<Item = char>) {
    for letter in folded.filter(|letter| !is_combining_mark(*letter)) {
        if *letters < LONGEST {
            word.push(letter);
            *letters += 1;
        }
    }
}

fn end(word: &mut String, letters: &mut usize, take: &mut impl FnMut(&str)) {
    if !word.is_empty() && IDLE.binary_search(&word.as_str()).is_err() {
        take(word);
    }
    word.clear();
    *letters = 0;
}

/// What becomes of a letter beyond ASCII.
enum Fold {
    /// It is left out, and the word goes on.
    Nothing,
    /// The word ends.
    Break,
    /// It is written in other letters.
    Letters(&'static str),
    /// It is written small.
    Small,
}

fn other_letters(letter: char) -> Fold {
    match letter {
        '’' | 'ʼ' | '‘' | '\'' | '\u{ad}' => Fold::Nothing,
        'ß' | 'ẞ' => Fold::Letters("ss"),
        'æ' | 'Æ' => Fold::Letters("ae"),
        'œ' | 'Œ' => Fold::Letters("oe"),
        'ø' | 'Ø' => Fold::Letters("o"),
        'đ' | 'Đ' | 'ð' | 'Ð' => Fold::Letters("d"),
        'þ' | 'Þ' => Fold::Letters("th"),
        'ł' | 'Ł' => Fold::Letters("l"),
        'ı' => Fold::Letters("i"),
        letter if is_combining_mark(letter) => Fold::Nothing,
        letter if letter.is_alphanumeric() => Fold::Small,
        _ => Fold::Break,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        assert_eq!(words("The ICB’s Café, a SoRD!"), ["icbs", "cafe", "sord"]);
        assert_eq!(words("St James's – NHS Act 2006, s.65Z5"), ["st", "jamess", "nhs", "act", "2006", "65z5"]);
        assert_eq!(words("Ærø Straße Łódź e\u{301}tude ﬁn ①"), ["aero", "strasse", "lodz", "etude", "fin", "1"]);
        assert_eq!(words("Groupement hospitalier de territoire"), ["groupement", "hospitalier", "territoire"]);
        assert_eq!(words("Правление 委員会"), ["правление", "委員会"]);
        assert_eq!(words("— ’ <img src=x>"), ["img", "src", "x"]);
        assert_eq!(words("the of and"), [""; 0]);
        assert_eq!(words(&"é".repeat(99)), ["e".repeat(LONGEST)]);
    }

    #[test]
    fn idle_words_are_sorted() {
        assert!(IDLE.is_sorted());
    }
}
