//! Amounts: above one, up to and including another.

use crate::record::kind::delegation::{Delegation, Reserved};
use crate::record::kind::organisation::OwnReserved;

/// Amounts above one and up to and including another; open where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Band {
    /// Only above this.
    pub above: Option<u64>,
    /// Up to and including this.
    pub up_to: Option<u64>,
}

impl Band {
    /// What a delegation says: between its bounds, and within its limit.
    pub fn of(delegation: &Delegation) -> Band {
        let bounds = [delegation.up_to, delegation.limit].into_iter().flatten();
        Band { above: delegation.above.map(|above| above.value), up_to: bounds.map(|bound| bound.value).min() }
    }

    /// What is reserved.
    pub fn reserved(reserved: &Reserved) -> Band {
        Band { above: reserved.above.map(|above| above.value), up_to: None }
    }

    /// What a body keeps by its own scheme.
    pub fn kept_by(own: &OwnReserved) -> Band {
        Band { above: own.above.map(|above| above.value), up_to: None }
    }

    /// Whether it has no bounds: all amounts, and what has none.
    pub fn is_everything(self) -> bool {
        self == Band::default()
    }

    /// Whether an amount is in it.
    pub fn holds(self, amount: u64) -> bool {
        self.above.is_none_or(|above| amount > above) && self.up_to.is_none_or(|up_to| amount <= up_to)
    }

    /// Whether no amount is in it.
    pub fn is_empty(self) -> bool {
        matches!((self.above, self.up_to), (Some(above), Some(up_to)) if above >= up_to)
    }

    /// The amounts in both; `None` where there are none.
    pub fn within(self, other: Band) -> Option<Band> {
        let up_to = [self.up_to, other.up_to].into_iter().flatten().min();
        let both = Band { above: self.above.max(other.above), up_to };
        (!both.is_empty()).then_some(both)
    }

    /// The amounts from the lowest of either to the highest.
    pub fn with(self, other: Band) -> Band {
        let up_to = self.up_to.zip(other.up_to).map(|(one, another)| one.max(another));
        Band { above: self.above.min(other.above), up_to }
    }

    /// An amount that is in it: its upper bound, or the first above its lower.
    pub fn example(self) -> u64 {
        self.up_to.unwrap_or_else(|| self.above.map_or(0, |above| above.saturating_add(1)))
    }

    /// All amounts, cut at the bounds of these.
    pub fn cut(bands: impl IntoIterator<Item = Band>) -> Vec<Band> {
        let mut cuts: Vec<u64> = bands.into_iter().flat_map(|band| [band.above, band.up_to]).flatten().collect();
        cuts.sort_unstable();
        cuts.dedup();
        let lower = std::iter::once(None).chain(cuts.iter().copied().map(Some));
        let upper = cuts.iter().copied().map(Some).chain(std::iter::once(None));
        lower.zip(upper).map(|(above, up_to)| Band { above, up_to }).filter(|band| band.up_to != Some(0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(above: impl Into<Option<u64>>, up_to: impl Into<Option<u64>>) -> Band {
        Band { above: above.into(), up_to: up_to.into() }
    }

    #[test]
    fn amounts_are_above_one_and_up_to_another() {
        assert!(band(100, 1000).holds(1000) && band(100, 1000).holds(101) && !band(100, 1000).holds(100));
        assert!(band(None, 100).holds(0) && band(None, None).holds(u64::MAX));
        assert_eq!(band(None, 100).within(band(100, 200)), None);
        assert_eq!(band(50, None).within(band(None, 100)), Some(band(50, 100)));
        assert_eq!(band(50, 60).with(band(None, 100)), band(None, 100));
        assert_eq!(band(50, 60).with(band(70, None)), band(50, None));
        assert_eq!((band(None, 100).example(), band(100, None).example()), (100, 101));
    }

    #[test]
    fn all_amounts_are_cut_at_every_bound() {
        assert_eq!(Band::cut([]), [Band::default()]);
        let cut = Band::cut([band(None, 100), band(100, 1000), band(1000, None)]);
        assert_eq!(cut, [band(None, 100), band(100, 1000), band(1000, None)]);
    }
}
