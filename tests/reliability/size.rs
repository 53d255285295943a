//! Handbooks and files that are very large: in proportion, and within what is promised.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::run::{Draw, build, can_trace, code, is_long, run, say, times, traced_on_all};

const SETTINGS: &str = "title = \"Large\"\njurisdiction = \"england\"\nbase_url = \"https://example.org/\"\n[checks.levels]\n\
    \"model/not-stated\" = \"advice\"\n\"form/not-stated\" = \"advice\"\n\"terms/incomplete\" = \"advice\"\n";

/// A handbook of so many records of about one kilobyte each: pages, bodies, people, and the decisions of boards.
fn large(content: &Path, records: usize) {
    let mut draw = Draw(3);
    let write = |path: String, text: String| {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("handbook.toml".into(), SETTINGS.into());
    let groups = records.div_ceil(1_000);
    for group in 0..groups {
        let folder = format!("collaboratives/group-{group}");
        let members: String = (0..5).fold(String::new(), |mut text, member| {
            let _ =
                writeln!(text, "[[members]]\norganisation = \"body-{}\"", (group * 5 + member) * 4 % records.max(4) / 4 * 4 + 1);
            text
        });
        write(format!("{folder}/collaborative.toml"), format!("name = \"Group {group}\"\nkind = \"partnership\"\n{members}"));
        write(
            format!("{folder}/terms-of-reference/board.md"),
            format!("+++\nname = \"Board {group}\"\n+++\n## Purpose\n\nText.\n"),
        );
    }
    for number in 0..records {
        let prose = prose(&mut draw, 120);
        let near = (number / 4 * 4).saturating_sub(4);
        let (path, fields) = match number % 4 {
            0 => (format!("pages/page-{number}.md"), format!("name = \"Page {number}\"\n")),
            1 => (format!("organisations/body-{number}.md"), format!("name = \"Body {number}\"\nkind = \"company\"\n")),
            2 => (format!("people/person-{number}.md"), format!("name = \"Person {number}\"\n")),
            _ => {
                let (group, year) = (number / 4 % groups, 2000 + number / 400 % 26);
                (
                    format!("collaboratives/group-{group}/decisions/{year}-03-04-decision-{number}.md"),
                    format!("name = \"Decision {number}\"\nforum = \"board\"\non = {year}-03-04\noutcome = \"noted\"\n"),
                )
            }
        };
        write(path, format!("+++\n{fields}+++\n## What is so\n\n{prose}\n\nSee [[page:page-{near}]].\n"));
    }
}

const WORDS: [&str; 24] = [
    "board",
    "trust",
    "service",
    "patients",
    "quality",
    "decision",
    "committee",
    "members",
    "review",
    "funding",
    "system",
    "chair",
    "quorum",
    "report",
    "community",
    "hospital",
    "plan",
    "risk",
    "approval",
    "meeting",
    "policy",
    "care",
    "partners",
    "duty",
];

fn prose(draw: &mut Draw, words: usize) -> String {
    let mut text = String::new();
    for number in 0..words {
        text.push_str(WORDS[draw.below(WORDS.len() as u64) as usize]);
        text.push_str(if number % 14 == 13 { ". " } else { " " });
    }
    text
}

/// What a command takes.
struct Taken {
    /// By the clock.
    time: Duration,
    /// Of all processors together: what it is promised by, since others may be at work on the machine as well.
    work: Duration,
    /// The most memory that it had, in kilobytes.
    memory: usize,
}

fn measured(command: &mut Command) -> Taken {
    let begun = Instant::now();
    let mut child = command.spawn().unwrap();
    let (status, stat) = (format!("/proc/{}/status", child.id()), format!("/proc/{}/stat", child.id()));
    let (mut memory, mut work) = (0, Duration::ZERO);
    let ended = loop {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        memory = line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(memory);
        // Its own ticks and those of the system for it, a hundred to a second, are the 14th and 15th words.
        let text = fs::read_to_string(&stat).unwrap_or_default();
        let words: Vec<&str> = text.rsplit(')').next().unwrap_or("").split_whitespace().collect();
        let ticks = |word: usize| words.get(word - 3).and_then(|ticks| ticks.parse::<u64>().ok());
        work = ticks(14).zip(ticks(15)).map_or(work, |(own, system)| Duration::from_millis(10 * (own + system)));
        match child.try_wait().unwrap() {
            Some(ended) => break ended,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    assert!(ended.success(), "{ended:?}");
    Taken { time: begun.elapsed(), work, memory }
}

#[test]
fn a_handbook_of_very_many_records_is_built_in_proportion() {
    let folder = Folder::new();
    let (content, output) = (folder.join("content"), folder.join("site"));
    let records = times(1_000, 100_000);
    large(&content, records);
    let Taken { time, work, memory } = measured(&mut build(&content, &output));
    say(&format!("{records} records of 1 kB: {time:?}, {work:?} of processors, {} MB", memory / 1024));
    // 60 s on two processors; in a slice, and without optimisation, ten times as long for each record.
    let most = if is_long() { Duration::from_secs(2 * 60) } else { Duration::from_millis(12 * records as u64 + 5_000) };
    assert!(work < most, "{work:?}");
    assert!(memory < 1_500_000, "{memory} kB");
}

#[test]
fn a_page_as_long_as_a_record_can_be_is_built_soon() {
    let folder = Folder::new();
    let (content, output) = (folder.join("content"), folder.join("site"));
    let bytes = times(1_000_000, 10_000_000);
    fs::create_dir_all(content.join("pages")).unwrap();
    fs::write(content.join("handbook.toml"), "title = \"Large\"\n").unwrap();
    let (mut draw, mut text) = (Draw(4), String::from("+++\nname = \"Long\"\n+++\n"));
    for number in 0.. {
        let _ = write!(text, "## Section {number}\n\n{}\n\n1. [A link](#section-{number})\n2. *Two*\n\n", prose(&mut draw, 300));
        if text.len() >= bytes {
            break;
        }
    }
    text.truncate(bytes);
    fs::write(content.join("pages/long.md"), text).unwrap();
    let Taken { time, work, memory } = measured(&mut build(&content, &output));
    say(&format!("a page of {} MB: {time:?}, {work:?} of processors, {} MB of memory", bytes / 1_000_000, memory / 1024));
    assert!(work < Duration::from_secs(if is_long() { 4 } else { 20 }), "{work:?}");
}

/// Readers see the new site from one moment to the next, however large it is.
#[test]
fn the_moment_of_publishing_is_short_at_any_size() {
    if !can_trace("how long the moment of publishing is") {
        return;
    }
    let mut moments = Vec::new();
    for records in [times(20, 100), times(400, 9_000)] {
        let folder = Folder::new();
        let (content, output, log) = (folder.join("content"), folder.join("site"), folder.join("log"));
        large(&content, records);
        assert_eq!(code(&mut build(&content, &output)), Some(0));
        fs::write(content.join("handbook.toml"), SETTINGS.replace("Large", "Another title on every page")).unwrap();
        let what = ["-T", "-e", "trace=syncfs,renameat2", "-o", log.to_str().unwrap()];
        assert!(run(&mut traced_on_all(&what, &content, &output)).status.success());
        let files =
            walkdir::WalkDir::new(&output).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).count();
        let log = fs::read_to_string(log).unwrap();
        // strace writes how long a call took in angle brackets behind it.
        let took = |call: &str| {
            let line = log.lines().find(|line| line.contains(&format!("{call}("))).unwrap_or_else(|| panic!("no {call}: {log}"));
            Duration::from_secs_f64(line.rsplit_once('<').unwrap().1.trim_end_matches('>').parse().unwrap())
        };
        moments.push((files, took("renameat2"), took("syncfs")));
    }
    for (files, exchange, sync) in moments {
        say(&format!("a site of {files} files: exchanged in {exchange:?}, written out before in {sync:?}"));
        // A disk that others write to can keep anybody waiting; the goal is 5 ms, and 0.5 s for the writing out of 10,000 files.
        assert!(exchange < Duration::from_millis(50), "{files} files: {exchange:?}");
    }
}
