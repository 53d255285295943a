//! Which plural category a number has in a language, by the rules of the Unicode CLDR; and which way a language is written.

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::{CharacterDirection, LanguageIdentifier};

/// A plural category of the CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Category {
    /// For nothing, in languages that set it apart.
    Zero,
    /// For one, and what goes with it.
    One,
    /// For two.
    Two,
    /// For a few.
    Few,
    /// For many.
    Many,
    /// For all others; every phrase has it.
    Other,
}

impl Category {
    /// The category of this name.
    pub(super) fn named(name: &str) -> Option<Category> {
        Some(match name {
            "zero" => Category::Zero,
            "one" => Category::One,
            "two" => Category::Two,
            "few" => Category::Few,
            "many" => Category::Many,
            "other" => Category::Other,
            _ => return None,
        })
    }

    /// Its name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Category::Zero => "zero",
            Category::One => "one",
            Category::Two => "two",
            Category::Few => "few",
            Category::Many => "many",
            Category::Other => "other",
        }
    }
}

/// The plural rules of a language; all numbers are `other` where none are known.
pub(super) struct Plurals {
    cardinal: Option<PluralRules>,
    ordinal: Option<PluralRules>,
}

impl Plurals {
    /// The rules of a language, or of its base language.
    pub(super) fn of(language: &str) -> Plurals {
        let rules = |sort: PluralRuleType| {
            let tag: LanguageIdentifier = language.parse().ok()?;
            let mut base = tag.clone();
            base.region = None;
            base.script = None;
            base.clear_variants();
            PluralRules::create(tag, sort).or_else(|_| PluralRules::create(base, sort)).ok()
        };
        Plurals { cardinal: rules(PluralRuleType::CARDINAL), ordinal: rules(PluralRuleType::ORDINAL) }
    }

    /// The category of so many.
    pub(super) fn cardinal(&self, count: u64) -> Category {
        category(self.cardinal.as_ref(), count)
    }

    /// The category of the first, the second and so on.
    pub(super) fn ordinal(&self, number: u64) -> Category {
        category(self.ordinal.as_ref(), number)
    }
}

fn category(rules: Option<&PluralRules>, number: u64) -> Category {
    match rules.and_then(|rules| rules.select(number).ok()) {
        Some(PluralCategory::ZERO) => Category::Zero,
        Some(PluralCategory::ONE) => Category::One,
        Some(PluralCategory::TWO) => Category::Two,
        Some(PluralCategory::FEW) => Category::Few,
        Some(PluralCategory::MANY) => Category::Many,
        _ => Category::Other,
    }
}

/// Whether a text is the tag of a language.
pub(super) fn is_language(text: &str) -> bool {
    text.parse::<LanguageIdentifier>().is_ok_and(|tag| !tag.language.is_empty())
}

/// `rtl` where a language is written from the right, else `ltr`.
pub(super) fn direction(language: &str) -> &'static str {
    let tag = language.parse::<LanguageIdentifier>();
    let is_rtl = tag.is_ok_and(|tag| tag.character_direction() == CharacterDirection::RTL);
    if is_rtl { "rtl" } else { "ltr" }
}
