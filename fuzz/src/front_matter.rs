//! A Markdown file's fields and prose, told apart.

use handbook::source::front::{Flaw, split};
use handbook::source::{File, NotUtf8};
use handbook::span::Lines;

/// Nothing is lost between fields and prose, places in the fields are places in the file, and line ends and a byte order mark count for
/// nothing.
pub fn run(bytes: &[u8]) {
    let file = File::new("pages/a.md", bytes);
    // A carriage return that stands by itself is the author's own.
    let has_own = bytes.windows(2).any(|pair| pair == b"\r\r") || file.not_utf8 == Some(NotUtf8::Utf16);
    assert!(has_own || !file.text.contains("\r\n"), "line ends");
    if let Some(NotUtf8::Bytes(offset)) = file.not_utf8 {
        assert!(file.text.is_char_boundary(offset), "the place of what is no UTF-8: {offset}");
    }
    let (parts, flaw) = split(&file.text);
    let prose = file.text.get(parts.prose.range()).expect("the prose stands in the file");
    match flaw {
        None => {
            let rest = &file.text[parts.fields.len()..];
            let fence = rest.split_inclusive('\n').next().unwrap_or("");
            assert_eq!(fence.trim_end(), "+++", "the fields end at a fence");
            assert_eq!(parts.fields.len() + fence.len() + prose.len(), file.text.len(), "nothing is lost");
        }
        Some(Flaw::Unclosed) => assert_eq!((parts.fields.len(), prose), (file.text.len(), "")),
        Some(Flaw::Unopened | Flaw::Dashes) => assert_eq!((parts.fields.as_str(), prose), ("", &*file.text)),
    }
    // But for the fence, which became a comment, the fields are the file's own bytes at their own places.
    assert_eq!(parts.fields.get(3..), file.text.get(3..parts.fields.len().max(3)).filter(|_| parts.fields.len() >= 3));
    lines(&file.text);
    if std::str::from_utf8(bytes).is_ok() && !bytes.contains(&b'\r') {
        let dos = [b"\xef\xbb\xbf", file.text.replace('\n', "\r\n").as_bytes()].concat();
        assert_eq!(File::new("pages/a.md", &dos).text, file.text, "as another editor saves it");
    }
}

fn lines(text: &str) {
    let lines = Lines::new(text);
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut before = lines.position(0);
    for offset in (0..=end).step_by(1 + text.len() / 50).chain([end, u32::MAX]) {
        let position = lines.position(offset);
        assert!((position.line, position.column) >= (before.line, before.column), "positions go on");
        assert!(position.column <= position.column_utf16);
        let _ = lines.line(position.line);
        before = position;
    }
}
