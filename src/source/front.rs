//! Separates a Markdown file's fields from its prose. Knows nothing of either.

use crate::span::Span;

/// A file's two parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// The fields as TOML. Offsets in it are offsets in the file: what precedes the fields is blanked to a comment.
    pub fields: String,
    /// Where the prose stands in the file; empty where there is none.
    pub prose: Span,
}

/// Why a Markdown file's fields could not be told from its prose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The file does not begin with a line `+++`.
    Unopened,
    /// The fields begin with `+++` and no second `+++` line ends them.
    Unclosed,
    /// The fields are between `---` lines, as YAML is.
    Dashes,
}

/// The parts of a `.md` file's text: fields between two lines `+++`, prose below. A flaw comes with the best reading of the rest.
pub fn split(text: &str) -> (Parts, Option<Flaw>) {
    if text.starts_with("---\n") {
        return (all_prose(text), Some(Flaw::Dashes));
    }
    if !is_fence(text.lines().next().unwrap_or("")) {
        return (all_prose(text), Some(Flaw::Unopened));
    }
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        if number > 0 && is_fence(line) {
            let parts = Parts { fields: blank(&text[..start]), prose: Span::new(start + line.len()..text.len()) };
            return (parts, None);
        }
        start += line.len();
    }
    (Parts { fields: blank(text), prose: Span::new(text.len()..text.len()) }, Some(Flaw::Unclosed))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

/// The opening line becomes a comment, so that places in the fields are places in the file.
fn blank(fields: &str) -> String {
    fields.replacen("+++", "###", 1)
}

fn all_prose(text: &str) -> Parts {
    Parts { fields: String::new(), prose: Span::new(0..text.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay_those_of_the_file() {
        let text = "+++\nname = \"A\"\n+++\nProse\n";
        let (parts, flaw) = split(text);
        assert_eq!(flaw, None);
        assert_eq!(parts.fields.find("name"), text.find("name"));
        assert_eq!(&text[parts.prose.range()], "Prose\n");
    }

    #[test]
    fn flaws_are_told_apart() {
        assert_eq!(split("Prose").1, Some(Flaw::Unopened));
        assert_eq!(split("+++\na = 1\n").1, Some(Flaw::Unclosed));
        assert_eq!(split("---\na: 1\n---\n").1, Some(Flaw::Dashes));
    }
}
