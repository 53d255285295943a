#![doc = include_str!("shared_post_without_plan.md")]

use crate::check::{Findings, words};
use crate::model::membership::Membership;
use crate::model::{Entry, Model, RecordId};
use crate::record::kind::person::Post;
use crate::record::kind::vocabulary::AgreementTrait;
use crate::record::kind::{Collaborative, Person};
use crate::record::value::Sp;

pub(in crate::check) fn run(model: &Model, findings: &mut Findings<'_>) {
    for person in model.all::<Person>().filter(|person| person.posts.len() > 1) {
        let posts = posts(model, person);
        let Some((first, second, collaborative)) = shared(model, &posts) else { continue };
        if has_plan(model, person, &posts, [first, second], collaborative) {
            continue;
        }
        let title_at = |body: RecordId| posts.iter().find(|(_, own)| *own == body);
        let (Some((one, _)), Some((other, _))) = (title_at(first), title_at(second)) else { continue };
        let record = person.record;
        let bodies = words::titles(model, [first, second]);
        let name = collaborative.record.title();
        let message = format!("“{}” holds posts in {bodies}, and nothing says what happens when their interests differ", record.title());
        findings
            .add(record, other.organisation.span, message)
            .label(other.title.clone())
            .related(record.place(one.organisation.span), one.title.clone())
            .related(collaborative.record.itself(), format!("both are members of “{name}”"))
            .hint("add `conflicts` to one of the posts: for which body the person acts when interests differ, and what is done about it")
            .hint("or record the joint appointment agreement of these bodies");
    }
}

/// The posts that a person holds today, each with its body.
fn posts<'m>(model: &'m Model, person: Entry<'m, Person>) -> Vec<(&'m Sp<Post>, RecordId)> {
    let today = person.fields.posts.iter().filter(|post| post.during().holds_on(model.today));
    today.filter_map(|post| Some((post, model.follow(person.record, &post.organisation)?))).collect()
}

/// The first two of the bodies that are members of one collaborative today.
fn shared<'m>(model: &'m Model, posts: &[(&Sp<Post>, RecordId)]) -> Option<(RecordId, RecordId, Entry<'m, Collaborative>)> {
    let holds = |membership: &Membership<'_>| {
        membership.during().holds_on(model.today) && model.at_work(membership.collaborative.id)
    };
    let memberships = |body: RecordId| model.memberships_of(body).into_iter().filter(holds);
    for (number, (_, first)) in posts.iter().enumerate() {
        let others = posts[number + 1..].iter().map(|(_, body)| *body).filter(|body| body != first);
        for second in others {
            let own: Vec<RecordId> = memberships(*first).map(|membership| membership.collaborative.id).collect();
            let together = memberships(second).find(|membership| own.contains(&membership.collaborative.id));
            if let Some(together) = together {
                return Some((*first, second, together.collaborative));
            }
        }
    }
    None
}

fn has_plan(
    model: &Model,
    person: Entry<'_, Person>,
    posts: &[(&Sp<Post>, RecordId)],
    bodies: [RecordId; 2],
    collaborative: Entry<'_, Collaborative>,
) -> bool {
    let on_a_post = posts.iter().any(|(post, body)| bodies.contains(body) && post.conflicts.is_some());
    let by_interest = || {
        let about = |link| model.follow(person.record, link).is_some_and(|body| bodies.contains(&body));
        person.interests.iter().any(|interest| interest.mitigation.is_some() && interest.organisation.as_ref().is_some_and(about))
    };
    let by_agreement = || {
        let mut agreements = model.agreements(collaborative).filter(|one| model.agreement_is(*one, AgreementTrait::JointAppointment));
        agreements.any(|agreement| {
            let parties: Vec<RecordId> = model.parties(agreement).map(|body| body.id).collect();
            bodies.iter().all(|body| parties.contains(body))
        })
    };
    on_a_post || by_interest() || by_agreement()
}
