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
/// `"file" in reading, …` for one that reading or joining asks: only `check/reading/<file>.md`.
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
        "duplicate_id", "record/duplicate-id", Error;
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
