//! What a path says, as sentences that pages, the command line and checks share, each in its own language.

use super::{Band, Flaw, OwnKept, Path, Somebody, Step, Unfit};
use crate::model::words::one;
use crate::model::{Model, RecordId};
use crate::phrases::Saying;
use crate::record::Record;
use crate::record::kind::vocabulary::Provisions;
use crate::record::kind::{Forum, Organisation};
use crate::record::link::{Link, Party, Set, Who};

impl Model {
    /// Somebody named in `owner`: a title, a post with its body, each member’s board.
    pub fn party_words(&self, owner: &Record, party: &Party) -> Saying {
        match party.who() {
            Some(Who::Organisation(link)) => self.title_of(owner, link),
            Some(Who::Post(post, link)) => {
                Saying::new("party.post", [("post", (*post).into()), ("body", self.title_of(owner, link))])
            }
            Some(Who::Forum(link)) => self.title_of(owner, link),
            Some(Who::Collaborative(link)) => self.title_of(owner, link),
            Some(Who::Person(link)) => self.title_of(owner, link),
            Some(Who::EachMember(_)) => Saying::plain("party.each-board-within"),
            None => Saying::plain("party.nobody-named"),
        }
    }

    fn title_of<K: crate::record::kind::Fields>(&self, owner: &Record, link: &Link<K>) -> Saying {
        // The id of what has no record is not told: it may be a draft's.
        self.follow(owner, link).map_or_else(|| Saying::plain("party.without-record"), |id| self.record(id).title().into())
    }

    /// Amounts: `up to £100,000`, `above £100,000, up to £1,000,000`; empty where there are no bounds.
    pub fn band_words(&self, band: Band) -> Saying {
        let above = band.above.map(|above| Saying::new("amounts.above", [("amount", self.amount(above))]));
        let up_to = band.up_to.map(|up_to| Saying::new("amounts.up-to", [("amount", self.amount(up_to))]));
        Saying::Row("lists.comma", [above, up_to].into_iter().flatten().collect())
    }

    /// What a forum is in law, within a sentence: `a joint committee`; `None` where it does not say.
    pub fn form_words(&self, forum: RecordId) -> Option<Saying> {
        let forum = self.entry::<Forum>(forum)?;
        let form = self.row(forum.record, forum.fields.legal_form.as_ref()?)?;
        Some(one(form))
    }

    /// The short name of a provision.
    pub fn provision_words(&self, owner: &Record, id: &str) -> String {
        let known = self.vocabularies_for(owner).find_map(|vocabulary| vocabulary.provision(id));
        known.map_or_else(
            || self.word(owner, Provisions::KEY, id),
            |known| known.short.clone().unwrap_or_else(|| known.name.clone()),
        )
    }
}

impl Step<'_> {
    /// Who gives.
    pub fn giver(&self, model: &Model) -> Saying {
        model.party_words(self.scheme.record, &self.row.from)
    }

    /// Who receives.
    pub fn receiver(&self, model: &Model) -> Saying {
        model.party_words(self.scheme.record, &self.row.to)
    }

    /// Where it is written: the agreement with its clause, then the provisions; empty where only the scheme says it.
    pub fn written(&self, model: &Model) -> Vec<Saying> {
        let record = self.scheme.record;
        let agreement = self.row.agreement.as_ref().map(|link| {
            let agreement = model.title_of(record, link);
            match &self.row.clause {
                Some(clause) => Saying::new("scheme.clause-of", [("agreement", agreement), ("clause", clause.into())]),
                None => agreement,
            }
        });
        let provisions = self.row.basis.iter().map(|term| model.provision_words(record, &term.text).into());
        agreement.into_iter().chain(provisions).collect()
    }
}

impl OwnKept<'_> {
    /// Where it is written; `None` where nothing is said.
    pub fn written(&self, model: &Model) -> Option<Saying> {
        let (row, record) = (self.row, self.body.record);
        let document = row.document.as_ref().and_then(|link| model.follow(record, link));
        let document = document.map(|id| model.record(id).title().into());
        let clause = row.clause.as_ref().map(|clause| Saying::new("scheme.clause", [("clause", clause.into())]));
        let source = row.source.as_ref().map(Saying::from);
        let provisions = row.basis.iter().map(|term| model.provision_words(record, &term.text).into());
        let parts: Vec<Saying> = document.into_iter().chain(clause).chain(source).chain(provisions).collect();
        (!parts.is_empty()).then_some(Saying::Row("lists.comma", parts))
    }
}

impl Path<'_> {
    /// What is wrong with a step, as a sentence without its full stop, beginning with a small letter or a name.
    pub fn flaw_words(&self, model: &Model, step: usize, flaw: &Flaw) -> Saying {
        let own = &self.steps[step];
        let matter = ("matter", Saying::Text(self.function.record.title()));
        let giver = || ("giver", quoted(own.from, own.giver(model)));
        match flaw {
            Flaw::NotHeld { past } => {
                Saying::new("flaws.not-held", [giver(), matter, ("why", self.why_not_held(model, own, *past))])
            }
            Flaw::Round(round) => Saying::new("flaws.round", [matter, ("round", self.round_words(model, round))]),
            Flaw::AboveGiver { limit, .. } => {
                let limit = ("limit", model.amount(*limit));
                match own.own.up_to {
                    Some(up_to) => Saying::new("flaws.above-giver", [giver(), matter, limit, ("amount", model.amount(up_to))]),
                    None => Saying::new("flaws.more-than-giver", [giver(), matter, limit]),
                }
            }
            Flaw::Forbidden { step, by_agreement } => match self.steps[*step].row.agreement.as_ref().filter(|_| *by_agreement) {
                Some(link) => {
                    let agreement = model.title_of(self.steps[*step].scheme.record, link);
                    Saying::new("flaws.forbidden-by-agreement", [giver(), matter, ("agreement", agreement)])
                }
                None => Saying::new("flaws.forbidden", [giver(), matter]),
            },
            Flaw::NotSaid { .. } => Saying::new("flaws.not-said", [giver(), matter]),
            Flaw::Receiver(unfit) => {
                Saying::new("flaws.given-to", [matter, ("whom", unfit_words(model, own.scheme.record, unfit))])
            }
            Flaw::Giver(unfit) => Saying::new("flaws.given-by", [matter, ("whom", unfit_words(model, own.scheme.record, unfit))]),
            Flaw::Gone(id) => {
                let during = model.during_of(*id);
                let name = ("name", Saying::Text(model.record(*id).title()));
                match (during.ended_before(model.today), during.from, during.to) {
                    (true, _, Some(to)) => Saying::new("flaws.existed-until", [name, ("date", to.into())]),
                    (false, Some(from), _) => Saying::new("flaws.exists-from", [name, ("date", from.into())]),
                    _ => Saying::new("flaws.does-not-exist", [name]),
                }
            }
            Flaw::AgreementOver(id) => Saying::new("flaws.agreement-over", [("agreement", model.record(*id).title().into())]),
            Flaw::Reserved(number) => {
                let amounts = model.band_words(self.reserved[*number].band);
                match amounts.is_empty() {
                    true => Saying::new("flaws.reserved", [giver(), matter]),
                    false => Saying::new("flaws.reserved-amounts", [giver(), matter, ("amounts", amounts)]),
                }
            }
            Flaw::KeptByOwnScheme(number) => {
                let keeper = ("keeper", Saying::Text(self.own[*number].body.record.title()));
                let limit = self.own[*number].band.above.map(|above| ("limit", model.amount(above)));
                match (limit, own.own.up_to) {
                    (None, _) => Saying::new("flaws.kept-by-own-scheme", [giver(), matter, keeper]),
                    (Some(limit), None) => Saying::new("flaws.beyond-own-scheme", [giver(), matter, keeper, limit]),
                    (Some(limit), Some(more)) => {
                        let amount = ("amount", model.amount(more));
                        Saying::new("flaws.amount-beyond-own-scheme", [giver(), matter, keeper, limit, amount])
                    }
                }
            }
        }
    }

    fn why_not_held(&self, model: &Model, step: &Step<'_>, past: Option<usize>) -> Saying {
        if let Some(past) = past.map(|past| &self.past[past]) {
            let valid = past.row.valid.as_ref().map(|valid| valid.during());
            return match valid.map(|during| (during.begins_after(model.today), during.from, during.to)) {
                Some((true, Some(from), _)) => Saying::new("flaws.why.held-from", [("date", from.into())]),
                Some((false, _, Some(to))) => Saying::new("flaws.why.held-until", [("date", to.into())]),
                _ => Saying::plain("flaws.why.not-held-today"),
            };
        }
        if self.steps.iter().any(|other| other.to == step.from) {
            return Saying::plain("flaws.why.not-for-amounts");
        }
        let holders = self.holders(model);
        if holders.is_empty() {
            return Saying::plain("flaws.why.never-given");
        }
        let holders = Saying::List(holders.into_iter().map(Saying::from).collect());
        Saying::new("flaws.why.held-by-law", [("holders", holders)])
    }

    /// The names along a round, with the first again at its end.
    pub fn round_words(&self, model: &Model, round: &[usize]) -> Saying {
        let names: Vec<Saying> = round.iter().map(|step| self.steps[*step].giver(model)).collect();
        let first = names.first().cloned();
        Saying::Row("lists.arrow", names.into_iter().chain(first).collect())
    }
}

/// A name in quotation marks; without them where it is none.
fn quoted(somebody: &Somebody, words: Saying) -> Saying {
    match somebody {
        Somebody::Members(_) | Somebody::Unknown | Somebody::Post(..) => words,
        _ => Saying::new("lists.quoted", [("text", words)]),
    }
}

fn unfit_words(model: &Model, owner: &Record, unfit: &Unfit) -> Saying {
    let name = |id: &RecordId| ("name", Saying::Text(model.record(*id).title()));
    match unfit {
        Unfit::Powerless(id) => Saying::new("flaws.powerless", [name(id), ("form", form(model, *id))]),
        Unfit::Contractual(id) => Saying::new("flaws.contractual", [name(id), ("form", form(model, *id))]),
        Unfit::NotOpen { who, provision } => {
            let kind = model.entry::<Organisation>(*who).and_then(|body| model.row(body.record, &body.fields.kind));
            let kind = kind.map_or_else(|| Saying::plain("flaws.no-body"), |kind| one(kind));
            let provision = ("provision", Saying::Text(model.provision_words(owner, provision)));
            Saying::new("flaws.not-open", [name(who), provision, ("kind", kind)])
        }
    }
}

fn form(model: &Model, forum: RecordId) -> Saying {
    model.form_words(forum).unwrap_or_else(|| Saying::plain("flaws.no-form"))
}
