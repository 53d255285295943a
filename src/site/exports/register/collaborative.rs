//! Collaboratives.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::writer::{Writer, day};
use super::{Columns, Day, Head, Link, Money, Row, Word};
use crate::model::Entry;
use crate::record::kind::collaborative::{self as kind, Jurisdiction, Orientation, Stage};
use crate::record::value::Email;

/// Bodies, or people, that act together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Collaborative {
    /// What every record has.
    #[serde(flatten)]
    pub head: Head,
    /// What sort of collaborative it is.
    pub kind: Word,
    /// Whether its members give similar services, different ones, or both.
    pub orientation: Option<Orientation>,
    /// The services that it is about.
    pub sectors: Vec<Word>,
    /// Its governance model, as policy names it.
    pub model: Option<Word>,
    /// How far it has come.
    pub stage: Option<Stage>,
    /// Since when it exists.
    pub from: Option<Day>,
    /// The last day that it existed.
    pub to: Option<Day>,
    /// The jurisdiction whose rules hold for it.
    pub jurisdiction: Jurisdiction,
    /// The areas that it serves.
    pub footprint: Vec<Link>,
    /// The member that holds the contract and answers for the service.
    pub lead: Option<Link>,
    /// The body that employs and contracts on its behalf.
    pub host: Option<Link>,
    /// The body to which hosting is to move.
    pub next_host: Option<Link>,
    /// How staff, contracts and property move where the host changes.
    pub transition: Option<String>,
    /// The body whose staff serve it.
    pub secretariat: Option<Link>,
    /// The company that the members own together.
    pub company: Option<Link>,
    /// The body that commissions or approves it today; the first where several do.
    pub commissioner: Option<Link>,
    /// The collaborative inside which it sits.
    pub parent: Option<Link>,
    /// What took its place.
    pub successors: Vec<Successor>,
    /// How many members it has today.
    pub members_today: u64,
    /// What it has agreed to achieve.
    pub objectives: Vec<Objective>,
    /// How it meets published principles.
    pub principles: Vec<Principle>,
    /// Work that it does together.
    pub programmes: Vec<Programme>,
    /// What happened, and when.
    pub events: Vec<Event>,
    /// How it is paid for.
    pub funding: Option<Funding>,
    /// Mailboxes of roles, as far as the handbook publishes them, and its own page on the web.
    pub contact: Contact,
    /// When its arrangements are looked at again.
    pub next_review: Option<Day>,
    /// How a member leaves.
    pub exit: Option<String>,
}

/// What took a collaborative's place.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Successor {
    /// The collaborative, or the body that its members became; `null` where it is said in words only.
    pub record: Option<Link>,
    /// From which day.
    pub on: Option<Day>,
    /// What became of it, in words.
    pub note: Option<String>,
}

/// An agreed aim.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Objective {
    /// What is to be achieved.
    pub text: String,
    /// Which aims it serves.
    pub aims: Vec<Word>,
    /// With which bodies it was agreed.
    pub agreed_with: Vec<Link>,
    /// Who leads the work.
    pub lead: Option<Link>,
    /// How one will know.
    pub measure: Option<String>,
    /// By when.
    pub due: Option<Day>,
}

/// A principle of a published set.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Principle {
    /// Which.
    pub principle: Word,
    /// What shows that it is met, in words or by a record's name.
    pub evidence: Option<String>,
}

/// A piece of work done together.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Programme {
    /// What it is called.
    pub name: String,
    /// What it does.
    pub summary: Option<String>,
    /// Which function it is about.
    pub function: Option<Link>,
    /// Since when.
    pub from: Option<Day>,
    /// Until when.
    pub to: Option<Day>,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Event {
    /// When.
    pub on: Option<Day>,
    /// What.
    pub text: String,
    /// A source on the web.
    pub source: Option<String>,
}

/// How a collaborative is paid for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(in crate::site) struct Funding {
    /// By which rule the members share the cost.
    pub rule: Option<String>,
    /// What the money pays.
    pub pays_for: Option<String>,
    /// The body that holds it.
    pub holder: Option<Link>,
    /// How much in the period.
    pub amount: Option<Money>,
    /// For which period.
    pub period: Option<String>,
}

/// Mailboxes of roles.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub(in crate::site) struct Contact {
    /// For questions about how it is governed.
    pub governance: Option<String>,
    /// For suppliers and those who want to join.
    pub suppliers: Option<String>,
    /// For everybody else.
    pub public: Option<String>,
    /// For journalists.
    pub media: Option<String>,
    /// For complaints.
    pub complaints: Option<String>,
    /// Its own page on the web.
    pub website: Option<String>,
}

impl Collaborative {
    /// What is published of a collaborative.
    pub(in crate::site::exports) fn of(writer: &Writer<'_>, entry: Entry<'_, kind::Collaborative>) -> Collaborative {
        let (record, fields, model) = (entry.record, entry.fields, writer.model());
        let link = |link: Option<&_>| writer.follow_some(record, link);
        Collaborative {
            head: writer.head(entry.id),
            kind: writer.word(record, &fields.kind),
            orientation: fields.orientation.map(|own| own.value),
            sectors: writer.words(record, &fields.sectors),
            model: writer.word_some(record, fields.model.as_ref()),
            stage: fields.stage.map(|own| own.value),
            from: day(fields.from),
            to: day(fields.to),
            jurisdiction: model.jurisdiction_of(record),
            footprint: writer.follow_all(record, &fields.footprint),
            lead: link(fields.lead.as_ref()),
            host: link(fields.host.as_ref()),
            next_host: link(fields.next_host.as_ref()),
            transition: fields.transition.clone(),
            secretariat: link(fields.secretariat.as_ref()),
            company: link(fields.company.as_ref()),
            commissioner: link(model.commissioners(entry).next().map(|row| &row.organisation)),
            parent: writer.follow_some(record, fields.parent.as_ref()),
            successors: fields.successors.iter().map(|successor| successor_of(writer, entry, successor)).collect(),
            members_today: model.members(entry).filter(|membership| membership.member.is_some()).count() as u64,
            objectives: fields.objectives.iter().map(|objective| objective_of(writer, entry, objective)).collect(),
            principles: fields.principles.iter().map(|principle| principle_of(writer, entry, principle)).collect(),
            programmes: fields.programmes.iter().map(|programme| programme_of(writer, entry, programme)).collect(),
            events: fields.events.iter().map(|event| event_of(event)).collect(),
            funding: fields.funding.as_ref().map(|funding| funding_of(writer, entry, funding)),
            contact: contact_of(writer, fields.contact.as_ref()),
            next_review: fields.review.as_ref().and_then(|review| day(review.next)),
            exit: fields.exit.clone(),
        }
    }
}

type Owner<'m> = Entry<'m, kind::Collaborative>;

fn successor_of(writer: &Writer<'_>, owner: Owner<'_>, successor: &kind::CollaborativeSuccessor) -> Successor {
    let whole = writer.follow_some(owner.record, successor.collaborative.as_ref());
    Successor {
        record: whole.or_else(|| writer.follow_some(owner.record, successor.organisation.as_ref())),
        on: day(successor.on),
        note: successor.note.clone(),
    }
}

fn objective_of(writer: &Writer<'_>, owner: Owner<'_>, objective: &kind::Objective) -> Objective {
    Objective {
        text: objective.text.clone(),
        aims: writer.words(owner.record, &objective.aims),
        agreed_with: writer.follow_all(owner.record, &objective.agreed_with),
        lead: writer.follow_some(owner.record, objective.lead.as_ref()),
        measure: objective.measure.clone(),
        due: day(objective.due),
    }
}

fn principle_of(writer: &Writer<'_>, owner: Owner<'_>, met: &kind::PrincipleMet) -> Principle {
    let evidence = &met.evidence;
    let record = owner.record;
    let title = |link: Option<super::Link>| link.map(|link| link.title);
    let named = title(writer.follow_some(record, evidence.forum.as_ref()))
        .or_else(|| title(writer.follow_some(record, evidence.agreement.as_ref())))
        .or_else(|| title(writer.follow_some(record, evidence.document.as_ref())))
        .or_else(|| title(writer.follow_some(record, evidence.policy.as_ref())));
    let elsewhere = || evidence.url.as_ref().map(|url| url.to_string());
    Principle { principle: writer.word(record, &met.principle), evidence: evidence.text.clone().or(named).or_else(elsewhere) }
}

fn programme_of(writer: &Writer<'_>, owner: Owner<'_>, programme: &kind::Programme) -> Programme {
    Programme {
        name: programme.name.clone(),
        summary: programme.summary.clone(),
        function: writer.follow_some(owner.record, programme.function.as_ref()),
        from: day(programme.from),
        to: day(programme.to),
    }
}

fn event_of(event: &kind::Event) -> Event {
    Event { on: day(Some(event.on)), text: event.text.clone(), source: event.source.as_ref().map(|url| url.to_string()) }
}

fn funding_of(writer: &Writer<'_>, owner: Owner<'_>, funding: &kind::Funding) -> Funding {
    Funding {
        rule: funding.rule.clone(),
        pays_for: funding.pays_for.clone(),
        holder: writer.follow_some(owner.record, funding.holder.as_ref()),
        amount: funding.amount.map(|amount| writer.money(amount)),
        period: funding.period.clone(),
    }
}

fn contact_of(writer: &Writer<'_>, contact: Option<&kind::Contact>) -> Contact {
    let Some(contact) = contact else { return Contact::default() };
    let publishes = writer.model().publishes_emails();
    let mailbox = |email: &Option<crate::record::value::Sp<Email>>| {
        email.as_ref().filter(|_| publishes).map(|email| email.value.to_string())
    };
    Contact {
        governance: mailbox(&contact.governance),
        suppliers: mailbox(&contact.suppliers),
        public: mailbox(&contact.public),
        media: mailbox(&contact.media),
        complaints: mailbox(&contact.complaints),
        website: contact.website.as_ref().map(|url| url.to_string()),
    }
}

impl Row for Collaborative {
    fn all<'w>(writer: &'w Writer<'_>) -> Box<dyn Iterator<Item = Self> + 'w> {
        Box::new(writer.model().all::<kind::Collaborative>().map(|entry| Collaborative::of(writer, entry)))
    }

    fn columns() -> Columns<Self> {
        Columns::of_head(|row: &Self| &row.head)
            .word("kind", |row| Some(&row.kind))
            .choice("orientation", |row| row.orientation)
            .words("sectors", |row| &row.sectors)
            .word("model", |row| row.model.as_ref())
            .choice("stage", |row| row.stage)
            .date("from", |row| row.from.as_ref())
            .date("to", |row| row.to.as_ref())
            .choice("jurisdiction", |row| Some(row.jurisdiction))
            .links("footprint", |row| &row.footprint)
            .link("lead", |row| row.lead.as_ref())
            .link("host", |row| row.host.as_ref())
            .link("next_host", |row| row.next_host.as_ref())
            .link("secretariat", |row| row.secretariat.as_ref())
            .link("company", |row| row.company.as_ref())
            .link("commissioner", |row| row.commissioner.as_ref())
            .link("parent", |row| row.parent.as_ref())
            .number("members_today", |row| Some(row.members_today))
            .list("objectives", |row| row.objectives.iter().map(|objective| objective.text.clone()).collect())
            .list("programmes", |row| row.programmes.iter().map(|programme| programme.name.clone()).collect())
            .money("funding/amount", |row| row.funding.as_ref()?.amount.as_ref())
            .some("funding/period", |row| row.funding.as_ref()?.period.as_deref())
            .some("contact/governance", |row| row.contact.governance.as_deref())
            .some("contact/suppliers", |row| row.contact.suppliers.as_deref())
            .some("contact/public", |row| row.contact.public.as_deref())
            .some("contact/media", |row| row.contact.media.as_deref())
            .some("contact/complaints", |row| row.contact.complaints.as_deref())
            .address("contact/website", |row| row.contact.website.as_deref())
            .date("next_review", |row| row.next_review.as_ref())
            .some("exit", |row| row.exit.as_deref())
    }
}
