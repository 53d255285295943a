//! Whether a photograph says where it was taken. Looks at what cameras write beside the picture (Exif), and decodes no picture.

/// The entry of the first list of facts that points at those of the place.
const PLACE: u16 = 0x8825;

/// Whether what is written beside a picture tells a place: in Exif, as cameras do, or in XMP, as programs do.
pub(super) fn tells_a_place(bytes: &[u8]) -> bool {
    let starts = find(bytes, b"Exif\0\0").map(|at| at + 6).into_iter().chain(find(bytes, b"eXIf").map(|at| at + 4));
    starts.filter_map(|at| bytes.get(at..)).any(|facts| has_entry(facts).unwrap_or(false))
        || find(bytes, b"GPSLatitude").is_some()
}

/// Whether the first list of facts has the entry; nothing where the facts are cut off.
fn has_entry(facts: &[u8]) -> Option<bool> {
    let is_little = facts.starts_with(b"II");
    let two = |at: usize| {
        let pair: [u8; 2] = facts.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let (high, low) = if is_little { (two(6)?, two(4)?) } else { (two(4)?, two(6)?) };
    let list = usize::from(high) << 16 | usize::from(low);
    let entries = usize::from(two(list)?);
    Some((0..entries).map_while(|number| two(list + 2 + number * 12)).any(|entry| entry == PLACE))
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::tells_a_place;

    /// A photograph with one entry in its list of facts.
    fn photograph(entry: u16, is_little: bool) -> Vec<u8> {
        let two = |number: u16| if is_little { number.to_le_bytes() } else { number.to_be_bytes() };
        let (order, low, high) = if is_little { (b"II", two(8), two(0)) } else { (b"MM", two(0), two(8)) };
        let parts: [&[u8]; 8] = [b"\xff\xd8\xff\xe1\0\x20Exif\0\0", order, &two(42), &low, &high, &two(1), &two(entry), &[0; 10]];
        parts.concat()
    }

    #[test]
    fn a_photograph_that_says_where_it_was_taken_is_known() {
        for is_little in [true, false] {
            assert!(tells_a_place(&photograph(0x8825, is_little)));
            assert!(!tells_a_place(&photograph(0x0112, is_little)));
            // Cut off anywhere, it is read to its end.
            let whole = photograph(0x8825, is_little);
            assert!((0..whole.len()).any(|end| !tells_a_place(&whole[..end])));
        }
        assert!(tells_a_place(b"\xff\xd8\xff\xe1<x:xmpmeta exif:GPSLatitude=\"51,30N\""));
    }
}
