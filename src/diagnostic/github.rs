//! Diagnostics as workflow commands, which GitHub shows beside the lines of a pull request.

use super::texts::{self, Texts, escaped};
use super::{Diagnostic, Report, Severity};
use crate::source::Sources;

/// One command a line for each finding, in the order of places.
pub fn render(report: &Report, sources: &Sources) -> String {
    let mut texts = Texts::new(sources);
    report.sorted().into_iter().map(|diagnostic| command(diagnostic, &mut texts)).collect()
}

fn command(diagnostic: &Diagnostic, texts: &mut Texts) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = vec![("file", texts.path(&diagnostic.place.path))];
    if let Some((start, end)) = texts.range(&diagnostic.place) {
        properties.push(("line", start.line.to_string()));
        properties.push(("endLine", end.line.to_string()));
        // Columns are understood within one line only.
        if start.line == end.line {
            properties.push(("col", start.column.to_string()));
            properties.push(("endColumn", end.column.to_string()));
        }
    }
    properties.push(("title", diagnostic.check.to_owned()));
    let properties: Vec<String> = properties.iter().map(|(name, value)| format!("{name}={}", property(value))).collect();
    format!("::{name} {}::{}\n", properties.join(","), words(&message(diagnostic, texts)))
}

/// How many places are listed where the same mistake stands again.
const MOST_AGAIN: usize = 20;

/// A command marks one place: the others in which the same mistake stands are listed.
fn message(diagnostic: &Diagnostic, texts: &mut Texts) -> String {
    let again = diagnostic.again();
    let again = texts::listed(again.into_iter(), MOST_AGAIN, texts).into_iter().map(|place| format!("\nalso: {place}"));
    let hints = diagnostic.hints.iter().map(|hint| format!("\nhint: {hint}"));
    std::iter::once(diagnostic.message.clone()).chain(again).chain(hints).collect()
}

/// A message, in which a line break would end the command.
fn words(text: &str) -> String {
    escaped(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value, in which `:` and `,` mean something besides.
fn property(text: &str) -> String {
    words(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::memory;
    use crate::span::{Place, Span};

    #[test]
    fn words_cannot_end_the_command() {
        let mut sources = memory::sources([("a,b:c.md", "one\ntwo\n")]);
        sources.root = "content".into();
        let mut report = Report::default();
        let place = Place::new(&"a,b:c.md".into(), Span::new(4..7));
        report.add(Diagnostic::error("a/b", place, "100%\n::error::\u{1b}x").hint("mend it"));
        report.add(Diagnostic::new(Severity::Advice, "c/d", Place::start_of(&"z.md".into()), "empty"));
        let expected = "::error file=content/a%2Cb%3Ac.md,line=2,endLine=2,col=1,endColumn=4,title=a/b\
            ::100%25%0A::error::\\u{1b}x%0Ahint: mend it\n\
            ::notice file=content/z.md,title=c/d::empty\n";
        assert_eq!(render(&report, &sources), expected);
    }
}
