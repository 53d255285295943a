//! Writes a handbook of about so many pages, in the shape of a real one: for measuring, not for reading.
//!
//! ```text
//! cargo run --release --example generate -- 10000 FOLDER
//! ```
//!
//! Twenty-five pages for each collaborative: its overview, a long terms of reference, three committees, ten decisions, three documents,
//! its governance, and six organisations. The same number gives the same bytes.

#![allow(clippy::disallowed_methods, reason = "it writes a handbook, as an author does")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const PAGES_EACH: usize = 25;
const ORGANISATIONS: usize = 6;
const WORDS: [&str; 32] = [
    "board",
    "trust",
    "service",
    "patients",
    "quality",
    "decision",
    "committee",
    "members",
    "agree",
    "review",
    "funding",
    "system",
    "delegation",
    "chair",
    "quorum",
    "report",
    "community",
    "hospital",
    "plan",
    "risk",
    "approval",
    "meeting",
    "policy",
    "clinical",
    "partners",
    "care",
    "together",
    "responsible",
    "duty",
    "published",
    "every",
    "year",
];

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (Some(pages), Some(folder)) = (arguments.next().and_then(|pages| pages.parse::<usize>().ok()), arguments.next()) else {
        eprintln!("usage: generate PAGES FOLDER");
        std::process::exit(2);
    };
    let writer = Writer { root: PathBuf::from(folder) };
    writer
        .file("handbook.toml", "title = \"A large handbook\"\njurisdiction = \"england\"\nbase_url = \"https://example.org/\"\n");
    writer.file("areas/shire.toml", "name = \"Shire\"\nkind = \"system\"\n");
    for number in 0..20 {
        writer.file(
            &format!("functions/function-{number}.toml"),
            &format!("name = \"Function {number}\"\ncategory = \"service-change\"\nholder = [\"nhs-trust\"]\n"),
        );
    }
    let terms = (0..40).fold(String::new(), |mut text, number| {
        let _ = writeln!(
            text,
            "[[terms]]\nterm = \"Term {number} of {}\"\ndefinition = \"{}\"\n",
            WORDS[number % 32],
            prose(number, 12)
        );
        text
    });
    writer.file("glossary.toml", &terms);
    for number in 0..pages.div_ceil(PAGES_EACH) {
        writer.collaborative(number);
    }
}

/// So many words, the same for the same number.
fn prose(seed: usize, words: usize) -> String {
    let mut state = seed as u64 * 2_654_435_761 + 12_345;
    let mut text = String::new();
    for number in 0..words {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(WORDS[(state >> 33) as usize % WORDS.len()]);
        text.push_str(if number % 14 == 13 { ". " } else { " " });
    }
    format!("{}.", text.trim())
}

struct Writer {
    root: PathBuf,
}

impl Writer {
    fn file(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    fn collaborative(&self, number: usize) {
        let folder = format!("collaboratives/group-{number}");
        let members: Vec<String> = (0..ORGANISATIONS).map(|member| format!("trust-{number}-{member}")).collect();
        for (index, member) in members.iter().enumerate() {
            let text = format!(
                "+++\nname = \"Trust {index} of group {number}\"\nkind = \"nhs-trust\"\nsectors = [\"acute\"]\nareas = [\"shire\"]\n+++\n{}\n",
                prose(number * 7 + index, 120)
            );
            self.file(&format!("organisations/{member}.md"), &text);
        }
        let rows: String = members
            .iter()
            .map(|member| format!("[[members]]\norganisation = \"{member}\"\nclass = \"full\"\nfrom = 2020-04-01\n"))
            .collect();
        self.file(&format!("{folder}/collaborative.toml"), &format!("name = \"Group {number}\"\nkind = \"provider-collaborative\"\nmodel = \"provider-leadership-board\"\nstage = \"live\"\nfrom = 2020-04-01\nfootprint = [\"shire\"]\n{rows}"));
        self.file(
            &format!("{folder}/purpose.md"),
            &format!("+++\n+++\n{} [[trust-{number}-0]] and [[trust-{number}-1]].\n", prose(number, 150)),
        );
        self.file(&format!("{folder}/governance.md"), &format!("+++\n+++\n{}\n", prose(number + 1, 200)));
        for committee in 0..4 {
            self.forum(&folder, number, committee);
        }
        for decision in 0..10 {
            let text = format!(
                "+++\nname = \"Decision {decision} of group {number}\"\nforum = \"committee-0\"\non = 2025-{:02}-10\nfunction = \"function-{}\"\noutcome = \"noted\"\n+++\n{}\n",
                decision + 1,
                decision * 2,
                prose(number + decision, 200)
            );
            self.file(&format!("{folder}/decisions/2025-{:02}-10-decision-{decision}.md", decision + 1), &text);
        }
        for document in 0..3 {
            self.file(
                &format!("{folder}/documents/document-{document}.md"),
                &format!(
                    "+++\nname = \"Document {document}\"\n+++\n## One\n\n{}\n\n## Two\n\n{}\n",
                    prose(number + document, 200),
                    prose(number, 200)
                ),
            );
        }
    }

    fn forum(&self, folder: &str, number: usize, committee: usize) {
        let sections = if committee == 0 { 8 } else { 2 };
        let body: String = (0..sections)
            .map(|section| {
                format!(
                    "## Section {section}\n\n{} See [[group-{number}]] and [[committee-{}]].\n\n",
                    prose(number * 10 + section, 150),
                    (committee + 1) % 4
                )
            })
            .collect();
        let text = format!(
            "+++\nname = \"Committee {committee}\"\nlegal_form = \"advisory-group\"\nresponsibilities = [\"function-{}\"]\nreports_to = [{{ each = \"member\" }}]\nquorum = {{ fraction = \"2/3\" }}\n[[seats]]\ntitle = \"Chief executive\"\neach = \"member\"\n+++\n{body}",
            committee * 3
        );
        self.file(&format!("{folder}/terms-of-reference/committee-{committee}.md"), &text);
    }
}
