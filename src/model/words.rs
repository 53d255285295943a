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
        assert_eq!((count(1, "seat", "seats"), count(12, "seat", "seats")), ("one seat".to_owned(), "12 seats".to_owned()));
    }
}
