//! Where nothing has changed since the last build there is nothing to do; where anything has, all of it is made again.

#![allow(clippy::disallowed_methods, reason = "a test writes handbooks of its own, and looks at what was published")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// A folder with a handbook in `content`, a cache of its own, and the site in `public`; gone when the test ends.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let folder = std::env::temp_dir().join(format!("handbook-unchanged-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        let folder = Folder(folder);
        assert!(folder.command(&["init", "content"]).status.success());
        // Something to be found that does not stop a build: no record names this.
        fs::create_dir_all(folder.0.join("content/files")).unwrap();
        fs::write(folder.0.join("content/files/notes.txt"), "notes").unwrap();
        folder
    }

    fn command(&self, words: &[&str]) -> std::process::Output {
        Command::new(env!("CARGO_BIN_EXE_handbook"))
            .args(words)
            .current_dir(&self.0)
            .env("XDG_CACHE_HOME", self.0.join("cache"))
            .env("SOURCE_DATE_EPOCH", "1795521600")
            .output()
            .unwrap()
    }

    /// Builds, and returns whether there was nothing to do; what is said of findings has to be the same either way.
    fn build(&self, options: &[&str]) -> bool {
        let output = self.command(&[&["build"], options].concat());
        let said = String::from_utf8(output.stdout).unwrap();
        let findings = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{findings}");
        assert!(findings.contains("; to see them, type: handbook check"), "{findings}");
        let nothing = said.starts_with("Looked at ");
        assert!(nothing || said.starts_with("Made "), "{said}");
        nothing
    }

    fn change(&self, path: &str, from: &str, to: &str) {
        let path = self.0.join(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{text}");
        // The disk's clock ticks between what the build wrote and this.
        std::thread::sleep(Duration::from_millis(20));
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    /// Every published file with its bytes and its times.
    fn site(&self) -> BTreeMap<PathBuf, (Vec<u8>, i64, i64)> {
        let files = walkdir::WalkDir::new(self.0.join("public")).into_iter().map(Result::unwrap);
        let files = files.filter(|file| file.file_type().is_file()).map(|file| {
            let metadata = file.metadata().unwrap();
            let times = (
                metadata.mtime() * 1_000_000_000 + metadata.mtime_nsec(),
                metadata.ctime() * 1_000_000_000 + metadata.ctime_nsec(),
            );
            (file.path().to_owned(), (fs::read(file.path()).unwrap(), times.0, times.1))
        });
        files.collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn where_nothing_has_changed_there_is_nothing_to_do() {
    let folder = Folder::new("same");
    assert!(!folder.build(&[]), "the first build makes all");
    let before = folder.site();
    assert!(folder.build(&[]));
    assert_eq!(folder.site(), before, "no file was touched");
    assert!(!folder.build(&["--afresh"]), "unless it is asked for");
    assert_eq!(folder.site(), before, "and then the bytes are the same");
    assert!(folder.build(&["content", "--output", "public"]), "whatever the folders are called");
}

#[test]
fn whatever_a_site_is_made_from_makes_it_again() {
    let folder = Folder::new("changed");
    let options: [&[&str]; 4] = [&["--as-of", "2025-04-01"], &["--drafts"], &["--base-url", "https://a.example/"], &[]];
    for options in options {
        assert!(!folder.build(options), "{options:?}");
        assert!(folder.build(options), "{options:?}");
    }
    folder.change("content/handbook.toml", "title = \"", "title = \"New ");
    assert!(!folder.build(&[]), "a record");
    assert!(fs::read_to_string(folder.0.join("public/index.html")).unwrap().contains("New "));
    fs::create_dir_all(folder.0.join("look/pages")).unwrap();
    folder.change("content/handbook.toml", "title = \"", "theme = \"../look\"\ntitle = \"");
    assert!(!folder.build(&[]), "the name of the theme");
    fs::write(folder.0.join("look/theme.css"), "body { color: black }").unwrap();
    assert!(!folder.build(&[]), "a file of the theme");
    assert!(folder.build(&[]));
}

#[test]
fn a_site_that_somebody_touched_is_made_whole_again() {
    let folder = Folder::new("touched");
    folder.build(&[]);
    let before = bytes(&folder);
    folder.change("public/index.html", "<", "!");
    assert!(!folder.build(&[]));
    assert!(bytes(&folder) == before, "what was changed");
    fs::remove_file(folder.0.join("public/index.html")).unwrap();
    assert!(!folder.build(&[]));
    assert!(bytes(&folder) == before, "what was removed");
    fs::write(folder.0.join("public/mine.txt"), "mine").unwrap();
    let refused = folder.command(&["build"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("mine.txt"), "a file of somebody else is not lost");
}

/// A site that has mistakes now is told of, whatever was built before.
#[test]
fn mistakes_are_told_at_each_build() {
    let folder = Folder::new("mistakes");
    folder.build(&[]);
    folder.change("content/handbook.toml", "title", "titel");
    for _ in 0..2 {
        assert_eq!(folder.command(&["build"]).status.code(), Some(1));
    }
}

#[test]
fn a_receipt_says_nothing_of_what_the_records_say() {
    let folder = Folder::new("receipt");
    folder.build(&[]);
    let [receipt] = &walkdir::WalkDir::new(folder.0.join("cache"))
        .into_iter()
        .map(Result::unwrap)
        .filter(|file| file.file_type().is_file())
        .collect::<Vec<_>>()[..]
    else {
        panic!("one receipt");
    };
    assert_eq!(receipt.metadata().unwrap().mode() & 0o777, 0o600);
    let receipt: serde_json::Value = serde_json::from_slice(&fs::read(Path::new(receipt.path())).unwrap()).unwrap();
    let fields: Vec<&String> = receipt.as_object().unwrap().keys().collect();
    assert_eq!(fields, ["version", "output", "origin", "standing", "made"]);
    for digest in ["origin", "standing"] {
        let digest = receipt[digest].as_str().unwrap();
        assert!(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()), "{digest}");
    }
}

fn bytes(folder: &Folder) -> BTreeMap<PathBuf, Vec<u8>> {
    folder.site().into_iter().map(|(path, (bytes, ..))| (path, bytes)).collect()
}
