//! Arranges blocks in ranks, each below what leads to it. The positions are the library's.

use dagre::graph::{Graph, GraphOptions};
use dagre::layout::types::LabelPos;
use dagre::{EdgeLabel, LayoutOptions, NodeLabel};

use super::layout::{Arrange, Arrangement, Link, Point, Route, Size};

/// Arranges blocks in ranks.
pub(super) struct Layered;

impl Arrange for Layered {
    fn arrange(&self, sizes: &[Size], links: &[Link]) -> Arrangement {
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
        let options =
            LayoutOptions { nodesep: 24.0, edgesep: 14.0, ranksep: 44.0, marginx: 2.0, marginy: 2.0, ..LayoutOptions::default() };
        dagre::layout(&mut graph, Some(options));
        read(&graph, sizes, links)
    }
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
        let mut route = Route { curved: true, ..Route::default() };
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
    arranged.size = arranged.size.with(Point { x: arranged.size.width + 2.0, y: arranged.size.height + 2.0 });
    arranged
}

impl Size {
    /// The size that holds a point too.
    pub(super) fn with(self, point: Point) -> Size {
        Size { width: self.width.max(point.x), height: self.height.max(point.y) }
    }
}
