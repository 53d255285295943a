//! Texts with rules of their own, such as an address, a mailbox or a currency: each is read by one function, which says what is wrong
//! in the author's words.

use crate::record::suggest::nearest;

use super::{Flaw, Fraction};

/// A kind of text with rules of its own, as the schema names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Any text.
    Plain,
    /// A date of which the day or the month may be unknown.
    Date,
    /// A length of time, such as `5wd`.
    Length,
    /// A fraction, such as `2/3`.
    Fraction,
    /// An address on the web.
    Url,
    /// A mailbox.
    Email,
    /// A path of an attachment below `files/`.
    Attachment,
    /// A recurrence rule of RFC 5545.
    Recurrence,
    /// The name of a time zone.
    TimeZone,
    /// A language tag.
    Language,
    /// A currency by its three letters.
    Currency,
    /// A date with a time of day.
    DateTime,
    /// A time of day.
    Time,
    /// An address of the site that once held the page.
    Alias,
    /// Text, a number, a date or a truth value, kept as text.
    Scalar,
}

impl Format {
    /// The format that a schema's `format` names; plain text where it names none of ours.
    pub fn named(name: &str) -> Format {
        match name {
            "partial-date" => Format::Date,
            "length-of-time" => Format::Length,
            "fraction" => Format::Fraction,
            "uri" => Format::Url,
            "email" => Format::Email,
            "attachment" => Format::Attachment,
            "recurrence" => Format::Recurrence,
            "time-zone" => Format::TimeZone,
            "language" => Format::Language,
            "currency" => Format::Currency,
            "local-date-time" => Format::DateTime,
            "time-of-day" => Format::Time,
            "alias" => Format::Alias,
            "scalar" => Format::Scalar,
            _ => Format::Plain,
        }
    }

    /// Whether a TOML date may stand there without quotation marks.
    pub fn takes_dates(self) -> bool {
        matches!(self, Format::Date | Format::DateTime | Format::Scalar)
    }

    /// What one is called, with its article.
    pub fn noun(self) -> &'static str {
        match self {
            Format::Plain => "text in quotation marks",
            Format::Date => "a date, such as 2025-04-01, or \"2025-04\" or \"2025\" where only that is known",
            Format::Length => "a length of time, such as \"5wd\", \"3w\", \"6m\" or \"1y\"",
            Format::Fraction => "a fraction in quotation marks, such as \"2/3\"",
            Format::Url => "an address, such as \"https://example.org/\"",
            Format::Email => "a mailbox, such as \"governance@example.org\"",
            Format::Attachment => "the path of an attachment, such as \"files/memorandum.pdf\"",
            Format::Recurrence => "a recurrence rule, such as \"FREQ=MONTHLY;BYDAY=1TU\"",
            Format::TimeZone => "a time zone, such as \"Europe/London\"",
            Format::Language => "a language tag, such as \"en-GB\" or \"cy\"",
            Format::Currency => "a currency by its three letters, such as \"GBP\"",
            Format::DateTime => "a date and time, such as 2025-04-01T14:00:00",
            Format::Time => "a time of day in quotation marks, such as \"14:00\"",
            Format::Alias => "an earlier address on this site, such as \"groups/old-name/\"",
            Format::Scalar => "a single value: text, a number or a date",
        }
    }

    /// The text as people read it: a date in words, a length of time in full, all else as written.
    pub fn readable(self, text: &str) -> String {
        let read = match self {
            Format::Date => crate::record::date::PartialDate::read(text).ok().map(|date| date.to_string()),
            Format::Length => crate::record::date::Length::read(text).ok().map(|length| length.to_string()),
            Format::Recurrence => crate::record::recurrence::Recurrence::read(text).ok().map(|rule| rule.to_string()),
            _ => None,
        };
        read.unwrap_or_else(|| text.to_owned())
    }

    /// What is wrong with `text` as one of these.
    ///
    /// # Errors
    /// The flaw, in the author's words, with a way out.
    pub fn check(self, text: &str) -> Result<(), Flaw> {
        match self {
            Format::Plain | Format::Scalar => Ok(()),
            Format::Date => crate::record::date::PartialDate::read(text).map(drop),
            Format::Length => crate::record::date::Length::read(text).map(drop),
            Format::Fraction => Fraction::read(text).map(drop),
            Format::Url => check_url(text),
            Format::Email => check_email(text),
            Format::Attachment => check_attachment(text),
            Format::Recurrence => crate::record::recurrence::Recurrence::read(text).map(drop),
            Format::TimeZone => check_time_zone(text),
            Format::Language => check_language(text),
            Format::Currency => check_currency(text),
            Format::DateTime => crate::record::date::read_date_time(text).map(drop),
            Format::Time => crate::record::date::TimeOfDay::read(text).map(drop),
            Format::Alias => check_alias(text),
        }
    }
}

fn check_url(text: &str) -> Result<(), Flaw> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some(rest) = rest else {
        let hint = match text.split_once("://") {
            Some((_, rest)) => format!("only addresses that begin with `https://` or `http://` are published: `https://{rest}`"),
            None if text.contains('.') && !text.contains([' ', '@']) => {
                format!("write `https://{}`", text.trim_start_matches(['/', ':']))
            }
            None => "write it as a browser shows it, such as `https://example.org/`".to_owned(),
        };
        return Err(Flaw::new(format!("`{text}` is not an address on the web"), hint));
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    if let Some((_, host)) = host.rsplit_once('@') {
        let message = format!("`{text}` holds a user name, which can make it look like another site's address");
        return Err(Flaw::new(message, format!("leave out what stands before `{host}`")));
    }
    let sound = !host.is_empty() && !text.contains(|letter: char| letter.is_whitespace() || letter.is_control());
    let sound = sound && !text.contains(['<', '>', '"', '\\', '`', '{', '}']) || is_template(text) && !host.is_empty();
    if sound {
        return Ok(());
    }
    let hint = if text.contains('{') {
        "between braces stand only `{path}` and `{title}`"
    } else {
        "write it as a browser shows it, without spaces or quotation marks"
    };
    Err(Flaw::new(format!("`{text}` is not a complete address"), hint))
}

/// `edit_url` and `report_url` hold `{path}` and `{title}`.
fn is_template(text: &str) -> bool {
    let filled = text.replace("{path}", "").replace("{title}", "").replace("{value}", "");
    filled != text && !filled.contains(|letter: char| letter.is_whitespace() || "<>\"\\`{}".contains(letter))
}

fn check_email(text: &str) -> Result<(), Flaw> {
    let sound = text.split_once('@').is_some_and(|(name, host)| {
        let plain =
            |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._+".contains(letter));
        plain(name) && plain(host) && host.contains('.')
    });
    if sound {
        return Ok(());
    }
    let inner = text.split_once('<').map_or(text, |(_, rest)| rest.trim_end_matches('>'));
    let inner = inner.trim().trim_start_matches("mailto:");
    let hint = if inner != text && check_email(inner).is_ok() {
        format!("write `{inner}` alone")
    } else {
        "write it as `name@example.org`".to_owned()
    };
    Err(Flaw::new(format!("`{text}` is not a mailbox"), hint))
}

fn check_attachment(text: &str) -> Result<(), Flaw> {
    let inside = text
        .strip_prefix("files/")
        .is_some_and(|rest| !rest.is_empty() && rest.split('/').all(|part| !matches!(part, "" | "." | "..")));
    if inside {
        return Ok(());
    }
    let name =
        text.rsplit(['/', '\\']).next().filter(|name| !name.is_empty() && !text.contains("://")).unwrap_or("memorandum.pdf");
    Err(Flaw::new(
        format!("`{text}` is not an attachment"),
        format!("put the file into the folder `files` and write its path: \"files/{name}\""),
    ))
}

fn check_time_zone(text: &str) -> Result<(), Flaw> {
    if jiff::tz::TimeZone::get(text).is_ok() {
        return Ok(());
    }
    let ending = format!("/{}", text.trim().replace(' ', "_")).to_lowercase();
    let is_city = |zone: &str| zone.to_lowercase().ends_with(&ending) && !zone.starts_with("Etc/");
    let city = jiff::tz::db().available().find(|zone| is_city(zone.as_str()));
    let hint = match city {
        Some(zone) => format!("did you mean `{}`?", zone.as_str()),
        None => "name it by a city, such as `Europe/London` or `Europe/Paris`: so it knows of summer time".to_owned(),
    };
    Err(Flaw::new(format!("there is no time zone `{text}`"), hint))
}

fn check_currency(text: &str) -> Result<(), Flaw> {
    let is_code = |text: &str| iso_currency::Currency::from_code(text).is_some();
    if is_code(text) {
        return Ok(());
    }
    const NAMES: [(&str, &str); 10] = [
        ("£", "GBP"),
        ("gb", "GBP"),
        ("pound", "GBP"),
        ("pounds", "GBP"),
        ("pounds sterling", "GBP"),
        ("sterling", "GBP"),
        ("uk", "GBP"),
        ("€", "EUR"),
        ("euro", "EUR"),
        ("euros", "EUR"),
    ];
    let (small, capital) = (text.trim().to_lowercase(), text.trim().to_uppercase());
    let named = NAMES.iter().find(|(name, _)| *name == small).map(|(_, code)| (*code).to_owned());
    const USUAL: [&str; 8] = ["GBP", "EUR", "USD", "CHF", "SEK", "NOK", "DKK", "PLN"];
    let near = || Some(capital.clone()).filter(|text| text.len() < 5).and_then(|text| nearest(&text, USUAL)).map(str::to_owned);
    let meant = named.or_else(|| is_code(&capital).then(|| capital.clone())).or_else(near);
    let hint = meant.map_or_else(
        || "write its three letters as in ISO 4217, such as `GBP`, `EUR` or `CHF`".to_owned(),
        |code| format!("write `{code}`"),
    );
    Err(Flaw::new(format!("`{text}` is not a currency"), hint))
}

fn check_language(text: &str) -> Result<(), Flaw> {
    let mut parts = text.split('-');
    let primary = parts.next().unwrap_or("");
    let sound = matches!(primary.len(), 2 | 3) && primary.bytes().all(|letter| letter.is_ascii_lowercase());
    if sound && parts.all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|letter| letter.is_ascii_alphanumeric())) {
        return Ok(());
    }
    const NAMES: [(&str, &str); 9] = [
        ("breton", "br"),
        ("cymraeg", "cy"),
        ("english", "en-GB"),
        ("français", "fr"),
        ("french", "fr"),
        ("gaeilge", "ga"),
        ("gaelic", "gd"),
        ("irish", "ga"),
        ("welsh", "cy"),
    ];
    let named = NAMES.iter().find(|(name, _)| *name == text.to_lowercase());
    let hint = named.map_or_else(
        || "write the short form that web pages use, such as `en-GB`, `cy`, `ga`, `gd` or `fr`".to_owned(),
        |(_, tag)| format!("write `{tag}`"),
    );
    Err(Flaw::new(format!("`{text}` is not a language tag"), hint))
}

fn check_alias(text: &str) -> Result<(), Flaw> {
    if is_alias(text) {
        return Ok(());
    }
    let path = text.split_once("://").map_or(text, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.trim_start_matches('/');
    let hint = match path {
        _ if text.trim().is_empty() => "write the old address, or leave it out".to_owned(),
        path if is_alias(path) => format!("write it below the site's root: `{path}`"),
        _ => "write the old address below the site's root, such as `groups/old-name/`".to_owned(),
    };
    let message =
        if text.is_empty() { "this address is empty".to_owned() } else { format!("`{text}` cannot be an address of this site") };
    Err(Flaw::new(message, hint))
}

fn is_alias(text: &str) -> bool {
    let path = text.strip_suffix('/').unwrap_or(text);
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let is_part = |part: &str| !part.is_empty() && part.chars().all(plain) && !is_the_servers(part);
    !path.is_empty() && path.split('/').all(is_part)
}

/// Names that servers and hosts read as settings, wherever they stand, and those that climb.
fn is_the_servers(name: &str) -> bool {
    name.starts_with(['.', '_']) || ["cname", "web.config"].iter().any(|settings| name.eq_ignore_ascii_case(settings))
}

#[cfg(test)]
mod alias_tests {
    use super::is_alias;

    #[test]
    fn no_alias_is_a_setting_of_a_server() {
        for alias in ["groups/old-name/", "old.html", "a/b/c.aspx"] {
            assert!(is_alias(alias), "{alias}");
        }
        for alias in [
            ".htaccess",
            "a/.well-known/x",
            "_headers",
            "_redirects",
            "CNAME",
            "web.config",
            "../x",
            "a//b",
            "a/%2e%2e/b",
            "a\\b",
        ] {
            assert!(!is_alias(alias), "{alias}");
        }
    }
}
