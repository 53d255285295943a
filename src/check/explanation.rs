//! A check's explanation: its text for readers, and the examples that hold it to its word.

/// An explanation in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What is wrong in a few words: the heading.
    pub title: String,
    /// What it finds, why that matters, what to do, and the source of the rule, as Markdown.
    pub prose: String,
    /// The numbers of the rules that it holds to in the catalogue of what can be wrong, such as `T03`; those of its rules that have
    /// none in words.
    pub catalogue: Vec<String>,
    /// Examples that it finds.
    pub finds: Vec<Example>,
    /// Examples that it lets pass.
    pub passes: Vec<Example>,
}

/// A handbook in small: files beside those that every example shares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// What it shows, in words; may be empty.
    pub caption: String,
    /// Paths and texts.
    pub files: Vec<(String, String)>,
}

/// Reads an explanation: prose, then `## Finds` and `## Lets pass`, each with examples. An example is one or more fenced blocks whose
/// info string is `<language> <path>`; a line of prose between blocks begins the next example.
pub fn read(text: &str) -> Explanation {
    let mut explanation = Explanation::default();
    let mut part = Part::Prose;
    let mut block: Option<(String, String)> = None;
    let mut fresh = true;
    for line in text.lines() {
        if let Some((_, body)) = &mut block {
            if line.starts_with("````") || (line == "```") {
                let (path, body) = block.take().unwrap_or_default();
                part.examples(&mut explanation).last_mut().map(|example| example.files.push((path, body))).unwrap_or_default();
            } else {
                body.push_str(line);
                body.push('\n');
            }
            continue;
        }
        match line {
            "## Finds" => (part, fresh) = (Part::Finds, true),
            "## Lets pass" => (part, fresh) = (Part::Passes, true),
            _ if part == Part::Prose => match (line.strip_prefix("# "), line.strip_prefix("Catalogue: ")) {
                (Some(title), _) => explanation.title = title.to_owned(),
                (_, Some(rules)) => explanation.catalogue = rules.split(',').map(|rule| rule.trim().to_owned()).collect(),
                _ => explanation.prose.push_str(&format!("{line}\n")),
            },
            _ if line.starts_with("```") => {
                let path = line.split_whitespace().nth(1).unwrap_or("").to_owned();
                if fresh || part.examples(&mut explanation).is_empty() {
                    part.examples(&mut explanation).push(Example::default());
                    fresh = false;
                }
                block = Some((path, String::new()));
            }
            _ if line.trim().is_empty() => {}
            _ => {
                let caption = Example { caption: line.to_owned(), files: Vec::new() };
                match part.examples(&mut explanation).last_mut() {
                    Some(last) if last.files.is_empty() => last.caption = format!("{} {line}", last.caption),
                    _ => part.examples(&mut explanation).push(caption),
                }
                fresh = false;
            }
        }
    }
    explanation.prose = explanation.prose.trim().to_owned();
    explanation
}

/// An explanation’s text for those who read it elsewhere: without its heading and its numbers in the catalogue.
pub fn markdown(text: &str) -> String {
    let own = |line: &&str| !line.starts_with("# ") && !line.starts_with("Catalogue: ");
    let mut in_example = false;
    let mut markdown = String::new();
    for line in text.lines() {
        in_example ^= line.starts_with("```");
        if in_example || own(&line) {
            markdown.push_str(line);
            markdown.push('\n');
        }
    }
    markdown.trim().replace("\n\n\n", "\n\n")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Prose,
    Finds,
    Passes,
}

impl Part {
    fn examples(self, explanation: &mut Explanation) -> &mut Vec<Example> {
        match self {
            Part::Passes => &mut explanation.passes,
            Part::Prose | Part::Finds => &mut explanation.finds,
        }
    }
}
