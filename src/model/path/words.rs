//! What a path says, in words that pages, the command line and checks share.

use super::{Band, Flaw, OwnKept, Path, Somebody, Step, Unfit};
use crate::model::words::{list, one};
use crate::model::{Model, RecordId};
use crate::record::Record;
use crate::record::kind::vocabulary::Provisions;
use crate::record::kind::{Forum, Organisation};
use crate::record::link::{Link, Party, Set, Who};

impl Model {
    /// Somebody named in `owner`, in words: a title, a post with its body, each member’s board.
    pub fn party_words(&self, owner: &Record, party: &Party) -> String {
        match party.who() {
            Some(Who::Organisation(link)) => self.title_of(owner, link),
            Some(Who::Post(post, link)) => format!("{post}, {}", self.title_of(owner, link)),
            Some(Who::Forum(link)) => self.title_of(owner, link),
            Some(Who::Collaborative(link)) => self.title_of(owner, link),
            Some(Who::Person(link)) => self.title_of(owner, link),
            Some(Who::EachMember(_)) => "each member’s board".to_owned(),
            None => "somebody who is not named".to_owned(),
        }
    }

    fn title_of<K: crate::record::kind::Fields>(&self, owner: &Record, link: &Link<K>) -> String {
        // The id of what has no record is not told: it may be a draft's.
        self.follow(owner, link).map_or_else(|| "somebody without a record here".to_owned(), |id| self.record(id).title())
    }

    /// Amounts in words: `up to £100,000`, `above £100,000, up to £1,000,000`; empty where there are no bounds.
    pub fn band_words(&self, band: Band) -> String {
        let above = band.above.map(|above| format!("above {}", self.money(above)));
        let up_to = band.up_to.map(|up_to| format!("up to {}", self.money(up_to)));
        [above, up_to].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// What a forum is in law, within a sentence: `a joint committee`; `None` where it does not say.
    pub fn form_words(&self, forum: RecordId) -> Option<String> {
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
    /// Who gives, in words.
    pub fn giver(&self, model: &Model) -> String {
        model.party_words(self.scheme.record, &self.row.from)
    }

    /// Who receives, in words.
    pub fn receiver(&self, model: &Model) -> String {
        model.party_words(self.scheme.record, &self.row.to)
    }

    /// Where it is written, in words: the agreement with its clause, then the provisions; empty where only the scheme says it.
    pub fn written(&self, model: &Model) -> Vec<String> {
        let record = self.scheme.record;
        let agreement = self.row.agreement.as_ref().map(|link| {
            let clause = self.row.clause.as_ref().map_or_else(String::new, |clause| format!(", clause {clause}"));
            format!("{}{clause}", model.title_of(record, link))
        });
        let provisions = self.row.basis.iter().map(|term| model.provision_words(record, &term.text));
        agreement.into_iter().chain(provisions).collect()
    }
}

impl OwnKept<'_> {
    /// Where it is written, in words; `None` where nothing is said.
    pub fn written(&self, model: &Model) -> Option<String> {
        let (row, record) = (self.row, self.body.record);
        let document = row.document.as_ref().and_then(|link| model.follow(record, link));
        let document = document.map(|id| model.record(id).title());
        let clause = row.clause.as_ref().map(|clause| format!("clause {clause}"));
        let provisions = row.basis.iter().map(|term| model.provision_words(record, &term.text));
        let parts: Vec<String> = document.into_iter().chain(clause).chain(row.source.clone()).chain(provisions).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

impl Path<'_> {
    /// What is wrong with a step, as a sentence without its full stop, beginning with a small letter or a name.
    pub fn flaw_words(&self, model: &Model, step: usize, flaw: &Flaw) -> String {
        let own = &self.steps[step];
        let (giver, title) = (quoted(own.from, own.giver(model)), self.function.record.title());
        match flaw {
            Flaw::NotHeld { past } => format!("{giver} gives “{title}” away, and {}", self.why_not_held(model, own, *past)),
            Flaw::Round(round) => format!("“{title}” goes round: {}", self.round_words(model, round)),
            Flaw::AboveGiver { limit, .. } => {
                let more = own.own.up_to.map_or_else(|| "more".to_owned(), |up_to| model.money(up_to));
                format!("{giver} gives “{title}” up to {more}, and has it only up to {}", model.money(*limit))
            }
            Flaw::Forbidden { step, by_agreement } => {
                let by = match self.steps[*step].row.agreement.as_ref().filter(|_| *by_agreement) {
                    Some(link) => format!("“{}”", model.title_of(self.steps[*step].scheme.record, link)),
                    None => "the delegation to it".to_owned(),
                };
                format!("{giver} passes on “{title}”, and {by} forbids it")
            }
            Flaw::NotSaid { .. } => format!("{giver} passes on “{title}”, and nothing says that it may"),
            Flaw::Receiver(unfit) => format!("“{title}” is given to {}", unfit_words(model, own.scheme.record, unfit)),
            Flaw::Giver(unfit) => format!("“{title}” is given by {}", unfit_words(model, own.scheme.record, unfit)),
            Flaw::Gone(id) => {
                let during = model.during_of(*id);
                let name = model.record(*id).title();
                match (during.ended_before(model.today), during.from, during.to) {
                    (true, _, Some(to)) => format!("“{name}” existed until {to}"),
                    (false, Some(from), _) => format!("“{name}” exists only from {from}"),
                    _ => format!("“{name}” does not exist"),
                }
            }
            Flaw::AgreementOver(id) => format!("it rests on “{}”, which is not in force", model.record(*id).title()),
            Flaw::Reserved(number) => {
                let kept = &self.reserved[*number];
                let amounts = model.band_words(kept.band);
                let amounts = if amounts.is_empty() { String::new() } else { format!(" {amounts}") };
                format!("{giver} gives “{title}” away and keeps it{amounts}")
            }
            Flaw::KeptByOwnScheme(number) => {
                let (keeper, above) = (self.own[*number].body.record.title(), self.own[*number].band.above);
                match (above, own.own.up_to) {
                    (None, _) => format!("{giver} gives “{title}” away, and “{keeper}” keeps it by its own scheme"),
                    (Some(above), more) => {
                        let more = more.map_or_else(String::new, |more| format!(" up to {}", model.money(more)));
                        let limit = model.money(above);
                        format!("{giver} gives “{title}”{more}, and by its own scheme “{keeper}” may give only up to {limit}")
                    }
                }
            }
        }
    }

    fn why_not_held(&self, model: &Model, step: &Step<'_>, past: Option<usize>) -> String {
        if let Some(past) = past.map(|past| &self.past[past]) {
            let valid = past.row.valid.as_ref().map(|valid| valid.during());
            return match valid.map(|during| (during.begins_after(model.today), during.from, during.to)) {
                Some((true, Some(from), _)) => format!("has it only from {from}"),
                Some((false, _, Some(to))) => format!("had it only until {to}"),
                _ => "does not have it today".to_owned(),
            };
        }
        if self.steps.iter().any(|other| other.to == step.from) {
            return "was not given it for these amounts".to_owned();
        }
        let holders = self.holders(model);
        let law = if holders.is_empty() { String::new() } else { format!(", which {} hold by law", list(&holders)) };
        format!("was never given it{law}")
    }

    /// The names along a round, with the first again at its end.
    pub fn round_words(&self, model: &Model, round: &[usize]) -> String {
        let names: Vec<String> = round.iter().map(|step| self.steps[*step].giver(model)).collect();
        let first = names.first().cloned();
        names.into_iter().chain(first).collect::<Vec<_>>().join(" → ")
    }
}

/// A name in quotation marks; without them where it is none.
fn quoted(somebody: &Somebody, words: String) -> String {
    match somebody {
        Somebody::Members(_) | Somebody::Unknown | Somebody::Post(..) => words,
        _ => format!("“{words}”"),
    }
}

fn unfit_words(model: &Model, owner: &Record, unfit: &Unfit) -> String {
    match unfit {
        Unfit::Powerless(id) => {
            format!("“{}”, which can hold no power: it is {}", model.record(*id).title(), form(model, *id))
        }
        Unfit::Contractual(id) => {
            format!("“{}”, which decides under a contract only: it is {}", model.record(*id).title(), form(model, *id))
        }
        Unfit::NotOpen { who, provision } => {
            let title = model.record(*who).title();
            let kind = model.entry::<Organisation>(*who).and_then(|body| model.row(body.record, &body.fields.kind));
            let kind = kind.map_or_else(|| "no body in law".to_owned(), |kind| one(kind));
            format!("“{title}”, to which {} is not open: it is {kind}", model.provision_words(owner, provision))
        }
    }
}

fn form(model: &Model, forum: RecordId) -> String {
    model.form_words(forum).unwrap_or_else(|| "of no form that is recorded".to_owned())
}
