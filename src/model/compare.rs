//! Records of one kind side by side, field by field.

use std::collections::BTreeMap;

use super::{Model, RecordId};
use crate::record::kind::Kind;
use crate::record::walk::{Fact, Value};

/// Records side by side.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The records, each a column.
    pub records: Vec<RecordId>,
    /// The fields that one of them has, in the order of the format, each a row.
    pub rows: Vec<ComparedField>,
}

/// One field in every record.
#[derive(Clone, Debug)]
pub struct ComparedField {
    /// Its key; of a table's field both keys, such as `decisions.method`.
    pub field: String,
    /// What each record says; `None` where it says nothing.
    pub values: Vec<Option<Value>>,
    /// Which of the values read otherwise than what most of those that say something say.
    pub differs: Vec<bool>,
}

impl ComparedField {
    /// Whether it says nothing beside those of others, so that people are not shown it: each record has its own page for it.
    pub fn is_aside(&self) -> bool {
        ASIDE.contains(&self.field.split('.').next().unwrap_or(""))
    }
}

const ASIDE: [&str; 12] = [
    "name",
    "short_name",
    "summary",
    "aliases",
    "sources",
    "tags",
    "events",
    "programmes",
    "language",
    "extra",
    "disputed",
    "draft",
];

/// Tables whose fields are compared one by one, since each says something of its own.
const OPENED: [&str; 7] = ["decisions", "meetings", "chair", "conflicts", "limits", "funding", "review"];

impl Model {
    /// These records side by side.
    pub fn compare(&self, kind: Kind, records: Vec<RecordId>) -> Comparison {
        let facts: Vec<BTreeMap<String, Value>> = records.iter().map(|id| flattened(&self.record(*id).facts)).collect();
        let mut order: Vec<String> = Vec::new();
        for field in &kind.schema().root().fields {
            let under = facts
                .iter()
                .flat_map(|facts| facts.keys())
                .filter(|key| **key == field.name || key.starts_with(&format!("{}.", field.name)));
            for key in under {
                if !order.contains(key) {
                    order.push(key.clone());
                }
            }
        }
        let rows = order.into_iter().map(|field| {
            let values: Vec<Option<Value>> = facts.iter().map(|facts| facts.get(&field).cloned()).collect();
            let said = values.iter().zip(&records).map(|(value, id)| Some(self.said_in(self.record(*id), value.as_ref()?)));
            let differs = differing(&said.collect::<Vec<Option<String>>>());
            ComparedField { field, values, differs }
        });
        Comparison { rows: rows.collect(), records }
    }
}

fn flattened(facts: &[Fact]) -> BTreeMap<String, Value> {
    let mut flat = BTreeMap::new();
    for fact in facts {
        match &fact.value {
            Value::Table(inner) if OPENED.contains(&fact.field.as_str()) => {
                flat.extend(inner.iter().map(|inner| (format!("{}.{}", fact.field, inner.field), inner.value.clone())));
            }
            value => drop(flat.insert(fact.field.clone(), value.clone())),
        }
    }
    flat
}

/// Of what each says, as it is read, which differs: others agree on something else. Nothing does where all say the same, or each says its
/// own. What is read is compared and not what is written, since the same can be written in several ways and at several places.
pub fn differing(read: &[Option<String>]) -> Vec<bool> {
    let said: Vec<&String> = read.iter().flatten().collect();
    let count = |text: &String| said.iter().filter(|other| **other == text).count();
    let most = said.iter().map(|text| count(text)).max().unwrap_or(0);
    let usual = said.iter().find(|text| count(text) == most && most > 1).copied();
    read.iter().map(|text| usual.is_some() && text.is_some() && text.as_ref() != usual).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_what_others_agree_against() {
        let said = |text: &str| Some(text.to_owned());
        assert_eq!(differing(&[said("yes"), said("yes"), said("no"), None]), [false, false, true, false]);
        assert_eq!(differing(&[said("yes"), said("no")]), [false, false]);
        assert_eq!(differing(&[said("yes"), said("yes")]), [false, false]);
    }
}
