//! Files that are long, deep or many of the same: time grows with them, and not faster.

use std::time::{Duration, Instant};

use handbook::project;
use handbook::source::memory;
use jiff::civil::Date;

use crate::run::{is_long, say, times};

const TODAY: Date = Date::constant(2026, 6, 1);

/// How much longer what is four times as long may take: in proportion, with room for what a machine does beside.
const GROWTH: u32 = 6;

/// A file that is heavy to read: its path, what stands before, what is repeated (with `@` as its number), and what stands after.
type Shape = (&'static str, &'static str, &'static str, &'static str);

const BOARD: &str = "collaboratives/x/terms-of-reference/board.toml";
const GROUP: &str = "collaboratives/x/collaborative.toml";
const SCHEME: &str = "collaboratives/x/delegations.toml";
const MEETINGS: &str = "collaboratives/x/meetings.toml";

const SHAPES: [Shape; 42] = [
    // What is no TOML, or TOML of no use.
    ("pages/a.toml", "", "unknown_@ = 1\n", ""),
    ("pages/a.toml", "name = \"A\"\n", "name = \"A\"\n", ""),
    ("pages/a.toml", "", "[a.b]\n", ""),
    ("pages/a.toml", "", "[[a]]\n", ""),
    ("pages/a.toml", "a = ", "[", ""),
    ("pages/a.toml", "a = ", "{ a = ", ""),
    ("pages/a.toml", "a", ".a", " = 1\n"),
    ("pages/a.toml", "a = [", "1,", "]\n"),
    ("pages/a.toml", "a = \"", "a", ""),
    ("pages/a.toml", "a = \"", "\\u00e9", "\"\n"),
    ("pages/a.toml", "", "= \n", ""),
    ("pages/a.toml", "", "]\n", ""),
    ("pages/a.toml", "", "name: A\n", ""),
    ("pages/a.toml", "", "<<<<<<< a\n", ""),
    ("pages/a.toml", "", "# a\n", ""),
    ("pages/a.toml", "", "\u{1b}", ""),
    ("pages/a.md", "+++\n", "a = 1\n", ""),
    ("pages/a.md", "", "+++\n", ""),
    // Long lists of what there is.
    ("pages/a.toml", "name = \"A\"\nsummary = \"", "word ", "\"\n"),
    ("pages/a.toml", "name = \"A\"\naliases = [", "\"old-@/\",", "]\n"),
    ("pages/a.toml", "name = \"A\"\n[extra]\n", "key-@ = 2025-01-01\n", ""),
    (
        "organisations/a.toml",
        "name = \"A\"\nkind = \"company\"\n",
        "[[successors]]\norganisation = \"b-@\"\nhow = \"merger\"\n",
        "",
    ),
    ("organisations/a.toml", "name = \"A\"\nkind = \"company\"\n", "[[former_names]]\nname = \"B @\"\nto = 2020-01-01\n", ""),
    (GROUP, "name = \"X\"\nkind = \"partnership\"\n", "[[members]]\norganisation = \"o-@\"\n", ""),
    (BOARD, "name = \"B\"\n", "[[seats]]\ntitle = \"Seat @\"\n", ""),
    (BOARD, "name = \"B\"\nquorum = { count = 2 }\n", "[[seats]]\ntitle = \"Seat\"\nholders = [{ name = \"N\" }]\n", ""),
    (BOARD, "name = \"B\"\nquorum = { all = [", "{ seat = \"s-@\" },", "] }\n"),
    (BOARD, "name = \"B\"\nseats = [{ title = \"A\", count = 3 }]\nquorum = { any = [", "{ count = 1 },", "] }\n"),
    (
        BOARD,
        "name = \"B\"\nseats = [{ title = \"A\" }]\nquorum = { all = [",
        "{ any = [{ count = 1 }, { seat = \"a\" }] },",
        "] }\n",
    ),
    (BOARD, "name = \"B\"\nquorum = ", "{ all = [", ""),
    (BOARD, "name = \"B\"\nresponsibilities = [", "\"function-@\",", "]\n"),
    (SCHEME, "", "[[delegations]]\nfunction = \"f-@\"\nto = \"board\"\nlimit = 1_000\n", ""),
    (SCHEME, "", "[[delegations]]\nfunction = \"f\"\nto = \"board\"\nlimit = @\n", ""),
    (SCHEME, "", "[[reserved]]\nfunction = \"f\"\nto = \"member\"\n", ""),
    (MEETINGS, "", "[[series]]\nforum = \"board\"\nstart = 2025-01-01T10:00:00\nrule = \"FREQ=DAILY\"\n", ""),
    (MEETINGS, "[[series]]\nforum = \"board\"\nstart = 2025-01-01T10:00:00\nrule = \"FREQ=MONTHLY;BYDAY=", "MO,", "MO\"\n"),
    ("glossary.toml", "", "[[terms]]\nterm = \"Term @\"\ndefinition = \"Term 1 and term 2.\"\n", ""),
    ("glossary.toml", "", "[[terms]]\nterm = \"Same\"\ndefinition = \"Same.\"\n", ""),
    ("vocabulary.toml", "", "[[organisation_kinds]]\nid = \"kind-@\"\nname = \"Kind @\"\n", ""),
    ("vocabulary.toml", "", "[[organisation_kinds]]\nid = \"same\"\nname = \"Same\"\n", ""),
    (
        "handbook.toml",
        "title = \"H\"\n[checks]\n",
        "[[checks.allow]]\ncheck = \"source/none\"\nsubject = \"page:p-@\"\nreason = \"r\"\n",
        "",
    ),
    ("handbook.toml", "title = \"H\"\n[checks.levels]\n", "\"a/@\" = \"error\"\n", ""),
];

/// Everything else that the file needs to be of use.
const BESIDE: [(&str, &str); 5] = [
    ("handbook.toml", "title = \"H\"\njurisdiction = \"england\"\n"),
    (GROUP, "name = \"X\"\nkind = \"partnership\"\n"),
    (BOARD, "name = \"Board\"\n"),
    ("functions/f.toml", "name = \"F\"\n"),
    ("pages/words.md", "+++\nname = \"Words\"\n+++\nTerm 1, Term 2, and the same.\n"),
];

fn text((_, before, repeated, after): Shape, bytes: usize) -> String {
    let mut text = before.to_owned();
    let mut number = 0;
    while text.len() < bytes {
        text.push_str(&repeated.replace('@', &number.to_string()));
        number += 1;
    }
    text + after
}

/// From files to a site with every page planned, and everything asked: the best of three.
fn time(shape: Shape, bytes: usize) -> Duration {
    let text = text(shape, bytes);
    let takes = || {
        let beside = BESIDE.iter().copied().filter(|(path, _)| *path != shape.0);
        let sources = memory::sources(beside.chain([(shape.0, text.as_str())]));
        let begun = Instant::now();
        let edition = project::edition(sources, TODAY);
        let style = handbook::diagnostic::human::Style::default();
        let told = handbook::diagnostic::human::render(&edition.report, &edition.sources, style);
        let takes = begun.elapsed();
        assert!(told.len() <= 256 * 1024, "{shape:?}: {} bytes are told", told.len());
        takes
    };
    (0..3).map(|_| takes()).min().unwrap_or_default()
}

#[test]
fn time_grows_with_long_files_and_not_faster() {
    let (short, room) = (times(2_000, 64_000), Duration::from_millis(if is_long() { 20 } else { 60 }));
    let (mut wrong, mut most, mut slowest) = (Vec::new(), 0.0f64, Duration::ZERO);
    for shape in SHAPES {
        let mut bytes = short;
        for _ in 0..if is_long() { 2 } else { 1 } {
            let grows = |(one, four): (Duration, Duration)| four > one * GROWTH + room;
            let measure = || (time(shape, bytes), time(shape, 4 * bytes));
            // A machine that is busy with something else can make one measurement look like growth, not four.
            let (one, four) = (0..4).map(|_| measure()).find(|times| !grows(*times)).unwrap_or_else(measure);
            if grows((one, four)) {
                wrong.push(format!("{shape:?}: {bytes} bytes {one:?}, four times as many {four:?}"));
            }
            most = most.max(four.as_secs_f64() / one.as_secs_f64());
            slowest = slowest.max(four);
            bytes *= 4;
        }
    }
    say(&format!(
        "{} heavy files, four times as long: at most {most:.1} times the time; the slowest took {slowest:?}",
        SHAPES.len()
    ));
    assert!(wrong.is_empty(), "{wrong:#?}");
}
