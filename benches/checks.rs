//! How long reading, joining and checking take over a handbook in memory: what an author waits for after every save.
//!
//! ```text
//! cargo bench --bench checks              ten thousand records
//! cargo bench --bench checks -- 50000     another number
//! ```

#![allow(clippy::disallowed_methods, reason = "a benchmark reads the clock and the disk")]

use std::path::Path;
use std::time::{Duration, Instant};

use handbook::check::{self, CHECKS};
use handbook::diagnostic::Report;
use handbook::project;
use handbook::site::Settings;
use handbook::source::disk;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);
const RUNS: usize = 5;

fn main() {
    let pages = std::env::args().skip(1).find_map(|argument| argument.parse::<usize>().ok()).unwrap_or(10_000);
    let folder = std::env::temp_dir().join(format!("handbook-bench-{pages}"));
    if !folder.join("handbook.toml").exists() {
        let generate = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/generate.rs");
        println!(
            "write the handbook first: cargo run --release --example generate -- {pages} {} ({})",
            folder.display(),
            generate.display()
        );
        return;
    }
    let sources = disk::read(&folder).expect("the handbook can be read");
    let whole = median(|| drop(project::edition(sources.clone(), TODAY)));
    let mut project = project::Project::new(&folder, TODAY, Settings::default());
    let edition = project.edition().expect("the handbook can be read");
    println!("{} records", edition.model.len());
    println!("read, parse, join, check and plan   {whole:?}");
    println!("the same after an edit              {:?}", median(|| drop(project.edition())));
    // Another model of the same day each time, so that nothing reckoned for one run serves the next.
    println!(
        "all {} checks                      {:?}",
        CHECKS.len(),
        median(|| check::run(&edition.model.at(TODAY), &mut Report::default()))
    );
}

/// The middle of several runs.
fn median(run: impl FnMut()) -> Duration {
    let mut run = run;
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}
