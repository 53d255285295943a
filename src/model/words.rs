//! Small words of messages and pages: lists and numbers.

/// A list as prose writes it: “one”, “one and two”, “one, two and three”.
pub fn list<T: AsRef<str>>(words: &[T]) -> String {
    join(words, "and")
}

/// A choice as prose writes it: “one”, “one or two”, “one, two or three”.
pub fn choice<T: AsRef<str>>(words: &[T]) -> String {
    join(words, "or")
}

fn join<T: AsRef<str>>(words: &[T], conjunction: &str) -> String {
    match words {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} {conjunction} {}", rest.join(", "), last.as_ref())
        }
    }
}

/// A small number in words, as prose writes it.
pub fn number(number: usize) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned())
}

/// A name within a sentence, with its article: “a joint committee”, “an NHS trust”, “a GP federation”.
pub fn a(name: &str) -> String {
    let first = name.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
    let abbreviation = first.chars().filter(|letter| letter.is_uppercase()).count() > 1;
    let spelt = ['A', 'E', 'F', 'H', 'I', 'L', 'M', 'N', 'O', 'R', 'S', 'X'];
    let vowel = if abbreviation { name.starts_with(spelt) } else { name.to_lowercase().starts_with(['a', 'e', 'i', 'o']) };
    let name = if abbreviation { name.to_owned() } else { small(name) };
    format!("{} {name}", if vowel { "an" } else { "a" })
}

/// With its first letter small.
fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
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
        assert_eq!((list::<&str>(&[]), list(&["a"]), list(&["a", "b"])), (String::new(), "a".to_owned(), "a and b".to_owned()));
        assert_eq!(choice(&["a", "b", "c"]), "a, b or c");
        assert_eq!((a("Joint committee"), a("NHS trust")), ("a joint committee".to_owned(), "an NHS trust".to_owned()));
        assert_eq!((a("Advisory group"), a("GP federation")), ("an advisory group".to_owned(), "a GP federation".to_owned()));
        assert_eq!((money("GBP", 1_234_567), money("CHF", 12)), ("£1,234,567".to_owned(), "CHF 12".to_owned()));
        assert_eq!((count(1, "seat", "seats"), count(12, "seat", "seats")), ("one seat".to_owned(), "12 seats".to_owned()));
    }
}
