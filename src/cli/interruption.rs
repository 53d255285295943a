//! A build that is interrupted ends soon, clears away what it began, and says by its exit code that it did not end by itself.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::signal::unix::{SignalKind, signal};

/// Ctrl+C.
const INTERRUPT: u8 = 2;
/// The system, or whoever started the program, asks it to end.
const TERMINATE: u8 = 15;

/// Waits to be interrupted, beside the work that is done.
#[derive(Default)]
pub(super) struct Interruption {
    /// Set once the work has something to clear away, and is to be asked to stop rather than ended.
    is_careful: Mutex<bool>,
    stop: Arc<AtomicBool>,
    number: AtomicU8,
}

impl Interruption {
    /// Begins to wait. Until [`Interruption::be_careful`] an interruption ends the program at once, and so does a second one.
    ///
    /// # Errors
    /// Where the system refuses a thread, or to tell of signals.
    pub(super) fn wait() -> io::Result<Arc<Interruption>> {
        let interruption = Arc::new(Interruption::default());
        let told = Arc::clone(&interruption);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let (mut interrupt, mut terminate) = {
            let _within = runtime.enter();
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
        };
        std::thread::Builder::new().name("interruption".into()).spawn(move || {
            runtime.block_on(async {
                loop {
                    tokio::select! {
                        _ = interrupt.recv() => told.take(INTERRUPT),
                        _ = terminate.recv() => told.take(TERMINATE),
                    }
                }
            });
        })?;
        Ok(interruption)
    }

    /// From here on there is something to clear away; what is set when that is to begin.
    pub(super) fn be_careful(&self) -> Arc<AtomicBool> {
        *self.is_careful.lock().unwrap_or_else(PoisonError::into_inner) = true;
        Arc::clone(&self.stop)
    }

    /// The signal that interrupted the work.
    pub(super) fn number(&self) -> u8 {
        self.number.load(Ordering::Relaxed)
    }

    fn take(&self, number: u8) {
        // Kept until the end, so that nothing is begun between the question and the answer.
        let is_careful = self.is_careful.lock().unwrap_or_else(PoisonError::into_inner);
        let is_second = self.stop.swap(true, Ordering::Relaxed);
        if is_second || !*is_careful {
            std::process::exit(super::interrupted(number).into());
        }
        self.number.store(number, Ordering::Relaxed);
    }
}
