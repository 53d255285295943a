//! How wide text is, and where it breaks. Nobody knows the reader's typeface, so the widths are those of a wide one, with some to spare.

/// The size of names, in pixels.
pub(super) const NAME: f64 = 14.0;
/// The size of notes and of what edges say.
pub(super) const SMALL: f64 = 13.0;

/// How wide a text is at a size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(letter).sum::<f64>() * size * 1.06
}

/// The width of a letter, in parts of its size.
fn letter(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | ' ' | '.' | ',' | ':' | ';' | '\'' | '’' | '‘' | '|' | '!' | 'I' => 0.3,
        't' | 'f' | 'r' | '(' | ')' | '-' | '/' | '[' | ']' => 0.42,
        'm' | 'M' | 'W' | '@' | '%' | '—' | '→' | '↑' | '↓' => 0.96,
        'w' | 'O' | 'Q' | 'N' | 'H' | 'D' | 'U' | 'G' | '&' | 'Æ' => 0.8,
        'c' | 's' | 'z' | 'k' | 'v' | 'x' | 'y' | 'J' | '“' | '”' | '–' => 0.53,
        'A' | 'B' | 'C' | 'E' | 'F' | 'K' | 'L' | 'P' | 'R' | 'S' | 'T' | 'V' | 'X' | 'Y' | 'Z' => 0.66,
        'a'..='z' | '0'..='9' | '£' | '€' => 0.62,
        letter if letter.is_ascii() => 0.7,
        letter if letter.is_lowercase() && letter < '\u{2000}' => 0.66,
        letter if letter < '\u{2000}' => 0.84,
        _ => 1.05,
    }
}

/// The pieces between which a text may break: words, and the parts of those that have hyphens; with whether a space stands before.
fn pieces(text: &str) -> impl Iterator<Item = (&str, bool)> {
    text.split_whitespace().flat_map(|word| word.split_inclusive('-').enumerate().map(|(place, piece)| (piece, place == 0)))
}

/// How wide the widest piece of a text is that should not be broken.
pub(super) fn longest(text: &str, size: f64) -> f64 {
    pieces(text).map(|(piece, _)| width(piece, size)).fold(0.0, f64::max)
}

/// Lines no wider than `room`; a word that is wider is broken.
pub(super) fn wrap(text: &str, room: f64, size: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for (piece, spaced) in pieces(text) {
        let between = if line.is_empty() || !spaced { "" } else { " " };
        let longer = format!("{line}{between}{piece}");
        if width(&longer, size) <= room {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in piece.chars() {
            line.push(letter);
            if width(&line, size) > room && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::replace(&mut line, letter.to_string()));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Lines of about the same length, as few as `room` allows.
pub(super) fn balanced(text: &str, room: f64, size: f64) -> Vec<String> {
    let lines = wrap(text, room, size);
    let fewest = lines.len();
    let longest = longest(text, size);
    // No word is broken for the sake of balance.
    let rooms = (1..8).map(|step| room * (1.0 - f64::from(step) * 0.08)).take_while(|room| longest <= *room);
    let narrower = rooms.map(|room| wrap(text, room, size));
    narrower.take_while(|narrower| narrower.len() == fewest).last().unwrap_or(lines)
}
