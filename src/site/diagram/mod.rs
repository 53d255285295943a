//! Pictures drawn from the records: what stands in them and how it hangs together, as values; where it stands; and the drawing.
//!
//! Each picture is drawn twice, once for a desk and once for a phone; the style sheet shows the one that has room. The same stands
//! beside it in words.

mod answering;
mod area;
mod arrangements;
mod layered;
mod governance;
mod layout;
mod path;
mod reporting;
mod succession;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod timeline;
mod upright;

pub(super) use answering::answering;
pub(super) use area::area;
pub(super) use arrangements::Arrangements;
pub(super) use governance::governance;
pub(super) use path::decision_path;
pub(super) use succession::succession;
pub(super) use timeline::{Moment, timeline};

use super::phrases::{Argument, runs};
use super::view::{Block as Part, Run, Words};
use super::viewpoint::{Viewpoint, joined};
use crate::phrases::{self, Phrases, capitalised};

/// A picture: blocks and what leads from one to another.
#[derive(Clone, Debug, Default)]
pub(super) struct Diagram {
    /// What it shows.
    pub caption: String,
    /// What stands in it, from the top down.
    pub blocks: Vec<Block>,
    /// What leads from one block to another.
    pub edges: Vec<Edge>,
}

/// One box with a name.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    /// What it says.
    pub name: String,
    /// A second line: in which role, until when.
    pub note: Option<String>,
    /// Where it leads.
    pub href: Option<String>,
    /// How it is drawn.
    pub tone: Tone,
    /// Whether it stands for several.
    pub several: bool,
}

/// How a box is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Tone {
    /// As most are.
    #[default]
    Plain,
    /// The one that answers for the others, or decides.
    Lead,
    /// A forum.
    Forum,
    /// What is over.
    Ended,
}

/// Boxes that stand and are linked as one.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// One box.
    Single(Node),
    /// Several in a frame.
    Group {
        /// What they are.
        title: Node,
        /// The boxes.
        nodes: Vec<Node>,
        /// Whether the frame is dashed: they meet together, and each decides for itself.
        dashed: bool,
    },
    /// Bodies, each with something of its own; what they have meets together in a dashed frame.
    Pairs {
        /// What the bodies are.
        bodies: Node,
        /// Where what they have meets.
        title: Node,
        /// What a body has to do with what is its own, by the key of its phrase; in the picture it is an arrow.
        says: &'static str,
        /// A body, and what is its own.
        pairs: Vec<(Node, Node)>,
    },
}

/// What leads from one block to another.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    /// The block from which it leads.
    pub from: usize,
    /// The block to which it leads.
    pub to: usize,
    /// What it is, as the picture says it: "delegates vascular services".
    pub label: String,
    /// The phrase that says it in a sentence, by its key: `{from} delegates {what} to {to}.`
    pub line: &'static str,
    /// What else the phrase takes.
    pub values: Vec<(&'static str, phrases::Argument<'static>)>,
    /// Whether it leads up the page: what reports stands below that to which it reports.
    pub up: bool,
    /// Whether it has no force of its own.
    pub advice: bool,
}

impl Node {
    /// A box that says what a link says, and leads where it leads.
    pub(super) fn of(run: Run) -> Node {
        Node { name: run.text, href: run.href, ..Node::default() }
    }

    /// A box that leads nowhere.
    pub(super) fn named(name: impl Into<String>) -> Node {
        Node { name: name.into(), ..Node::default() }
    }

    pub(super) fn tone(self, tone: Tone) -> Node {
        Node { tone, ..self }
    }

    pub(super) fn note(self, note: impl Into<String>) -> Node {
        Node { note: Some(note.into()), ..self }
    }

    fn run(&self) -> Run {
        Run { href: self.href.clone(), ..Run::text(self.name.clone()) }
    }

    fn words(&self, phrases: &Phrases) -> Words {
        match &self.note {
            Some(note) => runs(phrases, "lists.aside", &[("text", self.run().into()), ("aside", note.clone().into())]),
            None => vec![self.run()],
        }
    }
}

impl Block {
    /// What it is called as one.
    fn title(&self) -> &Node {
        match self {
            Block::Single(node) => node,
            Block::Group { title, .. } => title,
            Block::Pairs { bodies, .. } => bodies,
        }
    }

    /// What it is called within a sentence.
    fn within(&self, phrases: &Phrases) -> Words {
        let lower = |node: &Node| {
            let name = Run { text: small(&node.name), ..node.run() };
            runs(phrases, "diagram.the", &[("name", name.into())])
        };
        match self {
            Block::Single(node) if node.several => lower(node),
            Block::Single(node) => vec![node.run()],
            Block::Group { title, dashed: true, .. } => runs(phrases, "diagram.members-of", &[("forum", title.run().into())]),
            Block::Group { title, .. } => lower(title),
            Block::Pairs { bodies, .. } => lower(bodies),
        }
    }
}

/// A text that begins with a small letter.
fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Diagram {
    /// Adds a block and returns its number.
    pub(super) fn add(&mut self, block: Block) -> usize {
        self.blocks.push(block);
        self.blocks.len() - 1
    }

    /// Adds an edge down the page, unless it leads to where it begins or is there already.
    pub(super) fn down(&mut self, from: usize, to: usize, said: Said) {
        self.join(Edge { from, to, label: said.label, line: said.line, values: said.values, up: false, advice: false });
    }

    /// The same up the page.
    pub(super) fn up(&mut self, from: usize, to: usize, said: Said) {
        self.join(Edge { from, to, label: said.label, line: said.line, values: said.values, up: true, advice: false });
    }

    /// How many a block stands for, so that a verb can agree with it.
    pub(super) fn size(&self, block: usize) -> usize {
        match self.blocks.get(block) {
            Some(Block::Single(node)) if node.several => MANY,
            Some(Block::Single(_)) | None => 1,
            Some(Block::Group { nodes, .. }) => nodes.len().max(2),
            Some(Block::Pairs { pairs, .. }) => pairs.len().max(2),
        }
    }

    pub(super) fn join(&mut self, edge: Edge) {
        let known = self.edges.iter().any(|other| (other.from, other.to, &other.label) == (edge.from, edge.to, &edge.label));
        if edge.from != edge.to && !known {
            self.edges.push(edge);
        }
    }

    /// Whether a block is one body or forum, of which one says "reports" and not "report".
    pub(super) fn is_one(&self, block: usize) -> bool {
        matches!(self.blocks.get(block), Some(Block::Single(node)) if !node.several)
    }

    /// The picture and its words, as a part of a page; none where nothing hangs together.
    pub(super) fn parts(&self, point: &Viewpoint<'_>) -> Vec<Part> {
        let pairs = self.blocks.iter().any(|block| matches!(block, Block::Pairs { .. } | Block::Group { dashed: true, .. }));
        if self.edges.is_empty() && !pairs {
            return Vec::new();
        }
        let svg = svg::draw(self, &point.site.arrangements);
        vec![Part::Diagram { svg, caption: self.caption.clone(), lines: self.lines(point.phrases()) }]
    }

    /// The same as the picture, line by line.
    fn lines(&self, phrases: &Phrases) -> Vec<Words> {
        let blocks = self.blocks.iter().filter_map(|block| block_line(phrases, block));
        blocks.chain(self.edges.iter().map(|edge| self.edge_line(phrases, edge))).collect()
    }

    fn edge_line(&self, phrases: &Phrases, edge: &Edge) -> Words {
        let ends = [("from", self.blocks[edge.from].within(phrases)), ("to", self.blocks[edge.to].within(phrases))];
        let ends = ends.into_iter().map(|(name, words)| (name, Argument::from(words)));
        let values = edge.values.iter().map(|(name, value)| (*name, Argument::Plain(value.clone())));
        let mut line = runs(phrases, edge.line, &ends.chain(values).collect::<Vec<_>>());
        if let Some(first) = line.first_mut() {
            first.text = capitalised(&first.text);
        }
        line
    }
}

/// How many a box stands for that stands for several: more than any rule of plurals tells apart.
const MANY: usize = 100;

/// What an edge says: its label in the picture, and the phrase that says it in a sentence.
pub(super) struct Said {
    label: String,
    line: &'static str,
    values: Vec<(&'static str, phrases::Argument<'static>)>,
}

impl Said {
    /// The label of the key `label`, and the sentence of the key `line`, with the values that both take.
    pub(super) fn new(
        phrases: &Phrases,
        label: &'static str,
        line: &'static str,
        values: Vec<(&'static str, phrases::Argument<'static>)>,
    ) -> Said {
        Said { label: phrases.say_with(label, &values), line, values }
    }
}

fn block_line(phrases: &Phrases, block: &Block) -> Option<Words> {
    let line = |title: &Node, rest: Argument| runs(phrases, "diagram.line", &[("name", title.run().into()), ("rest", rest)]);
    match block {
        Block::Single(node) => node.note.as_ref().map(|note| line(node, note.clone().into())),
        Block::Group { title, nodes, .. } => {
            let nodes = nodes.iter().map(|node| node.words(phrases)).collect();
            Some(line(title, joined(nodes, &phrases.say("lists.comma")).into()))
        }
        Block::Pairs { title, says, pairs, .. } => {
            let pair = |(body, own): &(Node, Node)| {
                let own = Node { name: small(&own.name), ..own.clone() }.words(phrases);
                runs(phrases, says, &[("body", body.words(phrases).into()), ("own", own.into())])
            };
            let pairs = pairs.iter().map(pair).collect();
            Some(line(title, joined(pairs, &phrases.say("lists.semicolon")).into()))
        }
    }
}
