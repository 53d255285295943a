//! Quorums: an expression, reckoned at a table of seats.
//!
//! Where the bytes begin with `[`, `{` or a letter they are TOML, from `quorum` on; else they are read as a tree of rules, so that deep and
//! sound expressions are met as often as broken ones.

use std::fmt::Write as _;

use handbook::diagnostic::Report;
use handbook::model::quorum::Need;
use handbook::model::{Entry, Model, join};
use handbook::record;
use handbook::record::kind::{Forum, Kind};
use handbook::source::File;
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 6, 1);

const SEATS: &str = "[[seats]]\nid = \"chair\"\ntitle = \"Chair\"\nkind = \"chair\"\n\
    [[seats]]\nid = \"one\"\ntitle = \"Executive\"\nkind = \"executive\"\norganisation = \"north\"\nholders = [{ person = \"a\" }]\n\
    [[seats]]\nid = \"two\"\ntitle = \"Non-executive\"\nkind = \"non-executive\"\norganisation = \"south\"\ncount = 2\n\
    [[seats]]\nid = \"three\"\ntitle = \"Doctor\"\norganisation = \"north\"\nvacant = true\n\
    [[seats]]\nid = \"guest\"\ntitle = \"Guest\"\nvoting = false\n";

/// The names that a list of those present may have, in the order in which they arrive.
const PRESENT: [&str; 5] = ["guest", "three", "chair", "two", "one"];

/// An expression is reckoned or reported; who arrives never breaks a quorum that is there; and a meeting of everybody is one wherever one
/// is possible.
pub fn run(bytes: &[u8]) {
    let text = match bytes.first() {
        Some(b'[' | b'{' | b'a'..=b'z' | b'A'..=b'Z' | b'#') => String::from_utf8_lossy(bytes).into_owned(),
        _ => format!("quorum = {}\n", Tree(bytes).written()),
    };
    reckon(&format!("name = \"Board\"\n{text}\n{SEATS}"));
    reckon(&format!("name = \"Board\"\n{text}\n"));
}

fn reckon(forum: &str) {
    let mut report = Report::default();
    let files = [
        ("handbook.toml", "title = \"Example\"\n"),
        (
            "collaboratives/example/collaborative.toml",
            "name = \"Example\"\nkind = \"partnership\"\nmembers = [{ organisation = \"north\" }, { organisation = \"south\" }]\n",
        ),
        ("organisations/north.toml", "name = \"North\"\nkind = \"company\"\n"),
        ("organisations/south.toml", "name = \"South\"\nkind = \"company\"\n"),
        ("people/a.toml", "name = \"A\"\n"),
        ("collaboratives/example/terms-of-reference/board.toml", forum),
    ];
    let records = files.iter().filter_map(|(path, text)| record::parse(&File::new(path, text.as_bytes()), &mut report));
    let model = join(records.map(Into::into).collect(), Default::default(), TODAY, &mut report);
    super::records::question_places(&at(&report, files[5].0), &File::new(files[5].0, forum.as_bytes()).text);
    let board = model.find(Kind::Forum, "example/board").and_then(|id| model.entry::<Forum>(id));
    if let Some(board) = board {
        question(&model, board);
    }
}

fn at(report: &Report, path: &str) -> Report {
    let mut own = report.clone();
    own.retain(|finding| &*finding.place.path == path);
    own
}

fn question(model: &Model, board: Entry<'_, Forum>) {
    let _ = model.bodies_that_are_a_quorum(board);
    let mut quorate = model.attendance(board, []).quorate;
    for number in 1..=PRESENT.len() {
        let attendance = model.attendance(board, PRESENT[..number].iter().copied());
        assert!(attendance.there <= attendance.of, "{attendance:?}");
        if board.fields.seats.len() == 5 && attendance.unknown.is_empty() {
            let broken = quorate == Some(true) && attendance.quorate == Some(false);
            assert!(!broken, "{:?} arrived and broke a quorum: {attendance:?}", PRESENT[number - 1]);
            quorate = attendance.quorate;
        }
    }
    let Some(today) = model.quorum_today(board) else { return };
    assert!(today.vacant <= today.voting_seats && today.inactive <= today.voting_seats, "{today:?}");
    for (need, _) in today.rules() {
        assert!(!need.words.is_empty(), "{need:?}");
        let _ = (need.asked(), need.beyond_all_seats().is_some(), need.beyond_filled_seats().is_some());
    }
    assert!(!model.ways_to_be_quorate(board).is_empty(), "no way to be quorate, not even an impossible one: {today:?}");
    let is_possible = today.rules().all(|(need, _)| need.beyond_all_seats().is_none() && !names_nothing(need));
    if board.fields.seats.len() == 5 && is_possible {
        assert_ne!(quorate, Some(false), "everybody is there, and that is no quorum: {today:?}");
    }
}

/// Whether a part of a rule asks for a seat or a kind that there is not, or for more of a member than it has.
fn names_nothing(need: &Need) -> bool {
    need.unknown.is_some() || !need.without_seat.is_empty() || need.parts.iter().any(names_nothing)
}

/// Bytes as a tree of rules: each says which way the next part asks.
struct Tree<'b>(&'b [u8]);

impl Tree<'_> {
    fn next(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().map_or((0, &[][..]), |(first, rest)| (*first, rest));
        self.0 = rest;
        first
    }

    fn written(&mut self) -> String {
        let mut text = String::new();
        self.rule(&mut text, 0);
        text
    }

    fn rule(&mut self, text: &mut String, depth: usize) {
        let number = self.next();
        let way = if depth > 70 { number % 6 } else { number % 9 };
        let _ = match way {
            0 => write!(text, "{{ count = {} }}", self.next() % 12),
            1 => {
                let base = ["voting-seats", "filled-seats", "members"][usize::from(self.next() % 3)];
                let round = ["up", "down", "more-than"][usize::from(self.next() % 3)];
                let (part, whole) = (self.next() % 12 + 1, self.next() % 12 + 1);
                write!(text, "{{ fraction = \"{}/{}\", of = \"{base}\", round = \"{round}\" }}", part.min(whole), whole)
            }
            2 => write!(text, "{{ all_but = {} }}", self.next() % 9),
            3 => write!(text, "{{ count = {}, each = \"member\" }}", self.next() % 4),
            4 => {
                let kind = ["chair", "executive", "non-executive", "member"][usize::from(self.next() % 4)];
                write!(text, "{{ count = {}, kind = \"{kind}\" }}", self.next() % 5)
            }
            5 => {
                let seat = ["chair", "vice", "one", "two", "three", "guest", "nobody"][usize::from(self.next() % 7)];
                write!(text, "{{ seat = \"{seat}\" }}")
            }
            6 | 7 => self.parts(text, "all", depth),
            _ => self.parts(text, "any", depth),
        };
    }

    fn parts(&mut self, text: &mut String, key: &str, depth: usize) -> std::fmt::Result {
        write!(text, "{{ {key} = [")?;
        for number in 0..=self.next() % 4 {
            text.push_str(if number > 0 { ", " } else { "" });
            self.rule(text, depth + 1);
        }
        text.push_str("] }");
        Ok(())
    }
}
