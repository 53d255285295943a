#![doc = include_str!("lead_not_member.md")]

use crate::check::Findings;
use crate::model::{Entry, Model};
use crate::record::kind::collaborative::Stage;
use crate::record::kind::{Collaborative, Organisation};
use crate::record::link::Link;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for collaborative in model.all::<Collaborative>().filter(|collaborative| model.holds_today(collaborative.id)) {
        let fields: &Collaborative = collaborative.fields;
        let closed = fields.stage.is_some_and(|stage| stage.value == Stage::Closed);
        // Where the members are people, a body that serves them is none of them.
        let has_bodies = fields.members.iter().any(|member| member.organisation.is_some());
        if closed || !has_bodies || model.may_say_more(collaborative.record, "members") {
            continue;
        }
        let roles: [(&Option<Link<Organisation>>, &str); 2] = [(&fields.lead, "the lead"), (&fields.host, "the host")];
        for (link, role) in roles {
            if let Some(link) = link {
                question(model, collaborative, link, role, findings);
            }
        }
    }
}

fn question(model: &Model, collaborative: Entry<'_, Collaborative>, link: &Link<Organisation>, role: &str, findings: &mut Findings<'_>) {
    // A body that no longer exists is another check's subject.
    let Some(body) = model.follow(collaborative.record, link).filter(|body| model.holds_today(*body)) else { return };
    if model.members(collaborative).any(|membership| membership.member == Some(body)) {
        return;
    }
    let (title, whole) = (model.record(body).title(), model.record(collaborative.id).title());
    let other_time = model.memberships(collaborative).find(|membership| membership.member == Some(body));
    let is_not = match &other_time {
        Some(membership) if membership.during().begins_after(model.today) => "not yet a member",
        Some(_) => "no longer a member",
        None => "not a member",
    };
    let mut finding = findings
        .add(collaborative.record, link.span, format!("“{title}” is {role} of “{whole}” and {is_not}"))
        .label(is_not);
    if let Some(membership) = other_time {
        finding = finding.related(collaborative.record.place(membership.row.span), "its membership");
    }
    drop(finding.hint("add it to `[[members]]`, or name the member that is"));
}
