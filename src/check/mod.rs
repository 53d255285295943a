//! What can be wrong with a handbook: one question each, with a name, an explanation and examples.
//!
//! A check is a pure function of the model. It knows no other check, no output format and no clock. What reading and
//! joining report has a name and an explanation here too, so that everything a reader meets can be explained.

use rayon::prelude::*;

#[allow(unused_imports, reason = "the list below names what it needs")]
use crate::diagnostic::Severity::{Advice, Error, Warning};
use crate::diagnostic::{Diagnostic, Report};
use crate::model::Model;
#[allow(unused_imports, reason = "the list below names what it needs")]
use crate::record::kind::collaborative::Jurisdiction::{England, France, Generic, Ireland, Scotland, Wales};

pub mod explanation;
mod finding;
pub mod levels;

pub use finding::{Check, Finding, Findings, Pack, run_one};

/// `room::file, "name", severity, pack;` for a check with a question; the files stand at `check/<room>/<file>.rs` and `.md`.
/// `"room/file", "name", severity;` for one that reading or joining asks: only `check/reading/<room>/<file>.md`.
macro_rules! checks {
    (
        read { $( $read_file:literal, $read_name:literal, $read_severity:expr; )* }
        $( room $room:ident { $( $file:ident, $name:literal, $severity:expr, $pack:expr; )* } )*
    ) => {
        $(
            #[doc = concat!("Checks of the subject `", stringify!($room), "`.")]
            pub mod $room {
                $( pub mod $file; )*
            }
        )*

        /// All checks, by subject and name.
        pub static CHECKS: &[Check] = &[
            $( Check { name: $read_name, severity: $read_severity, pack: Pack::Everywhere, text: include_str!(concat!("reading/", $read_file, ".md")), run: None }, )*
            $( $( Check {
                name: $name,
                severity: $severity,
                pack: $pack,
                text: include_str!(concat!(stringify!($room), "/", stringify!($file), ".md")),
                run: Some($room::$file::run),
            }, )* )*
        ];
    };
}

checks! {
    read {
        "checks/allow_expired", "checks/allow-expired", Warning;
        "checks/allow_unused", "checks/allow-unused", Warning;
        "checks/allow_without_end", "checks/allow-without-end", Warning;
        "checks/unknown_name", "checks/unknown-name", Error;
        "file/front_matter", "file/front-matter", Error;
        "file/id", "file/id", Error;
        "file/misplaced", "file/misplaced", Error;
        "file/not_utf8", "file/not-utf8", Error;
        "file/too_large", "file/too-large", Error;
        "file/unread", "file/unread", Error;
        "prose/anchor", "prose/anchor", Error;
        "prose/anchor_reserved", "prose/anchor-reserved", Warning;
        "prose/anchor_twice", "prose/anchor-twice", Error;
        "prose/footnote_undefined", "prose/footnote-undefined", Warning;
        "prose/footnote_unused", "prose/footnote-unused", Warning;
        "prose/heading_empty", "prose/heading-empty", Warning;
        "prose/heading_skips", "prose/heading-skips", Advice;
        "prose/image_elsewhere", "prose/image-elsewhere", Error;
        "prose/image_kind", "prose/image-kind", Error;
        "prose/image_without_text", "prose/image-without-text", Warning;
        "prose/link_address", "prose/link-address", Error;
        "prose/link_empty", "prose/link-empty", Error;
        "prose/link_from_root", "prose/link-from-root", Error;
        "prose/link_outside_content", "prose/link-outside-content", Error;
        "prose/link_scheme", "prose/link-scheme", Error;
        "prose/link_to_no_file", "prose/link-to-no-file", Error;
        "prose/link_undefined", "prose/link-undefined", Warning;
        "prose/link_without_words", "prose/link-without-words", Warning;
        "prose/number_twice", "prose/number-twice", Warning;
        "prose/open_comment", "prose/open-comment", Error;
        "prose/part_inside", "prose/part-inside", Error;
        "prose/part_twice", "prose/part-twice", Error;
        "prose/raw_html", "prose/raw-html", Warning;
        "prose/several_titles", "prose/several-titles", Advice;
        "prose/unknown_anchor", "prose/unknown-anchor", Error;
        "prose/unknown_part", "prose/unknown-part", Error;
        "record/duplicate_id", "record/duplicate-id", Error;
        "record/field_alone", "record/field-alone", Error;
        "record/missing_field", "record/missing-field", Error;
        "record/one_of", "record/one-of", Error;
        "record/type", "record/type", Error;
        "record/unknown_field", "record/unknown-field", Error;
        "record/value", "record/value", Error;
        "reference/ambiguous", "reference/ambiguous", Error;
        "reference/missing_file", "reference/missing-file", Error;
        "reference/unknown", "reference/unknown", Error;
        "reference/unknown_heading", "reference/unknown-heading", Error;
        "toml/syntax", "toml/syntax", Error;
        "vocabulary/unknown_word", "vocabulary/unknown-word", Error;
    }

    room name {
    }

    room source {
    }

    room law {
    }

    room member {
    }

    room model {
    }

    room form {
    }

    room agreement {
    }

    room fund {
    }

    room terms {
    }

    room quorum {
        out_of_reach, "quorum/out-of-reach", Error, Pack::Everywhere;
    }

    room vote {
    }

    room seat {
    }

    room delegation {
    }

    room decision {
    }

    room interest {
    }

    room control {
        agreement_ended, "control/agreement-ended", Warning, Pack::Everywhere;
        approval_missing, "control/approval-missing", Warning, Pack::Everywhere;
        approvals_out_of_order, "control/approvals-out-of-order", Warning, Pack::Everywhere;
        changed_since_approval, "control/changed-since-approval", Warning, Pack::Everywhere;
        draft_in_force, "control/draft-in-force", Warning, Pack::Everywhere;
        ends_before_it_begins, "control/ends-before-it-begins", Error, Pack::Everywhere;
        in_force_before_approval, "control/in-force-before-approval", Error, Pack::Everywhere;
        not_a_digest, "control/not-a-digest", Warning, Pack::Everywhere;
        review_before_approval, "control/review-before-approval", Error, Pack::Everywhere;
        review_overdue, "control/review-overdue", Warning, Pack::Everywhere;
        superseded_in_force, "control/superseded-in-force", Warning, Pack::Everywhere;
        version_not_in_history, "control/version-not-in-history", Warning, Pack::Everywhere;
        versions_out_of_order, "control/versions-out-of-order", Warning, Pack::Everywhere;
    }

    room publication {
    }

    room meeting {
    }

    room purpose {
    }
}

/// Asks every question of the model, then raises, lowers and accepts as the handbook says. `report` may hold what reading and joining
/// found: levels and acceptances hold for that too.
pub fn run(model: &Model, report: &mut Report) {
    let found: Vec<Vec<Diagnostic>> = CHECKS.par_iter().map(|check| run_one(check, model)).collect();
    found.into_iter().for_each(|found| report.extend(found));
    levels::apply(model, report);
}

/// The check of this name.
pub fn named(name: &str) -> Option<&'static Check> {
    CHECKS.iter().find(|check| check.name == name)
}
