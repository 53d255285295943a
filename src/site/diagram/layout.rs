//! Where everything stands. Blocks are laid out one by one; an [`Arrange`] then says where they stand and how the edges run.

use super::arrangements::Arrangements;
use super::text::{NAME, SMALL, balanced, longest, width};
use super::{Block, Diagram, Edge, Node};

/// The widest drawing for a desk, in pixels: a column of text.
pub(super) const WIDE: f64 = 800.0;
/// The drawing for a phone.
pub(super) const TALL: f64 = 326.0;

const PADDING: f64 = 10.0;
const GAP: f64 = 10.0;
const NAME_LINE: f64 = 18.0;
const SMALL_LINE: f64 = 17.0;
const NARROWEST: f64 = 104.0;
/// The room for an arrow between a body and what is its own.
const ARROW: f64 = 30.0;
/// The widest box that a single long word may ask for.
const WIDEST_WORD: f64 = 230.0;

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub width: f64,
    pub height: f64,
}

/// A place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// A box with its text, at its place.
#[derive(Clone, Debug)]
pub(super) struct Placed<'d> {
    pub node: &'d Node,
    pub at: Point,
    pub size: Size,
    pub name: Vec<String>,
    pub note: Vec<String>,
    /// Whether it frames others: then its text stands at the top.
    pub frame: Option<Frame>,
}

/// How a frame is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Solid,
    /// What stands in it meets together, and each decides for itself.
    Dashed,
    /// The same, with its title at the foot, since arrows enter from above.
    DashedOverFoot,
}

/// A line with an arrow at its end.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub points: Vec<Point>,
    /// How it goes from point to point.
    pub course: Course,
    pub advice: bool,
    /// What it says, and the middle of that; its beginning where the line has elbows.
    pub label: Vec<String>,
    pub label_at: Point,
}

/// How a line goes from point to point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Course {
    /// Straight.
    #[default]
    Elbows,
    /// It swings, and is upright at every point.
    Down,
    /// It swings, and is level at every point.
    Across,
}

/// A whole drawing.
#[derive(Clone, Debug, Default)]
pub(super) struct Drawing<'d> {
    pub size: Size,
    pub boxes: Vec<Placed<'d>>,
    pub lines: Vec<Line>,
}

/// What is to be arranged: an edge by the numbers of its ends, with the size of what it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    pub up: bool,
    pub label: Size,
}

/// Where blocks stand and how edges run.
#[derive(Clone, Debug, Default)]
pub(super) struct Arrangement {
    pub size: Size,
    /// The upper corner of each block.
    pub places: Vec<Point>,
    pub routes: Vec<Route>,
}

/// How an edge runs, and where its label has its middle.
#[derive(Clone, Debug, Default)]
pub(super) struct Route {
    pub points: Vec<Point>,
    pub label: Point,
    pub course: Course,
}

/// Something that arranges blocks.
pub(super) trait Arrange {
    fn arrange(&self, sizes: &[Size], links: &[Link]) -> Arrangement;

    /// A width that the arrangement is at least, known without the work of arranging; nought where nothing is known.
    fn least_width(&self, _sizes: &[Size], _links: &[Link]) -> f64 {
        0.0
    }
}

impl Size {
    fn of_lines(lines: &[String]) -> Size {
        let widest = lines.iter().map(|line| width(line, SMALL)).fold(0.0, f64::max);
        if lines.is_empty() { Size::default() } else { Size { width: widest + 8.0, height: lines.len() as f64 * SMALL_LINE } }
    }
}

/// The most blocks for which a place beside each other is sought: no screen holds more, and what seeks it calls itself once for each rank,
/// so that a line of some thousands would take more stack than there is.
const SIDE_BY_SIDE: usize = 150;

/// The drawing for a desk: as few columns as fit beside each other.
pub(super) fn wide<'d>(diagram: &'d Diagram, memory: &Arrangements) -> Drawing<'d> {
    let down = super::layered::Layered { across: false, memory };
    let across = super::layered::Layered { across: true, memory };
    let ways: [(usize, f64, &dyn Arrange); 7] = [
        (4, 176.0, &down),
        (3, 176.0, &down),
        (3, 150.0, &down),
        (2, 150.0, &down),
        (2, 176.0, &across),
        (1, 190.0, &across),
        (2, 130.0, &down),
    ];
    let few = diagram.blocks.len() <= SIDE_BY_SIDE;
    for (columns, cell, arrange) in ways.into_iter().filter(|_| few) {
        let style = Style { cell, columns, full: None, label: cell - 30.0, across: true };
        let measured = style.measure(diagram);
        if arrange.least_width(&measured.sizes(), &measured.links) > WIDE {
            continue;
        }
        let drawing = measured.draw(diagram, arrange);
        if drawing.size.width <= WIDE {
            return drawing;
        }
    }
    let width = 600.0;
    let full = super::upright::room(width, &links(diagram));
    Style { cell: full, columns: 3, full: Some(full), label: 300.0, across: false }
        .measure(diagram)
        .draw(diagram, &super::upright::Upright { width })
}

/// The drawing for a phone: everything below each other.
pub(super) fn tall(diagram: &Diagram) -> Drawing<'_> {
    let full = super::upright::room(TALL, &links(diagram));
    Style { cell: full, columns: 2, full: Some(full), label: 150.0, across: false }
        .measure(diagram)
        .draw(diagram, &super::upright::Upright { width: TALL })
}

fn links(diagram: &Diagram) -> Vec<Link> {
    let link = |edge: &Edge| Link { from: edge.from, to: edge.to, up: edge.up, label: Size::default() };
    diagram.edges.iter().map(link).collect()
}

/// The measures of one drawing.
struct Style {
    /// The widest box of one name.
    cell: f64,
    /// How many boxes stand beside each other in a frame.
    columns: usize,
    /// The width that every block takes, where it takes all there is.
    full: Option<f64>,
    /// The widest line of what an edge says.
    label: f64,
    /// Whether pairs stand beside each other, rather than below.
    across: bool,
}

/// A block, laid out by itself.
struct Laid<'d> {
    size: Size,
    boxes: Vec<Placed<'d>>,
    lines: Vec<Line>,
}

/// Everything laid out by itself, not yet arranged.
struct Measured<'d> {
    blocks: Vec<Laid<'d>>,
    labels: Vec<Vec<String>>,
    links: Vec<Link>,
}

impl<'d> Measured<'d> {
    fn sizes(&self) -> Vec<Size> {
        self.blocks.iter().map(|block| block.size).collect()
    }

    fn draw(self, diagram: &Diagram, arrange: &dyn Arrange) -> Drawing<'d> {
        let arranged = arrange.arrange(&self.sizes(), &self.links);
        let Measured { blocks, labels, .. } = self;
        let mut drawing = Drawing { size: arranged.size, ..Drawing::default() };
        for (block, place) in blocks.into_iter().zip(&arranged.places) {
            drawing.boxes.extend(block.boxes.into_iter().map(|placed| Placed { at: placed.at.plus(*place), ..placed }));
            drawing.lines.extend(block.lines.into_iter().map(|line| line.moved(*place)));
        }
        for ((edge, label), route) in diagram.edges.iter().zip(labels).zip(arranged.routes) {
            let Route { points, label: label_at, course } = route;
            drawing.lines.push(Line { points, course, advice: edge.advice, label, label_at });
        }
        drawing
    }
}

impl Style {
    fn measure<'d>(&self, diagram: &'d Diagram) -> Measured<'d> {
        let blocks: Vec<Laid<'d>> = diagram.blocks.iter().map(|block| self.block(block)).collect();
        let labels: Vec<Vec<String>> = diagram.edges.iter().map(|edge| balanced(&edge.label, self.label, SMALL)).collect();
        let mut links = links(diagram);
        for (link, label) in links.iter_mut().zip(&labels) {
            link.label = Size::of_lines(label);
        }
        Measured { blocks, labels, links }
    }

    fn block<'d>(&self, block: &'d Block) -> Laid<'d> {
        match block {
            Block::Single(node) => {
                let placed = sized(node, self.cell, self.full);
                Laid { size: placed.size, boxes: vec![placed], lines: Vec::new() }
            }
            Block::Group { title, nodes, dashed } => self.group(title, nodes, *dashed),
            Block::Pairs { bodies, title, pairs, .. } => {
                let whole = self.full.unwrap_or(420.0);
                let laid =
                    if self.across && pairs.len() <= 4 { across(title, pairs, self.cell) } else { below(title, pairs, whole) };
                enclosed(bodies, laid)
            }
        }
    }

    fn group<'d>(&self, title: &'d Node, nodes: &'d [Node], dashed: bool) -> Laid<'d> {
        let share = |columns: usize| (self.full.unwrap_or(f64::MAX) - GAP) / columns as f64 - GAP;
        let needed = nodes.iter().map(narrowest).fold(0.0, f64::max);
        let most = (1..=self.columns).rev().find(|columns| needed <= share(*columns)).unwrap_or(1);
        let rows = nodes.len().div_ceil(most).max(1);
        let columns = nodes.len().div_ceil(rows).max(1);
        let inner = self.full.map_or(self.cell, |_| share(columns));
        let boxes: Vec<Placed<'d>> = nodes.iter().map(|node| sized(node, inner, self.full.map(|_| inner))).collect();
        let cell = boxes.iter().map(|placed| placed.size.width).fold(NARROWEST.min(inner), f64::max);
        let whole = self.full.unwrap_or(columns as f64 * (cell + GAP) + GAP);
        let mut frame = framed(title, whole, dashed);
        let mut laid = Laid { size: Size::default(), boxes: Vec::new(), lines: Vec::new() };
        let mut top = frame.size.height;
        let mut boxes = boxes.into_iter();
        for _ in 0..rows {
            let row: Vec<Placed<'d>> = boxes.by_ref().take(columns).collect();
            let height = row.iter().map(|placed| placed.size.height).fold(0.0, f64::max);
            for (column, placed) in row.into_iter().enumerate() {
                let at = Point { x: GAP + column as f64 * (cell + GAP), y: top };
                laid.boxes.push(Placed { at, size: Size { width: cell, height }, ..placed });
            }
            top += height + GAP;
        }
        frame.size.height = top;
        laid.size = frame.size;
        laid.boxes.insert(0, frame);
        laid
    }
}

/// Bodies beside each other, below each what is its own, all of that in a frame.
fn across<'d>(title: &'d Node, pairs: &'d [(Node, Node)], cell: f64) -> Laid<'d> {
    let count = pairs.len().max(1) as f64;
    let cell = cell.min(160.0);
    let whole = count * (cell + GAP) + GAP;
    let upper: Vec<Placed<'d>> = pairs.iter().map(|(body, _)| sized(body, cell, Some(cell))).collect();
    let lower: Vec<Placed<'d>> = pairs.iter().map(|(_, own)| sized(own, cell, Some(cell))).collect();
    let tallest = |boxes: &[Placed<'_>]| boxes.iter().map(|placed| placed.size.height).fold(0.0, f64::max);
    let (first, second) = (tallest(&upper), tallest(&lower));
    let mut frame = framed(title, whole, true);
    let text = frame.size.height - GAP;
    frame.at.y = first + ARROW - GAP;
    frame.size.height = second + 2.0 * GAP + text;
    let mut laid =
        Laid { size: Size { width: whole, height: frame.at.y + frame.size.height }, boxes: vec![frame], lines: Vec::new() };
    for (column, (body, own)) in upper.into_iter().zip(lower).enumerate() {
        let x = GAP + column as f64 * (cell + GAP);
        let middle = x + cell / 2.0;
        laid.lines.push(arrow(Point { x: middle, y: first }, Point { x: middle, y: first + ARROW }));
        laid.boxes.push(Placed { at: Point { x, y: 0.0 }, size: Size { width: cell, height: first }, ..body });
        laid.boxes.push(Placed { at: Point { x, y: first + ARROW }, size: Size { width: cell, height: second }, ..own });
    }
    laid.boxes[0].frame = Some(Frame::DashedOverFoot);
    laid
}

/// Bodies below each other, beside each what is its own, all of that in a frame.
fn below<'d>(title: &'d Node, pairs: &'d [(Node, Node)], whole: f64) -> Laid<'d> {
    let whole = whole - 2.0 * GAP;
    let cell = (whole - ARROW - GAP) / 2.0 - GAP / 2.0;
    let mut frame = framed(title, cell + 2.0 * GAP, true);
    let text = frame.size.height - GAP;
    frame.frame = Some(Frame::DashedOverFoot);
    frame.at.x = whole - cell - 2.0 * GAP;
    let mut laid = Laid { size: Size { width: whole, height: 0.0 }, boxes: Vec::new(), lines: Vec::new() };
    let mut top = GAP;
    for (body, own) in pairs {
        let (body, own) = (sized(body, cell, Some(cell)), sized(own, cell, Some(cell)));
        let height = body.size.height.max(own.size.height);
        let x = frame.at.x + GAP;
        let y = top + height / 2.0;
        laid.lines.push(arrow(Point { x: cell, y }, Point { x, y }));
        laid.boxes.push(Placed { at: Point { x: 0.0, y: top }, size: Size { width: cell, height }, ..body });
        laid.boxes.push(Placed { at: Point { x, y: top }, size: Size { width: cell, height }, ..own });
        top += height + GAP;
    }
    top += text;
    frame.size.height = top;
    laid.size.height = top;
    laid.boxes.insert(0, frame);
    laid
}

/// All that was laid out, in a frame with a title.
fn enclosed<'d>(title: &'d Node, laid: Laid<'d>) -> Laid<'d> {
    let mut frame = framed(title, laid.size.width + 2.0 * GAP, false);
    let by = Point { x: GAP, y: frame.size.height };
    frame.size.height += laid.size.height + GAP;
    let size = frame.size;
    let inner = laid.boxes.into_iter().map(|placed| Placed { at: placed.at.plus(by), ..placed });
    let boxes = std::iter::once(frame).chain(inner).collect();
    Laid { size, boxes, lines: laid.lines.into_iter().map(|line| line.moved(by)).collect() }
}

fn arrow(from: Point, to: Point) -> Line {
    Line { points: vec![from, to], course: Course::Elbows, advice: false, label: Vec::new(), label_at: Point::default() }
}

/// A box as wide as its name, at most as wide as `widest`, or exactly `full`.
fn sized(node: &Node, widest: f64, full: Option<f64>) -> Placed<'_> {
    let needed = narrowest(node).min(WIDEST_WORD);
    let widest = widest.max(needed);
    let padding = full.filter(|full| *full < needed).map_or(PADDING, |_| PADDING / 2.0);
    let room = full.unwrap_or(widest) - 2.0 * padding;
    let name = balanced(&node.name, room, NAME);
    let note = node.note.as_ref().map_or_else(Vec::new, |note| balanced(note, room, SMALL));
    let names = name.iter().map(|line| width(line, NAME));
    let text = names.chain(note.iter().map(|line| width(line, SMALL))).fold(0.0, f64::max);
    let width = full.unwrap_or((text + 2.0 * PADDING).max(NARROWEST.min(widest)));
    let height = name.len() as f64 * NAME_LINE + note.len() as f64 * SMALL_LINE + 2.0 * PADDING;
    Placed { node, at: Point::default(), size: Size { width, height }, name, note, frame: None }
}

/// How wide a box must be for its words to stay whole.
fn narrowest(node: &Node) -> f64 {
    let note = node.note.as_ref().map_or(0.0, |note| longest(note, SMALL));
    longest(&node.name, NAME).max(note) + 2.0 * PADDING
}

/// A frame with its title; its height is as yet that of the title with the distance below it.
fn framed(title: &Node, whole: f64, dashed: bool) -> Placed<'_> {
    let frame = if dashed { Frame::Dashed } else { Frame::Solid };
    let placed = sized(title, whole, Some(whole));
    Placed { frame: Some(frame), ..placed }
}

impl Point {
    pub(super) fn plus(self, other: Point) -> Point {
        Point { x: self.x + other.x, y: self.y + other.y }
    }
}

impl Line {
    fn moved(self, by: Point) -> Line {
        let points = self.points.iter().map(|point| point.plus(by)).collect();
        Line { points, label_at: self.label_at.plus(by), ..self }
    }
}
