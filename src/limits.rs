//! How much is read, reckoned and shown at most: every limit that a handbook may raise, in one value.
//!
//! Content comes from many hands, so that nothing in it may take time, memory or room without end. What is enough for every handbook that
//! we know is the default; one that needs more says so under `[limits]` in its settings, up to what memory and time allow on any computer.
//! Limits that cannot be raised, and why, stand in
//! `docs/security.md`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How much is read, reckoned and shown at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(rename = "HandbookLimits")]
pub struct Limits {
    /// The largest file that is read, in bytes; the settings themselves are read up to ten megabytes.
    #[schemars(range(min = 1, max = 1_073_741_824))]
    pub file_bytes: u32,
    /// The longest path of a file below the content folder, in bytes.
    #[schemars(range(min = 1, max = 4_096))]
    pub path_bytes: u32,
    /// The longest id of a record, in letters; few disks hold a name of more than 250.
    #[schemars(range(min = 1, max = 250))]
    pub id_letters: u32,
    /// The longest address that prose links to, in bytes.
    #[schemars(range(min = 1, max = 65_536))]
    pub address_bytes: u32,
    /// How many times as long as a text its page may become, beside one megabyte.
    #[schemars(range(min = 1, max = 1_000))]
    pub text_growth: u32,
    /// How many ways back into the text a footnote has.
    #[schemars(range(min = 1, max = 1_000))]
    pub footnote_returns: u32,
    /// At how many places one row of seats stands.
    #[schemars(range(min = 1, max = 50_000))]
    pub places_of_a_seat: u32,
    /// How many places one forum has.
    #[schemars(range(min = 1, max = 50_000))]
    pub places: u32,
    /// How many places that the parts of a quorum ask for are compared for what they share.
    #[schemars(range(min = 1, max = 1_000))]
    pub quorum_places: u32,
    /// How many findings of one check stand on the page of findings; of all checks together, five times as many.
    #[schemars(range(min = 1, max = 1_000))]
    pub findings: u32,
    /// How many entries one page lists.
    #[schemars(range(min = 1, max = 10_000))]
    pub list_entries: u32,
    /// How many entries a feed has.
    #[schemars(range(min = 1, max = 10_000))]
    pub feed_entries: u32,
    /// How many days, weeks, months or years the rule of a series of meetings is followed.
    #[schemars(range(min = 1, max = 200_000))]
    pub meeting_periods: u32,
    /// How many connections to the preview are open at once; read when it starts.
    #[schemars(range(min = 1, max = 10_000))]
    pub connections: u32,
    /// How many seconds the making of one page may take.
    #[schemars(range(min = 1, max = 86_400))]
    pub page_seconds: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file_bytes: 10 * 1024 * 1024,
            path_bytes: 200,
            id_letters: 64,
            address_bytes: 2_048,
            text_growth: 20,
            footnote_returns: 20,
            places_of_a_seat: 1_000,
            places: 20_000,
            quorum_places: 500,
            findings: 200,
            list_entries: 120,
            feed_entries: 50,
            meeting_periods: 20_000,
            connections: 256,
            page_seconds: 60,
        }
    }
}

impl Limits {
    /// How many entries one page lists: one at least.
    pub fn entries(&self) -> usize {
        (self.list_entries as usize).max(1)
    }

    /// The way out for somebody who has met the limit of this name, now `so_much`.
    pub fn way_out(name: &str, so_much: u32) -> String {
        format!("or raise `{name}` under `[limits]` in handbook.toml, which is {so_much} now")
    }
}
