#![doc = include_str!("only_one_left.md")]

use crate::check::Findings;
use crate::model::membership::Membership;
use crate::model::{Entry, Model};
use crate::model::words::list;
use crate::record::kind::vocabulary::CollaborativeTrait;
use crate::record::kind::{Collaborative, Organisation};

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.is_live(*collaborative)) {
        // Where the kind itself asks for two, that is the mistake.
        if model.kind_has(collaborative, CollaborativeTrait::NeedsTwoTrusts) {
            continue;
        }
        let full: Vec<Membership<'_>> = model.memberships(collaborative).filter(|membership| model.is_full(membership)).collect();
        if full.iter().any(|membership| membership.member.is_none()) {
            continue;
        }
        let (present, former): (Vec<_>, Vec<_>) = full.into_iter().partition(|membership| membership.during().holds_on(model.today));
        if let ([only], [_, ..]) = (&present[..], &former[..]) {
            report(model, collaborative, only, &former, findings);
        }
    }
}

fn report(
    model: &Model,
    collaborative: Entry<'_, Collaborative>,
    only: &Membership<'_>,
    former: &[Membership<'_>],
    findings: &mut Findings<'_>,
) {
    let Some(member) = only.member.and_then(|member| model.entry::<Organisation>(member)) else { return };
    let ended = former.iter().filter(|membership| !membership.during().begins_after(model.today));
    let names: Vec<String> =
        ended.filter_map(|membership| Some(format!("“{}”", model.record(membership.member?).title()))).collect();
    if names.is_empty() || names.contains(&format!("“{}”", model.record(member.id).title())) {
        return;
    }
    let last = former.iter().filter_map(|membership| membership.row.to).map(|to| to.date).max();
    let after = last.map_or(String::new(), |last| format!(" after {last}"));
    let were = if names.len() == 1 { "was a member" } else { "were members" };
    let title = model.record(collaborative.id).title();
    findings
        .add(
            collaborative.record,
            only.row.span,
            format!("“{}” is the only member of “{title}” left{after}", model.record(member.id).title()),
        )
        .label(format!("{} {were} too", list(&names)))
        .hint("record what it is now: another `kind`, or an end with its successors");
}
