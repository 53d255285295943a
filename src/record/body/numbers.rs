//! Numbers of headings and clauses. Knows nothing of their text.
//!
//! Sections and the clauses in them are counted in figures, as in 4.3; what stands within a clause in letters, as lawyers do: 4.3(a),
//! 4.3(a)(i), 4.3(a)(i)(A).

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

/// Below every heading: a paragraph that is a clause, then paragraphs with letters within it, and then the entries of lists.
const PARAGRAPH: u8 = 7;
const ENTRY: u8 = 32;

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

    /// Begins a paragraph that brings its mark, such as `(a)`, within a clause: its number, or `None` where no clause is open in
    /// which it could be the next or the first.
    pub fn open_marked(&mut self, mark: &str) -> Option<String> {
        let next = self
            .open
            .iter()
            .rposition(|section| is_next(&section.number, mark) && (PARAGRAPH + 1..ENTRY).contains(&section.level));
        if let Some(next) = next {
            self.open.truncate(next);
        } else if !MARKS.iter().any(|written| written(1) == mark) {
            return None;
        }
        let parent = self.open.last().filter(|section| (PARAGRAPH..ENTRY - 1).contains(&section.level))?;
        let (level, number) = (parent.level + 1, format!("{}({mark})", parent.number));
        self.open.push(Section { level, number: number.clone(), next: 1 });
        Some(number)
    }

    /// Begins a list of clauses whose author numbers them from `first`.
    pub fn begin_list(&mut self, first: u64) {
        let section = self.innermost();
        section.next = section.next.max(first);
    }

    /// Begins a list's entry, and numbers it.
    pub fn open_clause(&mut self) -> String {
        let parent = self.innermost();
        let number = parent.next_number();
        parent.next = parent.next.saturating_add(1);
        self.open.push(Section { level: ENTRY, number: number.clone(), next: 1 });
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
        match &*self.number {
            "" => self.next.to_string(),
            number if self.level < PARAGRAPH => format!("{number}.{}", self.next),
            number => {
                let written = MARKS.get(number.matches('(').count()).copied().unwrap_or(figures);
                format!("{number}({})", written(self.next))
            }
        }
    }
}

/// How what stands within a clause is counted, from the outermost inwards; figures further in.
const MARKS: [fn(u64) -> String; 3] = [letters, roman, capitals];

/// a, b … z, aa, ab …
fn letters(mut number: u64) -> String {
    let mut letters = Vec::new();
    while number > 0 {
        number -= 1;
        letters.insert(0, char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
    }
    letters.into_iter().collect()
}

/// A, B … Z, AA, AB …
pub fn capitals(number: u64) -> String {
    letters(number).to_uppercase()
}

fn figures(number: u64) -> String {
    number.to_string()
}

/// i, ii, iii, iv …; figures beyond what a list has.
fn roman(number: u64) -> String {
    const STEPS: [(u64, &str); 9] =
        [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")];
    if number >= 400 {
        return figures(number);
    }
    let mut rest = number;
    let mut written = String::new();
    for (step, letters) in STEPS {
        while rest >= step {
            rest -= step;
            written.push_str(letters);
        }
    }
    written
}

/// Whether `mark` is the one that comes after the last mark of `number`: `b` after `3.1(a)`.
fn is_next(number: &str, mark: &str) -> bool {
    let Some(last) = number.strip_suffix(')').and_then(|number| number.rsplit('(').next()) else { return false };
    let follows = |written: fn(u64) -> String, place: Option<u64>| place.is_some_and(|place| written(place + 1) == mark);
    follows(letters, letters_place(last, b'a'))
        || follows(capitals, letters_place(last, b'A'))
        || follows(roman, roman_place(last))
}

/// The place of letters in their count, from the `first` of the alphabet.
fn letters_place(letters: &str, first: u8) -> Option<u64> {
    letters.bytes().try_fold(0u64, |place, letter| {
        let digit = letter.checked_sub(first).filter(|digit| *digit < 26)?;
        place.checked_mul(26)?.checked_add(u64::from(digit) + 1)
    })
}

fn roman_place(numeral: &str) -> Option<u64> {
    let is_numeral = numeral.bytes().all(|letter| b"ivxlc".contains(&letter));
    (1..400).filter(|_| is_numeral).find(|place| roman(*place) == numeral)
}

/// The mark that a text begins with, without its brackets, and how many bytes it takes with the space after it: `(a) …` or `a) …`.
pub fn own_mark(text: &str) -> Option<(&str, usize)> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let (mark, rest) = inner.split_once(')')?;
    let is_mark = (1..=5).contains(&mark.len())
        && (mark.bytes().all(|byte| byte.is_ascii_lowercase()) || mark.bytes().all(|byte| byte.is_ascii_uppercase()));
    let words = rest.trim_start();
    (is_mark && words.len() < rest.len() && !words.is_empty()).then_some((mark, text.len() - words.len()))
}

/// What of a clause's number is written beside it where it stands within another: `(a)` of `4.3(a)`, all of `4.3`.
pub fn shown(number: &str) -> &str {
    number.rfind('(').and_then(|at| number.get(at..)).unwrap_or(number)
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
        assert_eq!(numbers.open_clause(), "1.1(a)");
        numbers.close_clause();
        numbers.close_clause();
        assert_eq!(heading(&mut numbers, 4), "1.2");
        assert_eq!(heading(&mut numbers, 3), "1.3");
        numbers.open_paragraph("1.3.7");
        assert_eq!(numbers.open_clause(), "1.3.7(a)");
        assert_eq!(numbers.open_clause(), "1.3.7(a)(i)");
        assert_eq!(numbers.open_clause(), "1.3.7(a)(i)(A)");
        assert_eq!(numbers.open_clause(), "1.3.7(a)(i)(A)(1)");
        for _ in 0..4 {
            numbers.close_clause();
        }
        assert_eq!(numbers.open_clause(), "1.3.7(b)");
        numbers.close_clause();
        assert_eq!(heading(&mut numbers, 4), "1.3.8");
        assert_eq!(heading(&mut numbers, 2), "2");
    }

    #[test]
    fn letters_and_roman_numerals_go_on() {
        assert_eq!([letters(1), letters(26), letters(27), letters(703)], ["a", "z", "aa", "aaa"]);
        assert_eq!(
            [roman(1), roman(4), roman(9), roman(44), roman(399), roman(400)],
            ["i", "iv", "ix", "xliv", "cccxcix", "400"]
        );
        assert_eq!((shown("4.3(a)(ii)"), shown("4.3"), shown("")), ("(ii)", "4.3", ""));
    }

    #[test]
    fn marks_that_authors_wrote_are_told_from_words() {
        assert_eq!(own_mark("(a) oversee"), Some(("a", 4)));
        assert_eq!(own_mark("iv)  report"), Some(("iv", 5)));
        assert_eq!(own_mark("(the chair) decides"), None);
        assert_eq!(own_mark("(NHS)"), None);
        assert_eq!(own_mark("(a)oversee"), None);
    }

    #[test]
    fn written_marks_are_part_of_the_clause_above() {
        let mut numbers = Numbers::default();
        assert_eq!(numbers.open_marked("a"), None);
        numbers.open_heading(2, "3");
        assert_eq!(numbers.open_marked("a"), None);
        numbers.open_paragraph("3.1");
        let mut marked = |mark: &str| numbers.open_marked(mark);
        assert_eq!(marked("a").as_deref(), Some("3.1(a)"));
        assert_eq!(marked("i").as_deref(), Some("3.1(a)(i)"));
        assert_eq!(marked("ii").as_deref(), Some("3.1(a)(ii)"));
        assert_eq!(marked("b").as_deref(), Some("3.1(b)"));
        assert_eq!(marked("d"), None);
        assert_eq!(marked("c").as_deref(), Some("3.1(c)"));
        numbers.open_paragraph("3.2");
        assert_eq!(numbers.open_marked("i").as_deref(), Some("3.2(i)"));
        assert_eq!(numbers.next_heading(2), "4");
    }
}
