//! How a function reaches whoever decides it, in one collaborative: the amounts, the chains step by step, what is reserved, who gave nothing.

use super::super::view::{Block, Notice, Run, Step, Words, words};
use super::super::viewpoint::joined;
use super::delegations::{own_source, source, terms};
use super::sheet::Sheet;
use super::table;
use crate::model::RecordId;
use crate::model::path::{Answer, Band, Chain, Decider, End, Path};
use crate::phrases::capitalised;
use crate::record::Record;
use crate::record::link::{Party, Who};

/// What one collaborative’s scheme says of a function. `number` tells its parts apart from those of others on the page.
pub(super) fn blocks(sheet: &Sheet<'_>, path: &Path<'_>, whole: RecordId, number: usize) -> Vec<Block> {
    let writer = Writer { sheet, path, whole };
    let answer = path.answer(sheet.model(), None, Some(whole));
    let mut blocks = Vec::new();
    blocks.extend(writer.amounts(number));
    blocks.extend(writer.chains(&answer, number));
    blocks.extend(writer.reserved(&answer, number));
    blocks.extend(writer.rest(&answer));
    blocks.extend(writer.ungiven());
    blocks
}

/// Amounts in words, with a capital letter; the phrase of the key `otherwise` where there are no bounds.
pub(super) fn amounts(sheet: &Sheet<'_>, band: Band, otherwise: &str) -> Words {
    let text = sheet.told(&sheet.model().band_words(band));
    if text.is_empty() { vec![Run::quiet(sheet.say(otherwise))] } else { words(capitalised(&text)) }
}

struct Writer<'w, 's> {
    sheet: &'w Sheet<'s>,
    path: &'w Path<'w>,
    whole: RecordId,
}

impl Writer<'_, '_> {
    /// Who decides up to what amount, where that makes a difference.
    fn amounts(&self, number: usize) -> Option<Block> {
        let model = self.sheet.model();
        let bands = self.path.bands(model, Some(self.whole));
        if bands.len() < 2 {
            return None;
        }
        let row = |band: Band| {
            let answer = self.path.answer(model, Some(band.example()), Some(self.whole));
            let deciders: Vec<Words> = answer.deciders.iter().map(|decider| self.decider(decider)).collect();
            let written: Vec<Words> = answer.deciders.iter().map(|decider| self.written(decider)).collect();
            let nobody = || vec![Run::label(self.sheet.say("chain.nobody"), "warning")];
            vec![
                amounts(self.sheet, band, "chain.any-amount"),
                if deciders.is_empty() { nobody() } else { joined(deciders, &self.sheet.say("lists.semicolon")) },
                joined(written, &self.sheet.say("lists.semicolon")),
            ]
        };
        let rows = bands.into_iter().map(row).collect();
        let id = if number == 0 { "amounts".to_owned() } else { format!("amounts-{number}") };
        Some(table(
            &id,
            self.sheet.say("chain.up-to-what"),
            &self.sheet.say_each(&["chain.amount", "chain.who-decides", "chain.where-written"]),
            rows,
        ))
    }

    fn decider(&self, decider: &Decider) -> Words {
        let point = &self.sheet.point;
        match decider {
            Decider::Chain(chain) => chain.steps.last().map_or_else(Words::new, |step| {
                let step = &self.path.steps[*step];
                self.party(step.scheme.record, &step.row.to)
            }),
            Decider::Reserved(number) => {
                let kept = &self.path.reserved[*number];
                self.party(kept.scheme.record, &kept.row.to)
            }
            Decider::Own(number) => vec![point.link(self.path.own[*number].body.id)],
            Decider::Members { all: true, .. } => words(self.sheet.say("chain.each-for-itself")),
            Decider::Members { bodies, .. } => {
                let line = point.listed(bodies.iter().map(|body| vec![point.link_short(*body)]).collect());
                self.sheet.runs("chain.for-themselves", &[("bodies", line.into()), ("count", bodies.len().into())])
            }
        }
    }

    /// A party of a row. On a page that is about no collaborative, “each member” has to say of what.
    fn party(&self, record: &Record, party: &Party) -> Words {
        let point = &self.sheet.point;
        match (party.who(), self.sheet.model().collaborative_of(record)) {
            (Some(Who::EachMember(_)), Some(whole)) => {
                let whole = point.link_short(whole.id);
                self.sheet.runs("chain.board-of-each-member", &[("collaborative", whole.into())])
            }
            _ => point.party(record, party),
        }
    }

    /// That something is reserved to a party of a row.
    fn reserved_to(&self, record: &Record, party: &Party) -> Words {
        match (party.who(), self.sheet.model().collaborative_of(record)) {
            (Some(Who::EachMember(_)), Some(whole)) => {
                let whole = self.sheet.point.link_short(whole.id);
                self.sheet.runs("chain.reserved-to-each-member", &[("collaborative", whole.into())])
            }
            _ => self.sheet.runs("chain.reserved-to", &[("party", self.party(record, party).into())]),
        }
    }

    fn written(&self, decider: &Decider) -> Words {
        match decider {
            Decider::Chain(chain) => chain.steps.last().map_or_else(Words::new, |step| {
                let step = &self.path.steps[*step];
                self.sheet.point.listed(source(self.sheet, step.scheme.record, step.row))
            }),
            Decider::Reserved(number) => {
                let source = self.path.reserved[*number].row.source.clone();
                source.map_or_else(|| vec![self.sheet.point.unrecorded()], words)
            }
            Decider::Own(number) => {
                own_source(self.sheet, &self.path.own[*number]).unwrap_or_else(|| vec![self.sheet.point.unrecorded()])
            }
            Decider::Members { .. } => words(self.sheet.say("chain.by-law")),
        }
    }

    /// The chains that arrive, then those that break off.
    fn chains(&self, answer: &Answer, number: usize) -> Vec<Block> {
        let arriving = answer.deciders.iter().filter_map(|decider| match decider {
            Decider::Chain(chain) => Some(chain),
            Decider::Reserved(_) | Decider::Own(_) | Decider::Members { .. } => None,
        });
        // Where a chain breaks off later, its first part is told with it.
        let told_later = |chain: &&Chain| !answer.broken.iter().any(|broken| broken.steps.starts_with(&chain.steps));
        let chains: Vec<&Chain> = arriving.filter(told_later).chain(&answer.broken).collect();
        let many = chains.len() > 1;
        let mut blocks = Vec::new();
        for (index, chain) in chains.into_iter().enumerate() {
            if many {
                let id = format!("part-way-{number}-{}", index + 1);
                blocks.push(Block::Heading { id, title: self.heading(chain), language: None, level: 3 });
            }
            blocks.push(Block::Steps { steps: self.steps(chain) });
        }
        blocks
    }

    /// Where a chain leads, and for which amounts.
    fn heading(&self, chain: &Chain) -> String {
        let Some(step) = chain.steps.last().map(|step| &self.path.steps[*step]) else { return String::new() };
        let amounts = self.sheet.told(&self.sheet.model().band_words(step.band.unwrap_or(step.own)));
        let receiver = capitalised(&self.sheet.told(&step.receiver(self.sheet.model())));
        if amounts.is_empty() {
            return receiver;
        }
        self.sheet.say_with("lists.labelled", &[("label", receiver.into()), ("value", amounts.into())])
    }

    fn steps(&self, chain: &Chain) -> Vec<Step> {
        let mut steps: Vec<Step> = chain.steps.first().map(|first| self.first(*first)).into_iter().collect();
        let broken_at = match chain.end {
            End::Breaks(at) => chain.steps.iter().position(|step| *step == at),
            End::Decides | End::Joins(_) => None,
        };
        for (index, step) in chain.steps.iter().enumerate() {
            let role = match broken_at {
                Some(at) if index >= at => "ends",
                Some(at) if index + 1 == at => "decides",
                None if index + 1 == chain.steps.len() && chain.end == End::Decides => "decides",
                _ => "",
            };
            steps.push(self.step(*step, role));
        }
        steps
    }

    /// Who gives first.
    fn first(&self, first: usize) -> Step {
        let step = &self.path.steps[first];
        let point = &self.sheet.point;
        let function = self.path.function;
        let mut meta = Vec::new();
        match step.by_law {
            Some(true) => {
                let basis = point.terms(function.record, &function.fields.basis);
                meta.push(match basis.is_empty() {
                    true => words(self.sheet.say("chain.holds-by-law")),
                    false => self.sheet.runs("chain.holds-by-law-under", &[("basis", basis.into())]),
                });
            }
            Some(false) => meta.push(vec![Run::label(self.sheet.say("chain.holds-not"), "warning")]),
            None => meta.push(vec![Run::quiet(self.sheet.say("chain.holder-unrecorded"))]),
        }
        Step { title: self.party(step.scheme.record, &step.row.from), meta, text: None, role: "" }
    }

    fn step(&self, number: usize, role: &'static str) -> Step {
        let step = &self.path.steps[number];
        let (point, record) = (&self.sheet.point, step.scheme.record);
        let mut title = self.party(record, &step.row.to);
        if let Some(Who::Forum(link)) = step.row.to.who() {
            let form = self.sheet.model().follow(record, link).and_then(|forum| self.sheet.model().form_words(forum));
            if let Some(form) = form {
                title = point.listed(vec![title, words(point.told(&form))]);
            }
        }
        let mut meta = vec![amounts(self.sheet, step.band.unwrap_or(step.own), "chain.no-limit")];
        let written = point.listed(source(self.sheet, record, step.row));
        let whole = self.sheet.model().collaborative_of(record).filter(|whole| whole.id != self.whole);
        meta.push(match whole {
            Some(whole) => {
                let scheme = point.link_short(whole.id);
                self.sheet.runs("chain.written-in-scheme", &[("source", written.into()), ("collaborative", scheme.into())])
            }
            None => self.sheet.runs("chain.written-in", &[("source", written.into())]),
        });
        meta.push(terms(self.sheet, record, step.row));
        for flaw in step.flaws {
            let text = self.sheet.told(&self.path.flaw_words(self.sheet.model(), number, flaw));
            let mark = if flaw.breaks() { "chain.breaks" } else { "chain.to-be-mended" };
            meta.push(vec![
                Run::label(self.sheet.say(mark), "warning"),
                Run::text(format!(" {}", full_stop(&capitalised(&text)))),
            ]);
        }
        meta.retain(|line| !line.is_empty());
        Step { title, meta, text: None, role }
    }

    fn reserved(&self, answer: &Answer, number: usize) -> Vec<Block> {
        let step = |title: Words, band: Band, source: Option<Words>| {
            let meta = std::iter::once(amounts(self.sheet, band, "chain.all-of-it")).chain(source).collect();
            Step { title, meta, text: None, role: "decides" }
        };
        let steps: Vec<Step> = answer
            .deciders
            .iter()
            .filter_map(|decider| match decider {
                Decider::Reserved(number) => {
                    let kept = &self.path.reserved[*number];
                    let title = self.reserved_to(kept.scheme.record, &kept.row.to);
                    Some(step(title, kept.band, kept.row.source.clone().map(|source| words(full_stop(&source)))))
                }
                Decider::Own(number) => {
                    let own = &self.path.own[*number];
                    let body = vec![self.sheet.point.link(own.body.id)];
                    let title = self.sheet.runs("chain.kept-by-own-scheme", &[("party", body.into())]);
                    Some(step(title, own.band, own_source(self.sheet, own)))
                }
                Decider::Chain(_) | Decider::Members { .. } => None,
            })
            .collect();
        if steps.is_empty() {
            return Vec::new();
        }
        let alone = answer.broken.is_empty() && !answer.deciders.iter().any(|decider| matches!(decider, Decider::Chain(_)));
        let heading = Block::Heading {
            id: format!("part-reserved-{number}"),
            title: self.sheet.say("chain.reserved"),
            language: None,
            level: 3,
        };
        let heading = (!alone).then_some(heading);
        // Each stands alone: none follows from the one before.
        heading.into_iter().chain(steps.into_iter().map(|step| Block::Steps { steps: vec![step] })).collect()
    }

    /// Members that gave nothing of it away.
    fn rest(&self, answer: &Answer) -> Option<Block> {
        let rest = answer.deciders.iter().find(|decider| matches!(decider, Decider::Members { .. }))?;
        let line = self.sheet.runs("chain.given-nothing", &[("party", self.decider(rest).into())]);
        Some(Block::Text { paragraphs: vec![line] })
    }

    fn ungiven(&self) -> Option<Block> {
        let model = self.sheet.model();
        let here = |record| model.collaborative_of(record).is_some_and(|whole| whole.id == self.whole);
        let ungiven = self.path.undelegated.iter().find(|ungiven| here(ungiven.scheme.record))?;
        let note = ungiven.row.note.as_ref().map_or_else(|| self.sheet.say("chain.known-here"), |note| full_stop(note));
        Some(Block::Notice(Notice { tone: "warning", title: self.sheet.say("chain.to-nobody"), paragraphs: vec![words(note)] }))
    }
}

fn full_stop(text: &str) -> String {
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}
