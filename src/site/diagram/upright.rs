//! Arranges blocks below each other, for a narrow window. An edge to the next block runs straight down; all others run in lanes beside
//! the blocks. Each says what it is in a row of its own in the gap where it arrives, so that nothing overlaps whatever there is.

use super::layout::{Arrange, Arrangement, Link, Point, Route, Size};

const LANE: f64 = 11.0;
const LANES_AT_MOST: f64 = 98.0;
const ELBOW: f64 = 14.0;
const ELBOWS_AT_MOST: f64 = 56.0;
const ROW_GAP: f64 = 6.0;
const GAP: f64 = 16.0;
const EDGE: f64 = 2.0;

/// Arranges blocks below each other in a width.
pub(super) struct Upright {
    pub width: f64,
}

/// How wide blocks may be beside the lanes that the edges need.
pub(super) fn room(width: f64, links: &[Link]) -> f64 {
    let lanes = lanes(links).into_iter().flatten().max().map_or(0, |last| last + 1);
    width - 2.0 * EDGE - lanes as f64 * spacing(LANE, LANES_AT_MOST, lanes)
}

fn spacing(usual: f64, at_most: f64, count: usize) -> f64 {
    usual.min(at_most / count.max(1) as f64)
}

/// The lane of each edge; none for those between neighbours. Edges share a lane where they do not meet.
fn lanes(links: &[Link]) -> Vec<Option<usize>> {
    let mut taken: Vec<Vec<(usize, usize)>> = Vec::new();
    let lane = |link: &Link| {
        let (first, last) = (link.from.min(link.to), link.from.max(link.to));
        if last - first < 2 {
            return None;
        }
        let free = |lane: &Vec<(usize, usize)>| lane.iter().all(|(from, to)| last < *from || *to < first);
        let number = taken.iter().position(free).unwrap_or_else(|| {
            taken.push(Vec::new());
            taken.len() - 1
        });
        taken[number].push((first, last));
        Some(number)
    };
    links.iter().map(lane).collect()
}

/// A row of a gap: the edge that it belongs to.
struct Row {
    link: usize,
    lane: Option<usize>,
    /// Whether the edge arrives in the block above.
    rises: bool,
}

impl Arrange for Upright {
    fn arrange(&self, sizes: &[Size], links: &[Link]) -> Arrangement {
        let lanes = lanes(links);
        let count = lanes.iter().flatten().max().map_or(0, |last| last + 1);
        let lane_width = spacing(LANE, LANES_AT_MOST, count);
        let left = EDGE + count as f64 * lane_width;
        let lane_x = |lane: usize| EDGE + 1.0 + (count - 1 - lane) as f64 * lane_width;
        let mut arranged = Arrangement { routes: vec![Route::default(); links.len()], ..Arrangement::default() };
        let mut top = EDGE;
        for (number, size) in sizes.iter().enumerate() {
            arranged.places.push(Point { x: left, y: top });
            top += size.height;
            if number + 1 == sizes.len() {
                break;
            }
            let rows = rows(number, links, &lanes);
            let gap = Gap { top, left, rows: &rows, links };
            top = gap.fill(&mut arranged.routes, lane_x);
        }
        self.leave(sizes, links, &lanes, lane_x, &mut arranged);
        arranged.size = Size { width: self.width, height: top + EDGE };
        arranged
    }
}

/// What arrives in the gap below a block: edges that rise to it first, then those between neighbours, then those that go down.
fn rows(above: usize, links: &[Link], lanes: &[Option<usize>]) -> Vec<Row> {
    let in_gap = |(link, lane): (usize, &Option<usize>)| {
        let Link { from, to, .. } = links[link];
        let rises = to == above && from > above;
        (rises || (to == above + 1 && from <= above)).then_some(Row { link, lane: *lane, rises })
    };
    let mut rows: Vec<Row> = lanes.iter().enumerate().filter_map(in_gap).collect();
    rows.sort_by_key(|row| match (row.rises, row.lane) {
        (true, Some(_)) => 0,
        (_, None) => 1,
        (false, Some(_)) => 2,
    });
    rows
}

/// The gap between two blocks.
struct Gap<'g> {
    top: f64,
    left: f64,
    rows: &'g [Row],
    links: &'g [Link],
}

impl Gap<'_> {
    /// Places its rows; returns where the block below begins.
    fn fill(&self, routes: &mut [Route], lane_x: impl Fn(usize) -> f64) -> f64 {
        let step = spacing(ELBOW, ELBOWS_AT_MOST, self.rows.len());
        let heights: f64 = self.rows.iter().map(|row| self.height(row) + ROW_GAP).sum();
        let bottom = self.top + heights + 2.0 * GAP - ROW_GAP;
        let text = self.left + 10.0 + self.rows.len() as f64 * step;
        let mut y = self.top + GAP;
        for (number, row) in self.rows.iter().enumerate() {
            let middle = y + self.height(row) / 2.0;
            let x = self.left + 10.0 + self.elbow(number) as f64 * step;
            let end = if row.rises { self.top } else { bottom };
            let route = &mut routes[row.link];
            route.points = match row.lane {
                Some(lane) => vec![Point { x: lane_x(lane), y: middle }, Point { x, y: middle }, Point { x, y: end }],
                None if row.rises => vec![Point { x, y: bottom }, Point { x, y: self.top }],
                None => vec![Point { x, y: self.top }, Point { x, y: bottom }],
            };
            route.label = Point { x: text, y: middle };
            y += self.height(row) + ROW_GAP;
        }
        bottom
    }

    fn height(&self, row: &Row) -> f64 {
        self.links[row.link].label.height.max(12.0)
    }

    /// How far to the right a row's edge stands: those that cross the whole gap furthest, the others so that none crosses another.
    fn elbow(&self, number: usize) -> usize {
        let rising = self.rows.iter().filter(|row| row.rises && row.lane.is_some()).count();
        let straight = self.rows.iter().filter(|row| row.lane.is_none()).count();
        let falling = self.rows.len() - rising - straight;
        if number < rising {
            number
        } else if number < rising + straight {
            rising.max(falling) + (number - rising)
        } else {
            self.rows.len() - 1 - number
        }
    }
}

impl Upright {
    /// Leads the edges in lanes out of the blocks where they begin, each at a height of its own.
    fn leave(
        &self,
        sizes: &[Size],
        links: &[Link],
        lanes: &[Option<usize>],
        lane_x: impl Fn(usize) -> f64,
        arranged: &mut Arrangement,
    ) {
        for (number, size) in sizes.iter().enumerate() {
            let mut leaving: Vec<usize> =
                (0..links.len()).filter(|link| links[*link].from == number && lanes[*link].is_some()).collect();
            leaving.sort_by_key(|link| lanes[*link]);
            let step = size.height / (leaving.len() + 1) as f64;
            for (place, link) in leaving.into_iter().enumerate() {
                let Some(lane) = lanes[link] else { continue };
                let y = arranged.places[number].y + step * (place + 1) as f64;
                let start = [Point { x: arranged.places[number].x, y }, Point { x: lane_x(lane), y }];
                arranged.routes[link].points.splice(0..0, start);
            }
        }
    }
}
