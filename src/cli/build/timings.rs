//! Where the time of a build went, for `--timings`.

use std::time::Duration;

use crate::project::Step;

/// How long the pages took. Rendering and writing go on beside each other on every core: theirs are sums over the cores.
pub(super) struct Rendering {
    /// Making the search index, beside the pages.
    pub(super) indexed: Duration,
    /// Making the pages.
    pub(super) rendered: Duration,
    /// Comparing them with those of the last build, and writing those that differ.
    pub(super) written: Duration,
    /// Both, by the clock.
    pub(super) both: Duration,
    /// Carrying over what did not change, and putting the new website in the old one's place.
    pub(super) published: Duration,
}

pub(super) fn line(title: &str, time: Duration) -> String {
    format!("  {title:<50} {:>8.3} s\n", time.as_secs_f64())
}

/// Where the time went, a line for each step.
pub(super) fn timings(steps: &[(Step, Duration)], rendering: &Rendering, all: Duration) -> String {
    let mut text: String = steps.iter().map(|(step, time)| line(step.title(), *time)).collect();
    text.push_str(&line("making the pages and writing what differs", rendering.both));
    text.push_str(&line("    making the search index, beside them", rendering.indexed));
    text.push_str(&line("    making them, added up over the cores", rendering.rendered));
    text.push_str(&line("    comparing and writing, added up", rendering.written));
    text.push_str(&line("putting the website in its place", rendering.published));
    text.push_str(&line("altogether", all));
    text
}
