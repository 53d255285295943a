use jiff::civil::Date;

use super::*;
use crate::diagnostic::Report;
use crate::model::join;
use crate::record;
use crate::record::kind::Kind;
use crate::source::File;

const TODAY: Date = Date::constant(2026, 6, 1);

/// Two collaboratives: `one` of north, south and a company, `two` of south and east; a joint committee, a sub-committee and an advisory
/// group in the first, a joint committee in the second.
const FILES: &[(&str, &str)] = &[
    ("handbook.toml", "title = \"Example\"\njurisdiction = \"england\"\n"),
    ("organisations/north.toml", "name = \"North\"\nkind = \"nhs-trust\"\n"),
    ("organisations/south.toml", "name = \"South\"\nkind = \"nhs-trust\"\n"),
    ("organisations/east.toml", "name = \"East\"\nkind = \"nhs-foundation-trust\"\n"),
    ("organisations/old.toml", "name = \"Old\"\nkind = \"nhs-trust\"\nto = 2025-03-31\n"),
    ("organisations/company.toml", "name = \"Company\"\nkind = \"company\"\n"),
    (
        "collaboratives/one/collaborative.toml",
        "name = \"One\"\nkind = \"provider-collaborative\"\nmembers = [{ organisation = \"north\" }, { organisation = \"south\" }, { organisation = \"company\" }]\n",
    ),
    (
        "collaboratives/two/collaborative.toml",
        "name = \"Two\"\nkind = \"provider-collaborative\"\nmembers = [{ organisation = \"south\" }, { organisation = \"east\" }]\n",
    ),
    ("collaboratives/one/terms-of-reference/board.toml", "name = \"Board\"\nlegal_form = \"joint-committee\"\n"),
    ("collaboratives/one/terms-of-reference/group.toml", "name = \"Group\"\nlegal_form = \"sub-committee\"\n"),
    ("collaboratives/one/terms-of-reference/advice.toml", "name = \"Advice\"\nlegal_form = \"advisory-group\"\n"),
    ("collaboratives/one/terms-of-reference/alliance.toml", "name = \"Alliance\"\nlegal_form = \"contractual-board\"\n"),
    ("collaboratives/two/terms-of-reference/table.toml", "name = \"Table\"\nlegal_form = \"joint-committee\"\n"),
    ("functions/surgery.toml", "name = \"Surgery\"\nholder = [\"nhs-trust\", \"nhs-foundation-trust\"]\n"),
    ("functions/brand.toml", "name = \"Brand\"\n"),
];

fn model(one: &str, two: &str) -> Model {
    model_with(one, two, &[])
}

/// With files in the place of those of the same path.
fn model_with(one: &str, two: &str, others: &[(&str, &str)]) -> Model {
    let mut report = Report::default();
    let own = [("collaboratives/one/delegations.toml", one), ("collaboratives/two/delegations.toml", two)];
    let kept = FILES.iter().copied().filter(|(path, _)| others.iter().all(|(other, _)| other != path));
    let files = kept.chain(own).chain(others.iter().copied());
    let records = files.filter_map(|(path, text)| record::parse(&File::new(path, text.as_bytes()), &mut report));
    let model = join(records.map(Into::into).collect::<Vec<_>>(), Default::default(), TODAY, &mut report);
    assert!(report.is_empty(), "{report:?}");
    model
}

/// A delegation of surgery.
fn gives(from: &str, to: &str, rest: &str) -> String {
    format!("[[delegations]]\nfunction = \"surgery\"\nfrom = {{ {from} }}\nto = {{ {to} }}\n{rest}\n")
}

const EACH: &str = "each = \"member\"";

fn forum(id: &str) -> String {
    format!("forum = \"{id}\"")
}

fn path(model: &Model) -> Path<'_> {
    model.path_of(model.find(Kind::Function, "surgery").unwrap()).unwrap()
}

/// The chains of surgery in words: names of receivers, then how each ends.
fn chains(model: &Model) -> Vec<String> {
    let path = path(model);
    let words = |chain: &Chain| {
        let names: Vec<String> = chain.steps.iter().map(|step| path.steps[*step].receiver(model).to_string()).collect();
        format!("{} {:?}", names.join(" > "), chain.end)
    };
    path.chains().iter().map(words).collect()
}

fn flaws(one: &str, two: &str) -> Vec<String> {
    flaws_of(&model(one, two))
}

fn flaws_of(model: &Model) -> Vec<String> {
    let path = path(model);
    let of = |number: usize| {
        let flaws = path.steps[number].flaws.to_vec();
        flaws.into_iter().map(|flaw| path.flaw_words(model, number, &flaw).to_string()).collect::<Vec<_>>()
    };
    (0..path.steps.len()).flat_map(of).collect()
}

/// Who decides at an amount, in words.
fn who(one: &str, amount: u64) -> Vec<String> {
    who_of(&model(one, ""), amount)
}

fn who_of(model: &Model, amount: u64) -> Vec<String> {
    let path = path(model);
    let answer = path.answer(model, Some(amount), model.find(Kind::Collaborative, "one"));
    let words = |decider: &Decider| match decider {
        Decider::Chain(chain) => path.steps[*chain.steps.last().unwrap()].receiver(model).to_string(),
        Decider::Reserved(number) => {
            let kept = &path.reserved[*number];
            format!("kept by {}", model.party_words(kept.scheme.record, &kept.row.to))
        }
        Decider::Own(number) => format!("kept by {} itself", path.own[*number].body.record.title()),
        Decider::Members { bodies, all, .. } => {
            let names: Vec<String> = bodies.iter().map(|body| model.record(*body).title()).collect();
            format!("{}, each for itself{}", names.join(" and "), if *all { ", all" } else { "" })
        }
    };
    answer.deciders.iter().map(words).collect()
}

#[test]
fn a_chain_leads_from_the_holders_to_whoever_decides() {
    let one = gives(EACH, &forum("board"), "onward = true") + &gives(&forum("board"), &forum("group"), "");
    let model = model(&one, "");
    let path = path(&model);
    assert_eq!(chains(&model), ["Board > Group Decides"]);
    assert_eq!((path.steps[0].by_law, path.steps[1].by_law), (Some(true), Some(false)));
    assert!(path.steps.iter().all(|step| step.flaws.is_empty()), "{:?}", path.steps[1].flaws);
    assert_eq!(path.holders(&model), ["NHS trusts", "NHS foundation trusts"]);
}

#[test]
fn a_chain_goes_on_in_another_scheme() {
    let one = gives(EACH, "organisation = \"south\"", "onward = true");
    let two = gives("organisation = \"south\"", &forum("table"), "");
    let model = model(&one, &two);
    assert_eq!(chains(&model), ["South > Table Decides"]);
    let path = path(&model);
    let within = path.within(&model, path.chains(), model.find(Kind::Collaborative, "two"));
    assert_eq!(within.len(), 1);
    assert_eq!(path.collaboratives(&model).len(), 2);
}

#[test]
fn a_round_is_found_once_with_all_its_steps() {
    let one = gives(EACH, &forum("board"), "onward = true") + &gives(&forum("board"), &forum("group"), "onward = true");
    let one = one + &gives(&forum("group"), &forum("board"), "onward = true");
    let model = model(&one, "");
    let path = path(&model);
    let rounds: Vec<&Flaw> = path.steps.iter().flat_map(|step| step.flaws).collect();
    assert_eq!(rounds, [&Flaw::Round(vec![1, 2]), &Flaw::Round(vec![1, 2])]);
    assert_eq!(path.flaw_words(&model, 1, rounds[0]).to_string(), "“Surgery” goes round: Board → Group → Board");
    assert_eq!(chains(&model), ["Board > Group > Board Breaks(1)"]);
}

#[test]
fn a_body_that_gives_to_itself_is_a_round_and_members_that_give_to_one_of_them_are_not() {
    assert_eq!(
        flaws(&gives("organisation = \"north\"", "organisation = \"north\"", ""), ""),
        ["“Surgery” goes round: North → North"]
    );
    assert_eq!(flaws(&gives(EACH, "organisation = \"north\"", ""), ""), [""; 0]);
}

#[test]
fn nobody_gives_more_than_they_have() {
    let one =
        gives(EACH, &forum("board"), "limit = 1000\nonward = true") + &gives(&forum("board"), &forum("group"), "limit = 2000");
    assert_eq!(flaws(&one, ""), ["“Board” gives “Surgery” up to £2,000, and has it only up to £1,000"]);
    assert_eq!(who(&one, 900), ["Group"]);
    assert_eq!(who(&one, 1500), ["North and South, each for itself, all"]);
}

#[test]
fn what_a_giver_does_not_hold_breaks_the_chain() {
    let never = gives(&forum("board"), &forum("group"), "");
    let law = "which NHS trusts and NHS foundation trusts hold by law";
    assert_eq!(flaws(&never, ""), [format!("“Board” gives “Surgery” away, and was never given it, {law}")]);
    assert_eq!(chains(&model(&never, "")), ["Group Breaks(0)"]);
    let once = gives(EACH, &forum("board"), "onward = true\nvalid = { to = 2026-03-31 }") + &never;
    assert_eq!(flaws(&once, ""), ["“Board” gives “Surgery” away, and had it only until 31 March 2026"]);
    let company = gives("organisation = \"company\"", &forum("board"), "");
    assert_eq!(flaws(&company, ""), [format!("“Company” gives “Surgery” away, and was never given it, {law}")]);
    let own_words = company.replace("surgery", "brand");
    assert_eq!(flaws(&own_words, ""), [""; 0]);
}

#[test]
fn what_may_not_be_passed_on_stops_there() {
    let onward = gives(&forum("board"), &forum("group"), "");
    let forbidden = gives(EACH, &forum("board"), "onward = false") + &onward;
    assert_eq!(flaws(&forbidden, ""), ["“Board” passes on “Surgery”, and the delegation to it forbids it"]);
    let silent = gives(EACH, &forum("board"), "") + &onward;
    assert_eq!(flaws(&silent, ""), ["“Board” passes on “Surgery”, and nothing says that it may"]);
    assert_eq!(chains(&model(&silent, "")), ["Board > Group Decides"]);
    let own_post = gives(EACH, "organisation = \"south\"", "onward = false");
    let own_post = own_post + &gives("organisation = \"south\"", "organisation = \"south\", post = \"Director\"", "");
    assert_eq!(flaws(&own_post, ""), [""; 0]);
}

#[test]
fn power_arrives_only_where_it_can_be_held() {
    let advice = gives(EACH, &forum("advice"), "");
    assert_eq!(flaws(&advice, ""), ["“Surgery” is given to “Advice”, which can hold no power: it is an advisory group"]);
    let alliance = gives(EACH, &forum("alliance"), "");
    assert_eq!(
        flaws(&alliance, ""),
        ["“Surgery” is given to “Alliance”, which decides under a contract only: it is a contractual board"]
    );
    let company = gives("organisation = \"north\"", "organisation = \"company\"", "basis = [\"nhsa-2006-s65z5\"]");
    assert_eq!(flaws(&company, ""), ["“Surgery” is given to “Company”, to which s.65Z5 is not open: it is a company"]);
    let giver = gives(EACH, "organisation = \"north\"", "basis = [\"nhsa-2006-s65z5\"]");
    assert_eq!(flaws(&giver, ""), ["“Surgery” is given by “Company”, to which s.65Z5 is not open: it is a company"]);
    assert_eq!(flaws(&gives(EACH, "organisation = \"old\"", ""), ""), ["“Old” existed until 31 March 2025"]);
}

#[test]
fn amounts_reach_whoever_they_are_for() {
    let one = gives("organisation = \"north\"", "organisation = \"north\", post = \"Director\"", "up_to = 100")
        + &gives(EACH, &forum("board"), "above = 100\nup_to = 1000")
        + "[[reserved]]\nfunction = \"surgery\"\nto = { each = \"member\" }\nabove = 1000\n";
    assert_eq!(flaws(&one, ""), [""; 0]);
    assert_eq!(who(&one, 100), ["Director, North", "South, each for itself"]);
    assert_eq!(who(&one, 101), ["Board"]);
    assert_eq!(who(&one, 1001), ["kept by each member’s board"]);
    let model = model(&one, "");
    let bands: Vec<String> =
        path(&model).bands(&model, None).into_iter().map(|band| model.band_words(band).to_string()).collect();
    assert_eq!(bands, ["up to £100", "above £100, up to £1,000", "above £1,000"]);
}

#[test]
fn what_is_reserved_does_not_arrive() {
    let kept = "[[reserved]]\nfunction = \"surgery\"\nto = { each = \"member\" }\n";
    let all = gives(EACH, &forum("board"), "") + kept;
    assert_eq!(flaws(&all, ""), ["each member’s board gives “Surgery” away and keeps it"]);
    assert_eq!(chains(&model(&all, "")), ["Board Breaks(0)"]);
    // A delegation without a bound ends where the reservation begins.
    let above = gives(EACH, &forum("board"), "") + kept + "above = 500\n";
    assert_eq!(flaws(&above, ""), [""; 0]);
    assert_eq!((who(&above, 500), who(&above, 501)), (vec!["Board".to_owned()], vec!["kept by each member’s board".to_owned()]));
    let both = gives(EACH, &forum("board"), "limit = 800") + kept + "above = 500\n";
    assert_eq!(flaws(&both, ""), ["each member’s board gives “Surgery” away and keeps it above £500"]);
}

/// Model with what North and South keep by their own schemes.
fn keeping(one: &str, north: Option<&str>, south: Option<&str>) -> Model {
    let body = |name: &str, kept: Option<&str>| {
        let kept = kept.map_or_else(String::new, |kept| format!("[[reserved]]\nfunction = \"surgery\"\n{kept}\n"));
        format!("name = \"{name}\"\nkind = \"nhs-trust\"\n{kept}")
    };
    let (north, south) = (body("North", north), body("South", south));
    model_with(one, "", &[("organisations/north.toml", &north), ("organisations/south.toml", &south)])
}

#[test]
fn what_a_body_keeps_by_its_own_scheme_it_cannot_give() {
    let to_board = |rest: &str| gives("organisation = \"north\"", &forum("board"), rest);
    let within = keeping(&to_board("up_to = 500"), Some("above = 500"), None);
    assert_eq!(flaws_of(&within), [""; 0]);
    let more = keeping(&to_board("up_to = 800"), Some("above = 500"), None);
    assert_eq!(flaws_of(&more), ["“North” gives “Surgery” up to £800, and by its own scheme “North” may give only up to £500"]);
    assert_eq!(
        (who_of(&more, 500), who_of(&more, 501)),
        (
            vec!["Board".to_owned(), "South, each for itself".to_owned()],
            vec!["kept by North itself".to_owned(), "South, each for itself".to_owned()],
        )
    );
    let all = keeping(&to_board(""), Some(""), None);
    assert_eq!(flaws_of(&all), ["“North” gives “Surgery” away, and “North” keeps it by its own scheme"]);
    assert_eq!(chains(&all), ["Board Breaks(0)"]);
    // A delegation without a bound ends where the giver’s own scheme ends it.
    let unbound = keeping(&to_board(""), Some("above = 500"), None);
    assert_eq!(
        (flaws_of(&unbound), who_of(&unbound, 501)),
        (vec![], vec!["kept by North itself".to_owned(), "South, each for itself".to_owned(),])
    );
    // What a scheme kept until last year it keeps no more.
    let past = keeping(&to_board("up_to = 800"), Some("above = 500\nvalid = { to = 2025-12-31 }"), None);
    assert_eq!(flaws_of(&past), [""; 0]);
}

#[test]
fn what_one_of_several_givers_keeps_arrives_from_the_others() {
    let one = gives(EACH, &forum("board"), "up_to = 800");
    let model = keeping(&one, None, Some("above = 500"));
    assert_eq!(
        flaws_of(&model),
        ["each member’s board gives “Surgery” up to £800, and by its own scheme “South” may give only up to £500"]
    );
    assert_eq!(
        (who_of(&model, 500), who_of(&model, 600)),
        (vec!["Board".to_owned()], vec!["Board".to_owned(), "kept by South itself".to_owned()],)
    );
    let bands: Vec<String> =
        path(&model).bands(&model, None).into_iter().map(|band| model.band_words(band).to_string()).collect();
    assert_eq!(bands, ["up to £500", "above £500, up to £800", "above £800"]);
}

#[test]
fn what_the_scheme_reserves_as_well_is_told_once() {
    let one = gives(EACH, &forum("board"), "up_to = 500")
        + "[[reserved]]\nfunction = \"surgery\"\nto = { each = \"member\" }\nabove = 500\n";
    let same = keeping(&one, None, Some("above = 500"));
    assert_eq!(who_of(&same, 600), ["kept by each member’s board"]);
    let less = keeping(&one, None, Some("above = 400"));
    assert_eq!(who_of(&less, 450), ["Board", "kept by South itself"]);
}

#[test]
fn where_nothing_is_given_the_holders_decide() {
    assert_eq!(who("", 5), ["North and South, each for itself, all"]);
    let model = model("undelegated = [{ function = \"surgery\" }]\n", "");
    assert_eq!(path(&model).undelegated.len(), 1);
    assert_eq!(model.paths().count(), 2);
}

#[test]
fn long_and_wide_paths_take_no_long_time() {
    let mut one = gives(EACH, "organisation = \"north\", post = \"post 0\"", "onward = true");
    for number in 0..3000 {
        let (from, to) = (format!("post {number}"), format!("post {}", number + 1));
        let of = |post: &str| format!("organisation = \"north\", post = \"{post}\"");
        one += &gives(&of(&from), &of(&to), "");
        one += &gives(&of(&from), &of(&format!("other {number}")), "");
    }
    let model = model(&one, "");
    let path = path(&model);
    assert_eq!(path.steps.len(), 6001);
    assert!(path.steps.iter().all(|step| step.flaws.is_empty()));
    assert_eq!(path.chains_at(5).len(), 3001);
}
