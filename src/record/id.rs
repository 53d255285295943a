//! Names of records: what a file may be called.

/// The longest id that is proposed, in characters, and the longest where a handbook says nothing else.
pub const LONGEST: usize = 64;

/// Names that Windows keeps for devices, and that the site keeps for itself.
const RESERVED: [&str; 8] = ["con", "prn", "aux", "nul", "index", "static", "data", "assets"];

/// What is wrong with `id` as the name of a record, with a way out; `None` where it is sound.
///
/// An id is lower-case ASCII letters and digits joined by single hyphens, at most 64 characters, and no name that a file
/// system reserves: so it is the same file and the same address on every system.
pub fn flaw(id: &str) -> Option<(String, String)> {
    flaw_within(id, LONGEST)
}

/// The same where an id may have so many characters.
pub fn flaw_within(id: &str, longest: usize) -> Option<(String, String)> {
    let better = suggestion_within(id, longest);
    let hint = || {
        if better.is_empty() {
            "use lower-case letters, digits and hyphens".to_owned()
        } else {
            format!("rename it to `{better}`")
        }
    };
    if id.is_empty() {
        return Some(("a record's file needs a name".to_owned(), hint()));
    }
    if id != better {
        return Some((
            format!(
                "`{}` cannot be the id of a record: ids are lower-case letters and digits joined by single hyphens",
                shown(id)
            ),
            hint(),
        ));
    }
    if is_reserved(id) {
        return Some((
            format!("`{id}` is a name that some file systems, or the site itself, keep for themselves"),
            format!("choose a longer name, such as `{id}-group`"),
        ));
    }
    None
}

/// The id nearest to what was written; empty where nothing of it can stand in an id.
pub fn suggestion(text: &str) -> String {
    suggestion_within(text, LONGEST)
}

fn suggestion_within(text: &str, longest: usize) -> String {
    let mut id = String::new();
    for letter in text.to_lowercase().chars().map(plain_letter) {
        match letter {
            Some(letter) => id.push(letter),
            None if id.ends_with('-') || id.is_empty() => {}
            None => id.push('-'),
        }
        if id.len() == longest {
            break;
        }
    }
    id.trim_matches('-').to_owned()
}

fn plain_letter(letter: char) -> Option<char> {
    match letter {
        'a'..='z' | '0'..='9' => Some(letter),
        'à'..='å' => Some('a'),
        'è'..='ë' => Some('e'),
        'ì'..='ï' => Some('i'),
        'ò'..='ö' => Some('o'),
        'ù'..='ü' => Some('u'),
        'ç' => Some('c'),
        'ñ' => Some('n'),
        'ŵ' => Some('w'),
        'ŷ' => Some('y'),
        _ => None,
    }
}

fn is_reserved(id: &str) -> bool {
    let device = |prefix: &str| id.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']));
    RESERVED.contains(&id) || device("com") || device("lpt")
}

fn shown(id: &str) -> String {
    id.chars().take(LONGEST + 1).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sound_ids_pass_and_others_get_a_name() {
        assert_eq!(flaw("leeds-teaching-hospitals"), None);
        assert_eq!(flaw("Leeds_Teaching").unwrap().1, "rename it to `leeds-teaching`");
        assert_eq!(suggestion("Châteaubriant — Nozay"), "chateaubriant-nozay");
        assert!(flaw("con").is_some() && flaw("com1").is_some() && flaw("a--b").is_some() && flaw("-a").is_some());
        assert!(flaw(&"x".repeat(65)).is_some());
    }
}
