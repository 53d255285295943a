//! Records whose file was renamed: what still names them as before is one mistake, and nothing that follows from it is another.

use std::sync::Arc;

use super::ways::names;
use crate::model::{Joined, Model, RecordId};
use crate::record::kind::{Home, Kind};
use crate::record::locate::path_of;
use crate::record::{Address, Record, id};

/// A record that is named as if it stood somewhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::model) struct Renamed {
    /// Which kind it is.
    pub kind: Kind,
    /// The address by which it is named.
    pub old: Address,
    /// Its address.
    pub new: Address,
}

impl Renamed {
    /// The one record of these kinds that bears as a name what is missing as an id; `None` where there is none, or more than one.
    pub(super) fn find(model: &Model, kinds: &[Kind], address: &str) -> Option<Renamed> {
        // What no file can be called was not renamed.
        id::flaw(address.rsplit('/').next().unwrap_or(address)).is_none().then_some(())?;
        let mut called = kinds.iter().flat_map(|kind| {
            let old = kind.address(address);
            let missing = id::suggestion(&old.id);
            let all = model.of_kind_within(*kind, old.collaborative.as_deref()).map(|(_, record)| record);
            let called = all.filter(|record| record.address != old && is_called(record, &missing));
            let renamed = called.map(|record| Renamed { kind: *kind, old: old.clone(), new: record.address.clone() });
            renamed.collect::<Vec<_>>()
        });
        called.next().filter(|_| called.next().is_none())
    }

    /// What to do: rename it back, or name it as it is called now.
    pub(super) fn way_out(&self, record: &Record) -> String {
        let prose = record.path.ends_with(".md");
        let (old, new) = match self.kind {
            Kind::Collaborative => (format!("collaboratives/{}", self.old), format!("collaboratives/{}", self.new)),
            kind => (path_of(kind, &self.old, prose), path_of(kind, &self.new, prose)),
        };
        let name = record.title();
        format!(
            "was `{old}` renamed to `{new}` (“{name}”)? Give it its old name again, or write `{}` in each of these places",
            self.new.id
        )
    }
}

/// Whether one of a record's names is this id in words, or begins with it.
fn is_called(record: &Record, missing: &str) -> bool {
    let is_it = |name: &String| {
        let name = id::suggestion(name);
        let rest = name.strip_prefix(missing);
        rest.is_some_and(|rest| rest.is_empty() || missing.contains('-') && rest.starts_with('-'))
    };
    // What has one file in a collaborative, or one in all, has no name of its own.
    let is_named = record.kind == Kind::Collaborative || matches!(record.kind.home(), Home::Folder(_) | Home::PartFolder(_));
    is_named && !missing.is_empty() && names(record).iter().any(is_it)
}

impl Joined {
    /// Lets what names a record as before lead to it, so that nothing more is told than that it was renamed.
    pub(super) fn call_also(&mut self, renamed: &Renamed) {
        let Some(id) = self.by_name.get(&renamed.kind).and_then(|known| known.get(&renamed.new.to_string())).copied() else {
            return;
        };
        self.name(renamed.kind, &renamed.old, id);
        if renamed.kind != Kind::Collaborative {
            return;
        }
        let within = |record: &&Arc<Record>| record.address.collaborative.as_ref() == Some(&renamed.new.id);
        let parts: Vec<(Kind, Address, usize)> = self
            .records
            .iter()
            .enumerate()
            .filter(|(_, record)| within(record))
            .map(|(number, record)| {
                let old = Address { collaborative: Some(Arc::clone(&renamed.old.id)), id: Arc::clone(&record.address.id) };
                (record.kind, old, number)
            })
            .collect();
        for (kind, old, number) in parts {
            self.name(kind, &old, RecordId(number as u32));
        }
    }

    fn name(&mut self, kind: Kind, old: &Address, id: RecordId) {
        self.by_name.entry(kind).or_default().entry(old.to_string()).or_insert(id);
        for prose in [false, true] {
            self.by_path.entry(path_of(kind, old, prose).into()).or_insert(id);
        }
        let known = self.by_id.entry(old.id.to_string()).or_default();
        let standing = |id: &RecordId| &self.records[id.number()].address.collaborative;
        if !known.iter().any(|known| standing(known) == standing(&id)) {
            known.push(id);
            known.sort_by_key(|id| standing(id).clone());
        }
    }
}
