//! One syntax error with the line in which it stands, cut into what an author would call its parts.

use crate::span::Span;

/// A syntax error in its text.
pub struct Case<'t> {
    /// The text of all fields.
    pub text: &'t str,
    /// The path of the file.
    pub path: &'t str,
    /// Where the parser stumbled.
    pub span: Span,
    /// What the parser says, for telling errors apart; never shown.
    pub message: &'t str,
    line: std::ops::Range<usize>,
}

impl<'t> Case<'t> {
    pub fn new(text: &'t str, path: &'t str, span: Span, message: &'t str) -> Case<'t> {
        let at = span.start as usize;
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
        Case { text, path, span, message, line: start..end }
    }

    /// The line, without its end.
    pub fn line(&self) -> &'t str {
        &self.text[self.line.clone()]
    }

    pub fn line_start(&self) -> usize {
        self.line.start
    }

    /// The line's place, from its first sign to its last.
    pub fn line_span(&self) -> Span {
        let line = self.line();
        let indent = line.len() - line.trim_start().len();
        let start = (self.line.start + indent).min(self.line.end);
        Span::new(start..(self.line.start + line.trim_end().len()).max(start))
    }

    /// What precedes the error on its line.
    pub fn before(&self) -> &'t str {
        &self.text[self.line.start..(self.span.start as usize).clamp(self.line.start, self.line.end)]
    }

    /// The line from the error on.
    pub fn rest(&self) -> &'t str {
        &self.text[(self.span.start as usize).clamp(self.line.start, self.line.end)..self.line.end]
    }

    /// The value at the error: up to a comma, a closing bracket, a note or the line's end.
    pub fn token(&self) -> &'t str {
        let rest = self.rest();
        rest[..rest.find([',', ']', '}', '#']).unwrap_or(rest.len())].trim()
    }

    /// The place of that value.
    pub fn token_span(&self) -> Span {
        let start = self.span.start as usize;
        Span::new(start..start + self.token().len())
    }

    /// What stands before the first equals sign; `None` where there is none.
    pub fn key(&self) -> Option<&'t str> {
        self.line().split_once('=').map(|(key, _)| key.trim())
    }

    /// What stands after it, without a note.
    pub fn value(&self) -> Option<&'t str> {
        let (_, value) = self.line().split_once('=')?;
        Some(without_note(value).trim())
    }

    /// Whether the value is one thing, not a list or a table.
    pub fn is_single(&self) -> bool {
        self.value().is_some_and(|value| !value.starts_with(['[', '{']))
    }

    /// Whether the line is a mark with which version control parts two versions.
    pub fn is_conflict_mark(&self) -> bool {
        ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| self.line().starts_with(mark))
    }

    /// From a place to where the next heading begins after this line.
    pub fn section_from(&self, start: usize) -> Span {
        let after = &self.text[self.line.end..];
        let end = after
            .match_indices('\n')
            .find(|(at, _)| after[at + 1..].starts_with('['))
            .map_or(self.text.len(), |(at, _)| self.line.end + at);
        Span::new(start..end)
    }

    /// Where the last section ends whose heading is so; this one's end where no other below is.
    pub fn end_of_last(&self, is_so: impl Fn(&str) -> bool) -> usize {
        let mut end = self.section_from(self.line_start()).range().end;
        let (mut at, mut inside) = (0, false);
        for line in self.text.split_inclusive('\n') {
            if line.trim_start().starts_with('[') {
                inside = at >= self.line.start && is_so(line);
            }
            at += line.len();
            if inside {
                end = at;
            }
        }
        end
    }

    /// The lines above, the nearest first, each with where it begins.
    pub fn lines_above(&self) -> impl Iterator<Item = (usize, &'t str)> {
        let above = &self.text[..self.line.start];
        let mut end = above.len();
        std::iter::from_fn(move || {
            let whole = above[..end].strip_suffix('\n')?;
            let start = whole.rfind('\n').map_or(0, |at| at + 1);
            end = start;
            Some((start, &whole[start..]))
        })
    }

    /// The bracket in front of the error that nothing has closed.
    pub fn open_bracket(&self) -> Option<(usize, char)> {
        let own = (self.line.start, self.line());
        let candidate = |(_, line): &(usize, &str)| {
            line.split_once('=').is_some_and(|(key, value)| is_word(key.trim()) && value.trim_start().starts_with(['[', '{']))
        };
        let lines = std::iter::once(own).chain(self.lines_above().take(500)).filter(candidate);
        let end = self.span.start as usize;
        let open = |(start, _): (usize, &str)| {
            let open = open_brackets(&self.text[start..end.max(start)]);
            open.last().map(|(at, bracket)| (start + at, *bracket))
        };
        lines.into_iter().find_map(open)
    }
}

/// Whether a text could be a field's name.
pub fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.'))
}

/// A value without the note behind it. A `#` within quotation marks begins none.
fn without_note(value: &str) -> &str {
    let mut quoted = false;
    for (at, letter) in value.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '#' if !quoted => return &value[..at],
            _ => {}
        }
    }
    value
}

/// The brackets that are opened and not closed, with their places; those in text and in notes do not count.
fn open_brackets(text: &str) -> Vec<(usize, char)> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut note = false;
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' => (quote, note) = (None, false),
            _ if note => {}
            '"' | '\'' if quote.is_none() => quote = Some(letter),
            _ if quote == Some(letter) => quote = None,
            _ if quote.is_some() => {}
            '#' => note = true,
            '[' | '{' => open.push((at, letter)),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
    }
    open
}
