//! Lists and tables that were pasted from a word processor: their signs say nothing in Markdown, and their lines run together.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::span::{Place, Span};

/// The signs that word processors put before the entries of a list.
const BULLETS: [char; 10] = ['•', '·', '▪', '◦', '‣', '●', '○', '■', '–', '\u{f0b7}'];

/// What is pasted in a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pasted {
    List,
    Table,
}

/// What is remarked of a paragraph, at its first line; `None` where nothing in it is pasted.
pub fn remark(path: &Arc<str>, text: &str, paragraph: &Range<usize>) -> Option<Diagnostic> {
    let own = text.get(paragraph.clone())?;
    let (message, hint) = match pasted(own)? {
        Pasted::List => (
            "this list was pasted from elsewhere, and is shown as one paragraph",
            "begin each line with `- `, with an empty line above the first",
        ),
        Pasted::Table => (
            "this table was pasted from elsewhere, and is shown as one paragraph",
            "write `|` between the cells, and a line `|---|---|` below the first row",
        ),
    };
    let first = own.lines().next().unwrap_or("").trim_end();
    let place = Place::new(path, Span::new(paragraph.start..paragraph.start + first.len()));
    Some(Diagnostic::warning("prose/pasted", place, message).hint(hint))
}

fn pasted(paragraph: &str) -> Option<Pasted> {
    let begins = |line: &str| {
        let rest = line.trim_start().strip_prefix(|sign: char| BULLETS.contains(&sign));
        rest.is_some_and(|rest| rest.starts_with([' ', '\t', '\u{a0}']))
    };
    let lines: Vec<&str> = paragraph.lines().collect();
    // A dash may begin a line of running text, where it was broken there.
    let is_list = lines.first().is_some_and(|line| begins(line)) && lines.iter().filter(|line| begins(line)).count() > 1
        || lines.first().is_some_and(|line| begins(line) && !line.trim_start().starts_with('–'));
    let has_cells = |line: &str| line.trim().contains('\t');
    match (is_list, lines.len() > 1 && lines.iter().all(|line| has_cells(line))) {
        (true, _) => Some(Pasted::List),
        (false, true) => Some(Pasted::Table),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Pasted, pasted};

    #[test]
    fn what_word_processors_write_is_known() {
        assert_eq!(pasted("•\tFirst\n•\tSecond\n"), Some(Pasted::List));
        assert_eq!(pasted("· Only"), Some(Pasted::List));
        assert_eq!(pasted("– One\n– Two"), Some(Pasted::List));
        assert_eq!(pasted("Member\tSeats\nMarl\t2\n"), Some(Pasted::Table));
        for prose in ["– said the chair", "A dash – here\n– and there", "One\tline", "Plain\nlines", "•none"] {
            assert_eq!(pasted(prose), None, "{prose}");
        }
    }
}
