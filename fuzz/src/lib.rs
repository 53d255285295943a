//! What is thrown at each part of the program that reads what authors write, and what must hold whatever it was.
//!
//! Each target is a function of bytes that panics where a promise is broken. `cargo fuzz` calls it millions of times, `fuzz/run` says
//! how; `tests/suite/fuzz.rs` calls the same functions on every seed and on some thousand changed seeds, in each test run.

pub mod dates;
pub mod front_matter;
pub mod markdown;
pub mod printed;
pub mod quorum;
pub mod records;
pub mod recurrence;
pub mod seeds;
pub mod vocabulary;
pub mod whole;

#[path = "../../src/site/markdown/hostile/well_formed.rs"]
mod well_formed;

/// A part that reads what authors write.
pub struct Target {
    /// Its name: that of its module, and of its program.
    pub name: &'static str,
    /// Reads these bytes, and panics where a promise is broken.
    pub run: fn(&[u8]),
    /// Examples to begin with, from the program's own tests.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: [Target; 8] = [
    Target { name: "dates", run: dates::run, seeds: seeds::dates },
    Target { name: "front_matter", run: front_matter::run, seeds: seeds::front_matter },
    Target { name: "markdown", run: markdown::run, seeds: seeds::markdown },
    Target { name: "quorum", run: quorum::run, seeds: seeds::quorum },
    Target { name: "records", run: records::run, seeds: seeds::records },
    Target { name: "recurrence", run: recurrence::run, seeds: seeds::recurrence },
    Target { name: "vocabulary", run: vocabulary::run, seeds: seeds::vocabulary },
    Target { name: "whole", run: whole::run, seeds: seeds::whole },
];
