//! Numbers of headings and clauses. Knows nothing of their text.

/// Counts headings and clauses as they come. All that stands in one section shares one count, so that no number is given twice:
/// after a list of clauses 3.1 to 3.4, the next heading in section 3 is 3.5.
pub struct Numbers {
    /// The sections that are open, from the whole text inwards.
    open: Vec<Section>,
}

struct Section {
    level: u8,
    number: String,
    next: u64,
}

/// Below every heading: a paragraph that is a clause, and then the entries of its lists.
const PARAGRAPH: u8 = 7;
const ENTRY: u8 = 8;

impl Default for Numbers {
    fn default() -> Numbers {
        Numbers { open: vec![Section { level: 0, number: String::new(), next: 1 }] }
    }
}

impl Numbers {
    /// How many sections are open.
    pub fn depth(&self) -> u8 {
        u8::try_from(self.open.len() - 1).unwrap_or(u8::MAX)
    }

    /// The number that a heading of this level has, unless it brings its own. Closes the sections that it ends.
    pub fn next_heading(&mut self, level: u8) -> String {
        self.close(level);
        self.innermost().next_number()
    }

    /// Begins the section of a heading.
    pub fn open_heading(&mut self, level: u8, number: &str) {
        self.close(level);
        self.open_section(level, number);
    }

    /// The number of the last heading; empty where there was none.
    pub fn section(&self) -> &str {
        self.open.iter().rev().find(|section| section.level < PARAGRAPH).map_or("", |section| &section.number)
    }

    /// Begins a paragraph that brings its number; lists that follow are part of it.
    pub fn open_paragraph(&mut self, number: &str) {
        self.close(PARAGRAPH);
        self.open_section(PARAGRAPH, number);
    }

    /// Begins a list of clauses whose author numbers them from `first`.
    pub fn begin_list(&mut self, first: u64) {
        let section = self.innermost();
        section.next = section.next.max(first);
    }

    /// Begins a list's entry, and numbers it.
    pub fn open_clause(&mut self) -> String {
        let number = self.innermost().next_number();
        self.open_section(ENTRY, &number);
        number
    }

    /// Ends a list's entry.
    pub fn close_clause(&mut self) {
        if self.innermost().level == ENTRY {
            self.open.pop();
        }
    }

    fn innermost(&mut self) -> &mut Section {
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn close(&mut self, level: u8) {
        let kept = self.open.iter().position(|section| section.level >= level).unwrap_or(self.open.len());
        self.open.truncate(kept);
    }

    fn open_section(&mut self, level: u8, number: &str) {
        let parent = self.innermost();
        if let Some(last) = below(number, &parent.number).and_then(|last| last.split('.').next()?.parse::<u64>().ok()) {
            parent.next = last.saturating_add(1);
        }
        self.open.push(Section { level, number: number.to_owned(), next: 1 });
    }
}

impl Section {
    fn next_number(&self) -> String {
        if self.number.is_empty() { self.next.to_string() } else { format!("{}.{}", self.number, self.next) }
    }
}

/// Whether `number` is one in `section`; every number is one in the whole text.
pub fn is_below(number: &str, section: &str) -> bool {
    below(number, section).is_some()
}

/// What follows `section` in `number`.
fn below<'n>(number: &'n str, section: &str) -> Option<&'n str> {
    if section.is_empty() { Some(number) } else { number.strip_prefix(section)?.strip_prefix('.') }
}

/// The number that a text begins with, and how many bytes it takes with the space after it. A single number such as in
/// "5 principles" counts only where it is the `expected` one or ends with a full stop.
pub fn own_number<'t>(text: &'t str, expected: &str) -> Option<(&'t str, usize)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(text.len());
    let (written, rest) = text.split_at(end);
    let number = written.strip_suffix('.').unwrap_or(written);
    let is_number = number.split('.').all(|part| (1..=3).contains(&part.len()));
    let is_plain = number.contains('.') || written.ends_with('.') || number == expected;
    let space = rest.len() - rest.trim_start().len();
    (is_number && is_plain && space > 0 && space < rest.len()).then_some((number, end + space))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_numbers_are_told_from_amounts() {
        assert_eq!(own_number("3.2 Quorum", ""), Some(("3.2", 4)));
        assert_eq!(own_number("3. Quorum", ""), Some(("3", 3)));
        assert_eq!(own_number("3 Quorum", "3"), Some(("3", 2)));
        assert_eq!(own_number("5 principles", "3"), None);
        assert_eq!(own_number("2025 review", "2025"), None);
        assert_eq!(own_number("3.2", ""), None);
        assert_eq!(own_number("..", ""), None);
        assert_eq!(own_number("", ""), None);
    }

    #[test]
    fn headings_and_clauses_share_one_count() {
        let mut numbers = Numbers::default();
        let heading = |numbers: &mut Numbers, level| {
            let number = numbers.next_heading(level);
            numbers.open_heading(level, &number);
            number
        };
        assert_eq!(heading(&mut numbers, 2), "1");
        assert_eq!(numbers.open_clause(), "1.1");
        assert_eq!(numbers.open_clause(), "1.1.1");
        numbers.close_clause();
        numbers.close_clause();
        assert_eq!(heading(&mut numbers, 4), "1.2");
        assert_eq!(heading(&mut numbers, 3), "1.3");
        numbers.open_paragraph("1.3.7");
        assert_eq!(numbers.open_clause(), "1.3.7.1");
        numbers.close_clause();
        assert_eq!(heading(&mut numbers, 4), "1.3.8");
        assert_eq!(heading(&mut numbers, 2), "2");
    }
}
