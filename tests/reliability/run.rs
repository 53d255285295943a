//! Runs the program, alone or under a tool that makes its calls fail.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_handbook");

/// The day of every build that names none: 24 November 2026, noon.
pub(crate) const MOMENT: &str = "1795521600";

/// A command in surroundings that no one else's settings reach.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").env("SOURCE_DATE_EPOCH", MOMENT).stdin(Stdio::null());
    command
}

/// The program with these arguments.
pub(crate) fn handbook<A: AsRef<OsStr>>(arguments: impl IntoIterator<Item = A>) -> Command {
    let mut command = command(PROGRAM);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// A build of `content` into `output`.
pub(crate) fn build(content: impl AsRef<OsStr>, output: impl AsRef<OsStr>) -> Command {
    handbook([OsStr::new("build"), content.as_ref(), OsStr::new("--output"), output.as_ref()])
}

/// The same under strace, which does to its calls what `inject` says. On one thread, so that calls can be counted.
pub(crate) fn traced(what: &[&str], content: impl AsRef<OsStr>, output: impl AsRef<OsStr>) -> Command {
    let mut command = traced_on_all(what, content, output);
    command.env("RAYON_NUM_THREADS", "1");
    command
}

/// The same on all threads, where no call is counted.
pub(crate) fn traced_on_all(what: &[&str], content: impl AsRef<OsStr>, output: impl AsRef<OsStr>) -> Command {
    let mut command = command("strace");
    command.args(["-f", "-qq"]).args(what).arg(PROGRAM);
    command.arg("build").arg(content).arg("--output").arg(output);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

pub(crate) fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// The exit code, where no signal ended it.
pub(crate) fn code(command: &mut Command) -> Option<i32> {
    command.status().unwrap_or_else(|error| panic!("{command:?}: {error}")).code()
}

/// How many times to do something: few in every test run, many before a release, or a part of these.
pub(crate) fn times(few: usize, many: usize) -> usize {
    part_of_all().map_or(few, |part| (many / part).max(few.min(many)))
}

/// Whether all of it is run, or a part of all.
pub(crate) fn is_long() -> bool {
    part_of_all().is_some()
}

/// Of all of it, the part that is asked for: 1 for all, 10 for a tenth; `None` where only a slice is.
fn part_of_all() -> Option<usize> {
    let length = std::env::var("RELIABILITY").ok()?;
    let part = length.strip_prefix("long")?;
    Some(part.trim_start_matches('/').parse().unwrap_or(1).max(1))
}

/// Whether calls can be traced here; where not, says aloud that `what` is left out.
pub(crate) fn can_trace(what: &str) -> bool {
    static CAN: OnceLock<bool> = OnceLock::new();
    let can = *CAN.get_or_init(|| works(command("strace").args(["-f", "-qq", "-o", "/dev/null", "true"])));
    can || skipped(what, "strace is not installed, or may not trace here")
}

/// The words before a command that give it disks of its own; where that is not allowed, says aloud that `what` is left out.
pub(crate) fn own_disks(what: &str) -> Option<&'static [&'static str]> {
    can_unshare(what, &[&["-m"], &["--map-root-user", "-m"]])
}

/// The same, without a network.
pub(crate) fn no_network(what: &str) -> Option<&'static [&'static str]> {
    can_unshare(what, &[&["-n"], &["--map-root-user", "-n"]])
}

fn can_unshare(what: &str, ways: &'static [&'static [&'static str]]) -> Option<&'static [&'static str]> {
    let found = ways.iter().find(|way| works(command("unshare").args(**way).arg("true")));
    if found.is_none() {
        skipped(what, "the system gives no surroundings of one's own here");
    }
    found.copied()
}

fn works(command: &mut Command) -> bool {
    command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Says aloud that something is left out: past what the test runner keeps back of tests that pass.
pub(crate) fn skipped(what: &str, why: &str) -> bool {
    say(&format!("skipped: {what}: {why}"));
    false
}

/// Says a figure aloud.
pub(crate) fn say(words: &str) {
    let _ = writeln!(std::io::stderr().lock(), "  {words}");
}

/// Numbers that look as if they were drawn, the same in every run.
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }
}
