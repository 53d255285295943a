//! Values that authors write as text and that mean more: dates, lengths of time, fractions, addresses.
//!
//! Each is read by one function that says what is wrong in the author's words. Where a value stands in a field, its
//! place stands beside it.

use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::span::Span;

/// Why a value cannot be read, and a way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl Flaw {
    /// A flaw with its way out.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Flaw {
        Flaw { message: message.into(), hint: hint.into() }
    }
}

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
            Format::Date => super::date::PartialDate::read(text).ok().map(|date| date.to_string()),
            Format::Length => super::date::Length::read(text).ok().map(|length| length.to_string()),
            Format::Recurrence => super::recurrence::Recurrence::read(text).ok().map(|rule| rule.to_string()),
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
            Format::Date => super::date::PartialDate::read(text).map(drop),
            Format::Length => super::date::Length::read(text).map(drop),
            Format::Fraction => Fraction::read(text).map(drop),
            Format::Url => check_url(text),
            Format::Email => check_email(text),
            Format::Attachment => check_attachment(text),
            Format::Recurrence => super::recurrence::Recurrence::read(text).map(drop),
            Format::TimeZone => check_time_zone(text),
            Format::Language => check_language(text),
            Format::Currency => check_currency(text),
            Format::DateTime => super::date::read_date_time(text).map(drop),
            Format::Time => super::date::TimeOfDay::read(text).map(drop),
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
    let meant = named.or_else(|| is_code(&capital).then_some(capital));
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

/// The plain number that an amount such as `£1,250,000`, `1.5m` or `740k` means, as records write it; `None` where it is none.
pub fn amount(text: &str) -> Option<String> {
    let bare = text.trim().to_lowercase().replace("gbp", "").replace("eur", "");
    let bare: String =
        bare.chars().filter(|letter| !matches!(letter, ',' | '_' | '£' | '€' | '$') && !letter.is_whitespace()).collect();
    let end = bare.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(bare.len());
    let (number, unit) = bare.split_at(end);
    let zeros = match unit {
        "" => 0,
        "k" => 3,
        "m" | "million" => 6,
        "bn" | "billion" => 9,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || part.len() > zeros || part.contains('.') || whole.len() > 12 {
        return None;
    }
    let digits = format!("{whole}{part:0<zeros$}");
    let digits = Some(digits.trim_start_matches('0')).filter(|digits| !digits.is_empty()).unwrap_or("0");
    let grouped = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    Some(grouped.collect::<Vec<_>>().join("_"))
}

/// A value with its place in the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sp<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T> Deref for Sp<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Sp<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let span = Span::new(spanned.span());
        Ok(Sp { value: spanned.into_inner(), span })
    }
}

impl<T: JsonSchema> JsonSchema for Sp<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// A text value with a format of its own: how it is read from TOML and named in the schema.
macro_rules! text_format {
    ($type:ty, $format:literal, $read:expr) => {
        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                $read(&text).map_err(|flaw: $crate::record::value::Flaw| serde::de::Error::custom(flaw.message))
            }
        }

        impl schemars::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                $format.into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": $format })
            }
        }
    };
}
pub(crate) use text_format;

/// A part of a whole, such as `2/3`; between nothing and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// How many parts.
    pub numerator: u32,
    /// Of how many; never zero.
    pub denominator: u32,
}

impl Fraction {
    /// Reads `2/3`.
    ///
    /// # Errors
    /// Where it is no fraction between 0 and 1.
    pub fn read(text: &str) -> Result<Fraction, Flaw> {
        let number = |part: &str| part.trim().parse::<u32>().ok().filter(|number| *number <= 1_000_000);
        let read = text.split_once('/').and_then(|(numerator, denominator)| {
            Some(Fraction { numerator: number(numerator)?, denominator: number(denominator)? })
        });
        match read {
            Some(fraction) if fraction.numerator > 0 && fraction.numerator <= fraction.denominator => Ok(fraction),
            _ => {
                let hint = Fraction::meant(text).map_or_else(
                    || "write it with two whole numbers, such as \"2/3\" or \"1/2\"".to_owned(),
                    |meant| format!("write \"{meant}\""),
                );
                let what = if read.is_some() { "a part of a whole" } else { "a fraction as records write it" };
                Err(Flaw::new(format!("`{text}` is not {what}"), hint))
            }
        }
    }

    /// The fraction that people mean by `two thirds`, `50%` or `0.75`; `None` where that is not clear.
    pub fn meant(text: &str) -> Option<&'static str> {
        const WORDS: [(&str, &[&str]); 6] = [
            ("1/4", &["quarter", "one quarter", "a quarter", "25%", "0.25"]),
            ("1/3", &["third", "one third", "a third", "33%", "0.33", "0.333"]),
            ("1/2", &["half", "one half", "a half", "50%", "0.5"]),
            ("2/3", &["two thirds", "66%", "67%", "0.66", "0.67", "0.666", "0.667"]),
            ("3/4", &["three quarters", "75%", "0.75"]),
            ("1/1", &["all", "100%", "1"]),
        ];
        let text = text.trim().to_lowercase().replace('-', " ");
        let text = text.replace(" %", "%");
        WORDS.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(fraction, _)| *fraction)
    }

    /// So many of `whole`, rounded as asked.
    pub fn of(self, whole: usize, rounding: Rounding) -> usize {
        let (parts, denominator) = (whole as u64 * u64::from(self.numerator), u64::from(self.denominator));
        let number = match rounding {
            Rounding::Up => parts.div_ceil(denominator),
            Rounding::Down => parts / denominator,
            Rounding::MoreThan => parts / denominator + 1,
        };
        usize::try_from(number).unwrap_or(usize::MAX)
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.numerator, self.denominator)
    }
}

text_format!(Fraction, "fraction", Fraction::read);

/// What becomes of the rest where a fraction of the seats is no whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    /// To the next whole number: two thirds of seven is five.
    #[default]
    Up,
    /// To the whole number below: two thirds of seven is four.
    Down,
    /// Always more than the fraction: more than half of six is four.
    MoreThan,
}

/// Text with a format that is only checked, not understood further.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $format:literal, $variant:expr) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(pub String);

        impl $name {
            fn read(text: &str) -> Result<$name, Flaw> {
                $variant.check(text).map(|()| $name(text.to_owned()))
            }
        }

        impl Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        text_format!($name, $format, $name::read);
    };
}

checked_text!(/** An address on the web, `http` or `https`. */ Url, "uri", Format::Url);
checked_text!(/** A mailbox. */ Email, "email", Format::Email);
checked_text!(/** The path of an attachment below `files/`. */ Attachment, "attachment", Format::Attachment);
checked_text!(/** A time zone's name, such as `Europe/London`. */ ZoneName, "time-zone", Format::TimeZone);
checked_text!(/** A currency by its three letters, such as `GBP`. */ Currency, "currency", Format::Currency);
checked_text!(/** A language tag, such as `en-GB`. */ Language, "language", Format::Language);
checked_text!(/** A single value of any sort, as text. */ Scalar, "scalar", Format::Scalar);
checked_text!(/** An earlier address on this site. */ Alias, "alias", Format::Alias);

/// An author's own values, kept as written.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Extra(pub toml::Table);

impl JsonSchema for Extra {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Extra".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "object", "x-free": true })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_round_as_asked() {
        let two_thirds = Fraction::read("2/3").unwrap();
        assert_eq!(two_thirds.of(7, Rounding::Up), 5);
        assert_eq!(two_thirds.of(7, Rounding::Down), 4);
        assert_eq!(two_thirds.of(11, Rounding::Up), 8);
        let half = Fraction::read("1/2").unwrap();
        assert_eq!((half.of(7, Rounding::Up), half.of(6, Rounding::Up), half.of(6, Rounding::MoreThan)), (4, 3, 4));
        assert!(["3/2", "1/0", "0/4", "half"].iter().all(|text| Fraction::read(text).is_err()));
        assert_eq!(Fraction::read("Two-thirds").unwrap_err().hint, "write \"2/3\"");
    }

    #[test]
    fn amounts_are_understood_as_people_write_them() {
        let meant = |text: &str| amount(text).unwrap_or_default();
        assert_eq!(
            [meant("£1,250,000"), meant("1.5m"), meant("740k"), meant("500 000 €")],
            ["1_250_000", "1_500_000", "740_000", "500_000"]
        );
        assert_eq!([meant("two"), meant("1.234"), meant(""), meant("1.2.3m")], ["", "", "", ""]);
        assert_eq!([meant("0"), meant("0.5k"), meant("12")], ["0", "500", "12"]);
    }

    #[test]
    fn addresses_cannot_carry_markup_or_people() {
        for text in ["javascript:alert(1)", "https://", "https://a b", "https://user@host/", "//host", "https://x/\"onload"] {
            assert!(Format::Url.check(text).is_err(), "{text}");
        }
        assert!(Format::Url.check("https://example.org/edit/{path}").is_ok());
        assert!(Format::Alias.check("../x").is_err() && Format::Alias.check("groups/old/").is_ok());
        assert!(Format::Attachment.check("files/../x").is_err());
    }
}
