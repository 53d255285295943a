//! Problems as HTML, shown at the top of a page until they are mended. Every word of theirs is escaped: they quote what authors wrote.

use std::fmt::Write;

use super::Problem;
use crate::output::Content;

/// Where the overlay's style is served.
pub(super) const STYLE_PATH: &str = "/_handbook/overlay.css";
/// The overlay's style.
pub(super) const STYLE: &str = include_str!("overlay.css");

/// How many problems are shown at once: more would bury the page, and the terminal has them all.
const SHOWN: usize = 20;
/// How many characters of one text are shown.
const LONGEST: usize = 2_000;

/// The problems as one block; empty where there are none. `stale` says that the page below is older than they are.
pub(super) fn html(problems: &[Problem], stale: bool) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let heading = match problems.len() {
        1 => "This handbook has a mistake to mend".to_string(),
        count => format!("This handbook has {count} mistakes to mend"),
    };
    let mut html = format!(
        "<section id=\"handbook-problems\" role=\"alert\" aria-labelledby=\"handbook-problems-heading\">\n<details open>\n\
         <summary id=\"handbook-problems-heading\">{heading}</summary>\n<div tabindex=\"0\">\n"
    );
    if stale {
        html.push_str("<p>Until then, this page stays as it was before.</p>\n");
    }
    html.push_str("<ol>\n");
    problems.iter().take(SHOWN).for_each(|problem| html.push_str(&one(problem)));
    html.push_str("</ol>\n");
    if problems.len() > SHOWN {
        let _ = writeln!(html, "<p>And {} more.</p>", problems.len() - SHOWN);
    }
    html.push_str("</div>\n</details>\n</section>\n");
    html
}

/// A page for nothing but problems, where there is no page to show them on.
pub(super) fn page_alone() -> Content {
    Content::html(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; \
         connect-src 'self'; base-uri 'none'; form-action 'none'\">\n\
         <title>Mistakes to mend</title>\n</head>\n<body>\n<main>\n<h1>There is nothing to show here yet</h1>\n\
         <p>The page appears by itself once the handbook is mended.</p>\n</main>\n</body>\n</html>\n"
            .into(),
    )
}

fn one(problem: &Problem) -> String {
    let Problem { place, message, excerpt, hints } = problem;
    let mut html = format!("<li>\n<p><strong>{}</strong></p>\n", escape(message));
    if !place.is_empty() {
        let _ = writeln!(html, "<p><code>{}</code></p>", escape(place));
    }
    if !excerpt.is_empty() {
        let _ = writeln!(html, "<pre tabindex=\"0\">{}</pre>", escape(excerpt));
    }
    for hint in hints {
        let _ = writeln!(html, "<p>{}</p>", escape(hint));
    }
    html.push_str("</li>\n");
    html
}

/// Text as HTML shows it. Characters that cannot be seen, or that turn the order of others around, are spelt out.
fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let mut letters = text.chars();
    for letter in letters.by_ref().take(LONGEST) {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(letter),
            _ if letter.is_control() || turns_text_around(letter) => html.extend(letter.escape_unicode()),
            _ => html.push(letter),
        }
    }
    if letters.next().is_some() {
        html.push('…');
    }
    html
}

fn turns_text_around(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_shown_where_nothing_is_wrong() {
        assert_eq!(html(&[], false), "");
    }

    #[test]
    fn hostile_words_stay_words() {
        let hostile = "</pre><script>alert(1)</script><img src=x onerror='alert(2)'>\"&\u{0}\u{1b}]0;x\u{7}\u{202e}";
        let problem =
            Problem { place: hostile.into(), message: hostile.into(), excerpt: hostile.into(), hints: vec![hostile.into()] };
        let html = html(&[problem], true);
        for raw in ["<script", "<img", "onerror='", "\u{0}", "\u{1b}", "\u{7}", "\u{202e}"] {
            assert!(!html.contains(raw), "{raw:?} in {html}");
        }
        let escaped = "&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&#39;alert(2)&#39;&gt;&quot;&amp;\\u{0}\\u{1b}]0;x\\u{7}\\u{202e}";
        assert_eq!(html.matches(escaped).count(), 4, "{html}");
    }

    #[test]
    fn very_many_and_very_long_problems_are_cut_short() {
        let long = Problem { message: "x".repeat(1_000_000), ..Problem::default() };
        let html = html(&vec![long; 500], false);
        assert!(html.len() < 60_000, "{}", html.len());
        assert!(html.contains("This handbook has 500 mistakes to mend") && html.contains("And 480 more."));
    }
}
