#![doc = include_str!("own_schemes_behind.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::arrangement::Given;
use crate::model::words::{count, number};
use crate::record::date::PartialDate;
use crate::record::kind::Delegations;
use crate::record::link::Who;

/// How many months before it holds a delegation may stand in the giver's own scheme.
const IN_ADVANCE: i32 = 6;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for scheme in model.all::<Delegations>().filter(|scheme| model.is_at_work(scheme.record)) {
        let rows = || model.rows_today(scheme).filter(|given| gives_away(model, *given));
        let unsaid: Vec<Given<'_>> = rows().filter(|given| given.row.recorded.is_none()).collect();
        if let [first, ..] = &unsaid[..] {
            let all = rows().count();
            let what = match (unsaid.len(), all) {
                (1, 1) => "the delegation is not".to_owned(),
                (unsaid, all) if unsaid == all => format!("none of the {} delegations is", number(all)),
                (1, all) => format!("one of {} delegations is not", number(all)),
                (unsaid, all) => format!("{} of {} delegations are not", number(unsaid), number(all)),
            };
            let message = format!("{what} known to stand in the givers’ own schemes");
            let mut finding = findings
                .add(scheme.record, first.row.function.span, message)
                .label("not known to be in the giver’s own scheme")
                .hint("write the day since when each giver’s own scheme says so under `recorded`, once its board has changed it");
            for given in unsaid.iter().skip(1).take(5) {
                finding = finding.related(scheme.record.place(given.row.function.span), "nor is this");
            }
            if unsaid.len() > 6 {
                finding.related(scheme.record.place(unsaid[6].row.function.span), format!("and {}", count(unsaid.len() - 6, "other", "others")));
            }
        }
        for given in rows() {
            let (Some(recorded), Some(from)) = (given.row.recorded, given.row.valid.as_ref().and_then(|valid| valid.from)) else {
                continue;
            };
            if is_long_before(recorded.date, from.date) {
                let title = model.function_title(given);
                let message = format!("the givers’ own schemes were last changed ({}) before “{title}” was given", recorded.date);
                findings
                    .add(scheme.record, recorded.span, message)
                    .label("older than the delegation")
                    .related(scheme.record.place(from.span), "since when it holds")
                    .hint("ask each giver to bring its own scheme up to date, and write the new day");
            }
        }
    }
}

/// Whether a row gives something from a body to somebody outside of it.
fn gives_away(model: &Model, given: Given<'_>) -> bool {
    let from = matches!(given.row.from.who(), Some(Who::Organisation(_) | Who::EachMember(_)));
    from && !matches!(given.row.to.who(), Some(Who::Post(..))) && !model.stays_within(given)
}

fn is_long_before(recorded: PartialDate, from: PartialDate) -> bool {
    let months = jiff::Span::new().months(IN_ADVANCE);
    recorded.last_day().checked_add(months).is_ok_and(|latest| latest < from.first_day())
}
