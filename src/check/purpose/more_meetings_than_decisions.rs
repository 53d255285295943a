#![doc = include_str!("more_meetings_than_decisions.md")]

use crate::check::Findings;
use crate::model::Model;
use crate::model::words::count;
use crate::record::kind::Collaborative;

/// How many meetings a year are not worth a question.
const FEW: f64 = 12.0;

/// How many meetings for one decision are.
const FOR_ONE: f64 = 10.0;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for (id, load) in &model.loads().collaboratives {
        let Some(collaborative) = model.entry::<Collaborative>(*id).filter(|one| model.at_work(one.id)) else { continue };
        // That no decision is on record at all is another check's.
        if load.decisions == 0 || load.meetings < FEW || load.meetings <= FOR_ONE * load.decisions as f64 {
            continue;
        }
        let hours = if load.hours >= 1.0 { format!(" and about {:.0} hours", load.hours) } else { String::new() };
        let message = format!(
            "“{}” holds about {:.0} meetings a year in {}, with {}{hours}, and took {} in the last twelve months",
            collaborative.record.title(),
            load.meetings,
            count(load.forums, "forum", "forums"),
            count(load.seats, "seat", "seats"),
            count(load.decisions, "decision", "decisions")
        );
        findings
            .about(collaborative.record, message)
            .label("is that in proportion?")
            .hint("let forums meet less often, or give them something to decide; the page “What taking part costs” shows the sum");
    }
}
