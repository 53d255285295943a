//! Lists and tables that were pasted from a word processor: their signs say nothing in Markdown, and their lines run together.

use std::ops::Range;

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

/// What is remarked of a paragraph: its first line, and what to say; `None` where nothing is pasted.
pub fn remark(text: &str, paragraph: &Range<usize>) -> Option<(Span, fn(Place) -> Diagnostic)> {
    let own = text.get(paragraph.clone())?;
    let line = own.lines().next().unwrap_or("");
    let span = Span::new(paragraph.start..paragraph.start + line.trim_end().len());
    Some((
        span,
        match pasted(own)? {
            Pasted::List => |place| {
                Diagnostic::warning("prose/pasted", place, "this list was pasted from elsewhere, and is shown as one paragraph")
                    .hint("begin each line with `- `, with an empty line above the first")
            },
            Pasted::Table => |place| {
                Diagnostic::warning("prose/pasted", place, "this table was pasted from elsewhere, and is shown as one paragraph")
                    .hint("write `|` between the cells, and a line `|---|---|` below the first row")
            },
        },
    ))
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
    let has_cells = |line: &&str| line.trim().contains('\t');
    match (is_list, lines.len() > 1 && lines.iter().all(|line| has_cells(&line))) {
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
