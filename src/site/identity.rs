//! Names that stay: of meetings and changes, for the programs of readers that meet them again.

use sha2::{Digest, Sha256};

use super::Site;

impl Site {
    /// A name for what `parts` say, in the form of a UUID: the same at each build and on each day, and another in each handbook, which
    /// is known by the address that its own record gives, else by its title.
    pub(super) fn identity(&self, parts: &[&str]) -> String {
        let handbook = self.model.handbook().and_then(|handbook| handbook.base_url.as_ref()).map(|url| url.to_string());
        identity(&handbook.unwrap_or_else(|| self.model.title().to_owned()), parts)
    }
}

/// A UUID of version 8 (RFC 9562) from a digest: each part ends where a byte stands that no text has.
fn identity(handbook: &str, parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in std::iter::once(&handbook).chain(parts) {
        digest.update(part.as_bytes());
        digest.update([0xff]);
    }
    let mut bytes = [0u8; 16];
    for (byte, digested) in bytes.iter_mut().zip(digest.finalize()) {
        *byte = digested;
    }
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let number = u128::from_be_bytes(bytes);
    let text = format!("{number:032x}");
    format!("{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}

#[cfg(test)]
mod tests {
    use super::identity;

    #[test]
    fn it_is_a_uuid_that_follows_from_every_part() {
        let name = identity("https://x.example/", &["meeting", "awap/board", "2026-07-16"]);
        assert_eq!(name, identity("https://x.example/", &["meeting", "awap/board", "2026-07-16"]));
        assert_eq!((name.len(), name.as_bytes()[14], name.matches('-').count()), (36, b'8', 4), "{name}");
        let others = [
            identity("https://y.example/", &["meeting", "awap/board", "2026-07-16"]),
            identity("https://x.example/", &["meeting", "awap/board", "2026-07-17"]),
            identity("https://x.example/", &["meeting", "awap/board2026-07-16", ""]),
        ];
        assert!(!others.contains(&name));
    }
}
