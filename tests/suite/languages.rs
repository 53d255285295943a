//! A handbook in another language: a table of its own in a theme, and no template. Welsh has all six plural categories and ordinal days;
//! Arabic is written from the right. Their tables are in part, on purpose: what they lack is said in English.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use handbook::output::Route;
use handbook::phrases::Phrases;
use handbook::project::{self, Edition};
use handbook::record::date::PartialDate;
use handbook::record::kind::Kind;
use handbook::source::{File, disk, memory};
use jiff::civil::Date;

const TODAY: Date = Date::constant(2026, 11, 1);

const WELSH: &str = include_str!("../languages/cy.toml");
const ARABIC: &str = include_str!("../languages/ar.toml");

fn phrases(language: &str, table: &str) -> Phrases {
    let path = format!("phrases/{}.toml", language.split('-').next().unwrap());
    let (phrases, mistakes) = Phrases::for_language(language, &BTreeMap::from([(path.as_str(), table)]));
    assert_eq!(mistakes, []);
    phrases
}

/// A small handbook in a language, with a collaborative in the handbook's own, and a body in another.
fn edition(language: &str, table: &str, body_language: &str) -> Edition {
    let handbook = format!("title = \"Llawlyfr\"\nlanguage = \"{language}\"\njurisdiction = \"wales\"\ncurrency = \"GBP\"\n");
    let body = format!(
        "name = \"Somebody\"\nkind = \"local-health-board\"\nlanguage = \"{body_language}\"\nsummary = \"What it is.\"\nfrom = 2024-04-01\n"
    );
    let files = [
        ("handbook.toml", handbook.as_str()),
        ("organisations/body.md", &format!("+++\n{body}+++\nWhat it does.\n")),
        ("functions/contracts.toml", "name = \"Contracts\"\n"),
        (
            "collaboratives/one/collaborative.toml",
            "name = \"Cyd\"\nkind = \"partnership\"\nstage = \"live\"\nfrom = 2024-04-01\n[[members]]\norganisation = \"body\"\n",
        ),
        ("collaboratives/two/collaborative.toml", "name = \"Arall\"\nkind = \"partnership\"\nstage = \"shadow\"\n"),
        (
            "collaboratives/one/delegations.toml",
            "[[delegations]]\nfunction = \"contracts\"\nfrom = { each = \"member\" }\nto = { organisation = \"body\" }\nup_to = 750_000\n",
        ),
    ];
    let mut sources = memory::sources(files);
    let path = format!("phrases/{language}.toml");
    sources.theme.insert(path.as_str().into(), Arc::new(File::new(&path, table.as_bytes())));
    let edition = project::edition(sources, TODAY);
    let errors: Vec<&String> =
        edition.report.iter().filter(|finding| finding.check.starts_with("site/")).map(|finding| &finding.message).collect();
    assert!(errors.is_empty(), "{errors:?}");
    edition
}

fn page(edition: &Edition, path: &str) -> String {
    let site = edition.site.as_ref().expect("the theme can be read");
    let content = site.render(&Route::page(path).unwrap()).expect("it is planned").expect("it can be made");
    String::from_utf8_lossy(&content.bytes).into_owned()
}

#[test]
fn welsh_counts_by_six_categories_and_its_days_are_ordinal_numbers() {
    let welsh = phrases("cy-GB", WELSH);
    let counted = |count: usize| welsh.one_of_with("kinds.counted", "collaborative", &[("count", count.into())]).unwrap();
    let expected =
        ["dim cydweithfeydd", "1 gydweithfa", "2 gydweithfa", "3 cydweithfa", "4 cydweithfa", "5 cydweithfa", "6 chydweithfa"];
    assert_eq!((0..7).map(counted).collect::<Vec<_>>(), expected);
    let day = |day: i8| welsh.day(Date::constant(2024, 4, day));
    let days = [1, 2, 3, 5, 7, 11].map(day);
    let ebrill = |day: &str| format!("{day} Ebrill 2024");
    assert_eq!(days, ["1af", "2il", "3ydd", "5ed", "7fed", "11"].map(ebrill));
}

#[test]
fn arabic_counts_by_its_own_categories_and_writes_its_own_money() {
    let arabic = phrases("ar", ARABIC);
    let counted = |count: usize| arabic.one_of_with("kinds.counted", "collaborative", &[("count", count.into())]).unwrap();
    let expected = ["لا تعاونيات", "تعاونية واحدة", "تعاونيتان", "3 تعاونيات", "11 تعاونية", "100 تعاونية"];
    assert_eq!([0, 1, 2, 3, 11, 100].map(counted), expected);
    assert_eq!(arabic.money("GBP", 750_000), "750٬000 جنيه إسترليني");
    assert_eq!(arabic.hundredths(467), "4٫67");
    assert_eq!((arabic.direction(), phrases("cy", WELSH).direction()), ("rtl", "ltr"));
    assert_eq!(arabic.date(PartialDate::Day(TODAY)), "1 نوفمبر 2026");
}

#[test]
fn a_table_makes_a_site_in_its_language_and_what_it_lacks_is_english() {
    let edition = edition("cy", WELSH, "fr");
    let list = page(&edition, "collaboratives");
    assert!(list.contains("<html lang=\"cy\"") && !list.contains(" dir="), "it is marked as Welsh, written from the left");
    assert!(list.contains(">Neidio i’r cynnwys<") && list.contains("Cydweithfeydd"));
    assert!(list.contains("Yn gywir ar <time datetime=\"2026-11-01\">1af Tachwedd 2026</time>."));
    assert!(list.contains("<time datetime=\"2024-04-01\">1af Ebrill 2024</time>"));
    assert!(list.contains("Glossary") || list.contains("What is due"), "what the table lacks is said in English");
}

#[test]
fn a_list_says_how_many_by_the_category_of_its_language() {
    let mut sources = disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook")).unwrap();
    let handbook = sources.text("handbook.toml").replace("language = \"en-GB\"", "language = \"cy\"");
    sources.files.insert("handbook.toml".into(), Arc::new(File::new("handbook.toml", handbook.as_bytes())));
    sources.theme.insert("phrases/cy.toml".into(), Arc::new(File::new("phrases/cy.toml", WELSH.as_bytes())));
    let edition = project::edition(sources, TODAY);
    let count = edition.model.of_kind(Kind::Collaborative).filter(|(_, record)| !record.head.draft).count();
    let said = phrases("cy", WELSH).one_of_with("kinds.counted", "collaborative", &[("count", count.into())]).unwrap();
    assert!(page(&edition, "collaboratives").contains(&said), "{said}");
}

#[test]
fn a_record_in_another_language_is_marked_with_its_language_and_its_direction() {
    let other_way = page(&edition("cy", WELSH, "ar"), "organisations/body");
    assert!(other_way.contains("<h1 lang=\"ar\" dir=\"rtl\">Somebody"), "its name");
    assert!(other_way.contains("<p class=\"summary\" lang=\"ar\" dir=\"rtl\">"), "its summary");
    assert!(other_way.contains("lang=\"ar\" dir=\"rtl\"><p>What it does."), "its text");
    let same_way = page(&edition("cy", WELSH, "fr"), "organisations/body");
    assert!(same_way.contains("<h1 lang=\"fr\">Somebody") && !same_way.contains(" dir="), "no direction where it is the page's");
    let list = page(&edition("cy", WELSH, "ar"), "organisations");
    assert!(
        list.contains("lang=\"ar\" dir=\"rtl\">Somebody</a>") && list.contains("<p lang=\"ar\" dir=\"rtl\">What it is."),
        "in a list"
    );
}

#[test]
fn a_site_in_arabic_is_written_from_the_right_and_its_french_records_from_the_left() {
    let edition = edition("ar", ARABIC, "fr");
    let own = page(&edition, "organisations/body");
    assert!(own.contains("<html lang=\"ar\" dir=\"rtl\""), "the page");
    assert!(own.contains("<h1 lang=\"fr\" dir=\"ltr\">Somebody"), "the record");
    assert!(own.contains("1 أبريل 2024"), "its dates are the page's");
    let scheme = page(&edition, "collaboratives/one/delegations");
    assert!(scheme.contains("up to 750٬000 جنيه إسترليني"), "money as Arabic writes it, in a sentence that is still English");
}

#[test]
fn a_word_of_the_vocabulary_is_marked_as_english_unless_the_handbook_calls_it_otherwise() {
    let arabic = page(&edition("ar", ARABIC, "fr"), "organisations/body");
    assert!(arabic.contains("<span lang=\"en\" dir=\"ltr\">Local health board</span>"), "it runs the other way than the page");
    assert!(page(&edition("cy", WELSH, "fr"), "organisations/body").contains("<span lang=\"en\">Local health board</span>"));
    let vocabulary = "[[organisation_kinds]]\nid = \"local-health-board\"\nname = \"Bwrdd\"\n";
    let mut sources = disk::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/handbook")).unwrap();
    let handbook = sources.text("handbook.toml").replace("language = \"en-GB\"", "language = \"cy\"");
    let own = format!("{}\n{vocabulary}", sources.text("vocabulary.toml"));
    for (path, text) in [("handbook.toml", &handbook), ("vocabulary.toml", &own)] {
        sources.files.insert(path.into(), Arc::new(File::new(path, text.as_bytes())));
    }
    let edition = project::edition(sources, TODAY);
    let bodies = page(&edition, "organisations");
    assert!(bodies.contains("Bwrdd") && !bodies.contains("lang=\"en\">Bwrdd"), "the handbook's own word is its own language");
    assert!(bodies.contains("lang=\"en\">NHS trust"), "the program's is not");
}

#[test]
fn what_a_table_lacks_is_told_and_holds_up_nothing() {
    let edition = edition("cy", WELSH, "fr");
    let told: Vec<_> = edition.report.iter().filter(|finding| finding.check == "file/phrases-lacking").collect();
    let [finding] = &told[..] else { panic!("one table lacks something: {told:?}") };
    assert!(finding.message.contains("`phrases/cy.toml` lack ") && finding.message.contains("all of "), "{}", finding.message);
    assert!(!finding.hints.is_empty() && edition.site.is_some());
}
