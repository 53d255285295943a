//! All that a site is made from, in one digest: where it is the same, so is every byte of the site.

use jiff::civil::Date;
use sha2::{Digest, Sha256};

use crate::site::Settings;
use crate::source::{Sources, Unread};

/// The digest of what a site is made from: the program, as `program` tells it from every other, the files, the day and the settings.
pub fn origin(program: &str, sources: &Sources, today: Date, settings: &Settings) -> String {
    let mut origin = Origin::default();
    origin.add("program", program);
    origin.add("today", today.to_string());
    // Whatever joins these is missing here until it is named.
    let Settings { base_url, day_chosen, drafts } = settings;
    origin.add("base_url", base_url.as_deref().map_or(String::new(), |url| format!("={url}")));
    origin.add("day_chosen", day_chosen.to_string());
    origin.add("drafts", drafts.to_string());
    // The limits are what a file says.
    let Sources { root: _, files, attachments, theme, theme_unread, limits: _, unread } = sources;
    for (part, files) in [("file", files), ("theme", theme)] {
        for (path, file) in files {
            origin.add(part, &**path);
            origin.add("text", &*file.text);
            origin.add("not_utf8", format!("{:?}", file.not_utf8));
        }
    }
    for (path, bytes) in attachments {
        origin.add("attachment", &**path);
        origin.add("bytes", &**bytes);
    }
    for Unread { path, why, hint } in unread {
        origin.add("unread", format!("{path}\n{why}\n{hint}"));
    }
    origin.add("theme_unread", theme_unread.as_deref().unwrap_or_default());
    base16ct::lower::encode_string(&origin.0.finalize())
}

/// Parts with their lengths, so that no two lists of parts run together to the same bytes.
#[derive(Default)]
struct Origin(Sha256);

impl Origin {
    fn add(&mut self, part: &str, bytes: impl AsRef<[u8]>) {
        let bytes = bytes.as_ref();
        self.0.update(part.as_bytes());
        self.0.update([0]);
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::*;
    use crate::source::File;

    const TODAY: Date = Date::constant(2026, 11, 24);

    fn files(files: &[(&str, &str)]) -> BTreeMap<Arc<str>, Arc<File>> {
        files.iter().map(|(path, text)| ((*path).into(), Arc::new(File::new(path, text.as_bytes())))).collect()
    }

    fn sources() -> Sources {
        let attachments = BTreeMap::from([("files/a.pdf".into(), b"a".to_vec().into())]);
        Sources { files: files(&[("a.toml", "bc"), ("b.toml", "")]), attachments, ..Sources::default() }
    }

    #[test]
    fn whatever_a_site_is_made_from_counts() {
        let settings = Settings::default();
        let all = [
            origin("p", &sources(), TODAY, &settings),
            origin("q", &sources(), TODAY, &settings),
            origin("p", &sources(), TODAY.tomorrow().unwrap(), &settings),
            origin("p", &sources(), TODAY, &Settings { base_url: Some(String::new()), ..settings.clone() }),
            origin("p", &sources(), TODAY, &Settings { base_url: Some("https://a.example".to_owned()), ..settings.clone() }),
            origin("p", &sources(), TODAY, &Settings { day_chosen: true, ..settings.clone() }),
            origin("p", &sources(), TODAY, &Settings { drafts: true, ..settings.clone() }),
            origin("p", &Sources { files: files(&[("a.toml", "b"), ("b.toml", "c")]), ..sources() }, TODAY, &settings),
            origin("p", &Sources { files: files(&[("a.toml", "bc"), ("c.toml", "")]), ..sources() }, TODAY, &settings),
            origin("p", &Sources { theme: files(&[("a.html", "")]), ..sources() }, TODAY, &settings),
            origin("p", &Sources { theme_unread: Some("gone".to_owned()), ..sources() }, TODAY, &settings),
            origin("p", &Sources { attachments: BTreeMap::new(), ..sources() }, TODAY, &settings),
            origin(
                "p",
                &Sources { attachments: BTreeMap::from([("files/a.pdf".into(), b"b".to_vec().into())]), ..sources() },
                TODAY,
                &settings,
            ),
            origin(
                "p",
                &Sources { unread: vec![Unread { path: "c".into(), why: "w".to_owned(), hint: String::new() }], ..sources() },
                TODAY,
                &settings,
            ),
        ];
        for (number, one) in all.iter().enumerate() {
            assert!(!all[..number].contains(one), "{number}");
        }
    }

    #[test]
    fn where_the_folder_stands_does_not_count() {
        let elsewhere = Sources { root: "elsewhere".into(), ..sources() };
        let settings = Settings::default();
        assert_eq!(origin("p", &elsewhere, TODAY, &settings), origin("p", &sources(), TODAY, &settings));
    }
}
