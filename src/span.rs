//! Places in the text of a file. Knows nothing of what the text says.

use std::ops::Range;
use std::sync::Arc;

/// A range of bytes in the text of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of `range`; positions beyond four gigabytes are cut off (files are far smaller, see `limits`).
    pub fn new(range: Range<usize>) -> Span {
        let narrow = |position: usize| u32::try_from(position).unwrap_or(u32::MAX);
        Span { start: narrow(range.start), end: narrow(range.end) }
    }

    /// The same range for indexing text.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A span in a named file: what every finding points at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's path below the content folder, with `/` between its parts.
    pub path: Arc<str>,
    /// Where in the file.
    pub span: Span,
}

impl Place {
    /// A place in the file at `path`.
    pub fn new(path: &Arc<str>, span: Span) -> Place {
        Place { path: Arc::clone(path), span }
    }

    /// The very start of a file: for findings about the file as a whole.
    pub fn start_of(path: &Arc<str>) -> Place {
        Place::new(path, Span::default())
    }
}

/// Where each line of a text begins, for turning offsets into lines and columns.
pub struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

/// A position as people count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The column in UTF-16 code units, from 1, as editors and SARIF count.
    pub column_utf16: usize,
}

impl<'t> Lines<'t> {
    /// Reads where the lines of `text` begin.
    pub fn new(text: &'t str) -> Lines<'t> {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    /// The position of the byte at `offset`; an offset beyond the end or inside a character counts as the place before it.
    pub fn position(&self, offset: u32) -> Position {
        let offset = self.text.floor_char_boundary(offset as usize);
        let line = self.starts.partition_point(|start| *start <= offset);
        let before = &self.text[self.starts[line - 1]..offset];
        Position {
            line,
            column: before.chars().count() + 1,
            column_utf16: before.chars().map(char::len_utf16).sum::<usize>() + 1,
        }
    }

    /// The text of a line (from 1) without its line break; empty where there is no such line.
    pub fn line(&self, line: usize) -> &'t str {
        let Some(start) = line.checked_sub(1).and_then(|index| self.starts.get(index)) else { return "" };
        self.text[*start..].lines().next().unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_code_units() {
        let lines = Lines::new("one\nzwölf 😀 x\n");
        let position = lines.position(4 + "zwölf 😀 ".len() as u32);
        assert_eq!((position.line, position.column, position.column_utf16), (2, 9, 10));
        assert_eq!(lines.line(2), "zwölf 😀 x");
    }
}
