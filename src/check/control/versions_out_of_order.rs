#![doc = include_str!("versions_out_of_order.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::record::kind::control::Version;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for document in model.controlled() {
        for pair in document.control.history.windows(2) {
            let [later, earlier] = pair else { continue };
            let Some(why) = disorder(later, earlier) else { continue };
            let what = model.document(document.record);
            let message = format!("in the history of {what} version {} stands above version {}, {why}", later.version.value, earlier.version.value);
            findings
                .add(document.record, later.version.span, message)
                .label("should be the later one")
                .related(document.record.place(earlier.version.span), "should be the earlier one")
                .hint("list versions from the latest to the first, each number once");
        }
    }
}

/// Why two versions that follow one another in a list are in the wrong order.
fn disorder(later: &Version, earlier: &Version) -> Option<&'static str> {
    if later.version.value == earlier.version.value {
        return Some("and is the same");
    }
    let numbers = numbers(&later.version.value).zip(numbers(&earlier.version.value));
    if numbers.is_some_and(|(later, earlier)| later < earlier) {
        return Some("which is the higher number");
    }
    let days = later.on.zip(earlier.on);
    days.is_some_and(|(later, earlier)| later.date.last_day() < earlier.date.first_day()).then_some("which was made later")
}

/// A version of numbers with points between, such as `2.1`; `None` where it is another name.
fn numbers(version: &str) -> Option<Vec<u32>> {
    let numbers: Option<Vec<u32>> = version.trim_start_matches(['v', 'V']).split('.').map(|part| part.parse().ok()).collect();
    // 2 and 2.0 are the same version.
    numbers.map(|mut numbers| {
        while numbers.len() > 1 && numbers.last() == Some(&0) {
            numbers.pop();
        }
        numbers
    })
}
