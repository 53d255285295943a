//! What templates see: plain values, whole in every situation. `docs/themes.md` lists them.

use std::ops::Not;

use serde::Serialize;

use super::html::Html;

/// One page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Page {
    /// What sort of page it is, such as `home`, `forum` or `index`: the template `pages/<kind>.html` is used where the theme has one.
    pub kind: String,
    /// The language it is written in, as a tag.
    pub language: String,
    /// `ltr`, or `rtl` for a language written from the right.
    pub direction: String,
    /// Its title, without the handbook's.
    pub title: String,
    /// What it is, in a sentence; empty where nothing is said.
    pub description: String,
    /// The way to the site's root, such as `../../`; empty on the home page.
    pub root: String,
    /// Its full address, where the handbook says where it is published.
    pub canonical: Option<String>,
    /// Whether search engines should pass it by.
    pub unlisted: bool,
    /// What it tells search engines and other programs of itself: JSON-LD in the words of schema.org.
    pub structured: Option<Html>,
    /// What stands at the edges of each sheet of paper, when the page is printed.
    pub running: Running,
    /// A style sheet of the theme, such as `paper.css`, that this page alone has for printing.
    pub stylesheet: Option<String>,
    /// The same for other programs: calendars, feeds and data.
    pub alternates: Vec<Alternate>,
    /// What all pages share.
    pub site: Frame,
    /// The way here: each page above, then this one.
    pub breadcrumb: Vec<Crumb>,
    /// The other pages of the same collaborative.
    pub sections_menu: Option<Menu>,
    /// What stands above the text.
    pub header: Header,
    /// The sections to jump to; empty on a short page.
    pub contents: Vec<ContentsEntry>,
    /// The text.
    pub sections: Vec<Section>,
    /// Whether it has lists or tables that a script can narrow and put in order.
    pub lists: bool,
    /// Where a reader can propose a change.
    pub edit_url: Option<String>,
    /// Where a reader can report a mistake.
    pub report_url: Option<String>,
}

/// What stands at the edges of each sheet of paper. A style sheet cannot know it: templates give it as attributes of the page's
/// root, from where the style sheet takes it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Running {
    /// What it belongs to: the collaborative, or the handbook.
    pub whole: String,
    /// What it is, with its version.
    pub part: String,
    /// The day that it is true as of.
    pub as_of: String,
    /// What stands before the number of the sheet: “Page ”.
    pub page: String,
    /// What stands between that and the number of all sheets: “ of ”.
    pub of: String,
    /// What stands after both.
    pub after: String,
    /// The lettered parts of the page, each with what its own sheets say in place of `part`.
    pub parts: Vec<RunningPart>,
}

/// A part of a page that has sheets of its own.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RunningPart {
    /// Its letter, in lower case.
    pub letter: String,
    /// What its sheets say.
    pub title: String,
}

/// What a page shows, as a file for other programs.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Alternate {
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// What it is, such as `text/calendar`.
    pub media_type: &'static str,
}

/// What all pages share.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Frame {
    /// The handbook's title.
    pub title: String,
    /// How this page links to the home page.
    pub home: String,
    /// How this page links to the page where one looks for a word.
    pub search: Option<String>,
    /// The main menu.
    pub menu: Vec<MenuEntry>,
    /// The menu at the foot.
    pub foot: Vec<MenuEntry>,
    /// The day that the site is true as of.
    pub as_of: Words,
    /// That day for scripts, as `2026-11-24`.
    pub as_of_iso: String,
    /// Whether that day was chosen, rather than the day of the build: then the reader's own day changes nothing.
    pub day_chosen: bool,
    /// Who publishes it.
    pub publisher: Words,
    /// Whom to write to.
    pub contact: Option<String>,
}

/// One link of a menu.
#[derive(Clone, Debug, Default, Serialize)]
pub struct MenuEntry {
    /// What it says.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// `page` where it is this page, `true` where this page lies below it, empty otherwise: for `aria-current`.
    pub current: &'static str,
}

/// A menu with a name.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Menu {
    /// What it is called.
    pub title: String,
    /// Its links.
    pub entries: Vec<MenuEntry>,
}

/// One step of the way to a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Crumb {
    /// What the step is called.
    pub title: String,
    /// The language of that, where it is not the page’s.
    pub language: Option<String>,
    /// Where it leads; none for the page itself.
    pub href: Option<String>,
}

/// What stands above a page's text.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Header {
    /// What sort of record it is, as readers call it.
    pub kind: Words,
    /// The title.
    pub title: String,
    /// Its short form.
    pub short: Option<String>,
    /// The language of the title, where it is not the page's.
    pub language: Option<String>,
    /// What it is, in a sentence.
    pub summary: Option<String>,
    /// Where it stands: live, ended, draft.
    pub labels: Vec<Label>,
    /// The document-control line, part by part.
    pub control: Vec<Words>,
    /// What a reader must know first.
    pub notices: Vec<Notice>,
}

/// A short mark.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Label {
    /// What it says.
    pub text: String,
    /// The language of that, where it is not the page’s.
    pub language: Option<String>,
    /// `live`, `ended`, `warning`, or empty.
    pub tone: &'static str,
}

/// Running text: pieces one after the other.
pub type Words = Vec<Run>;

/// A piece of running text. What it does not have is not there for a template, rather than empty: ask with `if`. (There are hundreds on
/// a page, and nearly all are text alone.)
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Run {
    /// What it says.
    pub text: String,
    /// Where it leads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// Whether that is another site.
    #[serde(skip_serializing_if = "Not::not")]
    pub external: bool,
    /// A description, shown when one points at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The date that it is, for machines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso: Option<String>,
    /// The tone of a mark: `live`, `ended`, `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'static str>,
    /// The day after which a mark holds, as `2026-04-01`: it is hidden before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether that day has passed.
    #[serde(skip_serializing_if = "Not::not")]
    pub due_passed: bool,
    /// Its language, where that is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it is set apart: what is not recorded.
    #[serde(skip_serializing_if = "Not::not")]
    pub quiet: bool,
    /// Whether it is weighty.
    #[serde(skip_serializing_if = "Not::not")]
    pub strong: bool,
    /// Whether it differs from what stands beside it.
    #[serde(skip_serializing_if = "Not::not")]
    pub differs: bool,
}

/// An entry of a page's contents.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ContentsEntry {
    /// The section's id.
    pub id: String,
    /// Its number.
    pub number: Option<String>,
    /// Its heading.
    pub title: String,
    /// The language of its heading, where it is not the page’s.
    pub language: Option<String>,
    /// Sections in it.
    pub children: Vec<ContentsEntry>,
}

/// A part of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Section {
    /// Its address on the page; empty for text that brings its own headings.
    pub id: String,
    /// Its heading; empty for text that brings its own headings.
    pub title: String,
    /// The language of its heading, where it is not the page’s.
    pub language: Option<String>,
    /// Its letter, where it is a part of a document: `A`.
    pub letter: Option<String>,
    /// Whether it begins a sheet of its own on paper.
    pub sheet: bool,
    /// Whether it is aside of the text: what refers here, sources.
    pub aside: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// One thing in a section. A template tells them apart by `block`.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    /// Rendered prose.
    Prose {
        /// The prose.
        html: Html,
        /// How its clauses are cited, where its headings are numbered clauses.
        clauses: Option<Citation>,
        /// Its language, where that is not the page's.
        language: Option<String>,
    },
    /// Paragraphs of running text.
    Text {
        /// The paragraphs.
        paragraphs: Vec<Words>,
    },
    /// Names and values.
    Facts(Facts),
    /// A table.
    Table(Table),
    /// A list of records, each with a line or two.
    Register(Register),
    /// A plain list.
    List {
        /// Its lines.
        lines: Vec<Words>,
    },
    /// Lines that are folded away until somebody asks for them.
    Folded {
        /// What stands there while they are folded.
        summary: String,
        /// The lines.
        lines: Vec<Words>,
    },
    /// Something that a reader must know.
    Notice(Notice),
    /// A fact on which sources disagree.
    Disputed(Disputed),
    /// A chain, step by step.
    Steps {
        /// The steps.
        steps: Vec<Step>,
    },
    /// What happened, in order.
    Timeline {
        /// The events.
        events: Vec<Event>,
    },
    /// A quorum, told and reckoned.
    Quorum(Quorum),
    /// Where facts come from.
    Sources {
        /// The sources.
        sources: Vec<Words>,
    },
    /// Ways to narrow a list.
    Filters(Filters),
    /// Links to all pages of a list that goes on.
    Pages {
        /// The pages by their numbers.
        pages: Vec<MenuEntry>,
    },
    /// Links to letters of a long index.
    Letters {
        /// The letters with their sections' ids.
        letters: Vec<MenuEntry>,
    },
    /// Words explained, each with an id of its own.
    Terms {
        /// The words.
        terms: Vec<Term>,
    },
    /// A picture drawn from the records, with the same in words.
    Diagram {
        /// The picture.
        svg: Html,
        /// What it shows.
        caption: String,
        /// The same, line by line.
        lines: Vec<Words>,
    },
    /// A box to look for words with, which a script shows and answers.
    Search {
        /// The way to the site's root, such as `../`.
        root: String,
        /// What the script says, as JSON.
        words: String,
    },
    /// A box that leads to the page where one looks for a word.
    SearchForm {
        /// How this page links there.
        action: String,
    },
    /// A heading within a section.
    Heading {
        /// Its address on the page.
        id: String,
        /// What it says.
        title: String,
        /// The language of that, where it is not the page’s.
        language: Option<String>,
        /// Its level, from 3.
        level: u8,
    },
    /// What stands above the text of a record that is part of a larger page.
    Control {
        /// What sort of record it is.
        kind: Words,
        /// Where it stands: live, ended, draft.
        labels: Vec<Label>,
        /// The document-control line, part by part.
        control: Vec<Words>,
    },
    /// The contents of the page, in its text.
    Contents {
        /// The entries.
        entries: Vec<ContentsEntry>,
    },
}

/// How the clauses of a text are cited.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Citation {
    /// The citation, with `{clause}` for the clause’s number and `{id}` for its id on the record’s own page.
    pub words: String,
    /// What stands before each id on this page, where it holds several texts.
    pub prefix: String,
}

/// Names and values.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facts {
    /// The rows.
    pub rows: Vec<Fact>,
    /// Whether they stand beside each other as the page's first line of facts.
    pub band: bool,
}

/// A name and its values.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Fact {
    /// The name.
    pub label: String,
    /// The language of the name, where it is not the page’s.
    pub language: Option<String>,
    /// The values.
    pub values: Vec<Words>,
}

/// A table: the first cell of each row is its heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Table {
    /// Its address on the page.
    pub id: String,
    /// What it shows.
    pub caption: String,
    /// The language of that, where it is not the page’s.
    pub language: Option<String>,
    /// The headings of its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Vec<Words>>,
    /// Whether it is wide: a matrix whose headings stay in sight, rather than rows that become entries on a phone.
    pub matrix: bool,
    /// By what name the choice of a reader among its columns stands in the address; none where there is no choice.
    pub choice: Option<&'static str>,
    /// The value of each cell by which a script puts the rows in order: a date or a number for machines, empty where the words will do.
    /// Nothing where the table is too short to be put in another order, or says something by its own.
    pub sorts: Vec<Vec<String>>,
    /// By what each row is told apart, where the table is a list that can be narrowed: attributes `data-…` for a script.
    pub marks: Vec<Vec<Mark>>,
}

/// A column.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// The language of its heading, where it is not the page’s.
    pub language: Option<String>,
    /// Where that leads.
    pub href: Option<String>,
    /// `end` for numbers, `centre` for marks, empty otherwise.
    pub align: &'static str,
    /// Its name in addresses, where a reader can choose it.
    pub name: Option<String>,
}

/// A list of records.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Register {
    /// The records.
    pub entries: Vec<RegisterEntry>,
    /// Whether short entries stand in columns.
    pub columns: bool,
}

/// A record in a list.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RegisterEntry {
    /// Its name, linked.
    pub name: Words,
    /// What sort it is and where it stands.
    pub meta: Vec<Words>,
    /// What it is, in a sentence.
    pub text: Option<String>,
    /// The language of that sentence, where it is not the page’s.
    pub language: Option<String>,
    /// By what it is told apart and put in order: attributes `data-…` for a script.
    pub marks: Vec<Mark>,
}

/// What a script knows of an entry: an attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The attribute's name after `data-`: that of a facet, or `by-` and that of an order.
    pub name: String,
    /// Its value; several values with spaces between.
    pub value: String,
}

/// Ways to narrow a list: links to the pages of each value, which a script makes choices on the page itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Filters {
    /// What the list holds, in words, such as “84 collaboratives”.
    pub count: String,
    /// How many that is.
    pub number: usize,
    /// Whether all of that stands on this page, so that it can be narrowed here.
    pub whole: bool,
    /// What the records are told apart by.
    pub facets: Vec<Facet>,
    /// The orders beside the list's own.
    pub orders: Vec<Order>,
}

/// What records are told apart by.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Facet {
    /// Its name in addresses, such as `model`.
    pub name: &'static str,
    /// Its name for readers.
    pub title: String,
    /// Its values.
    pub values: Vec<FacetValue>,
    /// Where all its values stand; then only the most frequent are here.
    pub all: Option<MenuEntry>,
    /// Whether this page is one of its values.
    pub own: bool,
}

/// A value that records share.
#[derive(Clone, Debug, Default, Serialize)]
pub struct FacetValue {
    /// Its name in addresses.
    pub value: String,
    /// Its name for readers.
    pub title: String,
    /// The language of that name, where it is not the page’s.
    pub language: Option<String>,
    /// How many records have it.
    pub count: usize,
    /// Where those are listed.
    pub href: String,
    /// `page` where that is this page, empty otherwise.
    pub current: &'static str,
}

/// An order in which a list can be put.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Order {
    /// Its name: entries have the attribute `data-by-<name>`; `name` is that of their names.
    pub name: &'static str,
    /// Its name for readers.
    pub title: String,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// Something that a reader must know.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Notice {
    /// `info`, `warning` or `ended`.
    pub tone: &'static str,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub paragraphs: Vec<Words>,
}

/// A fact on which sources disagree.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Disputed {
    /// Its address on the page.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What each says: the handbook's own first.
    pub values: Vec<DisputedValue>,
}

/// One side of a disagreement.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DisputedValue {
    /// What is said.
    pub value: String,
    /// Who says it.
    pub source: String,
    /// Whether this handbook holds it.
    pub shown: bool,
}

/// A step of a chain.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Step {
    /// Who or what.
    pub title: Words,
    /// By what right, within which limits.
    pub meta: Vec<Words>,
    /// Anything else.
    pub text: Option<String>,
    /// `decides` for the one that decides, `ends` where the chain breaks off, empty otherwise.
    pub role: &'static str,
}

/// Something that happened.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Event {
    /// When.
    pub when: Words,
    /// What.
    pub text: Words,
    /// Whether it is still to come.
    pub future: bool,
}

/// A quorum, told and reckoned.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Quorum {
    /// Its address on the page.
    pub id: String,
    /// The rule in words.
    pub rule: String,
    /// The number that it comes to today.
    pub number: usize,
    /// Of how many seats with a vote.
    pub of: usize,
    /// How the number comes about, part by part.
    pub sums: Vec<QuorumSum>,
    /// What deciding needs, in a sentence, where that is more; empty otherwise.
    pub decide: Words,
    /// What happens where it is not met, and the like.
    pub notes: Vec<String>,
    /// What a reader needs to try who is there; none where it would ask nothing but a number.
    pub calculator: Option<Calculator>,
}

/// Who is here, and is that enough: reckoned in the reader’s browser, and not there without a script.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Calculator {
    /// The seats, in order.
    pub seats: Vec<CalculatorSeat>,
    /// The ways to be quorate, as JSON: `[{"seats": 5, "each": 1, "members": 0, "of": [[[0, 3], 1]]}]`.
    pub ways: String,
    /// What the script says, as JSON: for each phrase its texts by plural category.
    pub words: String,
}

/// One seat.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CalculatorSeat {
    /// Whose it is.
    pub label: String,
    /// The body for which it is, by name; empty where it is for nobody in particular.
    pub organisation: String,
    /// Whether it has a vote.
    pub votes: bool,
}

/// One part of a quorum.
#[derive(Clone, Debug, Default, Serialize)]
pub struct QuorumSum {
    /// The part in words.
    pub rule: String,
    /// How its number comes about.
    pub sum: String,
    /// Its number.
    pub number: usize,
}

/// A word explained.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Term {
    /// Its address on the page.
    pub id: String,
    /// The word.
    pub term: String,
    /// The language of the word, where it is not the page’s.
    pub language: Option<String>,
    /// Its short form.
    pub short: Option<String>,
    /// What it means: one paragraph or several.
    pub definition: Vec<Words>,
    /// More about it.
    pub facts: Vec<Fact>,
}

impl Run {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Run {
        Run { text: text.into(), ..Run::default() }
    }

    /// A link within the site.
    pub fn link(text: impl Into<String>, href: impl Into<String>) -> Run {
        Run { text: text.into(), href: Some(href.into()), ..Run::default() }
    }

    /// A link to another site.
    pub fn outside(text: impl Into<String>, href: impl Into<String>) -> Run {
        Run { external: true, ..Run::link(text, href) }
    }

    /// A date.
    pub fn date(text: impl Into<String>, iso: impl Into<String>) -> Run {
        Run { text: text.into(), iso: Some(iso.into()), ..Run::default() }
    }

    /// A mark.
    pub fn label(text: impl Into<String>, tone: &'static str) -> Run {
        Run { text: text.into(), label: Some(tone), ..Run::default() }
    }

    /// What is set apart, such as that nothing is recorded.
    pub fn quiet(text: impl Into<String>) -> Run {
        Run { quiet: true, ..Run::text(text) }
    }
}

impl Block {
    /// The same below headings of a level, with a prefix to its addresses: as a part of a larger page.
    #[must_use]
    pub fn within(self, prefix: &str, below: u8) -> Block {
        let own = |id: String| format!("{prefix}{id}");
        match self {
            Block::Heading { id, title, language, level } => {
                Block::Heading { id: own(id), title, language, level: (level + below).saturating_sub(2).min(6) }
            }
            Block::Table(table) => Block::Table(Table { id: own(table.id), ..table }),
            Block::Disputed(disputed) => Block::Disputed(Disputed { id: own(disputed.id), ..disputed }),
            // What is tried on a forum's own page has no place in a document.
            Block::Quorum(quorum) => Block::Quorum(Quorum { id: own(quorum.id), calculator: None, ..quorum }),
            Block::Terms { terms } => {
                Block::Terms { terms: terms.into_iter().map(|term| Term { id: own(term.id), ..term }).collect() }
            }
            other => other,
        }
    }
}

/// Words that are one plain text.
pub fn words(text: impl Into<String>) -> Words {
    vec![Run::text(text)]
}

impl Section {
    /// A section with a heading.
    pub fn new(id: &str, title: impl Into<String>, blocks: Vec<Block>) -> Section {
        Section { id: id.to_owned(), title: title.into(), blocks, ..Section::default() }
    }
}

impl Fact {
    /// A name with one value.
    pub fn one(label: impl Into<String>, value: Words) -> Fact {
        Fact { label: label.into(), values: vec![value], ..Fact::default() }
    }

    /// A name with one plain value.
    pub fn text(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact::one(label, words(value))
    }
}

/// From how many rows on a table can be put in another order.
const SORTED_FROM: usize = 6;

impl Table {
    /// The same with the values by which a script puts its rows in order, where it has enough of them.
    pub(in crate::site) fn sorted(&mut self) {
        if self.rows.len() < SORTED_FROM {
            return;
        }
        let columns = &self.columns;
        let value = |(number, cell): (usize, &Words)| {
            let is_number = columns.get(number).is_some_and(|column| column.align == "end");
            machine_value(cell, is_number)
        };
        self.sorts = self.rows.iter().map(|row| row.iter().enumerate().map(value).collect()).collect();
    }
}

/// What a cell is in an order: its date, its first number in a column of numbers; empty where its words will do.
fn machine_value(cell: &[Run], is_number: bool) -> String {
    if let Some(iso) = cell.iter().find_map(|run| run.iso.clone()) {
        return iso;
    }
    if !is_number {
        return String::new();
    }
    let text: String = cell.iter().filter(|run| !run.quiet).map(|run| run.text.replace(',', "")).collect();
    let digits = text.chars().skip_while(|letter| !letter.is_ascii_digit());
    digits.take_while(|letter| letter.is_ascii_digit() || *letter == '.').collect()
}

impl Column {
    /// A column of text.
    pub fn new(title: impl Into<String>) -> Column {
        Column { title: title.into(), ..Column::default() }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Column {
        Column { align: "end", ..Column::new(title) }
    }
}
