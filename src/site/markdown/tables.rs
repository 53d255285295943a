//! Tables: a region that scrolls by itself, with a name.

use std::collections::BTreeMap;

use pulldown_cmark::Alignment;

/// The table that is being written.
#[derive(Default)]
pub struct Table {
    alignments: Vec<Alignment>,
    column: usize,
    /// Whether its head is being written.
    pub in_head: bool,
}

impl Table {
    pub fn new(alignments: &[Alignment]) -> Table {
        Table { alignments: alignments.to_vec(), column: 0, in_head: false }
    }

    pub fn begin_row(&mut self) {
        self.column = 0;
    }

    /// The next cell's beginning and end. A heading without words would be announced as one, so it is no heading.
    pub fn cell(&mut self, is_empty: bool) -> (String, &'static str) {
        let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
        self.column += 1;
        let class = match alignment {
            Alignment::None | Alignment::Left => "",
            Alignment::Center => " class=\"centre\"",
            Alignment::Right => " class=\"end\"",
        };
        if self.in_head && !is_empty {
            (format!("<th scope=\"col\"{class}>"), "</th>\n")
        } else {
            (format!("<td{class}>"), "</td>\n")
        }
    }
}

/// The names of a page's tables: two that read the same are told apart by a number.
#[derive(Default)]
pub struct Names(BTreeMap<String, usize>);

impl Names {
    pub fn name(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name} ({count})") }
    }
}
