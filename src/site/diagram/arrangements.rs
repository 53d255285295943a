//! What was arranged before. Arranging is the dearest part of a picture, and it is asked for again and again: the same picture stands
//! on two pages, and pictures of one governance model differ in little but the length of names.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::layout::{Arrangement, Link, Size};

/// The least distance between two blocks of a rank.
pub(super) const BETWEEN_BLOCKS: f64 = 24.0;
/// The least distance between two lines of a rank, or a line and a block.
pub(super) const BETWEEN_LINES: f64 = 14.0;
/// The distance between two ranks of blocks.
pub(super) const BETWEEN_RANKS: f64 = 56.0;

/// What an edition's pictures have in common: each arrangement is worked out once. It changes no picture, only how soon it is there.
#[derive(Default)]
pub(in crate::site) struct Arrangements {
    ranks: Mutex<HashMap<Shape, Arc<Ranks>>>,
    arranged: Mutex<HashMap<Measures, Arc<Arrangement>>>,
}

/// How many blocks there are, and what leads where: what decides in which rank a block stands.
type Shape = (usize, Vec<(usize, usize, bool)>);
/// A shape and every size in it, to the bit.
type Measures = (Shape, Vec<u64>);

/// The rank of each block and of what each edge says, from the first down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ranks {
    blocks: Vec<usize>,
    labels: Vec<usize>,
}

impl Arrangements {
    /// Blocks in ranks below each other, worked out by `arrange` where they are not known yet.
    pub(super) fn down(
        &self,
        sizes: &[Size],
        links: &[Link],
        arrange: impl FnOnce(&[Size], &[Link]) -> Arrangement,
    ) -> Arc<Arrangement> {
        let measures = measures(sizes, links);
        if let Some(known) = lock(&self.arranged).get(&measures) {
            return Arc::clone(known);
        }
        let arranged = Arc::new(arrange(sizes, links));
        lock(&self.ranks).entry(measures.0.clone()).or_insert_with(|| Arc::new(Ranks::of(&arranged, sizes)));
        lock(&self.arranged).insert(measures, Arc::clone(&arranged));
        arranged
    }

    /// The least width that blocks of these sizes take, be it with ranks below each other or, `across`, beside each other; nought where
    /// nothing of their shape was arranged yet. Sizes do not decide who stands in which rank, so one picture tells of the next.
    pub(super) fn least_width(&self, sizes: &[Size], links: &[Link], across: bool) -> f64 {
        let Some(ranks) = lock(&self.ranks).get(&shape(sizes, links)).cloned() else { return 0.0 };
        let blocks = sizes.iter().zip(&ranks.blocks).map(|(size, rank)| (*rank, size.width));
        let labels = links.iter().zip(&ranks.labels).map(|(link, rank)| (*rank, link.label.width));
        let mut widths: Vec<Vec<f64>> = vec![Vec::new(); ranks.count()];
        for (rank, width) in blocks.chain(labels) {
            widths[rank].push(width);
        }
        if across {
            widths.iter().map(|rank| rank.iter().copied().fold(0.0, f64::max)).sum()
        } else {
            let apart = |rank: &[f64]| BETWEEN_LINES * rank.len().saturating_sub(1) as f64;
            widths.iter().map(|rank| rank.iter().sum::<f64>() + apart(rank)).fold(0.0, f64::max)
        }
    }
}

impl Ranks {
    fn of(arranged: &Arrangement, sizes: &[Size]) -> Ranks {
        let blocks: Vec<f64> = sizes.iter().zip(&arranged.places).map(|(size, place)| place.y + size.height / 2.0).collect();
        let labels: Vec<f64> = arranged.routes.iter().map(|route| route.label.y).collect();
        let mut middles: Vec<f64> = blocks.iter().chain(&labels).copied().collect();
        middles.sort_by(f64::total_cmp);
        middles.dedup_by(|one, other| (*one - *other).abs() < 1.0);
        let rank = |middle: &f64| middles.partition_point(|known| *known < middle - 1.0).min(middles.len().saturating_sub(1));
        Ranks { blocks: blocks.iter().map(rank).collect(), labels: labels.iter().map(rank).collect() }
    }

    fn count(&self) -> usize {
        self.blocks.iter().chain(&self.labels).max().map_or(0, |last| last + 1)
    }
}

fn shape(sizes: &[Size], links: &[Link]) -> Shape {
    (sizes.len(), links.iter().map(|link| (link.from, link.to, link.up)).collect())
}

fn measures(sizes: &[Size], links: &[Link]) -> Measures {
    let all = sizes.iter().chain(links.iter().map(|link| &link.label));
    (shape(sizes, links), all.flat_map(|size| [size.width.to_bits(), size.height.to_bits()]).collect())
}

/// What another thread left half done is only known less: nothing in a memory can be torn.
fn lock<T>(memory: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}
