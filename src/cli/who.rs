//! `handbook who`: who may decide something, up to what amount, and where it is written.

use clap::Args;

use super::Outcome;
use super::asked::{Asked, Format};
use super::terminal::{Trouble, bold, faint, print, prose_width, typed, wrap};
use crate::diagnostic::escaped;
use crate::diagnostic::json::Places;
use crate::model::lookup::Match;
use crate::model::path::{Answer, Band, Chain, Decider, End, Path};
use crate::model::words::list;
use crate::model::{Model, RecordId};
use crate::phrases::capitalised;
use crate::project::Edition;
use crate::record::kind::{Function, Kind};
use crate::record::suggest::nearest;
use crate::span::Place;

mod json;

/// Answer who may decide something, up to what amount, and where it is written
///
/// Finds the matter by your words, however they are put, and shows how it reaches whoever decides it: from the bodies that hold it by
/// law, delegation by delegation, each with its limit and where it is written; what is reserved; and where a chain breaks off. The
/// pages below `functions/` of the website show the same.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  handbook who vascular services
  handbook who \"contract award\" --amount 750000
  handbook who pathology --collaborative larkmoor
  handbook who pathology --as-of 2024-03-31 --format json")]
pub(super) struct Arguments {
    /// What is to be decided, in your words
    #[arg(required = true)]
    words: Vec<String>,
    /// What it is worth, in the handbook's currency
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    amount: Option<u64>,
    /// In which collaborative, by its id or its name [default: all]
    #[arg(long, value_name = "ID")]
    collaborative: Option<String>,
    #[command(flatten)]
    asked: Asked,
}

/// Reads an amount as people write it: `750000`, `750,000`, `£750_000`, `750k`, `1.5m`.
fn amount(text: &str) -> Result<u64, String> {
    let bare: String = text.chars().filter(|letter| !matches!(letter, ',' | '_' | ' ' | '£' | '€' | '$')).collect();
    let lower = bare.to_lowercase();
    let (number, times) = match lower.strip_suffix(['k', 'm']) {
        Some(number) if lower.ends_with('k') => (number, 1_000),
        Some(number) => (number, 1_000_000),
        None => (lower.as_str(), 1),
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let digits = part.trim_end_matches('0');
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let scale = u32::try_from(digits.len()).ok().and_then(|length| 10_u64.checked_pow(length));
    let sound = !whole.is_empty() && is_number(whole) && is_number(digits);
    let amount = sound.then_some(scale).flatten().filter(|scale| times % scale == 0).and_then(|scale| {
        let rest = if digits.is_empty() { 0 } else { digits.parse::<u64>().ok()? };
        whole.parse::<u64>().ok()?.checked_mul(times)?.checked_add(rest * (times / scale))
    });
    amount.ok_or_else(|| "write an amount as 750000, 750,000, 750k or 1.5m".to_owned())
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome, Trouble> {
    let edition = arguments.asked.edition()?;
    let words = arguments.words.join(" ");
    let collaborative = arguments.collaborative.as_deref().map(|name| collaborative(&edition.model, name)).transpose()?;
    let question = Question { words: &words, amount: arguments.amount, collaborative };
    let matches = edition.model.functions_named(&words);
    if matches.is_empty() {
        return Err(nothing_found(&edition.model, &words));
    }
    let function = Match::clear(&matches).map(|found| found.function);
    let path = function.and_then(|function| edition.model.path_of(function));
    print(&match (arguments.asked.format, &path) {
        (Format::Json, _) => json::document(edition, &question, path.as_ref(), &matches)?,
        (Format::Human, Some(path)) => Telling::new(edition, &question, path).tell(&matches),
        (Format::Human, None) => several(&edition.model, &question, &matches),
    })?;
    Ok(Outcome::Done)
}

/// What was asked.
struct Question<'q> {
    words: &'q str,
    amount: Option<u64>,
    collaborative: Option<RecordId>,
}

/// The collaborative that a word names: its id, its name or its short name.
fn collaborative(model: &Model, name: &str) -> Result<RecordId, Trouble> {
    let by_id = model.find(Kind::Collaborative, name);
    let same = |title: &str| title.to_lowercase() == name.to_lowercase();
    let by_name = || {
        let mut all = model.of_kind(Kind::Collaborative);
        all.find(|(_, record)| same(&record.title()) || same(&record.short_title())).map(|(id, _)| id)
    };
    by_id.or_else(by_name).ok_or_else(|| {
        let ids: Vec<String> = model.of_kind(Kind::Collaborative).map(|(_, record)| record.address.id.to_string()).collect();
        let trouble = Trouble::new(format!("there is no collaborative `{name}`"));
        match nearest(name, ids.iter().map(String::as_str)) {
            Some(near) => trouble.way_out(format!("did you mean `{near}`?")),
            None => trouble.way_out("name it by its id, as in the name of its folder"),
        }
    })
}

fn nothing_found(model: &Model, words: &str) -> Trouble {
    let trouble = Trouble::new(format!("no function of this handbook has to do with “{words}”"));
    if model.of_kind(Kind::Function).next().is_none() {
        return trouble.way_out("write down what can be decided, in the folder `functions`: handbook new function <id>");
    }
    trouble.way_out("try other words, such as a word of its title; the page `functions/` of the website lists all")
}

/// Several functions that the words may mean.
fn several(model: &Model, question: &Question<'_>, matches: &[Match]) -> String {
    let mut text = format!("“{}” can mean several matters:\n", escaped(question.words));
    for found in matches.iter().take(12) {
        let record = model.record(found.function);
        text.push_str(&format!("  {}  {}\n", escaped(&record.title()), faint(&record.address)));
    }
    if matches.len() > 12 {
        text.push_str(&format!("  and {} more\n", matches.len() - 12));
    }
    let example = model.record(matches[0].function).address.to_string();
    text.push_str(&format!("Ask for one of them, such as: {}\n", typed(format!("handbook who {example}"))));
    text
}

/// An answer for people, as it is written.
struct Telling<'t> {
    edition: &'t Edition,
    model: &'t Model,
    question: &'t Question<'t>,
    path: &'t Path<'t>,
    text: String,
}

impl<'t> Telling<'t> {
    fn new(edition: &'t Edition, question: &'t Question<'t>, path: &'t Path<'t>) -> Telling<'t> {
        Telling { edition, model: &edition.model, question, path, text: String::new() }
    }

    fn tell(mut self, matches: &[Match]) -> String {
        self.line(0, &bold(escaped(&self.path.function.record.title())));
        if matches.iter().any(|found| found.function == self.path.function.id && !found.is_named) {
            let words = format!("Nothing here is called “{}”: this is the nearest by what is said of it.", self.question.words);
            self.line(2, &escaped(&words));
        }
        let holders = self.path.holders(self.model);
        if holders.is_empty() {
            self.line(2, "Who holds it by law is not recorded.");
        } else {
            let basis = &self.path.function.fields.basis;
            let law: Vec<String> =
                basis.iter().map(|term| self.model.provision_words(self.path.function.record, &term.text)).collect();
            let law = if law.is_empty() { String::new() } else { format!(", under {}", list(&law)) };
            self.line(2, &format!("Held by law by {}{law}.", list(&holders)));
        }
        let wholes = self.question.collaborative.map_or_else(|| self.path.collaboratives(self.model), |one| vec![one]);
        if wholes.is_empty() {
            self.line(2, "No scheme of delegation speaks of it: each body that holds it decides for itself.");
        }
        for whole in wholes {
            self.collaborative(whole);
        }
        self.remit();
        self.others(matches);
        self.text
    }

    fn line(&mut self, indent: usize, words: &str) {
        let margin = " ".repeat(indent);
        self.text.push_str(&wrap(words, prose_width(), &margin, &format!("{margin}  ")));
    }

    fn collaborative(&mut self, whole: RecordId) {
        let answer = self.path.answer(self.model, self.question.amount, Some(whole));
        let at = self.question.amount.map_or_else(String::new, |amount| format!(", at {}", self.model.money(amount)));
        let title = escaped(&self.model.record(whole).title());
        self.text.push('\n');
        self.line(0, &bold(format!("In {title}{at}")));
        if self.question.amount.is_none() {
            self.bands(whole);
        }
        for decider in &answer.deciders {
            self.decider(decider);
        }
        for chain in &answer.broken {
            self.chain(chain);
        }
        self.ungiven(whole, &answer);
    }

    /// Who decides up to what amount, where that matters.
    fn bands(&mut self, whole: RecordId) {
        let bands = self.path.bands(self.model, Some(whole));
        if bands.len() < 2 {
            return;
        }
        for band in bands {
            let answer = self.path.answer(self.model, Some(band.example()), Some(whole));
            let who: Vec<String> = answer.deciders.iter().map(|decider| self.name(decider)).collect();
            let who = if who.is_empty() { "nobody".to_owned() } else { list(&who) };
            let amounts = capitalised(&self.model.band_words(band).to_string());
            self.line(2, &format!("{amounts}: {}", escaped(&who)));
        }
        self.text.push('\n');
    }

    fn name(&self, decider: &Decider) -> String {
        match decider {
            Decider::Chain(chain) => {
                chain.steps.last().map_or_else(String::new, |step| self.path.steps[*step].receiver(self.model).to_string())
            }
            Decider::Reserved(number) => {
                let kept = &self.path.reserved[*number];
                self.model.party_words(kept.scheme.record, &kept.row.to).to_string()
            }
            Decider::Own(number) => self.path.own[*number].body.record.title(),
            Decider::Members { all: true, .. } => "each member for itself".to_owned(),
            Decider::Members { bodies, .. } => {
                let names: Vec<String> = bodies.iter().map(|body| self.model.record(*body).short_title()).collect();
                format!("{}, each for itself", list(&names))
            }
        }
    }

    fn decider(&mut self, decider: &Decider) {
        match decider {
            Decider::Chain(chain) => self.chain(chain),
            Decider::Reserved(number) => {
                let kept = &self.path.reserved[*number];
                let amounts = amounts(self.model, kept.band);
                self.line(2, &format!("{}{amounts}", escaped(&format!("Reserved to {}", self.name(decider)))));
                let source = kept.row.source.clone();
                let place = kept.scheme.record.place(kept.row.function.span);
                self.written(4, source, &place);
            }
            Decider::Own(number) => {
                let own = &self.path.own[*number];
                let amounts = amounts(self.model, own.band);
                self.line(2, &format!("{}{amounts}", escaped(&format!("Kept by {} by its own scheme", self.name(decider)))));
                let place = own.body.record.place(own.row.function.span);
                self.written(4, own.written(self.model).map(|saying| saying.to_string()), &place);
            }
            Decider::Members { .. } => {
                let name = capitalised(&self.name(decider));
                let what = if self.question.amount.is_some() { "nothing at this amount" } else { "nothing of it" };
                self.line(2, &format!("{}: {what} was given away", escaped(&name)));
            }
        }
    }

    /// A chain, step by step.
    fn chain(&mut self, chain: &Chain) {
        let Some(first) = chain.steps.first().copied() else { return };
        let last = chain.steps.last().map(|step| &self.path.steps[*step]);
        let together =
            if last.is_some_and(|step| step.row.joint == Some(true)) { ", together with those who give it" } else { "" };
        let head = match chain.end {
            End::Decides => format!("{} decides{together}", self.name(&Decider::Chain(chain.clone()))),
            End::Breaks(_) => format!("The chain to {} breaks off", self.name(&Decider::Chain(chain.clone()))),
            End::Joins(_) => format!("{} passes it on, as above", self.name(&Decider::Chain(chain.clone()))),
        };
        self.line(2, &escaped(&capitalised(&head)));
        let step = &self.path.steps[first];
        let by_law = if step.by_law == Some(true) { ", holding it by law" } else { "" };
        self.line(4, &escaped(&format!("1. {}{by_law}", capitalised(&step.giver(self.model).to_string()))));
        for (number, step) in chain.steps.iter().enumerate() {
            self.step(number + 2, *step);
        }
    }

    fn step(&mut self, number: usize, step: usize) {
        let own = &self.path.steps[step];
        let form = own.to.record().and_then(|id| self.model.form_words(id)).map_or_else(String::new, |form| format!(", {form}"));
        let band = own.band.unwrap_or(own.own);
        self.line(
            4,
            &format!("{number}. {}{}", escaped(&format!("{}{form}", own.receiver(self.model))), amounts(self.model, band)),
        );
        if let Some(conditions) = &own.row.conditions {
            self.line(7, &escaped(conditions));
        }
        if !own.row.consult.is_empty() {
            let asked = own.row.consult.iter().map(|party| self.model.party_words(own.scheme.record, party));
            self.line(7, &escaped(&format!("after asking {}", list(asked))));
        }
        let written: Vec<String> = own.written(self.model).into_iter().map(|saying| saying.to_string()).collect();
        let written = (!written.is_empty()).then(|| format!("written in: {}", written.join("; ")));
        let place = own.scheme.record.place(own.row.span);
        self.written(7, written, &place);
        for flaw in own.flaws {
            let words = self.path.flaw_words(self.model, step, flaw);
            let mark = if flaw.breaks() { "breaks here" } else { "note" };
            self.line(7, &format!("{}: {}", bold(mark), escaped(&words.to_string())));
        }
    }

    fn written(&mut self, indent: usize, words: Option<String>, place: &Place) {
        let mut places = Places::new(&self.edition.sources);
        let at = places.at(place);
        let at = at.line.map_or_else(|| at.file.clone(), |line| format!("{}:{line}", at.file));
        if let Some(words) = words {
            self.line(indent, &escaped(&words));
        }
        self.line(indent, &faint(at));
    }

    /// What the scheme says was given to nobody, and whether nobody decides at all.
    fn ungiven(&mut self, whole: RecordId, answer: &Answer) {
        let own = |record| self.model.collaborative_of(record).is_some_and(|own| own.id == whole);
        let ungiven = self.path.undelegated.iter().find(|ungiven| own(ungiven.scheme.record)).copied();
        if let Some(ungiven) = ungiven {
            let note = ungiven.row.note.as_ref().map_or_else(String::new, |note| format!(": {note}"));
            self.line(2, &escaped(&format!("Known to belong here, and given to nobody{note}")));
            self.written(4, None, &ungiven.scheme.record.place(ungiven.row.function.span));
        } else if answer.deciders.is_empty() && answer.broken.is_empty() {
            self.line(2, "Nobody is recorded to decide it here.");
        }
    }

    fn remit(&mut self) {
        let forums: Vec<String> = self
            .path
            .remit(self.model)
            .into_iter()
            .map(|forum| {
                let form = self.model.form_words(forum).map_or_else(String::new, |form| format!(" ({form})"));
                format!("{}{form}", self.model.record(forum).title())
            })
            .collect();
        if !forums.is_empty() {
            self.text.push('\n');
            self.line(0, &escaped(&format!("In the remit of {}.", list(&forums))));
        }
    }

    fn others(&mut self, matches: &[Match]) {
        let others: Vec<String> = matches
            .iter()
            .filter(|found| found.function != self.path.function.id)
            .take(3)
            .filter_map(|found| self.model.entry::<Function>(found.function))
            .map(|function| format!("“{}” ({})", function.record.title(), function.record.address))
            .collect();
        if !others.is_empty() {
            self.text.push('\n');
            self.line(0, &faint(escaped(&format!("Or did you mean {}?", crate::model::words::choice(&others)))));
        }
    }
}

/// Amounts after a name; empty where there are no bounds.
fn amounts(model: &Model, band: Band) -> String {
    let words = model.band_words(band);
    if words.is_empty() { String::new() } else { format!(": {words}") }
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let read = |text| amount(text).ok();
        assert_eq!(
            (read("750000"), read("£750,000"), read("750k"), read("1.5m")),
            (Some(750_000), Some(750_000), Some(750_000), Some(1_500_000))
        );
        assert_eq!(
            (read("a lot"), read("1.5"), read("-3"), read(""), read("99999999999999999999")),
            (None, None, None, None, None)
        );
        assert_eq!((read("2.00"), read("2.5k")), (Some(2), Some(2_500)));
    }
}
