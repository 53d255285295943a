//! What a reference in prose means.

use super::{Model, RecordId};
use crate::record::Record;
use crate::record::body::{Form, PARTS, Reference};
use crate::record::kind::{Home, KINDS, Kind};
use crate::record::suggest::nearest;
use crate::record::walk::{Mention, Target};

/// What a reference in prose leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referred {
    /// A record.
    Record(RecordId),
    /// A provision of law, by its id.
    Provision(String),
}

/// Why a reference in prose leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// No record has this id.
    Unknown {
        /// The nearest that there is.
        near: Option<String>,
    },
    /// Several records have it.
    Ambiguous {
        /// How each is named without doubt.
        choices: Vec<String>,
    },
    /// The record has no such heading.
    NoHeading {
        /// What the record is called.
        title: String,
        /// The nearest heading's address.
        near: Option<String>,
    },
}

impl Model {
    /// Whether a field of a record may say more than is known: it is wrong somewhere, or it refers to a record that is not there. Both are
    /// reported where they are; what follows from them is not reported as well.
    pub fn may_say_more(&self, record: &Record, key: &str) -> bool {
        let is_within = |field: &str| field == key || field.strip_prefix(key).is_some_and(|rest| rest.starts_with('.'));
        let dangles = |mention: &Mention| match mention.target {
            Target::Record(kind) => self.resolve(record.scope(), kind, &mention.text).is_none(),
            Target::Term(_) | Target::Attachment => false,
        };
        record.may_say_more(key) || record.mentions.iter().any(|mention| is_within(&mention.field) && dangles(mention))
    }

    /// What a reference in the prose of `owner` leads to.
    ///
    /// # Errors
    /// Where it leads nowhere, or could mean several records, or names a heading that is not there.
    pub fn refer(&self, owner: &Record, reference: &Reference) -> Result<Referred, Unresolved> {
        let referred = match reference.form {
            Form::File => {
                self.at_path(&reference.target).map(Referred::Record).ok_or_else(|| self.unknown_file(&reference.target))
            }
            Form::Wiki => self.refer_by_id(owner, &reference.target),
        }?;
        if let (Referred::Record(id), Some(fragment)) = (&referred, &reference.fragment) {
            self.heading(*id, fragment)?;
        }
        Ok(referred)
    }

    /// The address on a record's page that `fragment` means: an anchor, or a clause's number.
    pub fn anchor<'r>(&self, id: RecordId, fragment: &'r str) -> Option<&'r str>
    where
        Self: 'r,
    {
        self.heading(id, fragment).ok().map(|()| fragment)
    }

    fn heading(&self, id: RecordId, fragment: &str) -> Result<(), Unresolved> {
        let record = self.record(id);
        if PARTS.contains(&fragment) || record.body.anchor(fragment).is_some() {
            return Ok(());
        }
        let near = record.body.nearest(fragment).map(str::to_owned);
        Err(Unresolved::NoHeading { title: record.title(), near })
    }

    fn refer_by_id(&self, owner: &Record, target: &str) -> Result<Referred, Unresolved> {
        if let Some((kind, address)) = target.split_once(':') {
            let found = match (Kind::named(kind.trim()), kind.trim()) {
                (Some(kind), _) => self.resolve(owner.scope(), kind, address.trim()).map(Referred::Record),
                (None, "provision") => self.provision_named(owner, address.trim()),
                (None, _) => {
                    let near = nearest(kind, KINDS.iter().map(|kind| kind.name())).map(|near| format!("{near}:{address}"));
                    return Err(Unresolved::Unknown { near });
                }
            };
            return found.ok_or_else(|| self.unknown_id(owner, address));
        }
        let found = self.candidates(owner, target);
        match found[..] {
            [] => self.provision_named(owner, target).ok_or_else(|| self.unknown_id(owner, target)),
            [id] => Ok(Referred::Record(id)),
            _ => Err(Unresolved::Ambiguous { choices: found.iter().map(|id| self.record(*id).subject()).collect() }),
        }
    }

    /// The records that a bare reference can mean: those without a collaborative, and those of the owner's own.
    fn candidates(&self, owner: &Record, target: &str) -> Vec<RecordId> {
        let linkable = |id: &RecordId| !matches!(self.record(*id).kind.home(), Home::Root(_));
        if target.contains('/') {
            return KINDS.iter().filter_map(|kind| self.find(*kind, target)).filter(linkable).collect();
        }
        let known = self.joined.by_id.get(target).map_or(&[][..], Vec::as_slice);
        let own = owner.scope().map(|own| self.standing_in(known, Some(own))).unwrap_or_default();
        let mut found: Vec<RecordId> = self.standing_in(known, None).iter().chain(own).copied().filter(linkable).collect();
        found.sort_unstable();
        found
    }

    /// Of all records of one id, as they are kept, those that stand in a collaborative, or in none. Every collaborative has its terms of
    /// reference, so that going through all of them for each reference would take time that grows with their square.
    fn standing_in<'k>(&self, known: &'k [RecordId], collaborative: Option<&str>) -> &'k [RecordId] {
        let of = |id: &RecordId| self.record(*id).address.collaborative.as_deref();
        let start = known.partition_point(|id| of(id) < collaborative);
        let end = known.partition_point(|id| of(id) <= collaborative);
        &known[start..end]
    }

    fn provision_named(&self, owner: &Record, id: &str) -> Option<Referred> {
        let known = self.vocabularies_for(owner).any(|vocabulary| vocabulary.provision(id).is_some());
        known.then(|| Referred::Provision(id.to_owned()))
    }

    fn unknown_id(&self, owner: &Record, target: &str) -> Unresolved {
        let addresses: Vec<String> = self
            .records()
            .filter(|(_, record)| !matches!(record.kind.home(), Home::Root(_)))
            .map(|(_, record)| {
                let own =
                    record.address.collaborative.as_deref().is_some_and(|collaborative| Some(collaborative) == owner.scope());
                if own { record.address.id.to_string() } else { record.address.to_string() }
            })
            .collect();
        Unresolved::Unknown { near: nearest(target, addresses.iter().map(String::as_str)).map(str::to_owned) }
    }

    fn unknown_file(&self, target: &str) -> Unresolved {
        let paths = self.joined.by_path.keys().map(|path| &**path);
        Unresolved::Unknown { near: nearest(target, paths).map(str::to_owned) }
    }
}
