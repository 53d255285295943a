//! The fuzz targets of `fuzz/`, without a fuzzer: on every seed, and on seeds that are changed as if by chance, the same in every run.
//!
//! `fuzz/run` looks much longer; what it found once is below as a test with a name.

#![allow(clippy::disallowed_methods, reason = "seeds are read from the tests’ own files")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

#[path = "../../fuzz/src/lib.rs"]
pub(crate) mod targets;

use targets::{TARGETS, Target};

/// How long the changed seeds of all targets may take together: a slice, in every test run.
const SLICE: Duration = Duration::from_secs(10);

/// Pieces that mean something to one part or another.
const WORDS: [&[u8]; 56] = [
    b"+++\n",
    b"\n",
    b"\n\n",
    b"\r\n",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\xc3",
    b"\0",
    b"\t",
    b"@@ ",
    b"@@ pages/a.md\n",
    b"\"",
    b"'''",
    b"\"\"\"",
    b"\\",
    b"\\u",
    b"= ",
    b"[",
    b"]",
    b"[[",
    b"]]",
    b"{",
    b"}",
    b", ",
    b"# ",
    b"name = ",
    b"from = ",
    b"to = 2025-02-30\n",
    b"draft = true\n",
    b"-1",
    b"99999999999999999999",
    b"4294967295",
    b"2024-02-29",
    b"9999-12-31",
    b"FREQ=",
    b";BYDAY=-1FR",
    b"COUNT=",
    b"1/2",
    b"all = [",
    b"any = [",
    b"count = ",
    b"seat = \"chair\"",
    b"> ",
    b"- ",
    b"1. ",
    b"| a |\n|---|\n",
    b"`",
    b"*",
    b"![",
    b"](",
    b"[^1]",
    b"<",
    b"&",
    b"{#",
    "\u{202e}".as_bytes(),
    "é\u{301}🙂".as_bytes(),
];

/// Numbers that look as if they were drawn, the same in every run.
struct Draw(u64);

impl Draw {
    /// A number below `end`, or 0.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    /// A seed with up to six changes, some of them parts of another seed.
    fn changed(&mut self, seeds: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = seeds[self.below(seeds.len())].clone();
        for _ in 0..=self.below(6) {
            let (start, length) = (self.below(bytes.len() + 1), self.below(12));
            let end = (start + length).min(bytes.len());
            match self.below(7) {
                0 => drop(bytes.drain(start..end)),
                1 => bytes.splice(start..start, WORDS[self.below(WORDS.len())].iter().copied()).for_each(drop),
                2 => bytes.splice(start..end, WORDS[self.below(WORDS.len())].iter().copied()).for_each(drop),
                3 => bytes.iter_mut().skip(start).take(1).for_each(|byte| *byte = byte.wrapping_add(1 + length as u8)),
                4 => {
                    let part = bytes[start..end].repeat(1 + self.below(40));
                    bytes.splice(start..start, part).for_each(drop);
                }
                5 => {
                    let other = &seeds[self.below(seeds.len())];
                    let from = self.below(other.len());
                    let part = other[from..(from + self.below(200)).min(other.len())].to_vec();
                    bytes.splice(start..end, part).for_each(drop);
                }
                _ => bytes.truncate(start.max(1)),
            }
        }
        bytes
    }
}

/// Runs a target, and says on which bytes it broke a promise.
fn try_on(target: &Target, bytes: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| (target.run)(bytes))).is_err() {
        let file = std::env::temp_dir().join(format!("handbook-fuzz-{}", target.name));
        let kept = std::fs::write(&file, bytes).map(|()| file.display().to_string());
        panic!("{}: broken by {} bytes, kept in {kept:?}: {:?}", target.name, bytes.len(), String::from_utf8_lossy(bytes));
    }
}

#[test]
fn whatever_is_changed_in_a_seed_keeps_every_promise() {
    let each = SLICE / TARGETS.len() as u32;
    let mut tried = Vec::new();
    for target in &TARGETS {
        let seeds = (target.seeds)();
        assert!(seeds.len() >= 5, "{}: {} seeds", target.name, seeds.len());
        let (mut draw, begun, mut number) = (Draw(7), Instant::now(), 0);
        // The slow ones, and slow machines, do as many as the time allows, and some in any case.
        while number < 20 || (number < 3_000 && begun.elapsed() < each) {
            try_on(target, &draw.changed(&seeds));
            number += 1;
        }
        tried.push(format!("{} {number}", target.name));
    }
    println!("changed seeds tried: {}", tried.join(", "));
}

#[test]
fn every_seed_keeps_every_promise() {
    for target in &TARGETS {
        for seed in (target.seeds)() {
            // Whole handbooks are what all other tests are made of: some of these are enough.
            if target.name != "whole" || seed.len() % 7 == 0 {
                try_on(target, &seed);
            }
        }
    }
}

/// Writes all seeds into the folder of each target below `FUZZ_CORPUS`: how `fuzz/run` gets them.
#[test]
#[ignore = "fuzz/run does this"]
fn seeds_are_written() {
    let corpus = std::env::var_os("FUZZ_CORPUS").expect("FUZZ_CORPUS names a folder");
    for target in &TARGETS {
        let folder = Path::new(&corpus).join(target.name);
        std::fs::create_dir_all(&folder).expect("a folder for the seeds");
        for (number, seed) in (target.seeds)().iter().enumerate() {
            std::fs::write(folder.join(format!("seed-{number:05}")), seed).expect("a seed");
        }
    }
}
