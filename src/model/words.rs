//! Small words of messages to authors, in English: lists, numbers, names within a sentence. What pages say is in [`crate::phrases`].

use crate::phrases::{Saying, lowered};
use crate::record::kind::vocabulary::Row;

/// A list as prose writes it: “one”, “one and two”, “one, two and three”.
pub fn list<T: ToString>(words: impl IntoIterator<Item = T>) -> String {
    join(words, "and")
}

/// A choice as prose writes it: “one”, “one or two”, “one, two or three”.
pub fn choice<T: ToString>(words: impl IntoIterator<Item = T>) -> String {
    join(words, "or")
}

fn join<T: ToString>(words: impl IntoIterator<Item = T>, conjunction: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| word.to_string()).collect();
    match &words[..] {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// A small number in words, as prose writes it.
pub fn number(number: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A row of the vocabulary within a sentence: “a joint committee”, “an NHS trust”, “committees in common”.
pub fn one(row: &dyn Row) -> Saying {
    let name = lowered(row.name());
    if row.plural() == row.name() {
        return name.into();
    }
    let key = if a(row.name()).starts_with("an ") { "lists.an" } else { "lists.a" };
    Saying::new(key, [("name", name.into())])
}

/// A name within a sentence, with its article: “a joint committee”, “an NHS trust”, “a GP federation”.
pub fn a(name: &str) -> String {
    let name = lowered(name);
    // Abbreviations are spelt out when read aloud: an NHS trust, a GP federation.
    let abbreviation = name.starts_with(char::is_uppercase);
    let vowels: &[char] =
        if abbreviation { &['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'] } else { &['a', 'e', 'i', 'o'] };
    format!("{} {name}", if name.starts_with(vowels) { "an" } else { "a" })
}

/// An amount of money in a currency: `£750,000`.
pub fn money(currency: &str, amount: u64) -> String {
    let digits = amount.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match currency {
        "GBP" => format!("£{grouped}"),
        "EUR" => format!("€{grouped}"),
        "USD" => format!("${grouped}"),
        other => format!("{other} {grouped}"),
    }
}

/// So many of something: “one seat”, “three seats”.
pub fn count(count: usize, one: &str, several: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { several })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_numbers_read_as_prose() {
        assert_eq!((list::<&str>([]), list(["a"]), list(["a", "b"])), (String::new(), "a".to_owned(), "a and b".to_owned()));
        assert_eq!(choice(["a", "b", "c"]), "a, b or c");
        assert_eq!((a("Joint committee"), a("NHS trust")), ("a joint committee".to_owned(), "an NHS trust".to_owned()));
        assert_eq!((a("Advisory group"), a("GP federation")), ("an advisory group".to_owned(), "a GP federation".to_owned()));
        assert_eq!((money("GBP", 1_234_567), money("CHF", 12)), ("£1,234,567".to_owned(), "CHF 12".to_owned()));
        assert_eq!((count(1, "seat", "seats"), count(12, "seat", "seats")), ("one seat".to_owned(), "12 seats".to_owned()));
    }
}
