//! How each syntax error is read: what the author probably meant, and how that is written.

use super::Told;
use super::case::{Case, is_word};
use crate::record::date::{self, PartialDate};
use crate::record::value::{Fraction, amount};
use crate::span::Span;

/// One way to read an error; `None` where it does not fit.
type Reading = fn(&Case<'_>) -> Option<Told>;

/// All ways, the surest first.
pub const READINGS: &[Reading] = &[
    conflict,
    fence,
    json,
    cells,
    duplicate_heading,
    duplicate,
    unseen,
    typographic,
    note,
    heading,
    unclosed_text,
    backslash,
    unclosed_bracket,
    day,
    share,
    number,
    truth,
    no_value,
    inner_mark,
    missing_mark,
    apostrophe,
    comma,
    bare_text,
    list_of_lines,
    colon,
    spaced_key,
    no_equals,
    goes_on,
    prose,
];

/// Where nothing else fits.
pub fn unknown(_: &Case<'_>) -> Told {
    Told::new(
        "this line cannot be read",
        "a field is written `name = \"…\"`, a table begins with `[name]`, an entry of a list with `[[name]]`, a note with `#`",
    )
}

fn conflict(case: &Case<'_>) -> Option<Told> {
    case.is_conflict_mark().then(|| {
        let message = "this file holds two versions that were never brought together";
        let hint = "keep the lines of one version, and remove the lines with `<<<<<<<`, `=======` and `>>>>>>>`";
        Told::new(message, hint).at(case.line_span())
    })
}

fn fence(case: &Case<'_>) -> Option<Told> {
    let is_toml = case.path.ends_with(".toml");
    match case.line().trim() {
        "+++" if is_toml => {
            let hint = "remove it, or let the file's name end in `.md` and write prose below the fields";
            Some(Told::new("a line `+++` belongs in a file whose name ends in `.md`", hint).at(case.line_span()))
        }
        "---" => {
            let hint = if is_toml { "remove it" } else { "write `+++` instead, and the prose below it" };
            let told = Told::new("a line `---` has no meaning among the fields", hint).at(case.line_span());
            let to = if is_toml { case.line_span() } else { Span::new(case.line_start()..case.text.len()) };
            Some(told.doubting(to))
        }
        _ => None,
    }
}

fn json(case: &Case<'_>) -> Option<Told> {
    case.text.trim_start().starts_with('{').then(|| {
        let hint = "write one field a line, as `name = \"…\"`, without braces and commas";
        Told::new("this file is written as JSON", hint).doubting(Span::new(0..case.text.len()))
    })
}

/// Rows of cells, pasted from a spreadsheet: told once, however many there are.
fn cells(case: &Case<'_>) -> Option<Told> {
    let is_open = case.open_bracket().is_some_and(|(at, _)| at < case.line_start());
    let count = |line: &str| line.split([',', '\t', ';']).filter(|cell| !cell.trim().is_empty()).count();
    let is_row = |line: &str| count(line) > 1 && !line.contains('=') && !line.trim_start().starts_with(['[', '#', '"', '{']);
    if is_open || !is_row(case.line()) || count(case.line()) < 3 {
        return None;
    }
    let below = case.text[case.line_start()..].split_inclusive('\n');
    let length: usize = below.take_while(|line| is_row(line)).map(str::len).sum();
    let hint = "write each row as an entry of its own, with a line such as `[[seats]]` above it and one line for each cell, such as \
        `title = \"…\"`; a table for readers belongs into a text, with `|` between its cells";
    let told = Told::new("these are rows of cells, as spreadsheets write them", hint).at(case.line_span());
    Some(told.doubting(Span::new(case.line_start()..case.line_start() + length)))
}

fn duplicate_heading(case: &Case<'_>) -> Option<Told> {
    let line = case.line().trim();
    if !case.message.contains("duplicate key") || !line.starts_with('[') {
        return None;
    }
    let name = line.trim_matches(['[', ']', ' ']);
    let is_same = |line: &str| line.trim().starts_with('[') && line.trim().trim_matches(['[', ']', ' ']) == name;
    let first = case.lines_above().filter(|(_, line)| is_same(line)).last();
    if let Some((start, written)) = first.filter(|(_, written)| line.starts_with("[[") && !written.trim().starts_with("[[")) {
        // One entry has lost its brackets: all of its sort are in doubt, and it is said once.
        let end = case.end_of_last(is_same);
        return Some(
            Told::new(
                format!("this entry of `{name}` stands in single square brackets, and others in double ones"),
                format!("write `[[{name}]]`"),
            )
            .at(span(start, written))
            .doubting(Span::new(start..end)),
        );
    }
    let hint = format!(
        "bring the fields of both together under one; where there are several entries of one sort, write `[[{name}]]` above each"
    );
    let told = Told::new(format!("`{name}` begins a second time"), hint).at(case.line_span());
    Some(
        told.related(first.map(|(start, line)| span(start, line)), "it begins here")
            .doubting(case.section_from(case.line_start())),
    )
}

fn duplicate(case: &Case<'_>) -> Option<Told> {
    if case.message.contains("cannot extend") {
        let hint = "keep either the value or the fields, not both";
        return Some(Told::new("this has a value already, and cannot hold fields as well", hint));
    }
    if !case.message.contains("duplicate key") {
        return None;
    }
    let key = case.text.get(case.span.range()).unwrap_or("").trim_matches(['"', '\'', ' ']);
    let section = case.lines_above().take_while(|(_, line)| !line.trim_start().starts_with('['));
    let above = section.filter(|(_, line)| line.split_once('=').is_some_and(|(own, _)| own.trim() == key)).last();
    let beside = || case.before().find(key).map(|at| Span::new(case.line_start() + at..case.line_start() + at + key.len()));
    let first = above.map(|(start, _)| Span::new(start..start + key.len())).or_else(beside);
    let told = Told::new(format!("`{key}` is written twice"), "keep one of the two").related(first, "it stands here already");
    // The first of the two was read: what is wrong with the second is nobody's concern.
    Some(told.doubting(Span::default()))
}

fn unseen(case: &Case<'_>) -> Option<Told> {
    let is_unseen = |letter: char| {
        letter.is_control() && letter != '\t'
            || matches!(letter, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}' | '\u{feff}')
    };
    let outside = case.line().split('"').step_by(2).any(|part| part.contains(is_unseen));
    outside.then(|| {
        let hint = "type the line anew: such signs come with text that is pasted from elsewhere";
        Told::new("this line holds a space or a sign that cannot be seen", hint)
    })
}

fn typographic(case: &Case<'_>) -> Option<Told> {
    let value = case.value().unwrap_or(case.line());
    value.trim_start_matches(['[', '{', ' ']).starts_with(['“', '”', '‘', '’', '„', '«']).then(|| {
        let hint = "use straight ones: \"…\"";
        Told::new("these are typographic quotation marks, as word processors write them", hint)
    })
}

fn note(case: &Case<'_>) -> Option<Told> {
    let words = after_sign(case.line().trim()).or_else(|| after_sign(case.rest().trim()))?;
    let words = words.trim_end_matches(['*', '/', '-', '>', ' ']);
    Some(Told::new("a note begins with `#`", format!("write `# {words}`")))
}

/// What follows the sign with which other languages begin a note.
fn after_sign(text: &str) -> Option<&str> {
    ["//", "/*", "<!--", "--"].iter().find_map(|sign| text.strip_prefix(sign)).map(str::trim)
}

fn heading(case: &Case<'_>) -> Option<Told> {
    let line = case.line().trim();
    if !line.starts_with('[') || case.open_bracket().is_some_and(|(at, _)| at < case.line_start()) {
        return None;
    }
    let name = line.trim_matches(['[', ']', ' ']);
    let name = if is_word(name) { name } else { "name" };
    let hint = format!("write `[[{name}]]` above each entry of a list, or `[{name}]` above the fields of a table");
    let told = Told::new("the brackets of this heading do not match", hint).at(case.line_span());
    Some(told.doubting(case.section_from(case.line_start())))
}

fn unclosed_text(case: &Case<'_>) -> Option<Told> {
    if !case.message.contains("multi-line") {
        return None;
    }
    let before = &case.text[..case.span.start as usize];
    let last = ["\"\"\"", "'''"].iter().filter_map(|marks| Some((before.rfind(marks)?, *marks))).max();
    let (at, marks) = last?;
    let told =
        Told::new("the text that begins here never ends", format!("end it with `{marks}`")).at(Span::new(at..at + marks.len()));
    Some(told.doubting(Span::new(at..case.text.len())))
}

fn backslash(case: &Case<'_>) -> Option<Told> {
    let is_escape = case.message.contains("escape") || case.message.contains("unicode");
    (is_escape && case.line().contains('\\')).then(|| {
        let hint = "write two of them, `\\\\`, or put the text between single quotation marks: '…'";
        Told::new("a backslash in text begins a special sign, and this is not one", hint)
    })
}

fn unclosed_bracket(case: &Case<'_>) -> Option<Told> {
    let is_about = ["array", "inline", "comma", "pairs", "unclosed"].iter().any(|word| case.message.contains(word));
    let (at, bracket) = case.open_bracket().filter(|_| is_about)?;
    let is_above = at < case.line_start();
    let looks_new = case.line().trim_start().starts_with('[') || case.key().is_some_and(is_word);
    let is_at_end = case.rest().trim().is_empty() || case.rest().trim_start().starts_with('#');
    if is_above && looks_new || is_at_end && case.message.contains("unclosed") || is_at_end && is_above {
        let (what, end) = if bracket == '[' { ("list", "]") } else { ("table", "}") };
        let told = Told::new(format!("the {what} that begins here is not closed"), format!("end it with `{end}`"));
        return Some(told.at(Span::new(at..at + 1)).doubting(case.section_from(at)));
    }
    if case.message.contains("missing comma") {
        let told = Told::new("a comma is missing before this", "put a comma between one entry and the next");
        return Some(told.at(Span::new(case.span.start as usize..case.span.start as usize + case.token().len().max(1))));
    }
    let extra = case.message.contains("extra comma");
    extra.then(|| Told::new("here is a comma too many", "leave one of the two out"))
}

fn day(case: &Case<'_>) -> Option<Told> {
    let token = case.token();
    let is_iso = token.len() > 4 && token.as_bytes()[..4].iter().all(u8::is_ascii_digit) && token.as_bytes()[4] == b'-';
    if is_iso {
        let written = token.split(['T', 't', ' ']).next().unwrap_or(token);
        return Some(match PartialDate::read(written) {
            Err(flaw) => Told::new(flaw.message, flaw.hint),
            Ok(PartialDate::Day(_)) => Told::new(format!("`{token}` is not a time of day"), "write it as 2025-04-01T14:00:00"),
            Ok(_) => Told::new("a date without its day stands between quotation marks", format!("write \"{written}\"")),
        })
        .map(|told| told.doubting(case.token_span()));
    }
    if let Some(flaw) = date::no_such_day(token) {
        return Some(Told::new(flaw.message, flaw.hint).doubting(case.token_span()));
    }
    let meant = date::meant(token)?;
    let told = Told::new(format!("`{token}` is not a date as records write it"), format!("write {meant}"));
    Some(told.doubting(case.token_span()))
}

fn share(case: &Case<'_>) -> Option<Told> {
    let hundredths = case.token().strip_suffix('%').filter(|number| is_figures(number.trim()))?;
    let meant = Fraction::meant(&format!("{}%", hundredths.trim()))?;
    let told = Told::new("a share is written as a fraction, between quotation marks", format!("write \"{meant}\""));
    Some(told.at(case.token_span()).doubting(case.token_span()))
}

fn number(case: &Case<'_>) -> Option<Told> {
    let (key, value) = (case.key()?, case.value().filter(|_| case.is_single())?);
    if case.message.contains("leading zero") && value.bytes().all(|byte| byte.is_ascii_digit()) {
        let plain = value.trim_start_matches('0');
        let hint =
            format!("write {}; a code stands between quotation marks: \"{value}\"", if plain.is_empty() { "0" } else { plain });
        return Some(Told::new("a number does not begin with 0", hint));
    }
    let is_decimal = |text: &str| text.split_once(',').is_some_and(|(whole, part)| is_figures(whole) && is_figures(part));
    if amount(value).is_none() && is_decimal(value) {
        return Some(Told::new("a number has no comma", format!("write a whole number, such as `{key} = 1` or `{key} = 1_500`")));
    }
    let number = amount(value)?;
    Some(Told::new("an amount is a plain number, without commas or currency", format!("write `{key} = {number}`")))
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn truth(case: &Case<'_>) -> Option<Told> {
    let token = case.token();
    let meant = match token.to_lowercase().as_str() {
        "yes" | "true" | "on" => "true",
        "no" | "false" | "off" => "false",
        _ => return None,
    };
    Some(Told::new(
        format!("`{token}` is neither true nor false"),
        format!("write {meant}; words stand between quotation marks: \"{token}\""),
    ))
}

fn no_value(case: &Case<'_>) -> Option<Told> {
    let key = case.key().filter(|key| is_word(key))?;
    case.value()?.is_empty().then(|| {
        Told::new(format!("`{key}` has no value"), "write one after the equals sign, or leave the line out").at(case.line_span())
    })
}

fn inner_mark(case: &Case<'_>) -> Option<Told> {
    let is_after = case.before().ends_with('"') && case.rest().contains('"') && case.rest().starts_with(char::is_alphanumeric);
    (is_after && case.is_single()).then(|| {
        let hint = "write the inner ones as “…”, or put the whole between single ones: '…'";
        Told::new("a quotation mark inside the text ends it", hint)
    })
}

fn missing_mark(case: &Case<'_>) -> Option<Told> {
    if case.line().replace("\\\"", "").matches('"').count().is_multiple_of(2) {
        return None;
    }
    let whole = || {
        let (key, value) = (case.key()?, case.value().filter(|_| case.is_single())?);
        Some(format!("write `{key} = \"{}\"`", value.trim_matches('"')))
    };
    let hint = whole().unwrap_or_else(|| "text stands between two quotation marks on one line".to_owned());
    Some(Told::new("a quotation mark is missing", hint))
}

fn apostrophe(case: &Case<'_>) -> Option<Told> {
    let value = case.value().filter(|value| value.starts_with('\''))?;
    let key = case.key()?;
    Some(Told::new(
        "an apostrophe ends text between single quotation marks",
        format!("write `{key} = \"{}\"`", value.trim_matches('\'')),
    ))
}

fn comma(case: &Case<'_>) -> Option<Told> {
    let sign = case.rest().trim_start().chars().next().filter(|sign| matches!(sign, ',' | ';'))?;
    case.is_single()
        .then(|| Told::new(format!("a field ends with its line, without `{sign}`"), format!("leave out the `{sign}`")))
}

fn bare_text(case: &Case<'_>) -> Option<Told> {
    let value = case.value()?;
    let token = case.token();
    let is_text = |text: &str| text.starts_with(|letter: char| letter.is_alphabetic());
    if !case.message.contains("quote") && !is_text(value) {
        return None;
    }
    let hint = match case.key().filter(|_| case.is_single()) {
        Some(key) => format!("write `{key} = \"{value}\"`"),
        None => format!("write \"{token}\""),
    };
    (is_text(token) || is_text(value)).then(|| Told::new("text stands between quotation marks", hint))
}

fn list_of_lines(case: &Case<'_>) -> Option<Told> {
    case.line().trim_start().starts_with(['-', '*', '•']).then(|| {
        Told::new("a list stands in square brackets, after the name of its field", "write it as `sectors = [\"one\", \"two\"]`")
    })
}

fn colon(case: &Case<'_>) -> Option<Told> {
    let (key, value) = case.line().split_once(':')?;
    let key = key.trim().trim_matches('"');
    is_word(key).then(|| {
        Told::new("a field is written with an equals sign, not with a colon", format!("write `{key} = {}`", quoted(value)))
    })
}

fn spaced_key(case: &Case<'_>) -> Option<Told> {
    let (key, value) = (case.key()?, case.value()?);
    let joined = key.to_lowercase().split_whitespace().collect::<Vec<_>>().join("_");
    (joined != key && is_word(&joined)).then(|| {
        Told::new(format!("the name of a field has no spaces: `{key}`"), format!("write `{joined} = {}`", quoted(value)))
            .at(case.line_span())
    })
}

fn no_equals(case: &Case<'_>) -> Option<Told> {
    let (key, value) = case.line().trim().split_once(char::is_whitespace)?;
    let is_field = is_word(key) && value.trim_start().starts_with(['"', '[', '{']);
    is_field.then(|| Told::new("an equals sign is missing", format!("write `{key} = {}`", quoted(value))))
}

fn goes_on(case: &Case<'_>) -> Option<Told> {
    case.message
        .contains("unexpected key or value")
        .then(|| Told::new("this line goes on after its value", "write one field a line; a note begins with `#`"))
}

fn prose(case: &Case<'_>) -> Option<Told> {
    let line = case.line().trim();
    (!line.contains('=') && line.split_whitespace().count() > 1).then(|| {
        let hint = if case.path.ends_with(".md") {
            "prose stands below the second line `+++`; a field is written `name = \"…\"`, a note begins with `#`"
        } else {
            "a field is written `name = \"…\"`, a note begins with `#`; a record with prose is a file whose name ends in `.md`"
        };
        Told::new("this line is not a field", hint).at(case.line_span())
    })
}

/// A value as a field takes it: text gets its quotation marks.
fn quoted(value: &str) -> String {
    let value = value.trim().trim_end_matches(',');
    let is_plain = value.starts_with(['"', '\'', '[', '{'])
        || value.starts_with(|first: char| first.is_ascii_digit())
        || matches!(value, "true" | "false");
    if is_plain { value.to_owned() } else { format!("\"{value}\"") }
}

fn span(start: usize, line: &str) -> Span {
    Span::new(start..start + line.trim_end().len())
}
