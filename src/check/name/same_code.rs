#![doc = include_str!("same_code.md")]

use std::collections::BTreeMap;

use crate::check::{Findings, naming};
use crate::model::{Entry, Model};
use crate::record::kind::Organisation;
use crate::record::kind::vocabulary::IdentifierSchemes;
use crate::record::value::Sp;

/// The bodies that bear a code of a scheme, each with its place.
type Bearers<'m> = BTreeMap<(&'m str, String), Vec<(Entry<'m, Organisation>, &'m Sp<String>)>>;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    let mut bearers = Bearers::new();
    for organisation in model.all::<Organisation>() {
        for (scheme, code) in &organisation.fields.identifiers {
            let code_key = code.value.split_whitespace().collect::<String>().to_uppercase();
            bearers.entry((scheme, code_key)).or_default().push((organisation, code));
        }
    }
    for ((scheme, code_key), bearers) in bearers {
        for (number, (organisation, code)) in bearers.iter().enumerate() {
            let other = bearers[..number].iter().find(|(other, _)| are_two(*other, *organisation));
            let Some((other, other_code)) = other else { continue };
            let scheme = scheme_name(model, *organisation, scheme);
            let (title, other_title) = (organisation.record.title(), other.record.title());
            findings
                .add(organisation.record, code.span, format!("“{title}” and “{other_title}” have the same {scheme}, {code_key}"))
                .label("the same code")
                .related(other.record.place(other_code.span), format!("the code of “{other_title}”"))
                .hint("keep one record where both are the same body, with its earlier name under `former_names`; otherwise correct the code")
                .hint("where one took over the code of the other, give the earlier one its last day as `to`");
        }
    }
}

/// Whether two bodies exist at the same time and are not plainly one body under one name, which is another check's to say.
fn are_two(one: Entry<'_, Organisation>, other: Entry<'_, Organisation>) -> bool {
    let same_name = naming::key(&one.record.title()) == naming::key(&other.record.title());
    !same_name && naming::at_the_same_time(one.during(), other.during())
}

fn scheme_name(model: &Model, organisation: Entry<'_, Organisation>, scheme: &str) -> String {
    let rows = model.vocabulary_of(organisation.record).row_named::<IdentifierSchemes>(scheme);
    rows.map_or_else(|| format!("`{scheme}`"), |row| row.name.clone())
}
