//! Letters that nobody sees and that turn the order in which others are read: where a name has one, the words around it turn as well.

use crate::diagnostic::Diagnostic;
use crate::span::Place;

/// The first letter of a text that turns, embeds or isolates what follows it; `None` where there is none. The marks that languages written
/// from right to left need between letters and digits turn nothing, and are none of them.
pub fn first(text: &str) -> Option<char> {
    // Each is written with three bytes that begin alike, which hardly any other text has.
    text.as_bytes().contains(&0xe2).then(|| text.chars().find(|letter| is_turning(*letter))).flatten()
}

/// The first letter of a text that turns all that follows it whatever it is: no language needs that one. `None` where there is none.
pub fn first_override(text: &str) -> Option<char> {
    text.as_bytes().contains(&0xe2).then(|| text.chars().find(|letter| is_override(*letter))).flatten()
}

/// What is told of a letter that was found in what is named.
pub fn finding(place: Place, letter: char, what: &str) -> Diagnostic {
    let code = u32::from(letter);
    let message = format!("{what} holds the invisible letter U+{code:04X}, which turns the order of the letters around it");
    Diagnostic::error("record/turned-letters", place, message)
        .label("what is read here is not what is written")
        .hint("take it out, most simply by typing the words anew: a browser sees by itself which way each language is read")
}

fn is_override(letter: char) -> bool {
    matches!(letter, '\u{202d}' | '\u{202e}')
}

fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{first, first_override};

    #[test]
    fn letters_that_turn_others_are_known_and_words_of_any_language_are_not() {
        for letter in ['\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']
        {
            assert_eq!(first(&format!("Board {letter}of")), Some(letter));
        }
        assert_eq!(first_override("a\u{202e}b\u{202d}"), Some('\u{202e}'));
        assert_eq!(first_override("a\u{2067}b\u{2069}"), None);
        for sound in
            ["Board of “Marl” – 2026…", "مستشفى الوادي \u{200f}(12)\u{200e}", "בית חולים", "\u{202f}\u{2029}\u{2065}", ""]
        {
            assert_eq!((first(sound), first_override(sound)), (None, None), "{sound}");
        }
    }
}
