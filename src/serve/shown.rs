//! What the preview shows at one moment, and its answer to an address. Knows nothing of HTTP but the status.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, DefaultHasher, Hash, Hasher, RandomState};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::gate::Address;
use super::{Problem, Site, overlay, reload};
use crate::output::{Content, Route};

/// One state of the handbook, with what is wrong in it, and its number.
pub(super) struct Shown {
    /// Which state this is. Grows by one; begins anywhere, so that a page left open over a restart knows that it is old.
    pub(super) generation: u64,
    /// The newest state.
    site: Option<Arc<dyn Site>>,
    /// The newest state without problems; shown where the newest has nothing to show.
    sound: Option<Arc<dyn Site>>,
    problems: Vec<Problem>,
    /// Whether the newest state is older than the newest change, because the rebuild failed.
    behind: bool,
    /// Fingerprints of what pages load, each taken once.
    fingerprints: Mutex<BTreeMap<Route, u64>>,
    remembered: Mutex<Remembered>,
}

/// Answers that were given already: a browser that is told of a new state asks whether its page differs, and then for the page.
#[derive(Default)]
struct Remembered {
    answers: BTreeMap<Route, Answer>,
    bytes: usize,
}

/// How many bytes of answers are remembered at most; then all are forgotten.
const MOST_REMEMBERED: usize = 64 * 1024 * 1024;

/// What to answer.
#[derive(Clone)]
pub(super) enum Answer {
    /// This content.
    Content {
        status: u16,
        content: Content,
        /// What the page and all it loads come to, for knowing whether they changed; only pages have one.
        stamp: Option<u64>,
    },
    /// Not here, but at the folder of the same name.
    Folder,
}

impl Shown {
    /// Before the first rebuild.
    pub(super) fn nothing() -> Shown {
        // Below 2^32, so that the number stays exact in a browser.
        let anywhere = RandomState::new().build_hasher().finish() >> 32;
        Shown {
            generation: anywhere,
            site: None,
            sound: None,
            problems: Vec::new(),
            behind: false,
            fingerprints: Mutex::default(),
            remembered: Mutex::default(),
        }
    }

    /// The state after a rebuild. One that fails leaves the site that was there.
    pub(super) fn after(&self, rebuild: impl FnOnce() -> Arc<dyn Site>) -> Shown {
        let rebuilt = attempt("rebuilding", || {
            let site = rebuild();
            let problems = site.problems();
            (site, problems)
        });
        let (site, problems, behind) = match rebuilt {
            Ok((site, problems)) => (Some(site), problems, false),
            Err(failure) => (self.site.clone(), vec![failure], true),
        };
        let sound = if problems.is_empty() { site.clone() } else { self.sound.clone() };
        Shown {
            generation: self.generation + 1,
            site,
            sound,
            problems,
            behind,
            fingerprints: Mutex::default(),
            remembered: Mutex::default(),
        }
    }

    /// What to show at this address, where that was asked before.
    pub(super) fn remembered(&self, address: &Address) -> Option<Answer> {
        locked(&self.remembered).answers.get(&address.route).cloned()
    }

    /// What to show at this address.
    pub(super) fn answer(&self, address: &Address) -> Answer {
        let answer = self.answer_anew(address);
        if let Answer::Content { status: 200, content, .. } = &answer {
            let mut remembered = locked(&self.remembered);
            if remembered.bytes + content.bytes.len() > MOST_REMEMBERED {
                *remembered = Remembered::default();
            }
            remembered.bytes += content.bytes.len();
            remembered.answers.insert(address.route.clone(), answer.clone());
        }
        answer
    }

    fn answer_anew(&self, address: &Address) -> Answer {
        let mut problems = self.problems.clone();
        if let Some((content, stale)) = self.find(&address.route, &mut problems) {
            return self.dressed(200, content, &address.route, &problems, stale);
        }
        let failed = problems.len() > self.problems.len();
        if !failed && address.folder.as_ref().is_some_and(|folder| self.find(folder, &mut problems).is_some()) {
            return Answer::Folder;
        }
        self.missing(&address.route, failed, &mut problems)
    }

    /// The content at a route, and whether it is older than the newest state.
    fn find(&self, route: &Route, problems: &mut Vec<Problem>) -> Option<(Content, bool)> {
        let mut ask = |site: &Arc<dyn Site>| match attempt("showing this page", || site.content(route)) {
            Ok(content) => content,
            Err(failure) => {
                problems.push(failure);
                None
            }
        };
        let newest = self.site.as_ref().and_then(&mut ask).map(|content| (content, self.behind));
        newest.or_else(|| self.older().and_then(ask).map(|content| (content, true)))
    }

    /// The last sound state, where that is not the newest.
    fn older(&self) -> Option<&Arc<dyn Site>> {
        let sound = self.sound.as_ref()?;
        let is_newest = self.site.as_ref().is_some_and(|site| Arc::ptr_eq(site, sound));
        (!is_newest).then_some(sound)
    }

    fn missing(&self, route: &Route, failed: bool, problems: &mut Vec<Problem>) -> Answer {
        let is_page = route.is_page() || route.as_str().ends_with(".html");
        if !is_page {
            return Answer::Content {
                status: if failed { 500 } else { 404 },
                content: plain("There is nothing at this address."),
                stamp: None,
            };
        }
        // Whether the address exists cannot be known before the mistakes are mended.
        if failed || self.sound.is_none() && !problems.is_empty() {
            return self.dressed(500, overlay::page_alone(), route, problems, false);
        }
        let not_found = self.sound.as_ref().or(self.site.as_ref()).map(|site| attempt("showing this page", || site.not_found()));
        match not_found {
            Some(Ok(content)) => self.dressed(404, content, route, problems, false),
            Some(Err(failure)) => {
                problems.push(failure);
                self.dressed(500, overlay::page_alone(), route, problems, false)
            }
            None => Answer::Content { status: 404, content: plain("There is nothing at this address."), stamp: None },
        }
    }

    /// A page with the reload script, and with the problems while they stand; any other content as it is.
    fn dressed(&self, status: u16, content: Content, route: &Route, problems: &[Problem], stale: bool) -> Answer {
        if !content.media_type.starts_with("text/html") {
            return Answer::Content { status, content, stamp: None };
        }
        let overlay = overlay::html(problems, stale);
        let stamp = self.stamp(&content, &overlay, route);
        let bytes = reload::dress(&content.bytes, &overlay, stamp, self.generation);
        Answer::Content { status, content: Content { bytes: bytes.into(), ..content }, stamp: Some(stamp) }
    }

    /// What a page, its problems, and the files it loads come to: equal stamps look equal in a browser.
    fn stamp(&self, content: &Content, overlay: &str, route: &Route) -> u64 {
        let mut hasher = DefaultHasher::new();
        (&content.bytes, overlay).hash(&mut hasher);
        for file in reload::loaded_by(&content.bytes, route) {
            self.fingerprint(&file).hash(&mut hasher);
        }
        hasher.finish()
    }

    fn fingerprint(&self, file: &Route) -> u64 {
        let known = locked(&self.fingerprints).get(file).copied();
        known.unwrap_or_else(|| {
            let mut hasher = DefaultHasher::new();
            self.find(file, &mut Vec::new()).map(|(content, _)| content.bytes).hash(&mut hasher);
            let fingerprint = hasher.finish();
            locked(&self.fingerprints).insert(file.clone(), fingerprint);
            fingerprint
        })
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What `work` makes, or a problem that says how it failed: a panic ends one page or one rebuild, never the preview.
fn attempt<T>(doing: &str, work: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|panic| {
        let why = panic.downcast_ref::<&str>().map(|text| text.to_string()).or_else(|| panic.downcast_ref::<String>().cloned());
        Problem {
            message: format!("handbook itself failed while {doing}: {}", why.unwrap_or_else(|| "it gave no reason".into())),
            hints: vec!["this is a mistake in handbook, not in your files: please report it, with the words above".into()],
            ..Problem::default()
        }
    })
}

fn plain(text: &str) -> Content {
    Content { media_type: "text/plain; charset=utf-8", bytes: text.as_bytes().into() }
}
