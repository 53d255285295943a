//! Values that authors write as text and that mean more: dates, lengths of time, fractions, addresses.
//!
//! Each is read by one function that says what is wrong in the author's words. Where a value stands in a field, its
//! place stands beside it.

use std::fmt;
use std::ops::Deref;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::span::Span;

mod format;

pub use format::Format;

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

/// The plain number that an amount such as `£1,250,000`, `1.5m` or `740k` means, as records write it; `None` where it is none.
pub fn amount(text: &str) -> Option<String> {
    // A comma stands before each three figures, or it is no amount: `1,5` may be one and a half.
    let in_threes = |group: &str| group.trim_start_matches(|letter: char| letter.is_ascii_digit()).len() + 3 == group.len();
    if text.split(',').skip(1).any(|group| !in_threes(group)) {
        return None;
    }
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

    /// The fraction that people mean by `two thirds`, `60%` or `0.75`, as records write it; `None` where that is not clear.
    pub fn meant(text: &str) -> Option<String> {
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
        let known = WORDS.iter().find(|(_, words)| words.contains(&text.as_str())).map(|(fraction, _)| (*fraction).to_owned());
        known.or_else(|| {
            let hundredths = text.strip_suffix('%')?.trim().parse::<u32>().ok().filter(|number| (1..=100).contains(number))?;
            let common = (1..=hundredths).rev().find(|part| hundredths % part == 0 && 100 % part == 0)?;
            Some(format!("{}/{}", hundredths / common, 100 / common))
        })
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
