//! The text of iCalendar files (RFC 5545): lines, their folding, and what must not stand in them as it is.

/// How many bytes a line has at most, without its end.
const WIDTH: usize = 75;

/// A file while it is being written.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// Adds a property whose value is written as it is: dates, numbers, words of the format, addresses that reading has checked.
    pub fn line(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for letter in name.chars().chain([':']).chain(value.chars()).filter(|letter| !letter.is_control()) {
            if width + letter.len_utf8() > WIDTH {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(letter);
            width += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a property whose value is text that somebody wrote; nothing where it is empty.
    pub fn words(&mut self, name: &str, text: &str) {
        let escaped = escaped(text);
        if !escaped.is_empty() {
            self.line(name, &escaped);
        }
    }

    /// The finished file.
    pub fn finish(self) -> String {
        self.0
    }
}

/// Text as a value: commas, semicolons, backslashes and ends of lines are written as the format asks; other control characters are
/// left out.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut value = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match letter {
            '\\' | ',' | ';' => value.extend(['\\', letter]),
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => value.push_str("\\n"),
            '\t' => value.push(' '),
            letter if letter.is_control() => {}
            letter => value.push(letter),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(name: &str, text: &str) -> String {
        let mut file = Text::default();
        file.words(name, text);
        file.finish()
    }

    /// As a reader of the format takes lines apart and reads a value.
    fn read(file: &str) -> String {
        let value = file.replace("\r\n ", "").trim_end_matches("\r\n").split_once(':').unwrap().1.to_owned();
        let mut letters = value.chars();
        let mut text = String::new();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next().unwrap() {
                    'n' => text.push('\n'),
                    other => text.push(other),
                },
                letter => text.push(letter),
            }
        }
        text
    }

    #[test]
    fn what_the_format_uses_itself_is_escaped() {
        assert_eq!(written("SUMMARY", "a, b; c\\d"), "SUMMARY:a\\, b\\; c\\\\d\r\n");
        assert_eq!(written("DESCRIPTION", "one\r\ntwo\nthree"), "DESCRIPTION:one\\ntwo\\nthree\r\n");
        assert_eq!(written("SUMMARY", " \u{0}\u{7f} "), "");
    }

    #[test]
    fn no_text_begins_a_line_of_its_own() {
        for text in ["x\r\nATTACH:https://evil.example/", "x\nEND:VEVENT", "x\rATTENDEE:mailto:a@b.example", "x\u{2028}URL:y"] {
            let file = written("SUMMARY", text);
            assert_eq!(file.matches(['\r', '\n']).count(), 2, "{file:?}");
        }
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let file = written("SUMMARY", &"é€😀".repeat(30));
        assert!(file.matches("\r\n ").count() > 2, "{file}");
        assert!(file.split("\r\n").all(|line| line.len() <= WIDTH), "{file}");
        let exact = written("SUMMARY", &"x".repeat(WIDTH - "SUMMARY:".len()));
        assert!(!exact.contains("\r\n "), "{exact}");
    }

    proptest! {
        #[test]
        fn whatever_was_written_is_read_again(text in "[ -~éŵ€😀\n]{0,200}") {
            let file = written("SUMMARY", &text);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= WIDTH));
            if !file.is_empty() {
                prop_assert_eq!(read(&file), text.trim());
            }
        }
    }
}
