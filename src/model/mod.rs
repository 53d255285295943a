//! All records, joined, as of a day. Knows what links to what and what a record means, and nothing about pages.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;

use crate::limits::Limits;
use crate::phrases::Saying;
use crate::record::Record;
use crate::record::kind::collaborative::Jurisdiction;
use crate::record::kind::vocabulary::Vocabulary;
use crate::record::kind::{Collaborative, Fields, Handbook, Kind};
use crate::record::link::{Link, Set, Term};
use crate::vocabulary::Vocabularies;

pub mod arrangement;
pub mod authority;
pub mod baseline;
pub mod body;
pub mod calendar;
pub mod changes;
pub mod compare;
pub mod control;
pub mod coverage;
pub mod due;
pub mod force;
pub mod forum;
pub mod impact;
mod join;
pub mod lapsed;
pub mod law;
pub mod load;
pub mod lookup;
pub mod membership;
mod memory;
pub mod path;
pub mod presiding;
pub mod publication;
pub mod purpose;
pub mod quorum;
pub mod reference;
pub mod reporting;
pub mod reviews;
pub mod role;
pub mod rules;
pub mod said;
pub mod seats;
pub mod votes;
pub mod words;

pub use join::join;
use join::join_again;
use memory::Memory;
pub use reference::{Referred, Unresolved};

/// The number of a record in a model: stable within it, and in the order of kinds and addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(u32);

impl RecordId {
    /// Its place among all records, from nought.
    pub fn number(self) -> usize {
        self.0 as usize
    }
}

/// One record that refers to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Backlink {
    /// The record that refers.
    pub from: RecordId,
    /// In which field, or `None` where it is in its prose.
    pub field: Option<String>,
}

/// All records, joined, as of a day.
#[derive(Clone, Debug)]
pub struct Model {
    joined: Arc<Joined>,
    memory: Arc<Memory>,
    /// The day for which questions are answered.
    pub today: Date,
}

/// What does not depend on the day.
#[derive(Debug)]
struct Joined {
    handbook: Option<Handbook>,
    vocabularies: Vocabularies,
    records: Vec<Arc<Record>>,
    by_name: BTreeMap<Kind, HashMap<String, RecordId>>,
    by_path: BTreeMap<Arc<str>, RecordId>,
    by_id: HashMap<String, Vec<RecordId>>,
    attachments: BTreeSet<Arc<str>>,
    backlinks: Vec<Vec<Backlink>>,
    /// Records that are named as they were called before, which is reported.
    renamed: Vec<join::Renamed>,
    /// Of which kinds, in which collaborative, a record is named and is not there, which is reported.
    lacking: BTreeSet<(Kind, Option<Arc<str>>)>,
}

/// A record of a known kind with all its fields: the fields are at hand, the record beside them.
pub struct Entry<'m, K> {
    /// Its number.
    pub id: RecordId,
    /// The record.
    pub record: &'m Record,
    /// Its fields.
    pub fields: &'m K,
}

impl<K> Clone for Entry<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Entry<'_, K> {}

impl<K> Deref for Entry<'_, K> {
    type Target = K;

    fn deref(&self) -> &K {
        self.fields
    }
}

impl Model {
    /// The same records, as of another day.
    pub fn at(&self, day: Date) -> Model {
        Model { joined: Arc::clone(&self.joined), memory: Arc::new(Memory::new(&self.joined.records)), today: day }
    }

    /// The handbook's own record; `None` where it has none or it is not whole.
    pub fn handbook(&self) -> Option<&Handbook> {
        self.joined.handbook.as_ref()
    }

    /// How much is reckoned and shown at most.
    pub fn limits(&self) -> Limits {
        self.handbook().and_then(|handbook| handbook.limits).unwrap_or_default()
    }

    /// The title of the handbook.
    pub fn title(&self) -> &str {
        self.handbook().map_or("Handbook", |handbook| &handbook.title)
    }

    /// All records, in the order of kinds and addresses.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, &Record)> {
        self.joined.records.iter().enumerate().map(|(number, record)| (RecordId(number as u32), &**record))
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.joined.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.joined.records.is_empty()
    }

    /// The record of this number.
    pub fn record(&self, id: RecordId) -> &Record {
        &self.joined.records[id.0 as usize]
    }

    /// All records of a kind, those with mistakes too.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = (RecordId, &Record)> {
        let records = &self.joined.records;
        let start = records.partition_point(|record| record.kind < kind);
        let end = records.partition_point(|record| record.kind <= kind);
        (start..end).map(move |number| (RecordId(number as u32), &*records[number]))
    }

    /// The records of a kind in one collaborative's folder, those with mistakes too.
    pub fn of_kind_within<'m>(
        &'m self,
        kind: Kind,
        collaborative: Option<&str>,
    ) -> impl Iterator<Item = (RecordId, &'m Record)> + use<'m> {
        let records = &self.joined.records;
        let place = |record: &Arc<Record>| (record.kind, record.address.collaborative.as_deref()).cmp(&(kind, collaborative));
        let start = records.partition_point(|record| place(record).is_lt());
        let end = records.partition_point(|record| place(record).is_le());
        (start..end).map(move |number| (RecordId(number as u32), &*records[number]))
    }

    /// All records of a kind whose fields are whole.
    pub fn all<K: Fields>(&self) -> impl Iterator<Item = Entry<'_, K>> {
        self.of_kind(K::KIND).filter_map(|(id, record)| Some(Entry { id, record, fields: record.of::<K>()? }))
    }

    /// The record of a number as one of a kind; `None` where it is of another, or not whole.
    pub fn entry<K: Fields>(&self, id: RecordId) -> Option<Entry<'_, K>> {
        let record = self.record(id);
        Some(Entry { id, record, fields: record.of::<K>()? })
    }

    /// The record of a kind at an address such as `leeds` or `wyaat/board`.
    pub fn find(&self, kind: Kind, address: &str) -> Option<RecordId> {
        self.joined.by_name.get(&kind)?.get(address).copied()
    }

    /// The record of this name among all, such as `forum:wyaat/board`, as [`Record::subject`] writes it.
    pub fn named(&self, subject: &str) -> Option<RecordId> {
        let (kind, address) = subject.split_once(':')?;
        self.find(Kind::named(kind)?, address)
    }

    /// The record read from the file at `path`.
    pub fn at_path(&self, path: &str) -> Option<RecordId> {
        self.joined.by_path.get(path).copied()
    }

    /// Where a reference of `owner` leads; `None` where it leads nowhere, which joining has reported.
    pub fn follow<K: Fields>(&self, owner: &Record, link: &Link<K>) -> Option<RecordId> {
        self.resolve(owner.scope(), K::KIND, &link.text)
    }

    /// The record that a reference of `owner` leads to, where its fields are whole.
    pub fn get<K: Fields>(&self, owner: &Record, link: &Link<K>) -> Option<Entry<'_, K>> {
        self.entry(self.follow(owner, link)?)
    }

    /// The record of a kind that `text` names, written within a collaborative or outside of all.
    pub fn resolve(&self, scope: Option<&str>, kind: Kind, text: &str) -> Option<RecordId> {
        let scoped = || scope.and_then(|scope| self.find(kind, &format!("{scope}/{text}")));
        if text.contains('/') { self.find(kind, text) } else { self.find(kind, text).or_else(scoped) }
    }

    /// Whether a record of a kind is named that is not there, and would stand in this collaborative, or in none. That is reported; what
    /// seems to follow from it is not known.
    pub fn lacks(&self, kind: Kind, collaborative: Option<&str>) -> bool {
        self.joined.lacking.iter().any(|(lacking, within)| *lacking == kind && within.as_deref() == collaborative)
    }

    /// What refers to a record, in the order of the records that refer.
    pub fn backlinks(&self, id: RecordId) -> &[Backlink] {
        &self.joined.backlinks[id.0 as usize]
    }

    /// The records of a kind whose field, such as `seats.organisation`, refers to a record: each once, in order. Those with mistakes
    /// are not among them.
    pub fn referring<K: Fields>(&self, id: RecordId, field: &str) -> impl Iterator<Item = Entry<'_, K>> {
        let mut from: Vec<RecordId> =
            self.backlinks(id).iter().filter(|link| link.field.as_deref() == Some(field)).map(|link| link.from).collect();
        from.sort_unstable();
        from.dedup();
        from.into_iter().filter_map(|id| self.entry(id))
    }

    /// The collaborative in whose folder a record stands; itself for a collaborative.
    pub fn collaborative_of(&self, record: &Record) -> Option<Entry<'_, Collaborative>> {
        self.entry(self.find(Kind::Collaborative, record.scope()?)?)
    }

    /// The handbook's jurisdiction.
    pub fn jurisdiction(&self) -> Jurisdiction {
        self.handbook().and_then(|handbook| handbook.jurisdiction).unwrap_or_default()
    }

    /// The jurisdiction whose law holds for a record: its collaborative's, else the handbook's.
    pub fn jurisdiction_of(&self, record: &Record) -> Jurisdiction {
        let own = self.collaborative_of(record).and_then(|collaborative| collaborative.jurisdiction);
        own.map_or_else(|| self.jurisdiction(), |own| own.value)
    }

    /// The words that hold for a record.
    pub fn vocabulary_of(&self, record: &Record) -> &Vocabulary {
        self.joined.vocabularies.of(self.jurisdiction_of(record))
    }

    /// The words of one jurisdiction.
    pub fn vocabulary(&self, jurisdiction: Jurisdiction) -> &Vocabulary {
        self.joined.vocabularies.of(jurisdiction)
    }

    /// What a term in `owner` means. A body of another jurisdiction keeps that one's words, so where the record's own
    /// jurisdiction lacks the word the others are asked.
    pub fn row<S: Set>(&self, owner: &Record, term: &Term<S>) -> Option<&S::Row> {
        self.vocabularies_for(owner).find_map(|vocabulary| vocabulary.row(term))
    }

    /// What a word of the list `key` is called where `owner` uses it.
    pub fn word(&self, owner: &Record, key: &str, id: &str) -> String {
        let known = |vocabulary: &&Vocabulary| vocabulary.list(key).iter().any(|row| row.id().value == id);
        let vocabulary = self.vocabularies_for(owner).find(known).unwrap_or_else(|| self.vocabulary_of(owner));
        vocabulary.name_of(key, id)
    }

    /// Whether the handbook's own vocabulary gives a word of the list `key`, rather than one that comes with the program, in English.
    pub fn is_own_word(&self, key: &str, id: &str) -> bool {
        self.joined.vocabularies.is_added(key, id)
    }

    /// What the handbook's own vocabulary calls its words, and says of them.
    pub fn own_words(&self) -> BTreeSet<String> {
        self.joined.vocabularies.added()
    }

    /// The vocabularies in which a record's words are looked up, its own first.
    pub(crate) fn vocabularies_for(&self, owner: &Record) -> impl Iterator<Item = &Vocabulary> {
        let own = self.jurisdiction_of(owner);
        let others = crate::vocabulary::jurisdictions().map(|(other, _)| other).filter(move |other| *other != own);
        std::iter::once(own).chain(others).map(|jurisdiction| self.joined.vocabularies.of(jurisdiction))
    }

    /// The language that a record is written in: its own, else the handbook's; `None` where neither says.
    pub fn language_of<'m>(&'m self, record: &'m Record) -> Option<&'m str> {
        let own = record.head.language.as_ref().map(|language| &*language.value.0);
        own.or_else(|| Some(&*self.handbook()?.language.as_ref()?.0))
    }

    /// The language of the handbook, as a tag: English where it names none.
    pub fn language(&self) -> &str {
        self.handbook().and_then(|handbook| handbook.language.as_ref()).map_or("en-GB", |language| &language.0)
    }

    /// The currency in which amounts are written.
    pub fn currency(&self) -> &str {
        self.handbook().and_then(|handbook| handbook.currency.as_ref()).map_or("GBP", |currency| &currency.0)
    }

    /// An amount in the handbook's currency, to be said.
    pub fn amount(&self, amount: u64) -> Saying {
        Saying::Money(self.currency().to_owned(), amount)
    }

    /// An amount in the handbook's currency, in English: `£750,000`.
    pub fn money(&self, amount: u64) -> String {
        words::money(self.currency(), amount)
    }
}
