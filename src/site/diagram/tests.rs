//! Whatever the records say, boxes never overlap, text stays in its box, and what edges say meets neither.

use proptest::prelude::*;

use super::layout::{Course, Drawing, Line, Placed, tall, wide};
use super::text::{NAME, SMALL, width};
use super::{Arrangements, Block, Diagram, Edge, Node, Said, Tone, svg};
use crate::phrases::Phrases;

fn name() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "NHS",
        "Foundation",
        "Trust",
        "of",
        "Chelsea",
        "and",
        "Westminster",
        "Hospital",
        "Llanfairpwllgwyngyllgogerychwyrndrobwll",
        "é",
        "北京",
        "W",
        "Committee-in-common",
    ]);
    prop::collection::vec(word, 1..9).prop_map(|words| words.join(" "))
}

fn node() -> impl Strategy<Value = Node> {
    (name(), prop::option::of(name())).prop_map(|(name, note)| Node { name, note, ..Node::default() })
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        4 => node().prop_map(Block::Single),
        1 => (node(), prop::collection::vec(node(), 1..13), any::<bool>())
            .prop_map(|(title, nodes, dashed)| Block::Group { title, nodes, dashed }),
        1 => (node(), node(), prop::collection::vec((node(), node()), 1..7))
            .prop_map(|(bodies, title, pairs)| Block::Pairs { bodies, title, says: "diagram.pair-has", pairs }),
    ]
}

/// Pictures of up to forty boxes, with as many edges as they may have.
fn diagram() -> impl Strategy<Value = Diagram> {
    (prop::collection::vec(block(), 1..16), prop::collection::vec((any::<usize>(), any::<usize>(), name(), any::<bool>()), 0..30))
        .prop_map(|(blocks, edges)| {
            let mut diagram = Diagram { caption: "All of it".to_owned(), ..Diagram::default() };
            let mut boxes = 0;
            for block in blocks {
                boxes += match &block {
                    Block::Single(_) => 1,
                    Block::Group { nodes, .. } => nodes.len(),
                    Block::Pairs { pairs, .. } => 2 * pairs.len(),
                };
                if boxes <= 40 {
                    diagram.add(block);
                }
            }
            let count = diagram.blocks.len().max(1);
            for (from, to, label, up) in edges.into_iter().filter(|_| !diagram.blocks.is_empty()).collect::<Vec<_>>() {
                diagram.join(Edge {
                    from: from % count,
                    to: to % count,
                    label,
                    line: "edges.reports-line",
                    values: Vec::new(),
                    up,
                    advice: up,
                });
            }
            diagram
        })
}

type Sides = (f64, f64, f64, f64);

fn sides(placed: &Placed<'_>) -> Sides {
    (placed.at.x, placed.at.y, placed.at.x + placed.size.width, placed.at.y + placed.size.height)
}

fn label_sides(line: &Line) -> Sides {
    let wide = line.label.iter().map(|text| width(text, SMALL)).fold(0.0, f64::max);
    let half = line.label.len() as f64 * 17.0 / 2.0;
    let left = if line.course != Course::Elbows { line.label_at.x - wide / 2.0 } else { line.label_at.x };
    (left, line.label_at.y - half, left + wide, line.label_at.y + half)
}

fn meet(one: Sides, other: Sides) -> bool {
    one.0 + 0.01 < other.2 && other.0 + 0.01 < one.2 && one.1 + 0.01 < other.3 && other.1 + 0.01 < one.3
}

fn is_sound(drawing: &Drawing<'_>, most: f64) {
    assert!(drawing.size.width <= most + 0.01, "{} is wider than {most}", drawing.size.width);
    let boxes: Vec<&Placed<'_>> = drawing.boxes.iter().filter(|placed| placed.frame.is_none()).collect();
    let labels: Vec<&Line> = drawing.lines.iter().filter(|line| !line.label.is_empty()).collect();
    for (number, placed) in boxes.iter().enumerate() {
        for other in &boxes[number + 1..] {
            assert!(!meet(sides(placed), sides(other)), "“{}” overlaps “{}”", placed.node.name, other.node.name);
        }
        for line in &labels {
            assert!(!meet(sides(placed), label_sides(line)), "{:?} stands on “{}”", line.label, placed.node.name);
        }
    }
    for placed in &drawing.boxes {
        let names = placed.name.iter().map(|line| width(line, NAME)).chain(placed.note.iter().map(|line| width(line, SMALL)));
        let widest = names.fold(0.0, f64::max);
        assert!(widest <= placed.size.width, "“{}” is wider than its box", placed.node.name);
        let (left, top, right, bottom) = sides(placed);
        assert!(left >= -0.01 && top >= -0.01 && right <= drawing.size.width + 0.01 && bottom <= drawing.size.height + 0.01);
    }
    for (number, line) in labels.iter().enumerate() {
        let (left, _, right, _) = label_sides(line);
        assert!(left >= -0.01 && right <= drawing.size.width + 0.01, "{:?} leaves the drawing", line.label);
        for other in &labels[number + 1..] {
            assert!(!meet(label_sides(line), label_sides(other)), "{:?} overlaps {:?}", line.label, other.label);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_or_spills(diagram in diagram()) {
        is_sound(&wide(&diagram, &Arrangements::default()), super::layout::WIDE);
        is_sound(&tall(&diagram), super::layout::TALL);
    }

    #[test]
    fn the_same_records_give_the_same_drawing(diagram in diagram()) {
        prop_assert_eq!(svg::draw(&diagram, &Arrangements::default()), svg::draw(&diagram.clone(), &Arrangements::default()));
    }
}

#[test]
fn a_picture_says_everything_in_words_too() {
    let mut diagram = Diagram { caption: "How it is".to_owned(), ..Diagram::default() };
    let members = diagram.add(Block::Group {
        title: Node::named("Two members"),
        nodes: vec![Node::named("Airedale").note("lead"), Node::named("Leeds <General>")],
        dashed: false,
    });
    let board = diagram.add(Block::Single(Node { href: Some("../board/".to_owned()), ..Node::named("Board").tone(Tone::Forum) }));
    let english = Phrases::english();
    let given = vec![("count", 2_usize.into()), ("what", "“Pathology”".into())];
    diagram.down(members, board, Said::new(english, "edges.delegate", "edges.delegate-line", given));
    diagram.up(board, members, Said::new(english, "edges.reports", "edges.reports-line", Vec::new()));
    diagram.down(board, board, Said::new(english, "edges.reports", "edges.reports-line", Vec::new()));
    let line = |words: &crate::site::view::Words| words.iter().map(|run| run.text.as_str()).collect::<String>();
    let lines: Vec<String> = diagram.lines(english).iter().map(line).collect();
    assert_eq!(
        lines,
        [
            "Two members: Airedale (lead), Leeds <General>.",
            "The two members delegate “Pathology” to Board.",
            "Board reports to the two members."
        ]
    );
    let svg = svg::draw(&diagram, &Arrangements::default());
    assert!(
        svg.as_str().contains("<a class=\"node node--forum\" href=\"../board/\">")
            && svg.as_str().contains("Leeds &lt;General&gt;")
    );
    assert!(!svg.as_str().contains("style=") && !svg.as_str().contains(" id="));
}
