#![doc = include_str!("shares_do_not_add_up.md")]

use std::cmp::Ordering;

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::Organisation;
use crate::record::value::Fraction;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for company in model.all::<Organisation>().filter(|company| model.at_work(company.id)) {
        let today = company.shareholders.iter().filter(|owner| owner.during().holds_on(model.today));
        let shares: Vec<Fraction> = today.map(|owner| owner.share.value).collect();
        let Some(order) = Some(sum_to_one(&shares)).filter(|order| !shares.is_empty() && *order != Ordering::Equal) else { continue };
        let compared = if order == Ordering::Less { "less" } else { "more" };
        let percent: f64 = shares.iter().map(|share| f64::from(share.numerator) * 100.0 / f64::from(share.denominator)).sum();
        let message = format!("the owners of “{}” hold {compared} than all of it: {}%", company.record.title(), rounded(percent));
        findings
            .field(company.record, "shareholders", message)
            .label(format!("{compared} than the whole"))
            .hint("name every owner of today with the right share; write thirds as \"1/3\", and give `to` to those who sold");
    }
}

/// Whether fractions sum to less than one, to one, or to more. Exact where the denominators allow.
fn sum_to_one(shares: &[Fraction]) -> Ordering {
    let mut sum: (u128, u128) = (0, 1);
    for share in shares {
        let (numerator, denominator) = (u128::from(share.numerator), u128::from(share.denominator));
        let whole = sum.1.checked_mul(denominator);
        let parts = sum.0.checked_mul(denominator).zip(numerator.checked_mul(sum.1)).and_then(|(one, other)| one.checked_add(other));
        let (Some(parts), Some(whole)) = (parts, whole) else { return Ordering::Equal };
        let common = divisor(parts, whole);
        sum = (parts / common, whole / common);
    }
    sum.0.cmp(&sum.1)
}

fn divisor(one: u128, other: u128) -> u128 {
    if other == 0 { one.max(1) } else { divisor(other, one % other) }
}

/// A percentage with at most two decimals.
fn rounded(percent: f64) -> String {
    format!("{percent:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
}
