//! What is referred to and is not there, told once for each cause: a body without a file is one mistake, however many records name it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::renamed::Renamed;
use crate::diagnostic::{Diagnostic, Report};
use crate::limits::Limits;
use crate::model::{Model, RecordId, words};
use crate::record::body::{Form, Reference};
use crate::record::kind::{Home, KINDS, Kind};
use crate::record::locate::{locate, path_of};
use crate::span::Place;

/// A reference that leads to nothing that is there.
pub(super) struct Missing {
    /// What it refers to.
    pub wanted: Wanted,
    /// How it is written there.
    pub text: String,
    /// The record in which it stands.
    pub from: RecordId,
    /// What is told of it where nothing else refers to the same.
    pub alone: Diagnostic,
    /// Whether that says what was probably meant.
    pub is_likely: bool,
}

/// What a reference refers to.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// One of these records; none where what is written is no name of a record.
    Record(Vec<(Kind, String)>),
    /// A word of this list of the vocabulary.
    Word(String),
    /// A file that is published as it is.
    Attachment,
}

impl Wanted {
    /// The record of a kind that `text` names, written within a collaborative or outside of all.
    pub(super) fn of_kind(kind: Kind, scope: Option<&str>, text: &str) -> Wanted {
        Wanted::Record(vec![(kind, full(kind, scope, text))])
    }

    /// What a reference in prose can mean.
    pub(super) fn by(reference: &Reference, scope: Option<&str>) -> Wanted {
        let target = reference.target.as_str();
        if reference.form == Form::File {
            let found = locate(&target.into(), &Limits::default(), &mut Report::default());
            let found = found.filter(|found| !found.astray);
            return Wanted::Record(found.map(|found| (found.kind, found.address.to_string())).into_iter().collect());
        }
        if let Some((kind, text)) = target.split_once(':') {
            return Kind::named(kind.trim()).map_or(Wanted::Record(Vec::new()), |kind| Wanted::of_kind(kind, scope, text.trim()));
        }
        let can_be = |kind: &&Kind| match kind.home() {
            Home::Root(_) | Home::Part(_) => false,
            Home::Folder(_) => !target.contains('/'),
            Home::PartFolder(_) => target.contains('/') || scope.is_some(),
        };
        let is_collaborative = |kind: &&Kind| **kind == Kind::Collaborative && !target.contains('/');
        let kinds = KINDS.iter().filter(|kind| can_be(kind) || is_collaborative(kind));
        Wanted::Record(kinds.map(|kind| (*kind, full(*kind, scope, target))).collect())
    }
}

/// The address that a bare id means.
fn full(kind: Kind, scope: Option<&str>, text: &str) -> String {
    match (kind.home(), scope) {
        (Home::PartFolder(_), Some(scope)) if !text.contains('/') => format!("{scope}/{text}"),
        _ => text.to_owned(),
    }
}

/// What is missing, so that all that refers to it is told together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// A record of a kind.
    Record(Kind, String),
    /// A record of which no reference says the kind.
    Something(String),
    Word(String, String),
    Attachment(String),
}

/// All that refers to one thing that is missing.
#[derive(Default)]
struct Group {
    /// What is told of the folder of a collaborative whose own record is missing.
    folder: Option<Missing>,
    /// Each reference.
    missing: Vec<Missing>,
    /// Other places that name it, of which nothing is told where it stands alone.
    beside: Vec<Place>,
}

/// All that is missing, by cause.
pub(super) struct Causes(BTreeMap<Cause, Group>);

impl Causes {
    /// Of these references; `unfounded` tells of each folder of a collaborative whose own record is missing.
    pub(super) fn of(model: &Model, missing: Vec<Missing>, unfounded: Vec<Missing>) -> Causes {
        let mut groups: BTreeMap<Cause, Group> = BTreeMap::new();
        let mut unclear = Vec::new();
        for missing in unfounded {
            if let Ok(cause) = cause(model, &missing) {
                groups.entry(cause).or_default().folder = Some(missing);
            }
        }
        for missing in missing {
            match cause(model, &missing) {
                Ok(cause) => groups.entry(cause).or_default().missing.push(missing),
                Err(can_be) => unclear.push((can_be, missing)),
            }
        }
        for (can_be, missing) in unclear {
            let known = can_be.into_iter().find(|cause| groups.contains_key(cause));
            let cause = known.unwrap_or_else(|| Cause::Something(missing.text.clone()));
            groups.entry(cause).or_default().missing.push(missing);
        }
        let mut causes = Causes(groups);
        causes.add_accepted(model);
        causes
    }

    /// The subjects of accepted findings: where the record is missing they have to be mended as well.
    fn add_accepted(&mut self, model: &Model) {
        let Some((_, record)) = model.of_kind(Kind::Handbook).next() else { return };
        let checks = model.handbook().and_then(|handbook| handbook.checks.as_ref());
        for subject in checks.iter().flat_map(|checks| &checks.allow).filter_map(|allow| allow.subject.as_ref()) {
            let named = subject.value.split_once(':').and_then(|(kind, address)| Some((Kind::named(kind)?, address)));
            let Some((kind, address)) = named.filter(|(kind, address)| model.find(*kind, address).is_none()) else { continue };
            if let Some(group) = self.0.get_mut(&root(model, kind, address)) {
                group.beside.push(record.place(subject.span));
            }
        }
    }

    /// The records that are there under another name, as far as their own names say so: each may be taken for the one that is missing.
    pub(super) fn renamed(&self, model: &Model) -> Vec<Renamed> {
        self.0.keys().filter_map(|cause| cause.renamed(model)).collect()
    }

    /// Of which kinds records are missing, and in which collaborative they would stand.
    pub(super) fn lacking(&self) -> BTreeSet<(Kind, Option<Arc<str>>)> {
        let kinds = self.0.keys().filter_map(|cause| match cause {
            Cause::Record(kind, address) => Some((*kind, kind.address(address).collaborative)),
            Cause::Something(_) | Cause::Word(..) | Cause::Attachment(_) => None,
        });
        kinds.collect()
    }

    /// Tells of each cause once, unless it was told of the file.
    pub(super) fn tell(self, model: &Model, is_named: impl Fn(RecordId) -> bool, report: &mut Report) {
        let told = self.0.into_iter().filter(|(cause, _)| !cause.is_told(model));
        report.extend(told.filter_map(|(cause, group)| group.told(model, &cause, &is_named)));
    }
}

/// What is missing where a reference leads nowhere.
///
/// # Errors
/// What it can be, where that is not clear from the reference alone.
fn cause(model: &Model, missing: &Missing) -> Result<Cause, Vec<Cause>> {
    match &missing.wanted {
        Wanted::Word(list) => Ok(Cause::Word(list.clone(), missing.text.clone())),
        Wanted::Attachment => Ok(Cause::Attachment(missing.text.clone())),
        Wanted::Record(records) => {
            let mut can_be: Vec<Cause> = records.iter().map(|(kind, address)| root(model, *kind, address)).collect();
            can_be.dedup();
            match &can_be[..] {
                [only] => Ok(only.clone()),
                _ => Err(can_be),
            }
        }
    }
}

/// What is missing where a record is: the record, or the whole collaborative in which it would stand.
fn root(model: &Model, kind: Kind, address: &str) -> Cause {
    match kind.address(address).collaborative {
        Some(collaborative) if model.find(Kind::Collaborative, &collaborative).is_none() => {
            Cause::Record(Kind::Collaborative, collaborative.to_string())
        }
        _ => Cause::Record(kind, address.to_owned()),
    }
}

impl Cause {
    /// Whether reading told of it: a file stands there and could not be read, or it was renamed to what no record can be called.
    fn is_told(&self, model: &Model) -> bool {
        let renamed = self.renamed(model).and_then(|renamed| model.find(renamed.kind, &renamed.new.to_string()));
        if renamed.is_some_and(|id| model.record(id).astray) {
            return true;
        }
        let Cause::Record(kind, address) = self else { return false };
        let address = kind.address(address);
        [false, true].iter().any(|prose| model.joined.attachments.contains(&*path_of(*kind, &address, *prose)))
    }

    /// The record that was probably renamed, so that it is missing here.
    fn renamed(&self, model: &Model) -> Option<Renamed> {
        match self {
            Cause::Record(kind, address) => Renamed::find(model, std::slice::from_ref(kind), address),
            Cause::Something(address) => Renamed::find(model, KINDS, address),
            Cause::Word(..) | Cause::Attachment(_) => None,
        }
    }
}

impl Group {
    /// What is told of it; `None` where nothing refers to it.
    fn told(mut self, model: &Model, cause: &Cause, is_named: &impl Fn(RecordId) -> bool) -> Option<Diagnostic> {
        self.missing.sort_by(|one, other| one.alone.place.cmp(&other.alone.place));
        let first = self.folder.as_ref().or_else(|| self.missing.first())?;
        let mut finding = first.alone.clone();
        if let Some(namers) = self.namers() {
            finding.message = format!("{}, and {namers}", self.what(model, cause, first));
        }
        finding.hints = self.hints(model, cause, first, is_named);
        let from: BTreeSet<RecordId> = self.missing.iter().map(|one| one.from).collect();
        if let (Cause::Record(kind, address), true) = (cause, from.len() > 1) {
            finding.subject = format!("{kind}:{address}");
        }
        let mut places: BTreeSet<Place> = self.missing.into_iter().map(|one| one.alone.place).collect();
        places.extend(self.beside);
        places.remove(&finding.place);
        Some(places.into_iter().fold(finding, |finding, place| finding.related(place, "")))
    }

    /// Who refers to it, in words; `None` where what is told of it tells that already.
    fn namers(&self) -> Option<String> {
        let records: BTreeSet<RecordId> = self.missing.iter().map(|one| one.from).collect();
        let is_told = self.folder.is_none();
        match (records.len(), self.missing.len()) {
            (0, _) => None,
            (_, 1) if is_told => None,
            (1, 1) => Some("one record names it".to_owned()),
            (1, 2) if is_told => Some("this record names it twice".to_owned()),
            (1, times) if is_told => Some(format!("this record names it {} times", words::number(times))),
            (1, _) => Some("one record names it".to_owned()),
            (records, _) => Some(format!("{} records name it", words::number(records))),
        }
    }

    /// What is missing, as the beginning of a message.
    fn what(&self, model: &Model, cause: &Cause, first: &Missing) -> String {
        match cause {
            Cause::Record(kind, address) if self.folder.is_none() => {
                // Within its collaborative it is called by its id alone.
                let scope = model.record(first.from).scope();
                let own = scope.and_then(|scope| address.strip_prefix(scope)?.strip_prefix('/'));
                format!("there is no {} `{}`", kind.label().to_lowercase(), own.unwrap_or(address))
            }
            _ => first.alone.message.clone(),
        }
    }

    /// What to do about it: where it was renamed, where its file would stand, what was probably meant.
    fn hints(&self, model: &Model, cause: &Cause, first: &Missing, is_named: &impl Fn(RecordId) -> bool) -> Vec<String> {
        let is_alone = self.missing.len() + self.beside.len() < 2;
        let renamed =
            cause.renamed(model).and_then(|renamed| Some((model.find(renamed.kind, &renamed.new.to_string())?, renamed)));
        if let Some((to, renamed)) = renamed.filter(|(to, _)| !is_alone && !is_named(*to)) {
            return vec![renamed.way_out(model.record(to))];
        }
        let own = &first.alone.hints;
        let Cause::Record(kind, address) = cause else { return own.clone() };
        if is_alone || self.folder.is_some() || first.is_likely {
            return own.clone();
        }
        let address = kind.address(address);
        let folder = match kind.home() {
            Home::Folder(folder) | Home::PartFolder(folder) => format!(" in `{folder}`"),
            Home::Root(_) | Home::Part(_) => String::new(),
        };
        let make = format!("make it with `handbook new {kind} {address}`");
        let mut hints = vec![format!(
            "was its file{folder} deleted or renamed? Bring it back, {make}, or correct the id in each of these places"
        )];
        let names_it = |id: RecordId| self.missing.iter().any(|one| one.from == id);
        let all = model.of_kind_within(*kind, address.collaborative.as_deref());
        let mut unnamed = all.filter(|(id, _)| !is_named(*id) && !names_it(*id));
        if let (Some((_, record)), None) = (unnamed.next(), unnamed.next()) {
            hints.push(format!("or is it `{}` (“{}”), which nothing names?", record.address, record.title()));
        }
        hints
    }
}
