//! Every transcript under `tests/transcripts` is typed again in a folder of its own, and has to print the same.
//!
//! A transcript is Markdown. In a block of `console`, a line `$ …` is typed, and the lines below it are what is printed, on standard
//! output and standard error as they come; `(exit code 1)` ends what did not end well. Any other block with a path after its language is a
//! file, written there before what follows. `BLESS=1 cargo test transcripts` writes down what is printed today: read the difference.

#![allow(clippy::disallowed_methods, reason = "a test types in a folder of its own")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The day on which every transcript is typed: 24 November 2026, noon.
const MOMENT: &str = "1795521600";
const PROGRAM: &str = env!("CARGO_BIN_EXE_handbook");

#[test]
fn every_transcript_prints_what_it_says() {
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = transcripts().into_iter().map(|path| scope.spawn(move || compare(&path))).collect();
        threads.into_iter().filter_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "{}\nIf that is meant: BLESS=1 cargo test transcripts", wrong.join("\n"));
}

/// How a transcript differs from what is printed today, which is written down where that is asked for.
fn compare(path: &Path) -> Option<String> {
    let expected = fs::read_to_string(path).unwrap();
    let typed = type_again(&expected, &Folder::new(path.file_stem().unwrap().to_str().unwrap()));
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &typed).unwrap();
        return None;
    }
    (typed != expected).then(|| format!("{}\n{}", path.display(), difference(&expected, &typed)))
}

/// Every verb has a transcript of its name.
#[test]
fn every_verb_has_a_transcript() {
    let help = Command::new(PROGRAM).arg("-h").output().unwrap().stdout;
    let help = String::from_utf8(help).unwrap();
    let listed = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let verbs = listed.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let verbs: Vec<&str> = verbs.filter_map(|line| line.split_whitespace().next()).filter(|verb| *verb != "help").collect();
    assert!(verbs.len() >= 8, "{verbs:?}");
    for verb in verbs {
        assert!(folder().join(format!("{verb}.md")).exists(), "there is no tests/transcripts/{verb}.md");
    }
}

#[test]
fn the_preview_prints_its_address_and_answers_there() {
    let folder = Folder::new("preview");
    let made = Command::new(PROGRAM).args(["init", "content"]).current_dir(&folder.0).output().unwrap();
    assert!(made.status.success());
    let mut preview = Command::new(PROGRAM)
        .args(["serve", "--port", "0"])
        .current_dir(&folder.0)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(preview.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let answer = ask(first.trim());
    preview.kill().unwrap();
    preview.wait().unwrap();
    assert!(first.starts_with("http://127.0.0.1:") && first.ends_with("/\n"), "{first}");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("Lark Valley"), "{answer}");
}

fn ask(address: &str) -> String {
    let host = address.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts")
}

fn transcripts() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths.sort();
    paths
}

/// The same transcript, with what is printed today.
fn type_again(transcript: &str, folder: &Folder) -> String {
    let mut typed = String::new();
    let mut lines = transcript.lines();
    while let Some(line) = lines.next() {
        typed.push_str(line);
        typed.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match info.split_once(' ') {
            _ if info == "console" => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    typed.push_str(&format!("$ {command}\n{}", run(command, folder)));
                }
            }
            Some((_, path)) => {
                let text: String = block.iter().map(|line| format!("{line}\n")).collect();
                folder.write(path, &text);
                typed.push_str(&text);
            }
            None => typed.extend(block.iter().map(|line| format!("{line}\n"))),
        }
        typed.push_str("```\n");
    }
    typed
}

/// What a command prints, typed in a shell that knows no terminal, no colours and no other day.
fn run(command: &str, folder: &Folder) -> String {
    let programs = Path::new(PROGRAM).parent().unwrap();
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(&folder.0)
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", programs.display()))
        .env("HOME", folder.0.join("home"))
        .env("SOURCE_DATE_EPOCH", MOMENT)
        .env("LC_ALL", "C.UTF-8")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout).replace(&*folder.0.to_string_lossy(), "<here>");
    let mut printed: String = printed.lines().map(|line| without_numbers(line) + "\n").collect();
    match output.status.code() {
        Some(0) => {}
        Some(code) => printed.push_str(&format!("(exit code {code})\n")),
        None => printed.push_str("(ended by a signal)\n"),
    }
    printed
}

/// How long a build took, and how many pages this version makes, is no matter of the verb.
fn without_numbers(line: &str) -> String {
    if !(line.starts_with("Made ") || line.starts_with("Looked at ")) || !line.contains(" seconds: ") {
        return line.to_owned();
    }
    let is_number = |word: &str| word.parse::<f64>().is_ok();
    line.split(' ').map(|word| if is_number(word) { "N" } else { word }).collect::<Vec<_>>().join(" ")
}

/// The first lines that differ, with those before them.
fn difference(expected: &str, typed: &str) -> String {
    let (expected, typed): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), typed.lines().collect());
    let same = expected.iter().zip(&typed).take_while(|(one, other)| one == other).count();
    let some = |lines: &[&str], mark: &str| -> String {
        lines.iter().skip(same).take(12).map(|line| format!("{mark} {line}\n")).collect()
    };
    let before: String = expected[same.saturating_sub(3)..same].iter().map(|line| format!("  {line}\n")).collect();
    format!("from line {}:\n{before}{}{}", same + 1, some(&expected, "-"), some(&typed, "+"))
}

/// A folder of a test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
