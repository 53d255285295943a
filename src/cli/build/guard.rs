//! Makes pages under guard: one whose making fails is a fault with a name and ends no other, and one that takes too long ends the build.
//!
//! A thread cannot be stopped from outside, so that a page which never ends ends the program. Nothing is lost by that: the website that was
//! made before stands until a whole one takes its place, and the next build clears away what this one left.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// A page whose making failed, through no fault of its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// The page, with the file of its record.
    pub page: String,
    /// What the program said as it failed.
    pub why: String,
}

/// What is being made, and since when.
type UnderWay = Mutex<BTreeMap<u64, (String, Instant)>>;

/// Guards the making of pages, for as long as it is kept.
pub(super) struct Guard {
    under_way: Arc<UnderWay>,
    number: AtomicU64,
}

/// How often it is looked for pages that take too long.
const LOOK: Duration = Duration::from_millis(200);

impl Guard {
    /// A guard that calls `overdue` with the name of a page which is not made within this time. It is called on a thread of its own.
    pub(super) fn new(longest: Duration, overdue: impl Fn(&str) + Send + 'static) -> Guard {
        let under_way = Arc::new(UnderWay::default());
        let seen = Arc::downgrade(&under_way);
        // Without a thread to be had, pages are made all the same.
        let _ = std::thread::Builder::new().name("guard".to_owned()).spawn(move || look(&seen, longest, &overdue));
        Guard { under_way, number: AtomicU64::new(0) }
    }

    /// What `work` makes.
    ///
    /// # Errors
    /// Where it panics.
    pub(super) fn make<T>(&self, page: impl Fn() -> String, work: impl FnOnce() -> T) -> Result<T, Fault> {
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        lock(&self.under_way).insert(number, (page(), Instant::now()));
        let made = catch_unwind(AssertUnwindSafe(work));
        lock(&self.under_way).remove(&number);
        made.map_err(|panic| {
            let why =
                panic.downcast_ref::<&str>().map(|text| (*text).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
            Fault { page: page(), why: why.unwrap_or_else(|| "it gave no reason".to_owned()) }
        })
    }
}

fn look(under_way: &Weak<UnderWay>, longest: Duration, overdue: &dyn Fn(&str)) {
    while let Some(under_way) = under_way.upgrade() {
        let late = lock(&under_way).values().find(|(_, since)| since.elapsed() > longest).map(|(page, _)| page.clone());
        if let Some(page) = late {
            return overdue(&page);
        }
        drop(under_way);
        std::thread::sleep(LOOK);
    }
}

fn lock(under_way: &UnderWay) -> MutexGuard<'_, BTreeMap<u64, (String, Instant)>> {
    under_way.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn what_panics_is_named_and_the_others_are_made() {
        let guard = Guard::new(Duration::from_secs(60), |_| {});
        let page = || "n/ (from pages/n.md)".to_owned();
        assert_eq!(guard.make(page, || 5), Ok(5));
        let fault = guard.make(page, || -> u8 { panic!("on purpose: {}", 7) }).unwrap_err();
        assert_eq!(fault, Fault { page: "n/ (from pages/n.md)".to_owned(), why: "on purpose: 7".to_owned() });
        assert_eq!(guard.make(page, || 6), Ok(6));
    }

    #[test]
    fn what_takes_too_long_is_named() {
        let (say, heard) = mpsc::channel();
        let guard = Guard::new(Duration::from_millis(50), move |page| say.send(page.to_owned()).unwrap());
        let _ = guard.make(|| "quick".to_owned(), || ());
        let named = guard.make(|| "slow".to_owned(), || heard.recv_timeout(Duration::from_secs(60)).unwrap());
        assert_eq!(named, Ok("slow".to_owned()));
    }
}
