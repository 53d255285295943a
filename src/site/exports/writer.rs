//! How a file for machines says what records say: addresses, words, money, dates. Knows no register.

use super::super::viewpoint::Viewpoint;
use super::register::{Control, Day, Dispute, FormerName, Head, Link, Money, Party, Source, Version, Word};
use crate::model::{Model, RecordId};
use crate::output::Route;
use crate::record::Record;
use crate::record::date::{PartialDate, When};
use crate::record::head;
use crate::record::kind::Fields;
use crate::record::kind::control;
use crate::record::link::{self, Set, Term, Who};
use crate::record::value::Sp;

/// A file's point of view.
pub(in crate::site) struct Writer<'s> {
    /// Where it stands.
    pub point: Viewpoint<'s>,
    /// Where the site is published, with a slash at the end; `None` where nobody says.
    pub base: Option<String>,
}

impl<'s> Writer<'s> {
    pub(in crate::site) fn new(point: Viewpoint<'s>) -> Writer<'s> {
        let base = point.site.base_url();
        Writer { point, base }
    }

    pub(in crate::site) fn model(&self) -> &'s Model {
        self.point.model()
    }

    /// The address of a page or file of the site: complete where the handbook says where it is published, else as seen from this file.
    /// `None` where nothing stands there.
    pub(super) fn href(&self, path: &str) -> Option<String> {
        self.point.site.places.at(path).map(|route| self.address(route))
    }

    /// The address at which a record is shown, with the anchor where another page shows it.
    pub(super) fn href_of(&self, id: RecordId) -> Option<String> {
        let place = self.point.site.places.of_record(id)?;
        let href = self.address(&place.route);
        Some(match place.anchor {
            Some(anchor) => format!("{href}#{anchor}"),
            None => href,
        })
    }

    fn address(&self, route: &Route) -> String {
        self.base.as_ref().map_or_else(|| route.href_from(&self.point.route), |base| format!("{base}{route}"))
    }

    /// A record, by its id and name.
    pub(super) fn link(&self, id: RecordId) -> Link {
        let record = self.model().record(id);
        Link { id: record.subject(), title: record.title(), href: self.href_of(id) }
    }

    /// What a reference of a record leads to; `None` where it leads to nothing that is published.
    pub(super) fn follow<K: Fields>(&self, owner: &Record, link: &link::Link<K>) -> Option<Link> {
        self.model().follow(owner, link).map(|id| self.link(id))
    }

    /// The same for a field that may be absent.
    pub(super) fn follow_some<K: Fields>(&self, owner: &Record, link: Option<&link::Link<K>>) -> Option<Link> {
        link.and_then(|link| self.follow(owner, link))
    }

    /// The same for a list.
    pub(super) fn follow_all<K: Fields>(&self, owner: &Record, links: &[link::Link<K>]) -> Vec<Link> {
        links.iter().filter_map(|link| self.follow(owner, link)).collect()
    }

    /// The collaborative in whose folder a record stands.
    pub(super) fn whole(&self, record: &Record) -> Option<Link> {
        self.model().collaborative_of(record).map(|whole| self.link(whole.id))
    }

    /// A word of the vocabulary, with its name.
    pub(super) fn word<S: Set>(&self, owner: &Record, term: &Term<S>) -> Word {
        Word { id: term.text.clone(), name: self.model().word(owner, S::KEY, &term.text) }
    }

    /// The same for a field that may be absent.
    pub(super) fn word_some<S: Set>(&self, owner: &Record, term: Option<&Term<S>>) -> Option<Word> {
        term.map(|term| self.word(owner, term))
    }

    /// The same for a list.
    pub(super) fn words<S: Set>(&self, owner: &Record, terms: &[Term<S>]) -> Vec<Word> {
        terms.iter().map(|term| self.word(owner, term)).collect()
    }

    /// An amount in the handbook's currency.
    pub(super) fn money(&self, amount: u64) -> Money {
        Money { amount, currency: self.model().currency().to_owned() }
    }

    /// Somebody who holds, gives, receives or answers; `None` where that is somebody who is not published.
    pub(super) fn party(&self, owner: &Record, party: &link::Party) -> Option<Party> {
        let of = |link: Option<Link>, post: Option<&str>| {
            let link = link?;
            let name = match post {
                Some(post) => self.point.say_with("party.post", &[("post", post.into()), ("body", (&link.title).into())]),
                None => link.title.clone(),
            };
            Some(Party { name, record: Some(link), post: post.map(str::to_owned), each_member: false })
        };
        match party.who()? {
            Who::Organisation(link) => of(self.follow(owner, link), None),
            Who::Post(post, link) => of(self.follow(owner, link), Some(post)),
            Who::Forum(link) => of(self.follow(owner, link), None),
            Who::Collaborative(link) => of(self.follow(owner, link), None),
            Who::Person(link) => of(self.follow(owner, link), None),
            Who::EachMember(_) => Some(Party {
                name: self.point.told(&self.model().party_words(owner, party)),
                record: self.whole(owner),
                post: None,
                each_member: true,
            }),
        }
    }

    /// The same for a list.
    pub(super) fn parties(&self, owner: &Record, parties: &[Sp<link::Party>]) -> Vec<Party> {
        parties.iter().filter_map(|party| self.party(owner, party)).collect()
    }

    /// What every record has.
    pub(super) fn head(&self, id: RecordId) -> Head {
        let record = self.model().record(id);
        let head = &record.head;
        Head {
            id: record.subject(),
            title: record.title(),
            href: self.href_of(id),
            short_name: head.short_name.as_ref().map(|name| name.value.clone()),
            summary: head.summary.clone(),
            former_names: head.former_names.iter().map(former_name).collect(),
            language: head.language.as_ref().map(|language| language.to_string()),
            tags: head.tags.clone(),
            draft: head.draft,
            sources: head.sources.iter().map(source).collect(),
            disputed: head.disputed.iter().map(dispute).collect(),
            extra: head.extra.0.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        }
    }

    /// Under which version, approval and review a text stands.
    pub(super) fn control(&self, record: &Record) -> Option<Control> {
        let control = self.model().control_of(record)?;
        Some(Control {
            version: control.version.as_ref().map(|version| version.value.clone()),
            status: control.status.map(|status| status.value),
            reference: control.reference.clone(),
            effective: day(control.effective),
            approved: day(control.approved_on()),
            next_review: control.next_review().map(|next| date(next.date)),
            review_owner: control.review.as_ref().and_then(|review| review.owner.clone()),
            owner: control.owner.clone(),
            changed_since_approval: self.model().changed_since_approval(record).is_some(),
            history: control.history.iter().map(|version| self.version(record, version)).collect(),
        })
    }

    fn version(&self, owner: &Record, version: &control::Version) -> Version {
        Version {
            version: version.version.value.clone(),
            on: day(version.on),
            summary: version.summary.clone(),
            author: version.author.clone(),
            approved_by: version.approved_by.iter().filter_map(|approval| self.approval(owner, approval)).collect(),
        }
    }

    /// `None` where it was given by somebody who is not published.
    fn approval(&self, owner: &Record, approval: &control::Approval) -> Option<super::register::Approval> {
        let body = self.follow_some(owner, approval.organisation.as_ref());
        let record = body.or_else(|| self.follow_some(owner, approval.forum.as_ref()));
        let by = record.as_ref().map(|record| record.title.clone()).or_else(|| approval.by.clone())?;
        Some(super::register::Approval {
            by,
            record,
            on: day(approval.on),
            meeting: approval.meeting.clone(),
            tacit: approval.tacit == Some(true),
        })
    }

    /// The address of an attachment.
    pub(super) fn file(&self, file: Option<&Sp<crate::record::value::Attachment>>) -> Option<String> {
        file.and_then(|file| self.href(&file.value))
    }
}

/// A date as far as it is known.
pub(super) fn date(date: PartialDate) -> Day {
    Day(date.iso())
}

/// A date of a record.
pub(super) fn day(when: Option<When>) -> Option<Day> {
    when.map(|when| date(when.date))
}

fn former_name(former: &Sp<head::FormerName>) -> FormerName {
    FormerName { name: former.name.clone(), from: day(former.from), to: day(former.to) }
}

fn source(source: &Sp<head::Source>) -> Source {
    Source {
        title: source.title.clone(),
        url: source.url.as_ref().map(|url| url.to_string()),
        accessed: day(source.accessed),
        note: source.note.clone(),
    }
}

fn dispute(disputed: &Sp<head::Disputed>) -> Dispute {
    Dispute {
        field: disputed.field.value.clone(),
        value: disputed.value.value.to_string(),
        source: disputed.source.clone(),
        note: disputed.note.clone(),
    }
}

/// An author's own value as JSON: dates as text.
fn plain(value: &toml::Value) -> serde_json::Value {
    match value {
        toml::Value::String(text) => text.clone().into(),
        toml::Value::Integer(number) => (*number).into(),
        toml::Value::Float(number) => (*number).into(),
        toml::Value::Boolean(flag) => (*flag).into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(values) => values.iter().map(plain).collect(),
        toml::Value::Table(table) => table.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
    }
}
