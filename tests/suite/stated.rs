//! What pages of figures and comparisons state, cell by cell, on the samples: who takes part where, what differs, who has what is required, and
//! what taking part costs.

#![allow(clippy::disallowed_methods, reason = "these tests read the samples, as an author's program does")]

use std::path::Path;

use handbook::output::Route;
use handbook::project::Project;
use handbook::site::Settings;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

fn page(folder: &str, path: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let edition = Project::new(&folder, TODAY, Settings::default()).edition().expect("the handbook can be read");
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = site.render(&Route::page(path).unwrap()).expect("it is planned").expect("it can be made");
    String::from_utf8_lossy(&content.bytes).into_owned()
}

/// A table as it is read: its headings, and its rows of cells. What is marked as differing begins with a star.
struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The table of this id.
    fn of(page: &str, id: &str) -> Table {
        let (_, rest) = page.split_once(&format!("<caption id=\"{id}\"")).unwrap_or_else(|| panic!("there is no table {id}"));
        let (table, _) = rest.split_once("</table>").expect("it ends");
        let mut rows = table.split("<tr").skip(1).map(|row| {
            let row = row.split_once('>').map_or(row, |(_, row)| row).replace("</td>", "</th>");
            let mut cells: Vec<String> = row.split("</th>").map(said).collect();
            cells.pop();
            cells
        });
        let columns = rows.next().expect("it has headings");
        Table { columns, rows: rows.collect() }
    }

    /// The cell of the row that begins with a text, under a heading.
    fn cell(&self, row: &str, column: &str) -> &str {
        let at = self.columns.iter().position(|own| own == column).unwrap_or_else(|| panic!("no {column} in {:?}", self.columns));
        let row = self.rows.iter().find(|own| own[0] == row).unwrap_or_else(|| panic!("no row {row}"));
        &row[at]
    }

    /// The numbers under a heading; nothing where none is recorded.
    fn numbers(&self, column: &str) -> Vec<usize> {
        self.rows.iter().map(|row| self.cell(&row[0], column).parse().unwrap_or(0)).collect()
    }
}

/// The text of a piece of HTML.
fn said(html: &str) -> String {
    let html = html.replace("<mark>", "*").replace("</mark>", "");
    let mut text = String::new();
    let mut within = false;
    for letter in html.chars() {
        match letter {
            '<' => within = true,
            '>' => within = false,
            letter if !within => text.push(letter),
            _ => {}
        }
    }
    text.replace("&amp;", "&").replace("&#39;", "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn coverage_says_who_takes_part_where() {
    let page = page("content", "coverage");
    let table = Table::of(&page, "part-coverage-table");
    let harrogate = "Harrogate and District NHS Foundation Trust";
    let cells = ["CAP", "WYAAT", "NCA", "In all"].map(|column| table.cell(harrogate, column));
    assert_eq!(cells, ["yes", "yes", "–", "2"], "it is in two");
    let none: Vec<&String> =
        table.rows.iter().filter(|row| row.last().is_some_and(|cell| cell == "0")).map(|row| &row[0]).collect();
    assert_eq!(none, ["Mid and South Essex NHS Foundation Trust"]);
    assert_eq!(table.cell("Mid and South Essex NHS Foundation Trust", "Expected"), "must be");
    for row in &table.rows {
        let yes = row.iter().filter(|cell| *cell == "yes").count();
        assert_eq!(row.last().map(String::as_str), Some(yes.to_string().as_str()), "the sum of {}", row[0]);
    }
}

#[test]
fn compare_says_what_each_says_and_marks_what_differs() {
    let page = page("content", "compare");
    let table = Table::of(&page, "part-collaboratives-table");
    let kinds = ["WYAAT", "CAP", "Barnsley alliance", "GHT 44"].map(|column| table.cell("Kind", column));
    assert_eq!(kinds, ["Provider collaborative", "Provider collaborative", "*Place alliance", "*Hospital group of a territory"]);
    let stages = table.rows.iter().find(|row| row[0] == "Stage").expect("each has a stage");
    assert!(stages[1..].iter().all(|stage| stage == "Live"), "nothing differs where all say the same: {stages:?}");
    assert_eq!((table.cell("From", "SWLEOC"), table.cell("From", "WYAAT"), table.cell("From", "CAP")), ("*2004", "2016", "–"));
    let forums = Table::of(&page, "part-forums-table");
    assert_eq!(forums.cell("Meetings: Minimum", "Board in common (North West London Acute Provider Collaborative)"), "4");
    assert_eq!(forums.cell("Legal form", "Committee in Common (WYAAT)"), "*Advisory group");
}

#[test]
fn what_reads_the_same_does_not_differ() {
    let mut alike = 0;
    for folder in ["content", "tests/handbook"] {
        let page = page(folder, "compare");
        for id in ["part-collaboratives-table", "part-forums-table"] {
            for row in &Table::of(&page, id).rows {
                let cells: Vec<&str> =
                    row[1..].iter().map(|cell| cell.trim_start_matches('*')).filter(|cell| *cell != "–").collect();
                let count = |cell: &str| cells.iter().filter(|other| **other == cell).count();
                let most = cells.iter().map(|cell| count(cell)).max().unwrap_or(0);
                for cell in row[1..].iter().filter(|cell| most > 1 && *cell != "–") {
                    let plain = cell.trim_start_matches('*');
                    alike += usize::from(cell == plain);
                    assert!(count(plain) == most || cell != plain, "{folder}, {}: “{plain}” differs and is not marked", row[0]);
                    assert!(
                        count(plain) < most || cells.iter().any(|other| count(other) == most && *other != plain) || cell == plain,
                        "{folder}, {}: “{plain}” reads as most do and is marked",
                        row[0]
                    );
                }
            }
        }
    }
    assert!(alike > 100, "only {alike} cells read as others do");
    // Written in two files, and so at two places, it is the same to a reader.
    let page = page("tests/handbook", "compare");
    let row = Table::of(&page, "part-collaboratives-table").rows.into_iter().find(|row| row[0] == "Commissioners").unwrap();
    let same: Vec<&String> =
        row.iter().filter(|cell| cell.contains("NHS Arden Integrated Care Board (since 1 July 2022")).collect();
    assert!(same.len() > 1 && same.iter().all(|cell| !cell.starts_with('*')), "{row:?}");
}

#[test]
fn the_baseline_says_who_has_what_and_who_lacks_it() {
    let page = page("content", "baseline");
    let table = Table::of(&page, "part-own-table");
    let wyaat = "West Yorkshire Association of Acute Trusts";
    assert_eq!(table.cell(wyaat, "Funding"), "yes");
    assert_eq!(table.cell("Barnsley Provider Alliance", "Funding"), "not recorded");
    assert_eq!(table.cell("Barnsley Provider Alliance", "Agreements"), "Alliance Agreement");
    for row in &table.rows {
        let had = row[1..row.len() - 1].iter().filter(|cell| *cell != "not recorded").count();
        assert_eq!(row.last(), Some(&format!("{had} of {}", row.len() - 2)), "the sum of {}", row[0]);
    }
    assert_eq!(table.cell(wyaat, "Met"), "8 of 11");
}

#[test]
fn load_adds_up_seats_meetings_hours_and_decisions() {
    let page = page("tests/handbook", "load");
    let (bodies, wholes) = (Table::of(&page, "part-organisations-table"), Table::of(&page, "part-collaboratives-table"));
    let awap = "Arden and Wolds Acute Provider Collaborative";
    let awap = wholes.rows.iter().find(|row| row[0].starts_with(awap)).expect("it has forums");
    assert_eq!(awap[1..], ["4", "32", "40", "165", "0"]);
    let marl = bodies.rows.iter().find(|row| row[0].starts_with("Marl Hospitals")).expect("it has seats");
    assert_eq!(marl[1..], ["4", "6", "26", "30", "1"]);
    // One was taken in these twelve months; others were noted, put off, taken before, or are still to come.
    assert_eq!(wholes.cell("Marl Place Alliance", "Decisions in a year"), "1");
    assert_eq!(wholes.numbers("Decisions in a year").iter().sum::<usize>(), 1);
}
