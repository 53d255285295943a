//! Arranges blocks in ranks, each below what leads to it. The positions are the library's.

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel};

use super::arrangements::{Arrangements, BETWEEN_BLOCKS, BETWEEN_LINES, BETWEEN_RANKS};
use super::layout::{Arrange, Arrangement, Course, Link, Point, Route, Size};

/// How far an edge runs straight before it arrives.
const STRAIGHT: f64 = 12.0;

/// Arranges blocks in ranks.
pub(super) struct Layered<'m> {
    /// Whether the ranks stand beside each other, from left to right.
    pub across: bool,
    /// What was arranged before.
    pub memory: &'m Arrangements,
}

impl Arrange for Layered<'_> {
    fn arrange(&self, sizes: &[Size], links: &[Link]) -> Arrangement {
        if !self.across {
            return (*self.memory.down(sizes, links, down)).clone();
        }
        let sizes: Vec<Size> = sizes.iter().map(|size| size.turned()).collect();
        let links: Vec<Link> = links.iter().map(|link| Link { label: link.label.turned(), ..*link }).collect();
        (*self.memory.down(&sizes, &links, down)).clone().turned()
    }

    fn least_width(&self, sizes: &[Size], links: &[Link]) -> f64 {
        self.memory.least_width(sizes, links, self.across)
    }
}

/// Ranks below each other.
fn down(sizes: &[Size], links: &[Link]) -> Arrangement {
    let mut graph = Graph::with_options(GraphOptions { directed: true, multigraph: true, compound: false });
    for (number, size) in sizes.iter().enumerate() {
        let label = NodeLabel { width: size.width, height: size.height, ..NodeLabel::default() };
        graph.set_node(number.to_string(), Some(label));
    }
    for (number, link) in links.iter().enumerate() {
        let (upper, lower) = ends(link);
        let Size { width, height } = link.label;
        let label = EdgeLabel { width, height, labelpos: LabelPos::Center, ..EdgeLabel::default() };
        graph.set_edge(upper, lower, Some(label), Some(&number.to_string()));
    }
    let options = LayoutOptions {
        nodesep: BETWEEN_BLOCKS,
        edgesep: BETWEEN_LINES,
        ranksep: BETWEEN_RANKS,
        marginx: 2.0,
        marginy: 2.0,
        ..LayoutOptions::default()
    };
    dagre::layout(&mut graph, Some(options));
    read(&graph, sizes, links)
}

fn ends(link: &Link) -> (String, String) {
    if link.up { (link.to.to_string(), link.from.to_string()) } else { (link.from.to_string(), link.to.to_string()) }
}

fn read(graph: &Graph<NodeLabel, EdgeLabel>, sizes: &[Size], links: &[Link]) -> Arrangement {
    let mut arranged = Arrangement::default();
    for (number, size) in sizes.iter().enumerate() {
        let (x, y) = graph.node(&number.to_string()).and_then(|node| node.x.zip(node.y)).unwrap_or_default();
        arranged.places.push(Point { x: x - size.width / 2.0, y: y - size.height / 2.0 });
        arranged.size = arranged.size.with(Point { x: x + size.width / 2.0, y: y + size.height / 2.0 });
    }
    for (number, link) in links.iter().enumerate() {
        let (upper, lower) = ends(link);
        let mut route = Route { course: Course::Down, ..Route::default() };
        if let Some(edge) = graph.edge(&upper, &lower, Some(&number.to_string())) {
            route.points = edge.points.iter().map(|point| Point { x: point.x, y: point.y }).collect();
            if link.up {
                route.points.reverse();
            }
            let (x, y) = edge.x.zip(edge.y).unwrap_or_default();
            route.label = Point { x, y };
            let half = link.label.width / 2.0;
            arranged.size = arranged.size.with(Point { x: x + half, y: y + link.label.height / 2.0 });
            for point in &route.points {
                arranged.size = arranged.size.with(*point);
            }
        }
        arranged.routes.push(route);
    }
    upright_ends(&mut arranged, sizes, links);
    arranged.size = arranged.size.with(Point { x: arranged.size.width + 2.0, y: arranged.size.height + 2.0 });
    arranged
}

/// Lets every edge leave and arrive straight up or down, and pass what stands in a rank without bending towards it.
fn upright_ends(arranged: &mut Arrangement, sizes: &[Size], links: &[Link]) {
    let mut bands: Vec<Band> = Vec::new();
    let blocks = sizes.iter().zip(&arranged.places).map(|(size, place)| (place.y + size.height / 2.0, size.height));
    let labels = links.iter().zip(&arranged.routes).map(|(link, route)| (route.label.y, link.label.height));
    for (middle, height) in blocks.chain(labels) {
        match bands.iter_mut().find(|band| (band.middle - middle).abs() < 1.0) {
            Some(band) => band.half = band.half.max(height / 2.0),
            None => bands.push(Band { middle, half: height / 2.0 }),
        }
    }
    let band = |y: f64| bands.iter().find(|band| (band.middle - y).abs() < 1.0).copied().unwrap_or(Band { middle: y, half: 0.0 });
    let doors = doors(arranged, sizes, links);
    for (number, link) in links.iter().enumerate() {
        let (upper, lower) = if link.up { (link.to, link.from) } else { (link.from, link.to) };
        let [first, last] = doors[number];
        let place = |block: usize| (arranged.places[block].y, sizes[block].height);
        let ((upper_top, upper_height), (lower_top, lower_height)) = (place(upper), place(lower));
        let start = upper_top + upper_height;
        let mut points = vec![Point { x: first, y: start }];
        points.push(Point { x: first, y: band(upper_top + upper_height / 2.0).bottom().max(start + STRAIGHT / 2.0) });
        for point in inner(&arranged.routes[number].points, link.up) {
            let band = band(point.y);
            points.extend([Point { x: point.x, y: band.top() }, Point { x: point.x, y: band.bottom() }]);
        }
        points.push(Point { x: last, y: band(lower_top + lower_height / 2.0).top().min(lower_top - STRAIGHT) });
        points.push(Point { x: last, y: lower_top });
        points.dedup();
        if link.up {
            points.reverse();
        }
        arranged.routes[number].points = points;
    }
}

/// The points between the ends of a route, from the top down.
fn inner(points: &[Point], up: bool) -> Vec<Point> {
    let mut inner: Vec<Point> = points.get(1..points.len().saturating_sub(1)).unwrap_or_default().to_vec();
    if up {
        inner.reverse();
    }
    inner
}

/// Where each edge leaves its upper block and arrives in its lower, along the line: as near as may be to where it goes, and apart.
fn doors(arranged: &Arrangement, sizes: &[Size], links: &[Link]) -> Vec<[f64; 2]> {
    let mut doors = vec![[0.0; 2]; links.len()];
    for (block, size) in sizes.iter().enumerate() {
        for side in [0, 1] {
            let left = arranged.places[block].x;
            let (nearest, furthest) = (left + size.width.min(24.0) / 2.0, left + size.width - size.width.min(24.0) / 2.0);
            let mut ends: Vec<(f64, usize)> = Vec::new();
            for (number, link) in links.iter().enumerate() {
                let own = if link.up { [link.to, link.from] } else { [link.from, link.to] };
                if own[side] == block {
                    let inner = inner(&arranged.routes[number].points, link.up);
                    let towards = if side == 0 { inner.first() } else { inner.last() };
                    ends.push((towards.map_or(left + size.width / 2.0, |point| point.x), number));
                }
            }
            ends.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
            let wanted: Vec<f64> = ends.iter().map(|(x, _)| x.clamp(nearest, furthest)).collect();
            let apart = wanted.windows(2).all(|pair| pair[1] - pair[0] >= 16.0);
            for (place, (_, number)) in ends.iter().enumerate() {
                let even = left + size.width * (place + 1) as f64 / (ends.len() + 1) as f64;
                doors[*number][side] = if apart { wanted[place] } else { even };
            }
        }
    }
    doors
}

/// How high what stands in a rank is.
#[derive(Clone, Copy)]
struct Band {
    middle: f64,
    half: f64,
}

impl Band {
    fn top(self) -> f64 {
        self.middle - self.half
    }

    fn bottom(self) -> f64 {
        self.middle + self.half
    }
}

impl Arrangement {
    /// What stood below stands to the right.
    fn turned(self) -> Arrangement {
        let route = |route: Route| Route {
            points: route.points.into_iter().map(Point::turned).collect(),
            label: route.label.turned(),
            course: Course::Across,
        };
        Arrangement {
            size: self.size.turned(),
            places: self.places.into_iter().map(Point::turned).collect(),
            routes: self.routes.into_iter().map(route).collect(),
        }
    }
}

impl Point {
    fn turned(self) -> Point {
        Point { x: self.y, y: self.x }
    }
}

impl Size {
    fn turned(self) -> Size {
        Size { width: self.height, height: self.width }
    }

    /// The size that holds a point too.
    pub(super) fn with(self, point: Point) -> Size {
        Size { width: self.width.max(point.x), height: self.height.max(point.y) }
    }
}
