use jiff::civil::Date;

use super::*;
use crate::diagnostic::Report;
use crate::model::join;
use crate::record;
use crate::record::kind::Kind;
use crate::source::File;

const TODAY: Date = Date::constant(2026, 6, 1);

/// A collaborative of `members`, with a forum of these seats and this quorum.
fn model(members: &[&str], forum: &str) -> Model {
    let mut report = Report::default();
    let member = |id: &&str| format!("[[members]]\norganisation = \"{id}\"\n");
    let collaborative = format!("name = \"Example\"\nkind = \"partnership\"\n{}", members.iter().map(member).collect::<String>());
    let mut files = vec![
        ("handbook.toml".to_owned(), "title = \"Example\"\n".to_owned()),
        ("collaboratives/example/collaborative.toml".to_owned(), collaborative),
        ("collaboratives/example/terms-of-reference/board.toml".to_owned(), format!("name = \"Board\"\n{forum}")),
    ];
    for id in members {
        files.push((format!("organisations/{id}.toml"), format!("name = \"{id}\"\nkind = \"company\"\n")));
    }
    let records = files.iter().filter_map(|(path, text)| record::parse(&File::new(path, text.as_bytes()), &mut report));
    let model = join(records.map(Into::into).collect::<Vec<_>>(), Default::default(), TODAY, &mut report);
    assert!(report.is_empty(), "{report:?}");
    model
}

fn forum(model: &Model) -> Entry<'_, Forum> {
    model.entry(model.find(Kind::Forum, "example/board").unwrap()).unwrap()
}

fn today(members: &[&str], forum_text: &str) -> QuorumToday {
    let model = model(members, forum_text);
    model.quorum_today(forum(&model)).unwrap().clone()
}

fn number(members: &[&str], forum_text: &str) -> usize {
    today(members, forum_text).meeting.number
}

const THREE: [&str; 3] = ["east", "north", "south"];

#[test]
fn fractions_are_taken_of_the_seats_and_rounded() {
    let half = today(&[], "quorum = { fraction = \"1/2\" }\nseats = [{ title = \"Member\", count = 7 }]\n");
    assert_eq!((half.meeting.number, half.meeting.sum.to_string().as_str()), (4, "1/2 of 7 is 3.5, rounded up to 4"));
    let thirds = today(&[], "quorum = { fraction = \"2/3\" }\nseats = [{ title = \"Member\", count = 11 }]\n");
    assert_eq!((thirds.meeting.number, thirds.meeting.sum.to_string().as_str()), (8, "2/3 of 11 is 7.33, rounded up to 8"));
    let more = "quorum = { fraction = \"1/2\", round = \"more-than\" }\nseats = [{ title = \"Member\", count = 6 }]\n";
    assert_eq!(number(&[], more), 4);
}

#[test]
fn all_but_two_and_seats_without_a_vote() {
    let text = "quorum = { all_but = 2 }\nseats = [{ title = \"Member\", count = 7 }, { title = \"Guest\", voting = false, count = 3 }]\n";
    let all_but = today(&[], text);
    assert_eq!((all_but.meeting.number, all_but.meeting.sum.to_string().as_str(), all_but.voting_seats), (5, "7 − 2 = 5", 7));
}

#[test]
fn one_from_each_member_counts_members() {
    let each = today(
        &THREE,
        "quorum = { count = 1, each = \"member\" }\nseats = [{ title = \"Lead\", each = \"member\", count = 2 }]\n",
    );
    assert_eq!((each.meeting.number, each.meeting.available, each.voting_seats), (3, 3, 6));
    let missing =
        today(&THREE, "quorum = { count = 1, each = \"member\" }\nseats = [{ title = \"Lead\", organisation = \"north\" }]\n");
    assert_eq!((missing.meeting.available, missing.meeting.without_seat.len()), (1, 2));
    // Two seats that are for nobody in particular may be the two others'.
    let open = "quorum = { count = 1, each = \"member\" }\nseats = [{ title = \"Lead\", organisation = \"north\" }, { title = \"Other\", count = 2 }]\n";
    assert!(today(&THREE, open).meeting.without_seat.is_empty());
}

#[test]
fn a_fraction_of_the_members_asks_for_members_not_for_seats() {
    let text = "quorum = { fraction = \"2/3\", of = \"members\" }\nseats = [{ title = \"Lead\", organisation = \"north\", count = 5 }]\n";
    let members = today(&THREE, text);
    assert_eq!((members.meeting.number, members.meeting.available), (2, 1));
}

#[test]
fn the_chair_can_be_named_without_a_seat_by_seat_or_by_kind() {
    let seats = "seats = [{ title = \"Member\", count = 3 }, { id = \"head\", title = \"Head\" }, { title = \"Chair\", kind = \"chair\" }]\n";
    let chair = |chair: &str| today(&[], &format!("quorum = {{ seat = \"chair\" }}\n{chair}{seats}")).meeting;
    assert_eq!((chair("").available, chair("").unknown), (1, None));
    assert_eq!(chair("chair = { seat = \"head\" }\n").available, 1);
    assert_eq!(chair("chair = { seat = \"gone\" }\n").unknown.as_deref(), Some("chair"));
    let without = today(&[], "quorum = { seat = \"chair\" }\nchair = { rule = \"elected\" }\nseats = [{ title = \"Member\" }]\n");
    assert_eq!((without.meeting.available, without.meeting.words.to_string().as_str()), (1, "the chair"));
}

#[test]
fn parts_that_no_seat_can_serve_together_add_up() {
    let seats = "seats = [{ title = \"Chief executive\", each = \"member\", kind = \"executive\" }, { title = \"Lay member\", kind = \"lay\", count = 2 }]\n";
    let rule = |parts: &str| number(&THREE, &format!("quorum = {{ all = [{parts}] }}\n{seats}"));
    // Three chief executives, and a lay member who comes from none of the members.
    assert_eq!(rule("{ count = 1, each = \"member\" }, { count = 1, kind = \"lay\" }"), 4);
    // A chief executive is both.
    assert_eq!(rule("{ count = 1, each = \"member\" }, { count = 1, kind = \"executive\" }"), 3);
    assert_eq!(rule("{ count = 2, kind = \"executive\" }, { count = 1, kind = \"lay\" }"), 3);
    assert_eq!(rule("{ count = 2, kind = \"executive\" }, { count = 1, kind = \"lay\" }, { fraction = \"1/1\" }"), 5);
    assert_eq!(rule("{ fraction = \"2/3\", of = \"members\" }, { count = 2, kind = \"lay\" }"), 4);
    assert_eq!(rule("{ count = 2 }, { any = [{ count = 2, kind = \"lay\" }, { count = 1, kind = \"executive\" }] }"), 2);
}

#[test]
fn seats_that_can_serve_two_parts_are_found_where_others_must_move() {
    // “A” of north serves either part: only “A” of south and “B” of north together serve all four.
    let text = "quorum = { all = [{ count = 1, kind = \"lay\" }, { count = 1, kind = \"staff\" }, { count = 1, each = \"member\" }] }\n\
        seats = [{ title = \"A\", kind = \"lay\", organisation = \"north\" }, { title = \"A\", kind = \"lay\", organisation = \"south\" }, \
        { title = \"B\", kind = \"staff\", organisation = \"north\" }]\n";
    assert_eq!(number(&["north", "south"], text), 2);
}

#[test]
fn a_named_seat_is_one_of_its_kind() {
    let seats = "seats = [{ id = \"lead\", title = \"Lead\", kind = \"clinical\" }, { title = \"Clinician\", kind = \"clinical\", count = 3 }]\n";
    let rule = |parts: &str| number(&[], &format!("quorum = {{ all = [{parts}] }}\n{seats}"));
    assert_eq!(rule("{ seat = \"lead\" }, { count = 2, kind = \"clinical\" }"), 2);
    assert_eq!(rule("{ count = 2, kind = \"clinical\" }, { count = 1, kind = \"clinical\" }"), 2);
}

#[test]
fn a_seat_is_empty_where_somebody_left_and_nobody_followed() {
    let seat = |holders: &str| {
        let text = format!("quorum = {{ count = 1 }}\nseats = [{{ title = \"Member\", count = 3, holders = [{holders}] }}]\n");
        today(&[], &text).vacant
    };
    assert_eq!(seat("{ post = \"a\" }"), 0);
    assert_eq!(seat("{ post = \"a\", to = 2025-03-31 }, { post = \"b\", from = 2025-04-01 }"), 0);
    assert_eq!(seat("{ post = \"a\", to = 2025-03-31 }, { post = \"b\", from = 2025-04-01, to = 2025-12-31 }"), 1);
    assert_eq!(seat("{ post = \"a\", from = 2027-01-01 }"), 0);
}

#[test]
fn a_named_deputy_fills_an_empty_seat_and_a_long_empty_seat_leaves_the_count() {
    let rule = |rest: &str, seat: &str| {
        let text = format!(
            "quorum = {{ fraction = \"2/3\"{rest} }}\nseats = [{{ title = \"Member\", count = 5 }}, \
            {{ title = \"Other\", holders = [{{ post = \"a\", to = 2026-04-30 }}]{seat} }}]\n"
        );
        let today = today(&[], &text);
        (today.meeting.number, today.meeting.filled, today.inactive)
    };
    assert_eq!(rule("", ""), (4, 5, 0));
    assert_eq!(rule("", ", deputy = { allowed = true, counts = true, named = \"The deputy\" }"), (4, 6, 0));
    assert_eq!(rule(", inactive_after = \"3w\"", ""), (4, 5, 1));
    assert_eq!(rule(", inactive_after = \"3m\"", ""), (4, 5, 0));
    let few = "quorum = { all_but = 1, inactive_after = \"3w\" }\nseats = [{ title = \"A\" }, { title = \"B\", holders = [{ post = \"a\", to = 2026-04-30 }] }]\n";
    assert_eq!(number(&[], few), 0);
}

#[test]
fn a_body_that_can_meet_alone_is_told() {
    let bodies = |rule: &str| {
        let seats = "seats = [{ title = \"Lead\", each = \"member\", kind = \"executive\" }, { title = \"Host\", organisation = \"north\", count = 2, kind = \"officer\" }]\n";
        let model = model(&THREE, &format!("quorum = {rule}\n{seats}"));
        let bodies = model.bodies_that_are_a_quorum(forum(&model));
        bodies.into_iter().map(|body| model.record(body).title()).collect::<Vec<_>>()
    };
    assert_eq!(bodies("{ count = 3 }"), ["north"]);
    assert!(bodies("{ count = 4 }").is_empty());
    assert!(bodies("{ all = [{ count = 3 }, { count = 1, each = \"member\" }] }").is_empty());
    assert!(bodies("{ count = 1, decide = { fraction = \"2/3\", of = \"members\" } }").is_empty());
}
