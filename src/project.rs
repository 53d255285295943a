//! Runs the chain from files to a finished edition, and holds the only memory: what each file said last time.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::check;
use crate::diagnostic::{Diagnostic, Report};
use crate::model::{self, Model};
use crate::record::{self, Record};
use crate::source::disk::{DiskError, Reader};
use crate::source::{File, Sources};
use crate::span::Place;

/// One file, and what it said.
#[derive(Clone)]
struct Remembered {
    file: Arc<File>,
    record: Option<Arc<Record>>,
    findings: Vec<Diagnostic>,
}

/// A handbook on a disk, read again and again.
pub struct Project {
    root: PathBuf,
    reader: Reader,
    memory: BTreeMap<Arc<str>, Remembered>,
    today: Date,
}

/// One consistent state of the handbook: what its files say, and what is wrong with that.
pub struct Edition {
    /// The files.
    pub sources: Sources,
    /// The records, joined; drafts included.
    pub model: Model,
    /// Everything found.
    pub report: Report,
}

impl Project {
    /// The handbook in the folder `root`, as of a day.
    pub fn new(root: &Path, today: Date) -> Project {
        Project { root: root.to_owned(), reader: Reader::new(root), memory: BTreeMap::new(), today }
    }

    /// The content folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Reads what is there now. Files that did not change are not parsed again.
    ///
    /// # Errors
    /// Where the folder cannot be read at all, or holds no handbook.
    pub fn edition(&mut self) -> Result<Edition, DiskError> {
        let sources = self.reader.read()?;
        self.memory = remember(&sources, &self.memory);
        let read = self.memory.values().cloned();
        Ok(assemble(sources, read, self.today))
    }
}

/// The edition that these files make, with no memory: for tests, and for handbooks that are not on a disk.
pub fn edition(sources: Sources, today: Date) -> Edition {
    let read = remember(&sources, &BTreeMap::new());
    assemble(sources, read.into_values(), today)
}

fn remember(sources: &Sources, memory: &BTreeMap<Arc<str>, Remembered>) -> BTreeMap<Arc<str>, Remembered> {
    let files: Vec<&Arc<File>> = sources.files.values().collect();
    let read = files.into_par_iter().map(|file| {
        let known = memory.get(&file.path).filter(|known| Arc::ptr_eq(&known.file, file)).cloned();
        (Arc::clone(&file.path), known.unwrap_or_else(|| read_one(file)))
    });
    read.collect()
}

fn read_one(file: &Arc<File>) -> Remembered {
    let mut report = Report::default();
    let record = record::parse(file, &mut report).map(Arc::new);
    let subject = record.as_ref().map_or(String::new(), |record| record.subject());
    let findings =
        report.into_iter().map(|finding| if finding.subject.is_empty() { finding.about(subject.clone()) } else { finding });
    Remembered { file: Arc::clone(file), record, findings: findings.collect() }
}

fn assemble(sources: Sources, read: impl Iterator<Item = Remembered>, today: Date) -> Edition {
    let mut report = Report::default();
    let mut records = Vec::new();
    for remembered in read {
        report.extend(remembered.findings);
        records.extend(remembered.record);
    }
    for unread in &sources.unread {
        let place = Place::start_of(&unread.path);
        report.add(Diagnostic::error("file/unread", place, unread.why.clone()).hint(unread.hint.clone()));
    }
    let attachments: BTreeSet<Arc<str>> = sources.attachments.keys().cloned().collect();
    let model = model::join(records, attachments, today, &mut report);
    check::run(&model, &mut report);
    Edition { sources, model, report }
}
