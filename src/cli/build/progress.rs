//! The bar that shows how far a long build has come.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How far a long build has come; shown on a terminal only, and only once it has taken a while.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
}

/// A build that is done before this needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

impl Progress {
    pub(super) fn new(pages: usize) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(pages as u64), ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("{bar:30} {pos} of {len} files").unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style);
        Progress { bar, started: Instant::now() }
    }

    pub(super) fn advance(&self) {
        self.bar.inc(1);
        if self.bar.is_hidden() && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
