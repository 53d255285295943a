//! The handbook that `init` writes, and the examples that `explain` shows: one invented collaborative, kept sound by a test.

use include_dir::{Dir, DirEntry, include_dir};

use crate::diagnostic::Report;
use crate::limits::Limits;
use crate::record::kind::Kind;
use crate::record::locate;

static STARTER: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init");
static EXAMPLES: Dir = include_dir!("$CARGO_MANIFEST_DIR/src/cli/explain/examples");

/// The year in which the dates of the files below were written.
const YEAR: i16 = 2026;
/// The first and the last year that is moved.
const MOVED: std::ops::RangeInclusive<i16> = 2024..=2031;

/// The files of the starter handbook, by path, with dates around `year`: what is not overdue today must not be so in ten years.
pub(super) fn handbook(year: i16) -> Vec<(String, String)> {
    files(&STARTER, year)
}

/// An example of a record of this kind: its path, and its text.
pub(super) fn example(kind: Kind) -> Option<(String, String)> {
    let is_one = |path: &str| {
        locate::locate(&path.into(), &Limits::default(), &mut Report::default())
            .is_some_and(|found| found.kind == kind && !found.astray)
    };
    files(&STARTER, YEAR).into_iter().chain(files(&EXAMPLES, YEAR)).find(|(path, _)| is_one(path))
}

fn files(folder: &Dir, year: i16) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(folder, &mut found);
    found.sort();
    found.into_iter().map(|(path, text)| (path, moved_to(text, year))).collect()
}

fn collect<'d>(folder: &'d Dir, found: &mut Vec<(String, &'d str)>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(folder) => collect(folder, found),
            DirEntry::File(file) => {
                found.push((file.path().to_string_lossy().replace('\\', "/"), file.contents_utf8().unwrap_or_default()));
            }
        }
    }
}

/// The text with its dates as far from `year` as they are from the year in which it was written.
fn moved_to(text: &str, year: i16) -> String {
    // From the end away from the present, so that no date is moved twice.
    let by = year - YEAR;
    let years: Vec<i16> = if by > 0 { MOVED.rev().collect() } else { MOVED.collect() };
    years.into_iter().fold(text.to_owned(), |text, from| text.replace(&format!("{from}-"), &format!("{}-", from + by)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::project;
    use crate::record::kind::KINDS;
    use crate::source::memory;

    fn findings(files: &[(String, String)], today: Date) -> Vec<String> {
        let sources = memory::sources(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
        let report = project::edition(sources, today).report;
        report
            .sorted()
            .into_iter()
            .map(|finding| format!("{}: {}: {}", finding.place.path, finding.check, finding.message))
            .collect()
    }

    #[test]
    fn the_starter_handbook_has_no_findings_in_any_year() {
        for today in [Date::constant(2026, 1, 1), Date::constant(2026, 12, 31), Date::constant(2035, 6, 1)] {
            assert_eq!(findings(&handbook(today.year()), today), Vec::<String>::new(), "{today}");
        }
    }

    #[test]
    fn the_examples_fit_the_starter_handbook() {
        let mut all = handbook(YEAR);
        all.extend(files(&EXAMPLES, YEAR));
        assert_eq!(findings(&all, Date::constant(2026, 11, 24)), Vec::<String>::new());
    }

    #[test]
    fn every_kind_has_an_example() {
        for kind in KINDS {
            assert!(example(*kind).is_some(), "{kind}");
        }
    }

    #[test]
    fn dates_move_once() {
        assert_eq!(moved_to("2024-04-01 2026-03-31 \"2004-04\"", 2028), "2026-04-01 2028-03-31 \"2004-04\"");
        assert_eq!(moved_to("2024-04-01 2026-03-31", 2025), "2023-04-01 2025-03-31");
    }
}
