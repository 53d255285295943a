//! Whatever the records say, boxes never overlap, text stays in its box, and what edges say meets neither.

use jiff::civil::Date;
use proptest::prelude::*;

use super::layout::Size;
use super::layout::{Course, Drawing, Line, Placed, tall, wide};
use super::text::{NAME, SMALL, width};
use super::timeline::{self, Timeline};
use super::{Arrangements, Block, Diagram, Edge, Moment, Node, Said, Tone, svg};
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

/// Up to forty events in any order of years.
fn moments() -> impl Strategy<Value = Vec<Moment>> {
    let moment = (1850i16..2060, 1i8..13, name()).prop_map(|(year, month, name)| Moment {
        day: Date::constant(year, month, 11),
        when: format!("11 September {year}"),
        name,
        href: None,
    });
    prop::collection::vec(moment, 1..41).prop_map(|mut moments| {
        moments.sort_by_key(|moment| moment.day);
        moments
    })
}

fn is_sound_timeline(timeline: &Timeline<'_>) {
    let Size { width: whole, height } = timeline.size;
    for row in &timeline.rows {
        let widths = row.when.iter().map(|line| width(line, SMALL)).chain(row.name.iter().map(|line| width(line, NAME)));
        let widest = widths.fold(0.0, f64::max);
        let (left, right) = if row.before { (row.at.x - widest, row.at.x) } else { (row.at.x, row.at.x + widest) };
        assert!(left >= -0.01 && right <= whole + 0.01, "“{}” leaves the drawing: {left} to {right}", row.moment.name);
        assert!(row.dot.x >= 0.0 && row.dot.x <= whole, "a dot leaves the drawing");
    }
    for pair in timeline.rows.windows(2) {
        assert!(pair[0].at.y + pair[0].height <= pair[1].at.y, "“{}” stands on “{}”", pair[0].moment.name, pair[1].moment.name);
        assert!(pair[0].moment.day >= pair[1].moment.day, "the latest stands first");
    }
    assert!(timeline.rows.last().is_none_or(|last| last.at.y + last.height <= height));
    for pair in timeline.years.windows(2) {
        assert!(pair[1].0 - pair[0].0 >= 40.0, "{} stands on {}", pair[0].1, pair[1].1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_event_of_a_timeline_stands_on_another_or_spills(moments in moments(), year in 1990i16..2040) {
        let today = Date::constant(year, 6, 1);
        is_sound_timeline(&timeline::arrange(&moments, today, super::layout::WIDE));
        is_sound_timeline(&timeline::arrange(&moments, today, super::layout::TALL));
        prop_assert_eq!(timeline::timeline("When", &moments, today), timeline::timeline("When", &moments, today));
    }
}

#[test]
fn a_timeline_is_drawn_where_it_says_more_than_its_list() {
    let moment = |year| Moment {
        day: Date::constant(year, 3, 1),
        when: year.to_string(),
        name: "It <began>".to_owned(),
        href: Some("../x/".to_owned()),
    };
    let today = Date::constant(2026, 6, 1);
    assert!(timeline::timeline("When", &[moment(2020), moment(2021)], today).is_none());
    assert!(timeline::timeline("When", &[moment(2020), moment(2020), moment(2020)], today).is_none());
    let svg = timeline::timeline("When", &[moment(2020), moment(2022), moment(2030)], today).expect("it is drawn");
    let svg = svg.as_str();
    assert_eq!(svg.matches("<a class=\"node\" href=\"../x/\">").count(), 4);
    assert_eq!(svg.matches("node--ended").count(), 2, "what is still to come is drawn as such");
    assert!(svg.contains("It &lt;began&gt;") && !svg.contains("style=") && !svg.contains(" id="));
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
