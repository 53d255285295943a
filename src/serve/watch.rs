//! Which files changed, told once they have settled. Reads no file, and takes no reading for a change.
//!
//! Without a debouncer between: that of `notify` wakes up every few milliseconds for as long as the preview is open, and ends a
//! wait at a fixed time rather than when the files are quiet. Here the thread sleeps until the system tells it something.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::folder::{Folder, is_litter, outermost};
use super::survey::Survey;
use super::{Changed, Notice, Tell};

/// Files have settled when nothing has changed for this long.
const QUIET: Duration = Duration::from_millis(20);
/// The same after many changes, or soon after others: they come from a program that may pause between files.
const QUIET_AFTER_MANY: Duration = Duration::from_millis(80);
/// What is soon.
const SOON: Duration = Duration::from_millis(200);
/// From how many paths on changes are many.
const MANY: usize = 16;
/// Changes that never settle are told of all the same, after this long.
const LONGEST: Duration = Duration::from_millis(400);
/// The same for many.
const LONGEST_OF_MANY: Duration = Duration::from_secs(2);
/// From how many paths on they are not told one by one.
const TOO_MANY: usize = 1_000;
/// How often to look whether a folder has vanished or come back.
const LOOK_FOR_FOLDERS: Duration = Duration::from_millis(if cfg!(test) { 100 } else { 500 });
/// How often folders are looked through where the system does not tell of changes, or more rarely, where that takes long.
const LOOK_FOR_CHANGES: Duration = Duration::from_millis(if cfg!(test) { 100 } else { 1_000 });
/// At most this part of the time goes into looking.
const LOOKING: u32 = 10;
/// How often at most a lost count of changes leads to a rebuild: reading all files can itself be why it was lost.
const LOST_COUNT: Duration = Duration::from_secs(5);

/// Folders under watch.
pub(super) struct Watch {
    folders: Vec<Folder>,
    means: Means,
    sender: Sender<Signal>,
    signals: Receiver<Signal>,
    lost_count: bool,
    lost_count_told: Option<Instant>,
    settled: Option<Instant>,
    tell: Tell,
}

/// How changes are learnt of.
enum Means {
    /// The system tells.
    Told(RecommendedWatcher),
    /// By looking through the folders, which looked like this the last time, and taking so long.
    Looking(Survey, Duration),
}

/// Ends the wait of a [`Watch`] when dropped.
pub(super) struct Stop(Sender<Signal>);

impl Drop for Stop {
    fn drop(&mut self) {
        let _ = self.0.send(Signal::Stop);
    }
}

enum Signal {
    /// These paths changed.
    Touched(Vec<PathBuf>, Shape),
    /// Changes were lost.
    LostCount,
    /// The means fail.
    Failed(String),
    /// The preview ends.
    Stop,
}

/// Whether folders themselves changed, not just files in them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Same,
    Other,
}

/// What has happened since the last rebuild, as it comes in.
#[derive(Default)]
struct Burst {
    paths: BTreeSet<PathBuf>,
    everything: bool,
    folders_changed: bool,
    /// Whether it began soon after another.
    soon: bool,
}

impl Watch {
    /// Watches `folders`, as the system tells or by polling, until the second value is dropped.
    pub(super) fn over(folders: Vec<PathBuf>, poll: bool, tell: Tell) -> (Watch, Stop) {
        let (sender, signals) = channel();
        let stop = Stop(sender.clone());
        let folders = outermost(folders).into_iter().map(Folder::new).collect();
        let means = Means::Looking(Survey::default(), Duration::ZERO);
        let mut watch = Watch { folders, means, sender, signals, lost_count: false, lost_count_told: None, settled: None, tell };
        if poll {
            drop(watch.survey())
        } else {
            watch.start()
        }
        (watch, stop)
    }

    /// Waits for changes to come and to settle, and says what changed; `None` when the preview ends.
    pub(super) fn next(&mut self) -> Option<Changed> {
        let mut burst = Burst::default();
        while burst.is_empty() {
            match self.signals.recv_timeout(self.interval()) {
                Ok(signal) => self.take(signal, &mut burst)?,
                Err(RecvTimeoutError::Timeout) => self.look(&mut burst),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            if self.lost_count_is_due() {
                (burst.everything, burst.folders_changed) = (true, true);
            }
        }
        let begun = Instant::now();
        burst.soon = self.settled.is_some_and(|settled| settled.elapsed() < SOON);
        while begun.elapsed() < burst.longest() {
            match self.signals.recv_timeout(burst.quiet()) {
                Ok(signal) => self.take(signal, &mut burst)?,
                Err(_) if self.survey().is_empty() => break,
                Err(_) => {}
            }
        }
        self.settled = Some(Instant::now());
        if burst.folders_changed {
            self.look_for_folders();
            self.watch_new_folders();
        }
        Some(burst.changed())
    }

    fn interval(&self) -> Duration {
        match self.means {
            Means::Told(_) => LOOK_FOR_FOLDERS,
            Means::Looking(_, took) => LOOK_FOR_CHANGES.max(took * LOOKING),
        }
    }

    /// Finds what the system does not tell.
    fn look(&mut self, burst: &mut Burst) {
        burst.everything = self.look_for_folders();
        burst.add(self.survey());
    }

    fn take(&mut self, signal: Signal, burst: &mut Burst) -> Option<()> {
        match signal {
            Signal::Touched(paths, shape) => {
                let named = self.named(&paths);
                burst.folders_changed |= shape == Shape::Other && !named.is_empty();
                burst.add(named);
            }
            Signal::LostCount => self.lost_count = true,
            Signal::Failed(why) => {
                if matches!(self.means, Means::Told(_)) {
                    self.fall_back_to_looking(why);
                }
                burst.everything = true;
            }
            Signal::Stop => return None,
        }
        Some(())
    }

    /// Whether a lost count of changes is to be told of by now.
    fn lost_count_is_due(&mut self) -> bool {
        let due = self.lost_count && self.lost_count_told.is_none_or(|told| told.elapsed() >= LOST_COUNT);
        if due {
            self.lost_count = false;
            self.lost_count_told = Some(Instant::now());
        }
        due
    }

    /// The paths as the caller would name them, without litter.
    fn named(&self, paths: &[PathBuf]) -> Vec<PathBuf> {
        paths.iter().filter_map(|path| self.folders.iter().find_map(|folder| folder.named(path))).collect()
    }

    /// What changed since the last look through the folders; nothing where the system tells.
    fn survey(&mut self) -> Vec<PathBuf> {
        let Means::Looking(older, took) = &mut self.means else { return Vec::new() };
        let begun = Instant::now();
        let newer = Survey::of(self.folders.iter().map(Folder::path), is_litter);
        let paths = newer.since(older);
        (*older, *took) = (newer, begun.elapsed());
        self.named(&paths)
    }

    fn start(&mut self) {
        let sender = self.sender.clone();
        let told = move |event: notify::Result<Event>| {
            if let Some(signal) = signal(event) {
                // Where nobody waits any more, nobody need be told.
                let _ = sender.send(signal);
            }
        };
        match RecommendedWatcher::new(told, Config::default().with_follow_symlinks(false)) {
            Ok(watcher) => self.means = Means::Told(watcher),
            Err(error) => return self.fall_back_to_looking(in_words(&error)),
        }
        self.look_for_folders();
    }

    fn fall_back_to_looking(&mut self, why: String) {
        (self.tell)(Notice::Polling(why));
        self.means = Means::Looking(Survey::default(), Duration::ZERO);
        self.survey();
    }

    /// Watches folders that have come, come back or been replaced. Whether any has, or has gone.
    fn look_for_folders(&mut self) -> bool {
        let mut any = false;
        for index in 0..self.folders.len() {
            let found = self.folders[index].identity();
            if found != self.folders[index].watched && matches!(self.means, Means::Told(_)) {
                any = true;
                self.unwatch(index);
                self.folders[index].watched = found.filter(|_| self.watch(index));
            }
        }
        any
    }

    /// Folders that came in haste may have gone unwatched; watching one twice is watching it once.
    fn watch_new_folders(&mut self) {
        for index in 0..self.folders.len() {
            if self.folders[index].watched.is_some() && !self.watch(index) {
                self.folders[index].watched = None;
            }
        }
    }

    fn watch(&mut self, index: usize) -> bool {
        let Means::Told(watcher) = &mut self.means else { return false };
        match watcher.watch(self.folders[index].path(), RecursiveMode::Recursive) {
            Ok(()) => return true,
            Err(error) if is_lasting(&error) => self.fall_back_to_looking(in_words(&error)),
            // Gone again: looked for again soon.
            Err(_) => {}
        }
        false
    }

    fn unwatch(&mut self, index: usize) {
        if let Means::Told(watcher) = &mut self.means {
            // What has vanished is watched no more already.
            let _ = watcher.unwatch(self.folders[index].path());
        }
    }
}

impl Burst {
    fn is_empty(&self) -> bool {
        !self.everything && self.paths.is_empty()
    }

    fn add(&mut self, paths: Vec<PathBuf>) {
        self.paths.extend(paths);
    }

    fn quiet(&self) -> Duration {
        if self.soon || self.is_many() { QUIET_AFTER_MANY } else { QUIET }
    }

    fn longest(&self) -> Duration {
        if self.is_many() { LONGEST_OF_MANY } else { LONGEST }
    }

    fn is_many(&self) -> bool {
        self.everything || self.paths.len() >= MANY
    }

    fn changed(self) -> Changed {
        if self.everything || self.paths.len() > TOO_MANY { Changed::Everything } else { Changed::Paths(self.paths) }
    }
}

/// What an event of the system means here; most mean nothing.
fn signal(event: notify::Result<Event>) -> Option<Signal> {
    match event {
        Ok(event) if event.need_rescan() => Some(Signal::LostCount),
        Ok(event) => {
            let shape = match event.kind {
                EventKind::Create(notify::event::CreateKind::File) | EventKind::Remove(notify::event::RemoveKind::File) => {
                    Shape::Same
                }
                EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)) | EventKind::Any => {
                    Shape::Other
                }
                // Being read is no change, or a rebuild would lead to the next.
                EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) | EventKind::Other => {
                    return None;
                }
                EventKind::Modify(_) => Shape::Same,
            };
            Some(Signal::Touched(event.paths, shape))
        }
        Err(error) if is_lasting(&error) => Some(Signal::Failed(in_words(&error))),
        Err(_) => None,
    }
}

/// Whether the means will go on failing, unlike where a folder has just vanished.
fn is_lasting(error: &notify::Error) -> bool {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => true,
        notify::ErrorKind::Io(error) => error.kind() != std::io::ErrorKind::NotFound,
        _ => false,
    }
}

fn in_words(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => "it allows no more folders to be watched".into(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn reading_is_no_change() {
        use notify::event::{AccessKind, AccessMode, CreateKind, DataChange};
        let told = |kind| signal(Ok(Event::new(kind).add_path("x".into()))).is_some();
        assert!(!told(EventKind::Access(AccessKind::Open(AccessMode::Any))));
        assert!(!told(EventKind::Access(AccessKind::Close(AccessMode::Write))));
        assert!(told(EventKind::Modify(ModifyKind::Data(DataChange::Any))));
        assert!(told(EventKind::Create(CreateKind::File)));
    }

    #[test]
    #[allow(clippy::disallowed_methods, reason = "this test stands in for an author who saves files")]
    fn when_the_system_stops_telling_it_looks_and_says_so_once() {
        let folder = std::env::temp_dir().join(format!("handbook-watch-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let notices = Arc::new(Mutex::new(Vec::new()));
        let told = Arc::clone(&notices);
        let (mut watch, stop) =
            Watch::over(vec![folder.clone()], false, Arc::new(move |notice| told.lock().unwrap().push(notice)));
        for _ in 0..2 {
            stop.0.send(Signal::Failed("no more".into())).unwrap();
            assert_eq!(watch.next(), Some(Changed::Everything));
        }
        assert_eq!(*notices.lock().unwrap(), [Notice::Polling("no more".into())]);
        std::fs::write(folder.join("x.md"), "x").unwrap();
        assert_eq!(watch.next(), Some(Changed::Paths([folder.join("x.md")].into())));
        drop(stop);
        assert_eq!(watch.next(), None);
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_lost_count_is_everything_but_not_again_and_again() {
        let (mut watch, stop) = Watch::over(Vec::new(), false, Arc::new(|_| ()));
        stop.0.send(Signal::LostCount).unwrap();
        assert_eq!(watch.next(), Some(Changed::Everything));
        watch.lost_count = true;
        assert!(!watch.lost_count_is_due());
        watch.lost_count_told = Instant::now().checked_sub(LOST_COUNT);
        assert!(watch.lost_count_is_due() && !watch.lost_count_is_due());
    }
}
