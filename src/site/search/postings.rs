//! Where a word stands: the numbers of entries, by how much the word counts in each, as short text.

use super::numbers::Number;

/// How much a word counts in an entry, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is the name, or half of it.
    WholeName,
    /// It is in the name.
    Name,
    /// It is in a short name or another word for the same.
    OtherName,
    /// It is in a name that was borne before.
    FormerName,
    /// It is in a heading, a post, a seat.
    Heading,
    /// It is in the text again and again.
    Often,
    /// It is in the text.
    Text,
    /// It is in the name of what the entry belongs to.
    Around,
}

/// How many weights there are.
pub const WEIGHTS: usize = Weight::Around as usize + 1;

/// Of how many entries a word tells; beyond, the lightest are left out, and the list says so.
pub const MOST: usize = 3000;

/// The letters that stand for six bits each.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The postings of one word as text: for each weight, with `/` between, the steps from one number to the next, each in letters of six bits
/// of which the highest says that the number goes on. `!` at the end says that some were left out.
/// `postings` are sorted, with one weight for each number.
pub fn encode(postings: &[(Weight, Number)]) -> String {
    let mut text = String::new();
    let kept = &postings[..postings.len().min(MOST)];
    let mut at = 0;
    for weight in 0..WEIGHTS {
        let own = kept[at..].iter().take_while(|(own, _)| *own as usize == weight).count();
        encode_numbers(&mut text, kept[at..at + own].iter().map(|(_, number)| *number));
        at += own;
        if at == kept.len() {
            break;
        }
        text.push('/');
    }
    if kept.len() < postings.len() {
        text.push('!');
    }
    text
}

/// Sorted numbers as text.
pub fn encode_numbers(text: &mut String, numbers: impl Iterator<Item = Number>) {
    let mut last = 0;
    for Number(number) in numbers {
        let mut step = number - last;
        last = number;
        loop {
            let low = (step & 31) as usize;
            step >>= 5;
            text.push(char::from(LETTERS[if step > 0 { low + 32 } else { low }]));
            if step == 0 {
                break;
            }
        }
    }
}

/// For each entry the one weight by which the word counts most in it, sorted by weight and number.
pub fn heaviest(mut postings: Vec<(Weight, Number)>) -> Vec<(Weight, Number)> {
    postings.sort_unstable_by_key(|(weight, number)| (*number, *weight));
    postings.dedup_by_key(|(_, number)| *number);
    postings.sort_unstable();
    postings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `search.js` reads them.
    fn decode(text: &str) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        let (mut weight, mut last, mut step, mut shift) = (0, 0, 0, 0);
        for letter in text.trim_end_matches('!').bytes() {
            if letter == b'/' {
                (weight, last) = (weight + 1, 0);
                continue;
            }
            let bits = LETTERS.iter().position(|own| *own == letter).unwrap() as u32;
            step |= (bits & 31) << shift;
            shift += 5;
            if bits < 32 {
                last += step;
                found.push((weight, last));
                (step, shift) = (0, 0);
            }
        }
        found
    }

    #[test]
    fn postings_are_read_as_they_were_written() {
        let postings = [
            (Weight::Name, Number(7)),
            (Weight::Text, Number(13 << 26 | 5)),
            (Weight::Text, Number(7)),
            (Weight::Around, Number(0)),
            (Weight::Text, Number(40)),
        ];
        let sorted = heaviest(postings.to_vec());
        let text = encode(&sorted);
        assert_eq!(decode(&text), [(1, 7), (6, 40), (6, 13 << 26 | 5), (7, 0)]);
        assert_eq!(encode(&[(Weight::WholeName, Number(1))]), "B");
    }

    #[test]
    fn the_lightest_of_a_frequent_word_are_left_out() {
        let text = (0..4000).map(|number| (Weight::Text, Number(number)));
        let mut postings: Vec<(Weight, Number)> = text.collect();
        postings.push((Weight::Name, Number(5000)));
        let encoded = encode(&heaviest(postings));
        assert!(encoded.ends_with('!'));
        let decoded = decode(&encoded);
        assert_eq!((decoded.len(), decoded[0]), (MOST, (1, 5000)));
    }
}
