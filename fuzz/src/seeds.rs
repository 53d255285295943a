//! Where targets begin: the handbooks, cases and examples of the program's own tests, read from where they stand.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use handbook::check::{CHECKS, explanation};
use handbook::vocabulary::jurisdictions;

/// The program's own folder. Both the fuzz targets and the tests that call them are built from below it.
fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().find(|folder| folder.join("tests/cases").is_dir()).unwrap_or(own).to_owned()
}

/// A small handbook: paths and texts.
type Files = Vec<(String, Vec<u8>)>;

fn handbook_in(folder: &Path) -> Files {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let text = |path: &Path| path.extension().is_some_and(|ending| ending == "toml" || ending == "md");
    entries
        .filter(|entry| entry.file_type().is_file() && text(entry.path()))
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(folder).ok()?.to_str()?.to_owned();
            Some((path, fs::read(entry.path()).ok()?))
        })
        .collect()
}

/// The cases of tests, each a handbook with mistakes on purpose.
fn cases() -> Vec<Files> {
    let entries = fs::read_dir(root().join("tests/cases")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path().join("content")).filter(|folder| folder.is_dir()).collect();
    folders.sort();
    folders.iter().map(|folder| handbook_in(folder)).collect()
}

/// The examples of every check's explanation.
fn examples() -> Vec<Files> {
    let explanations = CHECKS.iter().map(|check| explanation::read(check.text));
    let examples = explanations.flat_map(|explanation| explanation.finds.into_iter().chain(explanation.passes));
    examples.map(|example| example.files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect()).collect()
}

/// The handbook that uses everything that the format has.
fn fictional() -> Files {
    handbook_in(&root().join("tests/handbook"))
}

fn everything() -> impl Iterator<Item = (String, Vec<u8>)> {
    cases().into_iter().chain(examples()).flatten().chain(fictional())
}

fn unique(seeds: impl IntoIterator<Item = Vec<u8>>) -> Vec<Vec<u8>> {
    seeds.into_iter().filter(|seed| !seed.is_empty()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Every file with its path above it.
pub fn records() -> Vec<Vec<u8>> {
    unique(everything().map(|(path, text)| [path.as_bytes(), b"\n", &text].concat()))
}

/// Every file with prose.
pub fn front_matter() -> Vec<Vec<u8>> {
    unique(everything().filter(|(path, _)| path.ends_with(".md")).map(|(_, text)| text))
}

/// The prose of every file, and of the program's own documents and explanations.
pub fn markdown() -> Vec<Vec<u8>> {
    let prose = front_matter().into_iter().map(|text| {
        let text = String::from_utf8_lossy(&text).into_owned();
        text.splitn(3, "+++\n").last().unwrap_or("").as_bytes().to_vec()
    });
    let explained = CHECKS.iter().map(|check| check.text.as_bytes().to_vec());
    let documents = fs::read_dir(root().join("docs")).into_iter().flatten().flatten();
    let documents = documents.filter_map(|entry| fs::read(entry.path()).ok()).filter(|text| text.len() < 20_000);
    let shapes = [
        ">o\no\n>\t{}\n>=",
        "[[a|b]] ![[files/x.png]] a[^1]\n\n[^1]: b\n",
        "| a |\n|---|\n| [x](#a) |\n",
        "1. a\n   1. b {#c}\n",
    ];
    unique(prose.chain(explained).chain(documents).chain(shapes.map(|shape| shape.as_bytes().to_vec())))
}

/// What stands in quotation marks, or is a date without them, a few to a seed.
fn values(is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut values = BTreeSet::new();
    for (_, text) in everything() {
        let text = String::from_utf8_lossy(&text).into_owned();
        values.extend(text.split(['"', '\n', ',', ' ', '=']).map(str::trim).filter(|value| is_wanted(value)).map(str::to_owned));
        values.extend(text.split(['"', '\n']).filter(|value| is_wanted(value)).map(str::to_owned));
    }
    values.into_iter().collect()
}

/// Dates, times, lengths and fractions, right and wrong, and as people write them.
pub fn dates() -> Vec<Vec<u8>> {
    let found =
        values(|value| value.len() < 40 && value.bytes().any(|byte| byte.is_ascii_digit()) && !value.contains(['{', '[']));
    let said = [
        "1 April 2019\n01/04/2019\nApril 2019\n20190401\n1st of April, 2019",
        "2024-02-29\n2023-02-29\n9999-12-31\n1000-01-01\n0999",
        "9999wd\n9999y\n0d\nfive working days\nquarterly",
        "14:00\n24:00\n9.30\n2025-04-01T14:00:00\n2025-04-01 14:00",
        "2/3\ntwo thirds\n50%\n1000000/1000000\n£1.5m",
    ];
    let lines = found.chunks(6).map(|lines| lines.join("\n").into_bytes());
    unique(lines.chain(said.map(|text| text.as_bytes().to_vec())))
}

/// Every rule of the tests, and one of each part.
pub fn recurrence() -> Vec<Vec<u8>> {
    let found = values(|value| value.contains("FREQ") && value.len() < 200);
    let parts = [
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=9\n2024-01-31",
        "FREQ=YEARLY;BYMONTH=3,9;BYDAY=-1FR;UNTIL=20271231\n1999-12-31",
        "FREQ=DAILY;INTERVAL=1000\nFREQ=WEEKLY;BYDAY=SU,MO;WKST=SU\n1000-01-01",
        "FREQ=MONTHLY;BYMONTHDAY=-1,31,+1;BYDAY=2TU\n9998-06-30",
    ];
    unique(found.into_iter().map(String::into_bytes).chain(parts.map(|part| part.as_bytes().to_vec())))
}

/// Every quorum of the tests as it is written, and trees of rules.
pub fn quorum() -> Vec<Vec<u8>> {
    let mut seeds = Vec::new();
    for (_, text) in everything() {
        let text = String::from_utf8_lossy(&text).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let is_table = line.starts_with("[quorum") || line.starts_with("[[quorum");
            if is_table || line.starts_with("quorum =") {
                let rest = lines[number..].iter().skip(1).take_while(|line| is_table && !line.starts_with(['[', '+']));
                let written: Vec<&str> = std::iter::once(*line).chain(rest.copied()).collect();
                seeds.push(written.join("\n").into_bytes());
            }
        }
    }
    seeds
        .extend((0..16u8).map(|first| (0..32u8).map(|number| number.wrapping_mul(37).wrapping_add(first * 16) & 0x1f).collect()));
    unique(seeds)
}

/// The words of every jurisdiction, and every handbook's own.
pub fn vocabulary() -> Vec<Vec<u8>> {
    let built_in = jurisdictions().filter_map(|(_, word)| fs::read(root().join(format!("src/vocabulary/{word}.toml"))).ok());
    let own = everything().filter(|(path, _)| path == "vocabulary.toml").map(|(_, text)| text);
    unique(built_in.chain(own))
}

/// Every case and every example as a folder; of the handbook that uses everything, each collaborative with what it names.
pub fn whole() -> Vec<Vec<u8>> {
    let folder = |files: &Files| -> Vec<u8> {
        files.iter().flat_map(|(path, text)| [format!("@@ {path}\n").as_bytes(), text, b"\n"].concat()).collect()
    };
    let small = |files: &Files| files.iter().map(|(_, text)| text.len()).sum::<usize>() < 30_000;
    let named = |files: Files| {
        let has_own = files.iter().any(|(path, _)| path == "handbook.toml");
        let settings = ("handbook.toml".to_owned(), b"title = \"Example\"\njurisdiction = \"england\"\n".to_vec());
        if has_own { files } else { std::iter::once(settings).chain(files).collect() }
    };
    let parts = fictional().chunks(12).map(<[_]>::to_vec).collect::<Vec<_>>();
    let all = cases().into_iter().chain(examples()).chain(parts).map(named).filter(small);
    unique(all.map(|files| folder(&files)))
}
