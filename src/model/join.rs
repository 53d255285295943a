//! Joins records: finds what every reference leads to, and reports each that leads nowhere.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use super::memory::Memory;
use super::{Backlink, Joined, Model, RecordId};
use crate::diagnostic::{Diagnostic, Report};
use crate::record::Record;
use crate::record::kind::vocabulary::{Row, SETS, Vocabulary};
use crate::record::kind::{Forum, Glossary, Handbook, Kind};
use crate::record::locate::path_of;
use crate::record::value::Sp;
use crate::span::Span;
use crate::vocabulary::Vocabularies;

mod follow;
mod missing;
mod renamed;
mod ways;

use follow::{Followed, Follower};
use missing::{Causes, Missing, Wanted};
pub(super) use renamed::Renamed;

/// Joins all records into a model of `today`; `attachments` are the files that records may link to.
pub fn join(records: Vec<Arc<Record>>, attachments: BTreeSet<Arc<str>>, today: Date, report: &mut Report) -> Model {
    let mut model = unlinked(records, attachments, today, report);
    let mut unfounded = unfounded(&model);
    let mut followed = follow_all(&model);
    let missing = std::mem::take(&mut followed.missing);
    if !missing.is_empty() {
        let causes = Causes::of(&model, missing, std::mem::take(&mut unfounded));
        let named: BTreeSet<RecordId> = followed.links.iter().map(|(to, _)| *to).collect();
        let renamed = causes.renamed(&model);
        let lacking = causes.lacking();
        causes.tell(&model, |id| named.contains(&id), report);
        if !renamed.is_empty() {
            // What names them as before leads to them, so that nothing follows from it: what is wrong was told.
            let again = call_also(&mut model, renamed);
            followed = Followed { missing: Vec::new(), ..again };
        }
        change(&mut model, |joined| joined.lacking = lacking);
    }
    report.extend(unfounded.into_iter().map(|missing| missing.alone));
    report.extend(followed.findings);
    link(&mut model, followed.links);
    model
}

/// Joins records that were joined before, some of them left out: what dangles now was sound then, and nobody is told of it. What was found
/// then to be renamed or missing still is.
pub(super) fn join_again(records: Vec<Arc<Record>>, before: &Model) -> Model {
    let joined = &before.joined;
    let mut model = unlinked(records, joined.attachments.clone(), before.today, &mut Report::default());
    let followed = call_also(&mut model, joined.renamed.clone());
    link(&mut model, followed.links);
    change(&mut model, |own| own.lacking = joined.lacking.clone());
    model
}

/// All records by their names, with nothing followed yet.
fn unlinked(mut records: Vec<Arc<Record>>, attachments: BTreeSet<Arc<str>>, today: Date, report: &mut Report) -> Model {
    records.sort_by(|one, other| {
        let order = |record: &Arc<Record>| (record.kind, record.address.clone(), record.astray, Arc::clone(&record.path));
        order(one).cmp(&order(other))
    });
    report_duplicates(&mut records, report);
    records.iter_mut().for_each(|record| {
        call(record, today);
        hold_back(record, today);
    });
    let mut by_name: BTreeMap<Kind, HashMap<String, RecordId>> = BTreeMap::new();
    let mut by_path = BTreeMap::new();
    let mut by_id: HashMap<String, Vec<RecordId>> = HashMap::new();
    for (number, record) in records.iter().enumerate() {
        let id = RecordId(number as u32);
        by_name.entry(record.kind).or_default().insert(record.address.to_string(), id);
        by_path.insert(Arc::clone(&record.path), id);
        if record.astray {
            for prose in [false, true] {
                by_path.entry(path_of(record.kind, &record.address, prose).into()).or_insert(id);
            }
        }
        by_id.entry(record.address.id.to_string()).or_default().push(id);
    }
    for known in by_id.values_mut() {
        known.sort_by_key(|id| (records[id.number()].address.collaborative.clone(), records[id.number()].astray));
        // What was only probably meant makes nothing ambiguous that is clear without it.
        known.dedup_by(|second, first| {
            let (first, second) = (&records[first.number()], &records[second.number()]);
            second.astray && first.address.collaborative == second.address.collaborative
        });
    }
    records.iter().for_each(|record| report_entries(record, report));
    let handbook = records.iter().find_map(|record| record.of::<Handbook>()).cloned();
    let added = records.iter().find_map(|record| record.of::<Vocabulary>());
    let vocabularies = Vocabularies::new(added);
    let memory = Arc::new(Memory::new(&records));
    let backlinks = vec![Vec::new(); records.len()];
    let (renamed, lacking) = (Vec::new(), BTreeSet::new());
    let joined = Joined { handbook, vocabularies, records, by_name, by_path, by_id, attachments, backlinks, renamed, lacking };
    Model { joined: Arc::new(joined), memory, today }
}

/// Changes what is joined, of which the model is still the only holder.
fn change(model: &mut Model, change: impl FnOnce(&mut Joined)) {
    if let Some(joined) = Arc::get_mut(&mut model.joined) {
        change(joined);
    }
}

/// Lets what names renamed records as before lead to them, and follows all.
fn call_also(model: &mut Model, renamed: Vec<Renamed>) -> Followed {
    change(model, |joined| {
        renamed.iter().for_each(|renamed| joined.call_also(renamed));
        joined.renamed = renamed;
    });
    follow_all(model)
}

/// Follows what all records refer to.
fn follow_all(model: &Model) -> Followed {
    let each: Vec<Followed> =
        (0..model.len()).into_par_iter().map(|number| Follower::new(model, RecordId(number as u32)).follow()).collect();
    let mut all = Followed::default();
    for followed in each {
        all.links.extend(followed.links);
        all.missing.extend(followed.missing);
        all.findings.extend(followed.findings);
    }
    all
}

/// Lets each record know what refers to it.
fn link(model: &mut Model, links: Vec<(RecordId, Backlink)>) {
    change(model, |joined| {
        for (to, link) in links {
            let known: &mut Vec<Backlink> = &mut joined.backlinks[to.number()];
            if !known.contains(&link) {
                known.push(link);
            }
        }
    });
}

/// Gives a record the name that it bore on a day.
fn call(record: &mut Arc<Record>, day: Date) {
    let name = record.name_on(day).map(str::to_owned);
    if record.called != name {
        Arc::make_mut(record).called = name;
    }
}

/// Makes a draft of a record that may not be published before a later day: whatever is kept from drafts is kept from it.
fn hold_back(record: &mut Arc<Record>, day: Date) {
    let is_early = record.head.publish_from.is_some_and(|from| from.date.first_day() > day);
    if is_early && !record.head.draft {
        Arc::make_mut(record).head.draft = true;
    }
}

/// Two files for one record, such as `leeds.toml` and `leeds.md`: the first stands.
fn report_duplicates(records: &mut Vec<Arc<Record>>, report: &mut Report) {
    records.dedup_by(|second, first| {
        if (first.kind, &first.address) != (second.kind, &second.address) {
            return false;
        }
        if second.astray {
            // Where it was meant to stand another stands: that it stands elsewhere was said.
            return true;
        }
        report.add(
            Diagnostic::error(
                "record/duplicate-id",
                second.itself(),
                format!("there are two files for {} `{}`", first.kind.label().to_lowercase(), first.address),
            )
            .related(first.itself(), "the other one")
            .hint(format!(
                "keep one of `{}` and `{}`: a record with prose is a `.md` file, one without is `.toml`",
                first.path, second.path
            )),
        );
        true
    });
}

/// Records in the folder of a collaborative that has no record of its own: one for each folder.
fn unfounded(model: &Model) -> Vec<Missing> {
    // Those that are there, and those that were said to be missing.
    let mut known: BTreeSet<&str> = model.of_kind(Kind::Collaborative).map(|(_, record)| &*record.address.id).collect();
    let mut unfounded = Vec::new();
    for (from, record) in model.records() {
        let Some(collaborative) = record.address.collaborative.as_deref() else { continue };
        if !known.insert(collaborative) {
            continue;
        }
        let message = format!("there is no collaborative `{collaborative}`, in whose folder this record stands");
        let hint =
            format!("write `collaboratives/{collaborative}/collaborative.toml`: `handbook new collaborative {collaborative}`");
        let alone = Diagnostic::error("reference/unknown", record.itself(), message).hint(hint).about(record.subject());
        let wanted = Wanted::of_kind(Kind::Collaborative, None, collaborative);
        unfounded.push(Missing { wanted, text: collaborative.to_owned(), from, alone, is_likely: true });
    }
    unfounded
}

/// Entries of one record that bear one name: seats by which rules point at them, terms of the glossary, words of the vocabulary.
fn report_entries(record: &Record, report: &mut Report) {
    let mut entries: Vec<(&str, &Sp<String>)> = Vec::new();
    if let Some(forum) = record.of::<Forum>() {
        entries.extend(forum.seats.iter().filter_map(|seat| Some(("seat", seat.id.as_ref()?))));
    }
    if let Some(glossary) = record.of::<Glossary>() {
        entries.extend(glossary.terms.iter().map(|term| ("term", &term.term)));
    }
    let mut lists: Vec<(&str, Vec<&dyn Row>)> = Vec::new();
    if let Some(vocabulary) = record.of::<Vocabulary>() {
        lists.extend(SETS.iter().map(|key| (*key, vocabulary.list(key))));
    }
    entries.extend(lists.iter().flat_map(|(key, rows)| rows.iter().map(|row| (*key, row.id()))));
    let mut first: BTreeMap<(&str, String), Span> = BTreeMap::new();
    for (list, id) in entries {
        let Some(other) = first.get(&(list, id.to_lowercase())) else {
            first.insert((list, id.to_lowercase()), id.span);
            continue;
        };
        let message = match list {
            "seat" => format!("two seats have the id `{}`, so a rule that names it could mean either", id.value),
            "term" => format!("`{}` is explained twice", id.value),
            key => format!("`{}` is added twice to the {}", id.value, key.replace('_', " ")),
        };
        let finding = Diagnostic::error("record/duplicate-id", record.place(id.span), message)
            .related(record.place(*other), "the other one")
            .hint("keep one of the two, or give this one another name");
        report.add(finding.about(record.subject()));
    }
}
